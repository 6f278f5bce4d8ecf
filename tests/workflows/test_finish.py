import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from btclib.script.engine import verify_transaction
from btclib.tx.tx import Tx
from btclib.tx.tx_out import TxOut

from strongroom.engines import finaliser
from strongroom.engines.errors import EngineError
from strongroom.engines.finaliser import FinalisedTransaction
from strongroom.engines.kernel import Kernel, ScriptCheck
from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import ReadError
from strongroom.model.finding import Severity
from strongroom.model.psbt import PartialSignature, Psbt
from strongroom.model.psbt_edit import FinalScripts, with_final_scripts, with_signatures
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record
from strongroom.model.psbt_types import InputType
from strongroom.model.psbt_version import to_version
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.sighash import segwit_v0_sighash
from strongroom.model.transaction import Transaction, TxOutput
from strongroom.model.wallet import Wallet
from strongroom.practice.private_keys import practice_fingerprint, practice_signature
from strongroom.workflows import finish as module
from strongroom.workflows.combine import combine
from strongroom.workflows.finish import Finished, NotFinished, finish
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.vectors_source import vector
from tests.workflows.altered import (
    flip_last_bit,
    of_type,
    signatures_alone,
    with_input_records,
    with_signatures_changed,
    with_transaction,
)
from tests.workflows.rounds import FEE, make_payment, make_wallet, signed_by, spent_by

WALLET = make_wallet()
PAYMENT = make_payment(WALLET)


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    with Kernel() as kernel:
        yield kernel


def signed(payment: Psbt, wallet: Wallet, *numbers: int) -> Psbt:
    return combine(payment, [signed_by(n, payment, wallet) for n in numbers], wallet).psbt


def approve(raw: bytes, spent: Sequence[tuple[int, bytes]]) -> ScriptCheck:
    """Stands in for the engine where a test is about something before it."""
    return ScriptCheck(tuple(True for _ in spent))


def check_by_btclib(raw: bytes, spent: Sequence[TxOutput]) -> None:
    """An engine in pure Python, which shares no code with ours."""
    outputs = [TxOut(output.amount, output.script_pubkey) for output in spent]
    verify_transaction(outputs, Tx.parse(raw))


def codes(psbt: Psbt, wallet: Wallet | None = WALLET) -> list[tuple[str, str]]:
    with pytest.raises(NotFinished) as caught:
        finish(psbt, wallet, approve)
    assert {finding.severity for finding in caught.value.findings} == {Severity.BLOCK}
    assert caught.value.code == caught.value.findings[0].code
    return [(finding.code, finding.where) for finding in caught.value.findings]


@shows("signatures-missing", QUIET, BOUNDARY)
@pytest.mark.parametrize("script_type", MULTISIG)
@pytest.mark.parametrize("pair", list(combinations((1, 2, 3), 2)))
def test_any_two_of_three_make_a_transaction_that_engines_accept(
    kernel: Kernel, script_type: ScriptType, pair: tuple[int, int]
) -> None:
    wallet = make_wallet(script_type)
    payment = make_payment(wallet)
    done = finish(signed(payment, wallet, *pair), wallet, kernel.verify_scripts)
    check_by_btclib(done.raw, spent_by(payment))
    transaction = Transaction.parse(done.raw)
    assert done.verified
    assert transaction.without_signatures() == payment.transaction
    expected = (transaction.txid, payment.transaction.txid, transaction.vsize, FEE)
    assert (done.txid, done.unsigned_txid, done.vsize, done.fee) == expected


@pytest.mark.parametrize("script_type", MULTISIG)
def test_three_of_five(kernel: Kernel, script_type: ScriptType) -> None:
    wallet = make_wallet(script_type, threshold=3, count=5)
    payment = make_payment(wallet)
    done = finish(signed(payment, wallet, 5, 2, 4), wallet, kernel.verify_scripts)
    check_by_btclib(done.raw, spent_by(payment))
    assert done.verified


def test_the_txid_stays_with_p2wsh_alone(kernel: Kernel) -> None:
    for script_type in MULTISIG:
        wallet = make_wallet(script_type)
        done = finish(signed(make_payment(wallet), wallet, 1, 2), wallet, kernel.verify_scripts)
        assert (done.txid == done.unsigned_txid) is (script_type is ScriptType.P2WSH)


def test_more_signatures_than_needed_do_no_harm(kernel: Kernel) -> None:
    done = finish(signed(PAYMENT, WALLET, 1, 2, 3), WALLET, kernel.verify_scripts)
    check_by_btclib(done.raw, spent_by(PAYMENT))
    stacks = [spent.witness for spent in Transaction.parse(done.raw).inputs]
    assert [len(stack) for stack in stacks] == [4, 4]


