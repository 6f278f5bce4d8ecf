"""Who has signed: a slot, a line and a next step for every cosigner."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from strongroom.practice.signers import PracticeSigner
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.pages.payment_words import Cosigner, PaymentWords, Stage
from strongroom.window.paragraph import Run, Side, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.quorum import Quorum, QuorumState, SlotSize, SlotState
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import quorum
from strongroom.workflows.payment import CosignerProgress, PaymentUnderWay, Signing, progress

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


@dataclass(frozen=True, slots=True)
class SigningState:
    """A payment and its cosigners; ``saved_for`` are the positions it was saved for last.

    ``signed_at`` says for those who signed, where it is kept, when their signature came here.
    """

    payment: PaymentUnderWay
    cosigners: tuple[Cosigner, ...]
    stage: Stage
    saved_for: frozenset[int] = frozenset()
    signed_at: Mapping[int, datetime] = field(default_factory=dict)


def quorum_state(payment: PaymentUnderWay, saved_for: Collection[int]) -> QuorumState:
    """The slots: full for who signed, half for whom it was saved."""
    slots = tuple(_slot(each, saved_for) for each in progress(payment))
    needed = payment.review.threshold or payment.wallet.policy.threshold
    return QuorumState(slots, needed)


def next_cosigner(state: SigningState) -> Cosigner | None:
    """Whom to save it for next; None where it was saved for as many as are missing."""
    missing, fresh = _still_to_save(state)
    return state.cosigners[fresh[0]] if fresh and missing > 0 else None


class SignaturesCard(Card):
    """``save_for`` has the position of the cosigner somebody wants to save it for, ``sign_with``
    that of a practice signer that is to sign."""

    save_for = Signal(int)
    sign_with = Signal(int)
    scan = Signal()

    def __init__(self, look: Look, words: PaymentWords, state: SigningState) -> None:
        super().__init__(look)
        self._words, self._state = words, state
        self.body.addLayout(self._head())
        if state.stage is Stage.SIGNING and any(one.practice_signer for one in state.cosigners):
            said = self.tr("Practice signers can sign here at once.")
            self.body.addWidget(Text(look, said, _SOFT))
        for each in progress(state.payment):
            self.body.addLayout(self._row(each))
        if state.stage in (Stage.WARNED, Stage.SIGNING, Stage.COMPLETE):
            scan = Button(look, self.tr("Scan an answer"), icon=Icon.CAMERA, size=ButtonSize.SMALL)
            scan.clicked.connect(self.scan)
            self.body.addWidget(scan, 0, Qt.AlignmentFlag.AlignLeft)

    def _head(self) -> Ends:
        slots = quorum_state(self._state.payment, self._state.saved_for)
        head = Ends(self.look, least=120, centred=True)
        head.addWidget(Text(self.look, self.tr("Signatures"), _STRONG))
        counted = QHBoxLayout()
        counted.setSpacing(self.look.px(10))
        counted.addWidget(Quorum(self.look, slots))
        said = quorum(slots.signed, slots.needed)
        counted.addWidget(Text(self.look, said, _STRONG, Side.RIGHT))
        head.addLayout(counted)
        return head

    def _row(self, each: CosignerProgress) -> QHBoxLayout:
        px, look = self.look.px, self.look
        cosigner = self._state.cosigners[each.position]
        row = QHBoxLayout()
        row.setSpacing(px(14))
        slot = QuorumState((_slot(each, self._state.saved_for),), 0)
        row.addWidget(Quorum(look, slot, SlotSize.MEDIUM), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Text(look, _named(cosigner)))
        lines.addLayout(self._standing(each))
        row.addLayout(lines, 1)
        if self._offers_saving(each):
            row.addLayout(self._buttons(cosigner))
        return row

    def _standing(self, each: CosignerProgress) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self.look.px(6))
        if each.state is Signing.SIGNED:
            sign = Sign(self.look, SignKind.SEEN, 14)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(self.look, self._said(each), _SOFT), 1)
        return line

    def _said(self, each: CosignerProgress) -> str:
        if each.state is Signing.SIGNED:
            at = self._state.signed_at.get(each.position)
            if at is None:
                return self.tr("Signed, checked")
            return self.tr("Signed, checked: {when}").format(when=self._words.when(at))
        if each.state is Signing.PARTLY:
            words = self.tr("Signed {done} of {all} coins")
            return words.format(done=each.signed_inputs, all=each.own_inputs)
        if self._state.stage in (Stage.COMPLETE, Stage.FINISHED):
            return self.tr("Not needed any more")
        if each.position in self._state.saved_for:
            return self.tr("Saved, not back yet")
        missing, fresh = _still_to_save(self._state)
        if fresh.index(each.position) >= missing:
            return self.tr("Can sign instead")
        return self.tr("Next") if fresh[0] == each.position else self.tr("After that")

    def _offers_saving(self, each: CosignerProgress) -> bool:
        return self._state.stage is Stage.SIGNING and each.state is not Signing.SIGNED

    def _buttons(self, cosigner: Cosigner) -> QVBoxLayout:
        buttons = QVBoxLayout()
        buttons.setSpacing(self.look.px(4))
        buttons.addStretch(1)
        right = Qt.AlignmentFlag.AlignRight
        buttons.addWidget(self._save_button(cosigner), 0, right)
        if cosigner.practice_signer is not None:
            sign = self._sign_button(cosigner, cosigner.practice_signer)
            buttons.addWidget(sign, 0, right)
        buttons.addStretch(1)
        return buttons

    def _sign_button(self, cosigner: Cosigner, signer: PracticeSigner) -> Button:
        spoken = self._words.signing(cosigner, signer)
        button = Button(self.look, self.tr("Sign"), size=ButtonSize.SMALL, spoken=spoken)
        button.clicked.connect(lambda: self.sign_with.emit(cosigner.position))
        return button

    def _save_button(self, cosigner: Cosigner) -> Button:
        spoken = self._words.saving(cosigner)
        button = Button(self.look, self.tr("Save…"), size=ButtonSize.SMALL, spoken=spoken)
        button.clicked.connect(lambda: self.save_for.emit(cosigner.position))
        return button


def _still_to_save(state: SigningState) -> tuple[int, list[int]]:
    """For how many it must still be saved, and the positions of those it can be saved for."""
    waiting = [
        each.position for each in progress(state.payment) if each.state is not Signing.SIGNED
    ]
    fresh = [position for position in waiting if position not in state.saved_for]
    return state.payment.review.missing - (len(waiting) - len(fresh)), fresh


def _slot(each: CosignerProgress, saved_for: Collection[int]) -> SlotState:
    if each.state is Signing.SIGNED:
        return SlotState.FULL
    is_half = each.state is Signing.PARTLY or each.position in saved_for
    return SlotState.HALF if is_half else SlotState.HOLLOW


def _named(cosigner: Cosigner) -> tuple[Run, ...]:
    if cosigner.is_named_by_device:
        return (Run(cosigner.name, Weight.STRONG),)
    return (Run(f"{cosigner.name} ", Weight.STRONG), Run(cosigner.device, role=Role.INK_SOFT))
