"""The places in the window one can be at: what a page asks for when it wants to go somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from strongroom.model.device import Device

if TYPE_CHECKING:
    # The first window needs none of it.
    from strongroom.engines import own_scripts
    from strongroom.formats.bip329 import LabelFile
    from strongroom.model.transaction import Transaction
    from strongroom.workflows.check_message import CheckedMessage
    from strongroom.workflows.device_packing import PackingChoice
    from strongroom.workflows.open_anything import OpenedAddress
    from strongroom.workflows.open_key import OpenedKey
    from strongroom.workflows.open_wallet import OpenedWallet


@dataclass(frozen=True, slots=True)
class Home:
    """What one has, what needs one, what one can do."""


class WalletTab(IntEnum):
    """The parts of a wallet's page, in their order."""

    OVERVIEW = 0
    RECEIVE = 1
    ADDRESSES = 2
    PAYMENTS = 3
    FILES = 4
    RULES = 5
    COINS = 6
    """Of a wallet with recovery paths."""


@dataclass(frozen=True, slots=True)
class WalletPlace:
    """A wallet that is kept; ``shown`` is where the address lies that is to be shown at once."""

    row: str
    shown: own_scripts.Place | None = None
    tab: WalletTab = WalletTab.OVERVIEW


@dataclass(frozen=True, slots=True)
class PaymentPlace:
    """A payment: the one under review where ``row`` is empty, else a kept one."""

    row: str = ""


@dataclass(frozen=True, slots=True)
class PaymentCodesPlace:
    """The payment under review as QR codes for a cosigner; ``position`` is the key's, ``packing``
    what was chosen in place of what its device says."""

    position: int
    packing: PackingChoice | None = None


@dataclass(frozen=True, slots=True)
class FileCodesPlace:
    """A wallet's file as QR codes; ``title`` names what it is for, ``row`` the wallet, and
    ``back`` is where one came from."""

    row: str
    title: str
    text: str
    back: Place
    device: Device | None = None


@dataclass(frozen=True, slots=True)
class ScanPlace:
    """The camera; ``back`` is where one came from, ``whose`` the signer whose answer is awaited."""

    back: Place
    whose: str = ""
    device: Device | None = None
    files: tuple[Path, ...] = ()
    """Pictures or a video to be read in place of the camera."""


@dataclass(frozen=True, slots=True)
class SetUpPlace:
    """The set-up of a wallet: a new one or the draft; ``keys`` were opened for it."""

    keys: tuple[OpenedKey, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlace:
    """The check of a wallet file before the wallet is kept; ``name`` is the file's."""

    opened: OpenedWallet
    name: str = ""


@dataclass(frozen=True, slots=True)
class LabelsPlace:
    """Labels of a file beside those of the wallet in that row; ``name`` is the file's."""

    row: str
    file: LabelFile
    name: str = ""


@dataclass(frozen=True, slots=True)
class SignedMessagePlace:
    """Who signed a text, and whether it is true."""

    checked: CheckedMessage


@dataclass(frozen=True, slots=True)
class MessagesPlace:
    """Verifying a signed text, and asking a signer to sign one; ``signature`` was opened alone."""

    signature: str = ""


@dataclass(frozen=True, slots=True)
class WhatItIsPlace:
    """What was opened and belongs to nothing here."""

    thing: OpenedAddress | Transaction | LabelFile


@dataclass(frozen=True, slots=True)
class PractisePlace:
    """Rehearsing everything with simulated signers and coins without value."""


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """Unit, theme, size of the text, language, and the limits of the review."""


@dataclass(frozen=True, slots=True)
class VaultPlace:
    """Making a vault, or unlocking one; ``path`` is the one somebody chose.

    ``draws_recovery_key`` shows a new one of the open vault at once.
    """

    path: Path | None = None
    draws_recovery_key: bool = False


@dataclass(frozen=True, slots=True)
class LogPlace:
    """What was done, in all, with the wallet in that row, or with one of its payments, by the id of
    its unsigned transaction; ``back`` is where one came from."""

    back: Place
    row: str = ""
    payment: str = ""


@dataclass(frozen=True, slots=True)
class PeoplePlace:
    """People and places; ``back`` is where one came from."""

    back: Place


@dataclass(frozen=True, slots=True)
class ContactsPlace:
    """Whom one pays; ``back`` is where one came from."""

    back: Place


@dataclass(frozen=True, slots=True)
class DrillsPlace:
    """Drills of the wallet in that row; ``back`` is where one came from."""

    row: str
    back: Place


Place = (
    Home
    | WalletPlace
    | PaymentPlace
    | PaymentCodesPlace
    | FileCodesPlace
    | ScanPlace
    | SetUpPlace
    | ImportPlace
    | LabelsPlace
    | SignedMessagePlace
    | MessagesPlace
    | WhatItIsPlace
    | PractisePlace
    | SettingsPlace
    | VaultPlace
    | LogPlace
    | PeoplePlace
    | ContactsPlace
    | DrillsPlace
)
