from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.contract import DeviceProof
from strongroom.model.device import Device
from strongroom.model.errors import ReadError
from strongroom.model.script_type import ScriptType
from strongroom.vault.records import CosignerRecord
from strongroom.vault.registrations import RegistrationRecord
from strongroom.workflows.keeping import Keeper, KeepingError
from strongroom.workflows.kept import wallet_record
from strongroom.workflows.registrations import (
    MAX_PROOF,
    clean_registration,
    cosigners_of_file,
    registration_findings,
    registration_now,
    registrations_of,
    with_registration,
    without_registration,
)
from tests.review.codes import FIRING, QUIET, shows
from tests.workflows.rounds import make_wallet
from tests.workflows.test_keeping import COSIGNERS, NOW, SEED, WALLET

HMAC = "34602db12b76200ea96386c4cd10b8b1d60b84e060d2d6120073c06367a9506d"
RECORD = wallet_record(WALLET, COSIGNERS, NOW)
LEDGER = registration_now(RECORD, Device.LEDGER, proof=HMAC, day="2026-03-03", firmware="2.4.6")
JADE = registration_now(RECORD, Device.JADE)
WIF = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"


def kept() -> tuple[Keeper, str]:
    keeper = Keeper()
    row = keeper.keep_wallet(WALLET, COSIGNERS, NOW).row
    keeper.keep_registration(row, 1, LEDGER)
    return keeper, row


def log(keeper: Keeper) -> list[str]:
    return [entry.kind for entry in keeper.log().records.values()]


def codes(record: RegistrationRecord, wallet_name: str = "Family") -> list[str]:
    return [one.code for one in registration_findings(record, replace(RECORD, name=wallet_name))]


@pytest.mark.parametrize(
    ("device", "written", "proof"),
    [
        (Device.LEDGER, HMAC, HMAC),
        (Device.LEDGER, f" {HMAC[:32].upper()}\n{HMAC[32:]} ", HMAC),
        (Device.LEDGER, "", ""),
        (Device.COLDCARD, "", ""),
        (Device.BITBOX02, "00", "00"),
        (Device.JADE, "ab" * MAX_PROOF, "ab" * MAX_PROOF),
    ],
)
def test_a_proof_is_kept_in_small_letters(device: Device, written: str, proof: str) -> None:
    assert clean_registration(replace(JADE, device=device, proof=written)).proof == proof


@pytest.mark.parametrize(
    ("device", "written", "code"),
    [
        (Device.LEDGER, HMAC[:-2], "proof-malformed"),
        (Device.LEDGER, HMAC + "00", "proof-malformed"),
        (Device.LEDGER, "0x" + HMAC, "proof-malformed"),
        (Device.JADE, "abc", "proof-malformed"),
        (Device.JADE, "ab" * (MAX_PROOF + 1), "proof-malformed"),
        (Device.JADE, "ab" * 1_000_000, "proof-malformed"),
        (Device.JADE, "\uff41\uff42", "proof-malformed"),
        (Device.JADE, "a\u202eb0", "proof-malformed"),
        (Device.LEDGER, SEED, "secret-found"),
        (Device.LEDGER, WIF, "secret-found"),
    ],
)  # fmt: skip
def test_what_is_no_proof_is_refused(device: Device, written: str, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        clean_registration(replace(JADE, device=device, proof=written))
    assert refused.value.code == code


@given(st.sampled_from(Device), st.text(max_size=300) | st.text("0123456789abcdefABCDEF \n"))
def test_a_proof_is_refused_or_stays_as_it_was_made(device: Device, text: str) -> None:
    try:
        made = clean_registration(replace(JADE, device=device, proof=text))
    except ReadError:
        return
    assert clean_registration(made) == made
    assert len(bytes.fromhex(made.proof)) <= MAX_PROOF


@pytest.mark.parametrize("field", ["name", "firmware"])
def test_no_text_of_it_takes_a_secret_or_hides_anything(field: str) -> None:
    shown = clean_registration(replace(LEDGER, **{field: "a\u202eb"}))  # type: ignore[arg-type]
    assert getattr(shown, field) == "a<U+202E>b"
    with pytest.raises(ReadError) as refused:
        clean_registration(replace(LEDGER, **{field: SEED}))  # type: ignore[arg-type]
    assert refused.value.code == "secret-found"


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ReadError) as refused:
        clean_registration(replace(LEDGER, day="3 March"))
    assert refused.value.code == "date-malformed"


def test_of_each_kind_of_device_one_is_kept() -> None:
    said = with_registration(with_registration(COSIGNERS[0], LEDGER), JADE)
    again = with_registration(said, replace(LEDGER, firmware="2.5.0"))
    assert [one.firmware for one in again.registrations] == ["", "2.5.0"]
    assert without_registration(again, Device.LEDGER).registrations == (JADE,)


