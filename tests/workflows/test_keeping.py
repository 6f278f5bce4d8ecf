from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from strongroom.engines.own_scripts import Place
from strongroom.formats.json_text import JsonValue
from strongroom.model.descriptor import write_descriptor
from strongroom.model.errors import ReadError
from strongroom.model.network import Network
from strongroom.model.psbt_edit import without_xpubs
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch, Wallet
from strongroom.review.limits import Limits
from strongroom.vault.errors import VaultError
from strongroom.vault.records import (
    CosignerRecord,
    DraftRecord,
    LabelKind,
    PaymentRecord,
    SettingsRecord,
    WalletRecord,
)
from strongroom.vault.rows import Rows
from strongroom.vault.tables import PAYMENTS, SETTINGS, WALLETS
from strongroom.vault.vault import Vault, create_with, open_vault, open_with
from strongroom.workflows.finish import Finished, finish
from strongroom.workflows.keeping import Keeper, KeepingError
from strongroom.workflows.kept_changes import Change
from strongroom.workflows.kept_payment import take_up
from strongroom.workflows.payment import (
    PaymentError,
    PaymentUnderWay,
    accept,
    acknowledge,
    open_warnings,
    resume,
    start,
    take_back,
)
from tests.review.codes import FIRING, QUIET, shows
from tests.vault.quick import Held, quick
from tests.workflows.altered import with_another_amount
from tests.workflows.rounds import make_payment, make_wallet, signed_by

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
NOW = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
WALLET = replace(make_wallet(), name="Family")
OTHER = replace(make_wallet(ScriptType.P2SH_P2WSH), name="Club")
COSIGNERS = (
    CosignerRecord("Anna", "Coldcard", "Anna", "at home"),
    CosignerRecord("Bert", "Jade", "Bert", "at the bank"),
    CosignerRecord("Clara", "Passport"),
)
PSBT = make_payment(WALLET)
REUSING = make_payment(WALLET, change=Place(Branch.RECEIVE, 3))
"""Its change goes to a receiving address, which is a warning."""
FIRST, SECOND = (signed_by(number, PSBT, WALLET) for number in (1, 2))


