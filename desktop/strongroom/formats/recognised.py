"""What a file was recognised as: its kind, its value, or why it was refused."""

from dataclasses import dataclass
from enum import StrEnum

from strongroom.formats.bip138 import EncryptedBackup
from strongroom.formats.bip329 import LabelFile
from strongroom.formats.bsms_encryption import EncryptedRecord
from strongroom.formats.contract import KeyExport, WalletFile
from strongroom.formats.payment_request import PaymentRequest
from strongroom.formats.signed_message import SignedMessage
from strongroom.model.addresses import ParsedAddress
from strongroom.model.errors import Fact, StrongroomError
from strongroom.model.finding import Finding
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import Transaction


class Kind(StrEnum):
    """What a file can be."""

    KEY = "key"
    WALLET = "wallet"
    PSBT = "psbt"
    TRANSACTION = "transaction"
    ADDRESS = "address"
    ENCRYPTED_BACKUP = "encrypted-backup"
    LABELS = "labels"
    SIGNED_MESSAGE = "signed-message"
    SECRET = "secret"
    UNKNOWN = "unknown"


class RecognitionError(StrongroomError):
    """A file was refused, and what it seemed to be when it was: ``kind`` and ``format``."""

    def __init__(self, kind: Kind, format: str, code: str, message: str, /, **facts: Fact) -> None:
        super().__init__(code, message, **facts)
        self.kind = kind
        self.format = format


Value = (
    KeyExport
    | WalletFile
    | Psbt
    | Transaction
    | ParsedAddress
    | PaymentRequest
    | EncryptedBackup
    | EncryptedRecord
    | SignedMessage
    | LabelFile
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is, in which format, what it says, and what is to be known about it."""

    kind: Kind
    format: str
    value: Value
    findings: tuple[Finding, ...] = ()
