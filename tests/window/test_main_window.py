import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from strongroom.formats.reading import read_message
from strongroom.transports.qr.bbqr import BbqrFrames, FileType
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.pictures import picture
from strongroom.vault.vault import create_with
from strongroom.window import main_window
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import LEAST_UP_TO, LEAST_WINDOW, SMALLEST_WINDOW, Measures
from strongroom.window.places import (
    Home,
    MessagesPlace,
    PaymentPlace,
    Place,
    SettingsPlace,
    SignedMessagePlace,
    VaultPlace,
)
from strongroom.window.theme import ThemeName, load_theme
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.field import TextArea, TextField
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.keeping import Keeper
from tests.vault.quick import Held
from tests.vectors_source import vector
from tests.window.frame import (
    PAYMENT,
    controls,
    cut_off,
    make_parts,
    nameless,
    photograph,
    practice_keeper,
)

PLACES: dict[str, Place] = {
    "home": Home(),
    "settings": SettingsPlace(),
    "vault": VaultPlace(),
}


@pytest.fixture
def window(look: Look) -> Iterator[MainWindow]:
    made = MainWindow(make_parts(look, practice_keeper()))
    made.show()
    yield made
    made.close()
    # A window that only waits to be deleted would still follow every later look.
    delete(made)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_every_control_has_a_name_to_speak(window: MainWindow, place: Place) -> None:
    window.go(place)
    assert len(list(controls(window))) > 6
    assert nameless(window) == []


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_nothing_is_cut_off_in_the_smallest_window(window: MainWindow, place: Place) -> None:
    for theme, scale in product(
        (ThemeName.LIGHT, ThemeName.HIGH_CONTRAST), (1.0, LEAST_UP_TO, 1.5, 2.0, 2.5)
    ):
        window.parts.look.change(load_theme(theme), Measures(scale))
        window.go(place)
        size = SMALLEST_WINDOW if scale > LEAST_UP_TO else LEAST_WINDOW
        photograph(window, *size)
        photograph(window, *size)
        assert cut_off(window) == [], (theme, scale)
        assert (window.width(), window.height()) == size


def test_esc_goes_back_home(qtbot: QtBot, window: MainWindow) -> None:
    window.go(SettingsPlace())
    assert window.page is not None
    qtbot.keyClick(window.page, Qt.Key.Key_Escape)
    assert window.place == Home()


def test_the_rail_marks_where_one_is(qtbot: QtBot, window: MainWindow) -> None:
    rows = {one.accessibleName(): one for one in controls(window.rail)}
    qtbot.mouseClick(rows["Settings"], Qt.MouseButton.LeftButton)
    assert window.place == SettingsPlace()
    assert "shown now" in rows["Settings"].accessibleDescription()
    assert "shown now" not in rows["Home"].accessibleDescription()


def test_tab_reaches_the_rail_and_the_page(qtbot: QtBot, window: MainWindow) -> None:
    reached, first = set(), window.focusWidget()
    for _ in range(40):
        qtbot.keyClick(QGuiApplication.focusWindow() or window.windowHandle(), Qt.Key.Key_Tab)
        focused = window.focusWidget()
        reached.add(focused.accessibleName() if focused else "")
    assert {"Home", "Settings", "Vault", "Paste", "Family savings"} <= reached
    assert first is window.page