@shows("registration-outdated", QUIET)
@shows("registration-name", QUIET)
def test_it_names_the_wallet_and_is_tied_to_its_descriptor() -> None:
    assert (LEDGER.name, LEDGER.checksum) == ("Family", RECORD.descriptor.rpartition("#")[2])
    assert codes(LEDGER) == []


@shows("registration-outdated", FIRING)
def test_it_no_longer_fits_other_keys_or_another_script() -> None:
    nested = wallet_record(make_wallet(ScriptType.P2SH_P2WSH), COSIGNERS, NOW)
    (found,) = registration_findings(LEDGER, nested)
    assert (found.code, found.facts["name"]) == ("registration-outdated", "Family")


@shows("registration-name", FIRING)
def test_a_wallet_of_another_name_than_the_device_has_is_pointed_out() -> None:
    assert codes(LEDGER, "Household") == ["registration-name"]
    assert codes(replace(LEDGER, name="Famille"), "Famille") == []


def test_a_name_that_devices_cannot_show_fits_as_they_are_told_it() -> None:
    named = replace(RECORD, name="Für später")
    told = registration_now(named, Device.LEDGER)
    assert told.name == "Fur spater"
    assert registration_findings(told, named) == ()


def test_it_is_kept_with_the_cosigner_whatever_else_is_said_of_it() -> None:
    keeper, row = kept()
    keeper.describe_cosigner(row, 1, CosignerRecord("Robert"))
    keeper.compare_key(row, 1, NOW)
    keeper.forget_cosigner(row, 1)
    (one,) = registrations_of(keeper.wallet(row).wallet, keeper.wallet(row).record)
    fingerprint = WALLET.policy.cosigners[1].fingerprint
    assert (one.position, one.cosigner, one.record) == (1, "Robert", LEDGER)
    assert bytes.fromhex(one.fingerprint) == fingerprint


def test_a_wallet_that_is_set_up_anew_keeps_those_of_its_keys_and_they_no_longer_fit() -> None:
    keeper, row = kept()
    again = keeper.keep_wallet(make_wallet(threshold=3), COSIGNERS, NOW, row=row)
    (one,) = registrations_of(again.wallet, again.record)
    assert (one.position, one.record) == (1, LEDGER)
    assert [each.code for each in registration_findings(LEDGER, again.record)] == [
        "registration-outdated"
    ]
    other = make_wallet(ScriptType.P2SH_P2WSH)
    gone = keeper.keep_wallet(other, COSIGNERS, NOW, row=row)
    assert registrations_of(gone.wallet, gone.record) == ()


def test_what_a_file_has_of_a_device_is_kept_with_its_key_and_noted() -> None:
    fingerprint = WALLET.policy.cosigners[1].fingerprint or b""
    proofs = [DeviceProof(Device.LEDGER, each, "Liana-x", HMAC) for each in (fingerprint, bytes(4))]
    keeper = Keeper()
    row = keeper.keep_wallet(WALLET, cosigners_of_file(WALLET, proofs), NOW).row
    kept = keeper.wallet(row)
    (one,) = registrations_of(kept.wallet, kept.record)
    assert (one.position, one.record.proof, one.record.checksum) == (1, HMAC, LEDGER.checksum)
    assert codes(one.record) == ["registration-name"]
    assert log(keeper) == ["wallet-imported", "device-registered"]


def test_a_removal_can_be_undone_and_all_of_it_is_in_the_log_without_the_proof() -> None:
    keeper, row = kept()
    removed = keeper.forget_registration(row, 1, Device.LEDGER)
    assert keeper.wallet(row).record.cosigners[1].registrations == ()
    keeper.put_back(removed)
    assert keeper.wallet(row).record.cosigners[1].registrations == (LEDGER,)
    registered, gone = "device-registered", "registration-removed"
    assert log(keeper)[1:] == [registered, gone, registered]
    assert HMAC.encode() not in keeper.log_file()


def test_what_is_not_kept_cannot_be_removed() -> None:
    keeper, row = kept()
    with pytest.raises(KeepingError) as refused:
        keeper.forget_registration(row, 1, Device.JADE)
    assert refused.value.code == "registration-unknown"


def test_saying_the_same_again_is_not_noted() -> None:
    keeper, row = kept()
    keeper.keep_registration(row, 1, LEDGER)
    assert log(keeper)[1:] == ["device-registered"]


def test_a_cosigner_that_was_kept_before_there_were_any_is_read() -> None:
    assert CosignerRecord.from_json({"name": "Bert", "version": 1}).registrations == ()
