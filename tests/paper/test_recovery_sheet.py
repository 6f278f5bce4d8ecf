from dataclasses import replace
from datetime import UTC, datetime

import pytest

from strongroom.paper.document import pdf
from strongroom.paper.measures import PaperSize
from strongroom.paper.recovery_sheet import Sheet, recovery_sheet
from strongroom.vault.recovery_key import DrawnRecoveryKey
from tests.paper.reading import codes, ink_at_edges, read

DRAWN = DrawnRecoveryKey.draw()
SHEET = Sheet(
    "Home vault",
    "home-vault.strongroom",
    "00112233445566778899aabbccddeeff",
    datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
    DRAWN.groups,
)
SIZES = {PaperSize.A4: (595, 842), PaperSize.LETTER: (612, 792)}


@pytest.mark.parametrize("size", list(PaperSize))
def test_it_is_one_page_of_the_size_asked_for(size: PaperSize) -> None:
    found = read(pdf(recovery_sheet(SHEET), size))
    assert (len(found.texts), found.size) == (1, SIZES[size])
    assert not ink_at_edges(found.pictures[0], 15)


def test_it_says_which_vault_it_is_of() -> None:
    words = read(pdf(recovery_sheet(SHEET), PaperSize.A4)).words
    assert "Home vault" in words
    assert "home-vault.strongroom" in words
    assert "0011 2233 4455 6677 8899 aabb ccdd eeff" in words
    assert "1 March 2026" in words


def test_the_groups_on_it_are_read_back_in_their_places() -> None:
    words = read(pdf(recovery_sheet(SHEET), PaperSize.A4)).words
    for place, group in enumerate(DRAWN.groups, 1):
        assert f"{place} {group}" in words


def test_the_code_on_it_is_the_key() -> None:
    (picture,) = read(pdf(recovery_sheet(SHEET), PaperSize.A4)).pictures
    (text,) = codes(picture)
    assert DRAWN.typed_back(text).secret


def test_it_says_how_to_do_without_this_program_and_leaves_room_for_the_hand() -> None:
    words = read(pdf(recovery_sheet(SHEET), PaperSize.LETTER)).words
    assert "python3 recover.py home-vault.strongroom" in words
    for field in ("Kept at (place)", "Put there on (date)", "Typed back on"):
        assert field in words


def test_what_a_pdf_says_of_itself_holds_no_key() -> None:
    made = pdf(recovery_sheet(SHEET), PaperSize.A4)
    for group in DRAWN.groups:
        for encoding in ("ascii", "utf-16-be"):
            assert group.encode(encoding) not in made


NAMES = {
    "steered": ("abc\u202ecba", "abc<U+202E>cba"),
    "hidden": ("a\u200bb", "a<U+200B>b"),
    "lines": ("one\ntwo", "one<U+000A>two"),
    "long": ("x" * 300, "…"),
    "right to left": ("כספת", ""),
    "emoji": ("\N{BANK} vault", "vault"),
    "format": ("{file} {0}", "{file} {0}"),
}


@pytest.mark.parametrize(("name", "shown"), NAMES.values(), ids=NAMES.keys())
def test_whatever_its_name_the_sheet_stays_whole(name: str, shown: str) -> None:
    sheet = replace(SHEET, vault=name, file=f"{name}.strongroom")
    found = read(pdf(recovery_sheet(sheet), PaperSize.LETTER))
    assert shown in found.words
    assert DRAWN.groups[13] in found.words
    assert "page 1 of" in found.words
    assert not any(ink_at_edges(picture, 15) for picture in found.pictures)