def test_what_is_switched_off_leaves_the_keyboard_to_its_page(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.page is not None
    paste = next(b for b in window.page.findChildren(Button) if b.accessibleName() == "Paste")
    paste.setFocus()
    paste.switch("One moment.")
    assert window.focusWidget() is window.page


SECRET = "legal winner thank year wave sausage worth useful legal winner thank yellow"
REFUSED = {"a secret": SECRET, "nothing known": "good morning"}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_is_explained_and_not_repeated(
    qtbot: QtBot, window: MainWindow, text: str
) -> None:
    with qtbot.waitSignal(window.opening.failed):
        window.opening.open_text(text)
    assert window.page is not None
    said = window.page.notices.state
    assert said.sign is SignKind.STOPS
    assert len(said.text) > 20
    assert text not in said.text


def test_a_pasted_payment_is_put_under_review(qtbot: QtBot, window: MainWindow) -> None:
    session = window.parts.session
    with qtbot.waitSignal(window.opening.opened) as heard:
        window.opening.open_text(b64encode(PAYMENT.original).decode())
    assert heard.args == [PaymentPlace(PAYMENT.transaction.txid)]
    assert session.payment is not None
    assert session.payment.wallet_row == session.wallets[0].row


def test_a_signed_message_leads_to_its_page(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.opening.opened, timeout=10_000) as opened:
        window.opening.open_text(vector("coldcard/export/coldcard-export.sig").read_text())
    assert isinstance(opened.args[0], SignedMessagePlace)
    assert opened.args[0].checked.is_valid


def test_a_signature_alone_leads_to_where_the_rest_is_added(
    qtbot: QtBot, window: MainWindow
) -> None:
    signed = read_message(vector("coldcard/export/coldcard-export.sig").read_bytes())
    with qtbot.waitSignal(window.opening.opened, timeout=10_000) as opened:
        window.opening.open_text(signed.signature)
    assert opened.args == [MessagesPlace(signed.signature)]


def test_a_payment_in_the_qr_codes_of_a_moving_picture_is_put_under_review(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    frames = BbqrFrames(PAYMENT.original, FileType.PSBT, max_version=10)
    first, *others = (picture(draw(frames.text(number)), 4) for number in range(frames.count))
    first.save(tmp_path / "payment.gif", save_all=True, append_images=others)
    with qtbot.waitSignal(window.opening.opened) as heard:
        window.opening.open_file(tmp_path / "payment.gif")
    assert heard.args == [PaymentPlace(PAYMENT.transaction.txid)]


def test_a_part_of_a_payment_says_how_much_is_missing(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.opening.failed):
        window.opening.open_text(
            BbqrFrames(PAYMENT.original, FileType.PSBT, max_version=10).text(0)
        )
    assert window.page is not None
    assert "missing" in window.page.notices.state.text


@pytest.fixture
def unlocked(look: Look, tmp_path: Path) -> Iterator[MainWindow]:
    vault = create_with(tmp_path / "family.strongroom", [Held()])
    made = MainWindow(make_parts(look, practice_keeper(Keeper(vault))))
    made.show()
    yield made
    made.parts.session.lock()
    made.close()
    delete(made)


def test_the_page_of_the_open_vault_is_a_click_away(qtbot: QtBot, unlocked: MainWindow) -> None:
    rows = {one.accessibleName(): one for one in controls(unlocked.rail)}
    assert rows["Vault"].accessibleDescription() == "family"
    qtbot.mouseClick(rows["Vault"], Qt.MouseButton.LeftButton)
    assert unlocked.place == VaultPlace()
    assert unlocked.parts.session.vault is not None
    assert unlocked.page is not None
    assert unlocked.page.title == "family"


def test_the_rail_locks_the_vault_from_every_page(qtbot: QtBot, unlocked: MainWindow) -> None:
    unlocked.go(SettingsPlace())
    lock = next(one for one in controls(unlocked.rail) if one.accessibleName() == "Lock")
    qtbot.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert unlocked.parts.session.vault is None
    assert not lock.isVisible()


def test_where_no_vault_is_open_nothing_can_be_locked(window: MainWindow) -> None:
    assert all(one.accessibleName() != "Lock" for one in controls(window.rail) if one.isVisible())


def test_what_was_opened_before_locking_is_not_shown(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.assertNotEmitted(window.opening.opened, wait=600):
        window.opening.open_text(b64encode(PAYMENT.original).decode())
        window.parts.session.lock()
    assert window.parts.session.payment is None


def test_a_dropped_file_that_is_gone_says_so(qtbot: QtBot, window: MainWindow) -> None:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile("/nowhere/at/all.psbt")])
    with qtbot.waitSignal(window.opening.failed):
        assert window.opening.open_data(given)
    assert window.page is not None
    assert "all.psbt" in window.page.notices.state.text


class Painted(QObject):
    """Notes whether a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.is_painted = False
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        self.is_painted |= event.type() is QEvent.Type.Paint
        return False


def test_the_page_after_locking_is_painted(qtbot: QtBot, unlocked: MainWindow) -> None:
    """It once was not, and what had been open stayed in view."""
    for _ in range(3):
        qtbot.wait(100)
        painted = Painted(unlocked)
        unlocked.parts.session.lock()
        qtbot.waitUntil(partial(getattr, painted, "is_painted"))


def test_a_file_dropped_on_a_field_is_for_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.go(MessagesPlace())
    qtbot.waitUntil(lambda: bool(window.findChildren(TextArea)))
    fields = [*window.findChildren(TextField), *window.findChildren(TextArea)]
    assert len(fields) > 4
    assert not any(one.acceptDrops() for one in fields)


def test_an_empty_clipboard_is_nothing_to_open(window: MainWindow) -> None:
    assert not window.opening.open_data(QMimeData())


def test_the_window_comes_back_where_it_was(qtbot: QtBot, look: Look) -> None:
    parts = make_parts(look, Keeper())
    first = MainWindow(parts)
    qtbot.addWidget(first)
    first.show()
    first.resize(1100, 720)
    first.close()
    again = MainWindow(parts)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1100, 720)


def test_a_new_window_is_no_larger_than_the_screen(qtbot: QtBot, look: Look) -> None:
    window = MainWindow(make_parts(look, Keeper()))
    qtbot.addWidget(window)
    room = window.screen().availableSize().expandedTo(window.minimumSize())
    assert window.width() <= room.width()
    assert window.height() <= room.height()


def test_the_first_page_loads_no_room_it_does_not_show() -> None:
    look = (
        "import sys, strongroom.__main__, strongroom.cli.fault_log, strongroom.window.app;"
        "import strongroom.window.pages.home;"
        "print(*(name for name in sys.modules if name.split('.')[:1] == ['embit']"
        " or name.split('.')[:2] in ([['strongroom', room] for room in sys.argv[1:]])))"
    )
    rooms = ["engines", "practice", "review", "worker", "workflows"]
    done = subprocess.run(
        [sys.executable, "-c", look, *rooms], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_a_page_that_cannot_be_made_leaves_the_window_painted(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault")

    before = window.page
    monkeypatch.setattr(main_window, "_maker", lambda _: broken)
    with pytest.raises(RuntimeError):
        window.go(SettingsPlace())
    assert (window.updatesEnabled(), window.page) == (True, before)
