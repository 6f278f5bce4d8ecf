"""Reading a PSBT strictly: what is not exactly right is refused (BIP-174, 370, 371, 373)."""

import binascii
from collections.abc import Callable
from dataclasses import dataclass

from strongroom.model.bytes_reader import Reader
from strongroom.model.errors import ReadError
from strongroom.model.psbt import Psbt, PsbtInput, PsbtOutput
from strongroom.model.psbt_fields import (
    GLOBAL_FORMS,
    INPUT_FORMS,
    OUTPUT_FORMS,
    Forms,
    check_records,
    check_version,
)
from strongroom.model.psbt_records import (
    MAGIC,
    MALFORMED,
    Records,
    malformed,
    of_type,
    read_each,
    read_records,
    value_of,
)
from strongroom.model.psbt_transaction import (
    assemble,
    determine_locktime,
    read_count,
    read_unsigned,
)
from strongroom.model.psbt_types import GlobalType
from strongroom.model.transaction import LEAST_INPUT, LEAST_OUTPUT, MAX_STRIPPED, Transaction

MAX_BYTES = 8 * 1024 * 1024
MAX_TEXT = 2 * MAX_BYTES + 1024 * 1024
"""Bytes of a PSBT as hex, with room for line ends."""

MAX_RECORDS = 100_000
"""Records of all maps together; a transaction that fills a block needs fewer."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n\v\f"
_HEX = b"70736274ff"
_BASE64 = b"cHNidP"


def decode_psbt(data: bytes) -> bytes:
    """The binary PSBT in ``data``, which may be binary, base64 or hex, with spaces and line ends.

    Only the wrapping is taken off. Raises ``ReadError`` ``psbt-malformed``.
    """
    if not data:
        raise malformed("no bytes")
    if data.startswith(MAGIC):
        return data
    if len(data) > MAX_TEXT:
        raise malformed("more bytes than a PSBT can have")
    text = data.removeprefix(_BYTE_ORDER_MARK).translate(None, _SPACE)
    if text[: len(_HEX)].lower() == _HEX:
        return _unhex(text)
    if text.startswith(_BASE64):
        return _unbase64(text)
    raise malformed(_what_else(data, text))


def read_psbt(data: bytes) -> Psbt:
    """Read a binary PSBT of version 0 or 2. Raises ``ReadError`` ``psbt-malformed``.

    ``facts["where"]`` of the error says in which map it lies, in the words of a finding.
    """
    if len(data) > MAX_BYTES:
        raise malformed("more than 8 MiB")
    reader = Reader(data, code=MALFORMED)
    if reader.peek(len(MAGIC)) != MAGIC:
        raise malformed("no bytes" if not data else "not a PSBT")
    reader.skip(len(MAGIC))
    global_records = read_records(reader, MAX_RECORDS)
    version = _check_global(global_records)
    maps = _Maps(reader, version, MAX_RECORDS - len(global_records))
    if version == 0:
        return _read_version_0(global_records, maps, data)
    return _read_version_2(global_records, maps, data)


@dataclass(slots=True)
class _Maps:
    """The maps behind the first one, which share a budget of ``most`` records."""

    reader: Reader
    version: int
    most: int

    def read(
        self, input_count: int, output_count: int
    ) -> tuple[tuple[PsbtInput, ...], tuple[PsbtOutput, ...]]:
        """All of them, to the last byte."""
        if input_count + output_count > self.reader.remaining:
            raise malformed("more inputs and outputs are announced than the bytes left can hold")
        inputs = read_each("input", range(input_count), self._read_input)
        outputs = read_each("output", range(output_count), self._read_output)
        self.reader.finish()
        return inputs, outputs

    def _read_input(self, _index: int) -> PsbtInput:
        return PsbtInput(self._read_records(INPUT_FORMS))

    def _read_output(self, _index: int) -> PsbtOutput:
        return PsbtOutput(self._read_records(OUTPUT_FORMS))

    def _read_records(self, forms: Forms) -> Records:
        records = read_records(self.reader, self.most)
        self.most -= len(records)
        check_version(records, forms, self.version)
        return records


def _read_version_0(global_records: Records, maps: _Maps, data: bytes) -> Psbt:
    transaction = read_unsigned(global_records)
    _check_outpoints(transaction)
    inputs, outputs = maps.read(len(transaction.inputs), len(transaction.outputs))
    return Psbt(
        version=0,
        transaction=transaction,
        locktime_determined=True,
        modifiable=None,
        global_records=global_records,
        inputs=inputs,
        outputs=outputs,
        original=data,
    )


def _read_version_2(global_records: Records, maps: _Maps, data: bytes) -> Psbt:
    input_count = read_count(global_records, GlobalType.INPUT_COUNT)
    output_count = read_count(global_records, GlobalType.OUTPUT_COUNT)
    if input_count * LEAST_INPUT + output_count * LEAST_OUTPUT > MAX_STRIPPED:
        raise malformed("more inputs and outputs are announced than a block can hold")
    inputs, outputs = maps.read(input_count, output_count)
    locktime = determine_locktime(global_records, inputs)
    transaction = assemble(global_records, inputs, outputs, locktime.locktime)
    _check_outpoints(transaction)
    flags = value_of(global_records, GlobalType.TX_MODIFIABLE)
    return Psbt(
        version=2,
        transaction=transaction,
        locktime_determined=locktime.determined,
        modifiable=flags[0] if flags else None,
        global_records=global_records,
        inputs=inputs,
        outputs=outputs,
        original=data,
    )


def _check_global(records: Records) -> int:
    """The PSBT's version, once its first map is found to be in order."""
    check_records(records, GLOBAL_FORMS)
    for record in of_type(records, GlobalType.XPUB):
        if record.key_data[4] != len(record.value) // 4 - 1:
            raise malformed("the path of an extended key is not as long as the key is deep")
    version = int.from_bytes(value_of(records, GlobalType.VERSION) or b"", "little")
    check_version(records, GLOBAL_FORMS, version)
    return version


def _check_outpoints(transaction: Transaction) -> None:
    outpoints = {spent.outpoint for spent in transaction.inputs}
    if len(outpoints) < len(transaction.inputs):
        raise malformed("two inputs spend the same output")


def _unhex(text: bytes) -> bytes:
    try:
        return binascii.unhexlify(text)
    except binascii.Error:
        raise malformed("the hex digits are damaged or incomplete") from None


def _unbase64(text: bytes) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error:
        raise malformed("the base64 text is damaged or incomplete") from None


def _what_else(data: bytes, text: bytes) -> str:
    """What stands where a PSBT should."""
    if not text:
        return "no bytes"
    wrappings = (lambda: data, lambda: _unhex(text), lambda: _unbase64(text))
    if any(_gives_transaction(unwrap) for unwrap in wrappings):
        return "a network transaction, not a PSBT"
    return "not a PSBT"


def _gives_transaction(unwrap: Callable[[], bytes]) -> bool:
    try:
        Transaction.parse(unwrap())
    except ReadError:
        return False
    return True
