"""What the practice chain refuses to pass on, as Bitcoin Core's default relay policy does."""

from collections.abc import Sequence

from strongroom.model.errors import Fact, StrongroomError
from strongroom.model.scripts import OutputKind, output_kind, witness_program
from strongroom.model.transaction import FINAL_SEQUENCE, Transaction, TxInput, TxOutput
from strongroom.practice.blocks import median_time
from strongroom.practice.coins import Coin

MAX_WEIGHT = 400_000
MAX_SCRIPT_SIG = 1_650
MAX_DATA_SCRIPT = 83
MIN_SIZE = 65
"""Bytes without witness; a shorter transaction could pass for two hashes of a merkle tree."""

MAX_WITNESS_SCRIPT = 3_600
MAX_WITNESS_ITEMS = 100
MAX_WITNESS_ITEM = 80

VSIZE_PER_SATOSHI = 10
"""The least fee rate is 0.1 sat/vB, Bitcoin Core's since 2025."""

_DUST_RATE = 3
_SPEND_SIZE = 148
_WITNESS_SPEND_SIZE = 67

_TIME_LOCKTIME = 500_000_000
_NO_RELATIVE_LOCK = 1 << 31
_RELATIVE_TIME = 1 << 22
_RELATIVE_UNIT = 512


class RelayError(StrongroomError):
    """A transaction that is not passed on.

    Codes: ``relay-nonstandard``, ``relay-dust``, ``relay-fee-low``, ``relay-amounts``,
    ``relay-immature``, ``relay-not-final``, ``relay-input-unknown``, ``relay-input-spent``,
    ``relay-known``, ``relay-scripts-fail``.
    """


def check_form(transaction: Transaction) -> None:
    """Refuse what can be judged by the transaction alone."""
    outpoints = {spent.outpoint for spent in transaction.inputs}
    if not transaction.outputs or len(outpoints) != len(transaction.inputs) or not outpoints:
        raise _nonstandard("no inputs, no outputs, or one input twice")
    if transaction.version not in (1, 2, 3):
        raise _nonstandard("an unknown version", version=transaction.version)
    if transaction.weight > MAX_WEIGHT:
        raise _nonstandard("too heavy", weight=transaction.weight)
    if len(transaction.serialize_without_witness()) < MIN_SIZE:
        raise _nonstandard("too small")
    for index, spent in enumerate(transaction.inputs):
        if len(spent.script_sig) > MAX_SCRIPT_SIG or not _only_pushes(spent.script_sig):
            raise _nonstandard("a scriptSig that is too long or does more than push", input=index)
    _check_outputs(transaction.outputs)


def check_spending(transaction: Transaction, spent: Sequence[Coin], height: int) -> int:
    """The fee in satoshi of ``transaction``, which spends the coins ``spent`` after ``height``.

    Raises ``RelayError`` for amounts, locks, witnesses and fees that are refused.
    """
    for index, (taken, coin) in enumerate(zip(transaction.inputs, spent, strict=True)):
        if not coin.is_mature(height + 1):
            raise RelayError("relay-immature", "a coinbase is spent too early", input=index)
        _check_witness(taken, coin, index)
    if not _is_final(transaction, height) or not _locks_are_over(transaction, spent, height):
        raise RelayError("relay-not-final", "a locktime has not come yet")
    fee = sum(coin.amount for coin in spent) - sum(out.amount for out in transaction.outputs)
    if fee < 0:
        raise RelayError("relay-amounts", "more is paid than is spent")
    least = least_fee(transaction.vsize)
    if fee < least:
        raise RelayError("relay-fee-low", f"the fee is below {least} sat", fee=fee, least=least)
    return fee


def least_fee(vsize: int) -> int:
    """Satoshi below which a transaction of ``vsize`` virtual bytes is not passed on."""
    return -(-vsize // VSIZE_PER_SATOSHI)


def dust_limit(output: TxOutput) -> int:
    """Satoshi below which ``output`` costs more to spend than it is worth."""
    if output_kind(output.script_pubkey) is OutputKind.DATA:
        return 0
    segwit = witness_program(output.script_pubkey) is not None
    spend = _WITNESS_SPEND_SIZE if segwit else _SPEND_SIZE
    return _DUST_RATE * (len(output.serialize()) + spend)


def _nonstandard(what: str, **facts: Fact) -> RelayError:
    return RelayError("relay-nonstandard", f"not a standard transaction: {what}", **facts)


def _check_outputs(outputs: Sequence[TxOutput]) -> None:
    kinds = [output_kind(output.script_pubkey) for output in outputs]
    if kinds.count(OutputKind.DATA) > 1:
        raise _nonstandard("more than one data output")
    for index, (output, kind) in enumerate(zip(outputs, kinds, strict=True)):
        script = output.script_pubkey
        too_much = kind is OutputKind.DATA and (
            len(script) > MAX_DATA_SCRIPT or not _only_pushes(script[1:])
        )
        if kind is OutputKind.OTHER or too_much:
            raise _nonstandard("an output script of an unknown form", output=index)
        if output.amount < dust_limit(output):
            raise RelayError("relay-dust", "an output is dust", output=index)


def _check_witness(taken: TxInput, coin: Coin, index: int) -> None:
    nested = output_kind(coin.script_pubkey) is OutputKind.P2SH
    program = taken.script_sig[1:] if nested else coin.script_pubkey
    if output_kind(program) is not OutputKind.P2WSH or not taken.witness:
        return
    *items, script = taken.witness
    too_much = len(items) > MAX_WITNESS_ITEMS or len(script) > MAX_WITNESS_SCRIPT
    if too_much or any(len(item) > MAX_WITNESS_ITEM for item in items):
        raise _nonstandard("a witness that is too large", input=index)


def _is_final(transaction: Transaction, height: int) -> bool:
    """Whether the absolute locktime allows the next block (BIP-65, BIP-113)."""
    locktime = transaction.locktime
    reached = height + 1 if locktime < _TIME_LOCKTIME else median_time(height)
    unused = all(spent.sequence == FINAL_SEQUENCE for spent in transaction.inputs)
    return locktime < reached or locktime == 0 or unused


def _locks_are_over(transaction: Transaction, spent: Sequence[Coin], height: int) -> bool:
    """Whether every relative locktime allows the next block (BIP-68)."""
    if transaction.version < 2:
        return True
    pairs = zip(transaction.inputs, spent, strict=True)
    return all(_lock_is_over(taken.sequence, coin.height, height) for taken, coin in pairs)


def _lock_is_over(sequence: int, coin_height: int, height: int) -> bool:
    if sequence & _NO_RELATIVE_LOCK:
        return True
    span = sequence & 0xFFFF
    if sequence & _RELATIVE_TIME:
        return median_time(height) >= median_time(coin_height - 1) + span * _RELATIVE_UNIT
    return height + 1 >= coin_height + span


def _only_pushes(script: bytes) -> bool:
    position = 0
    while position < len(script):
        code = script[position]
        position += 1
        if code > 0x60:
            return False
        width = {0x4C: 1, 0x4D: 2, 0x4E: 4}.get(code, 0)
        length = int.from_bytes(script[position : position + width], "little")
        position += width + (code if code < 0x4C else length)
    return position == len(script)
