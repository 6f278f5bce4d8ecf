"""Opening anything: reads what was chosen, dropped or pasted, and says where it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from strongroom.model.errors import StrongroomError
from strongroom.window.places import Home, MessagesPlace, ScanPlace
from strongroom.window.scanning.files import is_video
from strongroom.window.session import Session
from strongroom.window.tasks import Lanes, Task, without_progress

if TYPE_CHECKING:
    from strongroom.transports.qr.reader import CodeReader
    from strongroom.workflows.open_several import OpenedSeveral

_LONGEST_PASTE = 1024 * 1024
"""Characters."""

_PICTURES = ("image/png", "image/jpeg", "image/webp", "image/bmp", "image/gif")
"""What a picture that was copied or dragged is offered as, the best first."""

Given = tuple[str, Callable[[], bytes]]
"""The name people know something by, and how its bytes are got."""


class Opening(QObject):
    """Ends in one of its signals; nothing is kept by opening it.

    What knows of all that can be opened is in ``opening_work``, imported when something is.
    """

    opened = Signal(object)
    """A ``Place``; the payment of a ``PaymentPlace()`` is under review by then."""
    told = Signal(str)
    """A sentence."""
    warned = Signal(str)
    """A sentence that names what was left, and why."""
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        lanes: Lanes,
        code_reader: CodeReader,
        caches: Path | None = None,
    ) -> None:
        """``caches`` is where the transactions are that vaults have seen, if anywhere."""
        super().__init__()
        self._caches = caches
        self._session, self._lanes, self._code_reader = session, lanes, code_reader

    def ask(self, window: QWidget) -> None:
        """Has files chosen."""
        names, _ = QFileDialog.getOpenFileNames(window, self.tr("Open anything"))
        self.open_files([Path(name) for name in names])

    def open_file(self, path: Path) -> None:
        self.open_files([path])

    def open_files(self, paths: Sequence[Path]) -> None:
        """Takes what belongs together, and says what was left and why; videos are scanned."""
        if not paths:
            return
        if all(map(is_video, paths)):
            self.opened.emit(ScanPlace(Home(), files=tuple(paths)))
        else:
            given = [(path.name, partial(_read, path)) for path in paths]
            self._open(given, paths[0] if len(paths) == 1 else None)

    def open_bytes(self, data: bytes, name: str = "") -> None:
        """What was scanned, or read by somebody else."""
        self._open([(name, lambda: data)])

    def open_text(self, text: str) -> None:
        """What was pasted or dropped as text."""
        if text.strip():
            self.open_bytes(text[: _LONGEST_PASTE + 1].encode(errors="replace"))

    def paste(self) -> None:
        """What is in the clipboard."""
        # An empty clipboard has no data at all, on some platforms.
        given: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if given is None or not self.open_data(given):
            self.told.emit(self.tr("There is no text, picture or file to paste."))

    def open_data(self, given: QMimeData) -> bool:
        """What was dropped or pasted; False for nothing of ours."""
        paths = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
        if paths:
            self.open_files(paths)
            return True
        text = given.text()
        picture = _picture_in(given)
        if picture and not text.strip():
            self.open_bytes(picture)
            return True
        self.open_text(text)
        return bool(text.strip())

    def _open(self, given: Sequence[Given], path: Path | None = None) -> None:
        session = self._session
        keeper = session.keeper
        wallets, payments = session.wallets, session.payments
        reader, reviewed, caches = self._code_reader, session.payment, self._caches

        def work() -> OpenedSeveral:
            from strongroom.window.opening_work import completed, open_all

            found = open_all(given, wallets, payments, keeper, reader, reviewed)
            return completed(found, keeper, caches)

        def lead(found: OpenedSeveral) -> None:
            # Nothing of a vault is shown that was locked meanwhile.
            if keeper is session.keeper:
                self._lead(found, path)

        task = Task(self)
        task.succeeded.connect(lead)
        task.failed.connect(self._fail)
        task.run(self._lanes.engines, without_progress(work))

    def _lead(self, found: OpenedSeveral, path: Path | None) -> None:
        from strongroom.window import opening_work as work

        came_in = work.said_of_previous(found) or work.said_of_signatures(found, self._session)
        place = work.place_of(found, path, self._session)
        remembering = partial(work.remember_seen, found, self._session.keeper, self._caches)
        Task(self).run(self._lanes.files, without_progress(remembering))
        keeping = work.keep_completed(found, self._session)
        if keeping is not None:
            keeping.failed.connect(self.failed)
        self.opened.emit(place)
        said = f"{came_in} {work.said_of_several(found)}".strip()
        if found.left:
            self.warned.emit(said)
        elif said:
            self.told.emit(said)

    def _fail(self, error: object) -> None:
        if isinstance(error, StrongroomError) and error.code == "message-missing":
            self.opened.emit(MessagesPlace(str(error.facts["signature"])))
            return
        from strongroom.window.opening_work import said_of_nothing

        said = said_of_nothing(error)
        if said:
            self.warned.emit(said)
        else:
            self.failed.emit(error)


def is_ours(given: QMimeData) -> bool:
    """Whether what is dragged over the window can be dropped."""
    is_picture = any(map(given.hasFormat, _PICTURES))
    return is_picture or given.hasText() or any(url.isLocalFile() for url in given.urls())


def _picture_in(given: QMimeData) -> bytes:
    """A picture as it was copied; none of it is decoded here."""
    formats = filter(given.hasFormat, _PICTURES)
    return next((bytes(given.data(form).data()) for form in formats), b"")


def _read(path: Path) -> bytes:
    from strongroom.transports.files import read_file

    return read_file(str(path))
