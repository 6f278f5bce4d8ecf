"""Everything in a vault as open files in one archive, for reading without this program."""

import contextlib
import io
import tarfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from strongroom.formats.json_text import JsonValue
from strongroom.formats.log_chain import canonical_line
from strongroom.formats.text import slug
from strongroom.formats.writing import write_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.errors import StrongroomError
from strongroom.model.psbt_writer import write_psbt
from strongroom.vault.progress import Progress, unheard
from strongroom.vault.record import Record
from strongroom.vault.tables import PAYMENTS, WALLETS
from strongroom.vault.vault import Vault
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.labels import give_out
from strongroom.workflows.registrations import registrations_of

FOLDER: Final = "strongroom"

_READ_ME: Final = """\
All that a Strongroom vault held, as open files. There are no private keys in it.

rows.jsonl         every row of the vault: [table, id, value], one a line (JSON Lines)
log.jsonl          what was done and when; each line names the SHA-256 of the line before it
people.jsonl       people, and how to reach them; places.jsonl: places
contacts.jsonl     who is paid, and the addresses they gave
registrations.jsonl   on which devices wallets are registered, and the proofs of these
wallets/*.txt      each wallet's output descriptor (BIP-380, BIP-389), with its checksum
wallets/*.json     each wallet as a backup with the names of its keys (BIP-139, a draft)
keys/*.jsonl       what is said of each wallet's keys, in the order of the descriptor
labels/*.jsonl     each wallet's labels (BIP-329)
payments/*.psbt    the latest form of each payment that is kept (BIP-174)
payments/*.hex     the final transaction of each payment that has one
"""

_ALWAYS, _OF_A_WALLET, _OF_A_PAYMENT = 6, 4, 2
"""Files, at most."""

File = tuple[str, bytes]


def archive(vault: Vault, when: datetime, progress: Progress = unheard) -> bytes:
    """A tar archive; what cannot be understood is in its ``rows.jsonl`` all the same.

    ``progress`` is told hundredths. Raises ``VaultError`` with ``vault-locked``.
    """
    made, whole, told = io.BytesIO(), _most_files(vault), -1
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for number, (name, data) in enumerate(archive_files(vault)):
            entry = tarfile.TarInfo(f"{FOLDER}/{name}")
            entry.size, entry.mode, entry.mtime = len(data), 0o600, int(when.timestamp())
            tar.addfile(entry, io.BytesIO(data))
            if (percent := 100 * number // whole) != told:
                told = percent
                progress(percent, 100)
    return made.getvalue()


def archive_files(vault: Vault) -> Iterator[File]:
    """Names and contents of what is in the archive."""
    keeper = Keeper(vault)
    yield "README.txt", _READ_ME.encode()
    yield "rows.jsonl", vault.lines()
    yield "log.jsonl", keeper.log_file()
    yield "people.jsonl", _lines(one.record for one in keeper.people())
    yield "places.jsonl", _lines(one.record for one in keeper.places())
    yield "contacts.jsonl", _lines(one.record for one in keeper.contacts())
    yield "registrations.jsonl", b"".join(map(canonical_line, _registrations(keeper)))
    for kept in keeper.wallets():
        name = f"{slug(kept.wallet.name)}-{kept.row}"
        yield f"wallets/{name}.txt", write_descriptor(kept.wallet.policy).encode() + b"\n"
        with contextlib.suppress(StrongroomError):
            yield f"wallets/{name}.json", write_wallet(kept.wallet, "bip139", None).encode()
        yield f"keys/{name}.jsonl", _lines(kept.record.cosigners)
        labels = give_out(kept.wallet, keeper.labels(kept.row))
        if labels:
            yield f"labels/{name}.jsonl", labels.encode()
    for payment in keeper.payments():
        with contextlib.suppress(StrongroomError):
            yield f"payments/{payment.row}.psbt", write_psbt(payment.combined)
        if payment.record.transaction is not None:
            yield f"payments/{payment.row}.hex", payment.record.transaction.encode() + b"\n"


def _most_files(vault: Vault) -> int:
    """As many files as an archive of the vault can have."""
    wallets, payments = (sum(1 for _ in vault.table(one.name)) for one in (WALLETS, PAYMENTS))
    return _ALWAYS + _OF_A_WALLET * wallets + _OF_A_PAYMENT * payments


def _registrations(keeper: Keeper) -> Iterator[dict[str, JsonValue]]:
    for kept in keeper.wallets():
        for one in registrations_of(kept.wallet, kept.record):
            key = {"wallet": kept.row, "cosigner": one.cosigner, "fingerprint": one.fingerprint}
            yield {**one.record.to_json(), **key}


def _lines(records: Iterable[Record]) -> bytes:
    return b"".join(canonical_line(record.to_json()) for record in records)
