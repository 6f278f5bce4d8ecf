"""The list of published warnings that comes with the program, read strictly (TOML)."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from strongroom.assets import resource
from strongroom.model.advisory import Advisory, AdvisoryList, Concern, FirmwareRange
from strongroom.model.device import Device
from strongroom.model.errors import ReadError
from strongroom.model.firmware import Firmware, read_firmware

MAX_BYTES: Final = 256 * 1024
MAX_ADVISORIES: Final = 500
MAX_RANGES: Final = 16

_FIELDS = frozenset({"id", "concerns", "published", "source", "ranges"})
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_WORD = re.compile(r"[a-z0-9]{2,30}", re.ASCII)
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_ADDRESS = re.compile(r"https://[\x21-\x7e]{4,300}", re.ASCII)
_FIRST = Firmware(())


def shipped_advisories() -> AdvisoryList:
    """Those that came with this program."""
    return read_advisories(resource("advisories.toml").read_bytes())


def read_advisories(data: bytes) -> AdvisoryList:
    """Raises ``ReadError``: ``file-too-big``, and ``file-malformed`` for all that is not a list to
    the letter, such as a field nobody knows."""
    if len(data) > MAX_BYTES:
        raise ReadError("file-too-big", "the list of warnings is too long", limit=MAX_BYTES)
    try:
        said = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _malformed("it is no TOML") from error
    _check_names(said, {"as-of", "advisory"})
    entries = said["advisory"]
    if not isinstance(entries, list) or not 1 <= len(entries) <= MAX_ADVISORIES:
        raise _malformed("it holds no list of warnings")
    advisories = tuple(map(_advisory, entries))
    if len({each.name for each in advisories}) < len(advisories):
        raise _malformed("two warnings have one id")
    return AdvisoryList(_day(said["as-of"]), advisories)


def _advisory(said: object) -> Advisory:
    if not isinstance(said, dict):
        raise _malformed("a warning is no table")
    _check_names(said, _FIELDS | ({"named"} if "named" in said else {"device"}))
    ranges = said["ranges"]
    if not isinstance(ranges, list) or not 1 <= len(ranges) <= MAX_RANGES:
        raise _malformed("a warning is about no firmware")
    try:
        device = Device(said["device"]) if "device" in said else None
        concern = Concern(said["concerns"])
    except ValueError as error:
        raise _malformed("a warning is about something unknown") from error
    return Advisory(
        _text(said, "id", _NAME),
        device,
        _words(said.get("named")),
        concern,
        tuple(map(_range, ranges)),
        _published(_text(said, "published", _DAY)),
        _text(said, "source", _ADDRESS),
    )


def _words(said: object) -> tuple[str, ...]:
    if said is None:
        return ()
    if not isinstance(said, list) or not 1 <= len(said) <= MAX_RANGES:
        raise _malformed("a warning names nothing")
    if not all(isinstance(word, str) and _WORD.fullmatch(word) for word in said):
        raise _malformed("a warning names something that is no word")
    return tuple(said)


def _range(said: object) -> FirmwareRange:
    if not isinstance(said, dict):
        raise _malformed("a range is no table")
    _check_names(said, {"before", *({"from"} if "from" in said else ())})
    first = _firmware(said["from"]) if "from" in said else _FIRST
    try:
        return FirmwareRange(first, _firmware(said["before"]))
    except ValueError as error:
        raise _malformed(str(error)) from error


def _firmware(said: object) -> Firmware:
    found = read_firmware(said) if isinstance(said, str) else None
    if found is None:
        raise _malformed("a range has something that is no version")
    return found


def _text(said: Mapping[str, Any], name: str, form: re.Pattern[str]) -> str:
    value = said[name]
    if not isinstance(value, str) or not form.fullmatch(value):
        raise _malformed(f"a warning has no sound {name}")
    return value


def _published(text: str) -> str:
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError as error:
        raise _malformed("a warning was published on a day that is none") from error
    return text


def _day(said: object) -> date:
    if not isinstance(said, date) or isinstance(said, datetime):
        raise _malformed("it does not say which day it is of")
    return said


def _check_names(said: Mapping[str, object], wanted: frozenset[str] | set[str]) -> None:
    if set(said) != set(wanted):
        raise _malformed("it has other fields than a list of warnings")


def _malformed(message: str) -> ReadError:
    return ReadError("file-malformed", f"the list of warnings is damaged: {message}")
