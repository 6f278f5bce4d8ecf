from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.recognised import RecognitionError
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.finding import Rejected
from strongroom.model.psbt_edit import with_signatures
from strongroom.workflows.payment import PaymentError, PaymentUnderWay, accept, may_sign, start
from strongroom.workflows.previous_transactions import (
    missing_previous,
    read_transaction,
    take_in,
    with_transactions,
)
from tests.workflows.altered import with_another_amount, without_outputs_spent
from tests.workflows.lacking import lacking, previous_of, whole
from tests.workflows.rounds import make_wallet, signed_by

WALLET = make_wallet()
FIRST, SECOND = previous_of(WALLET)
STRANGER = replace(FIRST, locktime=7)


def stopped() -> PaymentUnderWay:
    return start(lacking(WALLET).original, [WALLET])


def test_what_is_missing_is_named_by_its_id() -> None:
    assert stopped().is_blocked
    assert missing_previous(stopped().review) == (FIRST.txid, SECOND.txid)
    assert missing_previous(start(whole(WALLET).original, [WALLET]).review) == ()


def test_the_review_goes_on_when_all_are_there() -> None:
    partly = take_in(stopped(), [SECOND])
    assert missing_previous(partly.review) == (FIRST.txid,)
    payment = take_in(partly, [FIRST])
    assert may_sign(payment)
    assert payment.digest == start(whole(WALLET).original, [WALLET]).digest


def test_it_is_the_payment_as_if_the_file_had_come_whole() -> None:
    silent = start(without_outputs_spent(whole(WALLET)).original, [WALLET])
    assert silent.digest is None
    payment = take_in(silent, [FIRST, SECOND])
    assert payment.review.findings == start(whole(WALLET).original, [WALLET]).review.findings
    joined, _ = accept(payment, [signed_by(1, whole(WALLET), WALLET)])
    assert len(joined.combined.inputs[0].partial_signatures) == 1


def test_signatures_that_were_there_stay() -> None:
    signed, _ = accept(
        start(whole(WALLET).original, [WALLET]), [signed_by(1, whole(WALLET), WALLET)]
    )
    signatures = {
        index: entry.partial_signatures for index, entry in enumerate(signed.combined.inputs)
    }
    bare = with_signatures(lacking(WALLET), signatures)
    payment = take_in(start(bare.original, [WALLET]), [FIRST, SECOND])
    assert [entry.partial_signatures for entry in payment.combined.inputs] == [
        signatures[0],
        signatures[1],
    ]


def test_refuses_a_transaction_that_is_not_spent() -> None:
    with pytest.raises(ReadError) as raised:
        take_in(stopped(), [FIRST, STRANGER])
    assert (raised.value.code, raised.value.facts["txid"]) == ("previous-unrelated", STRANGER.txid)


def test_refuses_a_file_that_claimed_another_amount() -> None:
    claimed = start(with_another_amount(lacking(WALLET)).original, [WALLET])
    with pytest.raises(Rejected) as raised:
        take_in(claimed, [FIRST])
    assert raised.value.code == "utxo-mismatch"


def test_nothing_is_accepted_before_the_amounts_are_proven() -> None:
    with pytest.raises(PaymentError) as raised:
        accept(take_in(stopped(), [FIRST]), [signed_by(1, whole(WALLET), WALLET)])
    assert raised.value.code == "payment-blocked"


@pytest.mark.parametrize(
    "data",
    [
        FIRST.serialize(),
        FIRST.serialize().hex().encode(),
        FIRST.serialize().hex().encode() + b"\r\n",
    ],
)
def test_reads_hex_and_binary(data: bytes) -> None:
    assert read_transaction(data, "tx") == FIRST


HOSTILE = {
    "a payment": whole(WALLET).original,
    "cut short": FIRST.serialize()[:-1],
    "with more behind it": FIRST.serialize() + b"\0",
    "odd hex": FIRST.serialize().hex()[:-1].encode(),
    "two in one": FIRST.serialize().hex().encode() * 2,
    "nothing": b"",
    "an id": FIRST.txid.encode(),
    "larger than a block": FIRST.serialize() + bytes(4_000_000),
    "a secret": b"legal winner thank year wave sausage worth useful legal winner thank yellow",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_refuses_what_is_no_transaction(data: bytes) -> None:
    with pytest.raises((ReadError, RecognitionError)):
        read_transaction(data, "tx")


@given(at=st.integers(0, len(FIRST.serialize()) * 8 - 1))
def test_no_changed_bit_is_taken_for_the_transaction(at: int) -> None:
    changed = bytearray(FIRST.serialize())
    changed[at // 8] ^= 1 << at % 8
    with pytest.raises(StrongroomError):
        with_transactions(lacking(WALLET), [read_transaction(bytes(changed), "tx")])
