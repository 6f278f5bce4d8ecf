"""A signer as Specter Desktop files it: its name, its maker, and one key for each account.

A backup of Specter holds several of them in one list; which key is meant is then for a person to
say. Source: cryptoadvance/specter-desktop src/cryptoadvance/specter/device.py.
"""

from collections.abc import Iterator

from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.json_text import JsonObject, objects_of, parse_json
from strongroom.formats.key_parts import make_told_key, script_type_of_key
from strongroom.formats.text import safe_name
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.script_type import ScriptType

NAME = "specter_device"
MAX_BYTES = 256 * 1024
MAX_KEYS = 400

_SCRIPTS = {
    "wsh": ScriptType.P2WSH,
    "sh-wsh": ScriptType.P2SH_P2WSH,
    "sh": ScriptType.P2SH,
    "wpkh": ScriptType.P2WPKH,
    "sh-wpkh": ScriptType.P2SH_P2WPKH,
    "pkh": ScriptType.P2PKH,
    "tr": ScriptType.P2TR,
}
_MARKS = ('"keys"', '"derivation"', '"original"')
_OF_WALLETS = ("descriptor", "recv_descriptor")
_UNNAMED_MAKERS = ("", "other", "generic")


def _claims(content: Content) -> bool:
    fields = content.json
    if fields is not None:
        is_device = isinstance(fields.fields.get("keys"), list) and "type" in fields
        return is_device and not any(name in fields for name in _OF_WALLETS)
    text = content.text.lstrip()
    return (
        text.startswith("[")
        and all(mark in text for mark in _MARKS)
        and not any(f'"{name}"' in text for name in _OF_WALLETS)
    )


def _read(content: Content) -> KeyExport:
    devices = (content.json,) if content.json is not None else _listed(content.text)
    keys = tuple(key for device in devices for key in _keys_of(device))
    if len(keys) > MAX_KEYS:
        raise ReadError("file-malformed", "there are too many keys", limit=MAX_KEYS)
    makers = {exported.key.device for exported in keys}
    return KeyExport(NAME, makers.pop() if len(makers) == 1 else "", keys)


def _listed(text: str) -> tuple[JsonObject, ...]:
    value = parse_json(text)
    return objects_of(value, "devices") if isinstance(value, list) else ()


def _keys_of(device: JsonObject) -> Iterator[ExportedKey]:
    name, _ = safe_name(device.optional_text("name") or "")
    maker, _ = safe_name(device.optional_text("type") or "")
    known_maker = "" if maker in _UNNAMED_MAKERS else maker
    for fields in device.objects("keys"):
        key = make_told_key(
            fields.text("original"),
            fields.optional_text("fingerprint"),
            fields.optional_text("derivation"),
            name=name,
            device=known_maker,
        )
        _check_plain_spelling(key.xpub, fields.optional_text("xpub"))
        label = _SCRIPTS.get(fields.optional_text("type") or "")
        yield ExportedKey(key, label or script_type_of_key(key))


def _check_plain_spelling(xpub: ExtendedPublicKey, text: str | None) -> None:
    if text is not None and ExtendedPublicKey.parse(text).to_bytes() != xpub.to_bytes():
        raise ReadError("key-malformed", "one key is spelled as two different ones", field="xpub")


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
