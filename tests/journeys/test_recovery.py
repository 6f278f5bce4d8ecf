"""Coins that only a quorum can spend today, and later fewer people or an heir: on the real engine.

The payment is built by BDK, the transaction run and mined by Bitcoin Core's.
"""

from collections.abc import Iterator, Sequence

import pytest

from strongroom.engines.derivation import derive_address
from strongroom.model.finding import Severity
from strongroom.model.psbt import Psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.chain import PracticeChain
from strongroom.practice.relay import RelayError
from strongroom.practice.signers import practice_signer
from strongroom.review.psbt import review_psbt
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.finish import NotFinished, finish
from strongroom.workflows.pay import Funding, Payment, pay
from strongroom.workflows.practice_history import practice_history
from strongroom.workflows.review_payment import open_psbt
from tests.recovery_wallets import heir_wallet, recovery_wallet

SHOP = b"\x00\x14" + b"\x09" * 20
COIN = 1_000_000
DELAY = 6


@pytest.fixture(scope="module")
def chain() -> Iterator[PracticeChain]:
    with PracticeChain() as chain:
        yield chain


def funded(chain: PracticeChain, wallet: Wallet) -> Funding:
    script = derive_address(wallet, Branch.RECEIVE, 0).scripts.script_pubkey
    return Funding(chain.fund(script, [COIN]), chain.height)


def proposed(wallet: Wallet, funding: Funding, path: int = 0) -> Psbt:
    return open_psbt(pay(wallet, [funding], [Payment(SHOP, 400_000)], 3, 0, path=path))


def signed(wallet: Wallet, payment: Psbt, signers: Sequence[int]) -> Psbt:
    returned = [
        Returned(f"{number}", practice_signer(number).sign(payment.original, wallet).psbt)
        for number in signers
    ]
    combined = combine(payment, returned, wallet)
    assert not combined.findings
    return combined.psbt


def mine_until(chain: PracticeChain, height: int) -> None:
    chain.mine(height - chain.height)


SCRIPTS = pytest.mark.parametrize("script_type", [ScriptType.P2WSH, ScriptType.P2TR])


@SCRIPTS
def test_the_quorum_spends_at_once(chain: PracticeChain, script_type: ScriptType) -> None:
    wallet = recovery_wallet((1, DELAY), script_type=script_type)
    payment = proposed(wallet, funded(chain, wallet))
    review = review_psbt(payment, wallet)
    assert (review.threshold, review.missing, review.verdict) == (2, 2, Severity.INFO)
    finished = finish(signed(wallet, payment, [1, 3]), wallet)
    assert finished.vsize <= review.vsize
    chain.submit(finished.raw)


@SCRIPTS
def test_one_key_spends_after_the_delay_and_not_a_block_before(
    chain: PracticeChain, script_type: ScriptType
) -> None:
    wallet = recovery_wallet((1, DELAY), script_type=script_type)
    funding = funded(chain, wallet)
    payment = proposed(wallet, funding, path=1)
    review = review_psbt(payment, wallet)
    assert (review.threshold, review.missing, review.inputs[0].path) == (1, 1, 1)
    finished = finish(signed(wallet, payment, [2]), wallet)
    assert finished.verified
    assert finished.vsize <= review.vsize
    mine_until(chain, (funding.height or 0) + DELAY - 2)
    with pytest.raises(RelayError) as early:
        chain.submit(finished.raw)
    assert early.value.code == "relay-not-final"
    mine_until(chain, (funding.height or 0) + DELAY - 1)
    chain.submit(finished.raw)


def test_the_review_knows_when_a_coin_is_old_enough(chain: PracticeChain) -> None:
    wallet = recovery_wallet((1, DELAY))
    funding = funded(chain, wallet)
    payment = proposed(wallet, funding, path=1)
    mine_until(chain, (funding.height or 0) + DELAY - 2)
    early = review_psbt(payment, wallet, history=practice_history(chain, payment))
    assert ("recovery-early", 1) in [(f.code, f.facts.get("left")) for f in early.findings]
    assert [opens.left for opens in early.inputs[0].opens] == [1]
    mine_until(chain, (funding.height or 0) + DELAY - 1)
    ready = review_psbt(payment, wallet, history=practice_history(chain, payment))
    assert "recovery-early" not in [found.code for found in ready.findings]
    assert [opens.left for opens in ready.inputs[0].opens] == [0]


@pytest.mark.parametrize(("path", "signers"), [(0, [1, 2, 3]), (1, [1, 3]), (2, [2])])
def test_a_quorum_that_decays_needs_fewer_and_fewer(
    chain: PracticeChain, path: int, signers: list[int]
) -> None:
    wallet = recovery_wallet((2, 4), (1, 8), threshold=3)
    funding = funded(chain, wallet)
    payment = proposed(wallet, funding, path)
    with pytest.raises(NotFinished) as missing:
        finish(signed(wallet, payment, signers[1:]), wallet)
    assert missing.value.code == "signatures-missing"
    mine_until(chain, (funding.height or 0) + wallet.policy.paths[path].delay)
    chain.submit(finish(signed(wallet, payment, signers), wallet).raw)


@SCRIPTS
def test_an_heir_who_is_no_usual_cosigner_spends_alone(
    chain: PracticeChain, script_type: ScriptType
) -> None:
    wallet = heir_wallet(DELAY, script_type)
    funding = funded(chain, wallet)
    payment = proposed(wallet, funding, path=1)
    mine_until(chain, (funding.height or 0) + DELAY)
    finished = finish(signed(wallet, payment, [4]), wallet)
    assert review_psbt(payment, wallet).inputs[0].path == 1
    chain.submit(finished.raw)


def test_a_taproot_quorum_without_recovery(chain: PracticeChain) -> None:
    wallet = recovery_wallet(script_type=ScriptType.P2TR)
    payment = proposed(wallet, funded(chain, wallet))
    finished = finish(signed(wallet, payment, [2, 3]), wallet)
    chain.submit(finished.raw)
    chain.mine()
    assert chain.confirmations(finished.txid) == 1
