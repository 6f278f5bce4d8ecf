"""Scanning a code: by camera, from pictures or a video, or off the screen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtMultimedia import QCameraDevice, QMediaDevices
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout

from strongroom.model.errors import ReadError
from strongroom.model.network import Network
from strongroom.transports.files import read_file
from strongroom.transports.qr.frames_in import PictureSource
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.page import Parts, emptied
from strongroom.window.pages.picture_page import PicturePage
from strongroom.window.pages.scan_words import ScanWords
from strongroom.window.paragraph import Voice
from strongroom.window.places import PaymentPlace, Place, ScanPlace, SetUpPlace
from strongroom.window.scanning.camera import (
    CameraSource,
    camera_id,
    camera_names,
    cameras,
    chosen_camera,
)
from strongroom.window.scanning.files import holds_video, is_video
from strongroom.window.scanning.scanner import ClosingSource, Look, Scanner
from strongroom.window.scanning.screen import ScreenSource, screens_seen_from
from strongroom.window.scanning.screen_choice import ScreenChoice
from strongroom.window.scanning.sink_source import SinkSource
from strongroom.window.scanning.video import VideoSource
from strongroom.window.session import Session
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.scan_ring import RingState, ScanRing
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.device_words import words_of
from strongroom.workflows.scan import ScanState

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LARGE = Voice(TypeSize.DISPLAY, Weight.STRONG)


class ScanPage(PicturePage):
    """Nothing is opened before it is complete; then it goes where all that is opened goes."""

    def __init__(self, parts: Parts, place: ScanPlace) -> None:
        super().__init__(parts, way_back=place.back)
        self._words = ScanWords()
        title = self.tr("Scan the answer of {signer}") if place.whose else self.tr("Scan a code")
        state = (
            words_of(place.device).shows
            if place.whose
            else self.tr("A key, wallet, payment or address, in one code or in many.")
        )
        self.set_title(title.format(signer=place.whose), state)
        network = _network_of(self.session, place.back)
        if network is not None:
            self.set_network(network)
        self._scanner = Scanner(parts.lanes.codes, parts.code_reader, self)
        self._source: ClosingSource | None = None
        self._found: list[QCameraDevice] = []
        self._choice: ScreenChoice | None = None
        self._is_done = self._has_failed = False
        self._shown: ScanState | None = None
        self._make()
        self._connect()
        self._files = place.files
        self._show(ScanState())

    def begin(self) -> None:
        super().begin()
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._follow_cameras)
        if self._files:
            self._list_cameras()
            self.read_files(self._files)
        else:
            self.watch_camera()

    # Where frames come from

    def watch_camera(self) -> None:
        """Watches the camera that was chosen, or says that there is none."""
        device = self._list_cameras()
        if device is None:
            said = self.tr("No camera is connected. Use a photo, a video or the screen instead.")
            self._below.set_text(self.tr("Use a photo, a video or the screen."))
            self._hint.set_text("")
            self.say(said, SignKind.TO_KNOW)
            return
        self._watch(CameraSource(device, self))

    def _list_cameras(self) -> QCameraDevice | None:
        """Offers the cameras there are; the one that was chosen, if there is one."""
        found = self._found = cameras()
        remembered = self.parts.settings.remembered
        device = chosen_camera(found, remembered.camera, remembered.camera_id)
        self._camera.clear()
        self._camera.addItems(camera_names(found) or [self.tr("No camera found")])
        self._camera.setEnabled(bool(found))
        if found:
            self._camera.setCurrentIndex(found.index(device) if device is not None else -1)
        return device

    def _follow_cameras(self) -> None:
        """One was plugged in or out; where it was the one that is watched, the parts stay."""
        source = self._source
        waits = not (source or self._choice or self._files or self._is_done)
        if waits:
            self.say("")
            self.watch_camera()
            return
        self._list_cameras()
        if not isinstance(source, CameraSource):
            return
        ids = [camera_id(one) for one in self._found]
        if source.id in ids:
            self._camera.setCurrentIndex(ids.index(source.id))
            return
        self._let_go()
        self._ring.set_picture(None)
        said = self.tr("The camera is gone. What was read stays: connect it again to go on.")
        self.say(said, SignKind.LOOK)

    def watch_screen(self) -> None:
        """Has a part of a screen chosen, and reads it until it is whole."""
        self._let_go()
        last = self.parts.settings.remembered.screen_part
        choice = self._choice = ScreenChoice(self.look, self.parts.lanes.codes, last, self)
        choice.chosen.connect(self._watch_part)
        choice.cancelled.connect(self._leave_screen)
        choice.failed.connect(self._say_source_failed)
        choice.waited.connect(self._say_screen_waits)
        choice.begin(screens_seen_from(self.screen()))

    def _watch_part(self, source: ScreenSource) -> None:
        settings = self.parts.settings
        settings.remember(replace(settings.remembered, screen_part=source.part))
        source.setParent(self)
        self._watch(source)
        said = self.tr("Reading the part of the screen that you framed. Keep it free of windows.")
        self.say(said, SignKind.UNDER_WAY)

    def _leave_screen(self) -> None:
        self._let_go()
        self.say("")
        if not self._files:
            self.watch_camera()

    def _say_screen_waits(self) -> None:
        said = self.tr("Your desktop has not shown its screen yet. Where it asks, allow it.")
        self.say(said, SignKind.UNDER_WAY)

    def ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Photos or a video of the code"))
        if names:
            self.read_files([Path(name) for name in names])

    def read_files(self, paths: Sequence[Path]) -> None:
        """Reads the codes in pictures, or in a video."""
        videos, names = [path for path in paths if is_video(path)], [str(path) for path in paths]
        task = Task(self)
        task.failed.connect(self.say_error)
        work: Callable[[], object]
        if videos:
            task.succeeded.connect(self._watch_video)
            work = partial(_checked_video, videos[0])
        else:
            task.succeeded.connect(self._watch_pictures)
            work = partial(_contents, names)
        task.run(self.parts.lanes.files, without_progress(work))

    def _watch_video(self, path: Path) -> None:
        self._watch(VideoSource(path))
        self.say(self.tr("Reading {file}…").format(file=path.name), SignKind.UNDER_WAY)

    def _watch_pictures(self, files: list[bytes]) -> None:
        self._let_go()
        self._scanner.watch(PictureSource(files))

    def _watch(self, source: CameraSource | VideoSource | ScreenSource) -> None:
        self._let_go()
        self._source = source
        if isinstance(source, SinkSource):
            source.failed.connect(self._say_source_failed)
        self._scanner.watch(source)

    def _say_source_failed(self, words: str) -> None:
        self._let_go()
        said = self.tr(
            "There is no picture: {reason}. Allow it on your desktop, or use a photo or a video."
        )
        self.say(said.format(reason=words.rstrip(".")), SignKind.STOPS)

    def _let_go(self) -> None:
        self._has_failed = False
        self._scanner.stop()
        if self._choice is not None:
            self._choice.close()
            self._choice.deleteLater()
            self._choice = None
        if self._source is not None:
            self._source.close()
            self._source = None

    # What is seen

    def _hear(self, look: Look) -> None:
        if self._is_done:
            return
        if look.preview is not None:
            self._ring.set_picture(look.preview)
        self._show(look.state)
        if look.state.payload is not None:
            self._finish(look.state)

    def _show(self, state: ScanState) -> None:
        before, self._shown = self._shown, state
        if before == state:
            return
        progress, words = state.progress, self._words
        is_done = state.payload is not None
        said = words.title(state)
        self._ring.set_state(RingState(progress.total, progress.seen, is_done), said)
        self._count.set_text(said)
        self._below.set_text(words.below(state))
        self._hint.set_text(words.hint(state.hint))
        if before is None or words.steps(before) != words.steps(state):
            self._fill_steps(state)
        if state.refused is not None:
            self.say_error(state.refused)
        elif before is not None and state.started_over > before.started_over:
            said = self.tr("This code is of another series; the parts before it were dropped.")
            self.say(said, SignKind.LOOK)

    def _fill_steps(self, state: ScanState) -> None:
        emptied(self._steps)
        for sign, text in self._words.steps(state):
            row = QHBoxLayout()
            row.setSpacing(self.look.px(12))
            row.addWidget(Sign(self.look, sign, 18), 0, Qt.AlignmentFlag.AlignTop)
            role = Role.INK if sign is SignKind.SEEN else Role.INK_SOFT
            row.addWidget(Text(self.look, text, Voice(role=role)), 1)
            self._steps.addLayout(row)

    def _finish(self, state: ScanState) -> None:
        assert state.payload is not None
        self._is_done = True
        self._let_go()
        if self._tone.isChecked():
            QApplication.beep()
        self.say(self.tr("Complete. Reading what it is…"), SignKind.SEEN)
        self.parts.opening.open_bytes(state.payload)

    def _hear_failed(self, error: object) -> None:
        """A secret ends the scan at once; anything else is said, and the scan goes on."""
        self._has_failed = True
        if getattr(error, "code", "") == "secret-found":
            self._is_done = True
            self._let_go()
            self._ring.set_picture(None)
        self.say_error(error)

    def _hear_ended(self) -> None:
        if self._is_done or self._has_failed:  # why it failed is said already
            return
        state = self._shown
        if state is None or state.progress.total == 0:
            self.say(self.tr("There is no code in it that can be read."), SignKind.LOOK)
            return
        missing = ", ".join(str(number + 1) for number in state.progress.missing[:12])
        said = self.tr("It ended before every part was seen. Missing: {parts}.")
        self.say(said.format(parts=missing), SignKind.LOOK)

    def _hear_opening_failed(self) -> None:
        """What was scanned cannot be used; another code can be scanned, while the reason stands."""
        reason = self.notices.state
        self._is_done = False
        self._scanner.start_over()
        self._show(ScanState())
        if not self._files:
            self.watch_camera()
            self.notices.set_state(reason)

    # Its parts

    def _make(self) -> None:
        files = Button(self.look, self.tr("Use a photo or video…"), icon=Icon.OPEN)
        files.clicked.connect(self.ask_files)
        screen = Button(self.look, self.tr("Read the screen…"), icon=Icon.SEARCH)
        screen.clicked.connect(self.watch_screen)
        self.header_buttons.addWidget(files)
        self.header_buttons.addWidget(screen)
        self._ring = ScanRing(self.look, "")
        self._hint = Text(self.look, "", _SOFT)
        cards = (self._count_card(), self._steps_card(), self._camera_card(), self._hint)
        self.place_beside(self._ring, cards)
        self.say_aside(self.tr("Nothing is opened before it is complete."))

    def _count_card(self) -> Card:
        card = Card(self.look)
        self._count, self._below = Text(self.look, "", _LARGE), Text(self.look, "")
        card.body.addWidget(self._count)
        card.body.addWidget(self._below)
        return card

    def _steps_card(self) -> Card:
        card = Card(self.look)
        card.body.addWidget(Text(self.look, self.tr("What is arriving"), _STRONG))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(self.look.px(8))
        card.body.addLayout(self._steps)
        return card

    def _camera_card(self) -> Card:
        card = Card(self.look)
        card.body.addWidget(Text(self.look, self.tr("Camera"), _SOFT))
        self._camera = Choice(self.look, self.tr("Camera"))
        card.body.addWidget(self._camera)
        self._tone = CheckBox(self.look, self.tr("A tone when it is complete"))
        self._tone.setChecked(not self.parts.settings.remembered.is_silent)
        card.body.addWidget(self._tone)
        return card

    def _connect(self) -> None:
        self._scanner.looked.connect(self._hear)
        self._scanner.failed.connect(self._hear_failed)
        self._scanner.ended.connect(self._hear_ended)
        self.parts.opening.failed.connect(self._hear_opening_failed)
        self.parts.opening.told.connect(self._hear_opening_failed)
        self._camera.activated.connect(self._choose_camera)
        self._tone.toggled.connect(self._choose_tone)

    def _choose_camera(self, number: int) -> None:
        settings, device = self.parts.settings, self._found[number]
        name, known_id = device.description(), camera_id(device)
        settings.remember(replace(settings.remembered, camera=name, camera_id=known_id))
        self.watch_camera()

    def _choose_tone(self, is_on: bool) -> None:
        settings = self.parts.settings
        settings.remember(replace(settings.remembered, is_silent=not is_on))

    def set_side(self, side: int) -> None:
        self._ring.fit(QSize(side, side))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._let_go()


def _network_of(session: Session, back: Place) -> Network | None:
    """The network of what the code is scanned for; None where it may be of any."""
    match back:
        case PaymentPlace() if session.payment is not None:
            return session.payment.payment.wallet.network
        case SetUpPlace():
            begun = [draft.content.get("network") for draft in session.drafts]
            return next((each for each in Network if each.value in begun), None)
    return None


def _checked_video(path: Path) -> Path:
    """A path, of which a look into the file says that it is one of a video."""
    if not holds_video(path):
        raise ReadError("video-unreadable", "it does not begin as a video does")
    return path


def _contents(names: Sequence[str]) -> list[bytes]:
    return [read_file(name) for name in names]
