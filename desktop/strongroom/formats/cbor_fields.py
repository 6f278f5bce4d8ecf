"""The numbered fields of a CBOR map, asked for by number and type, as the types of UR have them."""

from collections.abc import Mapping
from dataclasses import dataclass

from strongroom.formats.cbor import CborValue, Tagged
from strongroom.model.errors import ReadError


@dataclass(frozen=True, slots=True)
class CborFields:
    """A map; every method raises ``ReadError`` (``file-malformed``) for another type of value."""

    entries: Mapping[int | str, CborValue]

    def __contains__(self, number: object) -> bool:
        return number in self.entries

    def value(self, number: int) -> CborValue:
        """Whatever is there; None where the field is absent."""
        return self.entries.get(number)

    def flag(self, number: int) -> bool:
        """True or false; false where the field is absent."""
        value = self.entries.get(number, False)
        if not isinstance(value, bool):
            raise _wrong(number, "true or false")
        return value

    def whole(self, number: int, limit: int, default: int = 0) -> int:
        """A number from 0 to ``limit``, ``default`` where the field is absent."""
        value = self.entries.get(number, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= limit:
            raise _wrong(number, "a number that fits")
        return value

    def data(self, number: int) -> bytes:
        value = self.entries.get(number)
        if not isinstance(value, bytes):
            raise _wrong(number, "bytes")
        return value

    def text(self, number: int) -> str:
        """Text, empty where the field is absent."""
        value = self.entries.get(number, "")
        if not isinstance(value, str):
            raise _wrong(number, "text")
        return value

    def items(self, number: int) -> list[CborValue]:
        value = self.entries.get(number)
        if not isinstance(value, list):
            raise _wrong(number, "a list")
        return value


def fields_of(value: CborValue, tags: tuple[int, ...]) -> CborFields:
    """The fields of a map, with one of ``tags`` before it or none."""
    if isinstance(value, Tagged) and value.tag in tags:
        value = value.value
    if not isinstance(value, dict):
        raise ReadError("file-malformed", "the UR holds something else than its fields")
    return CborFields(value)


def _wrong(number: int, wanted: str) -> ReadError:
    return ReadError("file-malformed", f"field {number} is not {wanted}", field=number)
