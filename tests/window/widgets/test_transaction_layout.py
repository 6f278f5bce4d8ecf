import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from strongroom.window.widgets.transaction_layout import (
    LEAST,
    EndRoom,
    arrange,
    clear_above,
    fit,
    rise,
)

LABEL = 57.0
SIDES = st.lists(
    st.builds(EndRoom, st.integers(0, 21 * 10**14), st.sampled_from([20.0, 37.0, LABEL])),
    min_size=1,
    max_size=9,
)


def test_heights_are_to_scale() -> None:
    left = [EndRoom(amount, LABEL) for amount in (600, 400)]
    right = [EndRoom(amount, LABEL) for amount in (700, 290, 10)]
    seen = arrange(left, right, 200)
    assert [band.thickness for band in seen.left] == pytest.approx([120, 80])
    assert [band.thickness for band in seen.right] == pytest.approx([140, 58, LEAST])
    assert seen.wallet_height == pytest.approx(200)


@given(SIDES, SIDES)
def test_labels_are_never_nearer_than_a_line(left: list[EndRoom], right: list[EndRoom]) -> None:
    seen = arrange(left, right, 138)
    for side, bands in ((left, seen.left), (right, seen.right)):
        for (above, upper), (below, lower) in zip(
            zip(side, bands, strict=True), list(zip(side, bands, strict=True))[1:], strict=False
        ):
            bottom, top = upper.middle + above.label / 2, lower.middle - below.label / 2
            assert top - bottom >= 17.99


@given(SIDES, SIDES)
def test_nothing_lies_outside_or_on_each_other(left: list[EndRoom], right: list[EndRoom]) -> None:
    seen = arrange(left, right, 138)
    for side, bands in ((left, seen.left), (right, seen.right)):
        for end, band in zip(side, bands, strict=True):
            assert band.middle - max(end.label, band.thickness) / 2 >= -0.01
            assert band.middle + max(end.label, band.thickness) / 2 <= seen.height + 0.01
            assert band.thickness >= LEAST
        inner = [band.inner for band in bands]
        assert inner[0] == pytest.approx(seen.wallet_top)
        assert inner == sorted(inner)


def test_bands_give_way_before_labels_do() -> None:
    left, right = [EndRoom(1_000, LABEL)], [EndRoom(900, LABEL), EndRoom(100, LABEL)]
    seen = fit(left, right, 300, 160)
    assert seen.height <= 160
    assert LEAST < seen.right[0].thickness < 270
    tight = fit(left, right, 300, 10)
    assert tight.height == pytest.approx(2 * LABEL + 18)


def test_a_transaction_of_which_nothing_is_known_can_be_drawn() -> None:
    seen = arrange([EndRoom(0, LABEL)], [EndRoom(0, LABEL)], 138)
    assert seen.wallet_height == LEAST


def test_a_band_rises_like_its_curve() -> None:
    path = QPainterPath(QPointF(0, 0))
    path.cubicTo(QPointF(50, 0), QPointF(50, 100), QPointF(100, 100))
    for share in (0.0, 0.1, 0.25, 0.5, 0.8, 1.0):
        # Where along the curve that is, by length, is found from the other side.
        steps = (path.pointAtPercent(step / 2_000) for step in range(2_001))
        nearest = min(steps, key=lambda point: abs(point.x() - 100 * share))
        assert 100 * rise(share) == pytest.approx(nearest.y(), abs=0.2)


def test_words_over_the_wallet_stay_clear_of_bands_that_rise() -> None:
    seen = arrange([EndRoom(1_000, LABEL)], [EndRoom(500, LABEL)] * 2, 100)
    assert clear_above(seen, 0) == seen.wallet_top
    assert clear_above(seen, 1) == pytest.approx(seen.right[0].outer)
    assert seen.right[0].outer < clear_above(seen, 0.3) < seen.wallet_top
