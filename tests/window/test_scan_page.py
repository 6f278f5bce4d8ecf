from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QObject, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QScreenCapture, QVideoFrame
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from strongroom.transports.qr.contract import Encoding
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.frames_in import SourceKind
from strongroom.transports.qr.styles import Style
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import Measures
from strongroom.window.page import Parts
from strongroom.window.pages import scan as scan_page
from strongroom.window.pages.scan import ScanPage
from strongroom.window.places import Home, PaymentPlace, ScanPlace
from strongroom.window.scanning import screen
from strongroom.window.scanning.camera import camera_id, camera_names, chosen_camera, is_virtual
from strongroom.window.scanning.screen import ScreenSource
from strongroom.window.scanning.screen_part import ScreenPart
from strongroom.window.scanning.sink_source import SinkSource, frame_of
from strongroom.window.scanning.video import VideoSource
from strongroom.window.widgets.part_chooser import PartChooser
from strongroom.window.widgets.scan_ring import ScanRing
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import packing_for
from strongroom.workflows.show_codes import Series, file_series
from tests.window.frame import COMPARED, FAMILY, NOW, cut_off, make_parts, nameless
from tests.window.page_payments import fresh
from tests.window.videos import picture_of, png, video

STYLE = Style(Encoding.UR, 12, 4)
SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.fixture(scope="module")
def series() -> Series:
    return file_series(packing_for(fresh()), STYLE)


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    keeper = Keeper()
    keeper.keep_wallet(FAMILY, COMPARED, NOW)
    made = make_parts(look, keeper)
    yield made
    made.lanes.close()
    made.code_reader.close()


