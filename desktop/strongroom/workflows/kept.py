"""Kept wallets and payments as values again, from the records that are stored of them."""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from strongroom.vault.tables import PSBTS, WALLETS, Shelf
from strongroom.words.cosigner_names import told_apart
from strongroom.words.phrase import Translate, as_written
from strongroom.workflows.free_text import clean
from strongroom.workflows.provenance import clean_provenance
from strongroom.workflows.registrations import clean_registration


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

    def names(self, translate: Translate = as_written) -> tuple[str, ...]:
        """What the cosigners are called, each by another name, in the order of the policy."""
        said = [cosigner.name for cosigner in self.record.cosigners]
        prints = [key.fingerprint for key in self.wallet.policy.cosigners]
        return told_apart(said, prints, translate)


class KeptPsbts:
    """The first and the last form of a kept payment, read once they are asked for."""

    __slots__ = ("_read", "_record", "_row", "_shelf")

    def __init__(self, shelf: Shelf, row: str, record: PaymentRecord) -> None:
        self._shelf, self._row, self._record = shelf, row, record
        self._read: tuple[Psbt, Psbt] | None = None

    def read(self) -> tuple[Psbt, Psbt]:
        """Raises ``VaultError`` where they are missing or damaged, or the vault is locked."""
        if self._record.reduced is not None:
            raise VaultError("psbts-gone", "only the transaction of this payment is kept")
        if self._read is None:
            versions = self._record.versions
            if not versions:
                raise VaultError("record-malformed", "a payment has no PSBT")
            first, last = (_psbt(self._shelf, one.row) for one in (versions[0], versions[-1]))
            if not self._row == first.transaction.txid == last.transaction.txid:
                raise VaultError("record-malformed", "a payment is kept under another name")
            self._read = first, last
        return self._read


@dataclass(frozen=True, slots=True)
class KeptPayment:
    """A payment under way or finished; ``row`` is the unsigned transaction's id.

    ``original`` and ``combined`` raise what ``KeptPsbts.read`` does; of a payment under way they
    have been read already.
    """

    row: str
    wallet_row: str
    record: PaymentRecord
    psbts: KeptPsbts = field(compare=False, repr=False)

    @property
    def original(self) -> Psbt:
        return self.psbts.read()[0]

    @property
    def combined(self) -> Psbt:
        return self.psbts.read()[1]

    @property
    def is_finished(self) -> bool:
        return self.record.transaction is not None

    @property
    def is_reduced(self) -> bool:
        """Whether its PSBTs are gone, and its transaction and records alone are kept."""
        return self.record.reduced is not None


def kept_wallets(shelf: Shelf) -> tuple[KeptWallet, ...]:
    """All that can be read, the oldest first."""
    records = WALLETS.all(shelf).records
    found = [kept for row, record in records.items() if (kept := _try_wallet(row, record))]
    return tuple(sorted(found, key=lambda kept: (kept.record.created, kept.row)))


def unreadable_wallets(shelf: Shelf) -> tuple[str, ...]:
    """The rows of wallets, as ``table/row``, of which nothing could be made."""
    wallets = WALLETS.all(shelf)
    lost = [row for row, wallet in wallets.records.items() if _try_wallet(row, wallet) is None]
    return tuple(f"{WALLETS.name}/{row}" for row in (*wallets.unreadable, *lost))


def read_kept_wallet(row: str, record: WalletRecord) -> KeptWallet:
    """The wallet of a record; raises ``StrongroomError`` where it makes none."""
    policy = parse_descriptor(record.descriptor).policy
    if len(record.cosigners) != len(policy.cosigners):
        raise VaultError("record-malformed", "a wallet has another number of cosigners than keys")
    said = dict(zip(policy.cosigners, record.cosigners, strict=True))
    named = [_named(key, said[key.key]) for key in policy.every_key]
    wallet = Wallet(record.name, record.network, policy.with_every_key(named))
    return KeptWallet(row, wallet, record)


def read_kept_payment(shelf: Shelf, row: str, record: PaymentRecord) -> KeptPayment:
    """The payment of a record; raises ``StrongroomError`` where it makes none.

    Of the many that are finished the PSBTs are left unread until somebody opens one.
    """
    kept = KeptPayment(row, record.wallet, record, KeptPsbts(shelf, row, record))
    if not kept.is_finished:
        kept.psbts.read()
    return kept


def wallet_record(
    wallet: Wallet, cosigners: Sequence[CosignerRecord], when: datetime
) -> WalletRecord:
    """What is stored of a wallet; raises ``ReadError`` with ``secret-found``.

    A cosigner without a record gets the name its key came with.
    """
    said = list(cosigners) or [
        CosignerRecord(key.name, key.device) for key in wallet.policy.cosigners
    ]
    if len(said) != len(wallet.policy.cosigners):
        raise ValueError("as many cosigners are needed as the wallet has keys")
    return WalletRecord(
        name=clean(wallet.name),
        network=wallet.network,
        descriptor=write_descriptor(wallet.policy),
        cosigners=tuple(map(clean_cosigner, said)),
        created=when,
    )


def clean_cosigner(cosigner: CosignerRecord) -> CosignerRecord:
    """The record with texts fit to be kept; raises as these do."""
    return replace(
        cosigner,
        name=clean(cosigner.name),
        device=clean(cosigner.device),
        holder=clean(cosigner.holder),
        place=clean(cosigner.place),
        provenance=clean_provenance(cosigner.provenance),
        registrations=tuple(map(clean_registration, cosigner.registrations)),
    )


def with_cosigner(record: WalletRecord, position: int, said: CosignerRecord) -> WalletRecord:
    """The wallet with something else said of one cosigner; raises as ``clean_cosigner`` does."""
    cosigners = list(record.cosigners)
    cosigners[position] = clean_cosigner(said)
    return replace(record, cosigners=tuple(cosigners))


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
