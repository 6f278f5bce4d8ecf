import pytest

from strongroom.engines.bdk_psbt import BdkReading
from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import own_scripts
from strongroom.engines.payment_builder import build_payment
from strongroom.model.errors import StrongroomError
from strongroom.model.network import Network
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch
from strongroom.workflows import pay as module
from strongroom.workflows.combine import combine
from strongroom.workflows.finish import finish
from strongroom.workflows.pay import Funding, Payment, pay, payment_to
from tests.workflows.rounds import PAYEE, make_funding, make_wallet, signed_by, spent_by

WALLET = make_wallet()


def proposed(*payments: Payment, coins: list[OutPoint] | None = None) -> Psbt:
    return read_psbt(pay(WALLET, [make_funding(WALLET)], payments, 2.0, 3, coins))


@pytest.mark.parametrize("script_type", MULTISIG)
@pytest.mark.parametrize("fee_rate", [1.0, 2.5, 10.0])
def test_a_payment_is_signed_and_costs_what_was_asked(
    script_type: ScriptType, fee_rate: float
) -> None:
    wallet = make_wallet(script_type)
    psbt = read_psbt(pay(wallet, [make_funding(wallet)], [Payment(PAYEE, 90_000)], fee_rate, 0))
    signed = combine(psbt, [signed_by(n, psbt, wallet) for n in (1, 2)], wallet).psbt
    done = finish(signed, wallet)
    # BDK reckons with signatures of 72 bytes; most are one or two bytes shorter.
    assert fee_rate <= done.fee / done.vsize <= fee_rate * 1.04


def test_pays_several_at_once() -> None:
    other = own_scripts(make_wallet(count=4)).scripts(Branch.RECEIVE, 0).script_pubkey
    psbt = proposed(Payment(PAYEE, 20_000), Payment(other, 30_000))
    paid = [(output.script_pubkey, output.amount) for output in psbt.transaction.outputs]
    assert {(PAYEE, 20_000), (other, 30_000)} < set(paid)
    assert len(paid) == 3


def test_the_locktime_is_the_highest_block_that_was_told() -> None:
    assert proposed(Payment(PAYEE, 20_000)).transaction.locktime == 101
    waiting = Funding(make_funding(WALLET).raw)
    psbt = read_psbt(pay(WALLET, [waiting], [Payment(PAYEE, 20_000)], 2.0, 3))
    assert psbt.transaction.locktime == 0


def test_spends_only_the_coins_that_were_chosen() -> None:
    funding = Transaction.parse(make_funding(WALLET).raw)
    second = OutPoint(funding.txid_bytes, 1)
    psbt = proposed(Payment(PAYEE, 20_000), coins=[second])
    assert [spent.outpoint for spent in psbt.transaction.inputs] == [second]
    with pytest.raises(EngineError) as caught:
        proposed(Payment(PAYEE, 20_000), coins=[])
    assert caught.value.code == "funds-short"


def test_an_output_of_somebody_else_is_no_coin() -> None:
    own = Transaction.parse(make_funding(WALLET).raw)
    mixed = Transaction(2, own.inputs, (TxOutput(900_000, PAYEE), own.outputs[0]), 0)
    psbt = read_psbt(pay(WALLET, [Funding(mixed.serialize())], [Payment(PAYEE, 20_000)], 2.0, 3))
    assert [output.amount for output in spent_by(psbt)] == [own.outputs[0].amount]


def test_a_coin_that_another_funding_spends_is_gone() -> None:
    first = Transaction.parse(make_funding(WALLET).raw)
    taken = (TxInput(OutPoint(first.txid_bytes, 0)),)
    second = Transaction(2, taken, (TxOutput(50_000, first.outputs[0].script_pubkey),), 0)
    funding = [Funding(first.serialize()), Funding(second.serialize())]
    psbt = read_psbt(pay(WALLET, funding, [Payment(PAYEE, 125_000)], 2.0, 3))
    assert sorted(output.amount for output in spent_by(psbt)) == [50_000, 80_000]


@pytest.mark.parametrize(
    ("address", "network", "code"),
    [
        ("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", Network.BITCOIN, "wrong-network"),
        ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", Network.REGTEST, "wrong-network"),
        ("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt081", Network.REGTEST, "address-malformed"),
        ("", Network.REGTEST, "address-malformed"),
    ],
)
def test_refuses_an_address_of_another_network_or_none(
    address: str, network: Network, code: str
) -> None:
    with pytest.raises(StrongroomError) as caught:
        payment_to(address, 1_000, network)
    assert caught.value.code == code


def test_reads_an_address_of_the_network() -> None:
    address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
    script = bytes.fromhex("0014751e76e8199196d454941c45d1b3a323f1433bd6")
    assert payment_to(address, 1_000, Network.REGTEST) == Payment(script, 1_000)


def test_refuses_a_funding_that_is_no_transaction() -> None:
    with pytest.raises(StrongroomError) as caught:
        pay(WALLET, [Funding(b"\x00")], [Payment(PAYEE, 20_000)], 2.0, 3)
    assert caught.value.code == "file-malformed"


def test_says_so_when_bdk_reads_another_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "bdk_reading", lambda data: BdkReading(b"", None))
    with pytest.raises(EngineError) as caught:
        proposed(Payment(PAYEE, 20_000))
    assert caught.value.code == "engines-disagree"


@pytest.mark.parametrize("amount", [19_999, 20_001])
def test_says_so_when_another_amount_was_built(
    monkeypatch: pytest.MonkeyPatch, amount: int
) -> None:
    def cheat(*arguments: object) -> Psbt:
        wallet, coins, _, terms = arguments
        return build_payment(wallet, coins, [Payment(PAYEE, amount)], terms)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "build_payment", cheat)
    with pytest.raises(EngineError) as caught:
        proposed(Payment(PAYEE, 20_000))
    assert caught.value.code == "engines-disagree"
