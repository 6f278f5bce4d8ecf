"""The overview of a wallet: its policy, and each cosigner with a tick for the comparison."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt

from strongroom.model.device import Device
from strongroom.vault.records import CosignerRecord
from strongroom.vault.registrations import RegistrationRecord
from strongroom.window.icons import Icon
from strongroom.window.keyboard import let_go, place_of_focus, put_focus
from strongroom.window.page import Parts
from strongroom.window.pages.cosigner_card import CosignerCard
from strongroom.window.pages.cosigner_fields import Known
from strongroom.window.pages.policy_card import PolicyCard
from strongroom.window.pages.wallet_part import WalletPart
from strongroom.window.places import PeoplePlace, WalletPlace
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.words.device_words import device_title
from strongroom.words.drill_words import last_drill, never_words
from strongroom.workflows.advisories import signer_findings
from strongroom.workflows.drills import last_of_key
from strongroom.workflows.keeping import Keeper, KeptWallet

_AT_ONCE = 1
"""Keys that are shown with the policy; more come one after the other."""


class CosignersPart(WalletPart):
    """Ticks and words are kept at once."""

    def __init__(self, parts: Parts, kept: KeptWallet) -> None:
        super().__init__(parts, kept)
        self._read(kept)
        self.column.addWidget(PolicyCard(self.look, kept.wallet))
        self._cards: list[CosignerCard] = []
        self.column.addWidget(self._people_button(), 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        pieces = [partial(self._add, position) for position in range(len(self._names))]
        self._turns.begin(pieces, _AT_ONCE)

    def take(self, kept: KeptWallet) -> bool:
        """A card stays where nothing else is said of its key."""
        before, named = self.kept, self._names
        if kept.wallet != before.wallet:
            return False
        self._read(kept)
        for position in range(len(self._cards)):
            was = (before.record.cosigners[position], named[position])
            if was != (kept.record.cosigners[position], self._names[position]):
                self._replace(position)
        return True

    def _read(self, kept: KeptWallet) -> None:
        self.kept = kept
        self._names = kept.names(QCoreApplication.translate)

    def _add(self, position: int) -> None:
        card = self._card(position)
        self._cards.append(card)
        self.column.insertWidget(self.column.count() - 2, card)

    def _people_button(self) -> Button:
        button = Button(self.look, self.tr("People and places"), ButtonKind.BARE, Icon.PERSON)
        button.clicked.connect(lambda: self.wanted.emit(PeoplePlace(WalletPlace(self.kept.row))))
        return button

    def _replace(self, position: int) -> None:
        before = self._cards[position]
        card = self._cards[position] = self._card(position)
        focus = place_of_focus(before)
        if before.is_open:
            card.open()
        if card.registrations is not None and before.registrations is not None:
            card.registrations.go_on(before.registrations)
        self.column.replaceWidget(before, card)
        card.show()
        put_focus(card, focus)
        let_go(before, self)

    def _card(self, position: int) -> CosignerCard:
        key, said = (
            self.kept.wallet.policy.cosigners[position],
            self.kept.record.cosigners[position],
        )
        name = self._names[position]
        known = Known(
            tuple(one.record.name for one in self.session.people),
            tuple(one.record.name for one in self.session.places),
        )
        wallet = self.kept.record
        card = CosignerCard(
            self.look,
            position,
            key,
            said,
            name,
            is_kept=True,
            known=known,
            wallet=wallet,
            findings=signer_findings(said, f"key {position}"),
            drill=self._drill(position),
        )
        if card.registrations is not None:
            card.registrations.kept.connect(partial(self._keep_registration, position))
            card.registrations.removed.connect(partial(self._remove_registration, position))
        card.ticked.connect(partial(self._tick, position))
        card.described.connect(partial(self._describe, position))
        card.cleared.connect(partial(self._clear, position))
        return card

    def _drill(self, position: int) -> tuple[str, bool]:
        """How the last drill with a key went, and whether one is due."""
        today, say = datetime.now(UTC).astimezone().date(), QCoreApplication.translate
        last = last_of_key(self.session.drills, self.kept.wallet.policy.cosigners[position])
        if last is None:
            return never_words(say, of_key=True), True
        return last_drill(last.tried, last.line(today, say), say), last.is_due(today)

    def _tick(self, position: int, is_ticked: bool) -> None:
        when = datetime.now(UTC) if is_ticked else None
        row = self.kept.row
        self.change(partial(Keeper.compare_key, row=row, position=position, when=when))

    def _clear(self, position: int) -> None:
        row, name = self.kept.row, self._names[position]
        title = self.tr("what was said of {name}").format(name=name)
        task = self.session.remove(lambda keeper: keeper.forget_cosigner(row, position), title)
        task.failed.connect(self.failed)

    def _keep_registration(self, position: int, said: RegistrationRecord) -> None:
        row = self.kept.row
        self.change(partial(Keeper.keep_registration, row=row, position=position, said=said))

    def _remove_registration(self, position: int, device: Device) -> None:
        row, name = self.kept.row, self._names[position]
        title = self.tr("the registration on {name}’s {device}")
        task = self.session.remove(
            lambda keeper: keeper.forget_registration(row, position, device),
            title.format(name=name, device=device_title(device)),
        )
        task.failed.connect(self.failed)

    def _describe(self, position: int, said: CosignerRecord) -> None:
        row = self.kept.row
        self.change(partial(Keeper.describe_cosigner, row=row, position=position, said=said))
