"""Kept wallets and payments as values again, from the records that are stored of them."""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from strongroom.formats.json_text import JsonValue
from strongroom.model.descriptor import parse_descriptor, write_descriptor
from strongroom.model.errors import StrongroomError
from strongroom.model.policy import PolicyKey
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_writer import write_psbt
from strongroom.model.wallet import Wallet
from strongroom.review.limits import ADJUSTABLE, Limits
from strongroom.vault.errors import VaultError
from strongroom.vault.records import CosignerRecord, PaymentRecord, PsbtRecord, WalletRecord
from strongroom.vault.rows import Value
from strongroom.vault.tables import PAYMENTS, PSBTS, WALLETS, Shelf
from strongroom.workflows.free_text import clean
from strongroom.workflows.provenance import clean_provenance


@dataclass(frozen=True, slots=True)
class KeptWallet:
    """A wallet and what people said of it; ``row`` is by what it is kept."""

    row: str
    wallet: Wallet
    record: WalletRecord

    @property
    def is_compared(self) -> bool:
        """Whether every key was compared on its device."""
        return self.record.is_compared

    @property
    def may_receive(self) -> bool:
        """Whether receiving addresses are shown: all keys compared, or the risk accepted."""
        return self.is_compared or self.record.risk_accepted is not None


@dataclass(frozen=True, slots=True)
class KeptPayment:
    """A payment under way or finished; ``row`` is the unsigned transaction's id."""

    row: str
    wallet_row: str
    original: Psbt
    combined: Psbt
    record: PaymentRecord

    @property
    def is_finished(self) -> bool:
        return self.record.transaction is not None


def kept_wallets(shelf: Shelf) -> tuple[KeptWallet, ...]:
    """All that can be read, the oldest first."""
    records = WALLETS.all(shelf).records
    found = [kept for row, record in records.items() if (kept := _try_wallet(row, record))]
    return tuple(sorted(found, key=lambda kept: (kept.record.created, kept.row)))


def kept_payments(shelf: Shelf) -> tuple[KeptPayment, ...]:
    """All that can be read, the oldest first."""
    records = PAYMENTS.all(shelf).records
    found = [kept for row, record in records.items() if (kept := _try_payment(shelf, row, record))]
    return tuple(sorted(found, key=lambda kept: (kept.record.created, kept.row)))


def unreadable(shelf: Shelf) -> tuple[str, ...]:
    """The rows of wallets and payments, as ``table/row``, of which nothing could be made."""
    wallets, payments = WALLETS.all(shelf), PAYMENTS.all(shelf)
    lost = [f"{WALLETS.name}/{row}" for row in wallets.unreadable]
    lost += [f"{PAYMENTS.name}/{row}" for row in payments.unreadable]
    for row, wallet in wallets.records.items():
        lost += [] if _try_wallet(row, wallet) else [f"{WALLETS.name}/{row}"]
    for row, payment in payments.records.items():
        lost += [] if _try_payment(shelf, row, payment) else [f"{PAYMENTS.name}/{row}"]
    return tuple(lost)


def read_kept_wallet(row: str, record: WalletRecord) -> KeptWallet:
    """The wallet of a record; raises ``StrongroomError`` where it makes none."""
    policy = parse_descriptor(record.descriptor).policy
    if len(record.cosigners) != len(policy.keys):
        raise VaultError("record-malformed", "a wallet has another number of cosigners than keys")
    named = map(_named, policy.keys, record.cosigners)
    wallet = Wallet(record.name, record.network, replace(policy, keys=tuple(named)))
    return KeptWallet(row, wallet, record)


def read_kept_payment(shelf: Shelf, row: str, record: PaymentRecord) -> KeptPayment:
    """The payment of a record; raises ``StrongroomError`` where it makes none."""
    if not record.versions:
        raise VaultError("record-malformed", "a payment has no PSBT")
    first, last = record.versions[0], record.versions[-1]
    original, combined = _psbt(shelf, first.row), _psbt(shelf, last.row)
    if not row == original.transaction.txid == combined.transaction.txid:
        raise VaultError("record-malformed", "a payment is kept under another name")
    return KeptPayment(row, record.wallet, original, combined, record)


def wallet_record(
    wallet: Wallet, cosigners: Sequence[CosignerRecord], when: datetime
) -> WalletRecord:
    """What is stored of a wallet; raises ``ReadError`` with ``secret-found``.

    A cosigner without a record gets the name its key came with.
    """
    said = list(cosigners) or [
        CosignerRecord(key.name, key.device) for key in wallet.policy.cosigners
    ]
    if len(said) != len(wallet.policy.keys):
        raise ValueError("as many cosigners are needed as the wallet has keys")
    return WalletRecord(
        name=clean(wallet.name),
        network=wallet.network,
        descriptor=write_descriptor(wallet.policy),
        cosigners=tuple(map(clean_cosigner, said)),
        created=when,
    )


def clean_cosigner(cosigner: CosignerRecord) -> CosignerRecord:
    """The record with texts fit to be kept; raises as ``clean`` and ``clean_provenance`` do."""
    return replace(
        cosigner,
        name=clean(cosigner.name),
        device=clean(cosigner.device),
        holder=clean(cosigner.holder),
        place=clean(cosigner.place),
        provenance=clean_provenance(cosigner.provenance),
    )


def psbt_record(psbt: Psbt) -> PsbtRecord:
    """What is stored of a PSBT."""
    return PsbtRecord(b64encode(write_psbt(psbt)).decode())


def limits_content(limits: Limits) -> Value:
    """Limits as they are stored: those that people may move."""
    return {limit.name: getattr(limits, limit.name) for limit in ADJUSTABLE}


def read_limits(content: Mapping[str, JsonValue]) -> Limits:
    """Limits as they were stored; one that is missing or makes no sense is the usual one."""
    return Limits(**dict(_numbers(content)))


def _numbers(content: Mapping[str, JsonValue]) -> Iterator[tuple[str, int]]:
    for limit in ADJUSTABLE:
        value = content.get(limit.name)
        if type(value) is int and limit.least <= value <= limit.most:
            yield limit.name, value


def _named(key: PolicyKey, said: CosignerRecord) -> PolicyKey:
    return replace(key, key=replace(key.key, name=said.name, device=said.device))


def _psbt(shelf: Shelf, row: str) -> Psbt:
    record = PSBTS.get(shelf, row)
    if record is None:
        raise VaultError("record-malformed", "a payment's PSBT is missing")
    try:
        return read_psbt(b64decode(record.text, validate=True))
    except ValueError as error:
        raise VaultError("record-malformed", "a payment's PSBT is damaged") from error


def _try_wallet(row: str, record: WalletRecord) -> KeptWallet | None:
    try:
        return read_kept_wallet(row, record)
    except StrongroomError:
        return None


def _try_payment(shelf: Shelf, row: str, record: PaymentRecord) -> KeptPayment | None:
    try:
        return read_kept_payment(shelf, row, record)
    except StrongroomError:
        return None
