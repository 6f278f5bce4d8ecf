import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from strongroom.model.errors import ReadError
from strongroom.model.scripts import p2wsh
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.practice.blocks import COIN, Block, block_time, make_block, subsidy
from strongroom.practice.chain import ChainError, PracticeChain
from strongroom.practice.coins import Coin
from strongroom.practice.relay import RelayError
from strongroom.worker import WorkerError
from tests.single_key import FEE, Owned, SingleKey

KEY = SingleKey(1)
PAYEE = SingleKey(2).script_pubkey
OP_TRUE = b"\x51"


@pytest.fixture
def chain() -> Iterator[PracticeChain]:
    with PracticeChain() as chain:
        yield chain


def funded(chain: PracticeChain, *amounts: int) -> list[Owned]:
    raw = Transaction.parse(chain.fund(KEY.script_pubkey, amounts))
    return [Owned(OutPoint(raw.txid_bytes, at), amount) for at, amount in enumerate(amounts)]


def payment(owned: list[Owned], *, fee: int = FEE) -> Transaction:
    return KEY.pay(owned, [TxOutput(sum(each.amount for each in owned) - fee, PAYEE)])


def next_block(chain: PracticeChain, *transactions: Transaction, surplus: int = 0) -> Block:
    previous = chain._blocks[-1].hash
    return make_block(chain.height + 1, previous, transactions, surplus, PAYEE)


def test_starts_with_one_coinbase_that_can_be_spent(chain: PracticeChain) -> None:
    assert chain.height == 100
    chain.start()
    assert chain.height == 100


def test_mints_what_was_asked_for(chain: PracticeChain) -> None:
    raw = chain.fund(KEY.script_pubkey, [10_000, 20_000])
    txid = Transaction.parse(raw).txid
    coins = chain.coins([KEY.script_pubkey])
    assert [coin.amount for coin in coins] == [10_000, 20_000]
    assert {coin.height for coin in coins} == {chain.height}
    assert chain.transaction(txid) == raw
    assert chain.confirmations(txid) == 1


def test_mines_more_where_one_coinbase_is_too_little(chain: PracticeChain) -> None:
    chain.fund(KEY.script_pubkey, [120 * COIN])
    assert [coin.amount for coin in chain.coins([KEY.script_pubkey])] == [120 * COIN]
    assert chain.height > 101


def test_says_so_when_all_coins_of_the_chain_are_too_little(chain: PracticeChain) -> None:
    with pytest.raises(ChainError) as caught:
        chain.fund(KEY.script_pubkey, [1_000_000 * COIN])
    assert caught.value.code == "practice-funds-short"


def test_the_same_steps_give_the_same_transactions(chain: PracticeChain) -> None:
    with PracticeChain() as another:
        assert funded(another, 50_000) == funded(chain, 50_000)
        assert another._blocks == chain._blocks


def test_a_payment_waits_and_is_mined(chain: PracticeChain) -> None:
    owned = funded(chain, 50_000)
    raw = payment(owned).serialize()
    txid = chain.submit(raw)
    assert (chain.confirmations(txid), chain.block_of(txid)) == (0, None)
    assert chain.coins([KEY.script_pubkey, PAYEE]) == []
    chain.mine(3)
    assert (chain.confirmations(txid), chain.block_of(txid)) == (3, chain.height - 2)
    assert chain.transaction(txid) == raw
    outpoint = OutPoint(Transaction.parse(raw).txid_bytes, 0)
    assert chain.coins([PAYEE]) == [
        Coin(outpoint, 50_000 - FEE, PAYEE, chain.height - 2, coinbase=False)
    ]


def test_the_miner_takes_the_fees(chain: PracticeChain) -> None:
    chain.submit(payment(funded(chain, 50_000), fee=7_000).serialize())
    chain.mine()
    assert chain._blocks[-1].transactions[0].outputs[0].amount == subsidy(chain.height) + 7_000


def test_a_waiting_payment_can_be_spent_from(chain: PracticeChain) -> None:
    first = KEY.pay(funded(chain, 50_000), [TxOutput(49_000, KEY.script_pubkey)])
    second = payment([Owned(OutPoint(first.txid_bytes, 0), 49_000)])
    chain.submit(first.serialize())
    txid = chain.submit(second.serialize())
    chain.mine()
    assert chain.confirmations(txid) == 1


