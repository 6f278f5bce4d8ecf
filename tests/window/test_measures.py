import pytest

from strongroom.window.measures import RAIL, Measures


def test_lengths_grow_with_the_text() -> None:
    assert [Measures(scale).px(RAIL) for scale in (1.0, 1.5, 2.0, 2.5)] == [232, 348, 464, 580]


def test_what_is_there_is_at_least_a_pixel() -> None:
    assert Measures().px(0.3) == 1
    assert Measures().px(0) == 0


@pytest.mark.parametrize("scale", [0.5, 0.99, 2.51, 100])
def test_text_is_between_100_and_250_per_cent(scale: float) -> None:
    with pytest.raises(ValueError, match="not offered"):
        Measures(scale)
