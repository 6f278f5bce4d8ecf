"""The record of a review on paper: what was seen, when, which warnings were read, who signed."""

from datetime import datetime
from functools import partial

from strongroom.model.finding import Finding, Severity
from strongroom.model.locks import Tip
from strongroom.model.network import Network
from strongroom.model.owner_rules import Role
from strongroom.model.policy import Policy
from strongroom.model.spending_path import SpendingPath
from strongroom.paper.column import Column
from strongroom.paper.document import Document, pdf
from strongroom.paper.language import translate
from strongroom.paper.measures import BODY, FIXED, SMALL, STRONG, TITLE, PaperSize
from strongroom.paper.replaced_part import fill_replaced
from strongroom.review.ages import PathOpens
from strongroom.review.comparison_phrase import comparison_phrase
from strongroom.review.result import InputSignature, Review, ReviewedInput, ReviewedOutput
from strongroom.review.views import OutputRole
from strongroom.words.amounts import (
    bitcoin,
    date_in_words,
    fee_rate,
    grouped_address,
    quorum,
    satoshi,
)
from strongroom.words.findings import sentence
from strongroom.words.locks import block_words, locktime_words, relative_lock_words
from strongroom.words.paths import derivation_words, path_words
from strongroom.words.text import counted_place, visible
from strongroom.words.verdicts import VERDICTS
from strongroom.workflows.acknowledged import Acknowledged
from strongroom.workflows.payment import (
    CosignerProgress,
    PaymentUnderWay,
    Signing,
    acknowledgements,
    missing_roles,
    progress,
)
from strongroom.workflows.review_record import review_record

_ORDER = (
    OutputRole.PAYMENT,
    OutputRole.UNKNOWN,
    OutputRole.DATA,
    OutputRole.SELF,
    OutputRole.CHANGE,
)


def review_page(payment: PaymentUnderWay, when: datetime) -> Document:
    """One page, or several where there is much to say. Filling it takes the time of a phrase."""
    title = translate("Paper", "Review of a payment from {wallet}")
    named = title.format(wallet=visible(payment.wallet.name))
    is_practice = payment.wallet.network is Network.REGTEST
    return Document(named, partial(_fill, payment, when), is_practice)


def record_file(
    payment: PaymentUnderWay, when: datetime, name: str, size: PaperSize | None = None
) -> bytes:
    """What a record of that file name holds: JSON for programs, or pages to print.

    Raises ``PaperError``.
    """
    if name.lower().endswith(".json"):
        return review_record(payment, when)
    return pdf(review_page(payment, when), size)


def _fill(payment: PaymentUnderWay, when: datetime, column: Column) -> None:
    review = payment.review
    column.text(translate("Paper", "Review of a payment"), TITLE)
    column.gap(3)
    column.text(translate("Words", VERDICTS[review.verdict]), STRONG)
    column.gap(6)
    _fill_facts(payment, when, column)
    column.heading(translate("Paper", "Where it goes"))
    for role in _ORDER:
        for output in review.outputs:
            if output.kind is role:
                _fill_output(output, column)
    column.pair(translate("Paper", "Fee"), _fee(review), STRONG)
    column.heading(translate("Paper", "What it spends"))
    for entry in review.inputs:
        _fill_input(entry, payment.wallet.policy, review.tip, column)
    for replacement in review.replacements:
        fill_replaced(replacement, column)
    _fill_findings(payment, column)
    column.heading(translate("Paper", "Signatures so far"))
    for one in progress(payment):
        column.pair(*_signature(one))
    column.heading(translate("Paper", "By hand"))
    column.by_hand(
        translate("Paper", "Reviewed by"),
        translate("Paper", "Date"),
        translate("Paper", "Signature"),
    )


