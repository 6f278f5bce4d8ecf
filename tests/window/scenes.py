"""Every page in every state worth seeing, each set up in the real window with practice data."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from strongroom.engines.own_scripts import Place as AddressPlace
from strongroom.formats.bip329 import read_labels
from strongroom.formats.writing import write_wallet
from strongroom.model.addresses import read_address
from strongroom.model.comparison import Comparison
from strongroom.model.device import Device
from strongroom.model.drill import Tried
from strongroom.model.finding import Finding, Severity
from strongroom.model.network import Network
from strongroom.model.owner_rules import (
    CoolDown,
    OwnerRules,
    Role,
    SpendingLimit,
    Strength,
)
from strongroom.model.signed_text import SignedText
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Branch
from strongroom.practice.exports import write_exports
from strongroom.practice.signers import practice_signers
from strongroom.transports.qr.contract import Code, Encoding
from strongroom.transports.qr.styles import Style
from strongroom.vault.contacts import GivenAddress
from strongroom.vault.people import PersonRecord, PlaceKind, PlaceRecord
from strongroom.vault.people import Role as PersonRole
from strongroom.vault.provenance import ProvenanceRecord
from strongroom.vault.records import CosignerRecord, LabelKind
from strongroom.vault.recovery_key import DrawnRecoveryKey, RecoveryKey
from strongroom.vault.tables import LOG
from strongroom.vault.vault import Vault, create_with
from strongroom.window.crash import CrashDialog, report
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import Measures
from strongroom.window.pages import drills, vault_desk
from strongroom.window.pages import scan as scan_page
from strongroom.window.pages import vault as vault_page
from strongroom.window.pages.allowed_addresses import AllowedCard
from strongroom.window.pages.code_controls import CodeControls
from strongroom.window.pages.cosigner_card import CosignerCard
from strongroom.window.pages.drills import DrillsPage
from strongroom.window.pages.message_request import RequestCard, made_request
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.pages.payment_ages import AgesCard
from strongroom.window.pages.payment_packing import PackingCard
from strongroom.window.pages.payment_signature_paths import SignaturePathsCard
from strongroom.window.pages.scan import ScanPage
from strongroom.window.pages.wallet import WalletPage
from strongroom.window.places import (
    ContactsPlace,
    DrillsPlace,
    FileCodesPlace,
    Home,
    ImportPlace,
    LabelsPlace,
    LogPlace,
    MessagesPlace,
    PaymentCodesPlace,
    PaymentPlace,
    PeoplePlace,
    Place,
    PractisePlace,
    ScanPlace,
    SettingsPlace,
    SetUpPlace,
    SignedMessagePlace,
    VaultPlace,
    WalletPlace,
    WalletTab,
    WhatItIsPlace,
)
from strongroom.window.scanning.scanner import Look as ScanLook
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import TextField
from strongroom.window.wizards.keys_step import KeysStep
from strongroom.window.wizards.quorum_step import QuorumStep
from strongroom.window.wizards.set_up import SetUpPage
from strongroom.workflows import log
from strongroom.workflows.check_message import check_message
from strongroom.workflows.drills import Drill
from strongroom.workflows.find_addresses import stretch
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.kept import wallet_record
from strongroom.workflows.open_anything import OpenedAddress
from strongroom.workflows.open_wallet import OpenedWallet, open_wallet
from strongroom.workflows.payment import PaymentUnderWay, accept
from strongroom.workflows.registrations import registration_now
from strongroom.workflows.scan import Scan
from strongroom.workflows.set_up_flow import (
    Recovery,
    SetUpDraft,
    SetUpFlow,
    SetUpStep,
    add_practice_key,
    describe_key,
    keep_draft,
    with_name,
    with_network,
)
from strongroom.workflows.show_codes import file_series
from strongroom.workflows.told_heights import ToldHeights
from strongroom.workflows.vault_at_hand import AtHand
from strongroom.workflows.vault_security_keys import add_security_key
from tests.recovery_wallets import coin_of, recovery_wallet
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import QUICK, quick
from tests.vault.security_keys import SoftKeys, untold
from tests.vault.soft_keys import SoftKey
from tests.window.frame import COMPARED, FAMILY, NOW, SIGNED, practice_keeper
from tests.window.page_payments import (
    aging,
    blocked,
    costly,
    foreign_input,
    fresh,
    replacement,
    replacing,
    resting,
    unproven,
    waiting,
    warned,
)
from tests.window.signed_text import SIGNED_FILES, SIGNED_TEXT
from tests.window.stage import PASSPHRASE, Stage, page_of, vault_path
from tests.window.videos import picture_of, png
from tests.workflows.rounds import make_funding, signed_by

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
RULES = OwnerRules(
    Strength.STOPS,
    SpendingLimit(Strength.STOPS, 50_000_000, 200_000_000, 30),
    CoolDown(10_000_000, 24),
    (Role("treasurer", "Alice Berg"), Role("witness", "Bob Lind")),
    48,
)
OLD, LATELY = date(2025, 6, 1), date(2026, 3, 1)
FAR = datetime(2090, 1, 5, 12, tzinfo=UTC)
PAYEE = fresh().review.outputs[0].address or ""
NEXT_PAYEE = warned().review.outputs[1].address or ""
BOB_MISSING = (COMPARED[0], replace(COMPARED[1], compared=None), COMPARED[2])
PRACTISING = tuple(CosignerRecord(signer.name, compared=NOW) for signer in practice_signers())
LABELS = ("Salary, January", "Salary, February", "Rent of the boat shed")
_Shown = TypeVar("_Shown", bound=QWidget)
_Arrange = Callable[[Stage], QWidget]


@dataclass(frozen=True, slots=True)
class Scene:
    """``kind`` is the kind of place it shows; None for what stands before every page."""

    name: str
    kind: type[Place] | None
    arrange: _Arrange


SCENES: list[Scene] = []
_HARBOUR_KEY = SoftKey(b"h" * 32, "1234", product_name="Harbour FIDO2 Key")
_BANK_KEY = SoftKey(b"b" * 32, product_name="Harbour FIDO2 Key NFC")


class _Then:
    """The clock of the log."""

    @staticmethod
    def now(_: object) -> datetime:
        return NOW


@dataclass(frozen=True, slots=True)
class _Always:
    """Draws the same recovery key for every picture."""

    drawn: DrawnRecoveryKey

    def draw(self) -> DrawnRecoveryKey:
        return self.drawn


def _scene(kind: type[Place] | None) -> Callable[[_Arrange], _Arrange]:
    def taken(arrange: _Arrange) -> _Arrange:
        name = arrange.__name__.strip("_").replace("_", "-")
        SCENES.append(Scene(name, kind, arrange))
        return arrange

    return taken


# Home


@_scene(Home)
def _home_first(stage: Stage) -> QWidget:
    return stage.window()


@_scene(Home)
def _home_empty_vault(stage: Stage) -> QWidget:
    return stage.window(Keeper(stage.vault()))


@_scene(Home)
def _home(stage: Stage) -> QWidget:
    return stage.window(practice_keeper(Keeper(stage.vault())))


@_scene(Home)
def _home_look_only(stage: Stage) -> QWidget:
    keeper = Keeper()
    keeper.keep_wallet(FAMILY, COMPARED, NOW)
    return stage.window(keeper)


@_scene(Home)
def _home_coins_near(stage: Stage) -> QWidget:
    keeper = Keeper()
    _with_near_coins(keeper)
    return stage.window(keeper)


@_scene(Home)
def _home_secret_stopped(stage: Stage) -> QWidget:
    return _opened(stage, SEED)


@_scene(Home)
def _home_not_known(stage: Stage) -> QWidget:
    return _opened(stage, "a shopping list")


@_scene(WhatItIsPlace)
def _foreign_address(stage: Stage) -> QWidget:
    text = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
    return stage.window(practice_keeper(), WhatItIsPlace(OpenedAddress(read_address(text))))


@_scene(WhatItIsPlace)
def _foreign_transaction(stage: Stage) -> QWidget:
    return stage.window(
        practice_keeper(), WhatItIsPlace(Transaction.parse(make_funding(FAMILY).raw))
    )


@_scene(WhatItIsPlace)
def _foreign_transaction_with_coins(stage: Stage) -> QWidget:
    keeper, wallet = Keeper(), recovery_wallet((1, 52_560))
    keeper.keep_wallet(wallet, COMPARED, NOW)
    return stage.window(keeper, WhatItIsPlace(Transaction.parse(coin_of(wallet).raw)))


@_scene(WhatItIsPlace)
def _foreign_labels(stage: Stage) -> QWidget:
    line = {"type": "tx", "ref": "ab" * 32, "label": "Salary"}
    return stage.window(practice_keeper(), WhatItIsPlace(read_labels(json.dumps(line))))


# The vault


@_scene(VaultPlace)
def _vault_make(stage: Stage) -> QWidget:
    return stage.window(place=VaultPlace())


@_scene(VaultPlace)
def _vault_make_differs(stage: Stage) -> QWidget:
    window = stage.window(practice_keeper(), VaultPlace())
    _named(window, TextField, "Passphrase").setText(PASSPHRASE)
    _named(window, TextField, "Passphrase once more").setText(PASSPHRASE[:-1])
    return window


@_scene(VaultPlace)
def _vault_make_on_stick(stage: Stage) -> QWidget:
    window = stage.window(place=VaultPlace())
    with patch.object(QFileDialog, "getExistingDirectory", lambda *_: str(Path.home() / "Stick")):
        _press(window, "Another folder or stick…")
    stage.settle(window)
    return window


@_scene(VaultPlace)
def _vault_not_there(stage: Stage) -> QWidget:
    window = stage.window()
    settings = window.parts.settings
    settings.remember(replace(settings.remembered, vaults=(Path("/media/stick/boat.strongroom"),)))
    window.go(VaultPlace())
    stage.settle(window)
    return window


@_scene(VaultPlace)
def _vault_locked(stage: Stage) -> QWidget:
    stage.vault().lock()
    return stage.window(place=VaultPlace(vault_path()))


@_scene(VaultPlace)
def _vault_several(stage: Stage) -> QWidget:
    stage.vault().lock()
    club = Path("Documents", "club.strongroom").absolute()
    club.parent.mkdir()
    create_with(club, [quick(PASSPHRASE)]).lock()
    window = stage.window()
    settings = window.parts.settings
    boat = Path("/media/stick/boat.strongroom")
    settings.remember(replace(settings.remembered, vaults=(vault_path(), club, boat)))
    window.go(VaultPlace())
    stage.settle(window)
    return window


@_scene(VaultPlace)
def _vault_refused(stage: Stage) -> QWidget:
    window = _vault_locked(stage)
    assert isinstance(window, MainWindow)
    _named(window, TextField, "Passphrase").setText("seven quiet lanterns")
    _press(window, "Unlock")
    stage.settle(window)
    return window


@_scene(VaultPlace)
def _vault_open(stage: Stage) -> QWidget:
    return stage.window(practice_keeper(Keeper(stage.vault())), VaultPlace())


@_scene(VaultPlace)
def _vault_open_by_keys(stage: Stage) -> QWidget:
    return stage.window(Keeper(_keyed(stage)), VaultPlace())


@_scene(VaultPlace)
def _vault_locked_by_key(stage: Stage) -> QWidget:
    _keyed(stage).lock()
    return stage.window(place=VaultPlace(vault_path()))


@_scene(VaultPlace)
def _vault_asks_for_pin(stage: Stage) -> QWidget:
    _keyed(stage).lock()
    with patch.object(vault_page, "UsbSecurityKeys", lambda: SoftKeys(_HARBOUR_KEY)):
        window = stage.window(place=VaultPlace(vault_path()))
    _named(window, TextField, "Passphrase").setText(PASSPHRASE)
    _press(window, "Unlock")
    stage.settle(window)
    return window


@_scene(VaultPlace)
def _vault_move(stage: Stage) -> QWidget:
    return _asked(stage, "Move it…")


@_scene(VaultPlace)
def _vault_export(stage: Stage) -> QWidget:
    return _asked(stage, "Export everything…")


def _asked(stage: Stage, wish: str) -> QWidget:
    window = stage.window(practice_keeper(Keeper(stage.vault())), VaultPlace())
    _press(window, wish)
    stage.settle(window)
    return window


@_scene(VaultPlace)
def _vault_add_key(stage: Stage) -> QWidget:
    vault = stage.vault()
    vault.add_factor(RecoveryKey(bytes(32)))
    window = stage.window(Keeper(vault), VaultPlace())
    _press(window, "Add a security key…")
    stage.settle(window)
    return window


@_scene(VaultPlace)
def _vault_new_key(stage: Stage) -> QWidget:
    window = _vault_add_key(stage)
    assert isinstance(window, MainWindow)
    _named(window, TextField, "Present passphrase").setText(PASSPHRASE)
    _press(window, "Go on to the new key")
    stage.settle(window)
    return window


@_scene(VaultPlace)
def _vault_re_key_without_key(stage: Stage) -> QWidget:
    window = stage.window(Keeper(_keyed(stage)), VaultPlace())
    _press(window, "Somebody may know it…")
    stage.settle(window)
    return window


def _keyed(stage: Stage) -> Vault:
    """A vault that the passphrase opens beside one of two security keys."""
    vault, keyring = stage.vault(), MemoryKeyring()
    vault.add_factor(RecoveryKey(bytes(32)))
    held = None
    with patch.object(log, "datetime", _Then):
        for key in (_HARBOUR_KEY, _BANK_KEY):
            new = SoftKeys(key).register([], key.pin, untold)
            add_security_key(vault, PASSPHRASE, new, AtHand(keyring, held), QUICK)
            held = new
    return vault


@_scene(VaultPlace)
def _vault_recovery_key(stage: Stage) -> QWidget:
    drawn = DrawnRecoveryKey(bytes(range(32)))
    with patch.object(vault_desk, "DrawnRecoveryKey", _Always(drawn)):
        keeper = practice_keeper(Keeper(stage.vault()))
        return stage.window(keeper, VaultPlace(draws_recovery_key=True))


@_scene(VaultPlace)
def _vault_recovery_key_saved(stage: Stage) -> QWidget:
    window = _vault_recovery_key(stage)
    assert isinstance(window, MainWindow)
    pdf = Path("stick", "key.pdf").absolute()
    pdf.parent.mkdir()
    _press(window, "Save it as a PDF…")
    stage.settle(window)
    with patch.object(QFileDialog, "getSaveFileName", lambda *_: (str(pdf), "")):
        _press(window, "Choose where…")
    stage.settle(window)
    return window


@_scene(LogPlace)
def _log(stage: Stage) -> QWidget:
    keeper = practice_keeper(Keeper(stage.vault(), lambda: NOW))
    bob = FAMILY.policy.cosigners[1].fingerprint or b""
    keeper.note_saved(keeper.payments()[0].row, bob.hex(), NOW)
    return stage.window(keeper, LogPlace(VaultPlace()))


@_scene(LogPlace)
def _log_of_a_wallet(stage: Stage) -> QWidget:
    keeper = practice_keeper(Keeper(clock=lambda: NOW))
    row = keeper.wallets()[1].row
    return stage.window(keeper, LogPlace(WalletPlace(row), row))


@_scene(LogPlace)
def _log_of_a_payment(stage: Stage) -> QWidget:
    keeper = practice_keeper(Keeper(stage.vault(), lambda: NOW))
    payment = keeper.payments()[0]
    keeper.note_compared(payment.row, "", "Alice and Bob")
    bob = FAMILY.policy.cosigners[1].fingerprint or b""
    keeper.note_saved(payment.row, bob.hex(), NOW)
    keeper.note_refused(payment.row, [Finding("signature-invalid", Severity.BLOCK, "input 0")])
    place = LogPlace(PaymentPlace(payment.row), payment.wallet_row, payment.row)
    return stage.window(keeper, place)


@_scene(LogPlace)
def _log_broken(stage: Stage) -> QWidget:
    keeper = practice_keeper(Keeper(stage.vault(), lambda: NOW))
    assert keeper.vault is not None
    keeper.vault.delete(LOG.name, "0000000003")
    return stage.window(keeper, LogPlace(VaultPlace()))


@_scene(LogPlace)
def _log_empty(stage: Stage) -> QWidget:
    return stage.window(Keeper(stage.vault()), LogPlace(VaultPlace()))


@_scene(PeoplePlace)
def _people(stage: Stage) -> QWidget:
    keeper = practice_keeper(Keeper(stage.vault()))
    keeper.keep_person(PersonRecord("Alice", PersonRole.TREASURER, "by telephone, evenings"))
    keeper.keep_person(PersonRecord("Dora", PersonRole.WITNESS))
    keeper.keep_place(PlaceRecord("in the bank box", PlaceKind.BANK, "two people open it"))
    return stage.window(keeper, PeoplePlace(VaultPlace()))


@_scene(PeoplePlace)
def _people_changed(stage: Stage) -> QWidget:
    window = _people(stage)
    assert isinstance(window, MainWindow)
    _press(window, "Change: Alice")
    stage.settle(window)
    return window


@_scene(PeoplePlace)
def _people_none(stage: Stage) -> QWidget:
    return stage.window(place=PeoplePlace(VaultPlace()))


@_scene(ContactsPlace)
def _contacts(stage: Stage) -> QWidget:
    keeper = practice_keeper(Keeper(stage.vault()))
    given = GivenAddress(PAYEE, Network.REGTEST, NOW, "Alice", Comparison.PHONE)
    keeper.describe_contact("", "Nordwind Boatyard", "winter berth, invoices by post", given)
    other = GivenAddress(NEXT_PAYEE, Network.REGTEST, NOW)
    keeper.describe_contact("", "Carol’s exchange", "", other)
    keeper.describe_contact("", "Harbour office", "")
    return stage.window(keeper, ContactsPlace(VaultPlace()))


@_scene(ContactsPlace)
def _contacts_changed(stage: Stage) -> QWidget:
    window = _contacts(stage)
    assert isinstance(window, MainWindow)
    _press(window, "Change: Nordwind Boatyard")
    stage.settle(window)
    return window


@_scene(ContactsPlace)
def _contacts_none(stage: Stage) -> QWidget:
    return stage.window(place=ContactsPlace(VaultPlace()))


@_scene(PaymentPlace)
def _payment_to_a_contact(stage: Stage) -> QWidget:
    payment = fresh()
    keeper = Keeper(stage.vault())
    row = keeper.keep_wallet(payment.wallet, COMPARED, NOW).row
    given = GivenAddress(PAYEE, Network.REGTEST, NOW, "Alice", Comparison.PHONE)
    keeper.describe_contact("", "Nordwind Boatyard", "", given)
    window = stage.window(keeper)
    window.parts.session.review(payment, row)
    window.go(PaymentPlace())
    stage.settle(window)
    return window


@_scene(DrillsPlace)
def _drills(stage: Stage) -> QWidget:
    return _drilled(stage)


@_scene(DrillsPlace)
def _drills_signed(stage: Stage) -> QWidget:
    window = _drilled(stage)
    page = page_of(window)
    assert isinstance(page, DrillsPage)
    assert page.form is not None
    page.form.choose(Tried.SIGNED)
    stage.settle(window)
    return window


@_scene(DrillsPlace)
def _drills_none(stage: Stage) -> QWidget:
    keeper = practice_keeper()
    row = keeper.wallets()[0].row
    return stage.window(keeper, DrillsPlace(row, WalletPlace(row)))


# Setting a wallet up


@_scene(SetUpPlace)
def _set_up_name(stage: Stage) -> QWidget:
    return stage.window(place=SetUpPlace())


@_scene(SetUpPlace)
def _set_up_quorum(stage: Stage) -> QWidget:
    return _set_up(stage, SetUpStep.QUORUM, 0)


@_scene(SetUpPlace)
def _set_up_quorum_refused(stage: Stage) -> QWidget:
    window = _set_up(stage, SetUpStep.QUORUM, 0)
    page = page_of(window)
    assert isinstance(page, SetUpPage)
    assert isinstance(page.view, QuorumStep)
    page.view.custom.click()
    page.view.threshold.setCurrentIndex(4)
    stage.settle(window)
    return window


@_scene(SetUpPlace)
def _set_up_recovery(stage: Stage) -> QWidget:
    window = _set_up(stage, SetUpStep.QUORUM, 0)
    page = page_of(window)
    assert isinstance(page, SetUpPage)
    assert isinstance(page.view, QuorumStep)
    page.view.presets[2].click()
    page.view.recovery.boxes[Recovery.DECAYING].click()
    stage.settle(window)
    return window


@_scene(SetUpPlace)
def _set_up_keys(stage: Stage) -> QWidget:
    return _set_up(stage, SetUpStep.KEYS, 2)


@_scene(SetUpPlace)
def _set_up_keys_none(stage: Stage) -> QWidget:
    return _set_up(stage, SetUpStep.KEYS, 0)


@_scene(SetUpPlace)
def _set_up_key_twice(stage: Stage) -> QWidget:
    window = _set_up(stage, SetUpStep.KEYS, 1)
    _keys_step(window).add_files([write_exports(Path("keys"), practice_signers(1))[0]])
    stage.settle(window)
    return window


@_scene(SetUpPlace)
def _set_up_key_refused(stage: Stage) -> QWidget:
    window = _set_up(stage, SetUpStep.KEYS, 1)
    path = Path("seed.txt")
    path.write_text(SEED)
    _keys_step(window).add_files([path])
    stage.settle(window)
    return window


@_scene(SetUpPlace)
def _set_up_check(stage: Stage) -> QWidget:
    return _set_up(stage, SetUpStep.CHECK)


@_scene(SetUpPlace)
def _set_up_files(stage: Stage) -> QWidget:
    window = _set_up(stage, SetUpStep.CHECK)
    _press(window, "Keep this wallet")
    stage.settle(window)
    return window


@_scene(SetUpPlace)
def _set_up_done(stage: Stage) -> QWidget:
    window = _set_up_files(stage)
    assert isinstance(window, MainWindow)
    _press(window, "Continue")
    stage.settle(window)
    return window


# A wallet's file


@_scene(ImportPlace)
def _check_wallet(stage: Stage) -> QWidget:
    return stage.window(place=ImportPlace(_wallet_file(), "family-savings.txt"))


@_scene(ImportPlace)
def _check_wallet_stopped(stage: Stage) -> QWidget:
    found = Finding("key-duplicate", Severity.BLOCK, "wallet", {"first": 0, "second": 1})
    opened = replace(_wallet_file(), findings=(found,))
    return stage.window(place=ImportPlace(opened, "family-savings.txt"))


@_scene(ImportPlace)
def _check_wallet_recovery(stage: Stage) -> QWidget:
    wallet = recovery_wallet((2, 26_280), (1, 52_560), threshold=3)
    text = write_wallet(wallet, "descriptor", None)
    opened = open_wallet(text.encode(), Network.REGTEST, "Family savings")
    return stage.window(place=ImportPlace(opened, "family-savings.txt"))


# A wallet


@_scene(WalletPlace)
def _wallet_keys(stage: Stage) -> QWidget:
    return _wallet(stage)


@_scene(WalletPlace)
def _wallet_key_described(stage: Stage) -> QWidget:
    window = _wallet(stage, cosigners=BOB_MISSING)
    _press(window, "Describe Alice")
    stage.settle(window)
    _named(window, TextField, "Alice: When the seed was made").setText("last March")
    _named(window, TextField, "Alice: When the seed was made").editingFinished.emit()
    return window


@_scene(WalletPlace)
def _wallet_advisory(stage: Stage) -> QWidget:
    """A published warning about one signer; of another it is not noted which firmware it has."""
    noted = ProvenanceRecord(firmware_then="5.4.4", firmware_now="5.6.1")
    alice = replace(COMPARED[0], device="Coldcard Mk4", provenance=noted)
    window = _wallet(stage, cosigners=(alice, *COMPARED[1:]))
    page_of(window).area.ensureWidgetVisible(page_of(window).findChildren(CosignerCard)[0])
    stage.settle(window)
    return window


@_scene(WalletPlace)
def _wallet_registrations(stage: Stage) -> QWidget:
    """One that fits, one that does not, and the fields of a new one."""
    record = wallet_record(FAMILY, COMPARED, NOW)
    proof, day = "ab12" * 16, "2026-03-03"
    fits = registration_now(record, Device.LEDGER, proof=proof, day=day, firmware="2.4.6")
    outdated = replace(registration_now(record, Device.COLDCARD, day="2025-12"), checksum="")
    alice = replace(COMPARED[0], registrations=(outdated, fits))
    window = _wallet(stage, cosigners=(alice, *COMPARED[1:]))
    stage.settle(window)
    _press(window, "Note a registration: Alice")
    _named(window, TextField, "Alice: When").setText("2026-03-01")
    stage.settle(window)
    return window


@_scene(WalletPlace)
def _wallet_receive(stage: Stage) -> QWidget:
    return _wallet(stage, WalletTab.RECEIVE)


@_scene(WalletPlace)
def _wallet_receive_locked(stage: Stage) -> QWidget:
    return _wallet(stage, WalletTab.RECEIVE, BOB_MISSING)


@_scene(WalletPlace)
def _wallet_addresses(stage: Stage) -> QWidget:
    return _wallet(stage, WalletTab.ADDRESSES)


@_scene(WalletPlace)
def _wallet_address_found(stage: Stage) -> QWidget:
    keeper = _labelled_keeper(COMPARED)
    place = WalletPlace(keeper.wallets()[0].row, AddressPlace(Branch.CHANGE, 17))
    return stage.window(keeper, place)


@_scene(WalletPlace)
def _wallet_payments(stage: Stage) -> QWidget:
    keeper = practice_keeper()
    return stage.window(keeper, WalletPlace(keeper.wallets()[0].row, tab=WalletTab.PAYMENTS))


@_scene(WalletPlace)
def _wallet_renamed(stage: Stage) -> QWidget:
    window = _wallet(stage)
    _press(window, "Name of the wallet")
    stage.settle(window)
    return window


@_scene(WalletPlace)
def _wallet_rules(stage: Stage) -> QWidget:
    return _wallet(stage, WalletTab.RULES)


@_scene(WalletPlace)
def _wallet_rules_to_follow(stage: Stage) -> QWidget:
    keeper = practice_keeper()
    row = keeper.wallets()[0].row
    keeper.change_rules(row, RULES, FAR)
    keeper.allow_address(row, PAYEE, "Harbour office", "Alice Berg", NOW)
    keeper.allow_address(row, NEXT_PAYEE, "Boat yard", "Alice Berg", FAR)
    keeper.change_rules(row, replace(RULES, cool_down=None), FAR)
    return stage.window(keeper, WalletPlace(row, tab=WalletTab.RULES))


@_scene(WalletPlace)
def _wallet_rules_proof(stage: Stage) -> QWidget:
    keeper = practice_keeper()
    row = keeper.wallets()[0].row
    proof = SignedText("Alice’s Coldcard", "", f"I allow payments to {PAYEE}. 2026-03-01", "")
    keeper.allow_address(row, PAYEE, "Harbour office", "Alice Berg", NOW, proof)
    window = stage.window(keeper, WalletPlace(row, tab=WalletTab.RULES))
    (card,) = page_of(window).findChildren(AllowedCard)
    card.address.setText(NEXT_PAYEE)
    card.by.setText("Alice Berg")
    card.ask_proof()
    stage.settle(window)
    if card.proof is not None:
        card.proof.request.message.setText(f"I allow payments to {NEXT_PAYEE}. 2026-03-01")
        card.proof.request.message.setCursorPosition(0)
        page_of(window).area.ensureWidgetVisible(card.proof)
    return window


@_scene(WalletPlace)
def _wallet_coins(stage: Stage) -> QWidget:
    keeper = Keeper()
    row = _with_near_coins(keeper)
    return stage.window(keeper, WalletPlace(row, tab=WalletTab.COINS))


def _with_near_coins(keeper: Keeper) -> str:
    """Of three coins one is open to a recovery path and one will be soon; the wallet's row."""
    payment = aging()
    row = keeper.keep_wallet(payment.wallet, COMPARED, NOW).row
    keeper.keep_payment(row, payment, NOW)
    outpoints = [each.outpoint for each in payment.review.inputs]
    keeper.label(row, LabelKind.OUTPUT, str(outpoints[0]), "Salary, January")
    blocks = {each.txid[::-1].hex(): at for each, at in payment.history.confirmed.items()}
    keeper.keep_heights(row, ToldHeights(852_560, blocks), NOW)
    return row


