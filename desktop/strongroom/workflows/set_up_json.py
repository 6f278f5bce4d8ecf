"""A set-up draft as plain JSON for the vault, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from strongroom.formats.json_text import JsonValue
from strongroom.model.errors import ReadError
from strongroom.model.network import Network
from strongroom.model.script_type import ScriptType
from strongroom.workflows.set_up_draft import (
    USUAL_DELAY,
    DraftKey,
    Recovery,
    SetUpDraft,
    Tick,
)

T = TypeVar("T")

_TEXTS = ("text", "source", "name", "device", "holder", "place")


def to_json(draft: SetUpDraft) -> dict[str, JsonValue]:
    """The draft, whole; ``from_json`` brings the same one back."""
    return {
        "name": draft.name,
        "network": draft.network.value,
        "threshold": draft.threshold,
        "count": draft.count,
        "script_type": draft.script_type.value,
        "recovery": draft.recovery.value,
        "delay": draft.delay,
        "keys": [_write_key(key) for key in draft.keys],
        "ticks": [{"key": tick.key, "at": tick.at.isoformat()} for tick in draft.ticks],
        "row": draft.row,
    }


def from_json(content: Mapping[str, JsonValue]) -> SetUpDraft:
    """Raises ``ReadError``: ``record-malformed``, or what reading an export raises."""
    try:
        return SetUpDraft(
            name=_of(str, content["name"]),
            network=Network(content["network"]),
            threshold=_number(content["threshold"]),
            count=_number(content["count"]),
            script_type=ScriptType(content["script_type"]),
            recovery=Recovery(content.get("recovery", Recovery.NONE.value)),
            delay=_number(content.get("delay", USUAL_DELAY)),
            keys=tuple(_read_key(_of(dict, key)) for key in _of(list, content["keys"])),
            ticks=tuple(_read_tick(_of(dict, tick)) for tick in _of(list, content["ticks"])),
            row=_of(str, content["row"]),
        )
    except ReadError:
        raise
    except (KeyError, ValueError, OverflowError) as error:
        raise ReadError("record-malformed", "a draft is damaged") from error


def _write_key(key: DraftKey) -> dict[str, JsonValue]:
    return {
        "text": key.text,
        "source": key.source,
        "choice": key.choice,
        "name": key.name,
        "device": key.device,
        "holder": key.holder,
        "place": key.place,
    }


def _read_key(content: Mapping[str, JsonValue]) -> DraftKey:
    choice = content["choice"]
    texts = {name: _of(str, content[name]) for name in _TEXTS}
    return DraftKey(choice=None if choice is None else _number(choice), **texts)


def _read_tick(content: Mapping[str, JsonValue]) -> Tick:
    at = datetime.fromisoformat(_of(str, content["at"]))
    return Tick(_of(str, content["key"]), at)


def _of(kind: type[T], value: JsonValue) -> T:
    if not isinstance(value, kind):
        raise ValueError("a field of another kind")
    return value


def _number(value: JsonValue) -> int:
    if isinstance(value, bool):
        raise ValueError("a field of another kind")
    return _of(int, value)
