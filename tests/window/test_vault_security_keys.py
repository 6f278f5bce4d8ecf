"""Security keys in the window: added and removed, asked for when a vault is unlocked."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from strongroom.vault.errors import VaultError
from strongroom.vault.places import Places
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.security_key import Credential, HeldKey, Touches
from strongroom.vault.security_key_usb import UsbSecurityKeys
from strongroom.vault.vault import Vault, create_with, open_with
from strongroom.window.look import Look
from strongroom.window.page import Parts
from strongroom.window.pages import vault as vault_page
from strongroom.window.pages import vault_key_desk, vault_passphrase_desk
from strongroom.window.pages.vault import VaultPage
from strongroom.window.places import VaultPlace
from strongroom.window.tasks import Cancelled
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import TextArea, TextField
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_at_hand import AtHand
from strongroom.workflows.vault_security_keys import add_security_key
from strongroom.workflows.vault_unlock import Way, unlock
from strongroom.workflows.vault_ways import needs_keyring, security_keys
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import QUICK, quick
from tests.vault.security_keys import SoftKeys, untold
from tests.vault.soft_key_worker import COMMAND, connect
from tests.vault.soft_keys import TRIES, Finger, SoftKey
from tests.window.frame import cut_off, make_parts, nameless, photograph
from tests.window.test_vault_page import (
    GOOD,
    NEW,
    draw_recovery_key,
    fill_new,
    is_offered,
    is_said,
    named,
    press,
    type_in,
    vault_of,
    wait_for,
)

PAPER = RecoveryKey(b"r" * 32)
PIN = "PIN of the security key"


class Waiting(SoftKeys):
    """Nobody touches a key until ``touched`` is set; then it is the touch of all."""

    def __init__(self, *inserted: SoftKey) -> None:
        super().__init__(*inserted)
        self.touched, self.is_left = Event(), Event()

    def read(
        self, wanted: Sequence[Credential], pin: str, touches: Touches, *, is_new: bool = False
    ) -> HeldKey:
        try:
            while not self.touched.wait(0.01):
                touches(1, 1)
        except Cancelled:
            self.is_left.set()
            raise
        return super().read(wanted, pin, touches, is_new=is_new)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (vault_key_desk, vault_passphrase_desk):
        monkeypatch.setattr(module, "calibrate", lambda: QUICK)


@pytest.fixture
def blue() -> SoftKey:
    return SoftKey(b"b" * 32, "1234", product_name="Blue Key")


@pytest.fixture
def green() -> SoftKey:
    return SoftKey(b"g" * 32, product_name="Green Key")


@pytest.fixture
def keys(blue: SoftKey) -> Waiting:
    keys = Waiting(blue)
    keys.touched.set()
    return keys


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def show(
    qtbot: QtBot, look: Look, tmp_path: Path, keyring: MemoryKeyring, keys: Waiting
) -> Callable[..., VaultPage]:
    def shown(parts: Parts | None = None, path: Path | None = None) -> VaultPage:
        place, places = VaultPlace(path), Places.of({}, tmp_path)
        page = VaultPage(parts or make_parts(look), place, places, keyring, keys)
        qtbot.addWidget(page)
        page.show()
        page.begin()
        return page

    return shown


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "home.strongroom"
    create_with(path, [quick(GOOD), PAPER]).lock()
    return path


@pytest.fixture
def keyed(path: Path, keyring: MemoryKeyring, blue: SoftKey) -> Path:
    """The vault opens by the passphrase and the blue key."""
    with open_with(path, quick(GOOD)) as vault:
        new = SoftKeys(blue).register([], blue.pin, untold)
        add_security_key(vault, GOOD, new, AtHand(keyring), QUICK)
    return path


@pytest.fixture
def open_page(
    show: Callable[..., VaultPage], look: Look, keyring: MemoryKeyring, blue: SoftKey
) -> Iterator[Callable[[Path], VaultPage]]:
    """The page of a vault that is open, by the blue key where it needs one."""
    pages = list[VaultPage]()

    def opened(path: Path) -> VaultPage:
        vault = unlock(path, GOOD, Way(keyring, SoftKeys(blue), blue.pin), untold).vault
        pages.append(show(make_parts(look, Keeper(vault))))
        return pages[-1]

    yield opened
    for page in pages:
        page.session.lock()


def opens(
    path: Path, *keys: SoftKey, words: str = GOOD, keyring: MemoryKeyring | None = None
) -> bool:
    """Whether a copy of the file opens."""
    copy = path.with_name("copy.strongroom")
    copy.write_bytes(path.read_bytes())
    pin = next((key.pin for key in keys), "")
    way = Way(keyring or MemoryKeyring(), SoftKeys(*keys), pin)
    try:
        unlock(copy, words, way, untold).vault.lock()
    except VaultError:
        return False
    return True


def show_pin(qtbot: QtBot, page: VaultPage, pin: str) -> None:
    qtbot.waitUntil(lambda: named(page, TextField, PIN).isVisible())
    type_in(qtbot, page, PIN, pin)


class TestUnlocking:
    def test_what_it_takes_is_said_before(
        self, qtbot: QtBot, show: Callable[..., VaultPage], keyed: Path, keys: Waiting
    ) -> None:
        page = show(path=keyed)
        qtbot.waitUntil(lambda: is_said(page, "together with a security key"))
        assert not named(page, TextField, PIN).isVisible()
        assert keys.asked == 0

    def test_the_pin_is_asked_for_when_the_key_wants_it(
        self, qtbot: QtBot, show: Callable[..., VaultPage], keyed: Path
    ) -> None:
        page = show(path=keyed)
        type_in(qtbot, page, "Passphrase", GOOD)
        press(qtbot, page, "Unlock")
        wait_for(qtbot, page, "asks for its PIN")
        show_pin(qtbot, page, "4321")
        press(qtbot, page, "Unlock")
        wait_for(qtbot, page, f"{TRIES - 1}")
        type_in(qtbot, page, PIN, "1234")
        with qtbot.waitSignal(page.session.vault_changed):
            qtbot.keyClick(named(page, TextField, PIN), Qt.Key.Key_Return)
        page.session.lock()

    def test_a_touch_is_awaited_and_can_be_cancelled(
        self, qtbot: QtBot, show: Callable[..., VaultPage], keyed: Path, keys: Waiting
    ) -> None:
        keys.touched.clear()
        page = show(path=keyed)
        qtbot.waitUntil(lambda: is_said(page, "together with a security key"))
        type_in(qtbot, page, "Passphrase", GOOD)
        named(page, Button, "Unlock").click()
        wait_for(qtbot, page, "Touch the security key")
        assert page.notices.state.sign is SignKind.UNDER_WAY
        assert not named(page, Button, "Unlock").isEnabled()
        press(qtbot, page, "Cancel")
        wait_for(qtbot, page, "Cancelled")
        assert named(page, Button, "Unlock").isEnabled()
        assert not named(page, Button, "Cancel").isVisible()

    def test_a_page_that_is_left_asks_no_longer(
        self, qtbot: QtBot, look: Look, keyed: Path, keyring: MemoryKeyring, keys: Waiting
    ) -> None:
        keys.touched.clear()
        page = VaultPage(make_parts(look), VaultPlace(keyed), None, keyring, keys)
        page.show()
        type_in(qtbot, page, "Passphrase", GOOD)
        named(page, Button, "Unlock").click()
        wait_for(qtbot, page, "Touch the security key")
        page.deleteLater()
        qtbot.waitUntil(keys.is_left.is_set)

    def test_no_key_and_another_key_are_said(
        self,
        qtbot: QtBot,
        show: Callable[..., VaultPage],
        keyed: Path,
        keys: Waiting,
        green: SoftKey,
    ) -> None:
        page = show(path=keyed)
        type_in(qtbot, page, "Passphrase", GOOD)
        for inserted, said in (([], "No security key"), ([green], "does not open this vault")):
            keys.inserted = inserted
            press(qtbot, page, "Unlock")
            wait_for(qtbot, page, said)


def test_a_process_of_its_own_asks_the_key_and_is_cancelled(
    qtbot: QtBot,
    look: Look,
    keyed: Path,
    keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def connected(finger: Finger) -> None:
        for name, value in connect(SoftKey(b"b" * 32, "1234", finger=finger)).items():
            monkeypatch.setenv(name, value)

    place, usb = VaultPlace(keyed), UsbSecurityKeys(COMMAND)
    page = VaultPage(make_parts(look), place, None, keyring, usb)
    qtbot.addWidget(page)
    page.show()
    connected(Finger.NOBODY)
    qtbot.waitUntil(lambda: is_said(page, "together with a security key"))
    type_in(qtbot, page, "Passphrase", GOOD)
    press(qtbot, page, "Unlock")
    wait_for(qtbot, page, "asks for its PIN")
    show_pin(qtbot, page, "1234")
    press(qtbot, page, "Unlock")
    wait_for(qtbot, page, "Touch the security key")
    press(qtbot, page, "Cancel")
    wait_for(qtbot, page, "Cancelled")
    connected(Finger.TOUCHES)
    with qtbot.waitSignal(page.session.vault_changed, timeout=20_000):
        press(qtbot, page, "Unlock")
    page.session.lock()


def test_a_vault_that_cannot_be_made_is_said_after_one_was_to_be_unlocked(
    qtbot: QtBot, show: Callable[..., VaultPage], keyed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Vault:
        raise VaultError("vault-exists", "as the test wants it", name="home")

    monkeypatch.setattr(vault_page, "create_vault", refuse)
    page = show(path=keyed)
    press(qtbot, page, "Make a new vault")
    qtbot.waitUntil(lambda: is_said(page, "a security key (FIDO2)"))
    fill_new(qtbot, page, GOOD)
    press(qtbot, page, "Make the vault")
    wait_for(qtbot, page, "already")
    assert is_offered(page, "Make the vault")


class TestAdding:
    def test_is_offered_only_after_a_recovery_key(
        self, qtbot: QtBot, open_page: Callable[[Path], VaultPage], tmp_path: Path
    ) -> None:
        path = tmp_path / "other.strongroom"
        create_with(path, [quick(GOOD)]).lock()
        page = open_page(path)
        press_name = "Add a security key…"
        qtbot.waitUntil(lambda: is_said(page, "What opens it"))
        assert "recovery key first" in named(page, Button, press_name).accessibleDescription()

    def test_the_first_key_stands_beside_the_passphrase(
        self, qtbot: QtBot, open_page: Callable[[Path], VaultPage], path: Path, blue: SoftKey
    ) -> None:
        page = open_page(path)
        press(qtbot, page, "Add a security key…")
        qtbot.waitUntil(lambda: is_said(page, "If the key is lost or broken"))
        type_in(qtbot, page, "Present passphrase", "a guess")
        press(qtbot, page, "Go on to the new key")
        wait_for(qtbot, page, "passphrase is wrong")
        type_in(qtbot, page, "Present passphrase", GOOD)
        press(qtbot, page, "Go on to the new key")
        qtbot.waitUntil(lambda: is_offered(page, "Add this key"))
        assert named(page, Button, "Add this key").hasFocus()
        press(qtbot, page, "Add this key")
        wait_for(qtbot, page, "asks for its PIN")
        show_pin(qtbot, page, "1234")
        press(qtbot, page, "Add this key")
        wait_for(qtbot, page, "together with this security key")
        qtbot.waitUntil(lambda: is_said(page, "Security key 1: Blue Key, added"))
        assert (opens(path, blue), opens(path)) == (True, False)

    def test_a_second_key_needs_the_first(
        self,
        qtbot: QtBot,
        open_page: Callable[[Path], VaultPage],
        keyed: Path,
        keys: Waiting,
        blue: SoftKey,
        green: SoftKey,
    ) -> None:
        page = open_page(keyed)
        press(qtbot, page, "Add a security key…")
        type_in(qtbot, page, "Present passphrase", GOOD)
        press(qtbot, page, "Go on to the new key")
        show_pin(qtbot, page, "1234")
        press(qtbot, page, "Go on to the new key")
        qtbot.waitUntil(lambda: is_offered(page, "Add this key"))
        press(qtbot, page, "Add this key")
        wait_for(qtbot, page, "opens this vault already")
        keys.inserted = [green]
        press(qtbot, page, "Add this key")
        wait_for(qtbot, page, "together with this security key")
        assert (opens(keyed, blue), opens(keyed, green)) == (True, True)


class TestRemoving:
    def test_a_lost_key_is_removed_without_it(
        self,
        qtbot: QtBot,
        open_page: Callable[[Path], VaultPage],
        keyed: Path,
        keyring: MemoryKeyring,
        blue: SoftKey,
        green: SoftKey,
    ) -> None:
        page = open_page(keyed)
        vault, new = vault_of(page), SoftKeys(green).register([], "", untold)
        held = SoftKeys(blue).read(security_keys(vault), "1234", untold)
        add_security_key(vault, GOOD, new, AtHand(keyring, held), QUICK)
        page._show()
        press(qtbot, page, last_removal(qtbot, page, 2))
        press(qtbot, page, "Remove it")
        wait_for(qtbot, page, "opens the vault no longer")
        assert (opens(keyed, blue), opens(keyed, green)) == (True, False)

    def test_the_last_one_is_done_without_while_it_is_in(
        self, qtbot: QtBot, open_page: Callable[[Path], VaultPage], keyed: Path
    ) -> None:
        page = open_page(keyed)
        press(qtbot, page, last_removal(qtbot, page, 1))
        type_in(qtbot, page, "Present passphrase", GOOD)
        press(qtbot, page, "Do without the security key")
        show_pin(qtbot, page, "1234")
        press(qtbot, page, "Do without the security key")
        wait_for(qtbot, page, "The passphrase alone opens the vault")
        assert opens(keyed)


def last_removal(qtbot: QtBot, page: VaultPage, number: int) -> str:
    """The name of the button that removes the key of that number."""
    start = f"Remove…: Security key {number}"
    found = list[str]()

    def is_there() -> bool:
        names = (one.accessibleName() for one in page.findChildren(Button))
        found[:] = [name for name in names if name.startswith(start)]
        return bool(found)

    qtbot.waitUntil(is_there)
    return found[0]


def test_another_passphrase_needs_the_key_and_waits_for_it(
    qtbot: QtBot, open_page: Callable[[Path], VaultPage], keyed: Path, keys: Waiting, blue: SoftKey
) -> None:
    page = open_page(keyed)
    press(qtbot, page, "Change the passphrase…")
    assert is_said(page, "Every other one is withdrawn")
    type_in(qtbot, page, "Present passphrase", GOOD)
    fill_new(qtbot, page, NEW)
    keys.touched.clear()
    press(qtbot, page, "Change the passphrase")
    wait_for(qtbot, page, "Touch the security key")
    assert not named(page, Button, "Change the passphrase").isEnabled()
    press(qtbot, page, "Cancel")
    wait_for(qtbot, page, "Cancelled")
    keys.touched.set()
    press(qtbot, page, "Change the passphrase")
    show_pin(qtbot, page, "1234")
    press(qtbot, page, "Change the passphrase")
    wait_for(qtbot, page, "The new passphrase opens the vault")
    assert (opens(keyed, blue, words=NEW), opens(keyed, blue)) == (True, False)


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_re_key_asks_for_the_key_or_does_without(
    qtbot: QtBot,
    open_page: Callable[[Path], VaultPage],
    keyed: Path,
    blue: SoftKey,
    is_lost: bool,
) -> None:
    page = open_page(keyed)
    press(qtbot, page, "Somebody may know it…")
    fill_new(qtbot, page, NEW)
    if is_lost:
        named(page, CheckBox, "No security key is at hand: withdraw all of them").click()
    press(qtbot, page, "Go on to a new recovery key")
    if not is_lost:
        show_pin(qtbot, page, "1234")
        press(qtbot, page, "Go on to a new recovery key")
    qtbot.waitUntil(lambda: is_offered(page, "I have them on paper"))
    groups = draw_recovery_key(qtbot, page)
    named(page, TextArea, "Recovery key").setPlainText(groups)
    press(qtbot, page, "Let it open the vault")
    wait_for(qtbot, page, "All is encrypted anew")
    assert (opens(keyed, blue, words=NEW), opens(keyed, words=NEW)) == (True, is_lost)


def test_the_keyring_can_do_too_and_be_done_without(
    qtbot: QtBot,
    open_page: Callable[[Path], VaultPage],
    keyed: Path,
    keyring: MemoryKeyring,
    blue: SoftKey,
) -> None:
    page = open_page(keyed)
    press(qtbot, page, "Add this computer’s keyring…")
    type_in(qtbot, page, "Present passphrase", GOOD)
    press(qtbot, page, "Add the keyring")
    show_pin(qtbot, page, "1234")
    press(qtbot, page, "Add the keyring")
    wait_for(qtbot, page, "here without a security key")
    assert needs_keyring(vault_of(page))
    assert (opens(keyed, keyring=keyring), opens(keyed, blue)) == (True, True)
    press(qtbot, page, "Do without the keyring…")
    press(qtbot, page, "Do without the keyring")
    wait_for(qtbot, page, "together with a security key")
    assert (opens(keyed, keyring=keyring), opens(keyed, blue)) == (False, True)


@pytest.mark.parametrize(
    "wish",
    ["", "Add a security key…", "Change the passphrase…", "Somebody may know it…", "Remove…"],
)
def test_every_control_has_a_name_and_fits(
    qtbot: QtBot, open_page: Callable[[Path], VaultPage], keyed: Path, wish: str
) -> None:
    page = open_page(keyed)
    removal = last_removal(qtbot, page, 1)
    if wish:
        press(qtbot, page, removal if wish == "Remove…" else wish)
    for width in (1040, 720):
        photograph(page, width, 720)
        assert nameless(page) == []
        assert cut_off(page) == []
