import pytest

from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.engines.payment_builder import Payment, PaymentTerms, build_payment
from strongroom.engines.wallet_fields import OwnCoin
from strongroom.model.network import Network
from strongroom.model.policy import Branches, Policy, PolicyKey
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import Psbt
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.signers import practice_signers
from tests.workflows.rounds import PAYEE, make_wallet

TERMS = PaymentTerms(fee_rate=3.0, change_index=6, height=150)


def coin(wallet: Wallet, amount: int, place: Place, others: int = 0) -> OwnCoin:
    """A coin of the wallet, behind ``others`` outputs that are the wallet's too."""
    script = own_scripts(wallet).scripts(place.branch, place.index).script_pubkey
    outputs = (*(TxOutput(1_000_000, script) for _ in range(others)), TxOutput(amount, script))
    made = Transaction(2, (TxInput(OutPoint(b"\x07" * 32, amount)),), outputs, 0)
    return OwnCoin(PreviousTransaction.parse(made.serialize()), others, place)


def build(wallet: Wallet, *coins: OwnCoin, amount: int = 40_000) -> Psbt:
    return build_payment(wallet, coins, [Payment(PAYEE, amount)], TERMS)


def fee_of(psbt: Psbt) -> int:
    spent = [psbt.spent_output(index) for index in range(len(psbt.inputs))]
    paid = sum(output.amount for output in psbt.transaction.outputs)
    return sum(output.amount for output in spent if output) - paid


@pytest.mark.parametrize("script_type", MULTISIG)
def test_pays_and_sends_the_change_where_it_is_told(script_type: ScriptType) -> None:
    wallet = make_wallet(script_type)
    psbt = build(wallet, coin(wallet, 100_000, Place(Branch.RECEIVE, 3)))
    change = own_scripts(wallet).scripts(Branch.CHANGE, 6).script_pubkey
    paid = {output.script_pubkey: output.amount for output in psbt.transaction.outputs}
    assert paid == {PAYEE: 40_000, change: 60_000 - fee_of(psbt)}
    assert psbt.transaction.locktime == 150
    assert psbt.transaction.inputs[0].sequence == 0xFFFF_FFFD


def test_spends_coins_of_both_branches_however_far_out() -> None:
    wallet = make_wallet()
    coins = [
        coin(wallet, 30_000, Place(Branch.RECEIVE, 70)),
        coin(wallet, 31_000, Place(Branch.CHANGE, 90)),
    ]
    psbt = build(wallet, *coins)
    assert len(psbt.inputs) == 2
    assert {entry.derivations[0].path[-2:] for entry in psbt.inputs} == {(0, 70), (1, 90)}


def test_leaves_change_out_that_would_be_dust() -> None:
    wallet = make_wallet()
    psbt = build(wallet, coin(wallet, 40_800, Place(Branch.RECEIVE, 0)))
    assert len(psbt.outputs) == 1
    assert fee_of(psbt) == 800


def test_spends_no_coin_that_was_not_offered() -> None:
    wallet = make_wallet()
    place = Place(Branch.RECEIVE, 0)
    offered = coin(wallet, 60_000, place, others=2)
    psbt = build(wallet, offered)
    assert [spent.outpoint.index for spent in psbt.transaction.inputs] == [2]
    with pytest.raises(EngineError):
        build(wallet, offered, amount=500_000)


def test_a_wallet_without_a_change_branch_takes_change_on_its_only_one() -> None:
    only = Branches(change=None)
    keys = tuple(PolicyKey(s.account_key(ScriptType.P2WSH), only) for s in practice_signers())
    wallet = Wallet("w", Network.REGTEST, Policy(ScriptType.P2WSH, 2, keys))
    psbt = build(wallet, coin(wallet, 100_000, Place(Branch.RECEIVE, 3)))
    change = own_scripts(wallet).scripts(Branch.RECEIVE, 6).script_pubkey
    assert change in {output.script_pubkey for output in psbt.transaction.outputs}


@pytest.mark.parametrize(
    ("amount", "fee_rate", "code"),
    [
        pytest.param(200_000, 3.0, "funds-short", id="more than there is"),
        pytest.param(99_900, 3.0, "funds-short", id="nothing left for the fee"),
        pytest.param(200, 3.0, "payment-dust", id="dust"),
        pytest.param(40_000, 0.0, "payment-impossible", id="no fee rate"),
        pytest.param(40_000, -1.0, "payment-impossible", id="a negative fee rate"),
        pytest.param(40_000, float("nan"), "payment-impossible", id="not a number"),
        pytest.param(40_000, 1e9, "payment-impossible", id="an absurd fee rate"),
    ],
)
def test_refuses_what_cannot_be_paid(amount: int, fee_rate: float, code: str) -> None:
    wallet = make_wallet()
    coins = [coin(wallet, 100_000, Place(Branch.RECEIVE, 3))]
    with pytest.raises(EngineError) as caught:
        build_payment(wallet, coins, [Payment(PAYEE, amount)], PaymentTerms(fee_rate, 0))
    assert caught.value.code == code


def test_refuses_to_pay_nobody() -> None:
    wallet = make_wallet()
    with pytest.raises(EngineError) as caught:
        build_payment(wallet, [coin(wallet, 100_000, Place(Branch.RECEIVE, 3))], [], TERMS)
    assert caught.value.code == "payment-impossible"


@pytest.mark.parametrize("amount", [0, -1, 2_100_000_000_000_001])
def test_refuses_an_amount_that_cannot_be(amount: int) -> None:
    with pytest.raises(EngineError) as caught:
        Payment(PAYEE, amount)
    assert caught.value.code == "amount-out-of-range"
