"""A wallet in Liana's backup, an early form of BIP-139: JSON with accounts, each a descriptor.

Names of keys and the network are taken over; labels, coins and payments are not. Liana's own
policies have recovery paths and are refused as such. Source: wizardsardine/liana liana-gui
src/backup.rs.
"""

from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.descriptor import read_descriptors
from strongroom.formats.json_text import JsonObject
from strongroom.formats.one_wallet import TEST_NETWORKS, name_keys, refuse_several
from strongroom.formats.text import safe_name
from strongroom.model.derivation import parse_fingerprint
from strongroom.model.errors import ReadError
from strongroom.model.network import Network

NAME = "liana"
MAX_BYTES = 1_000_000
"""Payments and their PSBTs stand in it too."""

_NETWORKS = {
    "bitcoin": (Network.BITCOIN,),
    "testnet": TEST_NETWORKS,
    "testnet4": (Network.TESTNET4,),
    "signet": (Network.SIGNET,),
    "regtest": (Network.REGTEST,),
}


def _claims(content: Content) -> bool:
    return content.json is not None and all(n in content.json for n in ("accounts", "version"))


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
    return WalletFile(NAME, name, policy, _networks(fields), findings=every)


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


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, write=None)
