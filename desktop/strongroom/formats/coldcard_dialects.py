"""Coldcard's setup file as each device takes it, and why a device cannot take a wallet.

No single file is read by all of them. Sources: Coldcard/firmware shared/multisig.py, Jade
register_multisig.c, passport2 multisig_wallet.py, keystone3-firmware multi_sig/wallet.rs,
SeedSigner decode_qr.py, krux wallet.py, specter-diy compatibility.py, libnunchuk
multisigconfig.hpp, Sparrow ColdcardMultisig.java, BlueWallet multisig-hd-wallet, bitcoin-qr-tools
data.py.
"""

from dataclasses import dataclass

from strongroom.formats.refusals import cannot, refuse_other_branches, refuse_unknown_signers
from strongroom.formats.text import device_name
from strongroom.model.network import NetworkKind
from strongroom.model.policy import CosignerKey, Policy
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet

_HEADER = "# Coldcard Multisig setup file\n#\n"
"""SeedSigner knows the file by these words; a colon in a comment would be data to Passport."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one device reads; ``p2sh`` is None where it reads no such wallet."""

    title: str
    nested: str = "P2SH-P2WSH"
    p2sh: str | None = "P2SH"
    max_name: int = 20
    max_keys: int = 15
    min_keys: int = 1
    mixed_paths: bool = True
    test_networks: bool = True
    unsorted: bool = False
    one_fingerprint_twice: bool = True
    lower_case: bool = False


DIALECTS = {
    "coldcard": Dialect("Coldcard", one_fingerprint_twice=False),
    "jade": Dialect("Jade", max_name=15, unsorted=True, lower_case=True),
    "passport": Dialect("Passport", one_fingerprint_twice=False),
    "keystone": Dialect("Keystone", nested="P2WSH-P2SH", min_keys=2, test_networks=False),
    "seedsigner": Dialect("SeedSigner", p2sh=None, max_keys=9, mixed_paths=False),
    "krux": Dialect("Krux", mixed_paths=False),
    "specter-diy": Dialect("Specter-DIY", nested="P2WSH-P2SH", p2sh="BIP45"),
    "sparrow": Dialect("Sparrow", nested="P2WSH-P2SH"),
    "nunchuk": Dialect("Nunchuk", lower_case=True),
    "bluewallet": Dialect("BlueWallet"),
    "bitcoin-safe": Dialect("Bitcoin Safe"),
}


def write_setup_file(wallet: Wallet, device: str | None) -> str:
    """The file for one of ``DIALECTS``, or for Coldcard.

    Raises ``WriteError`` with ``device-cannot``; its ``reason`` is a stable word, its message says
    what to do.
    """
    dialect = DIALECTS[device or "coldcard"]
    refuse_other_branches(wallet.policy)
    refuse_unknown_signers(wallet.policy)
    refuse_for(dialect, wallet)
    return _write(dialect, wallet.name, wallet.policy)


def refuse_for(dialect: Dialect, wallet: Wallet) -> None:
    """Raise ``WriteError`` with the first reason why the device cannot hold this wallet."""
    for reason, is_so, sentence in _refusals(dialect, wallet):
        if is_so:
            raise cannot(reason, f"{dialect.title} {sentence}", dialect.title)


def _refusals(dialect: Dialect, wallet: Wallet) -> tuple[tuple[str, bool, str], ...]:
    policy = wallet.policy
    count = len(policy.keys)
    fingerprints = {key.fingerprint for key in policy.cosigners}
    is_test = policy.kind is NetworkKind.TEST
    is_p2sh = policy.script_type is ScriptType.P2SH
    return (
        (
            "unsorted",
            not policy.sorted_keys and not dialect.unsorted,
            "reads this file as a wallet with sorted keys, and this one's are not.",
        ),
        (
            "paths-differ",
            not dialect.mixed_paths and len(_paths(policy)) > 1,
            "reads one path for all keys from this file. Give it the descriptor instead.",
        ),
        (
            "test-network",
            is_test and not dialect.test_networks,
            "refuses multisig wallets of test networks.",
        ),
        ("p2sh", is_p2sh and dialect.p2sh is None, "reads no p2sh wallet from this file."),
        (
            "keys",
            not dialect.min_keys <= count <= dialect.max_keys,
            f"takes {dialect.min_keys} to {dialect.max_keys} keys in this file.",
        ),
        (
            "same-fingerprint",
            len(fingerprints) < count and not dialect.one_fingerprint_twice,
            "takes each fingerprint once, and two keys here come from one seed.",
        ),
    )


def _write(dialect: Dialect, name: str, policy: Policy) -> str:
    one_path = len(_paths(policy)) == 1
    lines = [
        f"Name: {device_name(name, dialect.max_name, ':#')}",
        f"Policy: {policy.threshold} of {len(policy.keys)}",
        f"Format: {_format(dialect, policy.script_type)}",
    ]
    if not policy.sorted_keys:
        lines.append("Sorted: False")
    if one_path:
        lines.append(f"Derivation: {_path(policy.cosigners[0])}")
    lines.append("")
    for key in policy.cosigners:
        if not one_path:
            lines.append(f"Derivation: {_path(key)}")
        lines.append(f"{_fingerprint(dialect, key)}: {key.xpub}")
    return _HEADER + "\n".join(lines) + "\n"


def _format(dialect: Dialect, script_type: ScriptType) -> str:
    if script_type is ScriptType.P2SH_P2WSH:
        return dialect.nested
    return dialect.p2sh or "" if script_type is ScriptType.P2SH else "P2WSH"


def _paths(policy: Policy) -> set[str]:
    return {_path(key) for key in policy.cosigners}


def _path(key: CosignerKey) -> str:
    steps = key.origin.path.write("'") if key.origin else ""
    return f"m/{steps}" if steps else "m"


def _fingerprint(dialect: Dialect, key: CosignerKey) -> str:
    text = (key.fingerprint or b"").hex()
    return text if dialect.lower_case else text.upper()
