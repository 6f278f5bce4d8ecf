"""Wallet backup metadata (BIP-139, draft of 2026): JSON with accounts, each a descriptor.

Liana writes an early form of it. Names of keys, the network and Liana's proofs of registrations are
taken over; labels, coins and payments are not. Liana's own policies have recovery paths and are
refused as such. Sources: bitcoin/bips pull request 2130; wizardsardine/liana liana-gui
src/backup.rs.
"""

import json

from strongroom.formats.branches import refuse_lone_receive
from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.descriptor import read_descriptors
from strongroom.formats.json_text import JsonObject
from strongroom.formats.liana_proofs import read_proofs
from strongroom.formats.one_wallet import TEST_NETWORKS, name_keys, refuse_several
from strongroom.formats.text import safe_name
from strongroom.model.derivation import parse_fingerprint
from strongroom.model.descriptor import write_descriptor
from strongroom.model.errors import ReadError
from strongroom.model.network import Network
from strongroom.model.wallet import Wallet

NAME = "bip139"
MAX_BYTES = 1_000_000
"""Payments and their PSBTs stand in it too."""

_NETWORKS = {
    "bitcoin": (Network.BITCOIN,),
    "testnet": TEST_NETWORKS,
    "testnet4": (Network.TESTNET4,),
    "signet": (Network.SIGNET,),
    "regtest": (Network.REGTEST,),
}


_NUMBER, _VERSION = 139, 1
_TYPE = "bip_380"
"""Of an account that is a descriptor."""


def _claims(content: Content) -> bool:
    """One account is all that the draft asks for; that it has a descriptor sets it apart."""
    if content.json is None or "accounts" not in content.json:
        return False
    accounts = content.json.fields["accounts"]
    said = any(name in content.json for name in ("bip", "version"))
    return said or (isinstance(accounts, list) and '"descriptor"' in content.text)


def _read(content: Content) -> WalletFile:
    fields = content.json or JsonObject({})
    accounts = fields.objects("accounts")
    if not accounts:
        raise ReadError("file-malformed", "the backup holds no account", field="accounts")
    refuse_several(len(accounts))
    account = accounts[0]
    policy, findings = read_descriptors([account.text("descriptor")])
    policy, key_findings = name_keys(policy, _names(account))
    said = fields.optional_text("alias") or fields.optional_text("name")
    name, name_findings = safe_name(said or account.optional_text("name") or "")
    every = (*findings, *key_findings, *name_findings)
    proofs = read_proofs(account)
    return WalletFile(NAME, name, policy, _networks(fields), findings=every, proofs=proofs)


def _names(account: JsonObject) -> dict[bytes, str]:
    keys = account.object("keys") if account.fields.get("keys") is not None else JsonObject({})
    return {
        parse_fingerprint(name): keys.object(name).optional_text("alias") or ""
        for name in keys.fields
    }


def _networks(fields: JsonObject) -> tuple[Network, ...]:
    said = fields.optional_text("network")
    if said is None:
        return ()
    if said not in _NETWORKS:
        raise ReadError("file-malformed", "the network is not known", field="network")
    return _NETWORKS[said]


def _write(wallet: Wallet, device: str | None) -> str:
    """One account; a key nobody gave a name or a fingerprint is in the descriptor alone."""
    refuse_lone_receive(wallet.policy)
    names = {
        key.fingerprint.hex(): {"alias": safe_name(key.name)[0]}
        for key in wallet.policy.cosigners
        if key.fingerprint is not None and key.name
    }
    title = safe_name(wallet.name)[0]
    account = {
        "type": _TYPE,
        "name": title,
        "descriptor": write_descriptor(wallet.policy),
        "keys": names,
    }
    document = {
        "version": _VERSION,
        "bip": _NUMBER,
        "name": title,
        "network": _NAMES[wallet.network],
        "accounts": [account],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


_NAMES = {network: name for name, networks in reversed(_NETWORKS.items()) for network in networks}
FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write)
