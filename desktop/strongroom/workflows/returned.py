"""A file that came back from a signer, read as what it claims: a transaction and signatures."""

import binascii
from collections.abc import Callable
from dataclasses import dataclass

from strongroom.model.errors import ReadError
from strongroom.model.psbt import Psbt, PsbtInput
from strongroom.model.psbt_reader import decode_psbt, read_psbt
from strongroom.model.psbt_records import Record
from strongroom.model.psbt_types import InputType
from strongroom.model.transaction import MAX_WEIGHT, Transaction, TxInput, write_witness

MAX_TEXT = 2 * MAX_WEIGHT + 1024 * 1024
"""Bytes of a transaction as hex, with room for line ends."""

_SPACE = b" \t\r\n\v\f"


@dataclass(frozen=True, slots=True)
class Returned:
    """The bytes of a file and the name a person knows it by."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """``transaction`` is unsigned; ``psbt`` is None where a network transaction came back.

    The scripts of a network transaction stand in ``inputs`` as those of finished inputs.
    """

    name: str
    transaction: Transaction
    inputs: tuple[PsbtInput, ...]
    psbt: Psbt | None


def read_returned(returned: Returned) -> ReturnedFile:
    """Read a PSBT of any version or a raw transaction, as binary, base64 or hex.

    Raises ``ReadError`` with ``psbt-malformed``; the fact ``name`` says which file.
    """
    try:
        psbt = read_psbt(decode_psbt(returned.data))
        return ReturnedFile(returned.name, psbt.transaction, psbt.inputs, psbt)
    except ReadError as error:
        transaction = _network_transaction(returned.data)
        if transaction is not None:
            return _from_transaction(returned.name, transaction)
        facts = {**error.facts, "name": returned.name}
        raise ReadError(error.code, f"{returned.name}: {error}", **facts) from error


def finished_input(spent: TxInput) -> PsbtInput:
    """The scripts of a network transaction's input as a PSBT holds them."""
    records = []
    if spent.script_sig:
        records.append(Record(InputType.FINAL_SCRIPTSIG, b"", spent.script_sig))
    if spent.witness:
        records.append(Record(InputType.FINAL_SCRIPTWITNESS, b"", write_witness(spent.witness)))
    return PsbtInput(tuple(records))


def _from_transaction(name: str, transaction: Transaction) -> ReturnedFile:
    inputs = tuple(map(finished_input, transaction.inputs))
    return ReturnedFile(name, transaction.without_signatures(), inputs, None)


def _network_transaction(data: bytes) -> Transaction | None:
    if len(data) > MAX_TEXT:
        return None
    text = data.translate(None, _SPACE)
    for decode, given in ((bytes, data), (binascii.unhexlify, text), (_unbase64, text)):
        transaction = _parsed(decode, given)
        if transaction is not None:
            return transaction
    return None


def _parsed(decode: Callable[[bytes], bytes], given: bytes) -> Transaction | None:
    try:
        return Transaction.parse(decode(given))
    except (ReadError, binascii.Error):
        return None


def _unbase64(text: bytes) -> bytes:
    return binascii.a2b_base64(text, strict_mode=True)
