import pytest

from strongroom.window.colour import Colour, ColourError

BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def test_reads_and_writes_a_colour_the_same_way() -> None:
    assert str(Colour.parse("#0b5A72")) == "#0B5A72"


@pytest.mark.parametrize("text", ["", "#FFF", "0B5A72", "#0B5A7G", "#0B5A7200", "red", "#0B5A72\n"])
def test_refuses_what_is_no_colour(text: str) -> None:
    with pytest.raises(ColourError):
        Colour.parse(text)


def test_refuses_a_part_out_of_range() -> None:
    with pytest.raises(ColourError):
        Colour(0, 256, 0)


def test_mixes_by_share() -> None:
    assert BLACK.mixed(WHITE, 0.2) == Colour(51, 51, 51)
    assert BLACK.mixed(WHITE, 0) == BLACK
    assert BLACK.mixed(WHITE, 1) == WHITE


# From the examples in WCAG's "Understanding contrast".
@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48), ("#FF0000", 4.0)]
)
def test_contrast_on_white_is_that_of_wcag(colour: str, ratio: float) -> None:
    assert Colour.parse(colour).contrast(WHITE) == pytest.approx(ratio, abs=0.005)
    assert WHITE.contrast(Colour.parse(colour)) == Colour.parse(colour).contrast(WHITE)
