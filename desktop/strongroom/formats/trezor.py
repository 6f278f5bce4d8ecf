"""One key as Trezor's own programs print it: Trezor Connect, and ``trezorctl get-public-node``.

Neither names the master key: the ``fingerprint`` in it is the parent's, which the key itself tells,
and never an origin. Source: trezor/trezor-suite packages/connect, trezor/trezor-firmware python.
"""

from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.json_text import JsonObject
from strongroom.formats.key_parts import make_told_key, script_type_of_key

NAME = "trezor"
DEVICE = "trezor"
MAX_BYTES = 64 * 1024


def _claims(content: Content) -> bool:
    fields = content.json
    return (
        fields is not None and "xpub" in fields and ("serializedPath" in fields or _is_node(fields))
    )


def _is_node(fields: JsonObject) -> bool:
    return isinstance(fields.fields.get("node"), dict)


def _read(content: Content) -> KeyExport:
    fields = content.json or JsonObject({})
    path = fields.optional_text("serializedPath")
    key = make_told_key(fields.text("xpub"), None, path, device=DEVICE)
    return KeyExport(NAME, DEVICE, (ExportedKey(key, script_type_of_key(key)),))


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
