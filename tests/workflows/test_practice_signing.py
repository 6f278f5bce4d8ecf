from dataclasses import replace

import pytest

from strongroom.model.network import Network
from strongroom.model.policy import Policy, PolicyKey
from strongroom.model.wallet import Wallet
from strongroom.practice.signers import SignerRefused, practice_signer, practice_signers
from strongroom.workflows.payment import PaymentError, Signing, progress
from strongroom.workflows.practice_signing import (
    is_practice_wallet,
    practice_signers_of,
    sign_with_practice_signer,
)
from tests.builders import make_wallet as wallet_of_others
from tests.window.page_payments import blocked, fresh, warned
from tests.workflows.rounds import make_wallet

ALICE = practice_signer(1)


def numbers(wallet: Wallet) -> dict[int, int]:
    return {at: signer.number for at, signer in practice_signers_of(wallet).items()}


def test_knows_the_keys_of_practice_signers_by_their_place() -> None:
    wallet = make_wallet(threshold=3, count=5)
    assert numbers(wallet) == {at: at + 1 for at in range(5)}
    assert is_practice_wallet(wallet)


@pytest.mark.parametrize("network", [Network.TESTNET4, Network.SIGNET])
def test_there_are_none_on_a_network_where_others_take_part(network: Network) -> None:
    wallet = replace(make_wallet(), network=network)
    assert numbers(wallet) == {}
    assert not is_practice_wallet(wallet)


def test_a_key_of_somebody_else_is_none_of_theirs() -> None:
    others = wallet_of_others().wallet
    assert others.network is Network.REGTEST
    assert numbers(others) == {}


def test_a_fingerprint_alone_makes_no_practice_signer() -> None:
    """The fingerprint and path of a practice signer before another one's key."""
    usual = make_wallet()
    first, second, third = (each.key for each in usual.policy.keys)
    false = replace(third, origin=first.origin)
    keys = tuple(PolicyKey(key) for key in (first, second, false))
    wallet = replace(usual, policy=Policy(usual.policy.script_type, 2, keys))
    assert numbers(wallet) == {0: 1, 1: 2}


def test_one_practice_signer_among_others_does_not_make_a_practice_wallet() -> None:
    script_type = make_wallet().policy.script_type
    theirs = [each.key for each in wallet_of_others().wallet.policy.keys][:2]
    keys = tuple(map(PolicyKey, (practice_signers()[2].account_key(script_type), *theirs)))
    wallet = Wallet("Mixed", Network.REGTEST, Policy(script_type, 2, keys))
    assert numbers(wallet) == {0: 3}
    assert not is_practice_wallet(wallet)


def test_its_signatures_count_as_those_of_any_signer() -> None:
    signed, findings = sign_with_practice_signer(fresh(), ALICE)
    assert findings == ()
    assert [each.state for each in progress(signed)] == [
        Signing.SIGNED,
        Signing.NOT_YET,
        Signing.NOT_YET,
    ]


def test_it_gets_nothing_that_no_signer_may_get() -> None:
    for payment, code in ((blocked(), "payment-blocked"), (warned(), "warning-open")):
        with pytest.raises(PaymentError) as caught:
            sign_with_practice_signer(payment, ALICE)
        assert caught.value.code == code


def test_one_that_is_no_cosigner_signs_nothing() -> None:
    with pytest.raises(SignerRefused) as caught:
        sign_with_practice_signer(fresh(), practice_signer(5))
    assert caught.value.code == "own-key-missing"


def test_a_payment_of_another_network_is_not_signed() -> None:
    real = replace(fresh(), wallet=replace(fresh().wallet, network=Network.TESTNET4))
    with pytest.raises(SignerRefused) as caught:
        sign_with_practice_signer(real, ALICE)
    assert caught.value.code == "wrong-network"
