from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import bdkpython
import pytest

from strongroom.model.addresses import write_address
from strongroom.model.errors import Fact
from strongroom.model.finding import Finding, Severity
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record
from strongroom.model.psbt_types import GlobalType, InputType, OutputType
from strongroom.model.transaction import Transaction, TxOutput
from strongroom.model.wallet import Wallet
from strongroom.workflows.combine import Combination, Returned, combine
from strongroom.workflows.finish import finish
from strongroom.workflows.held_to import MAX_NAMED, changed_transaction
from strongroom.workflows.returned import ReturnedFile
from tests.review.codes import FIRING, QUIET, shows
from tests.workflows.altered import (
    one_satoshi_less,
    signatures_alone,
    with_input_records,
    with_output_records,
    with_transaction,
)
from tests.workflows.rounds import PAYEE, make_payment, make_wallet, signed_by

WALLET = make_wallet()
PAYMENT = make_payment(WALLET)
REGTEST = bdkpython.Network.REGTEST
FIRST, SECOND = (signed_by(number, PAYMENT, WALLET) for number in (1, 2))


def codes(combination: Combination) -> list[str]:
    return [finding.code for finding in combination.findings]


def keys_signed(psbt: Psbt) -> list[int]:
    return [len(entry.partial_signatures) for entry in psbt.inputs]


def paid_to_another(transaction: Transaction) -> Transaction:
    outputs = [
        replace(output, script_pubkey=b"\x00\x14" + bytes(20))
        if output.script_pubkey == PAYEE
        else output
        for output in transaction.outputs
    ]
    return replace(transaction, outputs=tuple(outputs))


def another_sequence(transaction: Transaction) -> Transaction:
    first = replace(transaction.inputs[0], sequence=0)
    return replace(transaction, inputs=(first, *transaction.inputs[1:]))


CHANGES: dict[str, tuple[Callable[[Transaction], Transaction], set[tuple[str, str]]]] = {
    "version": (lambda t: replace(t, version=1), {("version", "transaction")}),
    "locktime": (lambda t: replace(t, locktime=0), {("locktime", "transaction")}),
    "sequence": (another_sequence, {("sequence", "input 0")}),
    "amount": (one_satoshi_less, {("amount", "output 0")}),
    "payee": (paid_to_another, {("script", "output 0"), ("script", "output 1")}),
    "order of outputs": (
        lambda t: replace(t, outputs=t.outputs[::-1]),
        {("amount", "output 0"), ("script", "output 0")},
    ),
    "order of inputs": (
        lambda t: replace(t, inputs=t.inputs[::-1]),
        {("outpoint", "input 0"), ("outpoint", "input 1")},
    ),
}


@shows("changed-after-review", FIRING)
@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_transaction_is_named_and_left_out(name: str) -> None:
    change, expected = CHANGES[name]
    changed = with_transaction(read_psbt(FIRST.data), change(PAYMENT.transaction))
    combined = combine(PAYMENT, [Returned("changed", changed.original), SECOND], WALLET)
    found = {(str(f.facts["part"]), str(f.facts["place"])) for f in combined.findings}
    assert set(codes(combined)) == {"changed-after-review"}
    assert found & expected
    assert all(finding.severity is Severity.BLOCK for finding in combined.findings)
    assert keys_signed(combined.psbt) == [1, 1]
    assert combined.psbt.transaction == PAYMENT.transaction


def changed_facts(
    transaction: Transaction, wallet: Wallet | None = WALLET
) -> list[dict[str, Fact]]:
    """What is told of each part that differs: which, how it was reviewed, how it came back."""
    changed = with_transaction(read_psbt(FIRST.data), transaction)
    found = combine(PAYMENT, [Returned("changed", changed.original)], wallet).findings
    told = ("part", "place", "reviewed", "returned", "count")
    return [{name: each.facts[name] for name in told} for each in found]


def output_changed(script: bytes, wallet: Wallet | None = WALLET) -> tuple[Fact, Fact]:
    """How the address of the payee was reviewed and came back, as another script."""
    place = [output.script_pubkey for output in PAYMENT.transaction.outputs].index(PAYEE)
    outputs = list(PAYMENT.transaction.outputs)
    outputs[place] = replace(outputs[place], script_pubkey=script)
    (facts,) = changed_facts(replace(PAYMENT.transaction, outputs=tuple(outputs)), wallet)
    return facts["reviewed"], facts["returned"]


def test_another_payee_is_told_by_both_addresses_whole() -> None:
    # The address of the second is worked out by another library.
    theirs = b"\x00\x14" + bytes(20)
    expected = str(bdkpython.Address.from_script(bdkpython.Script(theirs), REGTEST))
    payee = write_address(PAYEE, WALLET.network)
    assert output_changed(theirs) == (payee, expected)


