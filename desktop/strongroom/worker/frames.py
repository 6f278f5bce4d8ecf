"""What passes between a process and its worker: frames that hold plain values and nothing else.

A frame is its length and a body; the body is the length of a JSON text, the text, and the bytes
that it speaks of, one after the other (lengths in four bytes, big-endian). Bytes stand in the text
as ``{"bytes": length}`` and mappings as ``{"map": …}``.
"""

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
    apart: list[bytes] = []
    text = json.dumps(_tagged(value, apart), allow_nan=False, separators=(",", ":")).encode()
    size = LENGTH.size + len(text) + sum(map(len, apart))
    if size > FRAME_LIMIT:
        raise WorkerError("worker-refused", "too much for one call", bytes=size)
    return b"".join((LENGTH.pack(size), LENGTH.pack(len(text)), text, *apart))


def unpack(body: bytes) -> Plain:
    """The value in a frame without its length; raises ``ValueError`` where it is none."""
    if len(body) < LENGTH.size:
        raise ValueError("no length")
    (length,) = LENGTH.unpack_from(body)
    end = LENGTH.size + length
    apart = _Apart(memoryview(body)[end:])
    try:
        value = _untagged(json.loads(body[LENGTH.size : end]), apart)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    apart.finish()
    return value


class _Apart:
    """The bytes behind a text, taken in their order."""

    def __init__(self, data: memoryview) -> None:
        self._data = data

    def take(self, length: int) -> bytes:
        if not 0 <= length <= len(self._data):
            raise ValueError("bytes that are not there")
        taken, self._data = bytes(self._data[:length]), self._data[length:]
        return taken

    def finish(self) -> None:
        if self._data:
            raise ValueError("bytes that nothing speaks of")


def _tagged(value: Plain, apart: list[bytes]) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            apart.append(value)
            return {"bytes": len(value)}
        case Mapping():
            return {"map": {name: _tagged(item, apart) for name, item in value.items()}}
        case Sequence():
            return [_tagged(item, apart) for item in value]
    raise TypeError(f"not a plain value: {type(value).__name__}")


def _untagged(value: object, apart: _Apart) -> Plain:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case {"bytes": bool()}:
            raise ValueError("not a length")
        case {"bytes": int(length)}:
            return apart.take(length)
        case {"map": dict(items)}:
            return {name: _untagged(item, apart) for name, item in items.items()}
        case list():
            return [_untagged(item, apart) for item in value]
    raise ValueError("not a plain value")
