"""Coldcard's generic export ``coldcard-export.json``: a section for each purpose (BIP-44 to 48).

A section's ``xfp`` is the fingerprint of its own key, not the master's: it is compared with the key
and never used as an origin. Source: Coldcard/firmware docs/generic-wallet-export.md.
"""

from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.json_text import JsonObject
from strongroom.formats.key_parts import make_key
from strongroom.model.derivation import parse_fingerprint
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.network import Network
from strongroom.model.script_type import ScriptType

NAME = "coldcard_generic"
DEVICE = "coldcard"
MAX_BYTES = 256 * 1024

_SECTIONS = {
    "bip48_2": ScriptType.P2WSH,
    "bip48_1": ScriptType.P2SH_P2WSH,
    "bip45": ScriptType.P2SH,
    "bip84": ScriptType.P2WPKH,
    "bip49": ScriptType.P2SH_P2WPKH,
    "bip44": ScriptType.P2PKH,
    "bip86": ScriptType.P2TR,
}
_CHAINS = {
    "BTC": (Network.BITCOIN,),
    "XTN": (Network.TESTNET4, Network.TESTNET3, Network.SIGNET),
    "XRT": (Network.REGTEST,),
}


def _claims(content: Content) -> bool:
    fields = content.json
    if fields is None or "chain" not in fields or "xfp" not in fields:
        return False
    return any(name in fields for name in _SECTIONS)


def _read(content: Content) -> KeyExport:
    fields = content.json or JsonObject({})
    chain = fields.text("chain")
    if chain not in _CHAINS:
        raise ReadError("file-malformed", "the chain is not known", field="chain")
    _check_master(fields)
    keys = [_read_section(fields, name) for name in _SECTIONS if name in fields]
    networks = _CHAINS[chain]
    if any(exported.key.xpub.kind is not networks[0].kind for exported in keys):
        raise ReadError("networks-mixed", "the keys are not of the chain named", chain=chain)
    return KeyExport(NAME, DEVICE, tuple(keys), networks)


def _check_master(fields: JsonObject) -> None:
    xpub = fields.optional_text("xpub")
    if xpub is None:
        return
    if ExtendedPublicKey.parse(xpub).fingerprint != parse_fingerprint(fields.text("xfp")):
        raise ReadError("key-malformed", "the master key has another fingerprint", field="xfp")


def _read_section(fields: JsonObject, name: str) -> ExportedKey:
    section = fields.object(name)
    key = make_key(fields.text("xfp"), section.text("deriv"), section.text("xpub"), DEVICE)
    if parse_fingerprint(section.text("xfp")) != key.xpub.fingerprint:
        raise ReadError("key-malformed", f"the key of {name} has another fingerprint", field=name)
    other_spelling = section.optional_text("_pub")
    if other_spelling is not None and not _is_same_key(key.xpub, other_spelling):
        raise ReadError("key-malformed", f"{name} spells two different keys", field=name)
    return ExportedKey(key, _SECTIONS[name])


def _is_same_key(xpub: ExtendedPublicKey, text: str) -> bool:
    return ExtendedPublicKey.parse(text).to_bytes() == xpub.to_bytes()


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
