from dataclasses import replace

import pytest

from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.practice.coins import Coin
from strongroom.practice.relay import (
    RelayError,
    check_form,
    check_spending,
    dust_limit,
    least_fee,
)

P2WSH = b"\x00\x20" + bytes(32)
NESTED = b"\xa9\x14" + bytes(20) + b"\x87"
SPENT = TxInput(OutPoint(b"\x01" * 32, 0), witness=(b"\x51",))
PAID = TxOutput(50_000, P2WSH)
GOOD = Transaction(2, (SPENT,), (PAID,), 0)
COIN = Coin(SPENT.outpoint, 60_000, P2WSH, 100, coinbase=False)


def paying(*scripts: bytes) -> Transaction:
    return replace(GOOD, outputs=tuple(TxOutput(50_000, script) for script in scripts))


def showing(*witness: bytes, script_sig: bytes = b"") -> Transaction:
    return replace(GOOD, inputs=(replace(SPENT, witness=witness, script_sig=script_sig),))


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(b"\x76\xa9\x14" + bytes(20) + b"\x88\xac", id="p2pkh"),
        pytest.param(NESTED, id="p2sh"),
        pytest.param(b"\x00\x14" + bytes(20), id="p2wpkh"),
        pytest.param(P2WSH, id="p2wsh"),
        pytest.param(b"\x51\x20" + bytes(32), id="p2tr"),
        pytest.param(b"\x6a\x4c\x50" + bytes(80), id="80 bytes of data"),
        pytest.param(b"\x6a", id="no data"),
    ],
)
def test_passes_on_standard_outputs(script: bytes) -> None:
    check_form(paying(script, P2WSH))


@pytest.mark.parametrize(
    "transaction",
    [
        pytest.param(replace(GOOD, inputs=()), id="no inputs"),
        pytest.param(replace(GOOD, outputs=()), id="no outputs"),
        pytest.param(replace(GOOD, inputs=(SPENT, SPENT)), id="one input twice"),
        pytest.param(replace(GOOD, version=0), id="version 0"),
        pytest.param(replace(GOOD, version=4), id="version 4"),
        pytest.param(showing(bytes(400_000)), id="too heavy"),
        pytest.param(paying(b"\x6a"), id="too small"),
        pytest.param(showing(script_sig=b"\x51" * 1651), id="a long scriptSig"),
        pytest.param(showing(script_sig=b"\x51\x93"), id="a scriptSig that adds"),
        pytest.param(showing(script_sig=b"\x4c\x05\x00"), id="a scriptSig cut short"),
        pytest.param(paying(b"\x51"), id="anyone can spend"),
        pytest.param(paying(b""), id="an empty script"),
        pytest.param(paying(b"\x6a\x4c\x51" + bytes(81)), id="81 bytes of data"),
        pytest.param(paying(b"\x6a\x75" + bytes(40)), id="data that is no push"),
        pytest.param(paying(b"\x6a\x01\x00", b"\x6a\x01\x01", P2WSH), id="two data outputs"),
    ],
)
def test_refuses_what_is_not_standard(transaction: Transaction) -> None:
    with pytest.raises(RelayError) as caught:
        check_form(transaction)
    assert caught.value.code == "relay-nonstandard"


@pytest.mark.parametrize(
    ("script", "satoshi"),
    [
        pytest.param(b"\x76\xa9\x14" + bytes(20) + b"\x88\xac", 546, id="p2pkh"),
        pytest.param(NESTED, 540, id="p2sh"),
        pytest.param(b"\x00\x14" + bytes(20), 294, id="p2wpkh"),
        pytest.param(P2WSH, 330, id="p2wsh"),
        pytest.param(b"\x51\x20" + bytes(32), 330, id="p2tr"),
    ],
)
def test_dust_is_what_bitcoin_core_calls_dust(script: bytes, satoshi: int) -> None:
    assert dust_limit(TxOutput(0, script)) == satoshi
    check_form(replace(GOOD, outputs=(TxOutput(satoshi, script), PAID)))
    with pytest.raises(RelayError) as caught:
        check_form(replace(GOOD, outputs=(PAID, TxOutput(satoshi - 1, script))))
    assert caught.value.code == "relay-dust"
    assert caught.value.facts == {"output": 1}


def test_the_least_fee_is_a_tenth_of_a_satoshi_for_each_byte() -> None:
    assert [least_fee(vsize) for vsize in (1, 10, 11, 140)] == [1, 1, 2, 14]
    least = least_fee(GOOD.vsize)
    assert check_spending(GOOD, [replace(COIN, amount=50_000 + least)], 100) == least
    with pytest.raises(RelayError) as caught:
        check_spending(GOOD, [replace(COIN, amount=49_999 + least)], 100)
    assert caught.value.code == "relay-fee-low"


@pytest.mark.parametrize(
    ("transaction", "coin", "code"),
    [
        pytest.param(GOOD, replace(COIN, amount=49_999), "relay-amounts", id="more than it has"),
        pytest.param(GOOD, replace(COIN, coinbase=True), "relay-immature", id="a fresh coinbase"),
        pytest.param(
            showing(bytes(81), b"\x51"), COIN, "relay-nonstandard", id="a large witness item"
        ),
        pytest.param(
            showing(*[b""] * 101, b"\x51"), COIN, "relay-nonstandard", id="many witness items"
        ),
        pytest.param(showing(bytes(3601)), COIN, "relay-nonstandard", id="a large witness script"),
        pytest.param(
            showing(bytes(3601), script_sig=b"\x22" + P2WSH),
            replace(COIN, script_pubkey=NESTED),
            "relay-nonstandard",
            id="a large witness script, nested",
        ),
    ],
)
def test_refuses_spending_that_no_node_passes_on(
    transaction: Transaction, coin: Coin, code: str
) -> None:
    with pytest.raises(RelayError) as caught:
        check_spending(transaction, [coin], 100)
    assert caught.value.code == code


def test_passes_on_a_witness_at_the_limits() -> None:
    fee = check_spending(showing(*[bytes(80)] * 100, bytes(3600)), [COIN], 100)
    assert fee == 10_000


def test_version_1_has_no_relative_locks() -> None:
    locked = replace(GOOD, inputs=(replace(SPENT, sequence=5),))
    with pytest.raises(RelayError):
        check_spending(locked, [COIN], 100)
    assert check_spending(replace(locked, version=1), [COIN], 100) == 10_000
