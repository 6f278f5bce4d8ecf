import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QTextLayout

from strongroom.assets import resource
from strongroom.paper.fonts import FIXED_WIDTH, INTERFACE
from strongroom.window.fonts import TypeSize, Weight, font
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice, paragraph
from strongroom.words.amounts import THIN_SPACE


def width(text: str, size: TypeSize, weight: Weight = Weight.PLAIN) -> float:
    return QFontMetricsF(font(size, weight, 1.0)).horizontalAdvance(text)


def glyphs(text: str, made: QFont) -> list[int]:
    layout = QTextLayout(text, made)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]


@pytest.mark.parametrize("size", list(TypeSize))
@pytest.mark.parametrize("weight", list(Weight))
def test_every_size_and_weight_is_one_of_the_bundled_fonts(
    look: Look, size: TypeSize, weight: Weight
) -> None:
    seen = QFontInfo(look.font(size, weight))
    assert seen.family() in (INTERFACE, FIXED_WIDTH)
    assert (seen.pixelSize(), seen.weight()) == (size.size, weight)


def test_both_weights_differ(look: Look) -> None:
    assert width("Strongroom", TypeSize.BODY) != width("Strongroom", TypeSize.BODY, Weight.STRONG)


def test_numbers_align_also_where_a_hyphen_was_set(look: Look) -> None:
    for weight in Weight:
        paragraph(look, "2-of-3", Voice(weight=weight))
        assert len({width(digit * 8, TypeSize.BODY, weight) for digit in "0123456789"}) == 1


def test_the_fixed_width_font_has_no_ligatures(look: Look) -> None:
    made = QFont(look.font(TypeSize.FIXED))
    assert glyphs("->", made) == glyphs("-", made) + glyphs(">", made)
    made.setFeature(QFont.Tag("calt"), 1)
    assert glyphs("->", made) != glyphs("-", made) + glyphs(">", made)


def test_both_weights_of_the_fixed_width_font_are_as_wide(look: Look) -> None:
    assert width("bc1q", TypeSize.FIXED) == width("bc1q", TypeSize.FIXED, Weight.STRONG)


def test_the_thin_space_is_thin(look: Look) -> None:
    assert 0 < width(THIN_SPACE, TypeSize.BODY) < width(" ", TypeSize.BODY)


def test_large_sizes_are_set_tighter(look: Look) -> None:
    assert look.font(TypeSize.TITLE).letterSpacing() == pytest.approx(98.8, abs=0.01)
    assert look.font(TypeSize.LEAD).letterSpacing() in (0, 100)


def test_fonts_are_not_hinted(look: Look) -> None:
    assert look.font(TypeSize.BODY).hintingPreference() is QFont.HintingPreference.PreferNoHinting


@pytest.mark.parametrize("family", ["Inter", "JetBrainsMono"])
def test_fonts_come_with_their_licence(family: str) -> None:
    licence = resource(f"fonts/OFL-{family}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
