"""Text from outside as it may be shown: nothing in it steers the display or hides."""

import unicodedata
from collections.abc import Iterator

MAX_TEXT = 255
"""Characters of outside text that a sentence takes in."""

_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing: two names that differ by one look the same."""


def visible(text: str) -> str:
    """``text`` composed (NFC), on one line, and cut; what is not seen stands as ``<U+202E>``."""
    composed = unicodedata.normalize("NFC", text[: 4 * MAX_TEXT])
    cut = composed if len(composed) <= MAX_TEXT else composed[: MAX_TEXT - 1] + "…"
    return "".join(_visible(character) for character in cut)


def visible_lines(text: str) -> Iterator[str]:
    """The whole of a text as ``visible`` lines: one that is too long goes on in the next."""
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), MAX_TEXT):
            yield visible(line[start : start + MAX_TEXT])


def counted_place(where: str) -> str:
    """A finding's place, ``input 0``, as people count: ``input 1``."""
    name, _, number = where.partition(" ")
    is_counted = number.isascii() and number.isdigit()
    return f"{name} {int(number[:9]) + 1}" if is_counted else where


def _visible(character: str) -> str:
    if character in _BLANK or unicodedata.category(character) in _UNSAFE:
        return f"<U+{ord(character):04X}>"
    return character