def test_a_version_2_psbt_gives_the_same_transaction(kernel: Kernel) -> None:
    both = [signed(PAYMENT, WALLET, 1, 2), signed(to_version(PAYMENT, 2), WALLET, 1, 2)]
    one, other = (finish(psbt, WALLET, kernel.verify_scripts) for psbt in both)
    assert one == other


def test_inputs_that_are_finished_stay_as_they_are(kernel: Kernel) -> None:
    ready = signed(PAYMENT, WALLET, 2, 3)
    first = finish(ready, WALLET, kernel.verify_scripts)
    spent = Transaction.parse(first.raw).inputs[0]
    begun = with_final_scripts(ready, {0: FinalScripts(spent.script_sig, spent.witness)})
    assert finish(begun, WALLET, kernel.verify_scripts) == first
    assert finish(begun, None, kernel.verify_scripts) == first


EMPTY_SCRIPTS = {
    "scriptSig": Record(InputType.FINAL_SCRIPTSIG, b"", b""),
    "witness": Record(InputType.FINAL_SCRIPTWITNESS, b"", b"\0"),
}


@pytest.mark.parametrize("script_type", MULTISIG)
@pytest.mark.parametrize("empty", EMPTY_SCRIPTS.values(), ids=EMPTY_SCRIPTS)
def test_a_final_script_that_is_empty_finishes_nothing(
    kernel: Kernel, script_type: ScriptType, empty: Record
) -> None:
    wallet = make_wallet(script_type)
    payment = make_payment(wallet)
    usual = signed(payment, wallet, 1, 2)
    odd = signed(with_input_records(payment, 0, [empty]), wallet, 1, 2)
    assert finish(odd, wallet, kernel.verify_scripts) == finish(usual, wallet, approve)


def test_needs_no_wallet(kernel: Kernel) -> None:
    ready = signed(PAYMENT, WALLET, 1, 3)
    assert isinstance(finish(ready, None, kernel.verify_scripts), Finished)


def test_starts_an_engine_of_its_own_unless_one_is_given() -> None:
    assert finish(signed(PAYMENT, WALLET, 1, 3), WALLET).verified


def test_scripts_that_the_psbt_lacks_are_the_wallets(kernel: Kernel) -> None:
    for script_type in MULTISIG:
        wallet = make_wallet(script_type)
        ready = signed(make_payment(wallet), wallet, 1, 2)
        types = (InputType.REDEEM_SCRIPT, InputType.WITNESS_SCRIPT)
        bare = with_input_records(ready, 0, [], *types)
        assert finish(bare, wallet, kernel.verify_scripts) == finish(ready, wallet, approve)


def test_finishes_as_bip_174_says(kernel: Kernel) -> None:
    steps = json.loads(vector("bip174/bip174_roles.json").read_text())["steps"]
    given = {step["text"]: step["items"] for step in steps}
    combined, expected = (
        bytes.fromhex(next(given[text][0] for text in given if part in text).split(": ")[1])
        for part in ("a combiner must create this PSBT", "a transaction extractor must create")
    )
    assert finish(read_psbt(combined), None, kernel.verify_scripts).raw == expected


# -- what stands in the way


@shows("signatures-missing", FIRING, BOUNDARY)
def test_too_few_signatures() -> None:
    assert codes(PAYMENT) == [("signatures-missing", "transaction")]
    assert codes(signed(PAYMENT, WALLET, 2)) == [("signatures-missing", "transaction")]


def test_one_input_short_is_short() -> None:
    ready = signed(PAYMENT, WALLET, 1, 2)
    short = with_input_records(ready, 1, [], InputType.PARTIAL_SIG)
    assert codes(short) == [("signatures-missing", "transaction")]


def test_a_signature_that_does_not_verify() -> None:
    bad = with_signatures_changed(
        signed_by(1, signed(PAYMENT, WALLET, 2, 3), WALLET), flip_last_bit
    )
    found = codes(read_psbt(bad.data))
    assert {where for _, where in found} == {"input 0"}
    assert {code for code, _ in found} <= {"signature-invalid", "signature-other-transaction"}


def test_a_signature_of_another_type() -> None:
    bad = with_signatures_changed(signed_by(1, PAYMENT, WALLET), of_type(3))
    assert ("sighash", "input 0") in codes(read_psbt(bad.data))


def test_another_wallets_signatures() -> None:
    stranger = make_wallet(count=4)
    found = codes(signed(PAYMENT, WALLET, 1, 2), stranger)
    assert found == [("signature-unknown-key", "input 0"), ("signature-unknown-key", "input 1")]


def test_an_output_that_nobody_tells() -> None:
    ready = signed(PAYMENT, WALLET, 1, 2)
    types = (InputType.NON_WITNESS_UTXO, InputType.WITNESS_UTXO)
    assert codes(with_input_records(ready, 1, [], *types)) == [("utxo-missing", "input 1")]


