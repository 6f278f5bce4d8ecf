"""Output scripts and the scripts inside them."""

from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256

from strongroom.model.hashes import hash160
from strongroom.model.script_type import ScriptType
from strongroom.model.taproot import TaprootOutput

OP_RETURN = 0x6A
OP_CHECKMULTISIG = 0xAE
_OP_1 = 0x51
_OP_16 = 0x60


@dataclass(frozen=True, slots=True)
class ScriptSet:
    """What an output shows and what a spender must show to open it."""

    script_pubkey: bytes
    redeem_script: bytes | None = None
    witness_script: bytes | None = None
    taproot: TaprootOutput | None = field(default=None, compare=False)


class OutputKind(Enum):
    """The forms of output script that have a name."""

    P2PKH = "p2pkh"
    P2SH = "p2sh"
    P2WPKH = "p2wpkh"
    P2WSH = "p2wsh"
    P2TR = "p2tr"
    DATA = "data"
    WITNESS_UNKNOWN = "witness-unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class MultisigScript:
    """The parts of an OP_CHECKMULTISIG script."""

    threshold: int
    public_keys: tuple[bytes, ...]


def push(data: bytes) -> bytes:
    """The shortest instruction that pushes ``data`` (up to 65,535 bytes)."""
    if len(data) < 0x4C:
        return bytes([len(data)]) + data
    if len(data) <= 0xFF:
        return b"\x4c" + bytes([len(data)]) + data
    return b"\x4d" + len(data).to_bytes(2, "little") + data


def script_number(number: int) -> bytes:
    """A number from 1 as a script writes it: OP_1 to OP_16, else its bytes with a sign bit."""
    if number <= 16:
        return bytes([_OP_1 + number - 1])
    return push(number.to_bytes(number.bit_length() // 8 + 1, "little"))


def multisig_script(threshold: int, public_keys: tuple[bytes, ...]) -> bytes:
    """OP_CHECKMULTISIG over compressed keys in the order given."""
    keys = b"".join(b"\x21" + key for key in public_keys)
    return script_number(threshold) + keys + script_number(len(public_keys)) + b"\xae"


def parse_multisig(script: bytes) -> MultisigScript | None:
    """The parts of a multisig script with compressed keys, or None for any other script."""
    keys = []
    threshold, position = _read_number(script, 0)
    while position + 34 <= len(script) and script[position] == 0x21:
        keys.append(script[position + 1 : position + 34])
        position += 34
    count, position = _read_number(script, position)
    if count != len(keys) or script[position:] != b"\xae" or not 1 <= threshold <= count:
        return None
    parsed = MultisigScript(threshold, tuple(keys))
    return parsed if multisig_script(threshold, parsed.public_keys) == script else None


def wrap(script_type: ScriptType, inner: bytes) -> ScriptSet:
    """The output that pays to the multisig script ``inner`` in one of the three ways."""
    if script_type is ScriptType.P2SH:
        return ScriptSet(p2sh(inner), redeem_script=inner)
    witness_program = b"\x00\x20" + sha256(inner).digest()
    if script_type is ScriptType.P2WSH:
        return ScriptSet(witness_program, witness_script=inner)
    return ScriptSet(p2sh(witness_program), redeem_script=witness_program, witness_script=inner)


def p2pkh(key_hash: bytes) -> bytes:
    """The output script that pays to a key's hash."""
    return b"\x76\xa9\x14" + key_hash + b"\x88\xac"


def p2wpkh(key_hash: bytes) -> bytes:
    """The output script that pays to the hash of a compressed key (BIP-141)."""
    return b"\x00\x14" + key_hash


def p2sh(redeem_script: bytes) -> bytes:
    """The output script that pays to a script's hash (BIP-16)."""
    return b"\xa9\x14" + hash160(redeem_script) + b"\x87"


def p2wsh(witness_script: bytes) -> bytes:
    """The output script that pays to a witness script's hash (BIP-141)."""
    return b"\x00\x20" + sha256(witness_script).digest()


def witness_program(script: bytes) -> tuple[int, bytes] | None:
    """The version and program of a segwit output (BIP-141), or None."""
    if not 4 <= len(script) <= 42 or len(script) != script[1] + 2:
        return None
    if script[0] == 0:
        return 0, script[2:]
    return (script[0] - _OP_1 + 1, script[2:]) if _OP_1 <= script[0] <= _OP_16 else None


def output_kind(script: bytes) -> OutputKind:
    """Which known form an output script has."""
    if len(script) == 25 and script[:3] == b"\x76\xa9\x14" and script[23:] == b"\x88\xac":
        return OutputKind.P2PKH
    if len(script) == 23 and script[:2] == b"\xa9\x14" and script[22:] == b"\x87":
        return OutputKind.P2SH
    if script[:1] == bytes([OP_RETURN]):
        return OutputKind.DATA
    return _segwit_kind(script)


def _segwit_kind(script: bytes) -> OutputKind:
    program = witness_program(script)
    if program is None:
        return OutputKind.OTHER
    known = {(0, 20): OutputKind.P2WPKH, (0, 32): OutputKind.P2WSH, (1, 32): OutputKind.P2TR}
    return known.get((program[0], len(program[1])), OutputKind.WITNESS_UNKNOWN)


def _read_number(script: bytes, position: int) -> tuple[int, int]:
    head = script[position : position + 1]
    if head and _OP_1 <= head[0] <= _OP_16:
        return head[0] - _OP_1 + 1, position + 1
    if head == b"\x01" and position + 1 < len(script):
        return script[position + 1], position + 2
    return 0, position
