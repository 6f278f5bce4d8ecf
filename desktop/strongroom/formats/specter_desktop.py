"""Specter Desktop's JSON: the account map it exports, and the wallets in its full backup.

Sparrow writes the account map without devices and with both branches, Specter-DIY reads it with a
label and a descriptor alone. A lone receive branch has its change under 1, as Specter derives it.
"""

import json

from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.descriptor import read_descriptors
from strongroom.formats.json_text import JsonObject
from strongroom.formats.one_wallet import refuse_several
from strongroom.formats.refusals import refuse_other_branches
from strongroom.formats.text import safe_name
from strongroom.model.descriptor import write_descriptor
from strongroom.model.errors import PolicyError
from strongroom.model.policy import CosignerKey, Policy
from strongroom.model.wallet import Branch, Wallet

NAME = "specter_desktop"
MAX_BYTES = 256 * 1024

_RECEIVE, _CHANGE = "recv_descriptor", "change_descriptor"
_NOT_KNOWN = "other"


def _claims(content: Content) -> bool:
    if content.json is not None:
        return _RECEIVE in content.json or _is_account(content.json)
    return bool(content.objects) and all(_RECEIVE in fields for fields in content.objects)


def _is_account(fields: JsonObject) -> bool:
    """One descriptor, and no values for its placeholders as in a wallet policy of Jade's."""
    is_text = isinstance(fields.fields.get("descriptor"), str)
    return is_text and "datavalues" not in fields


def _read(content: Content) -> WalletFile:
    refuse_several(len(content.objects))
    fields = content.json or content.objects[0]
    policy, findings = read_descriptors(_descriptors(fields))
    if _RECEIVE in fields and _is_account(fields):
        _hold_to(policy, fields.text("descriptor"))
    said = fields.optional_text("label") or fields.optional_text("name")
    name, name_findings = safe_name(said or "")
    return WalletFile(NAME, name, policy, findings=(*findings, *name_findings))


def _hold_to(policy: Policy, descriptor: str) -> None:
    """Raise ``PolicyError`` where a file also names another wallet, which others may read."""
    if read_descriptors([descriptor])[0] != policy:
        raise PolicyError("branches-crossed", "the descriptors are not of one wallet")


def _descriptors(fields: JsonObject) -> list[str]:
    if _RECEIVE not in fields:
        return [fields.text("descriptor")]
    change = fields.optional_text(_CHANGE)
    return [fields.text(_RECEIVE), *([change] if change else [])]


def _write(wallet: Wallet, _device: str | None) -> str:
    """An account map whose descriptor is that of the receive branch, as Specter writes it."""
    refuse_other_branches(wallet.policy)
    fields = {
        "label": safe_name(wallet.name)[0],
        "blockheight": 0,
        "descriptor": write_descriptor(wallet.policy, Branch.RECEIVE),
        "devices": [
            _signer(number, key) for number, key in enumerate(wallet.policy.cosigners, start=1)
        ],
    }
    return json.dumps(fields, indent=1, ensure_ascii=False) + "\n"


def _signer(number: int, key: CosignerKey) -> dict[str, str]:
    return {"type": key.device or _NOT_KNOWN, "label": key.name or f"Key {number}"}


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write)
