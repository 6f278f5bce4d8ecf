"""One key as Caravan and Unchained exchange it: ``{"xpub", "rootFingerprint", "bip32Path"}``."""

from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.json_text import JsonObject
from strongroom.formats.key_parts import make_told_key, script_type_of_key

NAME = "caravan_key"
MAX_BYTES = 64 * 1024


def _claims(content: Content) -> bool:
    fields = content.json
    return fields is not None and all(name in fields for name in ("xpub", "bip32Path"))


def _read(content: Content) -> KeyExport:
    fields = content.json or JsonObject({})
    key = make_told_key(
        fields.text("xpub"), fields.optional_text("rootFingerprint"), fields.text("bip32Path")
    )
    return KeyExport(NAME, "", (ExportedKey(key, script_type_of_key(key)),))


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
