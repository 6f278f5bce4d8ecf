"""The window's frame for tests: its parts with nothing on the disk, and practice data in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QWidget,
)

from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet
from strongroom.transports.qr.reader import CodeReader
from strongroom.vault.records import CosignerRecord, LabelKind
from strongroom.window.look import Look
from strongroom.window.opening import Opening
from strongroom.window.page import Parts
from strongroom.window.session import Session
from strongroom.window.settings_file import Settings
from strongroom.window.tasks import Lanes
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import PaymentUnderWay, accept, start
from tests.workflows.rounds import make_payment, make_wallet, signed_by

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
FAMILY = replace(make_wallet(), name="Family savings")
CLUB = replace(make_wallet(ScriptType.P2SH_P2WSH, 3, 5), name="Harbour Sailing Club")
DEPOSIT = replace(make_wallet(count=2), name="House deposit")
COMPARED = (
    CosignerRecord("Alice", "Coldcard", "Alice", "at home", compared=NOW),
    CosignerRecord("Bob", "Jade", "Bob", "in the office", compared=NOW),
    CosignerRecord("Carol", "BitBox02", "Carol", "in the bank box", compared=NOW),
)
PAYMENT = make_payment(FAMILY)
SIGNED = tuple(signed_by(number, PAYMENT, FAMILY) for number in (1, 2, 3))
_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QSlider)


def practice_keeper(keeper: Keeper | None = None) -> Keeper:
    """Three wallets, two of them compared, and a payment that one cosigner signed."""
    keeper = keeper or Keeper()
    row = keeper.keep_wallet(FAMILY, COMPARED, NOW).row
    keeper.keep_wallet(CLUB, (), NOW + timedelta(days=1))
    keeper.keep_wallet(DEPOSIT, COMPARED[:2], NOW + timedelta(days=2))
    payment = _signed_once()
    keeper.keep_payment(row, payment, NOW + timedelta(days=3), "boat.psbt")
    payee = payment.review.outputs[0].address or ""
    keeper.label(row, LabelKind.ADDRESS, payee, "Nordwind Boatyard")
    return keeper


@cache
def _signed_once() -> PaymentUnderWay:
    return accept(start(PAYMENT.original, [FAMILY]), SIGNED[:1])[0]


def make_parts(look: Look, keeper: Keeper | None = None) -> Parts:
    lanes = Lanes()
    session, reader = Session(lanes, keeper), CodeReader()
    return Parts(look, lanes, session, Settings(), Opening(session, lanes, reader), reader)


@contextmanager
def parts_with(look: Look, wallet: Wallet = FAMILY, row: str = "family") -> Iterator[Parts]:
    """Parts beside a kept wallet whose keys were compared."""
    keeper = Keeper()
    keeper.keep_wallet(wallet, COMPARED, NOW, row=row)
    made = make_parts(look, keeper)
    try:
        yield made
    finally:
        made.lanes.close()


def controls(page: QWidget) -> Iterator[QWidget]:
    """All one can act on that is shown."""
    for kind in _CONTROLS:
        yield from (one for one in page.findChildren(kind) if one.isVisibleTo(page))


def nameless(page: QWidget) -> list[str]:
    """The controls a screen reader has no name for."""
    return [type(one).__name__ for one in controls(page) if not one.accessibleName()]


def cut_off(page: QWidget) -> list[str]:
    """The controls that reach beyond the window's right edge."""
    edge = page.width()
    return [
        one.accessibleName()
        for one in controls(page)
        if one.mapTo(page, QPoint(one.width(), 0)).x() > edge
    ]


def photograph(window: QWidget, width: int, height: int, ratio: float = 1.0) -> QImage:
    """The window as it is seen at a size."""
    window.resize(width, height)
    window.ensurePolished()
    if (layout := window.layout()) is not None:
        layout.activate()
    image = QImage(window.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    window.render(image)
    return image