def test_refuses_a_second_spend_of_a_waiting_coin(chain: PracticeChain) -> None:
    owned = funded(chain, 50_000)
    chain.submit(payment(owned).serialize())
    with pytest.raises(RelayError) as caught:
        chain.submit(payment(owned, fee=5_000).serialize())
    assert caught.value.code == "relay-input-spent"


def test_refuses_a_spend_of_a_spent_coin(chain: PracticeChain) -> None:
    owned = funded(chain, 50_000)
    chain.submit(payment(owned).serialize())
    chain.mine()
    with pytest.raises(RelayError) as caught:
        chain.submit(payment(owned, fee=5_000).serialize())
    assert caught.value.code == "relay-input-spent"


@pytest.mark.parametrize("mined", [False, True])
def test_refuses_a_transaction_it_has(chain: PracticeChain, mined: bool) -> None:
    raw = payment(funded(chain, 50_000)).serialize()
    chain.submit(raw)
    chain.mine(int(mined))
    with pytest.raises(RelayError) as caught:
        chain.submit(raw)
    assert caught.value.code == "relay-known"


def test_refuses_a_coin_nobody_knows(chain: PracticeChain) -> None:
    with pytest.raises(RelayError) as caught:
        chain.submit(payment([Owned(OutPoint(bytes(32), 0), 50_000)]).serialize())
    assert caught.value.code == "relay-input-unknown"


def test_refuses_a_signature_over_another_amount(chain: PracticeChain) -> None:
    (owned,) = funded(chain, 50_000)
    signed = KEY.pay([replace(owned, amount=50_001)], [TxOutput(49_000, PAYEE)])
    with pytest.raises(RelayError) as caught:
        chain.submit(signed.serialize())
    assert caught.value.code == "relay-scripts-fail"
    assert caught.value.facts == {"input": 0}


def test_refuses_dust(chain: PracticeChain) -> None:
    with pytest.raises(RelayError) as caught:
        chain.submit(payment(funded(chain, 50_000), fee=49_990).serialize())
    assert caught.value.code == "relay-dust"


def test_refuses_bytes_that_are_no_transaction(chain: PracticeChain) -> None:
    with pytest.raises(ReadError):
        chain.submit(b"psbt\xff")


def test_refuses_a_coinbase_that_is_not_ripe(chain: PracticeChain) -> None:
    block = next_block(chain)
    chain._connect([block])
    coinbase = OutPoint(block.transactions[0].txid_bytes, 0)
    early = SingleKey(2).pay([Owned(coinbase, 50 * COIN)], [TxOutput(COIN, PAYEE)])
    chain.mine(98)
    with pytest.raises(RelayError) as caught:
        chain.submit(early.serialize())
    assert caught.value.code == "relay-immature"
    chain.mine()
    chain.submit(early.serialize())
    chain.mine()


def test_names_a_transaction_it_does_not_have(chain: PracticeChain) -> None:
    for ask in (chain.transaction, chain.confirmations, chain.block_of):
        with pytest.raises(ChainError) as caught:
            ask("00" * 32)
        assert caught.value.code == "transaction-unknown"


@pytest.mark.parametrize(
    ("sequence", "locktime", "blocks"),
    [
        pytest.param(5, 0, 4, id="relative, in blocks"),
        pytest.param(1 << 22 | 3, 0, 2, id="relative, in time"),
        pytest.param(0, 103, 2, id="absolute, in blocks"),
        pytest.param(0, block_time(98), 3, id="absolute, in time"),
    ],
)
def test_a_lock_ends_with_the_block_in_which_the_engine_allows_it(
    chain: PracticeChain, sequence: int, locktime: int, blocks: int
) -> None:
    locked = KEY.pay(
        funded(chain, 50_000), [TxOutput(49_000, PAYEE)], sequence=sequence, locktime=locktime
    )
    for _ in range(blocks):
        with pytest.raises(RelayError) as caught:
            chain.submit(locked.serialize())
        assert caught.value.code == "relay-not-final"
        with pytest.raises(ChainError):
            chain._connect([next_block(chain, locked, surplus=1_000)])
        chain.mine()
    chain.submit(locked.serialize())
    chain.mine()
    assert chain.confirmations(locked.txid) == 1


