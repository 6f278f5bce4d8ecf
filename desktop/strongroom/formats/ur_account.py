"""A signer's keys as UR ``crypto-account``, and ``account-descriptor`` as it is called since 2023.

One key for each script: Jade, Keystone and SeedSigner write one or a few without the tag of an
output and without that of a cosigner, Sparrow and the specification (BCR-2020-015) seven with both.
"""

import re

from strongroom.formats.cbor_fields import fields_of
from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.key_parts import bare_key
from strongroom.formats.ur_key import RECEIVE_ALONE
from strongroom.formats.ur_script import descriptor_text
from strongroom.formats.ur_text import read_ur, ur_type
from strongroom.formats.ur_types import ACCOUNT_NAMES, ACCOUNT_TAGS
from strongroom.model.errors import ReadError
from strongroom.model.script_type import ScriptType

NAME = "ur_account"
MAX_BYTES = 64 * 1024
MAX_OUTPUTS = 100

_MASTER, _OUTPUTS = 1, 2
_KEY_IN_FUNCTIONS = re.compile(r"((?:[a-z]+\()+)([^()]+)\)+")
_SCRIPTS = {
    "wsh(": ScriptType.P2WSH,
    "sh(wsh(": ScriptType.P2SH_P2WSH,
    "sh(": ScriptType.P2SH,
    "wpkh(": ScriptType.P2WPKH,
    "sh(wpkh(": ScriptType.P2SH_P2WPKH,
    "pkh(": ScriptType.P2PKH,
    "tr(": ScriptType.P2TR,
}


def _claims(content: Content) -> bool:
    return ur_type(content.text) in ACCOUNT_NAMES


def _read(content: Content) -> KeyExport:
    fields = fields_of(read_ur(content.text).value(), ACCOUNT_TAGS)
    master, outputs = fields.whole(_MASTER, 0xFFFFFFFF), fields.items(_OUTPUTS)
    if len(outputs) > MAX_OUTPUTS:
        raise ReadError("file-malformed", "there are too many keys", limit=MAX_OUTPUTS)
    exported = (_exported(descriptor_text(output, master)) for output in outputs)
    return KeyExport(NAME, "", tuple(key for key in exported if key is not None))


def _exported(text: str) -> ExportedKey | None:
    """The key and its script; None for a script that is not known here and may be yet to come."""
    match = _KEY_IN_FUNCTIONS.fullmatch(text)
    script_type = _SCRIPTS.get(match[1].replace("cosigner(", "")) if match else None
    if match is None or script_type is None:
        return None
    return ExportedKey(bare_key(match[2], RECEIVE_ALONE), script_type)


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
