"""Which way to spend a payment takes, and what is said when it is no usual one."""

from dataclasses import replace
from typing import Any

import pytest

from strongroom.engines.embit_addresses import embit_address
from strongroom.engines.own_scripts import Place
from strongroom.engines.wallet_fields import own_input_fields
from strongroom.model.finding import Finding, Severity
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_writer import OutputFields, build_psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.scripts import p2sh, p2wsh
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.signers import practice_signer
from strongroom.review.history import History
from strongroom.review.psbt import review_psbt
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.finish import finish
from tests.builders import CHANGE, STRANGER
from tests.path_wallets import Made, Spent, Way, Ways, payment
from tests.recovery_wallets import heir_wallet, payment_of, payment_with, recovery_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows

DELAY = 52_560
WALLET = recovery_wallet((1, DELAY))
USUAL = 0xFFFF_FFFD
BY_TIME = 1 << 22


def codes(psbt: Psbt, code: str, wallet: Wallet = WALLET, **told: Any) -> list[Finding]:
    review = review_psbt(psbt, wallet, **told)
    return [found for found in review.findings if found.code == code]


PATHS = {
    "final": (0xFFFF_FFFF, 2, 0),
    "replaceable": (USUAL, 2, 0),
    "a block short of the delay": (DELAY - 1, 2, 0),
    "the delay": (DELAY, 2, 1),
    "more than the delay": (65_535, 2, 1),
    "the delay by the clock": (BY_TIME | DELAY, 2, 0),
    "the delay switched off": ((1 << 31) | DELAY, 2, 0),
    "the delay in version 1": (DELAY, 1, 0),
    "bits that nobody reads": ((1 << 16) | DELAY, 2, 1),
}


@shows("recovery-path", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", PATHS)
def test_the_path_is_told_by_the_sequence(name: str) -> None:
    sequence, version, path = PATHS[name]
    psbt = payment_with(WALLET, (sequence,), version)
    review = review_psbt(psbt, WALLET)
    assert (review.inputs[0].path, review.threshold) == (path, 2 - path)
    assert len(codes(psbt, "recovery-path")) == path


def test_a_recovery_is_said_once_with_what_it_takes() -> None:
    (found,) = codes(payment_of(WALLET, path=1), "recovery-path")
    assert (found.severity, found.where) == (Severity.WARN, "transaction")
    assert found.facts == {"path": 1, "threshold": 1, "count": 3, "blocks": DELAY, "usual": 2}
    assert not codes(payment_of(WALLET, path=1), "locktime")


def test_a_wait_beyond_the_path_is_said_beside_it() -> None:
    (found,) = codes(payment_with(WALLET, (DELAY + 1,)), "locktime")
    assert (found.facts["reason"], found.facts["blocks"]) == ("relative", DELAY + 1)


def test_ways_that_are_mixed_are_named_at_their_inputs() -> None:
    found = codes(payment_with(WALLET, (USUAL, DELAY)), "recovery-path")
    assert [(each.where, each.facts["reason"]) for each in found] == [("input 1", "mixed")]


@shows("recovery-early", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("tip", "left"), [(1_099, 1), (1_100, 0)])
def test_a_coin_that_is_too_young_is_stopped(tip: int, left: int) -> None:
    wallet = recovery_wallet((1, 101))
    psbt = payment_of(wallet, path=1)
    confirmed = {psbt.transaction.inputs[0].outpoint: 1_000}
    history = History(height=tip, confirmed=confirmed)
    found = codes(psbt, "recovery-early", wallet, history=history)
    assert [each.facts["left"] for each in found] == ([left] if left else [])


def test_nothing_is_said_of_a_coin_whose_block_is_not_known() -> None:
    assert not codes(payment_of(WALLET, path=1), "recovery-early", history=History(height=1))


def signed(psbt: Psbt, *signers: int, wallet: Wallet = WALLET) -> Psbt:
    data = [practice_signer(number).sign(psbt.original, wallet).psbt for number in signers]
    return combine(psbt, [Returned("signed", each) for each in data], wallet).psbt


def test_the_usual_quorum_may_sign_what_waits_for_recovery() -> None:
    psbt = signed(payment_with(WALLET, (DELAY,)), 1, 2)
    review = review_psbt(psbt, WALLET)
    assert (review.complete, review.missing, len(review.signed_by)) == (True, 0, 2)


def test_the_recovery_quorum_alone_does_not_sign_today() -> None:
    review = review_psbt(signed(payment_with(WALLET, (USUAL,)), 2), WALLET)
    assert (review.complete, review.missing) == (False, 1)


def test_an_heir_has_no_say_today() -> None:
    wallet = heir_wallet(DELAY)
    review = review_psbt(signed(payment_of(wallet), 4, wallet=wallet), wallet)
    assert (review.missing, review.signed_by) == (2, ())


def test_finished_scripts_are_held_to_the_path_they_take() -> None:
    psbt = payment_of(WALLET, path=1)
    final = finish(signed(psbt, 3), WALLET)
    back = combine(psbt, [Returned("final", final.raw)], WALLET)
    assert (back.findings, back.complete, back.signatures) == ((), True, 1)


@pytest.mark.parametrize(
    ("path", "signers", "spare"), [(0, (1, 2), 1), (1, (3,), 1), (1, (1, 2), 41)]
)
def test_the_size_is_that_of_the_path_that_is_signed(
    path: int, signers: tuple[int, ...], spare: int
) -> None:
    psbt = signed(payment_of(WALLET, path), *signers)
    final = finish(psbt, WALLET)
    # Where both quorums have signed, the cheaper way is taken in the end.
    assert 0 <= review_psbt(psbt, WALLET).vsize - final.vsize <= spare


WAYS = Ways(ScriptType.P2WSH, (Way(2, (0, 1, 2)), Way(1, (0,), DELAY)))
OUR_SCRIPT = embit_address(WAYS.wallet, Branch.CHANGE, 0).scripts.witness_script or b""


@pytest.mark.parametrize(
    ("script", "reason"), [(STRANGER, "output"), (p2sh(p2wsh(OUR_SCRIPT)), "script-type")]
)
def test_our_script_beside_an_output_of_others_is_told_as_what_it_is(
    script: bytes, reason: str
) -> None:
    psbt = payment(WAYS, [Spent()], [Made(900_000, script, said=(WAYS, CHANGE))])
    (found,) = codes(psbt, "change-foreign", WAYS.wallet)
    assert found.facts["reason"] == reason


def test_change_with_another_delay_is_foreign() -> None:
    other = recovery_wallet((1, DELAY - 1))
    ours, theirs = payment_with(WALLET, (USUAL,)), payment_with(other, (USUAL,))
    outputs = (ours.transaction.outputs[0], theirs.transaction.outputs[1])
    mixed = replace(ours.transaction, outputs=outputs)
    spent = replace(
        own_input_fields(WALLET, Place(Branch.RECEIVE, 0)),
        previous_transaction=ours.inputs[0].previous_transaction,
        witness_utxo=ours.inputs[0].witness_utxo,
    )
    theirs_claim = OutputFields(
        witness_script=theirs.outputs[1].witness_script, derivations=theirs.outputs[1].derivations
    )
    psbt = build_psbt(mixed, [spent], [OutputFields(), theirs_claim])
    (found,) = codes(psbt, "change-foreign")
    assert found.facts["reason"] == "form"
