"""The vault: made, unlocked, locked; or none, to look only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from strongroom.vault.creating import create_vault, place_for
from strongroom.vault.errors import VaultError
from strongroom.vault.keyring import Keyring, SystemKeyring
from strongroom.vault.places import Places
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.security_key import SecurityKeys, Touches
from strongroom.vault.security_key_usb import UsbSecurityKeys
from strongroom.vault.storage import ReadOnly
from strongroom.vault.stretching import calibrate
from strongroom.vault.vault import Vault, open_with
from strongroom.window.collecting import sparing
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.measures import CAPTION_GAP
from strongroom.window.page import Page, Parts, emptied
from strongroom.window.pages.security_key_errand import SecurityKeyErrand
from strongroom.window.pages.vault_choice import VaultChoice, first_there
from strongroom.window.pages.vault_desk import OpenVaultDesk
from strongroom.window.pages.vault_fields import (
    PinField,
    from_home,
    labelled,
    reveal_box,
    secret_field,
)
from strongroom.window.pages.vault_make import NewVault
from strongroom.window.paragraph import Voice
from strongroom.window.places import Home, VaultPlace
from strongroom.window.session import Kept
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.painted import announce
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_begun import begun
from strongroom.workflows.vault_unlock import Opened, Way, takes_security_key, unlock

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_REFUSED = Voice(TypeSize.SMALL, Weight.STRONG, Role.BLOCK)
_WRONG = "passphrase-wrong"
_SUFFIX = "*.strongroom"


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An open vault's keeper, and what it holds."""

    keeper: Keeper
    kept: Kept