@_scene(WalletPlace)
def _wallet_coins_none(stage: Stage) -> QWidget:
    keeper = Keeper()
    row = keeper.keep_wallet(aging().wallet, COMPARED, NOW).row
    return stage.window(keeper, WalletPlace(row, tab=WalletTab.COINS))


@_scene(WalletPlace)
def _wallet_files(stage: Stage) -> QWidget:
    return _wallet(stage, WalletTab.FILES)


@_scene(WalletPlace)
def _wallet_gone(stage: Stage) -> QWidget:
    return stage.window(practice_keeper(), WalletPlace("forgotten"))


@_scene(LabelsPlace)
def _labels(stage: Stage) -> QWidget:
    keeper = _labelled_keeper(COMPARED)
    addresses = stretch(FAMILY, Branch.RECEIVE, 0, 5)
    texts = ("Salary, January", "Rent", "Rent of the boat shed", "Deposit returned", "Sailcloth")
    lines = (
        json.dumps({"type": "addr", "ref": address.text, "label": text})
        for address, text in zip(addresses, texts, strict=True)
    )
    file = read_labels("\n".join(lines))
    row = keeper.wallets()[0].row
    return stage.window(keeper, LabelsPlace(row, file, "labels.jsonl"))


# A signed message


@_scene(SignedMessagePlace)
def _signed_message(stage: Stage) -> QWidget:
    return stage.window(practice_keeper(), SignedMessagePlace(check_message(SIGNED_FILES)))


