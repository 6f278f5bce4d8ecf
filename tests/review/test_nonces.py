from dataclasses import replace

import pytest

from strongroom.model.finding import Severity
from strongroom.model.psbt_reader import read_psbt
from strongroom.review.history import History
from tests.builders import CHANGE, Coin, Paid, finalise, make_payment, make_wallet, sign
from tests.review.codes import FIRING, QUIET, shows
from tests.review.reviewing import found, review_of, seen

SIGNERS = make_wallet()
UNSIGNED = make_payment(SIGNERS)
SIGNED = read_psbt(sign(SIGNERS, UNSIGNED, 1))
(NONCE,) = review_of(SIGNED, SIGNERS).inputs[0].nonces
OTHER = "ab" * 32
EARLIER = {
    "the same number and key": (NONCE, 1),
    "another number": (replace(NONCE, point=OTHER), 0),
    "another key": (replace(NONCE, key="02" + OTHER), 0),
}


@shows("repeated-nonce", FIRING, QUIET)
@pytest.mark.parametrize("name", EARLIER)
def test_blocks_a_number_that_the_key_drew_for_another_payment(name: str) -> None:
    nonce, count = EARLIER[name]
    history = History(nonces={nonce: "11" * 32})
    findings = found(SIGNED, SIGNERS, "repeated-nonce", history=history)
    assert seen(findings) == [(Severity.BLOCK, "input 0")] * count
    assert all(f.facts["cosigner"] == 1 and f.facts["txid"] == "11" * 32 for f in findings)


@shows("repeated-nonce", QUIET)
def test_is_silent_without_a_past() -> None:
    assert not found(SIGNED, SIGNERS, "repeated-nonce")


def test_a_nonce_is_of_the_account_key_whichever_address_it_signed_for() -> None:
    coins = [Coin(), Coin(place=CHANGE)]
    two = sign(SIGNERS, make_payment(SIGNERS, coins, [Paid(1_900_000)]), 1)
    first, second = review_of(two, SIGNERS).inputs
    key = SIGNERS.wallet.policy.cosigners[1].xpub.public_key.hex()
    assert [nonce.key for nonce in (*first.nonces, *second.nonces)] == [key, key]
    assert first.nonces != second.nonces


def test_finished_scripts_tell_their_nonces_too() -> None:
    both = sign(SIGNERS, SIGNED.original, 0)
    finished = review_of(finalise(both), SIGNERS).inputs[0]
    assert set(finished.nonces) == set(review_of(both, SIGNERS).inputs[0].nonces)
    assert len(finished.nonces) == 2


def test_there_are_none_without_signatures_or_wallet() -> None:
    assert review_of(UNSIGNED, SIGNERS).inputs[0].nonces == ()
    assert review_of(SIGNED, None).inputs[0].nonces == ()
