"""A review as a document: what ``psbt review`` prints, and what a record of it holds."""

from strongroom.formats.json_text import JsonValue
from strongroom.model.finding import Finding
from strongroom.model.psbt_fields import LEAST_TIME
from strongroom.review.ages import PathOpens
from strongroom.review.comparison_phrase import comparison_phrase
from strongroom.review.psbt import Review, ReviewedInput, ReviewedOutput, SignedBy
from strongroom.review.replacement import ChangedPayee, Figures, Replacement
from strongroom.review.result import FalseClaim, InputSignature
from strongroom.words.findings import sentence


def review_json(review: Review) -> dict[str, JsonValue]:
    """The fields of the contract without ``findings``; takes the time of a comparison phrase."""
    return {
        "verdict": _VERDICTS[review.verdict.word],
        "txid": review.txid,
        "psbt_version": review.psbt_version,
        "txid_final": review.txid_final,
        "digest": review.digest.hex() if review.digest else None,
        "phrase": " ".join(comparison_phrase(review.digest)) if review.digest else None,
        "inputs": [_input(entry) for entry in review.inputs],
        "outputs": [_output(entry) for entry in review.outputs],
        "fee": review.fee,
        "fee_rate": review.fee_rate,
        "vsize": review.vsize,
        "locktime": review.locktime,
        "locktime_about": _locktime_about(review),
        "rbf": review.rbf,
        "threshold": review.threshold,
        "signed_by": [_signer(signer) for signer in review.signed_by],
        "missing": review.missing,
        "complete": review.complete,
        "replacements": [_replacement(each) for each in review.replacements],
    }


def finding_json(finding: Finding) -> JsonValue:
    """One entry of a document's ``findings``."""
    return {
        "code": finding.code,
        "severity": finding.severity.word,
        "message": sentence(finding).message,
        "where": finding.where,
        "facts": dict(finding.facts),
    }


_VERDICTS = {"info": "ok", "warn": "warn", "block": "block", "reject": "block"}


def _input(entry: ReviewedInput) -> JsonValue:
    return {
        "index": entry.index,
        "outpoint": str(entry.outpoint),
        "amount": entry.amount,
        "mine": entry.mine,
        "branch": entry.place.branch.value if entry.place else None,
        "address_index": entry.place.index if entry.place else None,
        "sequence": entry.sequence,
        "path": entry.path if entry.mine else None,
        "age": entry.age if entry.mine else None,
        "confirmed": entry.confirmed if entry.mine else None,
        "opens": [opens_json(each) for each in entry.opens],
        "signatures": [_signature(each) for each in entry.counted],
        "other_signatures": [_signature(each) for each in entry.signatures if not each.counts],
        "findings": [finding_json(finding) for finding in entry.findings],
    }


def opens_json(opens: PathOpens) -> JsonValue:
    """When a recovery path opens for a coin."""
    return {
        "path": opens.path,
        "threshold": opens.threshold,
        "count": opens.count,
        "blocks": opens.delay,
        "height": opens.height,
        "left": opens.left,
        "at": opens.at,
        "near": opens.is_near,
    }


def _output(entry: ReviewedOutput) -> JsonValue:
    return {
        "index": entry.index,
        "address": entry.address,
        "amount": entry.amount,
        "kind": entry.kind.value,
        "branch": entry.place.branch.value if entry.place else None,
        "address_index": entry.place.index if entry.place else None,
        "claim": _claim(entry.claim) if entry.claim else None,
        "findings": [finding_json(finding) for finding in entry.findings],
    }


def _claim(claim: FalseClaim) -> JsonValue:
    return {
        "branch": claim.place.branch.value,
        "address_index": claim.place.index,
        "address": claim.address,
        "keys_kept": list(claim.kept),
        "other_keys": claim.strangers,
        "threshold": claim.threshold,
    }


def _replacement(replacement: Replacement) -> JsonValue:
    return {
        "txid": replacement.txid,
        "reviewed": replacement.reviewed,
        "later": replacement.is_later,
        "payees": [_payee(each) for each in replacement.payees],
        "other": _figures(replacement.other),
        "this": _figures(replacement.this),
        "coins_added": [str(coin) for coin in replacement.coins_added],
        "coins_gone": [str(coin) for coin in replacement.coins_gone],
    }


def _payee(payee: ChangedPayee) -> JsonValue:
    return {
        "address": payee.address,
        "script_pubkey": payee.script_pubkey.hex(),
        "change": payee.change.value,
        "other": payee.other,
        "this": payee.this,
    }


def _figures(figures: Figures) -> JsonValue:
    return {
        "change": figures.change,
        "fee": figures.fee,
        "fee_rate": figures.fee_rate,
        "locktime": figures.locktime,
    }


def _locktime_about(review: Review) -> int | None:
    """About when a locktime that names a block comes, in seconds since 1970; null where nobody told
    how far the chain has come."""
    if review.locktime >= LEAST_TIME:
        return review.locktime
    if not review.locktime or review.tip is None:
        return None
    return review.tip.about_when(review.locktime)


def _signature(signature: InputSignature) -> JsonValue:
    """``derivation`` is null where nobody told where the cosigner's key comes from."""
    fingerprint, path = signature.fingerprint, str(signature.derivation)
    return {
        "cosigner": signature.cosigner,
        "fingerprint": fingerprint.hex() if fingerprint else None,
        "derivation": f"m/{path}" if fingerprint else None,
        "path": signature.path,
    }


def _signer(signer: SignedBy) -> JsonValue:
    fingerprint = signer.fingerprint.hex() if signer.fingerprint else None
    return {"cosigner": signer.cosigner, "fingerprint": fingerprint}
