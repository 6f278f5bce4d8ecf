import pytest

from strongroom.formats.reading import Kind, RecognitionError
from strongroom.model.psbt_reader import read_psbt
from strongroom.transports.qr.contract import Code, Encoding
from strongroom.transports.qr.styles import Style
from strongroom.workflows.scan import PATIENCE, Hint, Scan
from strongroom.workflows.show_codes import Series, file_series
from tests.workflows.rounds import make_payment, make_wallet

PSBT = make_payment(make_wallet()).original
UR = file_series(PSBT, Style(Encoding.UR, 7, 4))
BBQR = file_series(PSBT, Style(Encoding.BBQR, 7, 4))


def code(series: Series, number: int) -> Code:
    return Code.of_text(series.frames.text(number))


@pytest.mark.parametrize("series", [UR, BBQR], ids=["ur", "bbqr"])
def test_says_how_far_it_is_and_ends_with_the_whole(series: Series) -> None:
    scan = Scan(0)
    for number in range(series.count):
        assert scan.state.payload is None
        state = scan.take([code(series, number)], number)
        assert (state.kind, len(state.progress.seen)) == (Kind.PSBT, number + 1)
        assert state.progress.total == series.count
    assert scan.state.payload is not None
    assert read_psbt(scan.state.payload).original == PSBT


def test_a_code_of_another_series_starts_over_and_is_counted() -> None:
    scan = Scan(0)
    scan.take([code(UR, 0)], 0)
    state = scan.take([code(BBQR, 0)], 1)
    assert (state.encoding, state.started_over) == (Encoding.BBQR, 1)
    assert len(state.progress.seen) == 1


def test_a_code_that_is_refused_costs_nothing_that_was_there() -> None:
    scan = Scan(0)
    scan.take([code(BBQR, 0)], 0)
    state = scan.take([Code.of_text("B$2X0100" + "A" * 8)], 1)
    assert state.refused is not None
    assert state.refused.code == "qr-type"
    assert len(state.progress.seen) == 1


def test_a_secret_ends_it() -> None:
    words = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    with pytest.raises(RecognitionError) as caught:
        Scan(0).take([Code.of_text(words)], 0)
    assert caught.value.code == "secret-found"


@pytest.mark.parametrize(
    ("brightness", "hint"), [(20, Hint.DARK), (240, Hint.GLARE), (120, Hint.NOTHING_SEEN)]
)
def test_says_what_may_be_the_matter_when_nothing_is_found(brightness: int, hint: Hint) -> None:
    scan = Scan(10)
    assert scan.take([], 10 + PATIENCE / 2, brightness).hint is None
    assert scan.take([], 10 + PATIENCE, brightness).hint is hint
    assert scan.take([code(UR, 0)], 11 + PATIENCE, brightness).hint is None


def test_says_that_no_picture_comes() -> None:
    scan = Scan(10)
    assert scan.wait(10 + PATIENCE / 2).hint is None
    assert scan.wait(10 + PATIENCE).hint is Hint.NO_PICTURE
    assert scan.take([code(UR, 0)], 11 + PATIENCE, 120).hint is None
    assert scan.wait(12 + PATIENCE).hint is None
