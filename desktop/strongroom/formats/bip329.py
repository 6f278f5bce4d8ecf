"""Labels as wallets exchange them (BIP-329): one JSON object on each line.

What one line says wrong is left out and counted; what is no JSON at all refuses the whole file, as
it was cut or is something else. Unknown types and fields of other programs are passed over.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from strongroom.formats.json_text import JsonObject, parse_object
from strongroom.formats.secrets import search_text
from strongroom.formats.text import MAX_NAME, safe_name, text_lines
from strongroom.model.addresses import read_address
from strongroom.model.curve import is_point
from strongroom.model.descriptor import write_descriptor
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.finding import Finding, Severity
from strongroom.model.policy import Policy

NAME = "bip329"
MAX_BYTES = 8 * 1024 * 1024
MAX_LINES = 100_000
MAX_LINE = 64 * 1024
"""Characters; a label has 255 and may be escaped."""

_KNOWN_FIELDS = {"type", "ref", "label", "origin", "spendable"}
_TRANSACTION = re.compile(r"[0-9a-f]{64}")
_PLACE = re.compile(r"[0-9a-f]{64}:(0|[1-9][0-9]{0,9})")
_X_ONLY = re.compile(r"[0-9a-fA-F]{64}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){33}|(?:[0-9a-fA-F]{2}){65}")
_KEY = re.compile(r"[xt]pub[^,()]*")
_ORIGIN = re.compile(r"\[[^\[\]]*\]")
_SCAN_KEY = re.compile(r"t?spscan1[02-9ac-hj-np-z]{6,1000}")


class LabelType(Enum):
    """What a label is put on."""

    TRANSACTION = "tx"
    ADDRESS = "addr"
    PUBLIC_KEY = "pubkey"
    INPUT = "input"
    OUTPUT = "output"
    XPUB = "xpub"
    SILENT_PAYMENT = "spscan"


@dataclass(frozen=True, slots=True)
class Label:
    """One line. ``text`` and ``spendable`` are None where it leaves them unsaid.

    ``reference`` is in the spelling the type has; ``text`` is fit to be shown and to be kept.
    """

    type: LabelType
    reference: str
    text: str | None = None
    spendable: bool | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that was left out, counted from zero, and why.

    ``reason`` is ``type-unknown``, ``reference-malformed``, ``label-malformed``,
    ``spendable-malformed`` or ``repeated`` (another label for the same thing stands above).
    """

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class LabelFile:
    """The labels of a file, each thing once, and what was left out."""

    labels: tuple[Label, ...]
    skipped: tuple[SkippedLine, ...] = ()
    unknown_fields: int = 0
    findings: tuple[Finding, ...] = ()


def is_label_file(text: str) -> bool:
    """Whether the first line is an object with a type and a reference."""
    first = text.lstrip().partition("\n")[0]
    try:
        fields = parse_object(first) if first.startswith("{") and len(first) < MAX_LINE else None
    except ReadError:
        return False
    return fields is not None and "type" in fields and "ref" in fields


def read_labels(text: str) -> LabelFile:
    """Read a whole file.

    Raises ``ReadError``: ``file-too-big``, ``file-malformed`` for a line that is no object, and
    ``secret-found`` for a label that is a seed or a key.
    """
    lines = text_lines(text)
    if len(text) > MAX_BYTES or len(lines) > MAX_LINES:
        raise ReadError("file-too-big", "there are too many labels", limit=MAX_BYTES)
    reading = _Reading()
    for number, line in enumerate(lines):
        if line.strip():
            reading.add(number, _object(line, number))
    return reading.file()


def write_labels(labels: Iterable[Label]) -> str:
    """The labels as text, each on a line with LF behind it."""
    return "".join(json.dumps(dict(_fields(each)), ensure_ascii=False) + "\n" for each in labels)


def origin_of(policy: Policy) -> str:
    """What names a wallet in a label file: its descriptor without keys, steps and checksum."""
    body = _KEY.sub("", write_descriptor(policy).partition("#")[0])
    return _ORIGIN.sub(lambda origin: origin[0].replace("h", "'"), body)


