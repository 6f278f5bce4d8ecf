import sys
from collections.abc import Iterator
from functools import partial
from threading import Event, current_thread

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from strongroom.window import tasks
from strongroom.window.tasks import Lane, Lanes, Progress, Task, let_go_of_tasks, without_progress

SOON = 5_000
"""How long a signal is waited for, in ms; it comes at once or not at all."""


@pytest.fixture
def lane() -> Iterator[Lane]:
    made = Lane("test")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot) -> QObject:
    return QObject()


def finish(qtbot: QtBot, lane: Lane) -> None:
    """Waits until the lane has done all it was given."""
    last = Task(QCoreApplication.instance() or QObject())
    with qtbot.waitSignal(last.succeeded, timeout=SOON):
        last.run(lane, without_progress(lambda: None))


def test_what_work_returns_arrives_on_the_windows_thread(
    qtbot: QtBot, lane: Lane, page: QObject
) -> None:
    threads = []
    task = Task(page)
    task.succeeded.connect(lambda _: threads.append(current_thread()))
    with qtbot.waitSignal(task.succeeded, timeout=SOON) as seen:
        task.run(lane, without_progress(lambda: current_thread().name))
    assert seen.args == ["test"]
    assert threads == [current_thread()]


def test_what_work_raises_arrives_as_it_is(qtbot: QtBot, lane: Lane, page: QObject) -> None:
    error = OSError("the stick is full")

    def fail() -> None:
        raise error

    task = Task(page)
    with qtbot.waitSignal(task.failed, timeout=SOON) as seen:
        task.run(lane, without_progress(fail))
    assert seen.args == [error]


def test_what_fails_with_nobody_listening_is_raised_as_a_fault(
    qtbot: QtBot, lane: Lane, page: QObject
) -> None:
    error = OSError("the stick is full")

    def fail() -> None:
        raise error

    with qtbot.captureExceptions() as raised:
        Task(page).run(lane, without_progress(fail))
        qtbot.waitUntil(lambda: bool(raised), timeout=SOON)
    assert [each for _, each, _ in raised] == [error]


def test_the_end_waits_for_what_a_lane_was_given(lane: Lane, page: QObject) -> None:
    go_on, done = Event(), list[str]()
    Task(page).run(lane, without_progress(go_on.wait))
    Task(page).run(lane, without_progress(partial(done.append, "saved")))
    assert not lane.finish(0)
    go_on.set()
    assert lane.finish(SOON)
    assert done == ["saved"]


def test_nothing_is_said_to_a_page_that_is_let_go(qtbot: QtBot, lane: Lane, page: QObject) -> None:
    task, said = Task(page), list[object]()
    task.succeeded.connect(said.append)
    task.run(lane, without_progress(lambda: 1))
    assert lane.finish(SOON)
    let_go_of_tasks(page)
    finish(qtbot, lane)
    assert said == []


def test_a_lane_goes_on_after_work_that_left_its_thread(
    qtbot: QtBot, lane: Lane, page: QObject
) -> None:
    task = Task(page)
    with qtbot.waitSignal(task.failed, timeout=SOON):
        task.run(lane, without_progress(partial(sys.exit, 1)))
    finish(qtbot, lane)


def test_work_hears_of_cancelling_when_it_reports_progress(
    qtbot: QtBot, lane: Lane, page: QObject
) -> None:
    begun, asked, got_past = Event(), Event(), []

    def work(progress: Progress) -> None:
        begun.set()
        asked.wait()
        progress(1, 2)
        got_past.append("the report")

    task = Task(page)
    with qtbot.waitSignal(task.cancelled, timeout=SOON):
        task.run(lane, work)
        begun.wait()
        task.cancel()
        asked.set()
    assert not got_past


def test_work_cancelled_before_its_turn_never_begins(
    qtbot: QtBot, lane: Lane, page: QObject
) -> None:
    free, begun = Event(), []
    first, second = Task(page), Task(page)
    first.run(lane, without_progress(free.wait))
    with qtbot.waitSignal(second.cancelled, timeout=SOON):
        second.run(lane, without_progress(lambda: begun.append("second")))
        second.cancel()
        free.set()
    assert not begun


def test_work_that_was_done_when_cancelling_came_has_succeeded(
    qtbot: QtBot, lane: Lane, page: QObject
) -> None:
    begun, asked = Event(), Event()

    def work(progress: Progress) -> str:
        begun.set()
        asked.wait()
        return "written"

    task = Task(page)
    with qtbot.waitSignal(task.succeeded, timeout=SOON) as seen:
        task.run(lane, work)
        begun.wait()
        task.cancel()
        asked.set()
    assert seen.args == ["written"]


def test_progress_arrives_in_order(qtbot: QtBot, lane: Lane, page: QObject) -> None:
    def work(progress: Progress) -> None:
        for done in range(3):
            progress(done, 3)

    seen: list[tuple[int, int]] = []
    task = Task(page)
    task.progressed.connect(lambda done, whole: seen.append((done, whole)))
    with qtbot.waitSignal(task.succeeded, timeout=SOON):
        task.run(lane, work)
    assert seen == [(0, 3), (1, 3), (2, 3)]


def test_says_nothing_to_a_page_that_has_gone_and_cancels_its_work(
    qtbot: QtBot, lane: Lane, page: QObject
) -> None:
    begun, gone, said, got_past = Event(), Event(), [], []

    def work(progress: Progress) -> None:
        begun.set()
        gone.wait()
        progress()
        got_past.append("the report")

    task = Task(page)
    for signal in (task.succeeded, task.failed, task.cancelled):
        signal.connect(lambda *_: said.append("something"))
    task.run(lane, work)
    begun.wait()
    delete(page)
    gone.set()
    finish(qtbot, lane)
    assert not said
    assert not got_past


def test_a_task_is_run_once(lane: Lane, page: QObject) -> None:
    task = Task(page)
    task.run(lane, without_progress(lambda: None))
    with pytest.raises(RuntimeError, match="once"):
        task.run(lane, without_progress(lambda: None))


def test_a_closed_lane_is_silent(qtbot: QtBot, page: QObject) -> None:
    lane, begun, free, done, said = Lane("closing"), Event(), Event(), Event(), []

    def work(progress: Progress) -> None:
        begun.set()
        free.wait()
        done.set()

    task = Task(page)
    task.succeeded.connect(lambda _: said.append("something"))
    task.run(lane, work)
    begun.wait()
    lane.close()
    free.set()
    done.wait()
    lane._thread.join()  # type: ignore[union-attr]
    QCoreApplication.processEvents()
    assert not said


def test_one_lane_does_not_wait_for_another(qtbot: QtBot, page: QObject) -> None:
    lanes, free = Lanes(), Event()
    slow, quick = Task(page), Task(page)
    slow.run(lanes.usb, without_progress(free.wait))
    with qtbot.waitSignal(quick.succeeded, timeout=SOON):
        quick.run(lanes.engines, without_progress(lambda: None))
    with qtbot.waitSignal(slow.succeeded, timeout=SOON):
        free.set()
    lanes.close()


def test_the_end_of_a_task_finds_the_event_it_sets(
    qtbot: QtBot, page: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Watched(Event):
        def set(self) -> None:
            said.append("set")
            super().set()

        def __del__(self) -> None:
            said.append("freed")

    monkeypatch.setattr(tasks, "Event", Watched)
    task = Task(page)
    task.setParent(None)
    del task
    assert said == ["set", "freed"]
