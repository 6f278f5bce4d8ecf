import io
import os
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from strongroom.engines.derivation import derive_address
from strongroom.formats.writing import write_wallet
from strongroom.model.wallet import Branch
from strongroom.practice.exports import write_exports
from strongroom.practice.signers import practice_signers
from strongroom.transports.files import MAX_FILE
from strongroom.transports.qr.contract import Encoding
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.styles import Style
from strongroom.vault.vault import create_with
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.opening import is_ours
from strongroom.window.places import (
    Home,
    ImportPlace,
    PaymentPlace,
    ScanPlace,
    SetUpPlace,
    VaultPlace,
    WalletPlace,
    WhatItIsPlace,
)
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.sign import SignKind
from strongroom.window.wizards.set_up import SetUpPage
from strongroom.worker import WorkerClient
from strongroom.workflows import reading_apart
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import progress, start
from strongroom.workflows.show_codes import file_series
from tests.vault.quick import Held
from tests.window.frame import COMPARED, FAMILY, NOW, PAYMENT, SIGNED, make_parts
from tests.window.videos import picture_of, png, video
from tests.workflows import reading_child
from tests.workflows.rounds import make_funding
from tests.workflows.test_reading_apart import command

FOREIGN = "bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c"
SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.fixture
def window(request: pytest.FixtureRequest, look: Look, tmp_path: Path) -> Iterator[MainWindow]:
    """With a wallet in an open vault, or (``bare``) with nothing at all."""
    if getattr(request, "param", "") == "bare":
        made = MainWindow(make_parts(look, Keeper()))
        made.show()
        yield made
    else:
        with create_with(tmp_path / "home.strongroom", [Held()]) as vault:
            keeper = Keeper(vault)
            keeper.keep_wallet(FAMILY, COMPARED, NOW, row="family")
            made = MainWindow(make_parts(look, keeper))
            made.show()
            yield made
    made.close()
    made.parts.lanes.close()
    made.parts.code_reader.close()
    # A window that only waits to be deleted would still follow every later look.
    delete(made)


def urls(*paths: Path) -> QMimeData:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return given


def by_button(qtbot: QtBot, window: MainWindow, *paths: Path) -> None:
    press(window, "Open file…")


def by_keys(qtbot: QtBot, window: MainWindow, *paths: Path) -> None:
    assert window.page is not None
    qtbot.keyClick(window.page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)


