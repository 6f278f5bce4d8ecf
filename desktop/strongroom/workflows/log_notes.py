"""What the log says of a wallet or a payment: by what its record says otherwise than before."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from strongroom.formats.json_text import JsonValue
from strongroom.model.descriptor import parse_descriptor
from strongroom.model.finding import Finding, Severity
from strongroom.review.views import OutputRole
from strongroom.vault.log import LogKind
from strongroom.vault.records import CosignerRecord, PaymentRecord, ReadRecord, WalletRecord
from strongroom.vault.rules_records import RulesRecord
from strongroom.vault.tables import PAYMENTS, RULES, WALLETS
from strongroom.words.device_words import device_title
from strongroom.workflows import contact_notes
from strongroom.workflows.kept_changes import Change
from strongroom.workflows.log import Note
from strongroom.workflows.payment import PaymentUnderWay

_MOST = 100
"""Warnings that a note names; what was found is counted."""

_Facts = dict[str, JsonValue]


def new_wallet(row: str, record: WalletRecord, *, is_set_up: bool) -> Iterator[Note]:
    """That a wallet is kept, and which keys were compared and devices registered by then."""
    kind = LogKind.WALLET_SET_UP if is_set_up else LogKind.WALLET_IMPORTED
    yield Note(kind, _wallet_facts(record), row)
    yield from _comparisons(row, (), record)
    for facts, said in zip(_signers(record), record.cosigners, strict=True):
        yield from _registrations(row, facts, CosignerRecord(said.name), said)


def changed_wallet(row: str, before: WalletRecord, after: WalletRecord) -> Iterator[Note]:
    """What is said of a wallet now, and was not before."""
    if after.name != before.name:
        facts: _Facts = {"wallet": after.name, "before": before.name}
        yield Note(LogKind.WALLET_RENAMED, facts, row)
    if (after.risk_accepted is None) is not (before.risk_accepted is None):
        kind = LogKind.RISK_ACCEPTED if after.risk_accepted else LogKind.RISK_NOT_ACCEPTED
        yield Note(kind, {"wallet": after.name}, row)
    if after.descriptor != before.descriptor:
        yield Note(LogKind.WALLET_CHANGED, _wallet_facts(after), row)
        yield from _comparisons(row, (), after)
        return
    yield from _comparisons(row, before.cosigners, after)
    for facts, was, now in zip(_signers(after), before.cosigners, after.cosigners, strict=True):
        changed = _changed_fields(was, now)
        if changed:
            yield Note(LogKind.COSIGNER_DESCRIBED, {**facts, "changed": changed}, row)
        yield from _registrations(row, facts, was, now)


def changed_payment(
    wallet: WalletRecord | None,
    before: PaymentRecord | None,
    after: PaymentRecord,
    payment: PaymentUnderWay,
) -> Iterator[Note]:
    """What came of a payment: its review, the warnings that somebody read, and the signatures."""
    name = wallet.name if wallet is not None else payment.wallet.name
    facts, source = _payment_facts(name, payment.txid), after.versions[-1].source
    if before is None:
        kept = {**facts, **_review_facts(payment), "source": source}
        yield Note(LogKind.PAYMENT_KEPT, kept, after.wallet)
    if _read(after) != (_read(before) if before else []):
        read: _Facts = {"count": len(after.read), "warnings": _read(after)[:_MOST]}
        said = {**facts, "digest": _digest(payment), **read}
        yield Note(LogKind.WARNINGS_READ, said, after.wallet)
    for signed in after.signed[len(before.signed) if before else 0 :]:
        who = signer(wallet, signed.fingerprint)
        yield Note(LogKind.PAYMENT_SIGNED, {**facts, **who, "source": source}, after.wallet)


def stopped_payment(wallet: WalletRecord | None, row: str, payment: PaymentUnderWay) -> Note:
    """That the review of a payment from the wallet in that row found something that stops it."""
    name = wallet.name if wallet is not None else payment.wallet.name
    facts = {**_payment_facts(name, payment.txid), "digest": _digest(payment)}
    return Note(LogKind.PAYMENT_STOPPED, {**facts, **refused(payment.review.findings)}, row)


def refused(findings: Iterable[Finding]) -> _Facts:
    """What stops a payment, or what came back for it."""
    stops = [one for one in findings if one.severity >= Severity.BLOCK]
    found: list[JsonValue] = [f"{one.code} ({one.where})" for one in stops[:_MOST]]
    return {"count": len(stops), "findings": found}


def of_payment(
    kind: LogKind,
    wallet: WalletRecord | None,
    row: str,
    record: PaymentRecord,
    more: Mapping[str, JsonValue],
) -> Note:
    """What else is done with a payment, with ``more`` facts."""
    name = wallet.name if wallet is not None else ""
    return Note(kind, {**_payment_facts(name, row), **more}, record.wallet)


def signer(wallet: WalletRecord | None, fingerprint: str) -> _Facts:
    """The cosigner of a wallet with that master fingerprint, as facts."""
    own = _signers(wallet) if wallet is not None else ()
    same = (one for one in own if one["fingerprint"] == fingerprint)
    return next(same, _signer("", fingerprint))


def put_back(changes: Iterable[Change], names: Mapping[str, str]) -> Iterator[Note]:
    """That a wallet, with all its own, a payment, an address on a list or a contact is kept again,
    or that of a wallet something is said as before; ``names`` are the wallets'."""
    back = [one for one in changes if one.value is not None]
    wallets = [one for one in back if one.table == WALLETS.name]
    for one in wallets:
        yield from _wallet_back(one)
    for one in back if not wallets else ():
        if one.table == PAYMENTS.name and one.value is not None:
            wallet = str(one.value["wallet"])
            facts = _payment_facts(names.get(wallet, ""), one.row)
            yield Note(LogKind.PAYMENT_BACK, facts, wallet)
        elif one.table == RULES.name:
            yield from _addresses_back(one, names.get(one.row, ""))
        yield from contact_notes.back(one)


