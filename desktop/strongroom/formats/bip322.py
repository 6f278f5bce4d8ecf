"""Messages signed by an address of any script (BIP-322): the two transactions that prove it.

``to_spend`` commits to the message and pays to the address; ``to_sign`` spends it. A signature is
the witness of ``to_sign`` (*simple*, ``smp``), all of it (*full*, ``ful``), or a PSBT that also
spends coins (*proof of funds*, ``pof``), which needs a chain and is only recognised here.
"""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from strongroom.engines.signatures import signature_form
from strongroom.model.bytes_reader import Reader
from strongroom.model.errors import ReadError
from strongroom.model.hashes import hash160
from strongroom.model.scripts import OP_RETURN, OutputKind, output_kind, p2sh, p2wpkh, p2wsh, push
from strongroom.model.sighash import SIGHASH_ALL
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput, read_witness

MAX_SIGNATURE = 128 * 1024
"""Characters; the largest standard witness is a small part of that."""

_TAG = sha256(b"BIP0322-signed-message").digest()
_PREFIX_LENGTH = 3
_ANNEX = b"\x50"
_LEAF_VERSION, _TAPSCRIPT = 0xFE, 0xC0
_SUCCESSES = frozenset((80, 98, 137, 138, 141, 142)).union(
    range(126, 130), range(131, 135), range(149, 154), range(187, 255)
)
"""Opcodes with which a tapscript succeeds, whatever else it says (BIP-342)."""

_PUSH_DATA_4 = 0x4E
_TO_SIGN_VERSIONS = (0, 2)
_NO_PAYEE = (TxOutput(0, bytes([OP_RETURN])),)


@dataclass(frozen=True, slots=True)
class SimpleProof:
    """What the input of ``to_sign`` shows; the rest of it is always the same."""

    witness: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class FullProof:
    """All of ``to_sign``."""

    transaction: Transaction


@dataclass(frozen=True, slots=True)
class FundsProof:
    """A proof that coins are there, which only a chain can confirm."""


Proof = SimpleProof | FullProof | FundsProof


def read_proof(signature: str) -> Proof:
    """Read a signature; one without a prefix is *simple*.

    Raises ``ReadError`` with ``message-signature-malformed``.
    """
    text = signature.strip()
    if len(text) > MAX_SIGNATURE:
        raise _malformed("the signature is too long")
    prefix = text[:_PREFIX_LENGTH]
    if prefix == "pof":
        decode_signature(text[_PREFIX_LENGTH:])
        return FundsProof()
    if prefix == "ful":
        return _full(decode_signature(text[_PREFIX_LENGTH:]))
    return _simple(decode_signature(text[_PREFIX_LENGTH:] if prefix == "smp" else text))