@_scene(SignedMessagePlace)
def _signed_message_false(stage: Stage) -> QWidget:
    changed = replace(SIGNED_TEXT, message=SIGNED_TEXT.message.replace("1 March", "2 March"))
    return stage.window(practice_keeper(), SignedMessagePlace(check_message(changed)))


@_scene(MessagesPlace)
def _messages(stage: Stage) -> QWidget:
    window = stage.window(practice_keeper(), MessagesPlace(SIGNED_TEXT.signature))
    card = page_of(window).findChildren(RequestCard)[0]
    card.path.setText("m/84h/0h/0h/0/0")
    card.message.setText("Bob holds this key. 1 March 2026")
    card._show_request(made_request(card.path.text(), card.message.text(), card.word))
    stage.settle(window)
    return window


# A payment


@_scene(PaymentPlace)
def _payment_none(stage: Stage) -> QWidget:
    return stage.window(practice_keeper(), PaymentPlace())


@_scene(PaymentPlace)
def _payment(stage: Stage) -> QWidget:
    return _reviewed(stage, fresh())


@_scene(PaymentPlace)
def _payment_packing(stage: Stage) -> QWidget:
    window = _reviewed(stage, fresh())
    (card,) = page_of(window).findChildren(PackingCard)
    card.turn()
    if card.fields is not None:
        card.fields.signer.setCurrentIndex(2)
        card.fields.signer.activated.emit(2)
        for box in (card.fields.previous, card.fields.xpubs):
            box.click()
    page_of(window).area.ensureWidgetVisible(card)
    stage.settle(window)
    return window


