"""What the log says of backups, and how a payment's ceremony reads in it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from strongroom.formats.json_text import JsonValue
from strongroom.review.weigh import block
from strongroom.vault.vault import create_with
from strongroom.words.log_words import log_sentence
from strongroom.workflows import backup_notes
from strongroom.workflows.finish import finish
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.log import Note
from tests.vault.quick import Held
from tests.workflows.test_keeping import COSIGNERS, FIRST, LATER, NOW, PSBT, SECOND, WALLET, payment

TXID = PSBT.transaction.txid
STICK = Path("/media/stick/family.txt")


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        keeper = Keeper(vault, lambda: NOW)
        keeper.keep_wallet(WALLET, COSIGNERS, NOW, row="")
        yield keeper


def last(keeper: Keeper) -> tuple[str, dict[str, JsonValue], str]:
    """Kind, facts and sentence of the last entry."""
    record = list(keeper.log().records.values())[-1]
    return record.kind, dict(record.facts), log_sentence(record.kind, record.facts)


@pytest.mark.parametrize(
    ("form", "kind", "sentence"),
    [
        (
            "coldcard_text",
            "wallet-exported",
            "A file of the wallet Family (coldcard text) was saved as family.txt in /media/stick.",
        ),
        (
            "bip138",
            "wallet-backed-up",
            "An encrypted backup of the wallet Family (BIP-138) was saved as family.txt in"
            " /media/stick.",
        ),
    ],
)
def test_a_wallet_file_is_noted_by_what_and_where(
    keeper: Keeper, form: str, kind: str, sentence: str
) -> None:
    kept = keeper.wallets()[0]
    keeper.note(backup_notes.wallet_saved(kept, form, STICK, b"wallet"))
    assert last(keeper)[::2] == (kind, sentence)
    assert last(keeper)[1]["sha256"] == hashlib.sha256(b"wallet").hexdigest()
    assert list(keeper.log().records.values())[-1].wallet == kept.row


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (
            backup_notes.vault_copied(7, STICK, "ab"),
            "The vault’s file, state 7, was copied to family.txt in /media/stick.",
        ),
        (
            backup_notes.vault_exported(STICK, "ab"),
            "All of the vault was exported as family.txt.",
        ),
        (
            backup_notes.vault_moved(Path("/home/anna/family.txt"), STICK),
            "The vault was moved from the folder /home/anna to /media/stick, as family.txt.",
        ),
        (
            backup_notes.sheet_saved(STICK),
            "A recovery sheet was saved as family.txt in /media/stick; its key counts once it was"
            " typed back.",
        ),
    ],
)
def test_a_backup_of_all_is_noted_by_what_and_where(
    keeper: Keeper, note: Note, sentence: str
) -> None:
    keeper.note(note)
    assert last(keeper)[2] == sentence


def test_the_ceremony_of_a_payment_reads_as_a_story(keeper: Keeper) -> None:
    row = keeper.wallets()[0].row
    fingerprint = (WALLET.policy.cosigners[0].fingerprint or b"").hex()
    reviewed = payment()
    keeper.keep_payment(row, reviewed, NOW)
    keeper.note_compared(TXID, (reviewed.digest or b"").hex(), " Anna and Bert ")
    keeper.note_saved(TXID, fingerprint, NOW)
    keeper.note_refused(TXID, [block("signature-invalid", "input 0")])
    keeper.keep_payment(row, payment(FIRST), LATER, "anna.psbt")
    complete = payment(FIRST, SECOND)
    keeper.keep_payment(row, complete, LATER, "bert.psbt")
    keeper.finish_payment(TXID, finish(complete.combined, WALLET), LATER)
    keeper.note_carried(TXID)
    story = [one for one in keeper.log().records.values() if one.facts.get("payment") == TXID]
    assert [one.kind for one in story] == [
        "payment-kept",
        "phrase-compared",
        "payment-saved",
        "return-refused",
        "payment-signed",
        "payment-signed",
        "payment-finished",
        "payment-carried",
    ]
    assert story[1].facts["by"] == "Anna and Bert"
    assert story[3].facts["findings"] == ["signature-invalid (input 0)"]


def test_what_was_refused_is_noted_once(keeper: Keeper) -> None:
    keeper.keep_payment(keeper.wallets()[0].row, payment(), NOW)
    for _ in range(2):
        keeper.note_refused(TXID, [block("signature-invalid", "input 0")])
    kinds = [one.kind for one in keeper.log().records.values()]
    assert kinds.count("return-refused") == 1
