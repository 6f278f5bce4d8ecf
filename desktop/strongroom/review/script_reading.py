"""Scripts taken apart into instructions, as far as a review has to look into them."""

from collections.abc import Iterator
from dataclasses import dataclass

from strongroom.model.errors import ReadError

MAX_SCRIPT = 10_000
"""Bytes; a longer script cannot be run."""

_KEY = 33
_PUSHDATA = {0x4C: 1, 0x4D: 2, 0x4E: 4}
_LAST_PUSH = 0x60
"""OP_16; every opcode up to it only puts something on the stack (0x50 fails when it is run)."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """An opcode and what it pushes."""

    opcode: int
    data: bytes = b""

    @property
    def is_push(self) -> bool:
        return self.opcode <= _LAST_PUSH


def instructions(script: bytes) -> Iterator[Instruction]:
    """One after the other.

    Raises ``ReadError`` where a push runs over the script's end, and for a script too long to run.
    """
    if len(script) > MAX_SCRIPT:
        raise ReadError("file-malformed", "a script is too long to be run")
    position = 0
    while position < len(script):
        opcode = script[position]
        position += 1
        length = opcode if opcode < 0x4C else 0
        if opcode in _PUSHDATA:
            width = _PUSHDATA[opcode]
            length = int.from_bytes(script[position : position + width], "little")
            position += width
        if position + length > len(script):
            raise ReadError("file-malformed", "a script ends inside a push")
        yield Instruction(opcode, script[position : position + length])
        position += length


def pushed(script: bytes) -> tuple[bytes, ...]:
    """All data that a script pushes, up to where it can be read."""
    found = []
    try:
        for instruction in instructions(script):
            if instruction.is_push:
                found.append(instruction.data)
    except ReadError:
        pass
    return tuple(found)


def keys_in(script: bytes) -> tuple[bytes, ...]:
    """All that a script pushes and that looks like a compressed public key."""
    return tuple(data for data in pushed(script) if len(data) == _KEY)
