"""Bitcoin transactions, read and written byte for byte (BIP-144)."""

from dataclasses import dataclass, field, replace
from struct import Struct

from strongroom.model.bytes_reader import Reader, byte_string, compact_size
from strongroom.model.errors import ReadError
from strongroom.model.hashes import double_sha256

MAX_WEIGHT = 4_000_000
"""Weight units of a whole block (BIP-141); no transaction can have more."""

MAX_STRIPPED = MAX_WEIGHT // 4
"""Bytes without witness that fit into that weight."""

LEAST_INPUT = 41
"""Bytes of an input with an empty scriptSig."""

LEAST_OUTPUT = 9
"""Bytes of an output with an empty script."""

FINAL_SEQUENCE = 0xFFFF_FFFF

_OUTPOINT = Struct("<32sI")
_U32 = Struct("<I")
_I32 = Struct("<i")
_I64 = Struct("<q")


@dataclass(frozen=True, slots=True)
class OutPoint:
    """One output of an earlier transaction; ``txid`` is in the order of the wire."""

    txid: bytes
    index: int

    def __post_init__(self) -> None:
        if len(self.txid) != 32 or not 0 <= self.index <= 0xFFFF_FFFF:
            raise ReadError("file-malformed", "an outpoint has parts of a wrong length")

    def serialize(self) -> bytes:
        """Its 36 bytes."""
        return _OUTPOINT.pack(self.txid, self.index)

    def __str__(self) -> str:
        return f"{self.txid[::-1].hex()}:{self.index}"


@dataclass(frozen=True, slots=True)
class TxInput:
    """What a transaction spends, and what is shown to be allowed to."""

    outpoint: OutPoint
    script_sig: bytes = b""
    sequence: int = FINAL_SEQUENCE
    witness: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.sequence <= 0xFFFF_FFFF:
            raise ReadError("file-malformed", "a sequence has more than four bytes")


@dataclass(frozen=True, slots=True)
class TxOutput:
    """``amount`` satoshi for whoever satisfies ``script_pubkey``.

    The amount is signed as it is on the wire; whether it makes sense is for the review to say.
    """

    amount: int
    script_pubkey: bytes

    def __post_init__(self) -> None:
        if not -(1 << 63) <= self.amount < 1 << 63:
            raise ReadError("file-malformed", "an amount has more than eight bytes")

    def serialize(self) -> bytes:
        """The amount, then the script behind its length."""
        return _I64.pack(self.amount) + byte_string(self.script_pubkey)


@dataclass(frozen=True, slots=True)
class Transaction:
    """A transaction, signed or not. ``version`` is the signed number of the wire."""

    version: int
    inputs: tuple[TxInput, ...]
    outputs: tuple[TxOutput, ...]
    locktime: int
    _txid: bytes = field(default=b"", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not -(1 << 31) <= self.version < 1 << 31 or not 0 <= self.locktime <= 0xFFFF_FFFF:
            raise ReadError("file-malformed", "a version or locktime has more than four bytes")

    @classmethod
    def parse(
        cls, data: bytes, *, allow_witness: bool = True, code: str = "file-malformed"
    ) -> "Transaction":
        """Read the network's form, in full.

        Without ``allow_witness`` the form before BIP-144 is read, in which no inputs and one output
        are not mistaken for the mark of a witness. Raises ``ReadError`` with ``code``.
        """
        if len(data) > (MAX_WEIGHT if allow_witness else MAX_STRIPPED):
            raise ReadError(code, "a transaction is larger than a block can be")
        reader = Reader(data, code=code)
        version = reader.i32()
        marked = allow_witness and read_marker(reader)
        inputs = [_read_input(reader) for _ in range(reader.count(LEAST_INPUT))]
        outputs = [read_output(reader) for _ in range(reader.count(LEAST_OUTPUT))]
        if marked:
            inputs = _read_witnesses(reader, inputs)
        transaction = cls(version, tuple(inputs), tuple(outputs), reader.u32())
        reader.finish()
        if transaction.weight > MAX_WEIGHT:
            raise reader.error("a transaction is heavier than a block can be")
        return transaction

    @property
    def has_witness(self) -> bool:
        """Whether any input shows a witness."""
        return any(spent.witness for spent in self.inputs)

    def serialize(self) -> bytes:
        """The network's form, with the witnesses if there are any."""
        if not self.has_witness:
            return self.serialize_without_witness()
        witnesses = b"".join(write_witness(spent.witness) for spent in self.inputs)
        version, locktime = _I32.pack(self.version), _U32.pack(self.locktime)
        return b"".join((version, b"\x00\x01", self._body(), witnesses, locktime))

    def serialize_without_witness(self) -> bytes:
        """The form whose hash is the transaction id."""
        return _I32.pack(self.version) + self._body() + _U32.pack(self.locktime)

    @property
    def txid_bytes(self) -> bytes:
        """The transaction id as outpoints hold it."""
        if not self._txid:
            object.__setattr__(self, "_txid", double_sha256(self.serialize_without_witness()))
        return self._txid

    @property
    def txid(self) -> str:
        """The transaction id as it is shown: hex, last byte first."""
        return self.txid_bytes[::-1].hex()

    @property
    def weight(self) -> int:
        """Weight units (BIP-141): bytes, those outside witnesses four times."""
        return 3 * len(self.serialize_without_witness()) + len(self.serialize())

    @property
    def vsize(self) -> int:
        """Virtual bytes: a quarter of the weight, rounded up."""
        return (self.weight + 3) // 4

    def without_signatures(self) -> "Transaction":
        """The same transaction with empty scriptSigs and witnesses."""
        bare = tuple(replace(spent, script_sig=b"", witness=()) for spent in self.inputs)
        return Transaction(self.version, bare, self.outputs, self.locktime)

    def _body(self) -> bytes:
        parts = [compact_size(len(self.inputs))]
        for spent in self.inputs:
            parts += spent.outpoint.serialize(), byte_string(spent.script_sig)
            parts.append(_U32.pack(spent.sequence))
        parts.append(compact_size(len(self.outputs)))
        parts += [output.serialize() for output in self.outputs]
        return b"".join(parts)


def read_marker(reader: Reader) -> bool:
    """Pass over the two bytes that announce witnesses; False, and nothing read, without them.

    Two zero bytes are a transaction of no inputs and no outputs.
    """
    ahead = reader.peek(2)
    if ahead[:1] != b"\x00" or ahead == b"\x00\x00":
        return False
    if ahead != b"\x00\x01":
        raise reader.error("a transaction has an unknown extension")
    reader.skip(2)
    return True


def read_output(reader: Reader) -> TxOutput:
    """An amount and a script."""
    return TxOutput(reader.i64(), reader.byte_string())


def write_witness(items: tuple[bytes, ...]) -> bytes:
    """A witness as transactions and PSBTs hold it: the number of items, then each."""
    return compact_size(len(items)) + b"".join(byte_string(item) for item in items)


def read_witness(reader: Reader) -> tuple[bytes, ...]:
    """The items of one input's witness."""
    return tuple([reader.byte_string() for _ in range(reader.count(1))])


def _read_input(reader: Reader) -> TxInput:
    outpoint = OutPoint(reader.take(32), reader.u32())
    return TxInput(outpoint, reader.byte_string(), reader.u32())


def _read_witnesses(reader: Reader, inputs: list[TxInput]) -> list[TxInput]:
    signed = [replace(spent, witness=read_witness(reader)) for spent in inputs]
    if not any(spent.witness for spent in signed):
        raise reader.error("a transaction announces witnesses and has none")
    return signed