def decode_signature(text: str) -> bytes:
    """The bytes of a signature in Base64; raises ``message-signature-malformed``."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _malformed("the signature is not Base64") from error
    if not data:
        raise _malformed("the signature is empty")
    return data


def to_spend(message: str, script_pubkey: bytes) -> Transaction:
    """The transaction that commits to the message and pays nothing to the script."""
    digest = sha256(_TAG + _TAG + message.encode()).digest()
    source = TxInput(OutPoint(bytes(32), 0xFFFF_FFFF), b"\x00" + push(digest), 0)
    return Transaction(0, (source,), (TxOutput(0, script_pubkey),), 0)


def to_sign(message: str, script_pubkey: bytes, proof: SimpleProof) -> Transaction:
    """The transaction that spends ``to_spend`` by a simple proof."""
    spent = to_spend(message, script_pubkey)
    script_sig = _redeeming(script_pubkey, proof.witness)
    source = TxInput(OutPoint(spent.txid_bytes, 0), script_sig, 0, proof.witness)
    return Transaction(0, (source,), _NO_PAYEE, 0)


def has_form_of_to_sign(transaction: Transaction, message: str, script_pubkey: bytes) -> bool:
    """Whether a transaction spends what commits to the message, and pays nobody."""
    committed = OutPoint(to_spend(message, script_pubkey).txid_bytes, 0)
    return transaction.inputs[0].outpoint == committed and transaction.outputs == _NO_PAYEE


def follows_the_rules(spent: TxInput, script_pubkey: bytes) -> bool:
    """Whether all signatures commit to everything and have the form the network relays.

    What looks like a signature is held to the rules BIP-322 adds to consensus: ``SIGHASH_ALL``,
    strict DER, low S.
    """
    if output_kind(script_pubkey) is OutputKind.P2TR:
        return all(map(_is_proper_schnorr, _taproot_stack(spent.witness)))
    return all(map(_is_proper_ecdsa, (*spent.witness, *_pushes(spent.script_sig))))


def is_conclusive(transaction: Transaction, script_pubkey: bytes) -> bool:
    """Whether no rule is involved that a later network may change."""
    kind = output_kind(script_pubkey)
    if kind is OutputKind.P2TR and not _is_known_tapscript(transaction.inputs[0].witness):
        return False
    return transaction.version in _TO_SIGN_VERSIONS and kind is not OutputKind.WITNESS_UNKNOWN


def _simple(data: bytes) -> SimpleProof:
    reader = Reader(data, code="message-signature-malformed")
    witness = read_witness(reader)
    reader.finish()
    return SimpleProof(witness)


def _full(data: bytes) -> FullProof:
    transaction = Transaction.parse(data, code="message-signature-malformed")
    if not transaction.inputs:
        raise _malformed("the signed transaction has no input")
    return FullProof(transaction)


def _redeeming(script_pubkey: bytes, witness: tuple[bytes, ...]) -> bytes:
    """The scriptSig of a nested segwit output, which its witness determines; else nothing."""
    if output_kind(script_pubkey) is not OutputKind.P2SH or not witness:
        return b""
    last = witness[-1]
    for program in (p2wpkh(hash160(last)), p2wsh(last)):
        if p2sh(program) == script_pubkey:
            return push(program)
    return b""


def _taproot_stack(witness: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The items without annex, script and control block (BIP-341)."""
    stack = _without_annex(witness)
    return stack if len(stack) == 1 else stack[:-2]


def _without_annex(witness: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return witness[:-1] if len(witness) > 1 and witness[-1][:1] == _ANNEX else witness


def _is_known_tapscript(witness: tuple[bytes, ...]) -> bool:
    """Whether the key alone signed, or a script without what always succeeds today (BIP-342)."""
    stack = _without_annex(witness)
    if len(stack) < 2:
        return True
    script, control = stack[-2:]
    is_tapscript = bool(control) and control[0] & _LEAF_VERSION == _TAPSCRIPT
    return is_tapscript and not any(code in _SUCCESSES for code, _ in _instructions(script))


def _is_proper_schnorr(item: bytes) -> bool:
    """A signature of 65 bytes names its sighash type; one of 64 commits to everything."""
    return len(item) != 65 or item[-1] == SIGHASH_ALL


def _is_proper_ecdsa(item: bytes) -> bool:
    if len(item) < 9 or item[0] != 0x30 or item[1] != len(item) - 3:
        return True  # no signature
    form = signature_form(item)
    return form.is_canonical and form.sighash_type == SIGHASH_ALL


def _pushes(script: bytes) -> list[bytes]:
    """What a scriptSig of plain pushes puts on the stack; the rest is for the engine to judge."""
    return [data for code, data in _instructions(script) if code <= _PUSH_DATA_4]


def _instructions(script: bytes) -> Iterator[tuple[int, bytes]]:
    """Each opcode and what it pushes."""
    position = 0
    while position < len(script):
        code = script[position]
        width = {0x4C: 1, 0x4D: 2, 0x4E: 4}.get(code, 0)
        start = position + 1 + width
        length = int.from_bytes(script[position + 1 : start], "little") if width else code
        position = start + (length if code <= _PUSH_DATA_4 else 0)
        yield code, script[start:position]


def _malformed(message: str) -> ReadError:
    return ReadError("message-signature-malformed", message)