def _fill_facts(payment: PaymentUnderWay, when: datetime, column: Column) -> None:
    wallet, review = payment.wallet, payment.review
    column.pair(translate("Paper", "Wallet"), visible(wallet.name), STRONG)
    ways = "; ".join(map(_way, wallet.policy.paths))
    column.pair(translate("Paper", "Signatures needed"), ways)
    column.pair(translate("Paper", "Network"), wallet.network.value)
    column.pair(translate("Paper", "Reviewed"), _moment(when))
    column.pair(translate("Paper", "Transaction (txid)"), grouped_address(review.txid), FIXED)
    if not review.txid_final:
        changes = translate("Paper", "It changes when the last signature is there.")
        column.pair("", changes, SMALL)
    if review.locktime:
        column.pair(translate("Paper", "Mined only after"), _locktime(review))
    _fill_digest(payment, column)


def _way(path: SpendingPath) -> str:
    """``2 of 3``, and of a recovery path from when on."""
    count = len(path.keys)
    if path.delay:
        return path_words(path.threshold, count, path.delay)
    return quorum(path.threshold, count)


def _fill_digest(payment: PaymentUnderWay, column: Column) -> None:
    """Nothing where an amount is not proven; no phrase for what nobody should take as reviewed."""
    if payment.digest is None:
        return
    digest = grouped_address(payment.digest.hex())
    column.pair(translate("Paper", "Digest of the review"), digest, FIXED)
    if not payment.is_blocked:
        phrase = " ".join(comparison_phrase(payment.digest))
        column.pair(translate("Paper", "Comparison phrase"), phrase, STRONG)


def _fill_output(output: ReviewedOutput, column: Column) -> None:
    with column.together():
        amount = f"{bitcoin(output.amount)} ({satoshi(output.amount)})"
        column.pair(_role(output.kind), amount, STRONG)
        if output.address:
            column.pair("", grouped_address(output.address), FIXED)
        else:
            script = grouped_address(output.script_pubkey.hex())
            column.pair(translate("Paper", "no address, script"), script, FIXED)
        if output.place is not None:
            own = translate("Paper", "the wallet’s own, {branch} address {index}")
            place = own.format(branch=output.place.branch.value, index=output.place.index)
            column.pair("", place, SMALL)
        column.gap(3)


def _role(kind: OutputRole) -> str:
    match kind:
        case OutputRole.PAYMENT | OutputRole.UNKNOWN:
            return translate("Paper", "Pays")
        case OutputRole.DATA:
            return translate("Paper", "Data, to nobody")
        case OutputRole.SELF:
            return translate("Paper", "To this wallet")
        case OutputRole.CHANGE:
            return translate("Paper", "Change")


def _fill_input(entry: ReviewedInput, policy: Policy, tip: Tip | None, column: Column) -> None:
    with column.together():
        not_known = translate("Paper", "amount not known")
        amount = not_known if entry.amount is None else bitcoin(entry.amount)
        owner = translate("Paper", "not this wallet’s")
        if entry.place is not None:
            own = translate("Paper", "{branch} address {index}")
            owner = own.format(branch=entry.place.branch.value, index=entry.place.index)
        coin = translate("Paper", "Coin {number}").format(number=entry.index + 1)
        column.pair(coin, f"{amount}, {owner}")
        txid, _, place = str(entry.outpoint).partition(":")
        column.pair("", f"{grouped_address(txid)} : {place}", FIXED)
        if entry.mine and entry.path:
            said = translate("Paper", "spent by the recovery path {way}")
            column.pair("", said.format(way=_way(policy.paths[entry.path])), SMALL)
        elif entry.lock is not None:
            said = translate("Paper", "its coin must be confirmed for {lock}")
            column.pair("", said.format(lock=relative_lock_words(entry.lock)), SMALL)
        for opens in entry.opens:
            column.pair("", _opens(opens, tip), SMALL)
        for each in entry.signatures:
            column.pair("", _signed(each, policy), SMALL)
        column.gap(3)


def _opens(opens: PathOpens, tip: Tip | None) -> str:
    """From when on a recovery path can be taken for a coin."""
    said = translate("Paper", "{who} can spend its coin from {block}")
    if tip is not None and opens.height <= tip.height:
        said = translate("Paper", "{who} can already spend its coin: block {height} has come")
    who, block = quorum(opens.threshold, opens.count), block_words(opens.height, tip)
    return said.format(who=who, block=block, height=opens.height)


