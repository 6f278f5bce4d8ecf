from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from strongroom.paper.column import Column, Row
from strongroom.paper.document import Document, broken, pdf
from strongroom.paper.measures import BODY, PaperSize
from tests.paper.reading import ink_at_edges, read


def nothing(painter: QPainter, at: QPointF) -> None:
    """Draws as little."""


def row(height: float, *, holds_next: bool = False) -> Row:
    return Row(height, nothing, holds_next)


def heights(pages: Sequence[Sequence[Row]]) -> list[list[float]]:
    return [[each.height for each in page] for page in pages]


def test_what_holds_together_moves_to_the_next_page_whole() -> None:
    rows = [row(6), row(3, holds_next=True), row(2), row(1)]
    assert heights(list(broken(rows, 10))) == [[6], [3, 2, 1]]


def test_what_no_page_holds_is_parted_all_the_same() -> None:
    rows = [row(1), *(row(4, holds_next=True) for _ in range(4))]
    assert heights(list(broken(rows, 10))) == [[1], [4, 4], [4, 4]]


@given(st.lists(st.tuples(st.floats(0, 9), st.booleans())))
def test_no_row_is_lost_and_none_stands_below_the_page(parts: list[tuple[float, bool]]) -> None:
    rows = [row(height, holds_next=holds) for height, holds in parts]
    pages = list(broken(rows, 10))
    assert [each for page in pages for each in page] == rows
    assert all(sum(each.height for each in page) <= 10 + 1e-6 for page in pages)


def test_every_page_is_numbered_and_nothing_is_cut_off() -> None:
    def fill(column: Column) -> None:
        for number in range(200):
            column.text(f"line {number} " + "word " * 30, BODY)

    found = read(pdf(Document("Many lines", fill), PaperSize.A4))
    assert len(found.texts) > 5
    for number, text in enumerate(found.texts, 1):
        assert f"page {number} of {len(found.texts)}" in text
    assert all(f"line {number} " in found.words for number in range(200))
    assert not any(ink_at_edges(picture, 15) for picture in found.pictures)


def test_a_label_that_is_longer_than_its_value_is_not_cut_off() -> None:
    def fill(column: Column) -> None:
        column.pair("a label that takes more than one line, as in another language", "value")
        column.pair("empty", "")
        column.text("below")

    words = read(pdf(Document("Labels", fill), PaperSize.A4)).words
    for word in ("another language", "value", "empty", "below"):
        assert word in words


def test_practice_is_said_on_every_page() -> None:
    def fill(column: Column) -> None:
        for _ in range(90):
            column.text("word")

    found = read(pdf(Document("Practice", fill, is_practice=True), PaperSize.A4))
    assert len(found.texts) == 2
    assert all("These coins have no value" in text for text in found.texts)
