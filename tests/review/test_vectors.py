"""The published PSBTs, reviewed without a wallet."""

import json

import pytest

from strongroom.model.finding import Severity
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.review.context import make_context
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.review.signature_check import SignatureState
from tests.review.codes import FIRING, QUIET, shows
from tests.review.reviewing import review_of
from tests.vectors_source import vector


def vectors(file: str, section: str) -> dict[str, bytes]:
    """The PSBTs of one section by their description."""
    entries = json.loads(vector(file).read_text("utf-8"))["vectors"]
    chosen = [entry for entry in entries if entry["section"] == section]
    return {
        f"{n} {entry['description']}": bytes.fromhex(entry["hex"]) for n, entry in enumerate(chosen)
    }


REFUSED_BY_SIGNERS = vectors("bip174/bip174_psbts.json", "fails_signer_checks")
VALID = {
    **vectors("bip174/bip174_psbts.json", "valid"),
    **{f"v2 {n}": p for n, p in vectors("bip370/bip370_psbts.json", "valid").items()},
}
REASONS = {
    "0 A Witness UTXO is provided for a non-witness input": "utxo-missing",
    "1 redeemScript with non-witness UTXO does not match the scriptPubKey": "script-mismatch",
    "2 redeemScript with witness UTXO does not match the scriptPubKey": "script-mismatch",
    "3 witnessScript with witness UTXO does not match the redeemScript": "script-mismatch",
}


@pytest.mark.parametrize("name", REFUSED_BY_SIGNERS)
def test_what_signers_must_refuse_is_not_let_through(name: str) -> None:
    review = review_of(REFUSED_BY_SIGNERS[name], None)
    assert review.verdict >= Severity.BLOCK
    assert REASONS[name] in {finding.code for finding in review.findings}


@shows("locktime-undetermined", FIRING, QUIET)
def test_a_locktime_that_cannot_be_is_rejected() -> None:
    reviews = {name: review_of(psbt, None) for name, psbt in VALID.items()}
    rejected = {name for name, review in reviews.items() if review.verdict is Severity.REJECT}
    undetermined = {
        name
        for name, review in reviews.items()
        if "locktime-undetermined" in {finding.code for finding in review.findings}
    }
    assert rejected == undetermined
    assert len(undetermined) == 1
    assert all(name.startswith("v2") for name in undetermined)


def states(psbt: Psbt) -> list[SignatureState]:
    context = make_context(psbt, None, Limits(), History())
    return [checked.state for view in context.inputs for checked in view.signatures]


def test_the_signatures_of_the_published_psbts_verify() -> None:
    every = [state for psbt in VALID.values() for state in states(read_psbt(psbt))]
    assert every
    assert set(every) == {SignatureState.GOOD}
