"""Passport's multisig export: keys as Coldcard's old firmware filed them, with its own version.

Source: Foundation-Devices/passport2 modules/wallets/multisig_json.py.
"""

from strongroom.formats.contract import Content, KeyExport, KeyFormat
from strongroom.formats.json_text import JsonObject
from strongroom.formats.key_parts import has_labelled_keys, read_labelled_keys

NAME = "passport"
DEVICE = "passport"
MAX_BYTES = 64 * 1024


def _claims(content: Content) -> bool:
    fields = content.json
    return fields is not None and "fw_version" in fields and has_labelled_keys(fields)


def _read(content: Content) -> KeyExport:
    fields = content.json or JsonObject({})
    fields.text("fw_version")
    return KeyExport(NAME, DEVICE, read_labelled_keys(fields, DEVICE))


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