@_scene(PaymentPlace)
def _payment_warned(stage: Stage) -> QWidget:
    return _reviewed(stage, warned())


@_scene(PaymentPlace)
def _payment_warning_read(stage: Stage) -> QWidget:
    window = _reviewed(stage, warned())
    for box in page_of(window).findChildren(CheckBox):
        box.click()
    stage.settle(window)
    return window


@_scene(PaymentPlace)
def _payment_roles(stage: Stage) -> QWidget:
    window = _reviewed(stage, replace(warned(), roles=RULES.roles))
    page_of(window).findChildren(CheckBox)[0].click()
    stage.settle(window)
    return window


@_scene(PaymentPlace)
def _payment_resting(stage: Stage) -> QWidget:
    return _reviewed(stage, resting())


@_scene(PaymentPlace)
def _payment_ages(stage: Stage) -> QWidget:
    window = _reviewed(stage, aging())
    (card,) = page_of(window).findChildren(AgesCard)
    card.fields[""].setText("850k")
    card.submit()
    page_of(window).area.ensureWidgetVisible(card)
    return window


@_scene(PaymentPlace)
def _payment_each_signature(stage: Stage) -> QWidget:
    window = _reviewed(stage, waiting())
    (card,) = page_of(window).findChildren(SignaturePathsCard)
    card.open(is_open=True)
    stage.settle(window)
    page_of(window).area.ensureWidgetVisible(card)
    return window


