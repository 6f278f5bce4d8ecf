"""One PSBT as four libraries read it, put into the same words so that they can be compared."""

import base64
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from embit.psbt import PSBT as EmbitPsbt
from hwilib.psbt import PSBT as HwiPsbt

from strongroom.engines.bdk_psbt import bdk_reading
from strongroom.engines.errors import EngineError
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.transaction import Transaction

PATIENCE = 0.5
"""Seconds of the processor a library may take: one counts to whatever number it reads."""


class Refused(Exception):
    """A reader does not take the PSBT; ``str()`` is what it says."""


@dataclass(frozen=True, slots=True)
class InputReading:
    """What one input says; None where it says nothing."""

    spent: tuple[int, bytes] | None
    signatures: frozenset[tuple[bytes, bytes]]
    sighash_type: int | None
    redeem_script: bytes | None
    witness_script: bytes | None
    script_sig: bytes
    witness: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The unsigned transaction, its fee in satoshi, and what each input says.

    None for what a library does not tell.
    """

    transaction: bytes
    fee: int | None = None
    inputs: tuple[InputReading, ...] | None = None


def read_by_us(data: bytes) -> tuple[Psbt, Reading]:
    """Raises ``Refused`` with the sentence of our reader, and nothing else."""
    try:
        psbt = read_psbt(data)
    except StrongroomError as error:
        raise Refused(str(error)) from error
    inputs = tuple(_ours(psbt, index) for index in range(len(psbt.inputs)))
    return psbt, Reading(
        psbt.transaction.serialize_without_witness(), _fee(psbt.transaction, inputs), inputs
    )


def _fee(transaction: Transaction, inputs: tuple[InputReading, ...]) -> int | None:
    spent = [entry.spent[0] for entry in inputs if entry.spent]
    if len(spent) < len(inputs):
        return None
    return sum(spent) - sum(output.amount for output in transaction.outputs)


def _ours(psbt: Psbt, index: int) -> InputReading:
    entry, spent = psbt.inputs[index], psbt.spent_output(index)
    return InputReading(
        (spent.amount, spent.script_pubkey) if spent else None,
        frozenset((s.public_key, s.signature) for s in entry.partial_signatures if not s.leaf_hash),
        entry.sighash_type,
        entry.redeem_script or None,  # nobody else tells an empty script from none
        entry.witness_script or None,
        entry.final_script_sig or b"",
        entry.final_script_witness or (),
    )


def read_by_embit(data: bytes) -> Reading:
    """Raises ``Refused``."""
    with _refusing():
        stream = BytesIO(data)
        psbt = EmbitPsbt.read_from(stream)
        if stream.read(1):
            raise Refused("more bytes than the PSBT has")
        return Reading(psbt.tx.serialize(), inputs=tuple(map(_embits, psbt.inputs)))


def _embits(entry: Any) -> InputReading:
    spent = entry.utxo
    witness = entry.final_scriptwitness
    return InputReading(
        (spent.value, spent.script_pubkey.data) if spent else None,
        frozenset((key.sec(), bytes(value)) for key, value in entry.partial_sigs.items()),
        entry.sighash_type,
        entry.redeem_script.data if entry.redeem_script else None,
        entry.witness_script.data if entry.witness_script else None,
        entry.final_scriptsig.data if entry.final_scriptsig else b"",
        tuple(witness.items) if witness else (),
    )


def read_by_hwi(data: bytes) -> Reading:
    """Raises ``Refused``."""
    with _refusing():
        psbt = HwiPsbt()
        psbt.deserialize(base64.b64encode(data).decode())
        unsigned = psbt.get_unsigned_tx()
        entries = zip(psbt.inputs, unsigned.vin, strict=True)
        return Reading(
            unsigned.serialize_without_witness(),
            inputs=tuple(_hwis(entry, spent.prevout.n) for entry, spent in entries),
        )


def _hwis(entry: Any, index: int) -> InputReading:
    spent = entry.non_witness_utxo.vout[index] if entry.non_witness_utxo else entry.witness_utxo
    return InputReading(
        (spent.nValue, spent.scriptPubKey) if spent else None,
        frozenset(entry.partial_sigs.items()),
        entry.sighash,
        entry.redeem_script or None,
        entry.witness_script or None,
        entry.final_script_sig,
        tuple(entry.final_script_witness.scriptWitness.stack),
    )


def read_by_bdk(data: bytes) -> Reading:
    """Raises ``Refused``. BDK knows version 0 only."""
    try:
        read = bdk_reading(data)
    except ReadError as error:
        raise Refused(f"what it writes: {error}") from error
    except EngineError as error:
        raise Refused(f"{type(error.__cause__).__name__}: {error.__cause__}") from error
    return Reading(read.unsigned_transaction, read.fee)


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever a library raises is a refusal, and so is taking longer than ``PATIENCE``."""

    def stop(*_: object) -> None:
        raise Refused("takes too long")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
