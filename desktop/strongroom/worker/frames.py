"""What passes between a process and its worker: frames that hold plain values and nothing else.

One frame is a length (four bytes, big-endian) and JSON; bytes and mappings are under a tag.
"""

import base64
import json
import struct
from collections.abc import Callable, Mapping, Sequence

from strongroom.model.errors import StrongroomError

Plain = None | bool | int | float | str | bytes | Sequence["Plain"] | Mapping[str, "Plain"]
Handler = Callable[..., Plain]

FRAME_LIMIT = 64 * 1024 * 1024
"""The largest request or answer, in bytes."""

LENGTH = struct.Struct(">I")
"""How a frame's length is written before it."""


class WorkerError(StrongroomError):
    """The child gave no result.

    ``worker-died``: it ended, or what it said cannot be understood. ``worker-timeout``: it took too
    long and was ended. ``worker-refused``: it lives, and could not do this call.
    """


def frame(value: Plain) -> bytes:
    """``value`` as one frame; raises ``worker-refused`` where it is too large."""
    body = json.dumps(_tagged(value), allow_nan=False, separators=(",", ":")).encode()
    if len(body) > FRAME_LIMIT:
        raise WorkerError("worker-refused", "too much for one call", bytes=len(body))
    return LENGTH.pack(len(body)) + body


def unpack(body: bytes) -> Plain:
    """The value in a frame without its length; raises ``ValueError`` where it is none."""
    try:
        return _untagged(json.loads(body))
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _tagged(value: Plain) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case Mapping():
            return {"map": {name: _tagged(item) for name, item in value.items()}}
        case Sequence():
            return [_tagged(item) for item in value]
    raise TypeError(f"not a plain value: {type(value).__name__}")


def _untagged(value: object) -> Plain:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case {"bytes": str(text)}:
            return base64.b64decode(text, validate=True)
        case {"map": dict(items)}:
            return {name: _untagged(item) for name, item in items.items()}
        case list():
            return [_untagged(item) for item in value]
    raise ValueError("not a plain value")
