"""Previous transactions a vault has seen, in a file that may be thrown away at any time.

``FORMAT.md`` describes it. Nothing in it is trusted: what it gives is found by its own hash, and
whatever is wrong with the file, it is empty.
"""

import contextlib
import struct
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from secrets import token_bytes
from typing import Final, Protocol

from strongroom.model.errors import ReadError
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.vault.disk import Disk
from strongroom.vault.errors import VaultError
from strongroom.vault.keys import SALT_BYTES, TAG_BYTES

MAGIC: Final = b"strongroom chain"
VERSION: Final = 1
MAX_BYTES: Final = 16 * 1024 * 1024
"""Of all transactions together; the oldest make room."""

_START = struct.Struct(">16sI16s32s")
_LENGTH = struct.Struct(">I")
_MAX_FILE: Final = 2 * MAX_BYTES
SUFFIX: Final = ".chain"


class Sealing(Protocol):
    """The open vault whose cache it is."""

    @property
    def vault_id(self) -> bytes: ...

    def seal_cache(self, text: bytes, salt: bytes, bound: bytes) -> bytes:
        """Raises ``VaultError`` with ``vault-locked``, as ``open_cache`` does."""
        ...

    def open_cache(self, sealed: bytes, salt: bytes, bound: bytes) -> bytes | None: ...


class ChainCache:
    """The cache of one vault in a folder, which need not be there."""

    def __init__(self, folder: Path, vault: Sealing, disk: Disk | None = None) -> None:
        self._vault, self._disk = vault, disk or Disk()
        self.path = folder / f"{vault.vault_id.hex()}{SUFFIX}"

    def find(self, txids: Collection[str]) -> tuple[PreviousTransaction, ...]:
        """Those of these transactions that are there."""
        return tuple(each for each in self._read() if each.txid in txids)

    def add(self, given: Iterable[PreviousTransaction]) -> None:
        """Take these up as the latest; where nothing can be written, nothing happens."""
        before = {each.txid_bytes: each for each in self._read()}
        fresh = {each.txid_bytes: each for each in given}
        if fresh.keys() <= before.keys():
            return
        older = (each for txid, each in before.items() if txid not in fresh)
        with contextlib.suppress(OSError, VaultError):
            self._write(_latest([*older, *fresh.values()]))

    def clear(self) -> None:
        """Throw it away, as far as that can be done."""
        with contextlib.suppress(OSError):
            self._disk.remove(self.path)

    def _read(self) -> tuple[PreviousTransaction, ...]:
        """The oldest first."""
        try:
            with self._disk.opened(self.path) as descriptor:
                size = self._disk.size(descriptor)
                data = self._disk.read(descriptor, size) if size <= _MAX_FILE else b""
            return tuple(_transactions(self._open(data)))
        except (OSError, VaultError, ReadError):
            return ()

    def _open(self, data: bytes) -> bytes:
        """What is in it; nothing where it is not of this vault, this key and this form."""
        if len(data) < _START.size + TAG_BYTES:
            return b""
        head, body = data[: _START.size], data[_START.size :]
        magic, version, vault_id, salt = _START.unpack(head)
        if (magic, version, vault_id) != (MAGIC, VERSION, self._vault.vault_id):
            return b""
        return self._vault.open_cache(body, salt, head) or b""

    def _write(self, kept: Iterable[PreviousTransaction]) -> None:
        salt = token_bytes(SALT_BYTES)
        head = _START.pack(MAGIC, VERSION, self._vault.vault_id, salt)
        text = b"".join(_LENGTH.pack(len(each.data)) + each.data for each in kept)
        body = self._vault.seal_cache(text, salt, head)
        fresh = self.path.with_name(f".{self.path.name}.new")
        self._disk.make_folder(self.path.parent)
        self._disk.remove(fresh)
        try:
            self._disk.write_new(fresh, head, body)
            self._disk.replace(fresh, self.path)
        except OSError:
            self._disk.remove(fresh)
            raise


def _transactions(text: bytes) -> Iterator[PreviousTransaction]:
    """Raises ``ReadError`` for what this version would not have written."""
    at = 0
    while at + _LENGTH.size <= len(text):
        (length,) = _LENGTH.unpack_from(text, at)
        at += _LENGTH.size
        yield PreviousTransaction.parse(text[at : at + length])
        at += length


def _latest(kept: list[PreviousTransaction]) -> list[PreviousTransaction]:
    """As many of the last as there is room for."""
    room, first = MAX_BYTES, len(kept)
    while first and len(kept[first - 1].data) + _LENGTH.size <= room:
        first -= 1
        room -= len(kept[first].data) + _LENGTH.size
    return kept[first:]
