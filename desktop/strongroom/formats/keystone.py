"""One key as Cobo's devices, Keystone's ancestors, export it.

Their later export of one key for each script type cannot be told from Coldcard's old one and is
read as ``coldcard_ccxp``.
"""

from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.json_text import JsonObject
from strongroom.formats.key_parts import make_key, script_type_of_key

NAME = "keystone"
MAX_BYTES = 64 * 1024

_FIELDS = ("ExtPubKey", "MasterFingerprint", "AccountKeyPath")


def _claims(content: Content) -> bool:
    return content.json is not None and all(name in content.json for name in _FIELDS)


def _read(content: Content) -> KeyExport:
    fields = content.json or JsonObject({})
    xpub, fingerprint, path = (fields.text(name) for name in _FIELDS)
    key = make_key(fingerprint, path, xpub)
    return KeyExport(NAME, "", (ExportedKey(key, script_type_of_key(key)),))


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
