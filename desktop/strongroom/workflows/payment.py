"""A payment under way: from the PSBT somebody made to the transaction all its signers signed."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from strongroom.formats.secrets import search_secrets
from strongroom.formats.text import slug
from strongroom.model.errors import Fact, ReadError, StrongroomError
from strongroom.model.finding import Finding, Severity, raise_rejected
from strongroom.model.owner_rules import Role
from strongroom.model.policy import CosignerKey
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_writer import write_psbt
from strongroom.model.wallet import Wallet
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.review.owner_rules import OWNERS_CODES
from strongroom.review.result import Review
from strongroom.review.weigh import block
from strongroom.workflows import finish as finishing
from strongroom.workflows.acknowledged import Acknowledged
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.finish import Finished, NotFinished
from strongroom.workflows.packing import FULL, Packing, pack
from strongroom.workflows.past import Past
from strongroom.workflows.payment_wallet import find_wallet
from strongroom.workflows.returned import read_returned
from strongroom.workflows.review_payment import open_psbt, review_payment

__all__ = [
    "Acknowledged",
    "CosignerProgress",
    "Finished",
    "NotFinished",
    "PaymentError",
    "PaymentUnderWay",
    "Returned",
    "Signing",
    "accept",
    "acknowledge",
    "acknowledgements",
    "begin",
    "blocking",
    "file_name",
    "finish",
    "may_sign",
    "missing_roles",
    "open_warnings",
    "packing_for",
    "progress",
    "resume",
    "review_again",
    "start",
    "take_back",
]


class PaymentError(StrongroomError):
    """A payment cannot go on: ``wallet-unknown``, ``payment-blocked``, ``warning-open`` or
    ``acknowledgement-missing``; ``findings`` are those that stand in the way, where some do."""

    def __init__(
        self, code: str, message: str, findings: Sequence[Finding] = (), **facts: Fact
    ) -> None:
        super().__init__(code, message, **facts)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class PaymentUnderWay:
    """``original`` is what was opened, ``combined`` the same with every good signature so far.

    ``review`` is of ``combined``, made with ``limits`` and ``history``. Every one of the ``roles``
    has to acknowledge each warning; without any, anybody.
    """

    wallet: Wallet
    original: Psbt
    combined: Psbt
    review: Review
    limits: Limits
    history: History
    acknowledged: frozenset[Acknowledged] = frozenset()
    roles: tuple[Role, ...] = ()

    @property
    def txid(self) -> str:
        """The unsigned transaction's id, by which the payment is kept."""
        return self.original.transaction.txid

    @property
    def digest(self) -> bytes | None:
        """What two people compare to know that they sign the same; None where it is not proven."""
        return self.review.digest

    @property
    def is_blocked(self) -> bool:
        return self.review.verdict >= Severity.BLOCK

    @property
    def may_be_kept(self) -> bool:
        """Whether nothing is wrong with it, even where the owner's rules stop it for now."""
        return all(found.code in OWNERS_CODES for found in blocking(self.review))


class Signing(Enum):
    """How far a cosigner is; ``PARTLY`` signed some of the wallet's inputs and not all."""

    NOT_YET = "not-yet"
    PARTLY = "partly"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class CosignerProgress:
    """One cosigner's signatures; ``position`` is the key's in the policy."""

    position: int
    key: CosignerKey
    signed_inputs: int
    own_inputs: int

    @property
    def state(self) -> Signing:
        if not self.signed_inputs:
            return Signing.NOT_YET
        return Signing.SIGNED if self.signed_inputs == self.own_inputs else Signing.PARTLY


