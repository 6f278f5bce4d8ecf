"""Electrum's multisig wallet file: JSON with a keystore ``x1/``, ``x2/``… for each cosigner.

The script is told by the keys' SLIP-132 prefix, the keys are sorted, the branches are 0 and 1.
Files of before version 2.7 list bare ``master_public_keys``. Source: spesmilo/electrum
electrum/wallet_db.py, keystore.py.
"""

import json
import re
from collections.abc import Iterator

from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.json_text import JsonObject, JsonValue
from strongroom.formats.refusals import (
    refuse_count,
    refuse_other_branches,
    refuse_unknown_signers,
    refuse_unsorted,
)
from strongroom.formats.text import safe_name
from strongroom.model.derivation import DerivationPath, KeyOrigin, parse_fingerprint
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.finding import Finding
from strongroom.model.policy import CosignerKey, Policy, PolicyKey
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet

NAME = "electrum"
MAX_BYTES = 1_000_000
"""The wallet's history stands in it too."""

_TITLE = "Electrum"
_TYPE = re.compile(r"([0-9]{1,2})of([1-9][0-9]?)")
_OLD_KEYS = "master_public_keys"
_SECRETS = ("seed", "xprv", "passphrase", "master_private_keys", "keypairs", "lightning_xprv")
_VERSION = 20
"""The first with ``root_fingerprint``; later programs bring a file up to their own."""

_MAX_KEYS = 15
_PLUGINS = ("bitbox02", "coldcard", "jade", "keepkey", "ledger", "trezor")
"""The devices that Electrum talks to, by its words and ours."""


def _claims(content: Content) -> bool:
    """A wallet of one key has a ``keystore``; to a multisig wallet it is a key."""
    fields = content.json
    if fields is None or "wallet_type" not in fields or "keystore" in fields:
        return False
    return any(name in fields for name in ("seed_version", "x1/", _OLD_KEYS))


def _read(content: Content) -> WalletFile:
    fields = content.json or JsonObject({})
    _refuse_secrets(fields)
    kind = fields.text("wallet_type")
    quorum = _TYPE.fullmatch(kind)
    if quorum is None:
        raise PolicyError("wallet-unsupported", "not a multisig wallet", part=kind[:20])
    findings, keys = list[Finding](), []
    for keystore in _keystores(fields, int(quorum[2])):
        key, found = _read_key(keystore)
        keys.append(key)
        findings += found
    policy_keys = tuple(PolicyKey(key) for key in keys)
    policy = Policy(_script_type(keys), int(quorum[1]), policy_keys)
    return WalletFile(NAME, "", policy, findings=tuple(findings))


def _refuse_secrets(fields: JsonObject) -> None:
    """Raise ``ReadError`` with ``secret-found``, also for secrets under a password."""
    parts = [fields, *(JsonObject(v) for v in fields.fields.values() if isinstance(v, dict))]
    if any(part.fields.get(name) for part in parts for name in _SECRETS):
        raise ReadError("secret-found", "the wallet holds its seed", kind="electrum-seed")


def _keystores(fields: JsonObject, count: int) -> Iterator[JsonObject]:
    old = fields.object(_OLD_KEYS) if _OLD_KEYS in fields else JsonObject({})
    given = sum(bool(re.fullmatch(r"x[0-9]+/", name)) for name in (*fields.fields, *old.fields))
    if given < count:
        raise PolicyError("keys-missing", "there are too few keys", given=given, expected=count)
    if given > count:
        raise ReadError("file-malformed", "there are more keys than it says", field="wallet_type")
    for name in (f"x{number}/" for number in range(1, count + 1)):
        yield JsonObject({"xpub": old.text(name)}) if name in old else fields.object(name)


def _read_key(keystore: JsonObject) -> tuple[CosignerKey, tuple[Finding, ...]]:
    xpub = ExtendedPublicKey.parse(keystore.text("xpub"))
    name, findings = safe_name(keystore.optional_text("label") or "")
    device, _ = safe_name(keystore.optional_text("hw_type") or "")
    return CosignerKey(xpub, _origin(keystore, xpub), name, device), findings


def _origin(keystore: JsonObject, xpub: ExtendedPublicKey) -> KeyOrigin | None:
    """What the file says; where it is silent, what a key of the first two depths tells itself."""
    path = keystore.optional_text("derivation")
    fingerprint = _fingerprint(keystore)
    if path is not None:
        return KeyOrigin(fingerprint or bytes(4), DerivationPath.parse(path))
    if xpub.depth == 0:
        return KeyOrigin(xpub.fingerprint, DerivationPath())
    if xpub.depth == 1:
        return KeyOrigin(xpub.parent_fingerprint, DerivationPath((xpub.child_number,)))
    return None


def _fingerprint(keystore: JsonObject) -> bytes | None:
    said = keystore.optional_text("root_fingerprint")
    if said is not None:
        return parse_fingerprint(said)
    if "ckcc_xfp" not in keystore:
        return None
    number = keystore.number("ckcc_xfp")
    if not 0 <= number < 1 << 32:
        raise ReadError("key-malformed", "a fingerprint has four bytes", field="ckcc_xfp")
    return number.to_bytes(4, "little")


def _script_type(keys: list[CosignerKey]) -> ScriptType:
    meant = {key.xpub.script_hint or ScriptType.P2SH for key in keys}
    if len(meant) > 1:
        raise ReadError("file-malformed", "the keys are for different scripts", field="xpub")
    return meant.pop()


def _write(wallet: Wallet, _device: str | None) -> str:
    policy = wallet.policy
    refuse_other_branches(policy)
    refuse_unknown_signers(policy)
    refuse_unsorted(policy, _TITLE)
    refuse_count(policy, _TITLE, _MAX_KEYS)
    fields: dict[str, JsonValue] = {
        "seed_version": _VERSION,
        "use_encryption": False,
        "wallet_type": f"{policy.threshold}of{len(policy.keys)}",
    }
    for number, key in enumerate(policy.cosigners, start=1):
        fields[f"x{number}/"] = _write_key(key, policy.script_type)
    return json.dumps(fields, indent=4, ensure_ascii=False) + "\n"


def _write_key(key: CosignerKey, script_type: ScriptType) -> dict[str, JsonValue]:
    path = key.origin.path.write("'") if key.origin else ""
    fields: dict[str, JsonValue] = {
        "type": "bip32",
        "xpub": key.xpub.slip132(script_type),
        "derivation": f"m/{path}" if path else "m",
        "root_fingerprint": (key.fingerprint or b"").hex(),
        "label": key.name,
    }
    if key.device in _PLUGINS:
        fields |= {"type": "hardware", "hw_type": key.device}
    return fields


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write)
