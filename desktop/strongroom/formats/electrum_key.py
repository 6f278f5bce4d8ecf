"""One key as Electrum keeps it: the keystore of a plain wallet of one signer, or that part alone.

Older wallets of a Coldcard tell its fingerprint as a number, ``ckcc_xfp``, whose lowest byte comes
first. Source: spesmilo/electrum electrum/keystore.py and electrum/wallet_db.py.
"""

from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.json_text import JsonObject
from strongroom.formats.key_parts import make_told_key, script_type_of_key
from strongroom.formats.text import safe_name
from strongroom.model.errors import ReadError

NAME = "electrum_key"
MAX_BYTES = 256 * 1024


def _claims(content: Content) -> bool:
    fields = content.json
    return fields is not None and _keystore(fields) is not None


def _keystore(fields: JsonObject) -> JsonObject | None:
    inner = fields.fields.get("keystore")
    keystore = JsonObject(inner) if isinstance(inner, dict) else fields
    is_one = all(name in keystore for name in ("xpub", "type", "derivation"))
    return keystore if is_one else None


def _read(content: Content) -> KeyExport:
    keystore = _keystore(content.json or JsonObject({})) or JsonObject({})
    device = keystore.optional_text("hw_type") or ""
    name, findings = safe_name(keystore.optional_text("label") or "")
    key = make_told_key(
        keystore.text("xpub"),
        _fingerprint(keystore),
        keystore.optional_text("derivation"),
        name=name,
        device=safe_name(device)[0],
    )
    exported = ExportedKey(key, script_type_of_key(key))
    return KeyExport(NAME, key.device, (exported,), findings=findings)


def _fingerprint(keystore: JsonObject) -> str | None:
    told = keystore.optional_text("root_fingerprint")
    number = keystore.fields.get("ckcc_xfp")
    if told is not None or number is None:
        return told
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 1 << 32:
        raise ReadError("file-malformed", "the fingerprint is no number", field="ckcc_xfp")
    return number.to_bytes(4, "little").hex()


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