@_scene(PaymentPlace)
def _payment_blocked(stage: Stage) -> QWidget:
    return _reviewed(stage, blocked())


@_scene(PaymentPlace)
def _payment_unproven(stage: Stage) -> QWidget:
    return _reviewed(stage, unproven())


@_scene(PaymentPlace)
def _payment_foreign_input(stage: Stage) -> QWidget:
    return _reviewed(stage, foreign_input())


@_scene(PaymentPlace)
def _payment_fee_high(stage: Stage) -> QWidget:
    return _reviewed(stage, costly())


@_scene(PaymentPlace)
def _payment_replaces(stage: Stage) -> QWidget:
    return _reviewed(stage, replacing())


@_scene(PaymentPlace)
def _payment_swapped_on_return(stage: Stage) -> QWidget:
    """What Bob's device gave back is another payment, signed."""
    window = _reviewed(stage, fresh())
    page = page_of(window)
    assert isinstance(page, PaymentPage)
    path = Path("bob.psbt")
    path.write_bytes(signed_by(2, replacement(), FAMILY).data)
    page.bring_in([path])
    stage.settle(window)
    return window


@_scene(PaymentPlace)
def _payment_partly_signed(stage: Stage) -> QWidget:
    keeper = practice_keeper(Keeper(stage.vault()))
    return stage.window(keeper, PaymentPlace(keeper.payments()[0].row))


