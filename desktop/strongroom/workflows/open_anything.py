"""Opening whatever somebody drops, pastes or chooses: what it is, and where to go with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from strongroom.engines.own_scripts import Place
from strongroom.formats.bip138 import EncryptedBackup
from strongroom.formats.bip329 import LabelFile
from strongroom.formats.bsms_encryption import EncryptedRecord
from strongroom.formats.contract import KeyExport, WalletFile
from strongroom.formats.payment_request import PaymentRequest
from strongroom.formats.reading import recognise, token_needed
from strongroom.formats.recognised import Kind, RecognitionError
from strongroom.formats.secrets import refuse_secrets
from strongroom.formats.signed_message import SignedMessage
from strongroom.formats.text import decode_text
from strongroom.model.addresses import ParsedAddress
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.finding import Finding
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Wallet
from strongroom.review.limits import Limits
from strongroom.review.search import Reach, search_of
from strongroom.review.weigh import warn
from strongroom.vault.envelope import MAGIC
from strongroom.vault.errors import VaultError
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.workflows.check_message import CheckedMessage, check_message
from strongroom.workflows.compare import compare_wallets
from strongroom.workflows.encrypted_backup import unlock
from strongroom.workflows.kept import KeptPayment, KeptWallet
from strongroom.workflows.kept_payment import take_up
from strongroom.workflows.labels import preview_labels
from strongroom.workflows.networks import choose_network
from strongroom.workflows.open_key import OpenedKey, open_key
from strongroom.workflows.open_wallet import OpenedWallet, check_wallet_file
from strongroom.workflows.past import Past
from strongroom.workflows.payment import PaymentUnderWay, Returned, accept, start

__all__ = ["NextStep", "Opened", "OpenedAddress", "OpenedThing", "OpenedVault", "open_anything"]


_RECOVERY_KEY = 200
"""Bytes; with spaces and line ends a recovery key has no more."""


class NextStep(Enum):
    """Where to go with what was opened.

    ``ADD_KEY``: set-up, with this key. ``CHECK_WALLET``: import. ``SHOW_WALLET``: it is here
    already. ``REVIEW``: a new payment. ``CONTINUE``: a payment under way, perhaps with signatures
    that came with the file. ``SHOW_TRANSACTION``, ``SHOW_ADDRESS``: only to be looked at.
    ``UNLOCK``: a vault. ``SHOW_MESSAGE``: who signed what. ``MERGE_LABELS``: names to be taken in.
    """

    ADD_KEY = "add-key"
    CHECK_WALLET = "check-wallet"
    SHOW_WALLET = "show-wallet"
    REVIEW = "review"
    CONTINUE = "continue"
    SHOW_TRANSACTION = "show-transaction"
    SHOW_ADDRESS = "show-address"
    UNLOCK = "unlock"
    SHOW_MESSAGE = "show-message"
    MERGE_LABELS = "merge-labels"


@dataclass(frozen=True, slots=True)
class OpenedAddress:
    """An address; ``place`` is where it lies in the wallet of ``Opened.wallet_row``, if in one."""

    address: ParsedAddress
    request: PaymentRequest | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class OpenedVault:
    """A vault's file, which its passphrase opens."""


