"""Bitcoin Core's descriptors as JSON: what ``importdescriptors`` takes, ``listdescriptors`` says.

Read: an array of either, or the answer whole; one descriptor, a multipath one, or a pair. Written:
the pair, which versions without multipath take as well.
"""

import json

from strongroom.formats.branches import refuse_lone_receive
from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.descriptor import read_descriptors
from strongroom.formats.json_text import JsonObject, JsonValue, nothing_but_objects
from strongroom.formats.one_wallet import refuse_several
from strongroom.formats.text import safe_name
from strongroom.model.descriptor import write_descriptor
from strongroom.model.wallet import Branch, Wallet

NAME = "bitcoin_core"
MAX_BYTES = 256 * 1024

_BRANCHES = 2
_LAST_INDEX = 999
"""As many addresses as Core itself keeps ready."""


def _claims(content: Content) -> bool:
    entries = _entries(content)
    return bool(entries) and all("desc" in entry for entry in entries)


def _entries(content: Content) -> tuple[JsonObject, ...]:
    if content.json is None:
        return content.objects
    return nothing_but_objects(content.json.fields.get("descriptors"))


def _read(content: Content) -> WalletFile:
    entries = _entries(content)
    active = tuple(entry for entry in entries if entry.flag("active")) or entries
    refuse_several((len(active) + 1) // _BRANCHES)
    ordered = sorted(active, key=lambda entry: bool(entry.flag("internal")))
    is_pair = [bool(entry.flag("internal")) for entry in ordered] == [False, True]
    policy, findings = read_descriptors([each.text("desc") for each in ordered], is_pair=is_pair)
    said = content.json.optional_text("wallet_name") if content.json else None
    name, name_findings = safe_name(said or "")
    return WalletFile(NAME, name, policy, findings=(*findings, *name_findings))


def _write(wallet: Wallet, _device: str | None) -> str:
    """Requests for both branches, from the first block on: coins of the past are looked for."""
    refuse_lone_receive(wallet.policy)
    requests: list[JsonValue] = [_request(wallet, branch) for branch in wallet.branches]
    return json.dumps(requests, indent=1) + "\n"


def _request(wallet: Wallet, branch: Branch) -> JsonValue:
    return {
        "desc": write_descriptor(wallet.policy, branch),
        "active": True,
        "timestamp": 0,
        "internal": branch is Branch.CHANGE,
        "range": [0, _LAST_INDEX],
    }


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write)
