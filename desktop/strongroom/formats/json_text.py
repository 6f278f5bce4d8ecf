"""JSON from outside, read strictly: no name twice, no infinity, no depth, no guessing of types."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from strongroom.model.errors import ReadError

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 32

_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object whose fields are asked for by name and type."""

    fields: Mapping[str, JsonValue]

    def __contains__(self, name: object) -> bool:
        return name in self.fields

    def text(self, name: str) -> str:
        """A string; raises ``ReadError`` with ``file-malformed`` where there is none."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            raise _wrong_field(name, "text")
        return value

    def optional_text(self, name: str) -> str | None:
        """A string, or None where the field is absent or null."""
        return None if self.fields.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """A whole number; raises ``ReadError`` with ``file-malformed`` where there is none."""
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong_field(name, "a whole number")
        return value

    def flag(self, name: str) -> bool | None:
        """True or false, or None where the field is absent or null."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, bool):
            raise _wrong_field(name, "true or false")
        return value

    def object(self, name: str) -> "JsonObject":
        """An object; raises ``ReadError`` with ``file-malformed`` where there is none."""
        value = self.fields.get(name)
        if not isinstance(value, dict):
            raise _wrong_field(name, "an object")
        return JsonObject(value)

    def objects(self, name: str) -> "tuple[JsonObject, ...]":
        """A list of objects; raises ``ReadError`` with ``file-malformed`` for anything else."""
        value = self.fields.get(name)
        if not isinstance(value, list):
            raise _wrong_field(name, "a list of objects")
        return objects_of(value, name)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; raises ``ReadError`` with ``file-malformed`` for anything else."""
        value = self.fields.get(name)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise _wrong_field(name, "a list of texts")
        return tuple(map(str, value))


def parse_json(text: str) -> JsonValue:
    """Read one JSON document.

    Raises ``ReadError``: ``file-too-big``, or ``file-malformed`` for anything RFC 8259 or this
    program does not want.
    """
    if len(text) > MAX_BYTES:
        raise ReadError("file-too-big", "the file is too large", limit=MAX_BYTES)
    _check_depth(text)
    try:
        value: JsonValue = _DECODER.decode(text)
    except ReadError:
        raise
    except ValueError as error:
        raise ReadError("file-malformed", "this is not JSON") from error
    if "\\u" in text and _SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        raise ReadError("file-malformed", "the JSON holds half a character")
    return value


def parse_object(text: str) -> JsonObject | None:
    """The object the document is, or None where it is another value; errors as ``parse_json``."""
    value = parse_json(text)
    return JsonObject(value) if isinstance(value, dict) else None


def objects_of(values: list[JsonValue], name: str) -> tuple[JsonObject, ...]:
    """The objects in a list that holds nothing else; raises ``file-malformed`` naming the list."""
    if not all(isinstance(each, dict) for each in values):
        raise _wrong_field(name, "a list of objects")
    return tuple(JsonObject(each) for each in values if isinstance(each, dict))


def texts_of(value: JsonValue) -> tuple[list[str], list[str]]:
    """All names of fields, and all texts that are values; a list of nothing but texts is one."""
    names: list[str] = []
    texts: list[str] = []
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, dict):
            names += part
            waiting += reversed(part.values())
        elif isinstance(part, list) and all(isinstance(one, str) for one in part):
            texts.append(", ".join(map(str, part)))
        elif isinstance(part, list):
            waiting += reversed(part)
    return names, texts


def nothing_but_objects(value: JsonValue) -> tuple[JsonObject, ...]:
    """The objects of a list, or none where it holds something else or is no list."""
    listed = value if isinstance(value, list) else []
    found = tuple(JsonObject(each) for each in listed if isinstance(each, dict))
    return found if len(found) == len(listed) else ()


def _check_depth(text: str) -> None:
    """Counted before parsing, which recurses."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for match in _BRACKET.finditer(_STRING.sub('""', text)):
        depth += 1 if match[0] in "[{" else -1
        if depth > MAX_DEPTH:
            raise ReadError("file-malformed", "the JSON is nested too deeply", limit=MAX_DEPTH)


def _distinct(pairs: Iterable[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    fields: dict[str, JsonValue] = {}
    for name, value in pairs:
        if name in fields:
            raise ReadError("file-malformed", "the JSON has one name twice", name=name[:40])
        fields[name] = value
    return fields


def _no_constant(_text: str) -> NoReturn:
    raise ReadError("file-malformed", "the JSON holds a number that is none")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ReadError("file-malformed", "the JSON holds a number that is too large")
    return number


_DECODER = json.JSONDecoder(
    object_pairs_hook=_distinct, parse_constant=_no_constant, parse_float=_finite
)


def _wrong_field(name: str, wanted: str) -> ReadError:
    return ReadError("file-malformed", f"the field {name!r} is not {wanted}", field=name)
