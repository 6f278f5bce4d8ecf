"""What is shown of the open vault: its file, what opens it, its earlier states."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from strongroom.vault.storage import ReadOnly
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.pages.vault_elsewhere import ElsewhereCard
from strongroom.window.pages.vault_facts import VaultFacts
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import date_in_words
from strongroom.words.vault_words import LARGE_VAULT
from strongroom.workflows.vault_security_keys import NotedKey

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_STRONG = Voice(weight=Weight.STRONG)
_SHOWN = 10
"""Earlier states; the others are shown when asked for."""
_MINUTES = (1, 5, 15, 30, 60, 0)


class OpenVault(QWidget):
    """Its signals are what somebody wishes to do with the vault."""

    lock = Signal()
    check = Signal()
    copy_elsewhere = Signal()
    move_elsewhere = Signal()
    export_all = Signal()
    change_passphrase = Signal()
    rekey = Signal()
    draw_recovery_key = Signal()
    require_keyring = Signal()
    do_without_keyring = Signal()
    add_security_key = Signal()
    remove_security_key = Signal(object)
    """A ``NotedKey``."""
    restore = Signal(object)
    """A ``Kept``."""
    bring_back = Signal(str)
    """The row of a removed wallet."""
    go_on = Signal()
    put_in_place = Signal()
    idle_minutes = Signal(int)
    show_log = Signal()
    show_people = Signal()
    show_contacts = Signal()

    def __init__(self, look: Look, facts: VaultFacts, idle_minutes: int) -> None:
        super().__init__()
        self.look, self._facts = look, facts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(16))
        self.lock_button = self._button(self.tr("Lock"), self.lock.emit, Icon.LOCK)
        cards = (
            self._file_card(),
            self._factors_card(),
            self._forgetting_card(),
            self._elsewhere_card(),
            self._export_card(),
            self._generations_card(),
            *([self._removed_card()] if facts.removed else []),
            self._people_card(),
            self._log_card(),
            self._idle_card(idle_minutes),
        )
        for card in cards:
            column.addWidget(card)

    def _file_card(self) -> Card:
        title, words = self._standing()
        texts = [self.tr("Its file: {path}").format(path=self._facts.path), words]
        if self._facts.is_large:
            texts.append(QCoreApplication.translate("Words", LARGE_VAULT))
        if self._facts.keyring_failure:
            texts.append(
                self.tr(
                    "The keyring of this computer does not answer, so an older file put in this"
                    " one’s place would not be noticed. All else works without it."
                )
            )
        check = self._button(self.tr("Check all of it"), self.check.emit, Icon.SEARCH)
        move = self._button(self.tr("Move it…"), self.move_elsewhere.emit)
        if self._facts.read_only is not None:
            move.switch(self.tr("This vault is open for reading."))
        buttons = [self.lock_button, check, move, *self._ways_on()]
        shown = (Text(self.look, text) for text in texts if text)
        return self._card(title, *shown, self._row(buttons))

    def _standing(self) -> tuple[str, str]:
        """A title, and what it means where something is not as ever."""
        match self._facts.read_only:
            case ReadOnly.IN_USE:
                words = self.tr("It is open elsewhere. Close it there to change something here.")
                return self.tr("Open for reading"), words
            case ReadOnly.UNWRITABLE:
                words = self.tr("Its folder cannot be written to, so nothing is saved.")
                return self.tr("Open for reading"), words
            case ReadOnly.KEPT:
                words = self.tr(
                    "It is for looking. Where the vault itself is damaged or gone, this one can"
                    " take its place; the file there is kept under another name."
                )
                return self.tr("An earlier state of a vault"), words
            case ReadOnly.OLDER:
                return self.tr("This is an older file"), self._older_words()
        return self.tr("Everything is saved"), ""

    def _ways_on(self) -> list[Button]:
        match self._facts.read_only:
            case ReadOnly.KEPT:
                words = self.tr("Put it in the vault’s place")
                return [self._button(words, self.put_in_place.emit)]
            case ReadOnly.OLDER:
                return [self._button(self.tr("Go on with this one"), self.go_on.emit)]
        return []

    def _older_words(self) -> str:
        seen = self._facts.older_than
        assert seen is not None
        return self.tr(
            "Here a file of {later} was open last, and this one is of {earlier}. Somebody may have"
            " put an old copy in its place. Nothing is saved until you say that you mean this one."
        ).format(later=self._when(seen.saved), earlier=self._when(self._facts.saved))

    def _factors_card(self) -> Card:
        facts = self._facts
        lines = []
        if facts.has_passphrase:
            lines.append(self.tr("The passphrase, on any computer that has the file."))
        if facts.needs_keyring:
            lines.append(self.tr("The passphrase together with the keyring of this computer."))
        if facts.keys:
            lines.append(self.tr("The passphrase together with a security key (FIDO2):"))
        keys = [self._key_row(key) for key in facts.keys]
        paper = self.tr("The recovery key on paper, without anything else.")
        last = [Text(self.look, paper)] if facts.has_recovery_key else []
        buttons = [
            self._button(self.tr("Change the passphrase…"), self.change_passphrase.emit),
            self._button(self._recovery_words(), self.draw_recovery_key.emit, Icon.SHEET),
            self._keyring_button(),
            self._add_key_button(),
            self._button(self.tr("Somebody may know it…"), self.rekey.emit, Icon.KEY),
        ]
        if facts.read_only is not None:
            for button in buttons:
                button.switch(self.tr("This vault is open for reading."))
        texts = (Text(self.look, line) for line in lines)
        return self._card(self.tr("What opens it"), *texts, *keys, *last, self._row(buttons))

    def _key_row(self, key: NotedKey) -> QWidget:
        """Which key it is, and a way to remove it."""
        said = self.tr("Security key {number}").format(number=key.number)
        if key.added is not None:
            said = self.tr("{key}: {name}, added {when}").format(
                key=said, name=key.name, when=self._when(key.added)
            )
        act = partial(self.remove_security_key.emit, key)
        return self._ended_row(said, self.tr("Remove…"), act)

    def _recovery_words(self) -> str:
        if self._facts.has_recovery_key:
            return self.tr("A new recovery key…")
        return self.tr("Make a recovery key…")

    def _keyring_button(self) -> Button:
        if self._facts.needs_keyring:
            return self._button(self.tr("Do without the keyring…"), self.do_without_keyring.emit)
        words = self.tr("Require the keyring too…")
        if self._facts.keys:
            words = self.tr("Add this computer’s keyring…")
        button = self._button(words, self.require_keyring.emit)
        if not self._facts.has_recovery_key:
            button.switch(self.tr("Make a recovery key first: a keyring can be lost."))
        return button

    def _add_key_button(self) -> Button:
        button = self._button(self.tr("Add a security key…"), self.add_security_key.emit)
        if not self._facts.has_recovery_key:
            button.switch(self.tr("Make a recovery key first: a security key can be lost."))
        return button

    def _forgetting_card(self) -> Card:
        title = self.tr("If the passphrase is forgotten")
        if self._facts.keys:
            title = self.tr("If the passphrase is forgotten, or the security key is lost")
            words = self.tr(
                "Another security key opens the vault as well, and a lost one is removed above."
                " Without any, or without the passphrase, the recovery key opens it, and “Somebody"
                " may know it” then sets another passphrase and withdraws what is lost. Keep the"
                " recovery key where the passphrase is not; whoever has it and the file can read"
                " everything."
            )
        elif self._facts.has_recovery_key:
            words = self.tr(
                "The recovery key opens the vault, and “Somebody may know it” then sets another"
                " passphrase. Keep it where the passphrase is not; whoever has it and the file can"
                " read everything."
            )
        else:
            words = self.tr(
                "Then nobody can open this vault, and nobody can reset it. The wallets’"
                " coins are safe as long as devices and backups are; labels, records and"
                " payments under way would be lost. A recovery key is the second way in."
            )
        return self._card(title, Text(self.look, words))

    def _elsewhere_card(self) -> Card:
        card = ElsewhereCard(self.look, self._facts.elsewhere)
        card.copy.connect(self.copy_elsewhere)
        return card

    def _export_card(self) -> Card:
        words = self.tr(
            "All of it as open files in one archive, encrypted with a passphrase of its own: for"
            " the day on which there is no Strongroom. Any “age” program opens it."
        )
        button = self._button(self.tr("Export everything…"), self.export_all.emit, Icon.EXPORT)
        return self._card(
            self.tr("Without this program"), Text(self.look, words), self._row([button])
        )

    def _generations_card(self) -> Card:
        words = self.tr(
            "The last five states, and one a day for thirty days, lie beside the file. To bring one"
            " back keeps the present as one of them."
        )
        rows: list[QWidget] = [Text(self.look, words, _SOFT)]
        states = self._generation_rows()
        rows += islice(states, _SHOWN)
        if not self._facts.generations:
            rows.append(Text(self.look, self.tr("Nothing is kept yet.")))
        card = self._card(self.tr("Earlier states"), *rows)
        if len(self._facts.generations) > _SHOWN:
            self._offer_more(card, states)
        return card

    def _offer_more(self, card: Card, states: Iterator[QWidget]) -> None:
        """A button that gives its place, and the keyboard, to the other states."""
        count = len(self._facts.generations)
        turns = Turns(card)

        def add(before: list[Button]) -> None:
            row = next(states)
            card.body.addWidget(row)
            row.show()
            (button,) = row.findChildren(Button)
            QWidget.setTabOrder(before[-1], button)
            before.append(button)

        def show_all() -> None:
            buttons = [every]
            add(buttons)
            buttons[-1].setFocus()
            card.body.removeWidget(held)
            held.hide()
            turns.begin([partial(add, buttons)] * (count - _SHOWN - 1))

        every = self._button(self.tr("Show all %n", "", count), show_all)
        held = self._row([every])
        card.body.addWidget(held)

    def _generation_rows(self) -> Iterator[QWidget]:
        """By their moments; those of one minute are told apart by the second."""
        often = Counter(self._when(kept.saved) for kept in self._facts.generations)
        for kept in self._facts.generations:
            said = self._when(kept.saved)
            if often[said] > 1:
                said += f":{kept.saved:%S}"
            yield self._row_to_bring_back(said, partial(self.restore.emit, kept))

    def _removed_card(self) -> Card:
        words = self.tr("With their labels and payments, for thirty days.")
        rows: list[QWidget] = [Text(self.look, words, _SOFT)]
        for one in self._facts.removed:
            left = self.tr("days left: %n", "", one.days_left(self._facts.read))
            said = self.tr("{name}, removed {when} · {left}").format(
                name=one.name, when=self._when(one.removed), left=left
            )
            rows.append(self._row_to_bring_back(said, partial(self.bring_back.emit, one.row)))
        return self._card(self.tr("Removed wallets"), *rows)

    def _row_to_bring_back(self, said: str, act: Callable[[], None]) -> QWidget:
        return self._ended_row(said, self.tr("Bring back"), act, Icon.UNDO)

    def _ended_row(
        self, said: str, words: str, act: Callable[[], None], icon: Icon | None = None
    ) -> QWidget:
        """A line of text with a small button at its end."""
        held = QWidget()
        ends = Ends(self.look, least=200, centred=True)
        ends.addWidget(Text(self.look, said))
        button = Button(
            self.look, words, ButtonKind.QUIET, icon, ButtonSize.SMALL, f"{words}: {said}"
        )
        button.clicked.connect(lambda: act())
        if self._facts.read_only is not None:
            button.switch(self.tr("This vault is open for reading."))
        ends.addWidget(button)
        held.setLayout(ends)
        return held

    def _log_card(self) -> Card:
        log = self._facts.log
        if log.is_intact:
            words = self.tr(
                "What was done and when; every line of it holds. Entries: %n.", "", log.count
            )
        else:
            words = self.tr(
                "It does not hold: somebody changed what was noted, or it was damaged. Open it to"
                " see where."
            )
        button = self._button(self.tr("Open the log"), self.show_log.emit, Icon.CLOCK)
        return self._card(self.tr("Log"), Text(self.look, words), self._row([button]))

    def _people_card(self) -> Card:
        words = self.tr(
            "Who holds keys, witnesses or inherits, where everything lies, and whom you pay."
        )
        said = self.tr("Open people and places")
        button = self._button(said, self.show_people.emit, Icon.PERSON)
        contacts = self._button(self.tr("Open contacts"), self.show_contacts.emit, Icon.PERSON)
        title = self.tr("People, places and contacts")
        return self._card(title, Text(self.look, words), self._row([button, contacts]))

    def _idle_card(self, minutes: int) -> Card:
        title = self.tr("Lock by itself")
        choice = Choice(self.look, title, [self._idle_words(number) for number in _MINUTES])
        choice.setCurrentIndex(_MINUTES.index(min(_MINUTES, key=lambda one: abs(one - minutes))))
        choice.activated.connect(lambda number: self.idle_minutes.emit(_MINUTES[number]))
        choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        choice.setEnabled(self._facts.read_only is None)
        sentence = self.tr(
            "It also locks when the screen of this computer is locked, if it says so."
        )
        return self._card(title, choice, Text(self.look, sentence, _SOFT))

    def _idle_words(self, minutes: int) -> str:
        if minutes == 0:
            return self.tr("only with the screen")
        if minutes == 1:
            return self.tr("after a minute without use")
        return self.tr("after %n minutes without use", "", minutes)

    def _when(self, moment: datetime) -> str:
        return date_in_words(int(moment.timestamp()))

    def _button(self, words: str, act: Callable[[], object], icon: Icon | None = None) -> Button:
        button = Button(self.look, words, ButtonKind.QUIET, icon)
        button.clicked.connect(lambda: act())
        return button

    def _row(self, buttons: Sequence[QWidget]) -> QWidget:
        held = QWidget()
        row = Flow(self.look)
        for button in buttons:
            row.addWidget(button)
        held.setLayout(row)
        return held

    def _card(self, title: str, *parts: QWidget) -> Card:
        card = Card(self.look)
        card.body.setSpacing(self.look.px(10))
        card.body.addWidget(Text(self.look, title, _LEAD))
        for part in parts:
            card.body.addWidget(part)
        return card
