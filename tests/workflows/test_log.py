"""What is noted of what people do, and that nothing is done without its entry."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.formats.json_text import JsonValue
from strongroom.review.limits import Limits
from strongroom.vault.errors import VaultError
from strongroom.vault.records import CosignerRecord, DraftRecord
from strongroom.vault.vault import Vault, create_with
from strongroom.workflows.finish import finish
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import acknowledge, open_warnings, start, take_back
from tests.vault.quick import Held
from tests.workflows.test_keeping import (
    COSIGNERS,
    FIRST,
    LATER,
    NOW,
    OTHER,
    PSBT,
    REUSING,
    SECOND,
    WALLET,
    payment,
)

CLOCK = datetime(2026, 4, 2, 8, tzinfo=UTC)
TXID = PSBT.transaction.txid
Act = Callable[[Keeper, str], object]


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        yield Keeper(vault, lambda: CLOCK)


@pytest.fixture
def row(keeper: Keeper) -> str:
    return keeper.keep_wallet(WALLET, COSIGNERS, NOW).row


def fingerprint(position: int) -> str:
    told = WALLET.policy.cosigners[position].fingerprint
    assert told is not None
    return told.hex()


def noted(keeper: Keeper) -> list[tuple[str, dict[str, JsonValue]]]:
    return [(one.kind, dict(one.facts)) for one in keeper.log().records.values()]


def kinds(keeper: Keeper) -> list[str]:
    return [kind for kind, _ in noted(keeper)]


def test_an_imported_wallet_is_noted_by_what_it_is(keeper: Keeper, row: str) -> None:
    ((kind, facts),) = noted(keeper)
    assert kind == "wallet-imported"
    known = {"wallet": "Family", "network": "regtest", "threshold": 2, "keys": 3}
    assert known.items() <= facts.items()
    (entry,) = keeper.log().records.values()
    assert (entry.wallet, entry.at) == (row, CLOCK)


def test_a_wallet_that_was_set_up_is_noted_with_the_keys_compared(keeper: Keeper) -> None:
    ticked = (replace(COSIGNERS[0], compared=NOW), *COSIGNERS[1:])
    draft = DraftRecord("set-up", "export", NOW, {})
    row = keeper.keep_wallet(WALLET, ticked, NOW, draft=draft).row
    assert kinds(keeper) == ["wallet-set-up", "key-compared"]
    assert noted(keeper)[1][1]["cosigner"] == "Anna"
    keeper.keep_wallet(WALLET, ticked, LATER, row=row, draft=draft)
    assert len(noted(keeper)) == 2
    keeper.keep_wallet(OTHER, (), LATER, row=row)
    assert kinds(keeper)[2:] == ["wallet-renamed", "wallet-changed"]


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda keeper, row: keeper.rename_wallet(row, "Household"), "wallet-renamed"),
        (lambda keeper, row: keeper.compare_key(row, 1, NOW), "key-compared"),
        (lambda keeper, row: keeper.accept_risk(row, NOW), "risk-accepted"),
        (
            lambda keeper, row: keeper.describe_cosigner(row, 1, CosignerRecord("Bert", "Jade")),
            "cosigner-described",
        ),
        (lambda keeper, row: keeper.remove_wallet(row, NOW), "wallet-removed"),
    ],
)
def test_each_act_is_noted_once_by_its_kind(keeper: Keeper, row: str, act: Act, kind: str) -> None:
    act(keeper, row)
    assert kinds(keeper)[1:] == [kind]
    assert noted(keeper)[1][1]["wallet"] in ("Family", "Household")


def test_what_changes_nothing_is_not_noted(keeper: Keeper, row: str) -> None:
    keeper.rename_wallet(row, "Family")
    keeper.compare_key(row, 1, None)
    keeper.describe_cosigner(row, 0, COSIGNERS[0])
    keeper.keep_payment(row, payment(FIRST), NOW)
    before = kinds(keeper)
    keeper.keep_payment(row, payment(FIRST), LATER)
    assert kinds(keeper) == before


def test_a_tick_that_is_taken_away_is_noted(keeper: Keeper, row: str) -> None:
    keeper.compare_key(row, 1, NOW)
    keeper.compare_key(row, 1, None)
    keeper.accept_risk(row, NOW)
    keeper.accept_risk(row, None)
    assert kinds(keeper)[1:] == [
        "key-compared",
        "key-not-compared",
        "risk-accepted",
        "risk-not-accepted",
    ]


def test_a_removal_and_its_undoing_are_both_noted(keeper: Keeper, row: str) -> None:
    keeper.keep_payment(row, payment(), NOW)
    keeper.put_back(keeper.forget_payment(TXID))
    keeper.put_back(keeper.remove_wallet(row, NOW))
    keeper.remove_wallet(row, NOW)
    keeper.bring_back(row)
    assert kinds(keeper)[2:] == [
        "payment-removed",
        "payment-back",
        "wallet-removed",
        "wallet-back",
        "wallet-removed",
        "wallet-back",
    ]
    assert keeper.check_log().is_intact


def test_what_is_said_again_of_a_cosigner_is_no_wallet_that_came_back(
    keeper: Keeper, row: str
) -> None:
    keeper.put_back(keeper.forget_cosigner(row, 1))
    assert kinds(keeper)[1:] == ["cosigner-described", "cosigner-described"]


def test_a_wallet_that_is_gone_for_good_is_noted(keeper: Keeper, row: str) -> None:
    keeper.remove_wallet(row, NOW)
    keeper.drop_removed(NOW.replace(month=5))
    assert noted(keeper)[-1] == ("wallet-gone", {"wallet": "Family"})
    assert not keeper.removed_wallets()


def test_the_way_of_a_payment_can_be_read(keeper: Keeper, row: str) -> None:
    keeper.keep_payment(row, payment(), NOW, "rent.psbt")
    keeper.note_saved(TXID, fingerprint(1), NOW)
    keeper.keep_payment(row, payment(FIRST, SECOND), NOW, "back.psbt")
    keeper.finish_payment(TXID, finish(payment(FIRST, SECOND).combined, WALLET), NOW)
    keeper.note_carried(TXID)
    assert kinds(keeper)[1:] == [
        "payment-kept",
        "payment-saved",
        "payment-signed",
        "payment-signed",
        "payment-finished",
        "payment-carried",
    ]
    assert {facts["payment"] for _, facts in noted(keeper)[1:]} == {TXID}
    saved, signed = noted(keeper)[2][1], noted(keeper)[3][1]
    assert (saved["cosigner"], saved["fingerprint"]) == ("Bert", fingerprint(1))
    assert signed["source"] == "back.psbt"


def test_a_review_is_noted_by_its_digest_and_what_it_found(keeper: Keeper, row: str) -> None:
    opened = start(REUSING.original, [WALLET])
    (warning,) = open_warnings(opened)
    keeper.keep_payment(row, opened, NOW)
    kept = noted(keeper)[-1][1]
    assert opened.digest is not None
    assert (kept["digest"], kept["verdict"]) == (opened.digest.hex(), "warn")
    read = acknowledge(opened, warning, NOW)
    keeper.keep_payment(row, read, NOW)
    assert noted(keeper)[-1][0] == "warnings-read"
    assert noted(keeper)[-1][1]["warnings"] == [f"{warning.code} ({warning.where})"]
    keeper.keep_payment(row, take_back(read, warning), NOW)
    assert noted(keeper)[-1][1]["warnings"] == []


def test_a_payment_that_is_stopped_is_noted_once(keeper: Keeper, row: str) -> None:
    stopped = start(PSBT.original, [WALLET], replace(Limits(), fee_rate_block=1))
    assert stopped.is_blocked
    for _ in range(2):
        keeper.note_stopped(row, stopped)
    assert kinds(keeper)[1:] == ["payment-stopped"]
    facts = noted(keeper)[1][1]
    assert (facts["wallet"], facts["payment"]) == ("Family", stopped.txid)
    assert facts["findings"] == ["fee-high (transaction)"]


def test_an_act_that_cannot_be_saved_leaves_no_entry(
    keeper: Keeper, row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Vault) -> None:
        raise VaultError("vault-unwritable", "no space left")

    monkeypatch.setattr(Vault, "save", full)
    before = noted(keeper)
    with pytest.raises(VaultError):
        keeper.compare_key(row, 0, NOW)
    assert noted(keeper) == before
    assert keeper.wallet(row).record.cosigners[0].compared is None


def test_an_act_and_its_entry_are_one_write(keeper: Keeper, row: str) -> None:
    assert keeper.vault is not None
    before = keeper.vault.generation
    keeper.compare_key(row, 0, NOW)
    assert keeper.vault.generation == before + 1


def test_what_was_done_without_a_vault_is_carried_along(keeper: Keeper, row: str) -> None:
    memory = Keeper(clock=lambda: LATER)
    memory.keep_wallet(OTHER, (), NOW)
    memory.carry_into(keeper)
    assert kinds(keeper) == ["wallet-imported", "wallet-imported"]
    assert list(keeper.log().records.values())[-1].at == LATER.replace(microsecond=0)
    assert keeper.check_log().is_intact
