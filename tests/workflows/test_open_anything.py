import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.engines.derivation import derive_address
from strongroom.engines.own_scripts import Place
from strongroom.formats.reading import Kind, RecognitionError
from strongroom.formats.writing import WALLET_FORMATS, write_wallet
from strongroom.model.errors import PolicyError, StrongroomError
from strongroom.model.finding import Rejected
from strongroom.model.frozen import freeze
from strongroom.model.key_expression import write_key_expression
from strongroom.model.network import Network
from strongroom.model.policy import PolicyKey
from strongroom.model.psbt_edit import with_signatures
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Branch
from strongroom.practice.exports import write_exports
from strongroom.practice.signers import practice_signers
from strongroom.vault.recovery_key import DrawnRecoveryKey
from strongroom.vault.vault import create_with
from strongroom.workflows.check_message import CheckedMessage
from strongroom.workflows.finish import finish
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.open_anything import (
    NextStep,
    Opened,
    OpenedAddress,
    OpenedVault,
    open_anything,
)
from strongroom.workflows.open_key import OpenedKey
from strongroom.workflows.open_wallet import OpenedWallet, on_network, open_wallet
from strongroom.workflows.payment import PaymentError, PaymentUnderWay, accept, start
from strongroom.workflows.set_up_flow import SetUpDraft, add_key, choose, key_findings, with_network
from tests.vault.quick import Held
from tests.vectors_source import vector
from tests.workflows.altered import with_another_amount, with_transaction
from tests.workflows.rounds import make_funding, make_payment, make_wallet, signed_by

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
WALLET = make_wallet()
NESTED = make_wallet(ScriptType.P2SH_P2WSH)
PSBT = make_payment(WALLET)
FOREIGN = "bcrt1q6rhpng9evdsfnn833a4f4vej0asu6dk5srld6x"


@pytest.fixture
def keeper() -> Keeper:
    keeper = Keeper()
    keeper.keep_wallet(NESTED, (), NOW, row="nested")
    keeper.keep_wallet(WALLET, (), NOW, row="practice")
    return keeper


def opened(data: bytes, keeper: Keeper, name: str = "") -> Opened:
    return open_anything(data, keeper.wallets(), keeper.payments(), name=name)


def keep(keeper: Keeper, *numbers: int) -> None:
    payment = start(PSBT.original, [WALLET])
    payment, _ = accept(payment, [signed_by(number, PSBT, WALLET) for number in numbers])
    keeper.keep_payment("practice", payment, NOW)


def signers_done(thing: object) -> list[int]:
    assert isinstance(thing, PaymentUnderWay)
    return [signed.cosigner for signed in thing.review.signed_by]


def test_a_key_goes_to_the_set_up(keeper: Keeper, tmp_path: Path) -> None:
    for file in write_exports(tmp_path, practice_signers(1)):
        found = opened(file.read_bytes(), keeper)
        assert (type(found.thing), found.next_step) == (OpenedKey, NextStep.ADD_KEY)
        assert isinstance(found.thing, OpenedKey)
        assert add_key(SetUpDraft(), found.thing.text.encode()).keys[0].export == found.thing.export


def test_an_export_with_two_keys_of_one_kind_leaves_the_choice_to_somebody() -> None:
    keys = [signer.account_key(ScriptType.P2WSH) for signer in practice_signers(2)]
    data = "\n".join(write_key_expression(PolicyKey(key), "") for key in keys).encode()
    found = open_anything(data)
    assert isinstance(found.thing, OpenedKey)
    assert (found.next_step, found.findings[0].code) == (NextStep.ADD_KEY, "keys-several")
    draft = add_key(with_network(SetUpDraft(), Network.REGTEST), found.thing.text.encode())
    assert [each.code for each in key_findings(draft, 0)] == ["keys-several"]
    assert key_findings(choose(draft, 0, 1), 0) == ()


@pytest.mark.parametrize("form", WALLET_FORMATS)
def test_a_wallet_goes_to_its_check(form: str) -> None:
    found = opened(write_wallet(WALLET, form, None).encode(), Keeper(), "Family.txt")
    assert (type(found.thing), found.next_step) == (OpenedWallet, NextStep.CHECK_WALLET)
    assert isinstance(found.thing, OpenedWallet)
    assert found.thing.wallet.policy == WALLET.policy