@_scene(PaymentPlace)
def _payment_complete(stage: Stage) -> QWidget:
    return _reviewed(stage, accept(fresh(), SIGNED[:2])[0])


@_scene(PaymentPlace)
def _payment_final(stage: Stage) -> QWidget:
    window = _payment_complete(stage)
    assert isinstance(window, MainWindow)
    page = page_of(window)
    assert isinstance(page, PaymentPage)
    page.finish()
    stage.settle(window)
    return window


@_scene(PaymentCodesPlace)
def _payment_codes(stage: Stage) -> QWidget:
    window = _reviewed(stage, fresh())
    window.go(PaymentCodesPlace(1))
    page_of(window).findChildren(CodeControls)[0].toggle_pause()  # on its first code
    stage.settle(window)
    return window


@_scene(FileCodesPlace)
def _file_codes(stage: Stage) -> QWidget:
    keeper = Keeper()
    row = keeper.keep_wallet(FAMILY, COMPARED, NOW).row
    text = write_wallet(FAMILY, "coldcard_text", "jade")
    window = stage.window(keeper, FileCodesPlace(row, "Jade", text, WalletPlace(row), Device.JADE))
    page_of(window).findChildren(CodeControls)[0].toggle_pause()
    stage.settle(window)
    return window


@_scene(ScanPlace)
def _scan(stage: Stage) -> QWidget:
    return _scanned(stage, (0, 1, 2, 5, 7))


