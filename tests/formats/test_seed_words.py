"""Seed words: found in every language and disguise, and not where there are none."""

import time
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Literal

import pytest
from embit import bip39
from embit.wordlists.slip39 import SLIP39_WORDS

from strongroom.formats.seed_words import SeedWords, find_seed_words
from strongroom.formats.word_lists import word_lists
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

LANGUAGES = [
    "english",
    "french",
    "spanish",
    "portuguese",
    "italian",
    "czech",
    "turkish",
    "japanese",
    "korean",
    "chinese_simplified",
    "chinese_traditional",
    "russian",
]


@cache
def list_of(language: str) -> list[str]:
    return (files("mnemonic") / "wordlist" / f"{language}.txt").read_text("utf-8").split()


def words(count: int, language: str = "english") -> list[str]:
    """Words spread over a list, so that none comes twice."""
    return list_of(language)[7 :: 2048 // (count + 2)][:count]


@shows("secret-found", FIRING, BOUNDARY)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_twelve_words_of_any_language_are_a_seed(language: str, form: Form) -> None:
    text = unicodedata.normalize(form, "note: " + " ".join(words(12, language)) + " end")
    assert find_seed_words(text) is SeedWords.BIP39
    assert find_seed_words(text.upper()) is SeedWords.BIP39


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_is_whole(language: str) -> None:
    assert len(set(list_of(language))) == 2048
    sizes = [len(one.numbers) for one in word_lists(False)]
    assert len(sizes) == len(LANGUAGES) + 2  # shortened English, and SLIP-39


@pytest.mark.parametrize(
    ("name", "separator"),
    [
        ("commas", ", "),
        ("lines", "\n"),
        ("CRLF lines", "\r\n"),
        ("tabs", "\t"),
        ("hyphens", "-"),
        ("ideographic spaces", "\u3000"),
        ("no-break spaces", "\xa0"),
        ("bullets", " • "),
        ("underscores", "_"),
        ("semicolons", ";"),
        ("quotes and commas", '", "'),
    ],
)
def test_whatever_stands_between_the_words(name: str, separator: str) -> None:
    assert find_seed_words("x " + separator.join(words(12)) + " x") is SeedWords.BIP39, name


def test_numbered_words_on_lines() -> None:
    text = "\n".join(f"{number}. {word}" for number, word in enumerate(words(24), start=1))
    assert find_seed_words(text) is SeedWords.BIP39


def test_words_without_their_accents() -> None:
    plain = unicodedata.normalize("NFKD", " ".join(words(12, "spanish"))).encode("ascii", "ignore")
    assert find_seed_words("x " + plain.decode()) is SeedWords.BIP39


def test_words_with_invisible_characters_inside() -> None:
    hidden = " ".join(word[:2] + "\u200b" + word[2:] for word in words(12))
    assert find_seed_words("see " + hidden) is SeedWords.BIP39


def test_english_words_cut_to_four_letters() -> None:
    text = "QR: heig demi usel trap grow lion foun off key clow tran enro"
    assert find_seed_words(text) is SeedWords.BIP39


@pytest.mark.parametrize("seed", ["abandon " * 11 + "about", "abandon " * 12, "zoo " * 24])
def test_the_same_words_again_and_again(seed: str) -> None:
    assert find_seed_words(f"my words are these: the first is {seed}!") is SeedWords.BIP39
    assert find_seed_words("x " + ", ".join(seed.split())) is SeedWords.BIP39
    numbered = "\n".join(f"{number}. {word}" for number, word in enumerate(seed.split(), start=1))
    assert find_seed_words(numbered) is SeedWords.BIP39


@pytest.mark.parametrize("count", [12, 15, 18, 21, 24])
def test_the_same_words_on_lines_of_a_longer_text_by_their_checksum(count: int) -> None:
    seed = bip39.mnemonic_from_bytes(bytes(count * 4 // 3))  # nothing but abandon, and the last
    lines = seed.replace(" ", "\n")
    assert find_seed_words(f"# My backup\n{lines}\n# of it") is SeedWords.BIP39
    other = lines.rpartition("\n")[0] + "\nzoo"
    assert find_seed_words(f"# My backup\n{other}\n# of it") is SeedWords.NONE


@shows("secret-found", FIRING)
@pytest.mark.parametrize("count", [20, 33])
def test_shares_of_slip39(count: int) -> None:
    share = " ".join(SLIP39_WORDS[3 :: 1024 // (count + 2)][:count])
    assert find_seed_words("share one of three " + share) is SeedWords.SLIP39


def test_eleven_words_alone_are_a_seed_without_its_last() -> None:
    eleven = " ".join(words(11))
    for text in (eleven, f"note\n{eleven}\nend", f"seed: {eleven}", f'"a","{eleven}","b"'):
        assert find_seed_words(text) is SeedWords.BIP39
    assert find_seed_words(f"name,{eleven},7") is SeedWords.BIP39


@shows("secret-suspected", FIRING, BOUNDARY)
@shows("secret-found", BOUNDARY)
@pytest.mark.parametrize("count", [8, 9, 10, 11])
def test_fewer_words_in_a_longer_text_are_suspected(count: int) -> None:
    text = f"please keep the {' '.join(words(count))} for the grandchildren"
    assert find_seed_words(text) is SeedWords.SUSPECTED


def test_a_seed_at_the_end_of_a_large_file_and_across_its_windows() -> None:
    seed = " ".join(words(12))
    for before in (2_000_000, (1 << 20) - 40, (1 << 21) - 5):
        text = ("lorem ipsum " * (before // 12 + 1))[:before]
        assert find_seed_words(f"{text} {seed}") is SeedWords.BIP39


@shows("secret-found", QUIET)
@shows("secret-suspected", QUIET, BOUNDARY)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nothing", ""),
        ("seven words", " ".join(words(7))),
        ("prose", "The quick brown fox jumps over the lazy dog while nobody looks at it. " * 30),
        ("labels", "\n".join(f"Change #{number}" for number in range(60))),
        ("a table of labels", "address,type,index\n" * 40),
        ("Chinese prose", "的一是在不了有和人这中大为上个国我以要他" * 20),
        ("a key", "wsh(sortedmulti(2,[1cf0bf7e/48h/0h/0h/2h]xpub6FL8FhxNNUVnG64YurPd16Af/0/*))"),
        ("base64", "cHNidP8BAHICAAAAAQDo5ey+2HIrNUkExsFhsImv1OK1cYA9x/bRjYQD+0UaAQAAAAD9" * 50),
        (
            "words of two lists in turn",
            " ".join(a + " " + b for a, b in zip(words(12), words(12, "japanese"), strict=True)),
        ),
    ],
)
def test_nothing_is_found_where_nothing_is(name: str, text: str) -> None:
    assert find_seed_words(text) is SeedWords.NONE, name


@pytest.mark.parametrize("unit", ["a ", "é ", "abandon ", "あ ", "a,", '"abandon" x\n'])
def test_sixteen_mebibytes_take_seconds_at_most(unit: str) -> None:
    text = unit * (16 * 1024 * 1024 // len(unit.encode()))
    start = time.perf_counter()
    find_seed_words(text)
    assert time.perf_counter() - start < 8  # about one on a desktop; room for slow machines
