"""Coldcard's multisig export ``ccxp-XFP.json``, one key for each script type.

Read with the nested type in its new and its old spelling. The old one, without any mark of its
maker, is also what Passport and Keystone write. Cobo and BlueWallet write one key as
``{"xfp", "xpub", "path"}``. Source: Coldcard/firmware shared/multisig.py.
"""

from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.json_text import JsonObject
from strongroom.formats.key_parts import (
    has_labelled_keys,
    make_key,
    read_labelled_keys,
    script_type_of_key,
)
from strongroom.model.errors import ReadError

NAME = "coldcard_ccxp"
DEVICE = "coldcard"
MAX_BYTES = 64 * 1024

_ONLY_COLDCARD = ("account", "p2wsh_desc", "p2sh_desc", "p2sh_p2wsh_desc", "p2sh_p2wsh")


def _claims(content: Content) -> bool:
    fields = content.json
    if fields is None or "fw_version" in fields or "chain" in fields:
        return False
    return has_labelled_keys(fields) or _is_single(fields)


def _read(content: Content) -> KeyExport:
    fields = content.json or JsonObject({})
    if _is_single(fields):
        key = make_key(fields.text("xfp"), fields.text("path"), fields.text("xpub"))
        return KeyExport(NAME, "", (ExportedKey(key, script_type_of_key(key)),))
    _check_account(fields)
    device = DEVICE if any(name in fields for name in _ONLY_COLDCARD) else ""
    return KeyExport(NAME, device, read_labelled_keys(fields, device))


def _is_single(fields: JsonObject) -> bool:
    return all(name in fields for name in ("xfp", "xpub", "path"))


def _check_account(fields: JsonObject) -> None:
    """Coldcard writes the account as text."""
    account = fields.optional_text("account")
    if account is not None and not (account.isascii() and account.isdigit()):
        raise ReadError("file-malformed", "the account is not a number", field="account")


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
