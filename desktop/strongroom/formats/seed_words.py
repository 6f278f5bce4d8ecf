"""Seed words in a text, in every language of BIP-39 and of SLIP-39.

Words in a row within one line or field count always. Across several they count when they vary, as
in a seed, where hardly any word comes twice; labels such as ``Change 1``, ``Change 2`` do not.
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

LONGEST = 33
"""Words of the longest secret, a share of SLIP-39."""

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
_ROW = re.compile(rb"\x01{%d,}" % SUSPICIOUS)
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
    in_a_field = coded.translate(None, bytes([_COMMA]))
    if bytes([_WORD]) * in_a_row in in_a_field or _is_nothing_but_words(coded):
        return _MEANING[words.standard]
    rows = _rows(tokens, coded)
    if any(_varies(row, in_a_row) or _has_checksum(row, words) for row in rows):
        return _MEANING[words.standard]
    is_odd = bytes([_WORD]) * SUSPICIOUS in in_a_field or any(_varies(r, SUSPICIOUS) for r in rows)
    return SeedWords.SUSPECTED if is_odd else SeedWords.NONE


def _coded(tokens: list[bytes], codes: Mapping[bytes, int]) -> bytes:
    return bytes(map(codes.get, tokens, repeat(0)))


def _is_nothing_but_words(coded: bytes) -> bool:
    """Whether a cell, a line or the whole text holds only words, and enough of them."""
    alone = coded.translate(None, _BREAKS)
    if WHOLE_FIELD <= len(alone) <= LONGEST and not alone.strip(bytes([_WORD])):
        return True
    without_commas = coded.translate(None, bytes([_COMMA]))
    return bool(_ONE_FIELD.search(coded) or _ONE_FIELD.search(without_commas))


def _rows(tokens: list[bytes], coded: bytes) -> list[list[bytes]]:
    """The words that stand in rows, whatever fields they are in."""
    alone = coded.translate(None, _BREAKS)
    if bytes([_WORD]) * SUSPICIOUS not in alone:
        return []
    kept = [token for token, code in zip(tokens, coded, strict=True) if code not in _BREAKS]
    return [kept[m.start() : m.end()] for m in _ROW.finditer(alone)]


def _varies(row: list[bytes], length: int) -> bool:
    """Whether somewhere in the row three words of four are different ones."""
    starts = range(0, len(row) - length + 1, length // 2)
    return any(4 * len(set(row[start : start + length])) >= 3 * length for start in starts)


def _has_checksum(row: list[bytes], words: WordList) -> bool:
    """Whether the row is a seed as BIP-39 makes them."""
    if words.standard is not Standard.BIP39 or len(row) not in _SEED_LENGTHS:
        return False
    return _is_seed([words.numbers[word] for word in row])


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
