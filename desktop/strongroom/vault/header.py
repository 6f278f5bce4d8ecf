"""The readable part of a vault file: what is needed to open the rest, as canonical JSON."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from strongroom.formats.json_text import JsonValue, parse_json
from strongroom.model.errors import ReadError
from strongroom.vault.errors import malformed
from strongroom.vault.keys import KEY_BYTES, NONCE_BYTES, SALT_BYTES, TAG_BYTES, DataKey

FORMAT: Final = 1
VAULT_ID_BYTES: Final = 16
WRAPPED_BYTES: Final = KEY_BYTES + TAG_BYTES
MAX_SLOTS: Final = 8
MAX_GENERATION: Final = 2**53 - 1
"""The largest number every JSON reader keeps exactly."""

Parameters = Mapping[str, JsonValue]

_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_HEADER_FIELDS = frozenset(("commitment", "format", "generation", "salt", "slots", "vault"))
_SLOT_FIELDS = frozenset(("nonce", "parameters", "salt", "type", "wrapped"))


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key, wrapped for one factor.

    ``kind`` is a ``SlotKind``'s number or, in a file of a later program, one nobody here knows;
    such a slot is kept as it is. ``parameters`` are plain JSON and must not be changed.
    """

    kind: int
    parameters: Parameters
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the body; ``generation`` counts the writes of this vault from 1."""

    vault_id: bytes
    generation: int
    salt: bytes
    commitment: bytes
    slots: tuple[Slot, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.generation <= MAX_GENERATION:
            raise malformed("its generation is out of range")
        if not 1 <= len(self.slots) <= MAX_SLOTS:
            raise malformed("it has no key slots, or too many")

    def is_of(self, key: DataKey) -> bool:
        """Whether the file was written with this data key; takes the same time either way."""
        return key.commits_to(self.commitment, self.salt)


def write_header(header: Header) -> bytes:
    """The canonical JSON of a header."""
    return canonical_json(
        {
            "commitment": header.commitment.hex(),
            "format": FORMAT,
            "generation": header.generation,
            "salt": header.salt.hex(),
            "slots": [_slot_json(slot) for slot in header.slots],
            "vault": header.vault_id.hex(),
        }
    )


def read_header(data: bytes) -> Header:
    """The header in these bytes; raises ``VaultError`` with ``vault-malformed``."""
    fields = _object(_parse(data), _HEADER_FIELDS)
    if _integer(fields["format"]) != FORMAT:
        raise malformed("its header is of another format")
    slots = fields["slots"]
    if not isinstance(slots, list) or len(slots) > MAX_SLOTS:
        raise malformed("it has no key slots, or too many")
    return Header(
        vault_id=_bytes(fields["vault"], VAULT_ID_BYTES),
        generation=_integer(fields["generation"]),
        salt=_bytes(fields["salt"], SALT_BYTES),
        commitment=_bytes(fields["commitment"], KEY_BYTES),
        slots=tuple(_read_slot(slot) for slot in slots),
    )


def canonical_json(value: Mapping[str, JsonValue]) -> bytes:
    """JSON in one form only: names sorted, no white space, ASCII."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("ascii")


def _parse(data: bytes) -> JsonValue:
    try:
        value = parse_json(data.decode("ascii"))
    except (ReadError, UnicodeDecodeError):
        raise malformed("its header is not JSON") from None
    if not isinstance(value, dict) or canonical_json(value) != data:
        raise malformed("its header is not canonical JSON")
    return value


def _slot_json(slot: Slot) -> JsonValue:
    return {
        "nonce": slot.nonce.hex(),
        "parameters": dict(slot.parameters),
        "salt": slot.salt.hex(),
        "type": slot.kind,
        "wrapped": slot.wrapped.hex(),
    }


def _read_slot(value: JsonValue) -> Slot:
    fields = _object(value, _SLOT_FIELDS)
    parameters = fields["parameters"]
    if not isinstance(parameters, dict):
        raise malformed("a key slot has no parameters")
    return Slot(
        kind=_integer(fields["type"]),
        parameters=parameters,
        salt=_bytes(fields["salt"], SALT_BYTES),
        nonce=_bytes(fields["nonce"], NONCE_BYTES),
        wrapped=_bytes(fields["wrapped"], WRAPPED_BYTES),
    )


def _object(value: JsonValue, names: frozenset[str]) -> dict[str, JsonValue]:
    if not isinstance(value, dict) or value.keys() != names:
        raise malformed("its header has other fields than it should")
    return value


def _integer(value: JsonValue) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise malformed("a number in its header is none")
    return value


def _bytes(value: JsonValue, length: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * length or not _HEX.fullmatch(value):
        raise malformed("a field of its header is not so many bytes in hexadecimal")
    return bytes.fromhex(value)