def by_drop(qtbot: QtBot, window: MainWindow, *paths: Path) -> None:
    given = urls(*paths)
    window.dropEvent(
        QDropEvent(
            QPointF(400, 300),
            Qt.DropAction.CopyAction,
            given,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def by_paste(qtbot: QtBot, window: MainWindow, *paths: Path) -> None:
    QGuiApplication.clipboard().setMimeData(urls(*paths))
    press(window, "Paste")


def press(window: MainWindow, name: str) -> None:
    assert window.page is not None
    found = [one for one in window.page.findChildren(Button) if one.accessibleName() == name]
    next(one for one in found if one.isVisibleTo(window)).click()


Way = Callable[..., None]
WAYS: dict[str, Way] = {"button": by_button, "keys": by_keys, "drop": by_drop, "paste": by_paste}


def go(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow, way: Way, *paths: Path
) -> None:
    """Opens files in one of the ways there are, and waits for what comes of it."""
    names = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    heard: list[object] = []
    opening = window.opening
    for signal in (opening.opened, opening.told, opening.warned, opening.failed):
        signal.connect(heard.append)
    way(qtbot, window, *paths)
    qtbot.waitUntil(lambda: bool(heard))


def files(folder: Path) -> dict[str, Path]:
    """A file of every kind; what cannot be read too."""
    contents = {
        "key": write_exports(folder, practice_signers(1))[0].read_bytes(),
        "wallet": write_wallet(FAMILY, "descriptor", None).encode(),
        "payment": PAYMENT.original,
        "transaction": make_funding(FAMILY).raw.hex().encode(),
        "own address": derive_address(FAMILY, Branch.RECEIVE, 3).text.encode(),
        "foreign address": b"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "secret": SEED.encode(),
        "unknown": b"good morning",
        "binary": bytes(range(256)) * 20,
        "empty": b"",
        "blank": b" \r\n\t",
        "unreadable": b"anything",
        "huge": b"",
    }
    made = {name: folder / f"{name}.dat" for name in contents}
    for name, content in contents.items():
        made[name].write_bytes(content)
    os.truncate(made["huge"], 300 * MAX_FILE)
    made["unreadable"].chmod(0)
    with create_with(folder / "other.strongroom", [Held()]):
        made["vault"] = folder / "other.strongroom"
    made["folder"], made["loop"], made["gone"] = folder / "folder", folder / "loop", folder / "gone"
    made["folder"].mkdir()
    made["loop"].symlink_to(made["loop"])
    return made


LEADS: dict[str, type] = {
    "key": SetUpPlace,
    "wallet": WalletPlace,
    "payment": PaymentPlace,
    "own address": WalletPlace,
    "vault": VaultPlace,
    "transaction": WhatItIsPlace,
    "foreign address": WhatItIsPlace,
}
BARE_LEADS: dict[str, type] = {
    "key": SetUpPlace,
    "wallet": ImportPlace,
    "vault": VaultPlace,
    "transaction": WhatItIsPlace,
    "foreign address": WhatItIsPlace,
    "own address": WhatItIsPlace,
}
SAYS = {
    "payment": "Open its wallet first, then the payment again.",
    "secret": "Nothing was kept.",
    "unknown": "This is nothing Strongroom knows",
    "binary": "This is nothing Strongroom knows",
    "empty": "There is nothing in this file.",
    "blank": "There is nothing in this file.",
    "huge": "so it was not read",
    "folder": "is a folder, which is not opened as a whole.",
    "loop": "could not be read",
    "gone": "could not be read",
    "unreadable": "could not be read",
}


@pytest.mark.parametrize("window", ["kept", "bare"], indirect=True)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_every_kind_leads_somewhere_or_is_explained(
    qtbot: QtBot,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    window: MainWindow,
    way: Way,
) -> None:
    is_bare = request.node.callspec.params["window"] == "bare"
    leads = BARE_LEADS if is_bare else LEADS
    (tmp_path / "kinds").mkdir()
    kinds = files(tmp_path / "kinds")
    if os.access(kinds["unreadable"], os.R_OK):  # nothing is unreadable to root
        del kinds["unreadable"]
    for kind, path in kinds.items():
        window.go(Home())
        qtbot.waitUntil(window.updatesEnabled)
        go(qtbot, monkeypatch, window, way, path)
        assert window.page is not None
        said = window.page.notices.state
        if kind in leads:
            assert type(window.place) is leads[kind], kind
        else:
            assert window.place == Home(), kind
            assert SAYS[kind] in said.text, kind
        assert "winner" not in said.text


GRIEF = {
    "crash": "A helper process ended without an answer",
    "hang": "A helper process took too long",
    "hoard": "A helper process could not do this",
}


@pytest.mark.parametrize("how", GRIEF)
def test_a_file_that_harms_the_process_that_reads_it_is_a_message(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow, how: str
) -> None:
    child = partial(WorkerClient, command=command("reading_child"))
    monkeypatch.syspath_prepend(Path(reading_child.__file__).parent)
    monkeypatch.setattr(reading_apart, "WorkerClient", child)
    monkeypatch.setattr(reading_apart, "SECONDS", 3.0)
    path = tmp_path / "hostile.psbt"
    path.write_bytes(how.encode().ljust(reading_apart.LARGE))
    go(qtbot, monkeypatch, window, by_drop, path)
    assert window.page is not None
    assert GRIEF[how] in window.page.notices.state.text
    monkeypatch.undo()
    path.write_bytes(PAYMENT.original)
    go(qtbot, monkeypatch, window, by_drop, path)
    assert isinstance(window.place, PaymentPlace)


@pytest.mark.parametrize("text", [b64encode(PAYMENT.original).decode(), PAYMENT.original.hex()])
def test_a_payment_is_pasted_as_text(qtbot: QtBot, window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(window.opening.opened):
        press(window, "Paste")
    assert isinstance(window.place, PaymentPlace)


def copied_picture(form: str) -> QMimeData:
    series = file_series(PAYMENT.original, Style(Encoding.UR, 40, 4))
    assert series.count == 1
    held = io.BytesIO()
    picture_of(series.modules(0), 900).save(held, form)
    given = QMimeData()
    given.setData(f"image/{form}", held.getvalue())
    return given


@pytest.mark.parametrize("form", ["png", "jpeg", "bmp"])
def test_a_picture_of_a_code_is_pasted(qtbot: QtBot, window: MainWindow, form: str) -> None:
    QGuiApplication.clipboard().setMimeData(copied_picture(form))
    with qtbot.waitSignal(window.opening.opened, timeout=20_000):
        press(window, "Paste")
    assert isinstance(window.place, PaymentPlace)


def test_a_picture_without_a_code_is_said(qtbot: QtBot, window: MainWindow) -> None:
    given = QMimeData()
    given.setData("image/png", png(picture_of([[False]])))
    assert is_ours(given)
    with qtbot.waitSignal(window.opening.failed, timeout=20_000) as failed:
        window.opening.open_data(given)
    assert failed.args[0].code == "not-recognised"


def test_what_is_offered_as_text_too_is_read_as_text(qtbot: QtBot, window: MainWindow) -> None:
    given = copied_picture("png")
    given.setText(FOREIGN)
    with qtbot.waitSignal(window.opening.opened, timeout=20_000) as opened:
        window.opening.open_data(given)
    assert isinstance(opened.args[0], WhatItIsPlace)


@pytest.mark.parametrize("text", [None, "", " \n "])
def test_an_empty_clipboard_says_so(qtbot: QtBot, window: MainWindow, text: str | None) -> None:
    if text is None:
        QGuiApplication.clipboard().clear()
    else:
        QGuiApplication.clipboard().setText(text)
    assert window.page is not None
    press(window, "Paste")
    assert "no text, picture or file" in window.page.notices.state.text
    window.page.say("")
    qtbot.keyClick(window.page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "no text, picture or file" in window.page.notices.state.text


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_several_keys_go_into_one_set_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow, way: Way
) -> None:
    exports = [
        one for one in write_exports(tmp_path, practice_signers(5)) if one.name.startswith("ccxp")
    ]
    go(qtbot, monkeypatch, window, way, *exports)
    assert isinstance(window.page, SetUpPage)
    said = window.page.flow.said
    assert [key.source for key in said.keys] == [one.name for one in exports]
    assert (said.threshold, said.count) == (3, 5)
    assert said.network.kind is FAMILY.network.kind
    assert window.page.notices.state.text.startswith("Opened: ccxp")


def test_signed_files_of_one_payment_come_together(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow
) -> None:
    paths = [tmp_path / f"{number}.psbt" for number in (1, 2)]
    for path, signed in zip(paths, SIGNED, strict=False):
        path.write_bytes(signed.data)
    go(qtbot, monkeypatch, window, by_drop, *paths)
    found = window.parts.session.payment
    assert found is not None
    assert [one.signed_inputs > 0 for one in progress(found.payment)] == [True, True, False]
    assert window.page is not None
    assert window.page.notices.state.text == "Opened: 1.psbt, 2.psbt."


def test_a_mix_says_what_was_opened_and_what_was_left(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow
) -> None:
    (tmp_path / "kinds").mkdir()
    kinds = files(tmp_path / "kinds")
    mix = [kinds[name] for name in ("secret", "key", "payment")]
    go(qtbot, monkeypatch, window, by_drop, *mix)
    assert isinstance(window.place, PaymentPlace)
    assert window.page is not None
    said = window.page.notices.state
    assert said.sign is SignKind.LOOK
    assert said.text.startswith("Opened: payment.dat. Left secret.dat: There are secret words")
    assert "Left key.dat: it is of another kind; open it alone." in said.text
    assert "winner" not in said.text


def test_of_several_that_cannot_be_opened_each_has_its_reason(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow
) -> None:
    (tmp_path / "kinds").mkdir()
    kinds = files(tmp_path / "kinds")
    mix = [kinds[name] for name in ("empty", "unknown", "folder", "gone", "secret")]
    go(qtbot, monkeypatch, window, by_drop, *mix)
    assert window.place == Home()
    assert window.page is not None
    said = window.page.notices.state.text
    assert said.startswith("Left secret.dat: There are secret words")
    assert "Left empty.dat: There is nothing in this file." in said
    assert "Left unknown.dat: This is nothing Strongroom knows" in said
    assert said.endswith("2 more were left.")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_video_is_scanned(
    way: Way,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    window: MainWindow,
    tmp_path: Path,
) -> None:
    path = tmp_path / "codes.avi"
    path.write_bytes(video([picture_of(draw("abc"))]))
    go(qtbot, monkeypatch, window, way, path)
    assert window.place == ScanPlace(Home(), files=(path,))


@pytest.mark.parametrize(("data", "is_new"), [(PAYMENT.original, False), (SIGNED[0].data, True)])
def test_says_that_new_signatures_came_in(
    data: bytes,
    is_new: bool,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    window: MainWindow,
    tmp_path: Path,
) -> None:
    payment = start(PAYMENT.original, [FAMILY])
    with qtbot.waitSignal(window.parts.session.payments_changed):
        window.parts.session.change(lambda keeper: keeper.keep_payment("family", payment, NOW))
    path = tmp_path / "answer.psbt"
    path.write_bytes(data)
    go(qtbot, monkeypatch, window, by_drop, path)
    assert window.place == PaymentPlace(payment.txid)
    assert window.page is not None
    assert ("New signatures came in" in window.page.notices.state.text) is is_new