def start(
    data: bytes,
    wallets: Iterable[Wallet],
    limits: Limits | None = None,
    past: Past | None = None,
) -> PaymentUnderWay:
    """Open a PSBT (binary, base64 or hex), find the wallet whose coins it spends, and review it.

    Raises ``ReadError`` with ``psbt-malformed``, ``Rejected`` with what must not be loaded, and
    ``PaymentError`` with ``wallet-unknown`` where none of the wallets has to do with it.
    """
    psbt = open_psbt(data)
    wallet = find_wallet(psbt, wallets)
    if wallet is None:
        raise_rejected(review_payment(psbt, None).findings)
        raise PaymentError("wallet-unknown", "this payment spends from none of the wallets here")
    return begin(wallet, psbt, limits, past.history(wallet, psbt) if past else None)


def begin(
    wallet: Wallet, psbt: Psbt, limits: Limits | None = None, history: History | None = None
) -> PaymentUnderWay:
    """A payment of a wallet that was named; raises ``Rejected``."""
    return _reviewed(wallet, psbt, psbt, limits or Limits(), history or History())


def resume(
    wallet: Wallet,
    original: Psbt,
    combined: Psbt,
    limits: Limits | None = None,
    history: History | None = None,
) -> PaymentUnderWay:
    """A payment that was kept, reviewed again; raises ``Rejected``."""
    kept = Returned("kept", write_psbt(combined))
    joined = combine(original, [kept], wallet).psbt
    return _reviewed(wallet, original, joined, limits or Limits(), history or History())


def review_again(payment: PaymentUnderWay, limits: Limits, history: History) -> PaymentUnderWay:
    """The payment reviewed anew, as after a change of the limits; raises ``Rejected``."""
    again = _reviewed(payment.wallet, payment.original, payment.combined, limits, history)
    return replace(again, acknowledged=payment.acknowledged)


def open_warnings(payment: PaymentUnderWay) -> tuple[Finding, ...]:
    """The warnings that somebody who has to has not acknowledged yet."""
    return tuple(
        found
        for found in payment.review.findings
        if found.severity is Severity.WARN and not _is_read(payment, found)
    )


def acknowledgements(payment: PaymentUnderWay, warning: Finding) -> tuple[Acknowledged, ...]:
    """Who has read a warning: those of a role that counts, or anybody where there are no roles."""
    wanted = Acknowledged.of(warning)
    read = (each for each in payment.acknowledged if each.without_role == wanted)
    counted = (each for each in read if not payment.roles or each.role in payment.roles)
    return tuple(sorted(counted, key=lambda each: str(each.role)))


def missing_roles(payment: PaymentUnderWay, warning: Finding) -> tuple[Role, ...]:
    """Who has yet to acknowledge a warning, where the rules say who has to."""
    read = [each.role for each in acknowledgements(payment, warning)]
    return tuple(role for role in payment.roles if role not in read)


def acknowledge(
    payment: PaymentUnderWay, warning: Finding, at: datetime | None = None, role: Role | None = None
) -> PaymentUnderWay:
    """The payment with one warning read; ``at`` is when, and ``role`` says by whom."""
    read = Acknowledged.of(warning, at, role)
    return replace(payment, acknowledged=payment.acknowledged - {read} | {read})


def take_back(
    payment: PaymentUnderWay, warning: Finding, role: Role | None = None
) -> PaymentUnderWay:
    """The payment with a warning open again that was acknowledged."""
    read = Acknowledged.of(warning, role=role)
    return replace(payment, acknowledged=payment.acknowledged - {read})


def blocking(review: Review) -> tuple[Finding, ...]:
    """What stops a payment."""
    return tuple(found for found in review.findings if found.severity >= Severity.BLOCK)


def may_sign(payment: PaymentUnderWay) -> bool:
    """Whether it may go to a signer: nothing blocks it, and every warning was read."""
    return not payment.is_blocked and not open_warnings(payment)


def packing_for(payment: PaymentUnderWay, packing: Packing = FULL) -> bytes:
    """The binary PSBT that goes to a signer.

    Raises ``PaymentError`` with ``payment-blocked`` or ``warning-open``, and ``PackingError`` where
    what was packed is not what was reviewed.
    """
    _check_may_sign(payment)
    return pack(payment.combined, payment.wallet, payment.review, packing)