class Shelf:
    """A place for what is kept that can be closed and opened again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.vault: Vault = create_with(path, [Held()])
        self.keeper = Keeper(self.vault)

    def reopened(self) -> Keeper:
        self.vault.lock()
        self.vault = open_with(self.path, Held())
        self.keeper = Keeper(self.vault)
        return self.keeper


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "family.strongroom")
    yield shelf
    shelf.vault.lock()


@pytest.fixture
def row(shelf: Shelf) -> str:
    return shelf.keeper.keep_wallet(WALLET, COSIGNERS, NOW).row


def payment(*signed: object) -> PaymentUnderWay:
    started = start(PSBT.original, [WALLET])
    return accept(started, [each for each in (FIRST, SECOND) if each in signed])[0]


def finished() -> Finished:
    return finish(payment(FIRST, SECOND).combined, WALLET)


def everything(keeper: Keeper) -> tuple[object, ...]:
    rows = [kept.row for kept in keeper.wallets()]
    labels = [keeper.labels(row) for row in rows]
    return keeper.wallets(), keeper.payments(), labels, keeper.drafts(), keeper.limits()


@shows("already-here", QUIET)
def test_everything_kept_survives_closing_and_opening(shelf: Shelf, row: str) -> None:
    keeper = shelf.keeper
    keeper.keep_wallet(OTHER, (), LATER)
    keeper.compare_key(row, 1, NOW)
    keeper.accept_risk(row, LATER)
    keeper.label(row, LabelKind.ADDRESS, "bcrt1q", "rent")
    keeper.keep_payment(row, payment(FIRST), NOW, "rent.psbt")
    keeper.note_saved(PSBT.transaction.txid, "67ccf6f6", LATER)
    keeper.keep_draft("set-up", "keys", {"quorum": [2, 3]}, NOW)
    keeper.keep_limits(replace(Limits(), fee_rate_block=50))
    before = everything(keeper)
    assert everything(shelf.reopened()) == before


def test_a_vault_with_a_passphrase_keeps_it_as_well(tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    with create_with(path, [quick("three cats")]) as vault:
        kept = Keeper(vault).keep_wallet(WALLET, COSIGNERS, NOW)
    with open_vault(path, "three cats") as vault:
        assert Keeper(vault).wallets() == (kept,)


def test_a_wallet_comes_back_as_the_same_wallet(shelf: Shelf, row: str) -> None:
    kept = shelf.reopened().wallet(row)
    assert kept.wallet == WALLET
    assert write_descriptor(kept.wallet.policy) == write_descriptor(WALLET.policy)
    assert [key.name for key in kept.wallet.policy.cosigners] == ["Anna", "Bert", "Clara"]
    assert [key.device for key in kept.wallet.policy.cosigners] == ["Coldcard", "Jade", "Passport"]


@pytest.mark.parametrize(
    "change",
    [
        lambda keeper, row: keeper.rename_wallet(row, "Household"),
        lambda keeper, row: keeper.compare_key(row, 0, NOW),
        lambda keeper, row: keeper.accept_risk(row, NOW),
        lambda keeper, row: keeper.describe_cosigner(row, 2, CosignerRecord("Clara", place="safe")),
    ],
    ids=["rename", "compare", "risk", "describe"],
)
def test_each_change_is_on_the_disk_when_it_returns(
    shelf: Shelf, row: str, change: Callable[[Keeper, str], object]
) -> None:
    change(shelf.keeper, row)
    assert not shelf.vault.is_changed
    with open_with(shelf.path, Held()) as second:
        assert Keeper(second).wallets() == shelf.keeper.wallets() != ()


def test_addresses_are_shown_once_every_key_was_compared(shelf: Shelf, row: str) -> None:
    shown = [shelf.keeper.compare_key(row, position, NOW).may_receive for position in range(3)]
    assert shown == [False, False, True]
    assert not shelf.keeper.compare_key(row, 1, None).is_compared


def test_accepting_the_risk_shows_addresses_without_a_tick(shelf: Shelf, row: str) -> None:
    kept = shelf.keeper.accept_risk(row, NOW)
    assert kept.may_receive
    assert not kept.is_compared
    assert not shelf.keeper.accept_risk(row, None).may_receive


def test_a_new_description_keeps_the_tick(shelf: Shelf, row: str) -> None:
    shelf.keeper.compare_key(row, 0, NOW)
    kept = shelf.keeper.describe_cosigner(row, 0, CosignerRecord("Ann", holder="Ann"))
    assert kept.record.cosigners[0] == CosignerRecord("Ann", holder="Ann", compared=NOW)


@shows("already-here", FIRING)
def test_the_same_wallet_is_not_kept_twice(shelf: Shelf, row: str) -> None:
    policy = replace(WALLET.policy, keys=WALLET.policy.keys[::-1])
    again = Wallet("Another name", Network.REGTEST, policy)
    assert shelf.keeper.same_wallet(again) == shelf.keeper.wallet(row)
    with pytest.raises(KeepingError) as caught:
        shelf.keeper.keep_wallet(again, (), NOW)
    assert caught.value.code == "already-here"


def test_a_wallet_can_be_kept_anew_in_its_own_row(shelf: Shelf, row: str) -> None:
    kept = shelf.keeper.keep_wallet(OTHER, (), LATER, row=row)
    assert [each.wallet.name for each in shelf.keeper.wallets()] == ["Club"]
    assert kept.record.created == NOW


def test_a_wallet_and_its_draft_are_written_together(shelf: Shelf) -> None:
    draft = DraftRecord("set-up", "export", NOW, {"row": "1"})
    shelf.keeper.keep_wallet(WALLET, COSIGNERS, NOW, draft=draft)
    keeper = shelf.reopened()
    assert len(keeper.wallets()) == 1
    assert keeper.draft("set-up") == draft


@pytest.mark.parametrize(
    "write",
    [
        lambda keeper, row: keeper.label(row, LabelKind.ADDRESS, "bcrt1q", SEED),
        lambda keeper, row: keeper.rename_wallet(row, SEED),
        lambda keeper, row: keeper.describe_cosigner(row, 0, CosignerRecord("Anna", place=SEED)),
        lambda keeper, row: keeper.keep_payment(row, payment(), NOW, SEED),
        lambda keeper, row: keeper.keep_wallet(replace(OTHER, name=SEED), (), NOW),
    ],
    ids=["label", "name", "place", "source", "new-wallet"],
)
def test_seed_words_are_kept_nowhere(
    shelf: Shelf, row: str, write: Callable[[Keeper, str], object]
) -> None:
    before = everything(shelf.keeper)
    with pytest.raises(ReadError) as caught:
        write(shelf.keeper, row)
    assert caught.value.code == "secret-found"
    assert "winner" not in str(caught.value)
    assert everything(shelf.reopened()) == before


def test_text_is_kept_as_it_may_be_shown(shelf: Shelf, row: str) -> None:
    shelf.keeper.label(row, LabelKind.ADDRESS, "bcrt1q", " rent\u202egnp ")
    assert shelf.keeper.labels(row)[0].text == "rent<U+202E>gnp"


def test_an_empty_label_is_none(shelf: Shelf, row: str) -> None:
    for text in ("rent", ""):
        shelf.keeper.label(row, LabelKind.ADDRESS, "bcrt1q", text)
    assert shelf.reopened().labels(row) == ()


def test_labels_are_each_wallets_own(shelf: Shelf, row: str) -> None:
    other = shelf.keeper.keep_wallet(OTHER, (), NOW).row
    shelf.keeper.label(row, LabelKind.ADDRESS, "bcrt1q", "rent")
    shelf.keeper.label(other, LabelKind.ADDRESS, "bcrt1q", "club")
    assert [label.text for label in shelf.keeper.labels(row)] == ["rent"]


def test_a_payment_grows_by_versions(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(), NOW, "rent.psbt")
    kept = shelf.keeper.keep_payment(row, payment(FIRST), LATER, "anna.psbt")
    assert [version.source for version in kept.record.versions] == ["rent.psbt", "anna.psbt"]
    assert kept.original == PSBT
    assert kept.combined == payment(FIRST).combined
    (signed,) = kept.record.signed
    assert (signed.fingerprint, signed.at) == ("e508cf54", LATER)


def test_a_payment_under_way_goes_on_after_a_restart(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(FIRST), NOW)
    (kept,) = shelf.reopened().payments()
    again = resume(WALLET, kept.original, kept.combined)
    complete, _ = accept(again, [SECOND])
    assert complete.review.complete


def test_nothing_new_is_no_new_version(shelf: Shelf, row: str) -> None:
    for _ in range(3):
        kept = shelf.keeper.keep_payment(row, payment(FIRST), NOW)
    assert len(kept.record.versions) == 2


def test_signatures_once_kept_are_never_lost(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(FIRST), NOW)
    shelf.keeper.keep_payment(row, payment(), LATER)
    kept = shelf.keeper.keep_payment(row, payment(SECOND), LATER)
    assert kept.combined == payment(FIRST, SECOND).combined
    assert len(kept.record.signed) == 2


def test_another_amount_under_the_same_id_is_refused(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(), NOW)
    lying = start(with_another_amount(PSBT).original, [WALLET])
    with pytest.raises(PaymentError) as caught:
        shelf.keeper.keep_payment(row, lying, LATER)
    assert caught.value.code == "changed-after-review"
    assert len(shelf.keeper.payments()[0].record.versions) == 1


def test_the_next_review_knows_the_amounts_seen(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(), NOW)
    lying = start(with_another_amount(PSBT).original, [WALLET], None, shelf.keeper.past())
    assert "amount-conflict" in [found.code for found in lying.review.findings]
    honest = start(without_xpubs(PSBT).original, [WALLET], None, shelf.keeper.past())
    assert "amount-conflict" not in [found.code for found in honest.review.findings]


def test_a_payment_says_nothing_of_itself(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(FIRST), NOW)
    again = start(PSBT.original, [WALLET], None, shelf.keeper.past())
    assert again.review.findings == payment().review.findings


def test_another_payments_transaction_is_not_taken(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(FIRST, SECOND), NOW)
    with pytest.raises(ValueError, match="another"):
        shelf.keeper.finish_payment(
            PSBT.transaction.txid, replace(finished(), unsigned_txid="00" * 32), NOW
        )


def test_the_final_transaction_is_kept(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(FIRST, SECOND), NOW)
    shelf.keeper.finish_payment(PSBT.transaction.txid, finished(), LATER)
    (kept,) = shelf.reopened().payments()
    assert kept.is_finished
    assert kept.record.transaction == finished().raw.hex()
    assert kept.record.finished == LATER


def refusal(keeper: Keeper, removed: Sequence[Change]) -> str:
    """Why a removal is not undone."""
    with pytest.raises(KeepingError) as refused:
        keeper.put_back(removed)
    return refused.value.code


def test_a_payment_that_is_forgotten_leaves_no_psbt(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(FIRST), NOW)
    shelf.keeper.forget_payment(PSBT.transaction.txid)
    shelf.reopened()
    assert list(shelf.vault.table("psbts")) == list(shelf.vault.table("payments")) == []


def test_a_payment_that_was_forgotten_can_be_put_back(shelf: Shelf, row: str) -> None:
    kept = shelf.keeper.keep_payment(row, payment(FIRST), NOW)
    removed = shelf.keeper.forget_payment(kept.row)
    shelf.keeper.put_back(removed)
    assert shelf.reopened().payments() == (kept,)


def test_what_was_kept_again_is_not_replaced_by_putting_back(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(), NOW)
    removed = shelf.keeper.forget_payment(PSBT.transaction.txid)
    again = shelf.keeper.keep_payment(row, payment(FIRST, SECOND), LATER)
    assert refusal(shelf.keeper, removed) == "changed-since"
    assert shelf.reopened().payments() == (again,)


def test_a_label_that_was_taken_away_is_put_back(shelf: Shelf, row: str) -> None:
    shelf.keeper.label(row, LabelKind.ADDRESS, "bcrt1q", "rent")
    removed = shelf.keeper.label(row, LabelKind.ADDRESS, "bcrt1q", "")
    shelf.keeper.put_back(removed)
    assert shelf.reopened().label_of(row, LabelKind.ADDRESS, "bcrt1q") == "rent"


def test_what_was_said_of_a_cosigner_is_cleared_and_put_back(shelf: Shelf, row: str) -> None:
    before = shelf.keeper.compare_key(row, 1, NOW)
    removed = shelf.keeper.forget_cosigner(row, 1)
    assert shelf.keeper.wallet(row).record.cosigners[1] == CosignerRecord("Bert", compared=NOW)
    shelf.keeper.put_back(removed)
    assert shelf.reopened().wallet(row) == before


def test_what_was_changed_since_is_not_put_back(shelf: Shelf, row: str) -> None:
    removed = shelf.keeper.forget_cosigner(row, 1)
    shelf.keeper.describe_cosigner(row, 1, CosignerRecord("Robert"))
    assert refusal(shelf.keeper, removed) == "changed-since"
    assert shelf.reopened().wallet(row).record.cosigners[1] == CosignerRecord("Robert")


def test_for_whom_it_was_saved_is_kept_until_it_comes_back(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(), NOW)
    for number, fingerprint in enumerate(("e508cf54", "6bd05b7e", "e508cf54")):
        shelf.keeper.note_saved(PSBT.transaction.txid, fingerprint, NOW + timedelta(hours=number))
    (kept,) = shelf.reopened().payments()
    assert [each.fingerprint for each in kept.record.saved] == ["6bd05b7e", "e508cf54"]
    kept = shelf.keeper.keep_payment(row, payment(FIRST), LATER)
    assert [each.fingerprint for each in kept.record.saved] == ["6bd05b7e"]


def test_a_ticked_warning_is_still_ticked_after_a_restart(shelf: Shelf, row: str) -> None:
    opened = start(REUSING.original, [WALLET])
    (warning,) = open_warnings(opened)
    shelf.keeper.keep_payment(row, acknowledge(opened, warning, NOW), LATER)
    (kept,) = shelf.reopened().payments()
    again = take_up(kept, WALLET)
    assert open_warnings(again) == ()
    assert [read.at for read in again.acknowledged] == [NOW]


@pytest.mark.parametrize("field", ["code", "where", "digest", "facts"])
def test_a_tick_counts_for_the_same_transaction_and_the_same_words(
    shelf: Shelf, row: str, field: str
) -> None:
    opened = start(REUSING.original, [WALLET])
    (warning,) = open_warnings(opened)
    kept = shelf.keeper.keep_payment(row, acknowledge(opened, warning, NOW), LATER)
    other: dict[str, Any] = {field: {"index": 8} if field == "facts" else "other"}
    changed = replace(kept.record, read=(replace(kept.record.read[0], **other),))
    again = take_up(replace(kept, record=changed), WALLET)
    assert open_warnings(again) == (warning,)


def test_a_tick_that_was_taken_back_is_not_kept(shelf: Shelf, row: str) -> None:
    opened = start(REUSING.original, [WALLET])
    (warning,) = open_warnings(opened)
    read = acknowledge(opened, warning, NOW)
    shelf.keeper.keep_payment(row, read, NOW)
    shelf.keeper.keep_payment(row, take_back(read, warning), LATER)
    (kept,) = shelf.reopened().payments()
    assert kept.record.read == ()


def test_a_wallet_that_is_forgotten_takes_its_own_along(shelf: Shelf, row: str) -> None:
    other = shelf.keeper.keep_wallet(OTHER, (), LATER).row
    for each in (row, other):
        shelf.keeper.label(each, LabelKind.ADDRESS, "bcrt1q", "rent")
    shelf.keeper.keep_payment(row, payment(), NOW)
    shelf.keeper.remove_wallet(row, LATER)
    keeper = shelf.reopened()
    assert [kept.row for kept in keeper.wallets()] == [other]
    assert (keeper.payments(), keeper.labels(row), len(keeper.labels(other))) == ((), (), 1)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"content": {}, "version": 99},
        {"content": {"minutes": "5"}, "version": 1},
        {"content": {"minutes": -1}, "version": 1},
        {"content": {"minutes": 10**9}, "version": 1},
    ],
)
def test_a_time_to_lock_that_is_none_is_the_usual_one(value: dict[str, Any]) -> None:
    rows = Rows()
    rows.put("settings", "auto-lock", value)
    keeper = Keeper()
    keeper._shelf = rows
    assert keeper.idle_minutes() == 15


def test_a_removed_wallet_comes_back_with_its_own(shelf: Shelf, row: str) -> None:
    shelf.keeper.label(row, LabelKind.ADDRESS, "bcrt1q", "rent")
    kept = shelf.keeper.keep_payment(row, payment(), NOW)
    before = shelf.keeper.wallet(row)
    shelf.keeper.remove_wallet(row, LATER)
    keeper = shelf.reopened()
    (removed,) = keeper.removed_wallets()
    assert (removed.row, removed.name, removed.removed) == (row, WALLET.name, LATER)
    assert keeper.bring_back(row) == before
    assert (keeper.payment(kept.row), len(keeper.labels(row))) == (kept, 1)
    assert keeper.removed_wallets() == ()


def test_a_removed_wallet_is_kept_for_thirty_days(shelf: Shelf, row: str) -> None:
    shelf.keeper.remove_wallet(row, NOW)
    shelf.keeper.drop_removed(NOW + timedelta(days=30))
    assert len(shelf.reopened().removed_wallets()) == 1
    shelf.keeper.drop_removed(NOW + timedelta(days=30, seconds=1))
    keeper = shelf.reopened()
    assert keeper.removed_wallets() == ()
    with pytest.raises(KeepingError, match="no such entry"):
        keeper.bring_back(row)


def test_a_removed_wallet_does_not_come_beside_its_like(shelf: Shelf, row: str) -> None:
    shelf.keeper.remove_wallet(row, NOW)
    again = shelf.keeper.keep_wallet(WALLET, (), LATER).row
    with pytest.raises(KeepingError) as refused:
        shelf.keeper.bring_back(row)
    assert refused.value.code == "already-here"
    assert [kept.row for kept in shelf.reopened().wallets()] == [again]


def test_what_was_removed_is_not_put_back_beside_its_like(shelf: Shelf, row: str) -> None:
    removed = shelf.keeper.remove_wallet(row, NOW)
    again = shelf.keeper.keep_wallet(WALLET, (), LATER).row
    assert refusal(shelf.keeper, removed) == "already-here"
    assert [kept.row for kept in shelf.reopened().wallets()] == [again]
    assert len(shelf.keeper.removed_wallets()) == 1


def test_what_was_put_back_is_not_put_back_again(shelf: Shelf, row: str) -> None:
    removed = shelf.keeper.remove_wallet(row, NOW)
    shelf.keeper.put_back(removed)
    before = shelf.keeper.log_file()
    assert refusal(shelf.keeper, removed) == "changed-since"
    assert shelf.keeper.log_file() == before


@pytest.mark.parametrize(
    "ask",
    [
        lambda keeper: keeper.wallet("none"),
        lambda keeper: keeper.remove_wallet("none", NOW),
        lambda keeper: keeper.compare_key("none", 0, NOW),
        lambda keeper: keeper.payment("none"),
        lambda keeper: keeper.note_saved("none", "67ccf6f6", NOW),
    ],
)
def test_what_is_not_there_is_told_so(shelf: Shelf, ask: Callable[[Keeper], object]) -> None:
    with pytest.raises(KeepingError) as caught:
        ask(shelf.keeper)
    assert caught.value.code == "row-unknown"


def test_a_change_that_cannot_be_saved_is_not_made(
    shelf: Shelf, row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(shelf.keeper)

    def full(_: Vault) -> None:
        raise VaultError("vault-unwritable", "no space left")

    with monkeypatch.context() as broken:
        broken.setattr(Vault, "save", full)
        with pytest.raises(VaultError):
            shelf.keeper.compare_key(row, 0, NOW)
    assert everything(shelf.keeper) == before
    shelf.keeper.label(row, LabelKind.ADDRESS, "bcrt1q", "rent")
    assert shelf.reopened().wallet(row).record.cosigners[0].compared is None


def test_a_vault_that_is_open_elsewhere_changes_nothing(shelf: Shelf, row: str) -> None:
    with open_with(shelf.path, Held()) as second:
        keeper = Keeper(second)
        with pytest.raises(VaultError) as caught:
            keeper.rename_wallet(row, "Household")
        assert caught.value.code == "vault-read-only"
        assert keeper.wallets()[0].wallet.name == "Family"


def test_without_a_vault_it_is_kept_in_memory(tmp_path: Path) -> None:
    keeper = Keeper()
    row = keeper.keep_wallet(WALLET, COSIGNERS, NOW).row
    keeper.keep_payment(row, payment(FIRST), NOW)
    assert not keeper.is_stored
    assert keeper.payments()[0].combined == payment(FIRST).combined
    assert keeper.past().payments
    assert list(tmp_path.iterdir()) == []


def test_what_was_looked_at_can_be_carried_into_a_vault(shelf: Shelf) -> None:
    memory = Keeper()
    row = memory.keep_wallet(WALLET, COSIGNERS, NOW).row
    memory.keep_payment(row, payment(FIRST), NOW)
    memory.label(row, LabelKind.ADDRESS, "bcrt1q", "rent")
    memory.carry_into(shelf.keeper)
    assert everything(shelf.reopened()) == everything(memory)


def broken_wallets() -> dict[str, WalletRecord]:
    descriptor = write_descriptor(WALLET.policy)
    good = WalletRecord("Family", Network.REGTEST, descriptor, COSIGNERS, NOW)
    return {
        "checksum": replace(good, descriptor=descriptor[:-1] + "q"),
        "network": replace(good, network=Network.BITCOIN),
        "cosigners": replace(good, cosigners=COSIGNERS[:2]),
    }


@pytest.mark.parametrize("name", broken_wallets())
def test_a_damaged_wallet_is_named_and_hides_no_other(shelf: Shelf, row: str, name: str) -> None:
    WALLETS.put(shelf.vault, "damaged", broken_wallets()[name])
    assert [kept.row for kept in shelf.keeper.wallets()] == [row]
    assert shelf.keeper.unreadable() == ("wallets/damaged",)


def test_a_payment_without_its_psbt_is_named(shelf: Shelf, row: str) -> None:
    shelf.keeper.keep_payment(row, payment(), NOW)
    kept = shelf.keeper.payments()[0].record
    for other, record in (("no-psbt", PaymentRecord(row, NOW, ())), ("moved", kept)):
        PAYMENTS.put(shelf.vault, other, record)
    assert len(shelf.keeper.payments()) == 1
    assert set(shelf.keeper.unreadable()) == {"payments/no-psbt", "payments/moved"}


def test_drafts_are_each_flows_own_and_the_latest_is_first(shelf: Shelf) -> None:
    shelf.keeper.keep_draft("set-up", "name", {"name": "Family"}, NOW)
    shelf.keeper.keep_draft("import", "check", {}, LATER)
    shelf.keeper.keep_draft("set-up", "quorum", {"name": "Club"}, NOW)
    assert [draft.flow for draft in shelf.reopened().drafts()] == ["import", "set-up"]
    shelf.keeper.drop_draft("import")
    (draft,) = shelf.reopened().drafts()
    assert (draft.step, dict(draft.content)) == ("quorum", {"name": "Club"})


def test_a_limit_that_makes_no_sense_is_the_usual_one(shelf: Shelf) -> None:
    content: dict[str, JsonValue] = {
        "fee_rate_block": "many",
        "gap": -1,
        "dust_rate": True,
        "far": 7,
        "new": 1,
    }
    SETTINGS.put(shelf.vault, "limits", SettingsRecord(content))
    assert shelf.keeper.limits() == replace(Limits(), far=7)
