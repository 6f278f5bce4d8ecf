"""Liana's backup: read for its wallet, when it is one that is held here."""

import json
from typing import Any

import pytest

from strongroom.formats import liana
from strongroom.formats.contract import WalletFormat
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.network import Network
from tests.contracts.formats import ReadWalletContract
from tests.formats.sample_wallets import PLAIN
from tests.vectors_source import vector

BACKUP = json.loads(vector("liana/liana-backup-2025-06-23T13-23-54.json").read_text())
FIRST = (PLAIN.policy.cosigners[0].fingerprint or b"").hex()


def plain(**fields: object) -> dict[str, Any]:
    """The published backup with a plain quorum in the place of its policy."""
    account = BACKUP["accounts"][0] | {
        "descriptor": write_descriptor(PLAIN.policy),
        "keys": {FIRST: {"key": FIRST, "alias": "Safe in the cellar"}},
    }
    return BACKUP | {"accounts": [account]} | fields


def as_bytes(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields).encode()


class TestLiana(ReadWalletContract):
    samples = (json.dumps(plain()), json.dumps({"version": 1, "accounts": plain()["accounts"]}))

    def form(self) -> WalletFormat:
        return liana.FORMAT


def test_the_wallet_its_name_its_network_and_the_names_of_its_keys() -> None:
    file = read_wallet(as_bytes(plain()))
    assert (file.policy, file.name) == (PLAIN.policy, "My Liana Regtest wallet")
    assert (file.networks, file.findings) == ((Network.REGTEST,), ())
    assert [key.name for key in file.policy.cosigners] == ["Safe in the cellar", "", ""]


def test_a_policy_with_a_recovery_path_is_not_held() -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(as_bytes(BACKUP))
    assert (refused.value.format, refused.value.code) == ("liana", "policy-unusual")


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        ("two accounts", plain(accounts=plain()["accounts"] * 2), "wallets-several"),
        ("no account", plain(accounts=[]), "file-malformed"),
        ("an object for the accounts", plain(accounts={}), "file-malformed"),
        ("a network that is none", plain(network="mars"), "file-malformed"),
        ("an account without descriptor", plain(accounts=[{}]), "file-malformed"),
        ("a key of no fingerprint", plain(accounts=[plain()["accounts"][0] | {"keys": {"x": {}}}]),
         "key-malformed"),
    ],
)  # fmt: skip
def test_refuses(name: str, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(as_bytes(fields))
    assert (refused.value.kind, refused.value.format) == ("wallet", "liana"), name
    assert refused.value.code == code, name