def test_a_file_without_a_name_gives_its_own(keeper: Keeper) -> None:
    data = write_wallet(make_wallet(threshold=1), "descriptor", None).encode()
    thing = opened(data, keeper, "My family.v2.txt").thing
    assert isinstance(thing, OpenedWallet)
    assert thing.wallet.name == "My family.v2"


@pytest.mark.parametrize("form", ["coldcard_text", "descriptor"])
def test_a_wallet_that_is_here_goes_to_its_page(form: str) -> None:
    keeper = Keeper()
    keeper.keep_wallet(replace(WALLET, network=Network.TESTNET4), (), NOW, row="practice")
    found = opened(write_wallet(WALLET, form, None).encode(), keeper)
    assert (found.next_step, found.wallet_row) == (NextStep.SHOW_WALLET, "practice")


def test_a_payment_goes_to_its_review(keeper: Keeper) -> None:
    for data in (PSBT.original, base64.b64encode(PSBT.original), PSBT.original.hex().encode()):
        found = opened(data, keeper)
        assert (found.next_step, found.wallet_row) == (NextStep.REVIEW, "practice")
        assert isinstance(found.thing, PaymentUnderWay)
        assert found.thing.original == PSBT


def test_a_payment_under_way_goes_on_with_what_came(keeper: Keeper) -> None:
    keep(keeper, 1)
    found = opened(signed_by(2, PSBT, WALLET).data, keeper, "bert.psbt")
    assert (found.next_step, found.payment_row) == (NextStep.CONTINUE, PSBT.transaction.txid)
    assert signers_done(found.thing) == [0, 1]
    assert found.findings == ()


def test_opening_the_unsigned_one_again_loses_no_signature(keeper: Keeper) -> None:
    keep(keeper, 1)
    assert signers_done(opened(PSBT.original, keeper).thing) == [0]


def test_a_payment_of_a_wallet_that_is_not_here_any_more_is_unknown(keeper: Keeper) -> None:
    keep(keeper, 1)
    others = [kept for kept in keeper.wallets() if kept.row != "practice"]
    with pytest.raises(PaymentError) as caught:
        open_anything(PSBT.original, others, keeper.payments())
    assert caught.value.code == "wallet-unknown"


def test_the_finished_transaction_of_a_payment_belongs_to_it(keeper: Keeper) -> None:
    keep(keeper, 1, 2)
    raw = finish(keeper.payments()[0].combined, WALLET).raw
    found = opened(raw.hex().encode(), keeper)
    assert (found.next_step, found.payment_row) == (NextStep.CONTINUE, PSBT.transaction.txid)


def test_another_transaction_is_only_shown(keeper: Keeper) -> None:
    raw = make_funding(WALLET).raw
    found = opened(raw, keeper)
    assert found.next_step is NextStep.SHOW_TRANSACTION
    assert found.thing == Transaction.parse(raw)


@pytest.mark.parametrize("place", [Place(Branch.RECEIVE, 0), Place(Branch.CHANGE, 900)])
def test_an_own_address_is_told_with_its_wallet(keeper: Keeper, place: Place) -> None:
    address = derive_address(NESTED, place.branch, place.index)
    for text in (address.text, f"bitcoin:{address.text}?amount=0.1"):
        found = opened(text.encode(), keeper)
        assert (found.next_step, found.wallet_row) == (NextStep.SHOW_ADDRESS, "nested")
        assert isinstance(found.thing, OpenedAddress)
        assert found.thing.place == place


def test_a_foreign_address_is_in_no_wallet(keeper: Keeper) -> None:
    found = opened(f"bitcoin:{FOREIGN}?amount=0.1&label=rent".encode(), keeper)
    assert (found.next_step, found.wallet_row) == (NextStep.SHOW_ADDRESS, "")
    assert isinstance(found.thing, OpenedAddress)
    assert found.thing.place is None
    assert found.thing.request is not None
    assert found.thing.request.amount == 10_000_000


