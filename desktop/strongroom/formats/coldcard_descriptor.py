"""A name and a descriptor as Coldcard takes them in one object, ``{"name": …, "desc": …}``.

Source: Coldcard/firmware shared/multisig.py: only branches 0 and 1, an origin for every key.
"""

import json

from strongroom.formats.coldcard_dialects import DIALECTS, refuse_for
from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.descriptor import read_descriptors
from strongroom.formats.json_text import JsonObject
from strongroom.formats.refusals import refuse_other_branches, refuse_unknown_signers
from strongroom.formats.text import device_name, safe_name
from strongroom.model.descriptor import write_descriptor
from strongroom.model.wallet import Wallet

NAME = "coldcard_descriptor"
MAX_BYTES = 64 * 1024

_COLDCARD = DIALECTS["coldcard"]


def _claims(content: Content) -> bool:
    return content.json is not None and all(name in content.json for name in ("name", "desc"))


def _read(content: Content) -> WalletFile:
    fields = content.json or JsonObject({})
    policy, findings = read_descriptors([fields.text("desc")])
    name, name_findings = safe_name(fields.text("name"))
    return WalletFile(NAME, name, policy, findings=(*findings, *name_findings))


def _write(wallet: Wallet, _device: str | None) -> str:
    refuse_other_branches(wallet.policy)
    refuse_unknown_signers(wallet.policy)
    refuse_for(_COLDCARD, wallet)
    fields = {
        "name": device_name(wallet.name, _COLDCARD.max_name, ""),
        "desc": write_descriptor(wallet.policy),
    }
    return json.dumps(fields, indent=1) + "\n"


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write)
