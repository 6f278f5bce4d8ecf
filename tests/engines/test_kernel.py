import base64
import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from time import sleep

import pytest
from embit.psbt import PSBT
from embit.script import address_to_scriptpubkey

from strongroom.engines.errors import EngineError
from strongroom.engines.kernel import Kernel, ScriptCheck, verify_scripts
from strongroom.model.transaction import OutPoint, Transaction, TxInput
from strongroom.worker import WorkerClient, WorkerError
from tests.vectors_source import vector

LEGACY = {"p2pkh", "p2sh-multisig-2of2"}


@dataclass(frozen=True, slots=True)
class Spend:
    transaction: Transaction
    spent: tuple[tuple[int, bytes], ...]


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    with Kernel() as kernel:
        yield kernel


def check(kernel: Kernel, spend: Spend) -> ScriptCheck:
    return kernel.verify_scripts(spend.transaction.serialize(), spend.spent)


def bip322_spends() -> dict[str, Spend]:
    """Every "full" signature is a whole transaction that spends an output of no value."""
    full = json.loads(vector("bip322/generated-test-vectors.json").read_text())["full"]
    return {sample["type"]: bip322_spend(sample) for sample in full}


def bip322_spend(sample: dict[str, object]) -> Spend:
    match sample:
        case {"address": str(address), "bip322_signatures": [str(signature), *_]}:
            raw = base64.b64decode(signature.removeprefix("ful"))
            script: bytes = address_to_scriptpubkey(address).data
            return Spend(Transaction.parse(raw), ((0, script),))
    raise AssertionError(sample)


def bip174_spend() -> Spend:
    """One p2sh and one p2sh-p2wsh input."""
    steps = json.loads(vector("bip174/bip174_roles.json").read_text())["steps"]
    items = [item for step in steps for item in step["items"] if "extractor" in step["text"]]
    final = Transaction.parse(bytes.fromhex(items[0].removeprefix("Bytes in Hex: ")))
    hexes = [item for step in steps if "updater" in step["text"] for item in step["items"]]
    earlier = [bytes.fromhex(item) for item in hexes if item.startswith("02000000")]
    outputs = {raw.txid_bytes: raw.outputs for raw in map(Transaction.parse, earlier)}
    spent = [outputs[taken.outpoint.txid][taken.outpoint.index] for taken in final.inputs]
    return Spend(final, tuple((output.amount, output.script_pubkey) for output in spent))


def taproot_spend() -> Spend:
    """Two p2tr inputs spent by key, whose signatures are over both spent outputs."""
    tests = json.loads(vector("embit/test_taproot.json").read_text())["tests"]
    texts = {test["where"]: test["items"][0]["value"] for test in tests}
    psbt = PSBT.from_string(texts["B64SIGNED"])
    unsigned = Transaction.parse(psbt.tx.serialize())
    witnesses = [tuple(taken.final_scriptwitness.items) for taken in psbt.inputs]
    inputs = map(lambda taken, items: replace(taken, witness=items), unsigned.inputs, witnesses)
    spent = [taken.witness_utxo for taken in psbt.inputs]
    return Spend(
        replace(unsigned, inputs=tuple(inputs)),
        tuple((output.value, output.script_pubkey.data) for output in spent),
    )


SPENDS = {**bip322_spends(), "bip174": bip174_spend(), "two-p2tr": taproot_spend()}
EVERY = pytest.mark.parametrize("name", SPENDS)


def with_input(spend: Spend, changed: TxInput, index: int = 0) -> Spend:
    inputs = list(spend.transaction.inputs)
    inputs[index] = changed
    return replace(spend, transaction=replace(spend.transaction, inputs=tuple(inputs)))


def with_altered_signature(spend: Spend) -> Spend:
    """Change one byte within the first signature of the first input."""
    first = spend.transaction.inputs[0]
    if not first.witness:
        script_sig = bytearray(first.script_sig)
        script_sig[20] ^= 1
        return with_input(spend, replace(first, script_sig=bytes(script_sig)))
    items = list(first.witness)
    place = next(index for index, item in enumerate(items) if len(item) >= 64)
    items[place] = items[place][:20] + bytes([items[place][20] ^ 1]) + items[place][21:]
    return with_input(spend, replace(first, witness=tuple(items)))


@EVERY
def test_published_spends_verify(kernel: Kernel, name: str) -> None:
    result = check(kernel, SPENDS[name])
    assert result.verified
    assert len(result.inputs) == len(SPENDS[name].transaction.inputs)


@EVERY
def test_an_altered_signature_fails_and_says_where(kernel: Kernel, name: str) -> None:
    result = check(kernel, with_altered_signature(SPENDS[name]))
    assert not result.verified
    assert 0 in result.failed


@EVERY
def test_another_amount_fails_where_the_signature_covers_it(kernel: Kernel, name: str) -> None:
    spend = SPENDS[name]
    *others, (amount, script) = spend.spent
    result = check(kernel, replace(spend, spent=(*others, (amount + 1, script))))
    assert result.inputs[-1] is (name in LEGACY)


