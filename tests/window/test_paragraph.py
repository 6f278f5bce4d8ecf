from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Paragraph, Run, Side, Voice, elided
from strongroom.window.theme import Role


def test_lines_have_the_height_of_their_size(look: Look) -> None:
    for size in TypeSize:
        assert Paragraph(look, "One line", Voice(size)).height(1_000) == size.line
    assert Paragraph(look, "Two\nlines").height(1_000) == 40


def test_wraps_at_words_and_within_a_word_that_is_too_long(look: Look) -> None:
    words = Paragraph(look, "Someone may have swapped it.")
    assert words.height(words.natural_width) == 20
    assert words.height(words.natural_width / 2 + 20) == 40
    assert Paragraph(look, "a" * 400).height(200) > 200


def test_no_text_takes_one_line(look: Look) -> None:
    empty = Paragraph(look, "")
    assert (empty.height(100), empty.natural_width, empty.widest_word()) == (20, 0, 0)


def test_a_run_has_its_own_role_whatever_stands_before_it(look: Look) -> None:
    image = QImage(200, 20, QImage.Format.Format_RGB32)
    image.fill(look.ink(Role.SURFACE))
    painter = QPainter(image)
    # The first run is outside the plane in which a character is one unit of UTF-16.
    runs = (Run("\N{MATHEMATICAL BOLD CAPITAL A}", role=Role.SURFACE), Run("HHH", role=Role.BLOCK))
    Paragraph(look, runs, Voice(weight=Weight.STRONG)).draw(painter, QPointF(0, 0), 200)
    painter.end()
    pixels = [image.pixelColor(x, 8).name().upper() for x in range(200)]
    assert pixels.count(str(look.colour(Role.BLOCK))) >= 6
    assert str(look.colour(Role.INK)) not in pixels


def test_stands_at_the_side_it_is_told(look: Look) -> None:
    def leftmost(side: Side) -> int:
        image = QImage(200, 20, QImage.Format.Format_RGB32)
        image.fill(look.ink(Role.SURFACE))
        painter = QPainter(image)
        Paragraph(look, "HH").draw(painter, QPointF(0, 0), 200, side)
        painter.end()
        ground = look.ink(Role.SURFACE)
        return next(x for x in range(200) if image.pixelColor(x, 10) != ground)

    assert leftmost(Side.LEFT) < leftmost(Side.CENTRE) < leftmost(Side.RIGHT)


def test_cuts_a_line_at_its_end(look: Look) -> None:
    assert elided(look, "Harbour Sailing Club", Voice(), 1_000) == "Harbour Sailing Club"
    cut = elided(look, "Harbour Sailing Club", Voice(), 80)
    assert cut.startswith("Harb")
    assert cut.endswith("…")
