"""A review as the document of ``psbt review``."""

from strongroom.cli.output import Json, finding_json
from strongroom.review.psbt import Review, ReviewedInput, ReviewedOutput, SignedBy


def review_json(review: Review) -> dict[str, Json]:
    """The fields of the contract; ``findings`` are added where the answer is printed."""
    return {
        "verdict": _VERDICTS[review.verdict.word],
        "txid": review.txid,
        "psbt_version": review.psbt_version,
        "txid_final": review.txid_final,
        "digest": review.digest.hex() if review.digest else None,
        "inputs": [_input(entry) for entry in review.inputs],
        "outputs": [_output(entry) for entry in review.outputs],
        "fee": review.fee,
        "fee_rate": review.fee_rate,
        "vsize": review.vsize,
        "locktime": review.locktime,
        "rbf": review.rbf,
        "threshold": review.threshold,
        "signed_by": [_signer(signer) for signer in review.signed_by],
        "missing": review.missing,
        "complete": review.complete,
    }


_VERDICTS = {"info": "ok", "warn": "warn", "block": "block", "reject": "block"}


def _input(entry: ReviewedInput) -> Json:
    return {
        "index": entry.index,
        "outpoint": str(entry.outpoint),
        "amount": entry.amount,
        "mine": entry.mine,
        "branch": entry.place.branch.value if entry.place else None,
        "address_index": entry.place.index if entry.place else None,
        "sequence": entry.sequence,
        "signatures": [_signer(signer) for signer in entry.signatures],
        "findings": [finding_json(finding) for finding in entry.findings],
    }


def _output(entry: ReviewedOutput) -> Json:
    return {
        "index": entry.index,
        "address": entry.address,
        "amount": entry.amount,
        "kind": entry.kind.value,
        "branch": entry.place.branch.value if entry.place else None,
        "address_index": entry.place.index if entry.place else None,
        "findings": [finding_json(finding) for finding in entry.findings],
    }


def _signer(signer: SignedBy) -> Json:
    fingerprint = signer.fingerprint.hex() if signer.fingerprint else None
    return {"cosigner": signer.cosigner, "fingerprint": fingerprint}