class StillScreen(QScreenCapture):
    """A screen that always shows the same. Without a real one, Qt's thread that grabs it may read
    a window while it goes, and crash."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._show)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _show(self) -> None:
        picture = QImage(1280, 800, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        self.captureSession().videoSink().setVideoFrame(QVideoFrame(picture))


@pytest.fixture(autouse=True)
def still_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "QScreenCapture", StillScreen)


def placed(parts: Parts, qtbot: QtBot, *files: Path) -> ScanPage:
    page = ScanPage(parts, ScanPlace(Home(), files=files))
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    page.begin()
    return page


def written(folder: Path, series: Series, numbers: range) -> list[Path]:
    paths = []
    for number in numbers:
        paths.append(folder / f"{number}.png")
        paths[-1].write_bytes(png(picture_of(series.modules(number))))
    return paths


def test_photos_of_every_part_lead_to_the_review(
    parts: Parts, series: Series, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(parts.opening.opened, timeout=20_000) as opened:
        page = placed(parts, qtbot, *written(tmp_path, series, range(series.count)))
    assert opened.args == [PaymentPlace()]
    assert parts.session.payment is not None
    assert parts.session.payment.payment.txid == fresh().txid
    assert page.findChildren(ScanRing)[0].state.is_done


def test_a_video_of_the_codes_leads_to_the_review(
    parts: Parts, series: Series, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "codes.avi"
    shown = [picture_of(series.modules(n // 2)) for n in range(2 * series.count + 2)]
    path.write_bytes(video(shown))
    with qtbot.waitSignal(parts.opening.opened, timeout=30_000) as opened:
        page = placed(parts, qtbot, path)
    assert opened.args == [PaymentPlace()]
    assert count_of(page) == series.count


def test_a_video_whose_process_was_killed_is_said_and_the_window_goes_on(
    parts: Parts, series: Series, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "codes.avi"
    path.write_bytes(video([picture_of(series.modules(0))] * 200))
    page = placed(parts, qtbot, path)
    qtbot.waitUntil(lambda: count_of(page) == 1, timeout=30_000)
    source = page._source
    assert isinstance(source, VideoSource)
    source._worker.kill()
    qtbot.waitUntil(lambda: "ended without an answer" in page.notices.state.text, timeout=20_000)
    page.read_files(written(tmp_path, series, range(1, 2)))
    qtbot.waitUntil(lambda: count_of(page) == 2, timeout=20_000)


POSING = {
    "a list of other files": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "a playlist": b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n",
    "nothing": b"",
}


@pytest.mark.parametrize("data", POSING.values(), ids=POSING)
def test_what_only_poses_as_a_video_is_given_to_no_player(
    data: bytes, parts: Parts, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "codes.mp4"
    path.write_bytes(data)
    page = placed(parts, qtbot, path)
    qtbot.waitUntil(lambda: "no video that can be read" in page.notices.state.text)
    assert page._source is None


def test_says_which_parts_are_missing(
    parts: Parts, series: Series, tmp_path: Path, qtbot: QtBot
) -> None:
    page = placed(parts, qtbot, *written(tmp_path, series, range(2)))
    qtbot.waitUntil(lambda: "Missing: 3" in page.notices.state.text, timeout=20_000)
    assert page.findChildren(ScanRing)[0].accessibleName() == f"2 of {series.count} parts"


def test_says_that_a_photo_holds_no_code(parts: Parts, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "holiday.png"
    path.write_bytes(png(picture_of([[False]])))
    page = placed(parts, qtbot, path)
    qtbot.waitUntil(lambda: "no code in it" in page.notices.state.text, timeout=20_000)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n damaged", b"no picture"])
def test_a_damaged_photo_is_named(data: bytes, parts: Parts, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "damaged.png"
    path.write_bytes(data)
    page = placed(parts, qtbot, path)
    qtbot.waitUntil(lambda: "damaged" in page.notices.state.text, timeout=20_000)


def test_a_secret_is_stopped_and_nothing_is_opened(
    parts: Parts, tmp_path: Path, qtbot: QtBot
) -> None:
    seen: list[object] = []
    parts.opening.opened.connect(seen.append)
    path = tmp_path / "words.png"
    path.write_bytes(png(picture_of(draw(SEED))))
    page = placed(parts, qtbot, path)
    qtbot.waitUntil(lambda: page.notices.state.text != "", timeout=20_000)
    qtbot.wait(300)
    assert "secret" in page.notices.state.text or "seed" in page.notices.state.text
    assert seen == []


def test_why_a_scanned_code_is_refused_stays_readable(
    parts: Parts, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_page, "cameras", list)
    window = MainWindow(parts, ScanPlace(Home()))
    qtbot.addWidget(window)
    window.show()
    page = window.page
    assert isinstance(page, ScanPage)
    path = tmp_path / "nothing.png"
    path.write_bytes(png(picture_of(draw("neither a key nor a wallet"))))
    page.read_files([path])
    with qtbot.waitSignal(parts.opening.failed, timeout=20_000):
        pass
    qtbot.wait(50)
    assert "nothing Strongroom knows" in page.notices.state.text
    assert page.findChildren(ScanRing)[0].accessibleName() == "No code yet"


def test_without_a_camera_it_says_what_else_one_can_do(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_page, "cameras", list)
    page = placed(parts, qtbot)
    assert "No camera is connected" in page.notices.state.text
    assert "before the camera" not in " ".join(one.text() for one in page.findChildren(QLabel))


class _Camera:
    def __init__(self, name: str, known_id: str = "") -> None:
        self._name, self._id = name, known_id or name

    def description(self) -> str:
        return self._name

    def id(self) -> QByteArray:
        return QByteArray(self._id.encode())


class _MadeCamera(SinkSource):
    """What a ``CameraSource`` is, without a device: its frames are given by the test."""

    def __init__(self, device: _Camera, parent: QObject) -> None:
        super().__init__(SourceKind.CAMERA, parent)
        self.id = camera_id(device)  # type: ignore[arg-type]

    def close(self) -> None:
        self.end()


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[_Camera]:
    """The cameras that are connected, which a test may change."""
    found = [_Camera("Built-in"), _Camera("USB")]
    monkeypatch.setattr(scan_page, "cameras", lambda: list(found))
    monkeypatch.setattr(scan_page, "CameraSource", _MadeCamera)
    return found


def watched(page: ScanPage) -> str:
    return page._source.id if isinstance(page._source, _MadeCamera) else ""


@pytest.fixture
def twins(connected: list[_Camera]) -> list[_Camera]:
    """Two cameras of one model in place of the others."""
    connected[:] = [_Camera("USB", "video0"), _Camera("USB", "video2")]
    return connected


def choose_second(page: ScanPage) -> None:
    page._camera.setCurrentIndex(1)
    page._camera.activated.emit(1)


def test_the_camera_that_is_chosen_is_watched_and_remembered(
    connected: list[_Camera], parts: Parts, qtbot: QtBot
) -> None:
    page = placed(parts, qtbot)
    assert watched(page) == "Built-in"
    choose_second(page)
    assert watched(page) == "USB"
    assert parts.settings.remembered.camera == "USB"


def test_the_second_camera_of_one_model_can_be_chosen_and_is_remembered(
    twins: list[_Camera], parts: Parts, qtbot: QtBot
) -> None:
    page = placed(parts, qtbot)
    assert [page._camera.itemText(at) for at in range(2)] == ["USB", "USB (2)"]
    assert watched(page) == "video0"
    choose_second(page)
    assert (watched(page), page._camera.currentText()) == ("video2", "USB (2)")
    twins.reverse()
    assert watched(placed(parts, qtbot)) == "video2"


def test_the_camera_that_is_unplugged_is_told_from_the_other_of_its_model(
    twins: list[_Camera], parts: Parts, qtbot: QtBot
) -> None:
    page = placed(parts, qtbot)
    choose_second(page)
    first = twins.pop(0)
    page._devices.videoInputsChanged.emit()
    assert (watched(page), page.notices.state.text) == ("video2", "")
    twins[:] = [first]
    page._devices.videoInputsChanged.emit()
    assert watched(page) == ""
    assert "The camera is gone" in page.notices.state.text


def test_the_camera_that_is_watched_stays_shown_when_the_chosen_one_comes_back(
    twins: list[_Camera], parts: Parts, qtbot: QtBot
) -> None:
    choose_second(placed(parts, qtbot))
    chosen = twins.pop()
    page = placed(parts, qtbot)
    twins.append(chosen)
    page._devices.videoInputsChanged.emit()
    assert (watched(page), page._camera.currentIndex()) == ("video0", 0)


def test_a_camera_that_is_unplugged_is_said_and_when_it_is_back_the_scan_goes_on(
    connected: list[_Camera], parts: Parts, series: Series, qtbot: QtBot
) -> None:
    page = placed(parts, qtbot)
    source = page._source
    assert isinstance(source, _MadeCamera)
    feed(source, series, 0)
    qtbot.waitUntil(lambda: count_of(page) == 1, timeout=20_000)
    gone = connected.pop(0)
    page._devices.videoInputsChanged.emit()
    assert "The camera is gone" in page.notices.state.text
    assert (watched(page), page._camera.count()) == ("", 1)
    connected.insert(0, gone)
    page._devices.videoInputsChanged.emit()
    assert (watched(page), page._camera.count()) == ("Built-in", 2)
    assert page.notices.state.text == ""
    assert isinstance(page._source, _MadeCamera)
    feed(page._source, series, 1)
    qtbot.waitUntil(lambda: count_of(page) == 2, timeout=20_000)


def test_another_camera_that_is_plugged_in_is_only_offered(
    connected: list[_Camera], parts: Parts, qtbot: QtBot
) -> None:
    page = placed(parts, qtbot)
    before = page._source
    connected.append(_Camera("Webcam"))
    page._devices.videoInputsChanged.emit()
    assert (page._source, page._camera.count()) == (before, 3)


def test_a_camera_that_may_not_be_used_is_said_with_another_way(
    connected: list[_Camera], parts: Parts, qtbot: QtBot
) -> None:
    page = placed(parts, qtbot)
    assert isinstance(page._source, _MadeCamera)
    page._source.failed.emit("Permission denied")
    assert "Permission denied. Allow it on your desktop" in page.notices.state.text
    page._devices.videoInputsChanged.emit()
    assert watched(page) == "Built-in"


def test_a_reader_that_was_killed_is_said_and_the_next_look_goes_on(
    parts: Parts, series: Series, tmp_path: Path, qtbot: QtBot
) -> None:
    source = SinkSource(SourceKind.CAMERA)
    page = placed(parts, qtbot)
    page._scanner.watch(source)
    feed(source, series, 0)
    qtbot.waitUntil(lambda: count_of(page) == 1, timeout=20_000)
    process = parts.code_reader._worker._process
    assert process is not None
    process.kill()
    feed(source, series, 1)
    qtbot.waitUntil(lambda: page.notices.state.text != "", timeout=20_000)
    feed(source, series, 1)
    qtbot.waitUntil(lambda: count_of(page) == 2, timeout=20_000)


def test_only_the_newest_frame_of_a_camera_is_looked_at(series: Series) -> None:
    source = SinkSource(SourceKind.CAMERA)
    for number in (0, 1, 2):
        feed(source, series, number)
    frame = source.newest()
    assert frame == frame_of(image_of(series, 2))
    assert source.newest() is None


@pytest.mark.parametrize("width", [101, 640, 3000])
def test_frames_have_no_padding_and_a_modest_size(width: int) -> None:
    source = SinkSource(SourceKind.CAMERA)
    image = QImage(width, 300, QImage.Format.Format_RGB32)
    image.fill(0xFF808080)
    source.sink.setVideoFrame(QVideoFrame(image))
    frame = source.newest()
    assert frame is not None
    assert frame.width == min(width, 1280)
    assert set(frame.pixels) == {0x80}


def framing(page: ScanPage, qtbot: QtBot) -> PartChooser:
    page.watch_screen()
    assert page._choice is not None
    choosers = page._choice._choosers
    qtbot.waitUntil(lambda: len(choosers) == 1, timeout=20_000)
    return choosers[0]


def test_the_part_of_the_screen_that_is_framed_is_read_and_remembered(
    parts: Parts, qtbot: QtBot
) -> None:
    page = placed(parts, qtbot)
    part = ScreenPart(framing(page, qtbot).part.screen, 0.25, 0.25, 0.5, 0.5)
    framing(page, qtbot).chosen.emit(part)
    assert parts.settings.remembered.screen_part == part
    source = page._source
    assert isinstance(source, ScreenSource)
    qtbot.waitUntil(lambda: source.preview is not None, timeout=20_000)
    assert framing(page, qtbot).part == part


def test_leaving_the_screen_leads_back_to_the_camera(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_page, "cameras", list)
    page = placed(parts, qtbot)
    framing(page, qtbot).close()
    assert "No camera is connected" in page.notices.state.text


def test_a_screen_that_is_not_shown_is_said_with_another_way(parts: Parts, qtbot: QtBot) -> None:
    page = placed(parts, qtbot)
    page.watch_screen()
    assert page._choice is not None
    page._choice.failed.emit("The portal said no.")
    assert "The portal said no. Allow it on your desktop, or use a photo" in page.notices.state.text
    assert page._choice is None


@pytest.mark.parametrize(
    ("names", "remembered", "chosen"),
    [
        ((), "", None),
        (("OBS Virtual Camera", "Built-in"), "", "Built-in"),
        (("OBS Virtual Camera",), "", None),
        (("OBS Virtual Camera", "Built-in"), "OBS Virtual Camera", "OBS Virtual Camera"),
        (("Built-in", "USB"), "USB", "USB"),
        (("Built-in",), "one that is gone", "Built-in"),
    ],
)
def test_chooses_the_camera_that_was_chosen_and_never_a_virtual_one_by_itself(
    names: tuple[str, ...], remembered: str, chosen: str | None
) -> None:
    found = chosen_camera([_Camera(name) for name in names], remembered, "")  # type: ignore[misc]
    assert (found.description() if found else None) == chosen


@pytest.mark.parametrize(
    ("known_id", "chosen"),
    [
        ("video2", "video2"),
        ("video0", "video0"),
        ("gone", "video0"),
        ("", "video0"),
        ("video4", "video0"),
    ],
    ids=["the second", "the first", "one that is gone", "only the name", "one of another name"],
)
def test_of_cameras_of_one_name_the_one_with_the_id_is_chosen(known_id: str, chosen: str) -> None:
    found = [_Camera("OBS", "video4"), _Camera("USB", "video0"), _Camera("USB", "video2")]
    device = chosen_camera(found, "USB", known_id)  # type: ignore[arg-type]
    assert device is not None
    assert camera_id(device) == chosen


def test_cameras_of_one_name_are_counted() -> None:
    found = [_Camera(name) for name in ("USB", "Built-in", "USB", "USB")]
    assert camera_names(found) == ["USB", "Built-in", "USB (2)", "USB (3)"]  # type: ignore[arg-type]


def test_knows_virtual_cameras_by_their_names() -> None:
    assert is_virtual("Dummy video device (0x0000)")
    assert not is_virtual("Integrated Camera: HD 720p")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_has_a_name_and_nothing_is_cut(
    scale: float, look: Look, parts: Parts, qtbot: QtBot
) -> None:
    look.change(measures=Measures(scale))
    page = placed(parts, qtbot)
    page.resize(792, 700)
    qtbot.wait(50)
    assert (nameless(page), cut_off(page)) == ([], [])


def image_of(series: Series, number: int) -> QImage:
    image = QImage.fromData(png(picture_of(series.modules(number))))
    return image.convertToFormat(QImage.Format.Format_RGB32)


def feed(source: SinkSource, series: Series, number: int) -> None:
    source.sink.setVideoFrame(QVideoFrame(image_of(series, number)))


def count_of(page: ScanPage) -> int:
    return len(page.findChildren(ScanRing)[0].state.seen)


def test_scanning_for_a_practice_payment_looks_like_practice(parts: Parts, qtbot: QtBot) -> None:
    parts.session.review(fresh(), parts.session.wallets[0].row)
    for back, is_practice in ((PaymentPlace(), True), (Home(), False)):
        page = ScanPage(parts, ScanPlace(back))
        qtbot.addWidget(page)
        assert page.is_practice is is_practice
