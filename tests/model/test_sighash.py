"""Signature hashes, held to btclib's on random transactions and to published signatures."""

import json

import pytest
from btclib.script import sig_hash
from btclib.tx.tx import Tx
from btclib.tx.tx_out import TxOut
from embit.ec import PublicKey, Signature
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.model.errors import ReadError
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.sighash import (
    SegwitHasher,
    TaprootHasher,
    legacy_sighash,
    segwit_v0_sighash,
    tagged_hash,
    taproot_sighash,
)
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from tests.vectors_source import vector

TYPES = (0x00, 0x01, 0x02, 0x03, 0x81, 0x82, 0x83)
AMOUNTS = st.integers(0, 21 * 10**14)
ANYTHING = st.binary(max_size=60)
# Scripts of whole instructions, OP_CODESEPARATOR among them, also as pushed data.
SCRIPTS = st.lists(
    st.sampled_from(
        [b"\xab", b"\x51", b"\xac", b"\x02\xab\xab", b"\x4c\x01\xab", b"\x4d\x01\0\xab"]
    )
).map(b"".join)

outpoints = st.builds(OutPoint, st.binary(min_size=32, max_size=32), st.integers(0, 2**32 - 1))
inputs = st.builds(TxInput, outpoints, ANYTHING, st.integers(0, 2**32 - 1))
transactions = st.builds(
    Transaction,
    st.integers(1, 2**31 - 1),
    st.lists(inputs, min_size=1, max_size=4).map(tuple),
    st.lists(st.builds(TxOutput, AMOUNTS, ANYTHING), min_size=1, max_size=4).map(tuple),
    st.integers(0, 2**32 - 1),
)


def theirs(transaction: Transaction) -> Tx:
    return Tx.parse(transaction.serialize(), check_validity=False)


@settings(max_examples=150)
@given(transactions, SCRIPTS, st.sampled_from([*TYPES, 0x04, 0xFF]), st.data())
def test_legacy_is_btclibs(tx: Transaction, script: bytes, kind: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(tx.inputs) - 1))
    expected = sig_hash.legacy(script, theirs(tx), index, kind)
    assert legacy_sighash(tx, index, script, kind) == expected


@settings(max_examples=150)
@given(transactions, ANYTHING, AMOUNTS, st.sampled_from([*TYPES, 0x04, 0xFF]))
def test_segwit_is_btclibs(tx: Transaction, script: bytes, amount: int, kind: int) -> None:
    hasher = SegwitHasher(tx)
    for index in range(len(tx.inputs)):
        expected = sig_hash.segwit_v0(script, theirs(tx), index, kind, amount)
        assert hasher.sighash(index, script, amount, kind) == expected
        assert segwit_v0_sighash(tx, index, script, amount, kind) == expected


@settings(max_examples=150)
@given(transactions, st.sampled_from(TYPES), st.none() | ANYTHING, st.booleans(), st.data())
def test_taproot_is_btclibs(
    tx: Transaction, kind: int, annex: bytes | None, by_leaf: bool, data: st.DataObject
) -> None:
    count = len(tx.inputs)
    outputs = st.builds(TxOutput, AMOUNTS, ANYTHING)
    spent = data.draw(st.lists(outputs, min_size=count, max_size=count))
    last = count if kind & 3 != 3 else min(count, len(tx.outputs))
    index = data.draw(st.integers(0, last - 1))
    leaf_hash = tagged_hash("TapLeaf", b"\xc0\x01\x51") if by_leaf else None
    annex = None if annex is None else b"\x50" + annex
    expected = sig_hash.taproot(
        theirs(tx),
        index,
        [TxOut(output.amount, output.script_pubkey) for output in spent],
        kind,
        int(by_leaf),
        annex or b"",
        leaf_hash + b"\0\xff\xff\xff\xff" if leaf_hash else b"",
    )
    assert taproot_sighash(tx, index, spent, kind, leaf_hash, annex) == expected
    hasher = TaprootHasher(tx, spent)
    hasher.sighash(0, 0x00)
    assert hasher.sighash(index, kind, leaf_hash, annex) == expected


TRANSACTION = Transaction(2, (TxInput(OutPoint(bytes(32), 0)),) * 2, (TxOutput(1, b""),), 0)
SPENT = [TxOutput(2, b"\x51\x20" + bytes(32))] * 2


@pytest.mark.parametrize("kind", [0x04, 0x80, 0x84, 0xFF, 0x101])
def test_refuses_a_type_taproot_does_not_know(kind: int) -> None:
    with pytest.raises(ReadError) as caught:
        taproot_sighash(TRANSACTION, 0, SPENT, kind)
    assert caught.value.code == "sighash"


def test_refuses_taproot_single_without_its_output() -> None:
    assert taproot_sighash(TRANSACTION, 0, SPENT, 0x83)
    with pytest.raises(ReadError):
        taproot_sighash(TRANSACTION, 1, SPENT, 0x83)


def test_taproot_wants_every_spent_output() -> None:
    with pytest.raises(ValueError, match="every input"):
        taproot_sighash(TRANSACTION, 0, SPENT[:1], 0)


def test_legacy_single_without_its_output_signs_the_number_one() -> None:
    assert legacy_sighash(TRANSACTION, 1, b"\x51", 0x03) == b"\x01" + bytes(31)


def test_a_push_that_runs_over_the_end_is_hashed_as_it_stands() -> None:
    for script in (b"\x05\xab", b"\x4c\xab", b"\x4d\xab", b"\x4e\xff\xff\xff\xff\xab"):
        hashed = legacy_sighash(TRANSACTION, 0, script, 1)
        assert hashed != legacy_sighash(TRANSACTION, 0, script.replace(b"\xab", b""), 1)


def test_the_signatures_of_bip_174s_walk_verify() -> None:
    steps = json.loads(vector("bip174/foundation_bip-0174.json").read_text())["chain-of-tests"]
    psbt = read_psbt(bytes.fromhex(steps["combiner"]["as-hex"]))
    legacy, nested = psbt.inputs
    amount = psbt.spent_output(1)
    assert amount is not None
    hashes = [
        legacy_sighash(psbt.transaction, 0, legacy.redeem_script or b"", 1),
        segwit_v0_sighash(psbt.transaction, 1, nested.witness_script or b"", amount.amount, 1),
    ]
    for entry, digest in zip(psbt.inputs, hashes, strict=True):
        assert len(entry.partial_signatures) == 2
        for partial in entry.partial_signatures:
            signature = Signature.parse(partial.signature[:-1])
            assert PublicKey.parse(partial.public_key).verify(signature, digest)
