"""Keys, wallets and PSBTs as UR beside Keystone's own library: it reads ours, we read its."""

from collections.abc import Iterable
from typing import Any

import pytest

from strongroom.formats.reading import read_key, read_wallet
from strongroom.formats.ur_output import wallet_ur
from strongroom.model.derivation import HARDENED
from strongroom.model.network import NetworkKind
from strongroom.model.policy import CosignerKey
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.wallet import Wallet
from strongroom.transports.qr.contract import Encoding
from strongroom.transports.qr.frames_out import frames_of
from strongroom.transports.qr.ur import UrAssembler, UrFrames
from tests.formats.sample_wallets import Plan, cosigner
from tests.npm import Npm
from tests.vectors_source import vector

WRAPPERS = {
    ScriptType.P2SH: [400],
    ScriptType.P2SH_P2WSH: [400, 401],
    ScriptType.P2WSH: [401],
}
MULTI, SORTED_MULTI = 406, 407
WALLETS = [
    Plan(2, 3, script_type, kind, sorted_keys).wallet()
    for script_type in MULTISIG
    for kind in NetworkKind
    for sorted_keys in (True, False)
] + [Plan(8, 15).wallet()]
PSBT = vector("bbqr/1in10out.psbt").read_bytes()


def _key(key: CosignerKey) -> dict[str, Any]:
    assert key.origin is not None
    return {
        "key": key.xpub.public_key.hex(),
        "chainCode": key.xpub.chain_code.hex(),
        "network": int(key.xpub.kind is NetworkKind.TEST),
        "fingerprint": key.origin.fingerprint.hex(),
        "path": [
            {"index": step & ~HARDENED, "hardened": bool(step & HARDENED)}
            for step in key.origin.path.steps
        ],
        "parent": key.xpub.parent_fingerprint.hex(),
    }


def _output(wallet: Wallet) -> dict[str, Any]:
    policy = wallet.policy
    return {
        "scripts": [*WRAPPERS[policy.script_type], SORTED_MULTI if policy.sorted_keys else MULTI],
        "threshold": policy.threshold,
        "keys": [_key(key) for key in policy.cosigners],
    }


def _joined(parts: Iterable[str]) -> bytes:
    assembler = UrAssembler()
    for part in parts:
        assembler.take(part)
    assert assembler.payload is not None
    return assembler.payload


@pytest.mark.npm
def test_keystone_reads_our_wallets(npm: Npm) -> None:
    requests = []
    for wallet in WALLETS:
        ur = wallet_ur(wallet)
        frames = UrFrames(ur.type, ur.cbor, 100)
        parts = [frames.text(number) for number in range(frames.count)]
        requests.append({"what": "read", "parts": parts})
    assert npm.run("registry.mjs", requests) == [_output(wallet) for wallet in WALLETS]


@pytest.mark.npm
def test_we_read_wallets_of_keystone(npm: Npm) -> None:
    answers = npm.run("registry.mjs", [{"what": "output", **_output(each)} for each in WALLETS])
    read = [read_wallet(_joined(parts)).policy for parts in answers]
    assert read == [wallet.policy for wallet in WALLETS]


@pytest.mark.npm
@pytest.mark.parametrize("kind", NetworkKind)
def test_we_read_accounts_of_keystone(kind: NetworkKind, npm: Npm) -> None:
    keys = {script_type: cosigner(1, script_type, kind) for script_type in MULTISIG}
    fingerprint = keys[ScriptType.P2WSH].fingerprint
    assert fingerprint is not None
    outputs = [
        {"scripts": WRAPPERS[script_type], "key": _key(key)} for script_type, key in keys.items()
    ]
    request = {"what": "account", "fingerprint": fingerprint.hex(), "outputs": outputs}
    (parts,) = npm.run("registry.mjs", [request])
    exported = read_key(_joined(parts)).keys
    assert [(each.script_type, each.key) for each in exported] == list(keys.items())


@pytest.mark.npm
def test_we_read_single_keys_of_keystone(npm: Npm) -> None:
    keys = [cosigner(2, script_type, kind) for script_type in MULTISIG for kind in NetworkKind]
    answers = npm.run("registry.mjs", [{"what": "key", "key": _key(key)} for key in keys])
    assert [read_key(_joined(parts)).keys[0].key for parts in answers] == keys


@pytest.mark.npm
def test_a_psbt_comes_through_both_ways(npm: Npm) -> None:
    frames = frames_of(PSBT, Encoding.UR)
    shown = [frames.text(number) for number in range(frames.count)]
    read, parts = npm.run(
        "registry.mjs", [{"what": "read", "parts": shown}, {"what": "psbt", "data": PSBT.hex()}]
    )
    assert bytes.fromhex(read) == PSBT
    assert _joined(parts) == PSBT
