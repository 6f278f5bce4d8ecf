"""Transactions and previous transactions, held to btclib's reading of them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from btclib.tx.tx import Tx
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.model.errors import ReadError
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from tests.vectors_source import vector, vector_files

SIGNED = "bbqr/finalized-by-ckcc.txn"

outpoints = st.builds(OutPoint, st.binary(min_size=32, max_size=32), st.integers(0, 2**32 - 1))
inputs = st.builds(
    TxInput,
    outpoints,
    st.binary(max_size=80),
    st.integers(0, 2**32 - 1),
    st.lists(st.binary(max_size=40), max_size=3).map(tuple),
)
outputs = st.builds(TxOutput, st.integers(-(2**63), 2**63 - 1), st.binary(max_size=300))
transactions = st.builds(
    Transaction,
    st.integers(-(2**31), 2**31 - 1),
    st.lists(inputs, min_size=1, max_size=4).map(tuple),
    st.lists(outputs, max_size=4).map(tuple),
    st.integers(0, 2**32 - 1),
)


def signed() -> bytes:
    return bytes.fromhex(vector(SIGNED).read_text())


@settings(max_examples=60)
@given(transactions)
def test_what_is_written_is_read_back(transaction: Transaction) -> None:
    assert Transaction.parse(transaction.serialize()) == transaction


@settings(max_examples=60)
@given(transactions)
def test_id_and_sizes_are_btclibs(transaction: Transaction) -> None:
    theirs = Tx.parse(transaction.serialize(), check_validity=False)
    assert transaction.txid == theirs.id.hex()
    assert (transaction.weight, transaction.vsize) == (theirs.weight, theirs.vsize)
    assert transaction.has_witness == theirs.is_segwit


@settings(max_examples=60)
@given(transactions)
def test_a_previous_transaction_is_read_alike(transaction: Transaction) -> None:
    previous = PreviousTransaction.parse(transaction.serialize())
    assert (previous.txid, previous.txid_bytes) == (transaction.txid, transaction.txid_bytes)
    read = [previous.output(index) for index in range(previous.output_count)]
    assert tuple(read) == transaction.outputs
    assert previous.transaction() == transaction
    assert previous.output(previous.output_count) is None
    assert previous.output(-1) is None


def test_real_transactions_have_btclibs_id() -> None:
    for path in vector_files("bbqr/*.txn"):
        text = path.read_bytes()
        data = bytes.fromhex(text.decode()) if text[:1] in b"0" else text
        read = Transaction.parse(data)
        assert read.serialize() == data
        assert read.txid == Tx.parse(data).id.hex()


def test_without_signatures_the_id_is_that_of_the_unsigned() -> None:
    transaction = Transaction.parse(signed())
    bare = transaction.without_signatures()
    assert not bare.has_witness
    assert not any(spent.script_sig for spent in bare.inputs)
    assert bare.serialize() == bare.serialize_without_witness()
    assert bare.outputs == transaction.outputs


def test_a_changed_copy_has_another_id() -> None:
    transaction = Transaction.parse(signed())
    before = transaction.txid
    assert replace(transaction, locktime=transaction.locktime ^ 1).txid != before


def test_an_outpoint_is_written_as_people_know_it() -> None:
    assert str(OutPoint(bytes(range(32)), 5)) == bytes(range(31, -1, -1)).hex() + ":5"


def test_no_inputs_are_no_witness_mark_where_witnesses_are_not_allowed() -> None:
    empty = Transaction(2, (), (TxOutput(1, b"\x6a"),), 0)
    assert Transaction.parse(empty.serialize(), allow_witness=False) == empty
    with pytest.raises(ReadError):
        Transaction.parse(empty.serialize())


def test_nothing_in_and_nothing_out_is_a_transaction() -> None:
    empty = Transaction(2, (), (), 0)
    assert Transaction.parse(empty.serialize()) == empty
    assert PreviousTransaction.parse(empty.serialize()).output_count == 0


HEAD, OUTPOINT, TAIL = "02000000", "11" * 32 + "00000000", "00000000"
INPUT, OUTPUT = OUTPOINT + "00ffffffff", "01" + "00" * 7 + "00"
BAD = {
    "no bytes": "",
    "no end": HEAD + "01" + INPUT + "01" + OUTPUT + "000000",
    "a byte too many": HEAD + "01" + INPUT + "01" + OUTPUT + TAIL + "00",
    "a million inputs": HEAD + "fe40420f00" + INPUT + "01" + OUTPUT + TAIL,
    "two outputs announced, one there": HEAD + "01" + INPUT + "02" + OUTPUT + TAIL,
    "a wasteful count": HEAD + "fd0100" + INPUT + "01" + OUTPUT + TAIL,
    "a script longer than the rest": HEAD + "01" + OUTPOINT + "ff" * 13 + "01" + OUTPUT + TAIL,
    "an unknown extension": HEAD + "0002" + "01" + INPUT + "01" + OUTPUT + "0101aa" + TAIL,
    "witnesses announced, none there": HEAD + "0001" + "01" + INPUT + "01" + OUTPUT + "00" + TAIL,
    "a witness that is cut": HEAD + "0001" + "01" + INPUT + "01" + OUTPUT + "0105aa" + TAIL,
    "a million witness items": HEAD + "0001" + "01" + INPUT + "01" + OUTPUT + "fe40420f00" + TAIL,
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_refuses(text: str) -> None:
    for kind in (Transaction, PreviousTransaction):
        with pytest.raises(ReadError) as caught:
            kind.parse(bytes.fromhex(text), code="psbt-malformed")
        assert caught.value.code == "psbt-malformed"


def test_refuses_what_no_block_can_hold() -> None:
    spent = TxInput(OutPoint(bytes(32), 0))
    heavy = Transaction(2, (spent,), (TxOutput(0, bytes(1_000_000)),), 0).serialize()
    for kind in (Transaction, PreviousTransaction):
        with pytest.raises(ReadError, match="than a block can be"):
            kind.parse(heavy)


OUT_OF_RANGE: dict[str, Callable[[], object]] = {
    "a short txid": lambda: OutPoint(b"\1" * 31, 0),
    "a negative index": lambda: OutPoint(b"\1" * 32, -1),
    "a large index": lambda: OutPoint(b"\1" * 32, 1 << 32),
    "a large sequence": lambda: TxInput(OutPoint(b"\1" * 32, 0), sequence=1 << 32),
    "an amount of nine bytes": lambda: TxOutput(1 << 63, b""),
    "a large version": lambda: Transaction(1 << 31, (), (), 0),
    "a negative locktime": lambda: Transaction(1, (), (), -1),
}


@pytest.mark.parametrize("make", OUT_OF_RANGE.values(), ids=OUT_OF_RANGE.keys())
def test_no_value_is_made_that_the_wire_cannot_carry(make: Callable[[], object]) -> None:
    with pytest.raises(ReadError):
        make()
