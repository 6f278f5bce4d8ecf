"""Miniscript expressions as the script they stand for, with the keys of one address."""

from collections.abc import Sequence

from strongroom.model.hashes import hash160
from strongroom.model.miniscript import Fragment
from strongroom.model.scripts import multisig_script, push, script_number

_VERIFYING = {0x87: 0x88, 0x9C: 0x9D, 0xAC: 0xAD, 0xAE: 0xAF}
"""EQUAL, NUMEQUAL, CHECKSIG and CHECKMULTISIG have a form that verifies."""

_MERGED = ("pk", "pkh", "multi", "multi_a", "thresh")
_IF, _NOTIF, _ELSE, _ENDIF = b"\x63", b"\x64", b"\x67", b"\x68"
_VERIFY, _TO_ALT, _FROM_ALT, _IFDUP, _SWAP = b"\x69", b"\x6b", b"\x6c", b"\x73", b"\x7c"
_ADD, _BOOLOR, _CSV = b"\x93", b"\x9b", b"\xb2"


def script_of(fragment: Fragment, keys: Sequence[bytes]) -> bytes:
    """The script of an expression; ``keys`` are those of one address, 33 bytes in segwit version 0
    and 32 in a taproot leaf."""
    script = _bare(fragment, keys)
    for position in range(len(fragment.wrappers) - 1, -1, -1):
        script = _wrapped(fragment, position, script)
    return script


def _wrapped(fragment: Fragment, position: int, script: bytes) -> bytes:
    match fragment.wrappers[position]:
        case "a":
            return _TO_ALT + script + _FROM_ALT
        case "s":
            return _SWAP + script
    if _ends_in_test(fragment, fragment.wrappers[position + 1 :]):
        return script[:-1] + bytes([_VERIFYING[script[-1]]])
    return script + _VERIFY


def _ends_in_test(fragment: Fragment, inner: str) -> bool:
    """Whether the last opcode is one that has a verifying form."""
    if set(inner) - {"s"}:
        return False
    if fragment.name == "and_v":
        last = fragment.parts[-1]
        return _ends_in_test(last, last.wrappers)
    return fragment.name in _MERGED


def _bare(fragment: Fragment, keys: Sequence[bytes]) -> bytes:
    own = tuple(keys[place] for place in fragment.keys)
    parts = [script_of(part, keys) for part in fragment.parts]
    match fragment.name:
        case "pk":
            return push(own[0]) + b"\xac"
        case "pkh":
            return b"\x76\xa9\x14" + hash160(own[0]) + b"\x88\xac"
        case "multi":
            return multisig_script(fragment.number, own)
        case "multi_a":
            return _checksig_add(fragment.number, own)
        case "older":
            return script_number(fragment.number) + _CSV
        case "thresh":
            added = parts[0] + b"".join(part + _ADD for part in parts[1:])
            return added + script_number(fragment.number) + b"\x87"
        case _:
            return _joined(fragment.name, parts)


def _joined(name: str, parts: Sequence[bytes]) -> bytes:
    first, *rest = parts
    match name:
        case "or_b":
            return first + rest[0] + _BOOLOR
        case "or_c":
            return first + _NOTIF + rest[0] + _ENDIF
        case "or_d":
            return first + _IFDUP + _NOTIF + rest[0] + _ENDIF
        case "or_i":
            return _IF + first + _ELSE + rest[0] + _ENDIF
        case "andor":
            return first + _NOTIF + rest[1] + _ELSE + rest[0] + _ENDIF
    return first + rest[0]


def _checksig_add(threshold: int, keys: Sequence[bytes]) -> bytes:
    """A quorum in tapscript: each key's signature counted (BIP-387)."""
    first, *others = keys
    counted = push(first) + b"\xac" + b"".join(push(key) + b"\xba" for key in others)
    return counted + script_number(threshold) + b"\x9c"
