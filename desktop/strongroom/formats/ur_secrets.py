"""Seeds and private keys inside a UR, found by their tags and fields before anything is read."""

from enum import Enum

from strongroom.formats.cbor import CborValue, Tagged
from strongroom.formats.ur_text import Ur
from strongroom.formats.ur_types import (
    HD_KEY_TAGS,
    PSBT_NAMES,
    SEED_TAGS,
    SINGLE_KEY_TAGS,
    TAG_OF_TYPE,
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
        value = ur.value()
    except ReadError:
        return None, []
    if ur.type in TAG_OF_TYPE and not isinstance(value, Tagged):
        value = Tagged(TAG_OF_TYPE[ur.type], value)
    texts: list[str] = []
    found, waiting = None, [value]
    while waiting and found is None:
        part = waiting.pop()
        found = _private_part(part)
        match part:
            case Tagged():
                waiting.append(part.value)
            case dict():
                waiting += reversed(part.values())
            case list():
                waiting += reversed(part)
            case str():
                texts.append(part)
    content = [value] if isinstance(value, bytes) else []
    return found, ["\n".join(texts).encode(), *content]


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
