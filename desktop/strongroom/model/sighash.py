"""The hashes that signatures commit to: legacy, segwit (BIP-143) and taproot (BIP-341)."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from struct import pack

from strongroom.model.bytes_reader import byte_string, compact_size
from strongroom.model.errors import ReadError
from strongroom.model.hashes import double_sha256
from strongroom.model.transaction import Transaction, TxOutput

SIGHASH_DEFAULT = 0x00
SIGHASH_ALL = 0x01
SIGHASH_NONE = 0x02
SIGHASH_SINGLE = 0x03
SIGHASH_ANYONECANPAY = 0x80

_TAPROOT_TYPES = frozenset((0x00, 0x01, 0x02, 0x03, 0x81, 0x82, 0x83))
_NOTHING = bytes(32)
_ONE = b"\x01" + bytes(31)
"""What legacy SIGHASH_SINGLE signs when there is no output with the input's index."""

_BARE_INPUT = 41
"""Bytes of an input without its script: outpoint, empty script, sequence."""

_OP_PUSHDATA1 = 0x4C
_OP_PUSHDATA4 = 0x4E
_OP_CODESEPARATOR = 0xAB


class LegacyHasher:
    """The hashes before BIP-143 for one transaction; what all its inputs share is laid out once."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._head = pack("<i", transaction.version)
        self._count = compact_size(len(transaction.inputs))
        self._bare = {free: _bare_inputs(transaction, is_free=free) for free in (False, True)}
        self._outputs = compact_size(len(transaction.outputs)) + _outputs(transaction.outputs)

    @property
    def size(self) -> int:
        """Bytes that are hashed for one input, beside its own script."""
        return len(self._bare[False]) + len(self._outputs)

    def sighash(self, index: int, script_code: bytes, sighash_type: int) -> bytes:
        """What a signature in the scriptSig of input ``index`` commits to.

        ``script_code`` is the spent output's script, or the redeem script. Of it the part in force
        is given; OP_CODESEPARATOR is left out here as the network does.
        """
        base = sighash_type & 0x1F
        if base == SIGHASH_SINGLE and index >= len(self._transaction.outputs):
            return _ONE
        message = (
            self._head,
            self._inputs(index, _without_separators(script_code), sighash_type),
            self._hashed_outputs(index, base),
            pack("<II", self._transaction.locktime, sighash_type),
        )
        return double_sha256(b"".join(message))

    def _inputs(self, index: int, script_code: bytes, sighash_type: int) -> bytes:
        spent = self._transaction.inputs[index]
        sequence = pack("<I", spent.sequence)
        signed = spent.outpoint.serialize() + byte_string(script_code) + sequence
        if sighash_type & SIGHASH_ANYONECANPAY:
            return b"\x01" + signed
        bare = self._bare[sighash_type & 0x1F in (SIGHASH_NONE, SIGHASH_SINGLE)]
        before, after = bare[: _BARE_INPUT * index], bare[_BARE_INPUT * (index + 1) :]
        return b"".join((self._count, before, signed, after))

    def _hashed_outputs(self, index: int, base: int) -> bytes:
        if base == SIGHASH_NONE:
            return b"\x00"
        if base == SIGHASH_SINGLE:
            blank = TxOutput(-1, b"").serialize() * index
            return compact_size(index + 1) + blank + self._transaction.outputs[index].serialize()
        return self._outputs


def legacy_sighash(
    transaction: Transaction, index: int, script_code: bytes, sighash_type: int
) -> bytes:
    """``LegacyHasher`` for one input alone."""
    return LegacyHasher(transaction).sighash(index, script_code, sighash_type)


class SegwitHasher:
    """BIP-143 for one transaction; what all its inputs share is hashed once."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._prevouts = double_sha256(_prevouts(transaction))
        self._sequences = double_sha256(_sequences(transaction))
        self._outputs = double_sha256(_outputs(transaction.outputs))

    def sighash(self, index: int, script_code: bytes, amount: int, sighash_type: int) -> bytes:
        """What a signature in the witness of input ``index`` commits to.

        ``script_code`` is the witness script, or P2PKH of a P2WPKH program; ``amount`` is in
        satoshi.
        """
        spent = self._transaction.inputs[index]
        anyone = bool(sighash_type & SIGHASH_ANYONECANPAY)
        base = sighash_type & 0x1F
        free = base in (SIGHASH_NONE, SIGHASH_SINGLE)
        message = (
            pack("<i", self._transaction.version),
            _NOTHING if anyone else self._prevouts,
            _NOTHING if anyone or free else self._sequences,
            spent.outpoint.serialize(),
            byte_string(script_code),
            pack("<qI", amount, spent.sequence),
            self._hash_outputs(index, base),
            pack("<II", self._transaction.locktime, sighash_type),
        )
        return double_sha256(b"".join(message))

    def _hash_outputs(self, index: int, base: int) -> bytes:
        if base not in (SIGHASH_NONE, SIGHASH_SINGLE):
            return self._outputs
        outputs = self._transaction.outputs
        if base == SIGHASH_SINGLE and index < len(outputs):
            return double_sha256(outputs[index].serialize())
        return _NOTHING


