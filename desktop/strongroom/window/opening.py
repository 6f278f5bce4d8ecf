"""Opening anything: reads what was chosen, dropped or pasted, and says where it leads."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from strongroom.formats.bip329 import LabelFile
from strongroom.model.transaction import Transaction
from strongroom.transports.files import read_file
from strongroom.transports.qr.gathering import whole
from strongroom.transports.qr.reader import CodeReader
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
from strongroom.words.text import visible
from strongroom.workflows.check_message import CheckedMessage
from strongroom.workflows.kept import history_of
from strongroom.workflows.open_anything import Opened, OpenedAddress, OpenedVault, open_anything
from strongroom.workflows.open_key import OpenedKey
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
    failed = Signal(object)

    def __init__(self, session: Session, lanes: Lanes) -> None:
        super().__init__()
        self._session, self._lanes = session, lanes

    def ask(self, window: QWidget) -> None:
        """Has a file chosen."""
        name, _ = QFileDialog.getOpenFileName(window, self.tr("Open anything"))
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        self._open(partial(read_file, str(path)), path.name, path)

    def open_text(self, text: str) -> None:
        """What was pasted or dropped as text."""
        if text.strip():
            cut = text[: _LONGEST_PASTE + 1]
            self._open(lambda: cut.encode(errors="replace"))

    def open_data(self, given: QMimeData) -> bool:
        """What was dropped or pasted, the first where it is several; False for nothing of ours."""
        paths = [url.toLocalFile() for url in given.urls() if url.isLocalFile()]
        if paths:
            self.open_file(Path(paths[0]))
        elif given.hasText():
            self.open_text(given.text())
        return bool(paths) or given.hasText()

    def _open(self, read: Callable[[], bytes], name: str = "", path: Path | None = None) -> None:
        keeper = self._session.keeper
        limits = keeper.limits()
        wallets, payments = self._session.wallets, self._session.payments

        def work() -> Opened:
            with CodeReader() as reader:
                data = whole(read(), reader)
            return open_anything(
                data,
                wallets,
                payments,
                name=name,
                limits=limits,
                history=history_of(payments),
            )

        def lead(opened: Opened) -> None:
            # Nothing of a vault is shown that was locked meanwhile.
            if keeper is self._session.keeper:
                self._lead(opened, name, path)

        task = Task(self)
        task.succeeded.connect(lead)
        task.failed.connect(self.failed)
        task.run(self._lanes.engines, without_progress(work))

    def _lead(self, opened: Opened, name: str, path: Path | None) -> None:
        match opened.thing:
            case OpenedKey() as key:
                self.opened.emit(SetUpPlace(key))
            case OpenedWallet() as wallet:
                self.opened.emit(self._wallet_place(opened, wallet, name))
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
                self.told.emit(_finished(self, transaction))
            case CheckedMessage() as message:
                self.told.emit(_signed(self, message))
            case LabelFile() as labels if opened.wallet_row:
                self.opened.emit(LabelsPlace(opened.wallet_row, labels, name))
            case LabelFile():
                self.told.emit(self.tr("These are labels of none of the wallets here."))

    def _wallet_place(self, opened: Opened, wallet: OpenedWallet, name: str) -> Place:
        if opened.wallet_row:
            return WalletPlace(opened.wallet_row)
        return ImportPlace(wallet, name)


def is_ours(given: QMimeData) -> bool:
    """Whether what is dragged over the window can be dropped."""
    return given.hasText() or any(url.isLocalFile() for url in given.urls())


def _finished(speaker: QObject, transaction: Transaction) -> str:
    return speaker.tr(
        "This is a transaction, {txid}. It belongs to no payment that is under way here."
    ).format(txid=transaction.txid)


def _signed(speaker: QObject, message: CheckedMessage) -> str:
    if message.is_valid:
        said = speaker.tr("{address} signed this message: {text}")
    else:
        said = speaker.tr("{address} is not shown to have signed this message: {text}")
    return said.format(address=message.signed.address, text=visible(message.signed.message))