OpenedThing = (
    OpenedKey
    | OpenedWallet
    | PaymentUnderWay
    | Transaction
    | OpenedAddress
    | OpenedVault
    | CheckedMessage
    | LabelFile
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened. ``wallet_row`` and ``payment_row`` name what it belongs to here, if any."""

    thing: OpenedThing
    next_step: NextStep
    findings: tuple[Finding, ...] = ()
    wallet_row: str = ""
    payment_row: str = ""


def open_anything(
    data: bytes,
    wallets: Sequence[KeptWallet] = (),
    payments: Iterable[KeptPayment] = (),
    *,
    name: str = "",
    limits: Limits | None = None,
    past: Past | None = None,
    keys: Sequence[ExtendedPublicKey] = (),
) -> Opened:
    """Recognise a file and hold it against what is here; ``name`` is the file's, and may become
    what it is kept under; ``keys`` open an encrypted backup beside those of the wallets.

    Raises ``RecognitionError`` for what is not known or holds a secret, such as the recovery key of
    a vault, and what the workflow of its kind raises, as ``PaymentError`` with ``wallet-unknown``.
    """
    refuse_secrets(name)
    if data.startswith(MAGIC):
        return Opened(OpenedVault(), NextStep.UNLOCK)
    _refuse_recovery_key(data)
    found = recognise(data)
    bench = _Bench(tuple(wallets), tuple(payments), name, limits, past, tuple(keys))
    match found.value:
        case KeyExport() as export:
            opened = replace(_open_key(data, export, found.findings), name=name)
            return Opened(opened, NextStep.ADD_KEY, opened.findings)
        case WalletFile() as file:
            return bench.wallet(file, found.findings)
        case Psbt() as psbt:
            return bench.psbt(data, psbt)
        case Transaction() as transaction:
            return bench.transaction(data, transaction)
        case ParsedAddress() as address:
            return bench.address(OpenedAddress(address))
        case PaymentRequest() as request:
            return bench.address(OpenedAddress(request.address, request), request.findings)
        case EncryptedBackup() as backup:
            return bench.backup(backup)
        case SignedMessage() as signed:
            checked = check_message(signed)
            return Opened(checked, NextStep.SHOW_MESSAGE, checked.findings)
        case LabelFile() as labels:
            return bench.labels(labels)
        case EncryptedRecord():
            raise token_needed(found)


def _refuse_recovery_key(data: bytes) -> None:
    """It opens a vault where that is unlocked, and has nothing to do anywhere else."""
    if len(data) > _RECOVERY_KEY:
        return
    try:
        RecoveryKey.read(data.decode(errors="replace"))
    except VaultError:
        return
    message = "this is the recovery key of a vault"
    raise RecognitionError(Kind.SECRET, "recovery-key", "recovery-key-here", message)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What is here already, beside which a thing is laid."""

    wallets: tuple[KeptWallet, ...]
    payments: tuple[KeptPayment, ...]
    name: str
    limits: Limits | None
    past: Past | None
    keys: tuple[ExtendedPublicKey, ...]

    def wallet(self, file: WalletFile, findings: tuple[Finding, ...]) -> Opened:
        # The page that checks it shows every way to spend, and asks whether each is wanted.
        opened = check_wallet_file(file, name=_stem(self.name), accept_paths=True)
        everything = tuple(dict.fromkeys((*findings, *opened.findings)))
        for kept in self.wallets:
            if compare_wallets(kept.wallet, _beside(kept.wallet, opened.wallet, file)).same:
                return Opened(opened, NextStep.SHOW_WALLET, everything, kept.row)
        return Opened(opened, NextStep.CHECK_WALLET, everything)

    def backup(self, backup: EncryptedBackup) -> Opened:
        """It is opened by the keys that are here; raises ``ReadError`` with ``backup-locked``."""
        cosigners = (key for kept in self.wallets for key in kept.wallet.policy.cosigners)
        file = unlock(backup, (*self.keys, *(key.xpub for key in cosigners)))
        return self.wallet(file, file.findings)

    def psbt(self, data: bytes, psbt: Psbt) -> Opened:
        kept = self._kept(psbt.transaction.txid)
        if kept is not None:
            return self._continue(kept, data)
        payment = start(data, [kept.wallet for kept in self.wallets], self.limits, self.past)
        row = next(kept.row for kept in self.wallets if kept.wallet == payment.wallet)
        return Opened(payment, NextStep.REVIEW, payment.review.findings, row)

    def transaction(self, data: bytes, transaction: Transaction) -> Opened:
        kept = self._kept(transaction.without_signatures().txid)
        if kept is not None:
            return self._continue(kept, data)
        return Opened(transaction, NextStep.SHOW_TRANSACTION)

    def address(self, opened: OpenedAddress, findings: tuple[Finding, ...] = ()) -> Opened:
        script, networks = opened.address.script_pubkey, opened.address.networks
        for kept in self.wallets:
            if kept.wallet.network in networks:
                place = search_of(kept.wallet).within(script, Reach(-1, self.limits or Limits()))
                if place is not None:
                    own = OpenedAddress(opened.address, opened.request, place)
                    return Opened(own, NextStep.SHOW_ADDRESS, findings, kept.row)
        return Opened(opened, NextStep.SHOW_ADDRESS, findings)

    def labels(self, file: LabelFile) -> Opened:
        """The wallet is the one that most of the labels may belong to."""
        fitting = [(preview_labels(file, kept.wallet).fitting, kept.row) for kept in self.wallets]
        most, row = max(fitting, default=(0, ""), key=lambda each: each[0])
        return Opened(file, NextStep.MERGE_LABELS, file.findings, row if most else "")

    def _kept(self, txid: str) -> KeptPayment | None:
        rows = {kept.row for kept in self.wallets}
        same = (kept for kept in self.payments if kept.row == txid and kept.wallet_row in rows)
        return next((kept for kept in same if not kept.is_reduced), None)

    def _continue(self, kept: KeptPayment, data: bytes) -> Opened:
        wallet = next(each.wallet for each in self.wallets if each.row == kept.wallet_row)
        history = self.past.history(wallet, kept.original) if self.past else None
        payment = take_up(kept, wallet, self.limits, history)
        findings: tuple[Finding, ...] = ()
        if not payment.is_blocked:
            payment, findings = accept(payment, [Returned(self.name, data)])
        return Opened(payment, NextStep.CONTINUE, findings, kept.wallet_row, kept.row)


def _open_key(data: bytes, export: KeyExport, findings: tuple[Finding, ...]) -> OpenedKey:
    """The export, also where it takes a wallet's script type or a person to choose the key."""
    try:
        return open_key(data, None, None)
    except ReadError as error:
        if error.code != "keys-several":
            raise
        several = warn(error.code, "file", **error.facts)
    first = export.keys[0]
    network = choose_network(first.key.xpub.kind, export.networks, None)
    return OpenedKey(export, first, network, (several, *findings), decode_text(data))


def _beside(kept: Wallet, opened: Wallet, file: WalletFile) -> Wallet:
    """The wallet of a file that is silent about its network, as if it spoke of the kept one's."""
    if file.networks or kept.policy.kind is not opened.policy.kind:
        return opened
    return replace(opened, network=kept.network)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