def _signed(one: InputSignature, policy: Policy) -> str:
    """Who signed with which key and, where there are several ways to spend, for which."""
    name = visible(policy.cosigners[one.cosigner].name) or _mark(one.fingerprint)
    path = policy.paths[one.path]
    said = translate("Paper", "signed by {name} with {key}")
    if policy.has_other_paths:
        said = translate("Paper", "signed by {name} with {key}, for {way}")
    if not one.counts:
        said = translate("Paper", "signed by {name} with {key}, for {way}, which is not taken")
    return said.format(
        name=name or str(one.cosigner + 1),
        key=derivation_words(one.derivation, is_whole=one.fingerprint is not None),
        way=path_words(path.threshold, len(path.keys), path.delay),
    )


def _fee(review: Review) -> str:
    if review.fee is None or review.fee_rate is None:
        return translate("Paper", "not known: an amount that is spent is missing")
    return f"{bitcoin(review.fee)} ({satoshi(review.fee)}, {fee_rate(review.fee_rate)})"


def _fill_findings(payment: PaymentUnderWay, column: Column) -> None:
    column.heading(translate("Paper", "What was found"))
    if not payment.review.findings:
        column.text(translate("Paper", "Nothing to say beside this."))
    for found in payment.review.findings:
        with column.together():
            words = sentence(found, translate)
            column.pair(_severity(found.severity), words.message, BODY)
            if words.hint:
                column.pair("", words.hint, BODY)
            column.pair("", " · ".join(_beside(payment, found)), SMALL)
            column.gap(3)


def _beside(payment: PaymentUnderWay, found: Finding) -> list[str]:
    """Its code and place and, of a warning, whether somebody has read it."""
    said = [found.code, counted_place(found.where)]
    if found.severity is Severity.WARN:
        said += map(_read, acknowledgements(payment, found))
        said += (_unread(role) for role in missing_roles(payment, found))
        if not payment.roles and not acknowledgements(payment, found):
            said.append(translate("Paper", "not ticked as read"))
    return said


def _read(read: Acknowledged) -> str:
    if read.role is not None and read.at is not None:
        words = translate("Paper", "ticked as read by {who} on {when}")
        return words.format(who=visible(str(read.role)), when=_moment(read.at))
    if read.at is None:
        return translate("Paper", "ticked as read")
    return translate("Paper", "ticked as read on {when}").format(when=_moment(read.at))


def _unread(role: Role) -> str:
    return translate("Paper", "not ticked as read by {who}").format(who=visible(str(role)))


def _severity(severity: Severity) -> str:
    match severity:
        case Severity.INFO:
            return translate("Paper", "To know")
        case Severity.WARN:
            return translate("Paper", "Warning")
        case Severity.BLOCK | Severity.REJECT:
            return translate("Paper", "Stops it")


def _signature(one: CosignerProgress) -> tuple[str, str]:
    """A cosigner, and how far they are."""
    key = one.key
    name = visible(key.name) or str(one.position + 1)
    return _mark(key.fingerprint), f"{name}: {_state(one)}"


def _mark(fingerprint: bytes | None) -> str:
    """A master fingerprint as the devices show it; empty where nobody told it."""
    return grouped_address(fingerprint.hex().upper()) if fingerprint else ""


def _state(one: CosignerProgress) -> str:
    match one.state:
        case Signing.NOT_YET:
            return translate("Paper", "has not signed")
        case Signing.SIGNED:
            return translate("Paper", "signed, and the signatures were checked")
        case Signing.PARTLY:
            text = translate("Paper", "signed {number} of {count} coins")
            return text.format(number=one.signed_inputs, count=one.own_inputs)


def _moment(when: datetime) -> str:
    """On this computer's clock, with how far it is from UTC."""
    return f"{date_in_words(int(when.timestamp()))} (UTC{when.astimezone():%z})"


def _locktime(review: Review) -> str:
    words = locktime_words(review.locktime, review.tip)
    if review.heeds_locktime:
        return words
    return translate("Paper", "{lock}, which has no effect").format(lock=words)
