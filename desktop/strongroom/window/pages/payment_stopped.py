"""A payment that is stopped: the true address beside the false one, and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from strongroom.model.wallet import Branch
from strongroom.review.result import FalseClaim, ReviewedOutput
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.measures import CAPTION_ICON
from strongroom.window.pages.payment_words import Cosigner
from strongroom.window.paragraph import Run, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.quorum import Quorum, QuorumState, SlotSize, SlotState
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_GAP = 10


class StoppedCard(Card):
    """What to do about a payment that must not be signed."""

    def __init__(self, look: Look, steps: Sequence[str]) -> None:
        super().__init__(look)
        self.body.addWidget(Text(look, self.tr("What to do"), _STRONG))
        for number, step in enumerate(steps, 1):
            row = QHBoxLayout()
            row.setSpacing(look.px(12))
            count = Text(look, f"{number}", Voice(weight=Weight.STRONG, role=Role.INK_SOFT))
            row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(look, step), 1)
            self.body.addLayout(row)


class ClaimCard(Card):
    """What the wallet's keys give at the place false change names, and what the file pays."""

    def __init__(self, look: Look, output: ReviewedOutput, claim: FalseClaim, keys: int) -> None:
        super().__init__(look)
        place = f"{self._branch(claim)} {claim.place.index}"
        true = self.tr("What your %n keys give for {place}", "", keys).format(place=place)
        self._add(SignKind.SEEN, true, AddressState(claim.address, true))
        false = self.tr("What the file pays")
        self._add(SignKind.STOPS, false, AddressState(output.address or "", false, is_false=True))

    def _branch(self, claim: FalseClaim) -> str:
        is_change = claim.place.branch is Branch.CHANGE
        return self.tr("change") if is_change else self.tr("receiving")

    def _add(self, sign: SignKind, title: str, address: AddressState) -> None:
        head = QHBoxLayout()
        head.setSpacing(self.look.px(_GAP))
        head.addWidget(Sign(self.look, sign, CAPTION_ICON), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Text(self.look, title, _STRONG), 1)
        below = QVBoxLayout()
        below.setContentsMargins(self.look.px(CAPTION_ICON) + self.look.px(_GAP), 0, 0, 0)
        below.addWidget(Address(self.look, address))
        lines = QVBoxLayout()
        lines.setSpacing(self.look.px(2))
        lines.addLayout(head)
        lines.addLayout(below)
        self.body.addLayout(lines)


class KeysCard(Card):
    """Whose keys stand behind a false address, and whose were replaced."""

    def __init__(
        self, look: Look, claim: FalseClaim, cosigners: Sequence[Cosigner], threshold: int
    ) -> None:
        """``threshold`` is the wallet's own."""
        super().__init__(look)
        self.body.addWidget(Text(look, self.tr("Keys in the false address"), _STRONG))
        missing = claim.kept.count(False)
        gone = self.tr("Replaced") if claim.strangers >= missing else self.tr("Left out")
        for cosigner, is_kept in zip(cosigners, claim.kept, strict=True):
            name = (Run(f"{cosigner.name} ", Weight.STRONG), *_aside(cosigner))
            self._add(name, self.tr("Same") if is_kept else gone, is_kept=is_kept)
        if claim.strangers > missing:
            added = self.tr("%n more of strangers", "", claim.strangers - missing)
            self._add((Run(added, Weight.STRONG),), self.tr("Added"), is_kept=False)
        note = self._quorum_note(claim, threshold)
        if note:
            self.body.addWidget(Text(look, note, _SOFT))

    def _quorum_note(self, claim: FalseClaim, threshold: int) -> str:
        if claim.threshold is None:
            return self.tr("The script behind it has other ways to spend.")
        if claim.threshold != threshold:
            said = self.tr("It takes {false} signatures to spend; your wallet takes {true}.")
            return said.format(false=claim.threshold, true=threshold)
        if all(claim.kept) and not claim.strangers:
            return self.tr("The keys are yours; their order or the kind of address is not.")
        return ""

    def _add(self, name: Sequence[Run], said: str, *, is_kept: bool) -> None:
        look = self.look
        role, sign = (Role.INK, SignKind.SEEN) if is_kept else (Role.BLOCK, SignKind.STOPS)
        slot = QuorumState((SlotState.FULL if is_kept else SlotState.REFUSED,), 0)
        who = QHBoxLayout()
        who.setSpacing(look.px(12))
        who.addWidget(Quorum(look, slot, SlotSize.MEDIUM), 0, Qt.AlignmentFlag.AlignVCenter)
        who.addWidget(Text(look, name), 1)
        state = QHBoxLayout()
        state.setSpacing(look.px(8))
        state.addWidget(Sign(look, sign, CAPTION_ICON), 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(Text(look, said, Voice(role=role)))
        row = Ends(look, least=120, row_gap=2, centred=True)
        row.addLayout(who)
        row.addLayout(state)
        self.body.addLayout(row)


def _aside(cosigner: Cosigner) -> tuple[Run, ...]:
    is_told = cosigner.fingerprint in cosigner.name
    return () if is_told else (Run(cosigner.fingerprint, role=Role.INK_SOFT),)