def test_other_parts_are_told_as_they_were_and_as_they_came_back() -> None:
    before = PAYMENT.transaction
    amount = before.outputs[0].amount
    assert changed_facts(one_satoshi_less(before)) == [
        {
            "part": "amount",
            "place": "output 0",
            "reviewed": amount,
            "returned": amount - 1,
            "count": 1,
        }
    ]
    coins = [str(each.outpoint) for each in before.inputs]
    swapped = changed_facts(replace(before, inputs=before.inputs[::-1]))
    assert [each["reviewed"] for each in swapped if each["part"] == "outpoint"] == coins
    assert [each["returned"] for each in swapped if each["part"] == "outpoint"] == coins[::-1]
    (sequence,) = changed_facts(another_sequence(before))
    assert (sequence["reviewed"], sequence["returned"]) == (before.inputs[0].sequence, 0)


def test_a_script_without_an_address_is_told_in_hex_and_a_huge_one_shortened() -> None:
    assert output_changed(b"\x6a\x01\x07")[1] == "script 6a0107"
    huge = b"\x51" * 200_000
    said = str(output_changed(huge)[1])
    digest = sha256(huge).hexdigest()
    assert said == f"script {'51' * 16}… (200000 bytes, SHA-256 {digest})"


def test_without_a_wallet_no_network_is_guessed() -> None:
    assert output_changed(b"\x6a", None) == (f"script {PAYEE.hex()}", "script 6a")


def test_of_many_differences_the_first_are_told_and_how_many_there_are() -> None:
    before = replace(PAYMENT.transaction, outputs=PAYMENT.transaction.outputs * 20)
    after = replace(before, outputs=tuple(replace(o, amount=o.amount + 1) for o in before.outputs))
    file = ReturnedFile("changed", after, (), None)
    found = changed_transaction(before, file, WALLET.network)
    assert len(found) == MAX_NAMED
    assert {each.facts["count"] for each in found} == {len(before.outputs)}


def test_a_changed_network_transaction_is_left_out_too() -> None:
    signed = combine(PAYMENT, [FIRST, SECOND]).psbt
    final = Transaction.parse(finish(signed, WALLET).raw)
    changed = one_satoshi_less(final).serialize()
    combined = combine(PAYMENT, [Returned("final", changed)], WALLET)
    assert codes(combined) == ["changed-after-review"]
    assert combined.psbt is PAYMENT


def test_an_added_output_is_named_with_what_it_pays() -> None:
    more = (*PAYMENT.transaction.outputs, TxOutput(1_000, PAYEE))
    changed = signatures_alone(replace(PAYMENT.transaction, outputs=more), [(), ()])
    combined = combine(PAYMENT, [Returned("more", changed.original)], WALLET)
    count, amount, script = (finding.facts for finding in combined.findings)
    assert (count["part"], count["reviewed"], count["returned"]) == ("output-count", 2, 3)
    assert (amount["place"], amount["returned"]) == ("output 2", 1_000)
    assert script["returned"] == write_address(PAYEE, WALLET.network)
    assert "reviewed" not in {*amount, *script}


@shows("changed-after-review", FIRING)
def test_another_spent_amount_or_sighash_type_is_named_though_the_signatures_are_good() -> None:
    spent = PAYMENT.spent_output(0)
    assert spent is not None
    lie = replace(spent, amount=spent.amount + 1)
    claims = [
        Record(InputType.WITNESS_UTXO, b"", lie.serialize()),
        Record(InputType.SIGHASH_TYPE, b"", b"\x03\0\0\0"),
    ]
    types = (InputType.NON_WITNESS_UTXO, InputType.WITNESS_UTXO)
    changed = with_input_records(read_psbt(FIRST.data), 0, claims, *types)
    combined = combine(PAYMENT, [Returned("lie", changed.original)], WALLET)
    blocks = [f for f in combined.findings if f.severity is Severity.BLOCK]
    assert {f.code for f in blocks} == {"changed-after-review"}
    told = [(f.facts["part"], f.facts["reviewed"], f.facts["returned"]) for f in blocks]
    assert told == [
        ("spent-amount", spent.amount, lie.amount),
        ("sighash-type", "ALL", "SINGLE"),
    ]
    assert keys_signed(combined.psbt) == [1, 1]
    assert combined.psbt.inputs[0].sighash_type is None


@shows("fields-dropped", FIRING)
def test_what_else_came_back_is_dropped_and_named() -> None:
    signed = read_psbt(FIRST.data)
    more = with_input_records(signed, 0, [Record(0xF0, b"", b"hello")])
    more = with_output_records(more, 0, [Record(OutputType.REDEEM_SCRIPT, b"", b"\x51")])
    combined = combine(PAYMENT, [Returned("more", more.original)], WALLET)
    facts = {"name": "more", "fields": "redeem-script, unknown-f0"}
    assert combined.findings == (Finding("fields-dropped", Severity.INFO, "file", facts),)
    assert combined.psbt == combine(PAYMENT, [FIRST], WALLET).psbt


@shows("fields-dropped", QUIET)
def test_an_answer_without_extended_keys_is_no_news() -> None:
    signed = read_psbt(FIRST.data)
    kept = [r for r in signed.global_records if r.key_type != GlobalType.XPUB]
    fewer = read_psbt(
        signatures_alone(
            signed.transaction, [entry.partial_signatures for entry in signed.inputs]
        ).original
    )
    assert len(kept) == len(fewer.global_records)
    assert combine(PAYMENT, [Returned("fewer", fewer.original)], WALLET).findings == ()
