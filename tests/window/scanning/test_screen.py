from collections.abc import Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QScreen
from PySide6.QtMultimedia import QVideoFrame
from pytestqt.qtbot import QtBot

from strongroom.transports.qr.frames_in import SourceKind
from strongroom.window.look import Look
from strongroom.window.scanning import screen, screen_choice
from strongroom.window.scanning.screen import ScreenSource, cut_out, screens_seen_from
from strongroom.window.scanning.screen_choice import ScreenChoice
from strongroom.window.scanning.screen_part import ScreenPart
from strongroom.window.tasks import Lanes
from strongroom.window.widgets.part_chooser import PartChooser


class _Capture(QObject):
    """The screen is shown, or refused, when a test says so."""

    errorOccurred = Signal(object, str)
    made: ClassVar[list["_Capture"]] = []

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_running = False
        self.made.append(self)

    def setScreen(self, _: QScreen) -> None: ...

    def start(self) -> None:
        self.is_running = True

    def stop(self) -> None:
        self.is_running = False


class _Session(QObject):
    def setScreenCapture(self, _: object) -> None: ...

    def setVideoSink(self, _: object) -> None: ...


@pytest.fixture
def captures(monkeypatch: pytest.MonkeyPatch) -> list[_Capture]:
    monkeypatch.setattr(screen, "QScreenCapture", _Capture)
    monkeypatch.setattr(screen, "QMediaCaptureSession", _Session)
    monkeypatch.setattr(_Capture, "made", [])
    return _Capture.made


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


def show(source: ScreenSource) -> None:
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(0xFF000000)
    for row in range(50):
        for column in range(100):
            picture.setPixel(column, row, 0xFFFFFFFF)
    source.sink.setVideoFrame(QVideoFrame(picture))


def begun(choice: ScreenChoice, captures: list, qtbot: QtBot) -> PartChooser:
    """A choice whose screen was shown."""
    screens = QGuiApplication.screens()
    choice.begin([screens[0], screens[0]])
    source = captures[0].parent()
    assert isinstance(source, ScreenSource)
    show(source)
    qtbot.waitUntil(lambda: len(choice._choosers) == 1, timeout=10_000)
    return choice._choosers[0]


def test_only_the_part_that_was_framed_is_looked_at(captures: list) -> None:
    source = ScreenSource(QGuiApplication.primaryScreen())
    assert source.kind is SourceKind.SCREEN
    for part, light in (
        (ScreenPart("a", 0.0, 0.0, 0.5, 0.5), {255}),
        (ScreenPart("a", 0.5, 0.5, 0.5, 0.5), {0}),
        (ScreenPart("a"), {0, 255}),
    ):
        source.part = part
        show(source)
        frame = source.newest()
        assert frame is not None
        assert (frame.width, frame.height) == (200 * part.width, 100 * part.height)
        assert set(frame.pixels) == light


@pytest.mark.parametrize("part", [ScreenPart("a", 0.999, 0.999, 0.001, 0.001), ScreenPart("a")])
def test_a_part_is_never_empty(part: ScreenPart) -> None:
    assert not cut_out(QImage(200, 100, QImage.Format.Format_RGB32), part).isNull()


@pytest.mark.parametrize("sides", [(-0.1, 0, 1, 1), (0, 0, 0, 1), (0.5, 0, 0.6, 1), (0, 0, 1, 1.1)])
def test_a_part_is_on_its_screen(sides: tuple) -> None:
    with pytest.raises(ValueError, match="not on the screen"):
        ScreenPart("a", *sides)


def test_what_is_framed_becomes_the_source_and_the_other_screens_are_let_go(
    captures: list, look: Look, lanes: Lanes, qtbot: QtBot
) -> None:
    holder = QObject()
    choice = ScreenChoice(look, lanes.codes, None, holder)
    chooser = begun(choice, captures, qtbot)
    part = ScreenPart(chooser.part.screen, 0.1, 0.1, 0.2, 0.2)
    with qtbot.waitSignal(choice.chosen) as chosen:
        chooser.chosen.emit(part)
    assert chosen.args[0].part == part
    assert [one.is_running for one in captures] == [True, False]


@pytest.mark.parametrize("is_there", [True, False])
def test_the_part_of_the_last_time_is_framed_where_its_screen_is_there(
    is_there: bool, captures: list, look: Look, lanes: Lanes, qtbot: QtBot
) -> None:
    name = QGuiApplication.primaryScreen().name() if is_there else "gone"
    last = ScreenPart(name, 0.25, 0.25, 0.5, 0.5)
    holder = QObject()
    choice = ScreenChoice(look, lanes.codes, last, holder)
    part = begun(choice, captures, qtbot).part
    assert part == (last if is_there else ScreenPart(part.screen))
    choice.close()


def test_leaving_one_screen_lets_all_go(
    captures: list, look: Look, lanes: Lanes, qtbot: QtBot
) -> None:
    holder = QObject()
    choice = ScreenChoice(look, lanes.codes, None, holder)
    chooser = begun(choice, captures, qtbot)
    with qtbot.waitSignal(choice.cancelled):
        chooser.close()
    assert not any(one.is_running for one in captures)


def test_a_desktop_that_refuses_is_said(
    captures: list, look: Look, lanes: Lanes, qtbot: QtBot
) -> None:
    holder = QObject()
    choice = ScreenChoice(look, lanes.codes, None, holder)
    choice.begin([QGuiApplication.primaryScreen()])
    with qtbot.waitSignal(choice.failed) as failed:
        captures[0].errorOccurred.emit(None, "The portal said no.")
    assert failed.args == ["The portal said no."]
    assert not captures[0].is_running


def test_a_desktop_that_keeps_somebody_waiting_is_said(
    captures: list, look: Look, lanes: Lanes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_choice, "_PATIENCE", 1)
    holder = QObject()
    choice = ScreenChoice(look, lanes.codes, None, holder)
    with qtbot.waitSignal(choice.waited):
        choice.begin([QGuiApplication.primaryScreen()])
    choice.close()


def test_wayland_is_asked_for_one_screen_only(monkeypatch: pytest.MonkeyPatch) -> None:
    here = QGuiApplication.primaryScreen()
    assert screens_seen_from(here) == QGuiApplication.screens()
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland-egl")
    assert screens_seen_from(here) == [here]
