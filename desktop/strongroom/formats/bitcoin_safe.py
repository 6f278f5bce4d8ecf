"""Bitcoin Safe's own wallet file, unencrypted: JSON with the descriptor and what is kept around it.

Read for what it says of the wallet; a file with seed words is stopped before it comes here. Bitcoin
Safe itself takes a descriptor or Coldcard's text. Source: andreasgriffin/bitcoin-safe wallet.py.
"""

from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.descriptor import read_descriptors
from strongroom.formats.json_text import JsonObject
from strongroom.formats.one_wallet import name_keys
from strongroom.formats.text import safe_name
from strongroom.model.derivation import parse_fingerprint
from strongroom.model.errors import ReadError
from strongroom.model.network import Network

NAME = "bitcoin_safe"
MAX_BYTES = 1_000_000
"""Labels and transactions stand in it too."""

_NETWORKS = {
    "BITCOIN": Network.BITCOIN,
    "TESTNET": Network.TESTNET3,
    "TESTNET4": Network.TESTNET4,
    "SIGNET": Network.SIGNET,
    "REGTEST": Network.REGTEST,
}
_CLASSES = ("QTWallet", "Wallet")


def _claims(content: Content) -> bool:
    return content.json is not None and content.json.fields.get("__class__") in _CLASSES


def _read(content: Content) -> WalletFile:
    fields = content.json or JsonObject({})
    wallet = fields.object("wallet") if "wallet" in fields else fields
    policy, findings = read_descriptors([wallet.text("descriptor_str")])
    policy, key_findings = name_keys(policy, _names(wallet))
    name, name_findings = safe_name(wallet.optional_text("id") or "")
    every = (*findings, *key_findings, *name_findings)
    return WalletFile(NAME, name, policy, (_network(wallet),), findings=every)


def _names(wallet: JsonObject) -> dict[bytes, str]:
    keystores = wallet.objects("keystores")
    return {
        parse_fingerprint(keystore.text("fingerprint")): keystore.optional_text("label") or ""
        for keystore in keystores
    }


def _network(wallet: JsonObject) -> Network:
    said = wallet.object("network").text("value")
    if said not in _NETWORKS:
        raise ReadError("file-malformed", "the network is not known", field="network")
    return _NETWORKS[said]


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, write=None)