def _wallet_back(change: Change) -> Iterator[Note]:
    after = WalletRecord.from_json(change.value or {})
    if change.instead_of is None:
        yield Note(LogKind.WALLET_BACK, {"wallet": after.name}, change.row)
    else:
        yield from changed_wallet(change.row, WalletRecord.from_json(change.instead_of), after)


def _addresses_back(change: Change, wallet: str) -> Iterator[Note]:
    """The addresses that are on a list again."""
    was, now = (
        RulesRecord.from_json(value).allowed if value else ()
        for value in (change.instead_of, change.value)
    )
    left = {one.address for one in was}
    for one in now:
        if one.address not in left:
            facts: _Facts = {"wallet": wallet, "address": one.address}
            yield Note(LogKind.ADDRESS_BACK, facts, change.row)


def _comparisons(
    row: str, before: tuple[CosignerRecord, ...], after: WalletRecord
) -> Iterator[Note]:
    """Ticks that were set or taken away; ``before`` is empty where there was no tick."""
    known = [one.compared is not None for one in before] or [False] * len(after.cosigners)
    for facts, was, now in zip(_signers(after), known, after.cosigners, strict=True):
        if was is not (now.compared is not None):
            kind = LogKind.KEY_NOT_COMPARED if was else LogKind.KEY_COMPARED
            yield Note(kind, facts, row)


def _signers(record: WalletRecord) -> tuple[_Facts, ...]:
    """Each cosigner of a wallet, as facts."""
    keys = parse_descriptor(record.descriptor).policy.cosigners
    told = (key.fingerprint.hex() if key.fingerprint is not None else "" for key in keys)
    return tuple(
        {"wallet": record.name, **_signer(said.name, fingerprint)}
        for said, fingerprint in zip(record.cosigners, told, strict=True)
    )


def _signer(name: str, fingerprint: str) -> _Facts:
    return {"cosigner": name or fingerprint, "fingerprint": fingerprint}


def _registrations(
    row: str, cosigner: _Facts, before: CosignerRecord, after: CosignerRecord
) -> Iterator[Note]:
    """Registrations that are new or others than before, and those that went; without the proof."""
    for one in after.registrations:
        if one not in before.registrations:
            facts: _Facts = {**cosigner, "device": device_title(one.device), "name": one.name}
            yield Note(LogKind.DEVICE_REGISTERED, facts, row)
    kept = {one.device for one in after.registrations}
    for one in before.registrations:
        if one.device not in kept:
            facts = {**cosigner, "device": device_title(one.device)}
            yield Note(LogKind.REGISTRATION_REMOVED, facts, row)


def _changed_fields(before: CosignerRecord, after: CosignerRecord) -> list[JsonValue]:
    was, now = before.to_json(), after.to_json()
    told = ("compared", "registrations")
    return [name for name in now if name not in told and now[name] != was.get(name)]


def _wallet_facts(record: WalletRecord) -> _Facts:
    policy = parse_descriptor(record.descriptor).policy
    return {
        "wallet": record.name,
        "network": record.network.value,
        "threshold": policy.threshold,
        "keys": len(policy.keys),
        "script": policy.script_type.value,
        "descriptor_sha256": hashlib.sha256(record.descriptor.encode()).hexdigest(),
    }


def _payment_facts(wallet: str, txid: str) -> _Facts:
    return {"wallet": wallet, "payment": txid}


def _review_facts(payment: PaymentUnderWay) -> _Facts:
    review = payment.review
    warnings = sum(each.severity is Severity.WARN for each in review.findings)
    paid = sum(each.amount for each in review.outputs if each.kind is OutputRole.PAYMENT)
    return {
        "digest": _digest(payment),
        "verdict": review.verdict.word,
        "warnings": warnings,
        "paid": paid,
        "fee": review.fee,
    }


def _digest(payment: PaymentUnderWay) -> str:
    return payment.digest.hex() if payment.digest is not None else ""


def _read(record: PaymentRecord) -> list[JsonValue]:
    return [_tick(one) for one in record.read]


def _tick(read: ReadRecord) -> str:
    by = f", {read.person} ({read.role})" if read.person else ""
    return f"{read.code} ({read.where}){by}"
