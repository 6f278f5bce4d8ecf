"""Seed words in a text, in every language of BIP-39 and of SLIP-39.

In a seed hardly any word comes twice, in lists of labels and in code most do. So words in a row
count when they vary, when nothing stands beside them, or when they have BIP-39's checksum.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from itertools import repeat

from strongroom.formats.word_lists import Standard, WordList, plain_text, word_lists

IN_A_ROW = {Standard.BIP39: 12, Standard.SLIP39: 20}
"""Words of one list that are a secret; SLIP-39's shares have 20 or 33."""

WHOLE_FIELD = 11
"""Words that are a secret when nothing else stands in their line or cell."""

SUSPICIOUS = 8


class SeedWords(Enum):
    """What the words of a text are taken for."""

    NONE = "none"
    SUSPECTED = "suspected"
    BIP39 = "bip39-words"
    SLIP39 = "slip39-words"


_MEANING = {Standard.BIP39: SeedWords.BIP39, Standard.SLIP39: SeedWords.SLIP39}
_SEED_LENGTHS = (12, 15, 18, 21, 24)

_WINDOW = 1 << 20
_OVERLAP = 1 << 16

_WORD, _FIELD_END, _COMMA = 1, 2, 3
_MARKS = {b"|": _FIELD_END, b",": _COMMA}
_BREAKS = bytes((_FIELD_END, _COMMA))
_LETTERS = bytes(range(ord("a"), ord("z") + 1))
_FIELD_ENDS = b'\n\r\t:;=|"'
_PUNCTUATION = re.compile(r'[^\w\s,:;=|"]+')
_ONE_FIELD = re.compile(rb"[\x02\x03]\x01{%d,}[\x02\x03]" % WHOLE_FIELD)


@dataclass(frozen=True, slots=True)
class _Codes:
    """What a token counts as: for each list, and when it is in any of them."""

    each: tuple[tuple[WordList, Mapping[bytes, int]], ...]
    any_of: Mapping[bytes, int]


def find_seed_words(text: str) -> SeedWords:
    """The heaviest thing the words of this text may be.

    Numbers, punctuation and line ends between the words are passed over.
    """
    suspected = SeedWords.NONE
    for window in _windows(f"\n{text}\n"):
        found = _search(_tokens(window), _codes(window.isascii()))
        if found is SeedWords.SUSPECTED:
            suspected = found
        elif found is not SeedWords.NONE:
            return found
    return suspected


def _windows(text: str) -> Iterator[str]:
    """Parts that fit into memory as tokens; each begins well inside the one before."""
    for start in range(0, len(text), _WINDOW):
        yield text[start : start + _WINDOW + _OVERLAP]


def _tokens(window: str) -> list[bytes]:
    """Words as the lists have them, ``|`` where a line or field ends, and commas."""
    if not window.isascii():
        window = _PUNCTUATION.sub(" ", plain_text(window))
    data = window.encode("utf-8", "replace").translate(_table())
    return data.replace(b"|", b" | ").replace(b",", b" , ").split()


def _search(tokens: list[bytes], codes: _Codes) -> SeedWords:
    coded = _coded(tokens, codes.any_of)
    if bytes([_WORD]) * SUSPICIOUS not in coded.translate(None, _BREAKS):
        return SeedWords.NONE
    found = {_judge(tokens, words, in_list) for words, in_list in codes.each}
    order = (SeedWords.BIP39, SeedWords.SLIP39, SeedWords.SUSPECTED)
    return next((meaning for meaning in order if meaning in found), SeedWords.NONE)


def _judge(tokens: list[bytes], words: WordList, codes: Mapping[bytes, int]) -> SeedWords:
    """What the words of one list come to."""
    coded, in_a_row = _coded(tokens, codes), IN_A_ROW[words.standard]
    rows = _rows(tokens, coded, _BREAKS, SUSPICIOUS)
    if any(_varies(row, in_a_row) for row in rows) or _is_whole_field(coded):
        return _MEANING[words.standard]
    in_one_field = _rows(tokens, coded, bytes([_COMMA]), in_a_row)
    if any(_has_checksum(row, words) for row in in_one_field):
        return _MEANING[words.standard]
    is_odd = in_one_field or any(_varies(row, SUSPICIOUS) for row in rows)
    return SeedWords.SUSPECTED if is_odd else SeedWords.NONE


def _coded(tokens: list[bytes], codes: Mapping[bytes, int]) -> bytes:
    return bytes(map(codes.get, tokens, repeat(0)))


def _rows(tokens: list[bytes], coded: bytes, without: bytes, length: int) -> list[list[bytes]]:
    """The words in rows of at least ``length``, when the breaks ``without`` are left out."""
    left = coded.translate(None, without)
    if bytes([_WORD]) * length not in left:
        return []
    kept = [token for token, code in zip(tokens, coded, strict=True) if code not in without]
    return [kept[m.start() : m.end()] for m in re.finditer(rb"\x01{%d,}" % length, left)]


def _varies(row: list[bytes], length: int) -> bool:
    """Whether somewhere in the row three words of four are different ones."""
    starts = range(0, len(row) - length + 1, length // 2)
    return any(4 * len(set(row[start : start + length])) >= 3 * length for start in starts)


def _is_whole_field(coded: bytes) -> bool:
    """Whether a cell or a line has nothing but words, and enough of them."""
    without_commas = coded.translate(None, bytes([_COMMA]))
    return bool(_ONE_FIELD.search(coded) or _ONE_FIELD.search(without_commas))


def _has_checksum(row: list[bytes], words: WordList) -> bool:
    """Whether the row begins or ends with a seed as BIP-39 makes them."""
    if words.standard is not Standard.BIP39:
        return False
    numbers = [words.numbers[word] for word in row]
    return any(
        _is_seed(numbers[:length]) or _is_seed(numbers[-length:])
        for length in _SEED_LENGTHS
        if length <= len(numbers)
    )


def _is_seed(numbers: list[int]) -> bool:
    """Whether the last bits are the hash of those before them, one for each 32 (BIP-39)."""
    whole = 0
    for number in numbers:
        whole = whole << 11 | number
    check_bits = len(numbers) // 3
    entropy = (whole >> check_bits).to_bytes(check_bits * 4, "big")
    return sha256(entropy).digest()[0] >> (8 - check_bits) == whole & ((1 << check_bits) - 1)


@lru_cache(maxsize=1)
def _table() -> bytes:
    """Lower-case letters and everything beyond ASCII stay; the rest parts words or fields."""
    table = bytearray(b" " * 128 + bytes(range(128, 256)))
    for letter in _LETTERS:
        table[letter] = table[letter - 32] = letter
    for mark in _FIELD_ENDS:
        table[mark] = ord("|")
    table[ord(",")] = ord(",")
    return bytes(table)


@lru_cache(maxsize=2)
def _codes(ascii_only: bool) -> _Codes:
    each = tuple(
        (words, dict.fromkeys(words.numbers, _WORD) | _MARKS) for words in word_lists(ascii_only)
    )
    return _Codes(each, {token: code for _, codes in each for token, code in codes.items()})
