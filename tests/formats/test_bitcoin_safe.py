"""Bitcoin Safe's wallet file, and what else it gives out."""

import json
from collections import Counter
from typing import Any

import pytest

from strongroom.formats import bitcoin_safe
from strongroom.formats.contract import WalletFormat
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.network import Network
from tests.contracts.formats import ReadWalletContract
from tests.formats.outcomes import outcome
from tests.formats.sample_wallets import PLAIN
from tests.vectors_source import vector

WALLET: dict[str, Any] = {
    "VERSION": "0.3.0",
    "__class__": "Wallet",
    "descriptor_str": write_descriptor(PLAIN.policy),
    "gap": 20,
    "id": "savings",
    "keystores": [
        {
            "__class__": "KeyStore",
            "fingerprint": (key.fingerprint or b"").hex().upper(),
            "key_origin": f"m/{key.origin.path}" if key.origin else "",
            "label": f"Signer {number}",
            "mnemonic": None,
            "xpub": str(key.xpub),
        }
        for number, key in enumerate(PLAIN.policy.cosigners, start=1)
    ],
    "network": {"__enum__": True, "name": "Network", "value": "REGTEST"},
}
WHOLE = {"VERSION": "0.3.0", "__class__": "QTWallet", "wallet": WALLET, "tutorial_index": None}


class TestBitcoinSafe(ReadWalletContract):
    samples = (json.dumps(WHOLE, indent=4), json.dumps(WALLET))

    def form(self) -> WalletFormat:
        return bitcoin_safe.FORMAT


@pytest.mark.parametrize("fields", [WHOLE, WALLET])
def test_the_wallet_its_name_its_network_and_the_names_of_its_keys(fields: dict[str, Any]) -> None:
    file = read_wallet(json.dumps(fields).encode())
    assert (file.policy, file.name, file.networks) == (PLAIN.policy, "savings", (Network.REGTEST,))
    assert [key.name for key in file.policy.cosigners] == ["Signer 1", "Signer 2", "Signer 3"]
    assert file.findings == ()


def without_seeds(name: str) -> bytes:
    def kept(value: Any) -> Any:
        if isinstance(value, list):
            return [kept(part) for part in value]
        if not isinstance(value, dict):
            return value
        return {key: kept(part) for key, part in value.items() if key != "mnemonic"}

    return json.dumps(kept(json.loads(vector(f"bitcoin-safe/{name}").read_text()))).encode()


def test_a_published_wallet_without_its_seeds() -> None:
    file = read_wallet(without_seeds("0.2.0.wallet"))
    text = vector("bitcoin-safe/0.2.0.wallet").read_text()
    assert json.loads(text)["wallet"]["id"] == file.name
    assert {str(key.xpub) in text for key in file.policy.cosigners} == {True}


@pytest.mark.parametrize("name", ["demo-public-testnet4.wallet", "send_test.wallet"])
def test_a_published_wallet_of_one_key_is_not_held(name: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(without_seeds(name))
    assert (refused.value.format, refused.value.code) == ("bitcoin_safe", "wallet-unsupported")


def test_every_wallet_among_the_samples_of_its_qr_codes() -> None:
    tests = json.loads(vector("bitcoin-safe/qr_tools_samples.json").read_text())["tests"]
    values = [item["value"].encode() for test in tests for item in test["items"]]
    found = Counter(outcome(value) for value in values)
    read = {said: times for said, times in found.items() if said.startswith("wallet")}
    assert read == {
        "wallet coldcard_text 1-of-3 p2wsh "
        "tb1q9nj5mj9v0vpcxpuexst3u3g6k0x33g45e9xlaf9d3r4wdwqa4p8saw9c6r": 2,
        "wallet coldcard_text key-malformed": 4,  # its own test data: paths that are made up
        "wallet descriptor 1-of-2 p2wsh "
        "tb1qklm7yyvyu2av4f35ve6tm8mpn6mkr8e3dpjd3jp9vn77vu670g7q3ujyx9 change-assumed": 1,
        "wallet descriptor 15-of-15 p2wsh "
        "tb1qmlzzysjsnxr3anz9nrxpas7vmdc0gr4tgtryxxhg3auv0dd6xcvs5gasrc change-assumed": 1,
        "wallet descriptor 2-of-3 p2wsh "
        "bc1qjdysue86kngz9xhs99gnsfrsgr0xs0ntpnuqxfjedmufkqt0u3dqswg7r2 checksum-wrong "
        "change-assumed": 1,
        "wallet descriptor 2-of-3 p2wsh "
        "bc1qm5gq3aea80pz8yvenhjhjfwzu79e0ffssm842kn4cg5evk694sqs3tg7k2": 2,
        "wallet descriptor 2-of-3 p2wsh "
        "tb1q4xla4rzmuyytu4yzgm7cyef400mckj8syjranlw4a6hq2df5gtaqxfn3kv change-assumed": 1,
        "wallet descriptor 2-of-3 p2wsh "
        "tb1qxsywrj08slu62g2n7z7tawaasxyy7x6cfhp0ru6gv4pmkg4a26us5njlra": 2,
        "wallet descriptor networks-mixed": 2,
        "wallet descriptor wallet-unsupported": 60,
        "wallet ur_output 1-of-2 p2wsh "
        "tb1qklm7yyvyu2av4f35ve6tm8mpn6mkr8e3dpjd3jp9vn77vu670g7q3ujyx9 change-assumed": 1,
        "wallet ur_output 2-of-3 p2wsh "
        "tb1q4xla4rzmuyytu4yzgm7cyef400mckj8syjranlw4a6hq2df5gtaqxfn3kv change-assumed": 1,
        "wallet ur_output wallet-unsupported": 2,
    }


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        ("a network that is none", WALLET | {"network": {"value": "MARS"}}, "file-malformed"),
        ("no descriptor", WALLET | {"descriptor_str": None}, "file-malformed"),
        ("no keystores", WALLET | {"keystores": None}, "file-malformed"),
        ("a fingerprint that is none", WALLET | {"keystores": [{"fingerprint": "x"}]},
         "key-malformed"),
        ("text for the wallet", WHOLE | {"wallet": "x"}, "file-malformed"),
    ],
)  # fmt: skip
def test_refuses(name: str, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(json.dumps(fields).encode())
    assert (refused.value.kind, refused.value.format) == ("wallet", "bitcoin_safe"), name
    assert refused.value.code == code, name