@_scene(ScanPlace)
def _scan_nothing_yet(stage: Stage) -> QWidget:
    return _scanned(stage, ())


# What belongs to no wallet


@_scene(SettingsPlace)
def _settings(stage: Stage) -> QWidget:
    return stage.window(practice_keeper(), SettingsPlace())


# Practice


@_scene(PractisePlace)
def _practise(stage: Stage) -> QWidget:
    return stage.window(place=PractisePlace())


@_scene(PractisePlace)
def _practise_again(stage: Stage) -> QWidget:
    return stage.window(practice_keeper(Keeper(stage.vault())), PractisePlace())


@_scene(PaymentPlace)
def _payment_practice(stage: Stage) -> QWidget:
    return _reviewed(stage, fresh(), PRACTISING)


@_scene(None)
def _crash(stage: Stage) -> QWidget:
    dialog = CrashDialog(stage.look, report(_failure()), stage.window())
    dialog.show()
    return dialog


# How they are set


def _opened(stage: Stage, text: str) -> MainWindow:
    window = stage.window(practice_keeper(Keeper(stage.vault())))
    data = QMimeData()
    data.setText(text)
    window.opening.open_data(data)
    stage.settle(window)
    return window


def _set_up(stage: Stage, step: SetUpStep, keys: int = 3) -> MainWindow:
    """The wizard at a step, with keys of practice signers whose holders are known."""
    draft = with_network(with_name(SetUpDraft(), "Cabin fund"), Network.REGTEST)
    for number, said in enumerate(COMPARED[:keys]):
        draft = add_practice_key(draft, number + 1)
        draft = describe_key(
            draft,
            number,
            name=said.name,
            device=said.device,
            holder=said.holder,
            place=said.place,
        )
    keeper = Keeper()
    keep_draft(keeper, SetUpFlow(step, draft), NOW)
    return stage.window(keeper, SetUpPlace())