class VaultPage(Page):
    """Shows one of three: the open vault, one to be unlocked, or one to be made."""

    def __init__(
        self,
        parts: Parts,
        place: VaultPlace,
        places: Places | None = None,
        keyring: Keyring | None = None,
        keys: SecurityKeys | None = None,
    ) -> None:
        super().__init__(parts, way_back=Home())
        self._places = places or Places.here()
        self._keyring = keyring or SystemKeyring()
        self._keys = keys or UsbSecurityKeys()
        self._is_likely = place.path is None
        """Whether it is only taken for the one that somebody wants."""
        self._path = place.path or self._likely_path()
        self._is_busy = False
        self._focus: QWidget | None = None
        self._paper: CheckBox | None = None
        self._cancel: Button | None = None
        self._takes_key = False
        self._refusal: Text | None = None
        self._show(place)

    def begin(self) -> None:
        if self._focus is not None:
            self._focus.setFocus()

    def _show(self, place: VaultPlace | None = None) -> None:
        self._refusal = None
        vault = self.session.vault
        if vault is not None:
            self._show_open(vault, place)
        elif self._path is not None:
            self._show_unlock(self._path)
        else:
            self._show_make()

    def _likely_path(self) -> Path | None:
        """The vault that was open last; whether it is there is looked at in a lane."""
        remembered = self.parts.settings.remembered.vaults
        if self.session.vault is None:
            task = Task(self)
            task.succeeded.connect(self._correct)
            look = partial(first_there, self._places, remembered)
            task.run(self.parts.lanes.looking, without_progress(look))
        return remembered[0] if remembered else None

    def _correct(self, there: Path | None) -> None:
        """Turns to the vault that is there, unless somebody has begun with the one shown."""
        is_begun = self._is_busy or bool(self._passphrase.text())
        if is_begun or not self._is_likely or there == self._path:
            return
        if there is not None:
            self._turn_to(there)
        elif self._path is not None:
            said = self.tr("{path} is not there now. Is its stick put in?")
            self.say(said.format(path=from_home(self._path)), SignKind.LOOK)

    # The open vault

    def _show_open(self, vault: Vault, place: VaultPlace | None) -> None:
        self._desk = OpenVaultDesk(self, vault, self._keyring, self._keys)
        if place is not None and place.draws_recovery_key:
            self._focus = self._desk.begin_recovery_key()
        else:
            self._desk.show()

    # Unlocking

    def _show_unlock(self, path: Path) -> None:
        emptied(self.column)
        self.set_title(
            self.tr("Unlock {name}").format(name=path.stem),
            self.tr("Its passphrase opens it on this computer; it is stored nowhere."),
        )
        self._passphrase = secret_field(self.look, self.tr("Passphrase"))
        self._by_paper = CheckBox(self.look, self.tr("This is the recovery key"))
        self._unlock = self._button(self.tr("Unlock"), self._open, ButtonKind.FILLED, Icon.UNLOCK)
        self._action, self._focus = self._unlock, self._passphrase
        self._paper, self._takes_key = None, False
        self.set_primary(self._unlock)
        self._carry = self._carry_box()
        pin, cancel = self._ready_for_key()
        rows = [
            labelled(self.look, self.tr("Passphrase"), self._passphrase, self._refusal_below()),
            reveal_box(self.look, self.tr("Show what is typed"), [self._passphrase]),
            self._by_paper,
            pin,
            *([self._carry] if self._carry else []),
            self._in_a_row(self._unlock, cancel),
        ]
        self.column.addWidget(self._card(from_home(path), *rows))
        self._add_choice()
        self.column.addWidget(self._others(is_making=False))
        self.column.addStretch(1)
        task = Task(self._unlock)
        task.succeeded.connect(self._say_what_it_takes)
        task.run(self.parts.lanes.looking, without_progress(partial(_takes_key, path)))

    def _refusal_below(self) -> Text:
        """What is wrong with the passphrase, until it is changed."""
        self._refusal = Text(self.look, voice=_REFUSED)
        self._refusal.hide()
        self._passphrase.textEdited.connect(self._refusal.hide)
        return self._refusal

    def say_error(self, error: object, sign: SignKind = SignKind.STOPS) -> None:
        """What is wrong with what was typed stands beside its field, all else at the foot."""
        super().say_error(error, sign)
        if self._refusal is not None and isinstance(error, VaultError) and error.code == _WRONG:
            said = self.notices.state.text
            self.say("")
            self._refusal.set_text(said)
            self._refusal.show()
            announce(self._refusal, said)

    def _ready_for_key(self) -> tuple[PinField, Button]:
        """Where a PIN is typed, and what ends the waiting for a touch: both hidden until then."""
        pin = PinField(self.look)
        self._errand = SecurityKeyErrand(self, self._keys, pin)
        self._errand.answered.connect(lambda opened: self._run(lambda: opened.vault))
        self._errand.ended.connect(self._try_again)
        cancel = self._cancel = self._button(self.tr("Cancel"), self._errand.cancel)
        cancel.hide()
        return pin, cancel

    def _let_cancel(self, can: bool) -> None:
        if self._cancel is not None:
            self._cancel.setVisible(can)

    def _say_what_it_takes(self, takes_key: bool) -> None:
        self._takes_key = takes_key
        if takes_key and self._path is not None:
            self.set_title(
                self.tr("Unlock {name}").format(name=self._path.stem),
                self.tr("Its passphrase opens it together with a security key: put that in."),
            )

    def _open(self) -> None:
        path, passphrase = self._path, self._passphrase.text()
        if path is None:
            return
        if not passphrase:
            self.say(self.tr("Type the passphrase first."), SignKind.LOOK)
            self._passphrase.setFocus()
            return
        said = self.tr("Unlocking takes a few seconds…")
        if self._by_paper.isChecked():
            try:
                factor = RecoveryKey.read(passphrase)
            except VaultError as error:
                self._refuse(error)
                return
            self.say(said, SignKind.UNDER_WAY)
            self._run(partial(open_with, path, factor, keyring=self._keyring))
            return
        keyring = self._keyring
        self._set_busy(True)
        self._let_cancel(self._takes_key)

        def open_it(keys: SecurityKeys, pin: str, touches: Touches) -> Opened:
            with sparing():
                return unlock(path, passphrase, Way(keyring, keys, pin), touches)

        self._errand.ask(open_it, said)

    # Making

    def _show_make(self) -> None:
        emptied(self.column)
        self.set_title(
            self.tr("Make a vault"),
            self.tr("One encrypted file that keeps wallets, labels and payments. No private keys."),
        )
        self._cancel = None
        self._carry = self._carry_box()
        new = NewVault(self.look, self.parts.lanes, self._places, self._carry)
        new.made.connect(partial(self._create, new))
        self._passphrase, self._paper = new.passphrase.first, new.paper
        self._action, self._focus = new.act, self._passphrase
        self.set_primary(new.act)
        self.column.addWidget(new)
        self._add_choice()
        self.column.addWidget(self._others(is_making=True))
        self.column.addStretch(1)

    def _create(self, new: NewVault) -> None:
        name, folder, passphrase = new.name.text().strip(), new.place.folder, new.passphrase.text
        keyring = self._keyring

        def make() -> Vault:
            path = place_for(name, folder)
            return create_vault(path, passphrase, calibrate(), keyring=keyring)

        self.say(self.tr("Making the vault takes a few seconds…"), SignKind.UNDER_WAY)
        self._run(make)

    # Both

    def _run(self, unlock: Callable[[], Vault]) -> None:
        """Stretches the passphrase in a lane; the window stays alive."""
        self._set_busy(True)
        before = self.session.keeper
        takes_along = self._carry is not None and self._carry.isChecked()

        def work() -> Unlocked:
            with sparing():
                vault = unlock()
                try:
                    keeper = begun(vault, datetime.now(UTC), before if takes_along else None)
                    return Unlocked(keeper, Kept.of(keeper))
                except BaseException:
                    vault.lock()
                    raise

        task = Task(self)
        task.succeeded.connect(self._take)
        task.failed.connect(self._refuse)
        task.run(self.parts.lanes.files, without_progress(work))

    def _take(self, unlocked: Unlocked) -> None:
        vault = unlocked.keeper.vault
        assert vault is not None
        settings = self.parts.settings
        if vault.read_only is not ReadOnly.KEPT:
            settings.remember(settings.remembered.with_vault(vault.path))
        draws_recovery_key = self._paper is not None and self._paper.isChecked()
        self.session.use(unlocked.keeper, unlocked.kept)
        if draws_recovery_key:
            self.go.emit(VaultPlace(draws_recovery_key=True))

    def _refuse(self, error: object) -> None:
        self._try_again()
        self.say_error(error)

    def _try_again(self) -> None:
        self._set_busy(False)
        self._passphrase.selectAll()
        self._passphrase.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        if not busy:
            self._let_cancel(False)
        for field in self.findChildren(TextField):
            field.setEnabled(not busy)
        self._action.switch(self.tr("It is being worked on.") if busy else "")

    def _add_choice(self) -> None:
        choice = VaultChoice(self.look, self._path)
        choice.chosen.connect(self._turn_to)
        choice.forgotten.connect(self._forget)
        self.column.addWidget(choice)
        remembered = self.parts.settings.remembered.vaults
        choice.look_for(self.parts.lanes.looking, self._places, remembered)

    def _forget(self, path: Path) -> None:
        """Takes a vault off the list; its file stays where it is."""
        settings = self.parts.settings
        settings.remember(settings.remembered.without_vault(path))
        self._turn_to(self._path)
        said = self.tr("{name} is off the list. Its file stays where it is.")
        self.say(said.format(name=path.stem), SignKind.SEEN)

    def _others(self, *, is_making: bool) -> QWidget:
        buttons = []
        if not is_making:
            make = partial(self._turn_to, None)
            buttons.append(self._button(self.tr("Make a new vault"), make))
        look_only = self._button(self.tr("Look only, without a vault"), self.go_back, icon=Icon.EYE)
        other = self._button(self.tr("Another vault’s file…"), self._choose, icon=Icon.FILE)
        return self._in_a_row(*buttons, other, look_only)

    def _in_a_row(self, *buttons: Button) -> QWidget:
        held = QWidget()
        row = Flow(self.look, parent=held)
        for button in buttons:
            row.addWidget(button)
        return held

    def _turn_to(self, path: Path | None) -> None:
        self._path, self._is_likely = path, False
        self.say("")
        self._show()
        self.begin()

    def _choose(self) -> None:
        kinds = self.tr("Vaults ({suffix})").format(suffix=_SUFFIX)
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open a vault"), "", kinds)
        if name:
            self._turn_to(Path(name))

    def _carry_box(self) -> CheckBox | None:
        """Offered where something was opened without a vault."""
        if not self.session.wallets and not self.session.drafts:
            return None
        box = CheckBox(self.look, self.tr("Take along what is open now without a vault"))
        box.setChecked(True)
        return box

    def _button(
        self,
        words: str,
        act: Callable[[], None],
        kind: ButtonKind = ButtonKind.QUIET,
        icon: Icon | None = None,
    ) -> Button:
        button = Button(self.look, words, kind, icon)
        button.clicked.connect(lambda: act())
        return button

    def _card(self, title: str, *parts: QWidget) -> Card:
        card = Card(self.look)
        card.body.addWidget(Text(self.look, title, _LEAD))
        card.body.setSpacing(self.look.px(CAPTION_GAP + 4))
        for part in parts:
            card.body.addWidget(part)
        return card


def _takes_key(path: Path) -> bool:
    """What cannot be read is said when it is to be opened."""
    try:
        return takes_security_key(path)
    except VaultError:
        return False
