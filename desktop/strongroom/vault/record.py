"""How records become plain JSON and come back: field by field, and what is unknown stays."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, datetime
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, ClassVar, Self, TypeVar, get_args, get_origin

from strongroom.formats.json_text import JsonValue
from strongroom.vault.errors import VaultError
from strongroom.vault.rows import Value

T = TypeVar("T")
R = TypeVar("R", bound="Record")


@dataclass(frozen=True, slots=True)
class Record:
    """A row's object with names and types.

    A field is text, a moment, a word of an enum, another record, an object, a tuple of these, or
    one of them or None. ``extra`` holds the fields a later program wrote, which are written again
    as they were; a later program that changes what a field means raises ``VERSION``.
    """

    VERSION: ClassVar[int] = 1

    extra: Value = field(default_factory=dict, kw_only=True, repr=False, hash=False)

    @classmethod
    def from_json(cls, value: Value) -> Self:
        """Raises ``VaultError`` with ``record-malformed`` and ``record-newer``."""
        _check_version(cls, value.get("version"))
        shape = _shape(cls)
        if not shape.required <= value.keys():
            raise _malformed(cls, "a field is missing")
        known: dict[str, Any] = {}
        extra: dict[str, JsonValue] = {}
        for name, entry in value.items():
            if name in shape.forms:
                known[name] = _read(cls, name, shape.forms[name], entry)
            elif name != "version":
                extra[name] = entry
        return cls(**known, extra=MappingProxyType(extra))

    def to_json(self) -> dict[str, JsonValue]:
        """Raises ``VaultError`` with ``record-malformed`` for a field that is not of its type."""
        forms = _shape(type(self)).forms
        written = {name: _write(self, name, form) for name, form in forms.items()}
        return {**self.extra, **written, "version": self.VERSION}


@dataclass(frozen=True, slots=True)
class _Form:
    """One kind of field; ``read`` and ``write`` raise ``ValueError`` for what is not of it."""

    read: Callable[[Any], Any]
    write: Callable[[Any], JsonValue]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a kind of record consists of; ``required`` are the fields without a default."""

    forms: Mapping[str, _Form]
    required: frozenset[str]


_SHAPES: dict[type[Record], _Shape] = {}
"""Found once for each kind of record."""


def _shape(kind: type[Record]) -> _Shape:
    if kind not in _SHAPES:
        own = [one for one in fields(kind) if one.name != "extra"]
        forms = {one.name: _form(one.type) for one in own}
        required = frozenset(one.name for one in own if one.default is MISSING)
        _SHAPES[kind] = _Shape(forms, required)
    return _SHAPES[kind]


def _form(hint: Any) -> _Form:
    """The form of a field that is annotated so."""
    origin = get_origin(hint)
    if origin is UnionType:
        (present,) = (one for one in get_args(hint) if one is not NoneType)
        return _optional(_form(present))
    if origin is tuple:
        return _many(_form(get_args(hint)[0]))
    if origin is Mapping:
        return _Form(lambda value: MappingProxyType(_of(dict, value)), dict)
    if issubclass(hint, Record):
        return _Form(
            lambda value: hint.from_json(_of(dict, value)), lambda one: _of(hint, one).to_json()
        )
    if issubclass(hint, Enum):
        return _Form(hint, lambda one: _of(str, _of(hint, one).value))
    if issubclass(hint, datetime):
        return _Form(_read_moment, _write_moment)
    return _Form(lambda value: _of(hint, value), lambda given: _of(hint, given))


def _optional(form: _Form) -> _Form:
    return _Form(
        lambda value: None if value is None else form.read(value),
        lambda given: None if given is None else form.write(given),
    )


def _many(form: _Form) -> _Form:
    return _Form(
        lambda value: tuple(form.read(entry) for entry in _of(list, value)),
        lambda given: [form.write(entry) for entry in _of(tuple, given)],
    )


def _of(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise ValueError("a field of another kind")
    return value


def _read_moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_of(str, value))
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC)


def _write_moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read(kind: type[Record], name: str, form: _Form, entry: JsonValue) -> Any:
    try:
        return form.read(entry)
    except VaultError:
        raise
    except (ValueError, OverflowError):
        raise _malformed(kind, f"the field {name!r} is of another kind") from None


def _write(record: Record, name: str, form: _Form) -> JsonValue:
    try:
        return form.write(getattr(record, name))
    except (ValueError, TypeError, AttributeError):
        raise _malformed(type(record), f"the field {name!r} is of another kind") from None


def _check_version(kind: type[Record], version: object) -> None:
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise _malformed(kind, "it has no version")
    if version > kind.VERSION:
        raise VaultError("record-newer", "a later version of this program made this record")


def _malformed(kind: type[Record], reason: str) -> VaultError:
    return VaultError("record-malformed", f"a record is damaged: {reason}", record=kind.__name__)
