"""Descriptors as BIP-138 backups carry them: a JSON document of sets, one for each account."""

import json

from strongroom.formats.branches import refuse_lone_receive
from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.descriptor import read_descriptors
from strongroom.formats.json_text import JsonObject
from strongroom.model.descriptor import write_descriptor
from strongroom.model.errors import ReadError
from strongroom.model.wallet import Wallet

NAME = "bip380_backup"
MAX_BYTES = 256 * 1024

_VERSION = 1
_SETS = "descriptor_sets"


def _claims(content: Content) -> bool:
    return content.json is not None and _SETS in content.json


def _read(content: Content) -> WalletFile:
    """The one wallet that is in use; archived ones are passed over."""
    document = content.json or JsonObject({})
    if document.fields.get("version") != _VERSION:
        raise ReadError("backup-unsupported", "a version this program does not know")
    used = [one for one in _sets(document) if one.fields.get("archived") is not True]
    if len(used) != 1:
        raise ReadError("wallet-unsupported", "not one wallet but several", part=_SETS)
    change = used[0].optional_text("change_descriptor")
    texts = [used[0].text("descriptor"), *([change] if change is not None else [])]
    policy, findings = read_descriptors(texts)
    return WalletFile(NAME, "", policy, findings=findings)


def _sets(document: JsonObject) -> list[JsonObject]:
    given = document.fields[_SETS]
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise ReadError("file-malformed", f"{_SETS} is no list of objects", field=_SETS)
    return [JsonObject(one) for one in given if isinstance(one, dict)]


def _write(wallet: Wallet, device: str | None) -> str:
    refuse_lone_receive(wallet.policy)
    sets = [{"descriptor": write_descriptor(wallet.policy)}]
    return json.dumps({"version": _VERSION, _SETS: sets}, indent=2) + "\n"


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write)