def test_a_block_with_a_spend_whose_script_fails_is_rejected(chain: PracticeChain) -> None:
    owned = funded(chain, 50_000)
    unsigned = payment(owned).without_signatures()
    before = chain.height
    with pytest.raises(ChainError) as caught:
        chain._connect([next_block(chain, unsigned)])
    assert caught.value.code == "practice-block-invalid"
    assert caught.value.facts == {"reason": "consensus"}
    assert chain.height == before
    chain.submit(payment(owned).serialize())
    chain.mine()
    assert chain.height == before + 1


def block_of_nobody(chain: PracticeChain) -> Block:
    spend = Transaction(2, (TxInput(OutPoint(b"\x01" * 32, 0)),), (TxOutput(1, OP_TRUE),), 0)
    return next_block(chain, spend)


def block_after(previous: bytes, height: int) -> Block:
    return make_block(height, previous, [], 0, PAYEE)


def block_with_another_root(chain: PracticeChain) -> Block:
    good = next_block(chain)
    return replace(good, transactions=(replace(good.transactions[0], version=1),))


INVALID_BLOCKS: dict[str, Callable[[PracticeChain], Block]] = {
    "more than the subsidy": lambda chain: next_block(chain, surplus=1),
    "another height": lambda chain: block_after(chain._blocks[-1].hash, 102),
    "an unknown predecessor": lambda _: block_after(bytes(32), 101),
    "a known block again": lambda chain: chain._blocks[-1],
    "a branch of no more work": lambda chain: block_after(chain._blocks[-2].hash, 100),
    "another merkle root": block_with_another_root,
    "no transactions": lambda chain: replace(next_block(chain), transactions=()),
    "no header": lambda chain: replace(next_block(chain), header=b""),
    "a coin from nowhere": block_of_nobody,
}


@pytest.mark.parametrize("name", INVALID_BLOCKS)
def test_an_invalid_block_is_rejected(chain: PracticeChain, name: str) -> None:
    with pytest.raises(ChainError) as caught:
        chain._connect([INVALID_BLOCKS[name](chain)])
    assert caught.value.code == "practice-block-invalid"
    assert chain.height == 100
    chain.mine()


def test_nothing_waits_after_an_invalid_block(chain: PracticeChain) -> None:
    owned = funded(chain, 50_000)
    chain.submit(payment(owned).serialize())
    with pytest.raises(ChainError):
        chain._connect([next_block(chain, surplus=1)])
    assert [coin.outpoint for coin in chain.coins([KEY.script_pubkey])] == [owned[0].outpoint]


def test_blocks_before_an_invalid_one_stay(chain: PracticeChain) -> None:
    good = next_block(chain)
    bad = make_block(chain.height + 2, good.hash, [], 1, PAYEE)
    with pytest.raises(ChainError):
        chain._connect([good, bad])
    assert chain.height == 101
    chain.mine()


def test_a_worker_that_died_is_given_the_chain_again(chain: PracticeChain) -> None:
    owned = funded(chain, 50_000)
    process = chain._worker._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    txid = chain.submit(payment(owned).serialize())
    chain.mine()
    assert chain.confirmations(txid) == 1
    assert chain.height == 102


def test_a_worker_that_dies_at_work_is_an_error_and_loses_nothing(
    chain: PracticeChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned = funded(chain, 50_000)
    txid = chain.submit(payment(owned).serialize())
    process = chain._worker._process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    monkeypatch.setattr("strongroom.practice.chain._CONNECT_SECONDS", 0.1)
    with pytest.raises(WorkerError) as caught:
        chain.mine()
    assert caught.value.code == "worker-timeout"
    monkeypatch.undo()
    chain.mine()
    assert chain.confirmations(txid) == 1


def test_a_nonsensical_verdict_adds_no_block(
    chain: PracticeChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain._worker, "call", lambda *_, **__: [])
    with pytest.raises(WorkerError):
        chain.mine()
    assert chain.height == 100


def test_leaves_nothing_behind(tmp_path: Path) -> None:
    with PracticeChain(tmp_path) as chain:
        assert list(tmp_path.iterdir())
        process = chain._worker._process
    assert process is not None
    assert process.returncode == 0
    assert not list(tmp_path.iterdir())


def test_a_script_of_any_form_can_be_funded(chain: PracticeChain) -> None:
    script = p2wsh(OP_TRUE * 3)
    chain.fund(script, [1_000])
    assert [coin.amount for coin in chain.coins([script])] == [1_000]
