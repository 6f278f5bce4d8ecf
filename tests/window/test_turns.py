import time
from functools import partial

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from strongroom.window.turns import Turns


def busy(seconds: float) -> None:
    """Uses so much of this thread's own time."""
    began = time.thread_time()
    while time.thread_time() - began < seconds:
        pass


def test_nothing_is_done_before_the_window_has_answered(qtbot: QtBot) -> None:
    done: list[int] = []
    page = QObject()
    turns = Turns(page)
    with qtbot.waitSignal(turns.ended):
        turns.begin(partial(done.append, number) for number in range(5))
        assert (done, turns.is_busy) == ([], True)
    assert (done, turns.is_busy) == ([0, 1, 2, 3, 4], False)


def test_the_window_answers_between_long_ones(qtbot: QtBot) -> None:
    page = QObject()
    turns = Turns(page)
    with qtbot.waitSignal(turns.ended):
        turns.begin([partial(busy, 0.015)] * 3)
        assert turns.is_busy
    assert not turns.is_busy


def test_new_pieces_take_the_place_of_old_ones(qtbot: QtBot) -> None:
    done: list[str] = []
    page = QObject()
    turns = Turns(page)
    turns.begin([partial(busy, 0.015), partial(done.append, "old")])
    turns.begin([partial(done.append, "new")])
    qtbot.wait(20)
    assert done == ["new"]


def test_what_one_piece_raises_keeps_no_other_from_its_turn(qtbot: QtBot) -> None:
    done: list[str] = []
    page = QObject()
    turns = Turns(page)

    def fail() -> None:
        raise KeyError("a fault")

    with qtbot.captureExceptions() as raised:
        turns.begin([fail, partial(done.append, "next")])
        qtbot.waitUntil(lambda: done == ["next"])
    assert [kind for kind, _, _ in raised] == [KeyError]
