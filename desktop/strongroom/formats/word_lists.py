"""The lists of words from which seeds are written: BIP-39's in every language, and SLIP-39's."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib.resources import files

from embit.wordlists.slip39 import SLIP39_WORDS

_ASCII = ("english", "french", "spanish", "portuguese", "italian", "czech", "turkish")
_OTHERS = ("japanese", "korean", "chinese_simplified", "chinese_traditional", "russian")

_ACCENTS = "\u0300-\u036f\u3099\u309a"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_DOTLESS_I = "\u0131"
_LEFT_OUT = re.compile(f"[{_ACCENTS}{_INVISIBLE}]+")


class Standard(Enum):
    """What a list's words are used for."""

    BIP39 = "bip39"
    SLIP39 = "slip39"


@dataclass(frozen=True, slots=True)
class WordList:
    """A list's words as ``plain_text`` writes them, in UTF-8, and the number of each."""

    standard: Standard
    numbers: Mapping[bytes, int]


def plain_text(text: str) -> str:
    """Decomposed (NFKD), in lower case, without accents and without what is not seen."""
    plain = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", text)).lower()
    return plain.replace(_DOTLESS_I, "i")  # upper case makes one letter of both


@lru_cache(maxsize=2)
def word_lists(ascii_only: bool) -> tuple[WordList, ...]:
    """All lists, or those that a text of ASCII letters can hold.

    English stands among them a second time by the first four letters of its words, as SeedSigner
    writes them.
    """
    languages = [_read(name) for name in (_ASCII if ascii_only else _ASCII + _OTHERS)]
    shortened = [word[:4] for word in languages[0]]
    bip39 = [_word_list(Standard.BIP39, words) for words in (*languages, shortened)]
    return (*bip39, _word_list(Standard.SLIP39, list(SLIP39_WORDS)))


def _read(name: str) -> list[str]:
    return (files("mnemonic") / "wordlist" / f"{name}.txt").read_text(encoding="utf-8").split()


def _word_list(standard: Standard, words: list[str]) -> WordList:
    plain = plain_text("\n".join(words)).encode().split(b"\n")
    return WordList(standard, {word: number for number, word in enumerate(plain)})