def _keys_step(window: MainWindow) -> KeysStep:
    page = page_of(window)
    assert isinstance(page, SetUpPage)
    assert isinstance(page.view, KeysStep)
    return page.view


def _wallet_file() -> OpenedWallet:
    text = write_wallet(FAMILY, "descriptor", None)
    return open_wallet(text.encode(), FAMILY.network, FAMILY.name)


def _labelled_keeper(cosigners: tuple[CosignerRecord, ...]) -> Keeper:
    keeper = Keeper()
    row = keeper.keep_wallet(FAMILY, cosigners, NOW).row
    addresses = stretch(FAMILY, Branch.RECEIVE, 0, len(LABELS))
    for address, text in zip(addresses, LABELS, strict=True):
        keeper.label(row, LabelKind.ADDRESS, address.text, text)
    return keeper


def _drilled(stage: Stage) -> MainWindow:
    """Drills of long ago, of lately and none; the days are far from any on which tests are run."""
    keeper = practice_keeper(Keeper(stage.vault(), lambda: NOW))
    row = keeper.wallets()[0].row
    keeper.note_drill(row, Drill(Tried.WORDS, True, "Alice", OLD, (0,)), OLD)
    keeper.note_drill(row, Drill(Tried.SIGNED, True, "Bob", LATELY, (1,), "PIN was right"), LATELY)
    keeper.note_drill(row, Drill(Tried.WORDS, False, "Carol", LATELY, (2,)), LATELY)
    file = {"file": "family.txt"}
    keeper.note_drill(row, Drill(Tried.WALLET_FILE, True, "Alice", LATELY, proof=file), LATELY)
    with patch.object(drills, "_today", lambda: LATELY):
        return stage.window(keeper, DrillsPlace(row, WalletPlace(row)))


def _wallet(
    stage: Stage, tab: int = 0, cosigners: tuple[CosignerRecord, ...] = COMPARED
) -> MainWindow:
    keeper = _labelled_keeper(cosigners)
    window = stage.window(keeper, WalletPlace(keeper.wallets()[0].row))
    page = page_of(window)
    assert isinstance(page, WalletPage)
    page.tabs.choose(tab)
    stage.settle(window)
    return window


def _reviewed(
    stage: Stage, payment: PaymentUnderWay, cosigners: tuple[CosignerRecord, ...] = COMPARED
) -> MainWindow:
    """A payment that was just opened, in the window of one wallet."""
    keeper = Keeper()
    keeper.keep_wallet(payment.wallet, cosigners, NOW)
    window = stage.window(keeper)
    window.parts.session.review(payment, keeper.wallets()[0].row)
    window.go(PaymentPlace())
    stage.settle(window)
    return window


def _scanned(stage: Stage, numbers: tuple[int, ...]) -> MainWindow:
    """A scan of Bob's answer that saw these parts; there is no camera here."""
    window = _reviewed(stage, fresh())
    with patch.object(scan_page, "cameras", list):
        window.go(ScanPlace(PaymentPlace(), "Bob’s Jade", Device.JADE))
    page = page_of(window)
    assert isinstance(page, ScanPage)
    series = file_series(fresh().original.original, Style(Encoding.UR, 10, 4))
    scan = Scan(0)
    for number in numbers:
        state = scan.take([Code.of_text(series.frames.text(number))], 0)
        seen = QImage.fromData(png(picture_of(series.modules(number), 560)))
        page._hear(ScanLook(state, seen, had_frame=True))
    stage.settle(window)
    return window


def _failure() -> Exception:
    """A fault, as one that nobody caught."""
    try:
        Measures(9.0)
    except ValueError as error:
        return error
    raise AssertionError("text of 900 % is offered")


def _named(window: MainWindow, kind: type[_Shown], name: str) -> _Shown:
    found = (one for one in page_of(window).findChildren(kind) if one.isVisible())
    return next(one for one in found if one.accessibleName() == name)


def _press(window: MainWindow, name: str) -> None:
    _named(window, Button, name).click()