def test_a_finished_input_that_does_not_verify() -> None:
    ready = signed(PAYMENT, WALLET, 1, 2)
    done = Transaction.parse(finish(ready, WALLET, approve).raw)
    empty, _, other, script = done.inputs[1].witness
    broken = with_final_scripts(ready, {1: FinalScripts(witness=(empty, other, other, script))})
    assert codes(broken) == [("finalised-invalid", "input 1")]


def test_a_transaction_that_pays_nobody() -> None:
    bare = with_transaction(
        read_psbt(b"psbt\xff\x01\x00\x0a" + bytes.fromhex("02000000000000000000") + b"\x00"),
        Transaction(2, (), (), 0),
    )
    assert codes(bare) == [("transaction-empty", "transaction")]


def test_a_locktime_nobody_can_tell() -> None:
    psbt = signed(to_version(PAYMENT, 2), WALLET, 1, 2)
    wishes = [(InputType.REQUIRED_TIME, 1_600_000_000), (InputType.REQUIRED_HEIGHT, 800_000)]
    for index, (key_type, number) in enumerate(wishes):
        record = Record(key_type, b"", number.to_bytes(4, "little"))
        psbt = with_input_records(psbt, index, [record])
    with pytest.raises(ReadError) as caught:
        finish(psbt, WALLET, approve)
    assert caught.value.code == "locktime-undetermined"


def test_more_paid_than_is_spent() -> None:
    outputs = (replace(PAYMENT.transaction.outputs[0], amount=200_000),)
    greedy = signatures_alone(replace(PAYMENT.transaction, outputs=outputs), [(), ()])
    told = [entry.records for entry in PAYMENT.inputs]
    for index, records in enumerate(told):
        greedy = with_input_records(greedy, index, records)
    signatures = {at: [signature_of(number, greedy, at) for number in (1, 2)] for at in (0, 1)}
    ready = with_signatures(greedy, signatures)
    assert codes(ready) == [("amount-out-of-range", "transaction")]


def signature_of(number: int, psbt: Psbt, index: int) -> PartialSignature:
    """A practice signer's signature, made without what the signer looks at first."""
    fingerprint = practice_fingerprint(number)
    told = next(d for d in psbt.inputs[index].derivations if d.fingerprint == fingerprint)
    spent, script = psbt.spent_output(index), psbt.inputs[index].witness_script
    assert spent is not None
    assert script is not None
    digest = segwit_v0_sighash(psbt.transaction, index, script, spent.amount, 1)
    signature = practice_signature(number, DerivationPath(told.path), digest)
    return PartialSignature(told.public_key, signature)


# -- engines that do not agree


def test_a_script_that_the_engine_refuses() -> None:
    def refuse(raw: bytes, spent: Sequence[tuple[int, bytes]]) -> ScriptCheck:
        return ScriptCheck((True, False))

    with pytest.raises(NotFinished) as caught:
        finish(signed(PAYMENT, WALLET, 1, 2), WALLET, refuse)
    (finding,) = caught.value.findings
    assert (finding.code, finding.where) == ("engines-disagree", "input 1")
    assert finding.facts == {"engine": "kernel"}


def test_what_bdk_will_not_finish(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(psbt: bytes) -> FinalisedTransaction:
        raise EngineError("not-finalisable", "no", input=1, reason="could not satisfy")

    monkeypatch.setattr(module, "finalise", refuse)
    assert codes(signed(PAYMENT, WALLET, 1, 2)) == [("engines-disagree", "input 1")]


@pytest.mark.parametrize("part", ["amount", "locktime", "sequence"])
def test_a_transaction_that_bdk_changed(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    def change(psbt: bytes) -> FinalisedTransaction:
        made = Transaction.parse(finaliser.finalise(psbt).raw)
        outputs = (replace(made.outputs[0], amount=1), *made.outputs[1:])
        inputs = (replace(made.inputs[0], sequence=0), *made.inputs[1:])
        changed = {
            "amount": replace(made, outputs=outputs),
            "locktime": replace(made, locktime=0),
            "sequence": replace(made, inputs=inputs),
        }
        return FinalisedTransaction(changed[part].serialize())

    monkeypatch.setattr(module, "finalise", change)
    assert codes(signed(PAYMENT, WALLET, 1, 2)) == [("engines-disagree", "transaction")]


def test_a_signature_that_bdk_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(psbt: bytes) -> FinalisedTransaction:
        made = Transaction.parse(finaliser.finalise(psbt).raw)
        empty, _, other, script = made.inputs[0].witness
        spent = replace(made.inputs[0], witness=(empty, other, other, script))
        return FinalisedTransaction(replace(made, inputs=(spent, *made.inputs[1:])).serialize())

    monkeypatch.setattr(module, "finalise", change)
    assert codes(signed(PAYMENT, WALLET, 1, 2)) == [("finalised-invalid", "input 0")]
