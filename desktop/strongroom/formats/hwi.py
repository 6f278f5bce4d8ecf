"""What ``hwi`` prints: ``getxpub``, ``getdescriptors``, and ``enumerate``, which holds no key.

Source: bitcoin-core/HWI hwilib/_cli.py and hwilib/commands.py.
"""

import re
from collections.abc import Iterator

from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.json_text import JsonObject
from strongroom.formats.key_parts import script_type_of_key
from strongroom.model.descriptor import split_checksum
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.key_expression import parse_key_expression
from strongroom.model.policy import CosignerKey

NAME = "hwi"
MAX_BYTES = 256 * 1024

_OF_XPUB = {
    *("xpub", "testnet", "private", "depth"),
    *("parent_fingerprint", "child_num", "chaincode", "pubkey"),
}
_BRANCHES = ("receive", "internal")
_SINGLE_KEY = re.compile(r"(?:[a-z]{2,4}\(){1,2}([^()]*)\){1,2}")
_OF_DEVICES = ('"fingerprint"', '"model"', '"needs_pin_sent"')


def _claims(content: Content) -> bool:
    fields = content.json
    if fields is None:
        text = content.text.lstrip()
        return text.startswith("[") and all(mark in text for mark in _OF_DEVICES)
    if all(name in fields for name in _BRANCHES):
        return True
    return "xpub" in fields and set(fields.fields) <= _OF_XPUB


def _read(content: Content) -> KeyExport:
    fields = content.json
    if fields is None:
        raise ReadError("keys-missing", "this lists devices and holds no key", reason="devices")
    if "xpub" in fields:
        key = CosignerKey(ExtendedPublicKey.parse(fields.text("xpub")))
        return KeyExport(NAME, "", (ExportedKey(key, script_type_of_key(key)),))
    return KeyExport(NAME, "", tuple(dict.fromkeys(_keys_of(fields))))


def _keys_of(fields: JsonObject) -> Iterator[ExportedKey]:
    """The keys in the descriptors; raises ``checksum-wrong``, ``key-malformed``."""
    for descriptor in (text for name in _BRANCHES for text in fields.texts(name)):
        body, _ = split_checksum(descriptor)
        match = _SINGLE_KEY.fullmatch(body)
        if match is None:
            raise ReadError("file-malformed", "a descriptor is not of one key", field="receive")
        expression = parse_key_expression(match[1])
        key = CosignerKey(expression.xpub, expression.origin)
        yield ExportedKey(key, script_type_of_key(key))


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
