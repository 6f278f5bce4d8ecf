"""Addresses as text, to and from output scripts (base58check, BIP-173, BIP-350)."""

from dataclasses import dataclass

from embit import base58, bech32

from strongroom.model.errors import ReadError
from strongroom.model.network import Network
from strongroom.model.scripts import OutputKind, output_kind, witness_program

MAX_TEXT = 100
"""Characters; the longest segwit address has 90."""


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """What an address pays to, and the networks on which it is one."""

    script_pubkey: bytes
    networks: tuple[Network, ...]


def write_address(script_pubkey: bytes, network: Network) -> str | None:
    """The address of an output script, or None for a script that has no address form."""
    kind = output_kind(script_pubkey)
    if kind is OutputKind.P2PKH:
        return _base58(network.p2pkh_prefix, script_pubkey[3:23])
    if kind is OutputKind.P2SH:
        return _base58(network.p2sh_prefix, script_pubkey[2:22])
    program = witness_program(script_pubkey)
    if program is None or kind is OutputKind.WITNESS_UNKNOWN:
        return None
    return str(bech32.encode(network.bech32_prefix, program[0], program[1]))


def read_address(text: str) -> ParsedAddress:
    """Read an address of any network; raises ``ReadError`` with ``address-malformed``."""
    if not 1 <= len(text) <= MAX_TEXT or not text.isascii():
        raise _malformed(text)
    networks = tuple(n for n in Network if text.lower().startswith(n.bech32_prefix + "1"))
    return _read_segwit(text, networks) if networks else _read_base58(text)


def _base58(prefix: int, payload: bytes) -> str:
    return str(base58.encode_check(bytes([prefix]) + payload))


def _read_segwit(text: str, networks: tuple[Network, ...]) -> ParsedAddress:
    version, program = bech32.decode(networks[0].bech32_prefix, text)
    if version is None or program is None:
        raise _malformed(text)
    opcode = version + 0x50 if version else 0
    return ParsedAddress(bytes([opcode, len(program)]) + bytes(program), networks)


def _read_base58(text: str) -> ParsedAddress:
    try:
        data = bytes(base58.decode_check(text))
    except ValueError as error:
        raise _malformed(text) from error
    if len(data) == 21:
        for_key = tuple(n for n in Network if n.p2pkh_prefix == data[0])
        for_script = tuple(n for n in Network if n.p2sh_prefix == data[0])
        if for_key:
            return ParsedAddress(b"\x76\xa9\x14" + data[1:] + b"\x88\xac", for_key)
        if for_script:
            return ParsedAddress(b"\xa9\x14" + data[1:] + b"\x87", for_script)
    raise _malformed(text)


def _malformed(text: str) -> ReadError:
    return ReadError("address-malformed", "this is not a bitcoin address", text=text[:20])
