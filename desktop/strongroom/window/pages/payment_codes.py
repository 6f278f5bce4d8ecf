"""A reviewed payment as QR codes for one cosigner's signer."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from strongroom.model.device import device_named
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.page import Parts
from strongroom.window.pages.code_player import MakeSeries
from strongroom.window.pages.payment_packing import PackingCard, Packings
from strongroom.window.pages.payment_words import (
    Cosigner,
    PaymentWords,
    cosigners_of,
    is_own,
)
from strongroom.window.pages.show_codes import ShowCodesPage
from strongroom.window.paragraph import Voice
from strongroom.window.places import PaymentCodesPlace, PaymentPlace, ScanPlace
from strongroom.window.theme import Role
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.amount import Amount
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.device_packing import PackingChoice, Way
from strongroom.workflows.payment import PaymentUnderWay
from strongroom.workflows.show_codes import payment_series

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


class PaymentCodesPage(ShowCodesPage):
    """Only of the payment under review, and only where its review lets it be signed."""

    def __init__(self, parts: Parts, place: PaymentCodesPlace) -> None:
        reviewed = parts.session.payment
        assert reviewed is not None
        payment = reviewed.payment
        kept = parts.session.wallet(reviewed.wallet_row)
        cosigner = cosigners_of(payment, kept)[place.position]
        choice = place.packing or PackingChoice(device_named(cosigner.device))
        device = choice.device
        super().__init__(parts, "", "", PaymentPlace(), device)
        signer = PaymentWords(self.look.unit).signer(cosigner)
        self.set_title(
            self.tr("Show it to {signer}").format(signer=signer),
            self.tr(
                "The reviewed payment as a moving code. The order of the parts does not matter."
            ),
        )
        scan = Button(self.look, self.tr("Scan the answer"), ButtonKind.FILLED, Icon.CAMERA)
        scan.clicked.connect(lambda: self.go.emit(ScanPlace(PaymentPlace(), signer, device)))
        self.header_buttons.addWidget(scan)
        self.set_primary(scan)
        self.set_network(payment.wallet.network)
        self._here, self._payment, self._choice = place, payment, choice
        packings = Packings(Way.CODES, {place.position: signer}, {place.position: choice})
        packing = PackingCard(self.look, payment, packings)
        packing.chosen.connect(self._repack)
        self.fill(signer, [MustShowCard(self.look, payment, cosigner), packing])
        self._say_standing()
        self.play(self._series())

    def _series(self) -> MakeSeries:
        return partial(payment_series, self._payment, self._choice.packing(Way.CODES))

    def _say_standing(self) -> None:
        said = self.tr("This exact payment was reviewed. What comes back is held to it.")
        self.say(said, SignKind.SEEN)

    def _repack(self, _: int, choice: PackingChoice) -> None:
        """For another device the whole page is another."""
        if choice.device is not self._choice.device:
            self.go.emit(replace(self._here, packing=choice))
            return
        self._choice = choice
        self._say_standing()
        self.play_instead(self._series())


class MustShowCard(Card):
    """What the holder has to see on the signer before agreeing."""

    def __init__(self, look: Look, payment: PaymentUnderWay, cosigner: Cosigner) -> None:
        super().__init__(look)
        title = self.tr("The signer must then show")
        self.body.addWidget(Text(look, title, _STRONG))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(6))
        grid.setColumnStretch(1, 1)
        for output in payment.review.outputs:
            if is_own(output):
                continue
            _add(grid, Text(look, self.tr("Pays"), _SOFT), Amount(look, output.amount, _STRONG))
            if output.address is not None:
                state = AddressState(output.address, self.tr("Pays to"))
                _add(grid, Text(look, self.tr("To"), _SOFT), Address(look, state))
        if payment.review.fee is not None:
            _add(grid, Text(look, self.tr("Fee"), _SOFT), Amount(look, payment.review.fee))
        self.body.addLayout(grid)
        said = self.tr("If anything differs, refuse on the signer and stop here.")
        self.body.addWidget(Text(look, said, _SOFT))


def _add(grid: QGridLayout, name: Text, value: Amount | Address) -> None:
    row = grid.rowCount()
    grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
    if isinstance(value, Amount):
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignLeft)
    else:
        grid.addWidget(value, row, 1)