@EVERY
def test_another_payee_fails(kernel: Kernel, name: str) -> None:
    transaction = SPENDS[name].transaction
    outputs = (replace(transaction.outputs[0], script_pubkey=b"\x51"), *transaction.outputs[1:])
    changed = replace(SPENDS[name], transaction=replace(transaction, outputs=outputs))
    assert not any(check(kernel, changed).inputs)


@EVERY
def test_an_input_without_signatures_fails(kernel: Kernel, name: str) -> None:
    spend = SPENDS[name]
    bare = replace(spend, transaction=spend.transaction.without_signatures())
    assert check(kernel, bare).failed == tuple(range(len(spend.spent)))


def test_a_taproot_signature_covers_the_amounts_of_the_other_inputs(kernel: Kernel) -> None:
    spend = SPENDS["two-p2tr"]
    (amount, script), second = spend.spent
    result = check(kernel, replace(spend, spent=((amount - 1, script), second)))
    assert result.inputs == (False, False)


def test_only_the_input_that_fails_is_named(kernel: Kernel) -> None:
    spend = SPENDS["bip174"]
    assert check(kernel, with_altered_signature(spend)).failed == (0,)


def test_one_check_needs_no_engine_of_ones_own() -> None:
    spend = SPENDS["bip174"]
    assert verify_scripts(spend.transaction.serialize(), spend.spent) == ScriptCheck((True, True))


def test_no_inputs_are_never_verified() -> None:
    assert not ScriptCheck(()).verified


GOOD = (0, b"\x51")


@pytest.mark.parametrize(
    ("raw", "spent", "message"),
    [
        pytest.param(b"", (), "no transaction", id="no bytes"),
        pytest.param(b"psbt\xff\x01", (GOOD,), "no transaction", id="a PSBT"),
        pytest.param(bytes(10), (), "no inputs", id="no inputs"),
        pytest.param(bytes(4_000_001), (), "larger than a block", id="too large"),
    ],
)
def test_refuses_what_is_no_transaction(
    kernel: Kernel, raw: bytes, spent: tuple[tuple[int, bytes], ...], message: str
) -> None:
    with pytest.raises(EngineError, match=message) as caught:
        kernel.verify_scripts(raw, spent)
    assert caught.value.code == "transaction-malformed"


@pytest.mark.parametrize("surplus", [b"\x00", b"\x00" * 40])
def test_refuses_bytes_after_the_transaction(kernel: Kernel, surplus: bytes) -> None:
    spend = SPENDS["bip174"]
    with pytest.raises(EngineError, match="more than a transaction"):
        kernel.verify_scripts(spend.transaction.serialize() + surplus, spend.spent)


@pytest.mark.parametrize(
    "spent",
    [
        pytest.param((), id="none"),
        pytest.param((GOOD,), id="one for two inputs"),
        pytest.param((GOOD, GOOD, GOOD), id="three for two inputs"),
        pytest.param((GOOD, (-1, b"\x51")), id="a negative amount"),
        pytest.param((GOOD, (1 << 64, b"\x51")), id="an amount that wraps around"),
        pytest.param((GOOD, (0, bytes(5_000_000))), id="an endless script"),
    ],
)
def test_refuses_spent_outputs_that_do_not_fit(
    kernel: Kernel, spent: tuple[tuple[int, bytes], ...]
) -> None:
    with pytest.raises(EngineError) as caught:
        kernel.verify_scripts(SPENDS["bip174"].transaction.serialize(), spent)
    assert caught.value.code == "spent-outputs-wrong"


def test_an_empty_script_is_run_too(kernel: Kernel) -> None:
    transaction = Transaction(2, (TxInput(OutPoint(bytes(32), 0), b"\x51"),), (), 0)
    spend = Spend(transaction, ((0, b""),))
    empty = with_input(spend, replace(transaction.inputs[0], script_sig=b""))
    assert check(kernel, spend).verified
    assert not check(kernel, empty).verified


def test_a_killed_engine_is_an_error_and_the_next_check_works() -> None:
    worker = WorkerClient("script-check")
    spend = SPENDS["bip174"]
    with Kernel(worker) as kernel, ThreadPoolExecutor(1) as threads:
        check(kernel, spend)
        assert worker._process is not None
        os.kill(worker._process.pid, signal.SIGSTOP)
        running = threads.submit(check, kernel, spend)
        sleep(0.1)
        os.kill(worker._process.pid, signal.SIGKILL)
        error = running.exception(timeout=10)
        assert isinstance(error, WorkerError)
        assert error.code == "worker-died"
        assert check(kernel, spend).verified


class _Answering(WorkerClient):
    def __init__(self, answer: object) -> None:
        super().__init__("script-check")
        self._answer = answer

    def call(self, *_: object, **__: object) -> object:  # type: ignore[override]
        return self._answer


@pytest.mark.parametrize("answer", [None, True, 1, [], [True], [True, True, True], [1, 1], "ok"])
def test_an_answer_of_another_shape_is_never_verified(answer: object) -> None:
    with pytest.raises(WorkerError):
        check(Kernel(_Answering(answer)), SPENDS["bip174"])
