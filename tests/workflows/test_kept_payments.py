from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.vault.errors import VaultError
from strongroom.vault.records import LabelKind, PsbtRecord
from strongroom.vault.tables import PAYMENTS, PSBTS
from strongroom.vault.vault import Vault, create_with
from strongroom.workflows import kept
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_archive import archive_files
from strongroom.workflows.vault_check import Integrity, check
from tests.vault.quick import Held
from tests.window.frame import NOW, PAYMENT, practice_keeper

TXID = PAYMENT.transaction.txid


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """With a payment that one cosigner has signed."""
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        practice_keeper(Keeper(vault))
        yield vault


@pytest.fixture
def read_psbts() -> Iterator[list[bytes]]:
    """The PSBTs that are read from now on."""
    seen: list[bytes] = []

    def watched(data: bytes) -> Psbt:
        seen.append(data)
        return read_psbt(data)

    with patch.object(kept, "read_psbt", watched):
        yield seen


def finish(vault: Vault) -> None:
    record = PAYMENTS.get(vault, TXID)
    assert record is not None
    PAYMENTS.put(vault, TXID, replace(record, transaction="00", finished=NOW))


def test_what_has_not_changed_is_not_read_again(vault: Vault, read_psbts: list[bytes]) -> None:
    keeper = Keeper(vault)
    (before,) = keeper.payments()
    assert len(read_psbts) == 2
    keeper.keep_idle_minutes(5)
    assert keeper.payments()[0] is before
    keeper.note_saved(TXID, "67ccf6f6", NOW)
    assert [each.fingerprint for each in keeper.payments()[0].record.saved] == ["67ccf6f6"]


def test_a_finished_payments_psbts_are_read_when_they_are_asked_for(
    vault: Vault, read_psbts: list[bytes]
) -> None:
    finish(vault)
    (payment,) = Keeper(vault).payments()
    assert read_psbts == []
    assert payment.original.transaction.txid == TXID
    assert len(read_psbts) == 2
    assert payment.combined.transaction.txid == TXID
    assert len(read_psbts) == 2


def test_a_finished_payment_whose_psbt_is_damaged_is_found_by_a_check(vault: Vault) -> None:
    finish(vault)
    record = PAYMENTS.get(vault, TXID)
    assert record is not None
    PSBTS.put(vault, record.versions[-1].row, PsbtRecord("bm8gcHNidA=="))
    keeper = Keeper(vault)
    (payment,) = keeper.payments()
    with pytest.raises(VaultError, match="damaged"):
        payment.combined  # noqa: B018
    assert keeper.unreadable() == ()
    assert check(vault).unreadable == (f"payments/{TXID}",)
    assert check(vault).integrity is Integrity.DAMAGED
    assert f"payments/{TXID}.hex" in dict(archive_files(vault))
    assert f"payments/{TXID}.psbt" not in dict(archive_files(vault))


def test_a_locked_vault_gives_no_psbts(vault: Vault) -> None:
    finish(vault)
    (payment,) = Keeper(vault).payments()
    vault.lock()
    with pytest.raises(VaultError, match="locked"):
        payment.combined  # noqa: B018


def test_what_was_unreadable_is_read_when_it_is_back(vault: Vault) -> None:
    keeper = Keeper(vault)
    record = PAYMENTS.get(vault, TXID)
    assert record is not None
    row = record.versions[0].row
    psbt = PSBTS.get(vault, row)
    assert psbt is not None
    PSBTS.delete(vault, row)
    assert (keeper.payments(), keeper.unreadable()) == ((), (f"payments/{TXID}",))
    PSBTS.put(vault, row, psbt)
    assert [each.row for each in keeper.payments()] == [TXID]


def test_they_are_in_the_order_of_their_beginning(vault: Vault) -> None:
    finish(vault)
    record = PAYMENTS.get(vault, TXID)
    assert record is not None
    for number in range(3):
        created = NOW - timedelta(days=number)
        PAYMENTS.put(vault, f"{number:064}", replace(record, created=created))
    rows = [each.row for each in Keeper(vault).payments()]
    assert rows == [f"{2:064}", f"{1:064}", f"{0:064}", TXID]


def test_a_wallets_labels_are_its_own(vault: Vault) -> None:
    keeper = Keeper(vault)
    first, second = (each.row for each in keeper.wallets()[:2])
    for row, text in ((first, "rent"), (second, "boat")):
        keeper.label(row, LabelKind.ADDRESS, "bcrt1q", text)
    assert [label.text for label in keeper.labels(first)] == ["rent", "Nordwind Boatyard"]
