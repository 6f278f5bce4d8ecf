"""Seeds and private keys inside a UR, found by their tags and fields before anything is read."""

from collections.abc import Iterator
from enum import Enum

from strongroom.formats.cbor import CborValue, Tagged
from strongroom.formats.ur_text import Ur
from strongroom.formats.ur_types import (
    HD_KEY_TAGS,
    PSBT_NAMES,
    SEED_TAGS,
    SINGLE_KEY_TAGS,
)
from strongroom.model.errors import ReadError

_IS_MASTER, _IS_PRIVATE, _KEY = 1, 2, 3
_PRIVATE_KEY_SIZE = 32


class PrivatePart(Enum):
    """What a UR holds that it should not; the value is the word for it."""

    SEED = "ur-seed"
    EXTENDED_KEY = "xprv"
    SINGLE_KEY = "wif"


def find_private_part(ur: Ur) -> tuple[PrivatePart | None, list[bytes]]:
    """The first private part, and the texts and the content in which more may be said in words.

    A PSBT holds none of them, and what cannot be read nothing.
    """
    if ur.type in PSBT_NAMES:
        return None, []
    try:
        value = ur.tagged()
    except ReadError:
        return None, []
    parts = list(_parts_of(value))
    found = next(filter(None, map(_private_part, parts)), None)
    texts = "\n".join(part for part in parts if isinstance(part, str))
    content = [value] if isinstance(value, bytes) else []
    return found, [texts.encode(), *content]


def _parts_of(value: CborValue) -> Iterator[CborValue]:
    """The value and all that is inside it, in order."""
    yield value
    match value:
        case Tagged():
            yield from _parts_of(value.value)
        case dict():
            for entry in value.values():
                yield from _parts_of(entry)
        case list():
            for entry in value:
                yield from _parts_of(entry)


def _private_part(value: CborValue) -> PrivatePart | None:
    match value:
        case Tagged(tag=tag) if tag in SEED_TAGS:
            return PrivatePart.SEED
        case Tagged(tag=tag, value=dict(fields)) if tag in HD_KEY_TAGS:
            is_private = fields.get(_IS_MASTER) is True or fields.get(_IS_PRIVATE) is True
            return PrivatePart.EXTENDED_KEY if is_private or _is_secret(fields) else None
        case Tagged(tag=tag, value=dict(fields)) if tag in SINGLE_KEY_TAGS:
            is_private = fields.get(_IS_PRIVATE) is True
            return PrivatePart.SINGLE_KEY if is_private or _is_secret(fields) else None
    return None


def _is_secret(fields: dict[int | str, CborValue]) -> bool:
    """Whether the key has a private one's length, or the zero that stands before it."""
    key = fields.get(_KEY)
    return isinstance(key, bytes) and (len(key) == _PRIVATE_KEY_SIZE or key[:1] == b"\0")
