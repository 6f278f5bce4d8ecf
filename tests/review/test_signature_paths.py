"""By which key each signature was made, and which way to spend it serves."""

from dataclasses import replace

import pytest

from strongroom.model.psbt import Psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet
from strongroom.practice.signers import practice_signer
from strongroom.review.psbt import review_psbt
from strongroom.review.result import InputSignature
from strongroom.workflows.combine import Returned, combine
from tests.recovery_wallets import heir_wallet, payment_of, payment_with, recovery_wallet

DELAY = 52_560
USUAL = 0xFFFF_FFFD
ACCOUNT = (0x8000_0000 | 48, 0x8000_0001, 0x8000_0000)


def signatures(psbt: Psbt, wallet: Wallet, *signers: int) -> list[tuple[InputSignature, ...]]:
    data = [practice_signer(number).sign(psbt.original, wallet).psbt for number in signers]
    joined = combine(psbt, [Returned("signed", each) for each in data], wallet).psbt
    return [entry.signatures for entry in review_psbt(joined, wallet).inputs]


def ways(given: tuple[InputSignature, ...]) -> list[tuple[int, int, bool]]:
    return [(each.cosigner, each.path, each.counts) for each in given]


@pytest.mark.parametrize("script_type", [ScriptType.P2WSH, ScriptType.P2TR])
def test_each_signature_has_the_path_its_signer_was_shown(script_type: ScriptType) -> None:
    wallet = recovery_wallet((1, DELAY), script_type=script_type)
    psbt = payment_with(wallet, (USUAL, USUAL))
    for at, given in enumerate(signatures(psbt, wallet, 1, 3)):
        shown = {(one.fingerprint, one.path) for one in psbt.inputs[at].derivations}
        shown |= {(one.fingerprint, one.path) for one in psbt.inputs[at].taproot_derivations}
        assert {(each.fingerprint, each.derivation.steps) for each in given} <= shown
        assert {each.derivation.steps[-1] for each in given} == {at}
        assert {each.derivation.steps[:3] for each in given} == {ACCOUNT}


def test_what_a_signer_signs_for_a_way_that_is_not_taken_does_not_count() -> None:
    wallet = heir_wallet(DELAY)
    (today,) = signatures(payment_of(wallet), wallet, 1, 4)
    assert ways(today) == [(0, 0, True), (3, 1, False)]
    (later,) = signatures(payment_of(wallet, path=1), wallet, 1, 4)
    assert ways(later) == [(0, 0, False), (3, 1, True)]


def test_one_cosigner_may_sign_for_two_ways_with_two_keys() -> None:
    wallet = recovery_wallet((1, DELAY))
    (given,) = signatures(payment_of(wallet, path=1), wallet, 2)
    assert ways(given) == [(2, 0, False), (2, 1, True)]
    usual, recovery = (one.derivation.steps[-2:] for one in given)
    assert (usual, recovery) == ((0, 0), (2, 0))


def test_a_key_of_unknown_origin_has_the_end_of_its_path() -> None:
    wallet = recovery_wallet()
    keys = tuple(replace(each, key=replace(each.key, origin=None)) for each in wallet.policy.keys)
    bare = replace(wallet, policy=replace(wallet.policy, keys=keys))
    psbt = payment_of(wallet)
    signed = practice_signer(1).sign(psbt.original, wallet).psbt
    joined = combine(psbt, [Returned("signed", signed)], wallet).psbt
    (given,) = review_psbt(joined, bare).inputs[0].signatures
    assert (given.fingerprint, given.derivation.steps) == (None, (0, 0))


def test_nobody_has_signed_what_is_not_of_this_wallet() -> None:
    other = recovery_wallet((1, DELAY))
    (given,) = signatures(payment_of(other), other, 1, 2)
    assert given
    assert review_psbt(payment_of(other), heir_wallet(DELAY)).inputs[0].signatures == ()