def file_name(payment: PaymentUnderWay, signer: str = "") -> str:
    """A name for the file saved for a signer: of the wallet, the transaction and the signer."""
    parts = [slug(payment.wallet.name), payment.txid[:8], *([slug(signer)] if signer else [])]
    return "-".join(parts) + ".psbt"


def accept(
    payment: PaymentUnderWay, returned: Sequence[Returned]
) -> tuple[PaymentUnderWay, tuple[Finding, ...]]:
    """The payment with the good signatures of what came back, and what is wrong with the files.

    A file that is no PSBT and no transaction becomes a finding, and the others still count.
    Raises ``PaymentError`` with ``payment-blocked``.
    """
    _check_not_blocked(payment)
    readable: list[Returned] = []
    findings: list[Finding] = []
    for file in returned:
        refused = _refusal(file)
        findings += refused
        readable += [] if refused else [file]
    combination = combine(payment.combined, readable, payment.wallet)
    joined = _reviewed(
        payment.wallet, payment.original, combination.psbt, payment.limits, payment.history
    )
    accepted = replace(joined, acknowledged=payment.acknowledged)
    return accepted, (*findings, *combination.findings)


def progress(payment: PaymentUnderWay) -> tuple[CosignerProgress, ...]:
    """Every cosigner of the wallet, in the order of the policy."""
    own = [entry for entry in payment.review.inputs if entry.mine]
    signed = [signature.cosigner for entry in own for signature in entry.counted]
    return tuple(
        CosignerProgress(position, key, signed.count(position), len(own))
        for position, key in enumerate(payment.wallet.policy.cosigners)
    )


def finish(payment: PaymentUnderWay) -> Finished:
    """The network's transaction, checked by every engine.

    Raises ``PaymentError`` with ``payment-blocked`` and ``warning-open``, and what
    ``workflows.finish`` raises.
    """
    _check_may_sign(payment)
    return finishing.finish(payment.combined, payment.wallet)


def _reviewed(
    wallet: Wallet, original: Psbt, combined: Psbt, limits: Limits, history: History
) -> PaymentUnderWay:
    review = review_payment(combined, wallet, limits, history)
    raise_rejected(review.findings)
    now = int(time.time()) if history.now is None else history.now
    roles = history.rules.at(now).roles if history.rules else ()
    return PaymentUnderWay(wallet, original, combined, review, limits, history, roles=roles)


def _is_read(payment: PaymentUnderWay, warning: Finding) -> bool:
    if payment.roles:
        return not missing_roles(payment, warning)
    return bool(acknowledgements(payment, warning))


def _check_not_blocked(payment: PaymentUnderWay) -> None:
    if payment.is_blocked:
        found = blocking(payment.review)
        raise PaymentError("payment-blocked", "the review forbids to sign this", found)


def _check_may_sign(payment: PaymentUnderWay) -> None:
    _check_not_blocked(payment)
    warnings = open_warnings(payment)
    if warnings and payment.roles:
        missing = dict.fromkeys(r for each in warnings for r in missing_roles(payment, each))
        raise PaymentError(
            "acknowledgement-missing",
            "somebody has yet to acknowledge a warning",
            warnings,
            roles=", ".join(map(str, missing)),
        )
    if warnings:
        raise PaymentError(
            "warning-open", "there are warnings nobody has read", warnings, count=len(warnings)
        )


def _refusal(file: Returned) -> list[Finding]:
    """Why a file is not looked at any further: a secret in it, or nothing that can be read."""
    try:
        read_returned(file)
    except ReadError as error:
        found = search_secrets(file.data).found
        if found is not None:
            return [block("secret-found", "file", name=file.name, kind=found.value)]
        return [block(error.code, "file", **error.facts)]
    return []
