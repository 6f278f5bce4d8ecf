"""What a vault knows of wallets, labels, payments under way, drafts and settings."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from strongroom.model.network import Network
from strongroom.vault.provenance import NOTHING_SAID, ProvenanceRecord
from strongroom.vault.record import Record
from strongroom.vault.registrations import RegistrationRecord
from strongroom.vault.rows import Value


@dataclass(frozen=True, slots=True)
class CosignerRecord(Record):
    """What people said of one cosigner's key. The key itself stands in the wallet's descriptor.

    ``compared`` is when somebody ticked that the key is the one on the device's own screen.
    ``registrations`` are of this wallet on the key's devices, one for each kind of device.
    """

    name: str
    device: str = ""
    holder: str = ""
    place: str = ""
    compared: datetime | None = None
    provenance: ProvenanceRecord = NOTHING_SAID
    registrations: tuple[RegistrationRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class WalletRecord(Record):
    """A wallet; ``cosigners`` are in the order of the descriptor's keys.

    ``risk_accepted`` is when somebody wanted addresses before all keys were compared.
    """

    name: str
    network: Network
    descriptor: str
    cosigners: tuple[CosignerRecord, ...]
    created: datetime
    risk_accepted: datetime | None = None

    @property
    def is_compared(self) -> bool:
        """Whether every cosigner's key was compared on its device."""
        return all(cosigner.compared is not None for cosigner in self.cosigners)


class LabelKind(Enum):
    """What can have a label, in the words of BIP-329."""

    ADDRESS = "addr"
    TRANSACTION = "tx"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class LabelRecord(Record):
    """A label; ``wallet`` is the wallet's row, ``target`` what BIP-329 calls the reference."""

    wallet: str
    kind: LabelKind
    target: str
    text: str

    @property
    def row(self) -> str:
        """The id of its row."""
        return self.row_of(self.wallet, self.kind, self.target)

    @staticmethod
    def row_of(wallet: str, kind: LabelKind, target: str) -> str:
        """The id of the row of a wallet's label for something."""
        return f"{wallet}/{kind.value}/{target}"


@dataclass(frozen=True, slots=True)
class PsbtRecord(Record):
    """One version of a payment's PSBT in Base64. Each has its own row, as it may be large."""

    text: str


@dataclass(frozen=True, slots=True)
class PsbtVersion(Record):
    """That a PSBT came: ``row`` is the ``PsbtRecord``'s, ``source`` says where it came from.

    ``sha256`` is that of its bytes, in hexadecimal, once the PSBT itself is no longer kept.
    """

    row: str
    added: datetime
    source: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class SignedRecord(Record):
    """That a cosigner signed: the master key's fingerprint, and when the signature came here."""

    fingerprint: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SavedRecord(Record):
    """That a payment was saved for a cosigner: the master key's fingerprint, and when."""

    fingerprint: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadRecord(Record):
    """That somebody ticked a warning of the review: what it said, where it stood, and when.

    ``digest`` is that review's in hexadecimal; of another transaction nothing was read. ``role``
    and ``person`` are empty where the owner's rules name nobody.
    """

    code: str
    where: str
    facts: Value
    digest: str
    at: datetime
    role: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class PaymentRecord(Record):
    """A payment under way; its row is the unsigned transaction's id, ``wallet`` the wallet's row.

    ``versions`` are in the order they came. ``saved`` is for whom it was saved and who has not
    given it back, the latest last. ``transaction`` is the finished one in hexadecimal. ``reduced``
    is when its PSBTs went, of which the digests stay.
    """

    wallet: str
    created: datetime
    versions: tuple[PsbtVersion, ...]
    signed: tuple[SignedRecord, ...] = ()
    transaction: str | None = None
    finished: datetime | None = None
    read: tuple[ReadRecord, ...] = ()
    saved: tuple[SavedRecord, ...] = ()
    reduced: datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftRecord(Record):
    """What somebody began in a wizard: its name, the step they were at, and what they had said."""

    flow: str
    step: str
    saved: datetime
    content: Value


@dataclass(frozen=True, slots=True)
class SettingsRecord(Record):
    """Settings that matter, such as the limits of the review; its row names what they are for."""

    content: Value


@dataclass(frozen=True, slots=True)
class LogRecord(Record):
    """An entry of the log: what was done, when, and to which wallet (its row; empty for none).

    ``number`` counts from 1, ``kind`` is the value of a ``LogKind``, ``previous`` the hash of the
    entry before.
    """

    number: int
    at: datetime
    kind: str
    wallet: str
    facts: Value
    previous: str

    @property
    def row(self) -> str:
        """The id of its row."""
        return f"{self.number:010}"


@dataclass(frozen=True, slots=True)
class RemovedRow(Record):
    """A row as it was before it was removed."""

    table: str
    row: str
    value: Value


@dataclass(frozen=True, slots=True)
class RemovedRecord(Record):
    """A wallet that was removed with all that was its own; its row is the wallet's."""

    name: str
    removed: datetime
    rows: tuple[RemovedRow, ...]


def psbt_row(payment: str, number: int) -> str:
    """The row of a payment's PSBT; ``number`` counts its versions from 1."""
    return f"{payment}/{number:04}"
