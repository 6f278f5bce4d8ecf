"""The form of a vault file: a readable header, and a body that nothing can be changed in or before.

``FORMAT.md`` describes it for those who have to do without this program.
"""

import struct
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Final

from strongroom.vault.errors import VaultError, malformed, wrong_passphrase
from strongroom.vault.header import FORMAT, Header, Slot, read_header, write_header
from strongroom.vault.keys import SALT_BYTES, TAG_BYTES, DataKey

MAGIC: Final = b"strongroom vault"
MAX_HEADER: Final = 64 * 1024
STEP: Final = 4096
"""The body's plain text is filled up to a multiple of so many bytes."""

MAX_FILE: Final = 256 * 1024 * 1024
"""Bytes; a larger one is neither written nor read."""

WARN_FILE: Final = 32 * 1024 * 1024
"""Bytes from which on a person should hear of it."""

PADDING: Final = b"\n"
"""Rows are lines that are never empty, so these are no rows."""

_START = struct.Struct(">16sII")
START_BYTES: Final = _START.size


@dataclass(frozen=True, slots=True)
class Identity:
    """Which vault a file is, how manieth write of it, and who can open it."""

    vault_id: bytes
    generation: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A vault file whose form is right; ``head`` is all that stands before the body."""

    head: bytes
    header: Header
    body: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self.head) + len(self.body)

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, in hexadecimal."""
        whole = sha256(self.head)
        whole.update(self.body)
        return whole.hexdigest()

    def open(self, key: DataKey) -> bytes:
        """The rows; raises ``VaultError`` with ``passphrase-wrong`` or ``vault-malformed``."""
        header = self.header
        if not header.is_of(key):
            raise wrong_passphrase()
        text = key.open_body(self.body, header.salt, self.head)
        if text is None:
            raise wrong_passphrase()
        return _without_padding(text)


def seal(rows: bytes, key: DataKey, identity: Identity) -> Sealed:
    """A file with these rows under a new salt; raises ``VaultError`` with ``vault-too-big``.

    ``rows`` is empty, or lines that each end in a line feed.
    """
    salt = token_bytes(SALT_BYTES)
    header = Header(
        vault_id=identity.vault_id,
        generation=identity.generation,
        salt=salt,
        commitment=key.commitment(salt),
        slots=identity.slots,
    )
    head = _write_head(header)
    text = _padded(rows)
    check_size(len(head) + len(text) + TAG_BYTES)
    return Sealed(head, header, key.seal_body(text, salt, head))


def check_size(size: int) -> None:
    """Raise ``VaultError`` with ``vault-too-big`` for a file of more bytes than a vault has."""
    if size > MAX_FILE:
        limit = MAX_FILE // (1024 * 1024)
        raise VaultError("vault-too-big", f"a vault has at most {limit} MiB", limit=limit)


def head_length(start: bytes, size: int) -> int:
    """How many bytes stand before the body of a file of ``size`` bytes that begins so.

    Nothing but these ``START_BYTES`` need be in memory. Raises ``VaultError`` with
    ``vault-malformed``, ``vault-newer`` and ``vault-too-big``.
    """
    if len(start) < START_BYTES or not start.startswith(MAGIC):
        raise malformed("it begins with other bytes")
    _, version, header_length = _START.unpack_from(start)
    if version > FORMAT:
        raise VaultError("vault-newer", "a later version of this program made it", version=version)
    if version < FORMAT:
        raise malformed("it is of no known version")
    check_size(size)
    if header_length > MAX_HEADER:
        raise malformed("its header is too long")
    length = START_BYTES + int(header_length)
    body = size - length - TAG_BYTES
    if body < STEP or body % STEP:
        raise malformed("it is shorter or longer than it was written")
    return length


def parse(data: bytes) -> Sealed:
    """The vault file in these bytes; raises what ``head_length`` does."""
    length = head_length(data[:START_BYTES], len(data))
    return join(data[:length], data[length:])


def join(head: bytes, body: bytes) -> Sealed:
    """The vault file of these two parts; raises what ``head_length`` does."""
    if head_length(head[:START_BYTES], len(head) + len(body)) != len(head):
        raise malformed("it is shorter or longer than it was written")
    return Sealed(head, parse_head(head), body)


def parse_head(head: bytes) -> Header:
    """The header in what stands before a body; raises ``VaultError`` with ``vault-malformed``."""
    return read_header(head[START_BYTES:])


def _write_head(header: Header) -> bytes:
    data = write_header(header)
    if len(data) > MAX_HEADER:
        raise VaultError("vault-too-big", "the key slots take too much room", limit=MAX_HEADER)
    return _START.pack(MAGIC, FORMAT, len(data)) + data


def _padded(rows: bytes) -> bytes:
    steps = max(1, -(-len(rows) // STEP))
    return rows.ljust(steps * STEP, PADDING)


def _without_padding(text: bytes) -> bytes:
    rows = text.rstrip(PADDING)
    rows += PADDING if rows else b""
    if len(_padded(rows)) != len(text):
        raise malformed("its body is longer than it need be")
    return rows
