"""One key as UR ``crypto-hdkey``, and ``hdkey`` as it is called since 2023 (BCR-2020-007)."""

from dataclasses import replace

from strongroom.formats.cbor_fields import fields_of
from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.key_parts import bare_key, script_type_of_key
from strongroom.formats.text import safe_name
from strongroom.formats.ur_key import RECEIVE_ALONE, key_text
from strongroom.formats.ur_text import read_ur, ur_type
from strongroom.formats.ur_types import HD_KEY_TAGS, KEY_NAMES

NAME = "ur_hdkey"
MAX_BYTES = 16 * 1024

_NAME = 9


def _claims(content: Content) -> bool:
    return ur_type(content.text) in KEY_NAMES


def _read(content: Content) -> KeyExport:
    """A single key, without children, is refused by what reads key expressions."""
    value = read_ur(content.text).tagged()
    key = bare_key(key_text(value), RECEIVE_ALONE)
    name, findings = safe_name(fields_of(value, HD_KEY_TAGS).text(_NAME))
    exported = ExportedKey(replace(key, name=name), script_type_of_key(key))
    return KeyExport(NAME, "", (exported,), findings=findings)


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