class _Reading:
    """What was found so far."""

    def __init__(self) -> None:
        self._labels: dict[tuple[LabelType, str], Label] = {}
        self._skipped: list[SkippedLine] = []
        self._unknown_fields = 0
        self._told: Counter[str] = Counter()
        self._first: dict[str, int] = {}

    def add(self, line: int, fields: JsonObject) -> None:
        self._unknown_fields += len(set(fields.fields) - _KNOWN_FIELDS)
        try:
            label, codes = _label(fields)
        except _Skip as skip:
            self._skipped.append(SkippedLine(line, str(skip)))
            return
        for code in codes:
            self._told[code] += 1
            self._first.setdefault(code, line)
        known = self._labels.setdefault((label.type, label.reference), label)
        if known != label:
            self._skipped.append(SkippedLine(line, "repeated"))

    def file(self) -> LabelFile:
        findings = tuple(
            Finding(code, Severity.WARN, f"line {self._first[code]}", {"count": count})
            for code, count in self._told.items()
        )
        labels = tuple(self._labels.values())
        return LabelFile(labels, tuple(self._skipped), self._unknown_fields, findings)


class _Skip(Exception):
    """A line says something wrong; the text is the reason of ``SkippedLine``."""


def _object(line: str, number: int) -> JsonObject:
    if len(line) > MAX_LINE:
        raise ReadError("file-malformed", f"line {number + 1} is too long", line=number)
    try:
        fields = parse_object(line.strip())
    except ReadError as error:
        raise ReadError("file-malformed", f"line {number + 1}: {error}", line=number) from error
    if fields is None:
        raise ReadError("file-malformed", f"line {number + 1} is no object", line=number)
    return fields


def _label(fields: JsonObject) -> tuple[Label, list[str]]:
    try:
        kind = LabelType(fields.fields.get("type"))
    except ValueError:
        raise _Skip("type-unknown") from None
    reference = _reference(kind, fields.fields.get("ref"))
    text, codes = _text(fields.fields.get("label"))
    origin = fields.fields.get("origin")
    said_origin = safe_name(origin)[0] if isinstance(origin, str) else ""
    return Label(kind, reference, text, _spendable(kind, fields), said_origin), codes


def _text(value: object) -> tuple[str | None, list[str]]:
    """The label as it may be kept, and the codes of what is to be known about it."""
    if value is None:
        return None, []
    if not isinstance(value, str):
        raise _Skip("label-malformed")
    search = search_text(value)
    if search.found is not None:
        raise ReadError("secret-found", "a label is a secret", kind=search.found.value)
    codes = ["secret-suspected"] if search.suspected else []
    if len(value) > MAX_NAME:
        codes.append("label-cut")
    shown, unsafe = safe_name(value[:MAX_NAME], "label")
    return shown, codes + [finding.code for finding in unsafe]


def _spendable(kind: LabelType, fields: JsonObject) -> bool | None:
    """Only for outputs; the BIP's own example once had it as text."""
    value = fields.fields.get("spendable")
    if value is None or kind is not LabelType.OUTPUT:
        return None
    if value is True or value == "true":
        return True
    if value is False or value == "false":
        return False
    raise _Skip("spendable-malformed")


def _reference(kind: LabelType, value: object) -> str:
    if not isinstance(value, str):
        raise _Skip("reference-malformed")
    try:
        spelled = _SPELLINGS[kind](value.strip())
    except StrongroomError:
        spelled = None
    if spelled is None:
        raise _Skip("reference-malformed")
    return spelled


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: text.lower() if pattern.fullmatch(text.lower()) else None


def _address(text: str) -> str:
    read_address(text)
    return text.lower() if text.lower().startswith(("bc1", "tb1", "bcrt1")) else text


def _public_key(text: str) -> str | None:
    is_key = _HEX.fullmatch(text) and is_point(bytes.fromhex(text))
    is_x = _X_ONLY.fullmatch(text) and is_point(b"\x02" + bytes.fromhex(text))
    return text.lower() if is_key or is_x else None


_SPELLINGS: dict[LabelType, Callable[[str], str | None]] = {
    LabelType.TRANSACTION: _matching(_TRANSACTION),
    LabelType.ADDRESS: _address,
    LabelType.PUBLIC_KEY: _public_key,
    LabelType.INPUT: _matching(_PLACE),
    LabelType.OUTPUT: _matching(_PLACE),
    LabelType.XPUB: lambda text: str(ExtendedPublicKey.parse(text)),
    LabelType.SILENT_PAYMENT: _matching(_SCAN_KEY),
}


def _fields(label: Label) -> Iterator[tuple[str, str | bool]]:
    yield "type", label.type.value
    yield "ref", label.reference
    if label.text is not None:
        yield "label", label.text
    if label.origin:
        yield "origin", label.origin
    if label.spendable is not None:
        yield "spendable", label.spendable