def segwit_v0_sighash(
    transaction: Transaction, index: int, script_code: bytes, amount: int, sighash_type: int
) -> bytes:
    """``SegwitHasher`` for one input alone."""
    return SegwitHasher(transaction).sighash(index, script_code, amount, sighash_type)


class TaprootHasher:
    """BIP-341 for one transaction; what all its inputs share is hashed once.

    ``spent_outputs`` are those of all inputs, in order.
    """

    def __init__(self, transaction: Transaction, spent_outputs: Sequence[TxOutput]) -> None:
        if len(spent_outputs) != len(transaction.inputs):
            raise ValueError("every input needs the output it spends")
        self._transaction = transaction
        self._spent = spent_outputs
        self._inputs = _taproot_inputs(transaction, spent_outputs)
        self._outputs = sha256(_outputs(transaction.outputs)).digest()

    def sighash(
        self,
        index: int,
        sighash_type: int,
        leaf_hash: bytes | None = None,
        annex: bytes | None = None,
    ) -> bytes:
        """What a Schnorr signature commits to: for the output key, or for a leaf by its hash.

        A leaf is taken to run no OP_CODESEPARATOR (BIP-342). Raises ``ReadError`` ``sighash`` for a
        type BIP-341 does not know.
        """
        transaction = self._transaction
        base = sighash_type & 3
        no_output = base == SIGHASH_SINGLE and index >= len(transaction.outputs)
        if sighash_type not in _TAPROOT_TYPES or no_output:
            raise ReadError("sighash", "no taproot signature is of this type", type=sighash_type)
        message = [b"\0", pack("<BiI", sighash_type, transaction.version, transaction.locktime)]
        if not sighash_type & SIGHASH_ANYONECANPAY:
            message.append(self._inputs)
        if base not in (SIGHASH_NONE, SIGHASH_SINGLE):
            message.append(self._outputs)
        message.append(bytes((2 * (leaf_hash is not None) + (annex is not None),)))
        message.append(self._input(index, sighash_type))
        if annex is not None:
            message.append(sha256(byte_string(annex)).digest())
        if base == SIGHASH_SINGLE:
            message.append(sha256(transaction.outputs[index].serialize()).digest())
        if leaf_hash is not None:
            message.append(leaf_hash + b"\0\xff\xff\xff\xff")
        return tagged_hash("TapSighash", b"".join(message))

    def _input(self, index: int, sighash_type: int) -> bytes:
        if not sighash_type & SIGHASH_ANYONECANPAY:
            return pack("<I", index)
        spent = self._transaction.inputs[index]
        parts = (spent.outpoint.serialize(), self._spent[index].serialize())
        return b"".join(parts) + pack("<I", spent.sequence)


def taproot_sighash(
    transaction: Transaction,
    index: int,
    spent_outputs: Sequence[TxOutput],
    sighash_type: int,
    leaf_hash: bytes | None = None,
    annex: bytes | None = None,
) -> bytes:
    """``TaprootHasher`` for one input alone."""
    return TaprootHasher(transaction, spent_outputs).sighash(index, sighash_type, leaf_hash, annex)


def tagged_hash(tag: str, data: bytes) -> bytes:
    """SHA-256 in a domain of its own (BIP-340)."""
    return sha256(_domain(tag) + data).digest()


@cache
def _domain(tag: str) -> bytes:
    return sha256(tag.encode()).digest() * 2


def _taproot_inputs(transaction: Transaction, spent_outputs: Sequence[TxOutput]) -> bytes:
    """The four hashes over all inputs: outpoints, amounts, scripts, sequences."""
    amounts = b"".join(pack("<q", output.amount) for output in spent_outputs)
    scripts = b"".join(byte_string(output.script_pubkey) for output in spent_outputs)
    parts = (_prevouts(transaction), amounts, scripts, _sequences(transaction))
    return b"".join(sha256(part).digest() for part in parts)


def _bare_inputs(transaction: Transaction, *, is_free: bool) -> bytes:
    """All inputs without scripts; those that others may change (``is_free``) with sequence 0."""
    return b"".join(
        spent.outpoint.serialize() + b"\x00" + pack("<I", 0 if is_free else spent.sequence)
        for spent in transaction.inputs
    )


def _without_separators(script: bytes) -> bytes:
    """The script without OP_CODESEPARATOR; what follows a push that runs over the end stays."""
    kept = []
    position = 0
    while position < len(script):
        end = _instruction_end(script, position)
        if script[position] != _OP_CODESEPARATOR:
            kept.append(script[position:end])
        position = end
    return b"".join(kept)


def _instruction_end(script: bytes, position: int) -> int:
    code = script[position]
    if code < _OP_PUSHDATA1:
        return position + 1 + code
    if code > _OP_PUSHDATA4:
        return position + 1
    width = 1 << (code - _OP_PUSHDATA1)
    length = int.from_bytes(script[position + 1 : position + 1 + width], "little")
    return position + 1 + width + length


def _prevouts(transaction: Transaction) -> bytes:
    return b"".join(spent.outpoint.serialize() for spent in transaction.inputs)


def _sequences(transaction: Transaction) -> bytes:
    return b"".join(pack("<I", spent.sequence) for spent in transaction.inputs)


def _outputs(outputs: Sequence[TxOutput]) -> bytes:
    return b"".join(output.serialize() for output in outputs)
