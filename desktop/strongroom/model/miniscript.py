"""The part of miniscript that wallets held here are written in: quorums, delays and their joining.

Types and malleability are judged by embit and by rust-miniscript, which refuse what is not sound.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from strongroom.model.errors import PolicyError, ReadError

MAX_DEPTH = 24
"""Fragments inside one another; eight recovery paths take eleven."""

MAX_KEYS = 120
"""Key expressions in one script; 3,600 bytes hold fewer."""

Item = TypeVar("Item")

_WRAPPERS = frozenset("vas")
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_NAME = re.compile(r"([a-z]*:)?([a-z_][a-z_0-9]*)")
_KEY = ("pk", "pkh")
_KEYS = ("multi", "multi_a")
_PARTS = {"and_v": 2, "or_b": 2, "or_c": 2, "or_d": 2, "or_i": 2, "andor": 3}


@dataclass(frozen=True, slots=True)
class Fragment:
    """One expression of miniscript.

    ``wrappers`` are the letters before its colon, the outermost first. ``number`` is the threshold
    of ``multi``, ``multi_a`` and ``thresh``, and the blocks of ``older``. ``keys`` are the places
    of its keys in a list kept beside it.
    """

    name: str
    wrappers: str = ""
    number: int = 0
    keys: tuple[int, ...] = ()
    parts: tuple["Fragment", ...] = ()

    @property
    def every_key(self) -> tuple[int, ...]:
        """The keys of it and of all that is inside, in the order of the text."""
        return self.keys + tuple(key for part in self.parts for key in part.every_key)


def read_miniscript(text: str) -> tuple[Fragment, tuple[str, ...]]:
    """An expression, and its key expressions as they stand, in order.

    Raises ``ReadError`` ``file-malformed`` for what is no expression, and ``PolicyError``
    ``wallet-unsupported`` (fact ``part``) for fragments no wallet here has.
    """
    reader = _Reader(text)
    fragment = reader.fragment(0)
    if reader.position != len(text):
        raise _malformed()
    return fragment, tuple(reader.keys)


def write_miniscript(fragment: Fragment, key: Callable[[int], str]) -> str:
    """The expression as text, with ``key`` called for the text of each key."""
    inside = [str(fragment.number)] if fragment.number else []
    inside += [key(place) for place in fragment.keys]
    inside += [write_miniscript(part, key) for part in fragment.parts]
    wrappers = f"{fragment.wrappers}:" if fragment.wrappers else ""
    return f"{wrappers}{fragment.name}({','.join(inside)})"


def renumbered(fragment: Fragment, places: Callable[[int], int]) -> Fragment:
    """The same expression over another list of keys."""
    return replace(
        fragment,
        keys=tuple(map(places, fragment.keys)),
        parts=tuple(renumbered(part, places) for part in fragment.parts),
    )


class _Reader:
    """Reads one expression from the front; ``keys`` collects the key expressions."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.position = 0
        self.keys: list[str] = []

    def fragment(self, depth: int) -> Fragment:
        if depth > MAX_DEPTH:
            raise PolicyError("wallet-unsupported", "too many conditions", part="miniscript")
        match = _NAME.match(self._text, self.position)
        if match is None:
            raise _malformed()
        self.position = match.end()
        wrappers, name = (match[1] or "").rstrip(":"), match[2]
        if not set(wrappers) <= _WRAPPERS:
            raise _unsupported(f"{wrappers}:")
        self._expect("(")
        read = replace(self._inside(name, depth), wrappers=wrappers)
        self._expect(")")
        return read

    def _inside(self, name: str, depth: int) -> Fragment:
        if name == "older":
            return Fragment(name, number=self._number())
        if name in _KEY:
            return Fragment(name, keys=(self._key(),))
        if name in _KEYS:
            return Fragment(name, number=self._number(), keys=tuple(self._more(self._key)))
        if name == "thresh":
            number = self._number()
            return Fragment(name, number=number, parts=tuple(self._more(self._part(depth))))
        if name not in _PARTS:
            raise _unsupported(name)
        first = self.fragment(depth + 1)
        parts = (first, *self._more(self._part(depth)))
        if len(parts) != _PARTS[name]:
            raise _malformed()
        return Fragment(name, parts=parts)

    def _part(self, depth: int) -> Callable[[], Fragment]:
        return lambda: self.fragment(depth + 1)

    def _more(self, read: Callable[[], Item]) -> list[Item]:
        """Everything up to the closing bracket, a comma before each."""
        found = []
        while self._text.startswith(",", self.position):
            self.position += 1
            found.append(read())
        return found

    def _key(self) -> int:
        text = self._word()
        if not text or len(self.keys) >= MAX_KEYS:
            raise _malformed()
        self.keys.append(text)
        return len(self.keys) - 1

    def _number(self) -> int:
        text = self._word()
        if not _NUMBER.fullmatch(text):
            raise _malformed()
        return int(text)

    def _word(self) -> str:
        """What stands before the next comma or bracket."""
        start = self.position
        while self.position < len(self._text) and self._text[self.position] not in ",()":
            self.position += 1
        return self._text[start : self.position].strip()

    def _expect(self, character: str) -> None:
        if not self._text.startswith(character, self.position):
            raise _malformed()
        self.position += 1


def _malformed() -> ReadError:
    return ReadError("file-malformed", "the descriptor's conditions cannot be read")


def _unsupported(part: str) -> PolicyError:
    return PolicyError("wallet-unsupported", "a condition no wallet here has", part=part)
