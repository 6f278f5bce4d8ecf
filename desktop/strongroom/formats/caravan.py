"""Caravan's wallet file: JSON with the quorum and its keys, always sorted, branches 0 and 1.

The nested script is read with Sparrow's underscore too, and written with Caravan's hyphen. Where
nobody told a key's path or fingerprint Caravan writes a sentence or zeros. Source:
caravan-bitcoin/caravan apps/coordinator/src/selectors/wallet.ts.
"""

import json

from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.json_text import JsonObject, JsonValue
from strongroom.formats.one_wallet import TEST_NETWORKS
from strongroom.formats.refusals import (
    refuse_other_branches,
    refuse_unknown_signers,
    refuse_unsorted,
)
from strongroom.formats.text import safe_name
from strongroom.model.derivation import DerivationPath, KeyOrigin, parse_fingerprint
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.finding import Finding, Severity
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey, Policy, PolicyKey
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet

NAME = "caravan"
MAX_BYTES = 64 * 1024

_TITLE = "Caravan"
_SCRIPTS = {
    ScriptType.P2WSH: "P2WSH",
    ScriptType.P2SH_P2WSH: "P2SH-P2WSH",
    ScriptType.P2SH: "P2SH",
}
_READ_SCRIPTS = {word: script for script, word in _SCRIPTS.items()}
_NETWORKS = {
    "mainnet": (Network.BITCOIN,),
    "testnet": TEST_NETWORKS,
    "testnet4": (Network.TESTNET4,),
    "signet": (Network.SIGNET,),
    "regtest": (Network.REGTEST,),
}
_WRITTEN_NETWORKS = {
    Network.BITCOIN: "mainnet",
    Network.TESTNET3: "testnet",
    Network.TESTNET4: "testnet",
    Network.SIGNET: "signet",
    Network.REGTEST: "regtest",
}
_UNKNOWN = ("unknown", "00000000", "")
_METHODS = ("trezor", "ledger", "coldcard", "bitbox", "jade")
"""The devices that Caravan talks to by name."""


def _claims(content: Content) -> bool:
    fields = content.json
    return fields is not None and "extendedPublicKeys" in fields and "quorum" in fields


def _read(content: Content) -> WalletFile:
    fields = content.json or JsonObject({})
    network = fields.text("network")
    if network not in _NETWORKS:
        raise ReadError("file-malformed", "the network is not known", field="network")
    script_type = _READ_SCRIPTS.get(fields.text("addressType").replace("_", "-"))
    if script_type is None:
        raise ReadError("file-malformed", "the address type is not known", field="addressType")
    listed = fields.objects("extendedPublicKeys")
    threshold = _threshold(fields.object("quorum"), len(listed))
    name, found = safe_name(fields.optional_text("name") or "")
    findings, keys = list(found), []
    for number, each in enumerate(listed):
        key, found = _read_key(each, number)
        keys.append(PolicyKey(key))
        findings += found
    policy = Policy(script_type, threshold, tuple(keys))
    return WalletFile(NAME, name, policy, _NETWORKS[network], findings=tuple(findings))


def _threshold(quorum: JsonObject, given: int) -> int:
    expected = quorum.number("totalSigners")
    if given < expected:
        raise PolicyError("keys-missing", "there are too few keys", given=given, expected=expected)
    if given > expected:
        raise ReadError("file-malformed", "there are more keys than it says", field="quorum")
    return quorum.number("requiredSigners")


def _read_key(fields: JsonObject, number: int) -> tuple[CosignerKey, tuple[Finding, ...]]:
    xpub = ExtendedPublicKey.parse(fields.text("xpub").strip())
    origin, findings = _origin(fields, xpub, number)
    name, name_findings = safe_name(fields.optional_text("name") or "")
    method = fields.optional_text("method") or ""
    device = method if method in _METHODS else ""
    return CosignerKey(xpub, origin, name, device), (*findings, *name_findings)


def _origin(
    fields: JsonObject, xpub: ExtendedPublicKey, number: int
) -> tuple[KeyOrigin | None, tuple[Finding, ...]]:
    """Where a key comes from: None where its path is unknown, cut where it leads beyond the key."""
    said = fields.optional_text("bip32Path") or ""
    if not said or said.lower().startswith("unknown"):
        return None, ()
    path = DerivationPath.parse(said)
    shown = (fields.optional_text("xfp") or "").strip()
    fingerprint = bytes(4) if shown.lower() in _UNKNOWN else parse_fingerprint(shown)
    if len(path) <= xpub.depth:
        return KeyOrigin(fingerprint, path), ()
    finding = Finding("path-too-long", Severity.WARN, f"key {number}", {"path": said[:40]})
    return KeyOrigin(fingerprint, DerivationPath(path.steps[: xpub.depth])), (finding,)


def _write(wallet: Wallet, _device: str | None) -> str:
    policy = wallet.policy
    refuse_other_branches(policy)
    refuse_unknown_signers(policy)
    refuse_unsorted(policy, _TITLE)
    fields: JsonValue = {
        "name": safe_name(wallet.name)[0],
        "addressType": _SCRIPTS[policy.script_type],
        "network": _WRITTEN_NETWORKS[wallet.network],
        "client": {"type": "public"},
        "quorum": {"requiredSigners": policy.threshold, "totalSigners": len(policy.keys)},
        "extendedPublicKeys": [
            _write_key(number, key) for number, key in enumerate(policy.cosigners, start=1)
        ],
        "startingAddressIndex": 0,
    }
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _write_key(number: int, key: CosignerKey) -> dict[str, JsonValue]:
    path = key.origin.path.write("'") if key.origin else ""
    fields: dict[str, JsonValue] = {
        "name": key.name or f"Key {number}",
        "bip32Path": f"m/{path}" if path else "m",
        "xpub": str(key.xpub),
        "xfp": (key.fingerprint or b"").hex(),
    }
    if key.device in _METHODS:
        fields["method"] = key.device
    return fields


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write)