def test_a_vault_is_to_be_unlocked(keeper: Keeper, tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    create_with(path, [Held()]).lock()
    assert opened(path.read_bytes(), keeper) == Opened(OpenedVault(), NextStep.UNLOCK)


@pytest.mark.parametrize(
    "data", [SEED.encode(), b"5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"]
)
def test_a_secret_is_refused_and_not_repeated(keeper: Keeper, data: bytes) -> None:
    with pytest.raises(RecognitionError) as caught:
        opened(data, keeper)
    assert (caught.value.code, caught.value.kind) == ("secret-found", Kind.SECRET)
    assert data.decode()[:10] not in f"{caught.value} {dict(caught.value.facts)}"


@pytest.mark.parametrize(
    "name", [f"{SEED}.json", "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"]
)
def test_a_secret_in_a_files_name_is_refused_before_it_names_anything(
    keeper: Keeper, name: str
) -> None:
    data = write_wallet(NESTED, "descriptor", None).encode()
    with pytest.raises(StrongroomError) as caught:
        opened(data, keeper, name)
    assert caught.value.code == "secret-found"
    assert name[:10] not in f"{caught.value} {dict(caught.value.facts)}"


@pytest.mark.parametrize("data", [b"", b"good morning", b"\x00\x01\x02", b"{}", b"\xff" * 64])
def test_what_is_nothing_is_told_so(keeper: Keeper, data: bytes) -> None:
    with pytest.raises(RecognitionError):
        opened(data, keeper)


def test_what_must_not_be_loaded_is_refused(keeper: Keeper) -> None:
    first, second = PSBT.transaction.outputs
    huge = replace(first, amount=21_000_000 * 10**8 + 1)
    bad = with_transaction(PSBT, replace(PSBT.transaction, outputs=(huge, second)))
    with pytest.raises(Rejected):
        opened(bad.original, keeper)


def test_a_payment_whose_coins_are_told_otherwise_changes_nothing_reviewed(keeper: Keeper) -> None:
    keep(keeper)
    lying = with_signatures(
        with_another_amount(PSBT),
        {1: read_psbt(signed_by(1, PSBT, WALLET).data).inputs[1].partial_signatures},
    )
    found = opened(lying.original, keeper)
    assert "changed-after-review" in [each.code for each in found.findings]
    assert isinstance(found.thing, PaymentUnderWay)
    assert freeze(found.thing.combined) == freeze(PSBT)


def test_a_wallet_of_a_silent_file_is_moved_to_the_network_that_is_meant() -> None:
    silent = open_wallet(write_wallet(WALLET, "descriptor", None).encode())
    assert silent.networks == tuple(each for each in Network if each is not Network.BITCOIN)
    moved = on_network(silent, Network.REGTEST)
    assert moved.wallet.network is Network.REGTEST
    assert moved.first_address == derive_address(WALLET, Branch.RECEIVE, 0).text
    with pytest.raises(PolicyError) as caught:
        on_network(silent, Network.BITCOIN)
    assert caught.value.code == "wrong-network"


def test_a_signed_message_is_checked_when_it_is_opened(keeper: Keeper) -> None:
    found = opened(vector("coldcard/export/coldcard-export.sig").read_bytes(), keeper)
    assert found.next_step is NextStep.SHOW_MESSAGE
    assert isinstance(found.thing, CheckedMessage)
    assert found.thing.is_valid


def labels_of(*addresses: str) -> bytes:
    lines = ({"type": "addr", "ref": address, "label": "Rent"} for address in addresses)
    return "\n".join(map(json.dumps, lines)).encode()


def test_labels_are_offered_to_the_wallet_they_fit(keeper: Keeper) -> None:
    own = [derive_address(WALLET, Branch.RECEIVE, index).text for index in range(2)]
    other = derive_address(NESTED, Branch.RECEIVE, 0).text
    found = opened(labels_of(other, *own), keeper)
    assert (found.next_step, found.wallet_row) == (NextStep.MERGE_LABELS, "practice")
    assert opened(labels_of(other), keeper).wallet_row == "nested"
    assert opened(labels_of(FOREIGN), keeper).wallet_row == ""


def test_an_encrypted_record_asks_for_its_token(keeper: Keeper) -> None:
    with pytest.raises(RecognitionError) as refused:
        opened(vector("bip129/mode3/r1_signer_1_key.dat").read_bytes(), keeper)
    assert (refused.value.kind, refused.value.code) == (Kind.ENCRYPTED_BACKUP, "token-needed")


def test_a_recovery_key_is_named_and_belongs_elsewhere() -> None:
    groups = DrawnRecoveryKey.draw().groups
    for text in (" ".join(groups), "\n".join(groups).lower()):
        with pytest.raises(RecognitionError) as refused:
            open_anything(text.encode())
        assert (refused.value.code, refused.value.kind) == ("recovery-key-here", Kind.SECRET)
        assert groups[0] not in str(refused.value)
