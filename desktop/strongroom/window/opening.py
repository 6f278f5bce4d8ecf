"""Opening anything: reads what was chosen, dropped or pasted, and says where it leads."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from strongroom.formats.bip329 import LabelFile
from strongroom.model.transaction import Transaction
from strongroom.transports.files import read_file
from strongroom.transports.qr.reader import CodeReader
from strongroom.window.opening_words import OpeningWords
from strongroom.window.places import (
    ImportPlace,
    LabelsPlace,
    PaymentPlace,
    Place,
    SetUpPlace,
    VaultPlace,
    WalletPlace,
)
from strongroom.window.session import Session
from strongroom.window.tasks import Lanes, Task, without_progress
from strongroom.workflows.check_message import CheckedMessage
from strongroom.workflows.join_codes import join_codes
from strongroom.workflows.kept import history_of
from strongroom.workflows.open_anything import Opened, OpenedAddress, OpenedVault
from strongroom.workflows.open_key import OpenedKey
from strongroom.workflows.open_several import NothingOpened, OpenedSeveral, Source, open_several
from strongroom.workflows.open_wallet import OpenedWallet
from strongroom.workflows.payment import PaymentUnderWay

_LONGEST_PASTE = 1024 * 1024
"""Characters."""


class Opening(QObject):
    """Ends in one of its signals; nothing is kept by opening it."""

    opened = Signal(object)
    """A ``Place``; the payment of a ``PaymentPlace()`` is under review by then."""
    told = Signal(str)
    """A sentence, for what is only looked at."""
    warned = Signal(str)
    """A sentence that names what was left, and why."""
    failed = Signal(object)

    def __init__(self, session: Session, lanes: Lanes) -> None:
        super().__init__()
        self._session, self._lanes = session, lanes
        self._words = OpeningWords(self)

    def ask(self, window: QWidget) -> None:
        """Has files chosen."""
        names, _ = QFileDialog.getOpenFileNames(window, self.tr("Open anything"))
        self.open_files([Path(name) for name in names])

    def open_file(self, path: Path) -> None:
        self.open_files([path])

    def open_files(self, paths: Sequence[Path]) -> None:
        """Takes what belongs together, and says what was left and why."""
        if paths:
            sources = [Source(path.name, partial(read_file, str(path))) for path in paths]
            self._open(sources, paths[0] if len(paths) == 1 else None)

    def open_text(self, text: str) -> None:
        """What was pasted or dropped as text."""
        if text.strip():
            cut = text[: _LONGEST_PASTE + 1]
            self._open([Source("", lambda: cut.encode(errors="replace"))])

    def paste(self) -> None:
        """What is in the clipboard."""
        # An empty clipboard has no data at all, on some platforms.
        given: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if given is None or not self.open_data(given):
            self.told.emit(self.tr("There is no text and no file to paste."))

    def open_data(self, given: QMimeData) -> bool:
        """What was dropped or pasted; False for nothing of ours."""
        paths = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
        if paths:
            self.open_files(paths)
            return True
        text = given.text()
        self.open_text(text)
        return bool(text.strip())

    def _open(self, sources: Sequence[Source], path: Path | None = None) -> None:
        keeper = self._session.keeper
        limits = keeper.limits()
        wallets, payments = self._session.wallets, self._session.payments

        def work() -> OpenedSeveral:
            history = history_of(payments)
            with CodeReader() as reader:
                joined = join_codes(sources, reader)
                return open_several(joined, wallets, payments, limits=limits, history=history)

        def lead(found: OpenedSeveral) -> None:
            # Nothing of a vault is shown that was locked meanwhile.
            if keeper is self._session.keeper:
                self._lead(found, path)
                self._say_several(found)

        task = Task(self)
        task.succeeded.connect(lead)
        task.failed.connect(self._fail)
        task.run(self._lanes.engines, without_progress(work))

    def _fail(self, error: object) -> None:
        if isinstance(error, NothingOpened):
            self.warned.emit(self._words.of_left(error.left))
        else:
            self.failed.emit(error)

    def _say_several(self, found: OpenedSeveral) -> None:
        if found.left:
            self.warned.emit(self._words.of_several(found))
        elif len(found.taken) > 1:
            self.told.emit(self._words.of_several(found))

    def _lead(self, found: OpenedSeveral, path: Path | None) -> None:
        opened = found.opened
        match opened.thing:
            case OpenedKey():
                self.opened.emit(SetUpPlace(found.keys))
            case OpenedWallet() as wallet:
                self.opened.emit(self._wallet_place(opened, wallet, found.taken[0]))
            case PaymentUnderWay() as payment:
                self._session.review(payment, opened.wallet_row, opened.findings)
                self.opened.emit(PaymentPlace(opened.payment_row))
            case OpenedVault():
                self.opened.emit(VaultPlace(path))
            case OpenedAddress() as address if opened.wallet_row:
                self.opened.emit(WalletPlace(opened.wallet_row, address.place))
            case OpenedAddress():
                self.told.emit(self.tr("This is an address of none of the wallets here."))
            case Transaction() as transaction:
                self.told.emit(self._words.of_transaction(transaction))
            case CheckedMessage() as message:
                self.told.emit(self._words.of_message(message))
            case LabelFile() as labels if opened.wallet_row:
                place = LabelsPlace(opened.wallet_row, labels, found.taken[0])
                self.opened.emit(place)
            case LabelFile():
                self.told.emit(self.tr("These are labels of none of the wallets here."))

    def _wallet_place(self, opened: Opened, wallet: OpenedWallet, name: str) -> Place:
        if opened.wallet_row:
            return WalletPlace(opened.wallet_row)
        return ImportPlace(wallet, name)


def is_ours(given: QMimeData) -> bool:
    """Whether what is dragged over the window can be dropped."""
    return given.hasText() or any(url.isLocalFile() for url in given.urls())
