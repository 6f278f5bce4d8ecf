import tomllib
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.assets import resource
from strongroom.formats.advisories import (
    MAX_ADVISORIES,
    MAX_BYTES,
    MAX_RANGES,
    read_advisories,
    shipped_advisories,
)
from strongroom.model.advisory import Advisory, Concern
from strongroom.model.device import Device
from strongroom.model.errors import ReadError
from strongroom.model.firmware import Firmware

ONE = """
[[advisory]]
id = "jade-1"
device = "jade"
concerns = "seed"
published = "2025-12"
source = "https://example.org/jade"
ranges = [{ before = "1.2.3" }, { from = "2.0", before = "2.1.1" }]
"""
LIST = f"as-of = 2026-08-24\n{ONE}"


def test_reads_what_it_says() -> None:
    known = read_advisories(LIST.encode())
    (jade,) = known.advisories
    assert known.as_of == date(2026, 8, 24)
    assert (jade.name, jade.device, jade.words) == ("jade-1", Device.JADE, ())
    assert (jade.concern, jade.published) == (Concern.SEED, "2025-12")
    assert [jade.is_about(Firmware(version)) for version in ((), (1, 2, 2), (1, 2, 3), (2,))] == [
        True, True, False, True,
    ]  # fmt: skip


def test_reads_what_people_call_a_program() -> None:
    named = LIST.replace('device = "jade"', 'named = ["libbitcoin", "bx"]')
    (found,) = read_advisories(named.encode()).advisories
    assert (found.device, found.words) == (None, ("libbitcoin", "bx"))


CHANGED = {
    "no day": ("as-of = 2026-08-24\n", ""),
    "a moment for a day": ("2026-08-24", "2026-08-24T10:00:00"),
    "a text for a day": ("2026-08-24", '"2026-08-24"'),
    "a field nobody knows": ("device", "price = 1\ndevice"),
    "a field too few": ('concerns = "seed"\n', ""),
    "another field beside the list": ("as-of", "author = 1\nas-of"),
    "a device nobody knows": ('"jade"\nc', '"abacus"\nc'),
    "a device and names": ('device = "jade"', 'device = "jade"\nnamed = ["bx"]'),
    "names that are no words": ('device = "jade"', 'named = ["B X"]'),
    "no names": ('device = "jade"', "named = []"),
    "a concern nobody knows": ('"seed"', '"weather"'),
    "a number for a text": ('"seed"', "1"),
    "a list for a text": ('"seed"', '["seed"]'),
    "an id with capitals": ("jade-1", "Jade 1"),
    "a day that is none": ("2025-12", "2025-13"),
    "no address": ("https://example.org/jade", "http://example.org/jade"),
    "an address with a line's end": ("org/jade", "org/\\n"),
    "a version that is none": ('"1.2.3"', '"latest"'),
    "a range that ends before it begins": ('"2.1.1"', '"1.9"'),
    "a range that is empty": ('"2.1.1"', '"2.0.0"'),
    "a range without an end": ('before = "1.2.3"', 'from = "1.2.3"'),
    "a range with more": ('before = "1.2.3"', 'before = "1.2.3", to = "2.0"'),
    "no range": ('[{ before = "1.2.3" }, { from = "2.0", before = "2.1.1" }]', "[]"),
    "a range that is no table": ('{ before = "1.2.3" }', '"1.2.3"'),
    "a list that is a table": ("[[advisory]]", "[advisory]"),
    "a name twice": ('id = "jade-1"', 'id = "jade-1"\nid = "jade-2"'),
    "half a text": ('"jade"\nc', '"jade\nc'),
}


@pytest.mark.parametrize("case", CHANGED)
def test_refuses(case: str) -> None:
    before, after = CHANGED[case]
    assert before in LIST
    with pytest.raises(ReadError) as refused:
        read_advisories(LIST.replace(before, after).encode())
    assert refused.value.code == "file-malformed"


MORE = {
    "nothing": b"",
    "no text": b"\xff\xfe",
    "a list in lists": b"as-of = " + b"[" * 100_000,
    "two of one id": f"{LIST}{ONE}".encode(),
    "too many": (LIST + "".join(ONE.replace("jade-1", f"j{n}") for n in range(500))).encode(),
    "too many ranges": LIST.replace(
        '{ before = "1.2.3" }', ", ".join(['{ before = "1.2.3" }'] * MAX_RANGES)
    ).encode(),
}


@pytest.mark.parametrize("case", MORE)
def test_refuses_also(case: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_advisories(MORE[case])
    assert refused.value.code == "file-malformed"


def test_as_many_as_may_be_are_read_and_no_longer_list() -> None:
    many = LIST + "".join(ONE.replace("jade-1", f"j{n}") for n in range(MAX_ADVISORIES - 1))
    assert len(read_advisories(many.encode()).advisories) == MAX_ADVISORIES
    fitting = LIST.encode() + b"#" * (MAX_BYTES - len(LIST))
    assert read_advisories(fitting).advisories
    with pytest.raises(ReadError) as refused:
        read_advisories(fitting + b"#")
    assert refused.value.code == "file-too-big"


@given(st.integers(0, len(LIST) - 1), st.characters(codec="utf-8"))
def test_one_character_changed_is_read_or_refused(at: int, character: str) -> None:
    with suppress(ReadError):
        known = read_advisories((LIST[:at] + character + LIST[at + 1 :]).encode())
        assert len(known.advisories) == 1


def test_the_shipped_list_is_sound_and_nothing_in_it_is_of_later_than_it_says() -> None:
    known = shipped_advisories()
    assert {each.device for each in known.advisories} >= {Device.COLDCARD, Device.COLDCARD_Q}
    assert all(each.published <= known.as_of.isoformat() for each in known.advisories)


@pytest.mark.parametrize("advisory", shipped_advisories().advisories, ids=lambda each: each.name)
def test_each_shipped_one_names_the_year_it_was_published_in(advisory: Advisory) -> None:
    raw = tomllib.loads(resource("advisories.toml").read_text("utf-8"))
    assert advisory.name in {each["id"] for each in raw["advisory"]}
    assert advisory.published[:4] in advisory.name
