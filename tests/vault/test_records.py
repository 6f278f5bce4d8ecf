from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from strongroom.model.network import Network
from strongroom.vault.errors import VaultError
from strongroom.vault.record import Record
from strongroom.vault.records import (
    CosignerRecord,
    DraftRecord,
    LabelKind,
    LabelRecord,
    PaymentRecord,
    PsbtRecord,
    PsbtVersion,
    ReadRecord,
    SavedRecord,
    SettingsRecord,
    SignedRecord,
    WalletRecord,
    psbt_row,
)
from strongroom.vault.tables import DRAFTS, LABELS, PAYMENTS, PSBTS, SETTINGS, WALLETS, new_row
from strongroom.vault.vault import Vault, create_with, open_with
from tests.vault.quick import Held

NOW = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
TXID = "ab" * 32
COSIGNERS = (
    CosignerRecord("Anna", "Coldcard Q", "Anna", "at home", NOW),
    CosignerRecord("Bert", compared=None),
)
WALLET = WalletRecord("Family", Network.SIGNET, "wsh(...)#abc", COSIGNERS, NOW)
PAYMENT = PaymentRecord(
    "wallet",
    NOW,
    (PsbtVersion(psbt_row(TXID, 1), NOW, "rent.psbt"),),
    (SignedRecord("deadbeef", NOW),),
)
RECORDS: list[Record] = [
    WALLET,
    replace(WALLET, risk_accepted=NOW, cosigners=()),
    LabelRecord("wallet", LabelKind.ADDRESS, "bc1q", "rent"),
    PAYMENT,
    replace(PAYMENT, signed=(), transaction="0200", finished=NOW),
    replace(
        PAYMENT,
        read=(ReadRecord("dust", "output 1", {"amount": 300, "rate": 0.5}, "ab" * 32, NOW),),
        saved=(SavedRecord("deadbeef", NOW),),
    ),
    PsbtRecord("cHNidP8="),
    DraftRecord("set-up", "keys", NOW, {"quorum": [2, 3], "keys": {"1": None}}),
    SettingsRecord({"fee_rate_block": 500}),
]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        yield vault


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_comes_back(record: Record) -> None:
    assert type(record).from_json(record.to_json()) == record


def test_is_plain_json() -> None:
    assert replace(WALLET, cosigners=COSIGNERS[:1]).to_json() == {
        "version": 1,
        "name": "Family",
        "network": "signet",
        "descriptor": "wsh(...)#abc",
        "cosigners": [
            {
                "version": 1,
                "name": "Anna",
                "device": "Coldcard Q",
                "holder": "Anna",
                "place": "at home",
                "compared": "2026-03-01T12:30:15.250000Z",
                "provenance": {
                    "version": 1,
                    "serial": "",
                    "firmware_then": "",
                    "firmware_now": "",
                    "seed": "unknown",
                    "passphrase": "unknown",
                    "made": "",
                    "notes": "",
                },
                "registrations": [],
            }
        ],
        "created": "2026-03-01T12:30:15.250000Z",
        "risk_accepted": None,
    }


def test_fields_of_a_later_program_stay() -> None:
    value: dict[str, Any] = {**WALLET.to_json(), "birthday": 900_000, "more": {"a": [1]}}
    value["cosigners"][0]["serial"] = "X1"
    record = replace(WalletRecord.from_json(value), name="Renamed")
    assert record.to_json() == {**value, "name": "Renamed"}


def test_a_row_of_an_earlier_program_may_lack_what_has_a_default() -> None:
    assert CosignerRecord.from_json({"version": 1, "name": "Anna"}) == CosignerRecord("Anna")


def test_moments_are_the_same_everywhere() -> None:
    local = NOW.astimezone(timezone(timedelta(hours=5)))
    assert replace(WALLET, created=local).to_json() == WALLET.to_json()


def test_all_keys_must_be_compared() -> None:
    compared = tuple(replace(cosigner, compared=NOW) for cosigner in COSIGNERS)
    assert replace(WALLET, cosigners=compared).is_compared
    assert not WALLET.is_compared


@pytest.mark.parametrize(
    "changed",
    [
        {"version": None},
        {"version": 0},
        {"version": True},
        {"version": "1"},
        {"name": None},
        {"name": 1},
        {"network": "moon"},
        {"network": ["signet"]},
        {"cosigners": {}},
        {"cosigners": [None]},
        {"cosigners": [{"version": 1}]},
        {"created": 1},
        {"created": "yesterday"},
        {"created": "2026-03-01T12:00:00"},
        {"created": "0001-01-01T00:00:00+23:59"},
        {"created": None},
    ],
    ids=str,
)
def test_refuses_what_is_no_record(changed: dict[str, Any]) -> None:
    with pytest.raises(VaultError) as refused:
        WalletRecord.from_json({**WALLET.to_json(), **changed})
    assert refused.value.code == "record-malformed"


def test_refuses_a_record_with_a_field_missing() -> None:
    value = WALLET.to_json()
    del value["descriptor"]
    with pytest.raises(VaultError, match="missing"):
        WalletRecord.from_json(value)


@pytest.mark.parametrize(
    "changed",
    [{"name": 1}, {"network": "signet"}, {"created": NOW.replace(tzinfo=None)}, {"cosigners": [1]}],
    ids=str,
)
def test_does_not_write_what_it_would_not_read(changed: dict[str, Any]) -> None:
    with pytest.raises(VaultError) as refused:
        replace(WALLET, **changed).to_json()
    assert refused.value.code == "record-malformed"


def test_a_record_with_another_meaning_is_not_guessed_at() -> None:
    @dataclass(frozen=True, slots=True)
    class Later(Record):
        VERSION = 2

    with pytest.raises(VaultError) as refused:
        SettingsRecord.from_json(Later().to_json())
    assert refused.value.code == "record-newer"


def test_tables_hold_records(vault: Vault) -> None:
    WALLETS.put(vault, "1", WALLET)
    PAYMENTS.put(vault, TXID, PAYMENT)
    PSBTS.put(vault, psbt_row(TXID, 1), PsbtRecord("cHNidP8="))
    DRAFTS.put(vault, "set-up", DraftRecord("set-up", "keys", NOW, {}))
    SETTINGS.put(vault, "limits", SettingsRecord({"gap": 20}))
    vault.save()
    vault.lock()
    with open_with(vault.path, Held()) as opened:
        assert WALLETS.get(opened, "1") == WALLET
        assert PAYMENTS.all(opened).records == {TXID: PAYMENT}
        assert PSBTS.get(opened, PAYMENT.versions[0].row) == PsbtRecord("cHNidP8=")
        assert DRAFTS.get(opened, "absent") is None


def test_labels_are_found_by_what_they_are_on(vault: Vault) -> None:
    label = LabelRecord("w", LabelKind.ADDRESS, "bc1q", "rent")
    LABELS.put(vault, label.row, label)
    LABELS.delete(vault, replace(label, kind=LabelKind.TRANSACTION).row)
    assert LABELS.get(vault, "w/addr/bc1q") == label


def test_one_row_that_is_not_understood_hides_no_other(vault: Vault) -> None:
    WALLETS.put(vault, "1", WALLET)
    vault.put("wallets", "2", {**WALLET.to_json(), "version": 2})
    vault.put("wallets", "3", {})
    listing = WALLETS.all(vault)
    assert (dict(listing.records), listing.unreadable) == ({"1": WALLET}, ("2", "3"))


def test_new_ids_differ() -> None:
    assert len({new_row() for _ in range(100)}) == 100
