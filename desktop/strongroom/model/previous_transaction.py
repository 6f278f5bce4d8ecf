"""The transaction an input spends from: its id and its outputs, without taking it apart."""

from dataclasses import dataclass

from strongroom.model.bytes_reader import Reader
from strongroom.model.errors import ReadError
from strongroom.model.hashes import double_sha256
from strongroom.model.transaction import (
    LEAST_INPUT,
    LEAST_OUTPUT,
    MAX_STRIPPED,
    MAX_WEIGHT,
    Transaction,
    TxOutput,
    read_marker,
    read_output,
)


@dataclass(frozen=True, slots=True)
class PreviousTransaction:
    """A whole transaction kept as bytes, checked from end to end.

    Hundreds of them come with one PSBT, and of each only the id and one output are wanted.
    """

    data: bytes
    txid_bytes: bytes
    output_count: int
    _outputs_at: int

    @classmethod
    def parse(cls, data: bytes, *, code: str = "file-malformed") -> "PreviousTransaction":
        """Check the network's form, with or without witnesses. Raises ``ReadError``."""
        if len(data) > MAX_WEIGHT:
            raise ReadError(code, "a previous transaction is larger than a block can be")
        reader = Reader(data, code=code)
        reader.skip(4)
        marked = read_marker(reader)
        body_at = reader.position
        input_count = reader.count(LEAST_INPUT)
        reader.skip_items(input_count, before=36, after=4)
        output_count = reader.count(LEAST_OUTPUT)
        outputs_at = reader.position
        reader.skip_items(output_count, before=8)
        body = data[body_at : reader.position]
        if len(body) + 8 > MAX_STRIPPED:
            raise reader.error("a previous transaction is heavier than a block can be")
        if marked:
            _skip_witnesses(reader, input_count)
        reader.skip(4)
        reader.finish()
        txid = double_sha256(data[:4] + body + data[-4:])
        return cls(data, txid, output_count, outputs_at)

    @property
    def txid(self) -> str:
        """The transaction id as it is shown: hex, last byte first."""
        return self.txid_bytes[::-1].hex()

    def output(self, index: int) -> TxOutput | None:
        """The output with this index, or None where there is none."""
        if not 0 <= index < self.output_count:
            return None
        reader = Reader(self.data)
        reader.skip(self._outputs_at)
        reader.skip_items(index, before=8)
        return read_output(reader)

    def transaction(self) -> Transaction:
        """The whole of it, taken apart."""
        return Transaction.parse(self.data)


def _skip_witnesses(reader: Reader, input_count: int) -> None:
    start = reader.position
    for _ in range(input_count):
        reader.skip_items(reader.count(1))
    if reader.position == start + input_count:
        raise reader.error("a previous transaction announces witnesses and has none")
