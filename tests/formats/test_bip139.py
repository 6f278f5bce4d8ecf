"""Wallet backup metadata, as the draft says and as Liana writes it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from strongroom.formats import bip139
from strongroom.formats.contract import WalletFormat
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.device import Device
from strongroom.model.network import Network
from strongroom.model.spending_path import SpendingPath
from strongroom.model.wallet import Wallet
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN
from tests.vectors_source import vector

BACKUP = json.loads(vector("liana/liana-backup-2025-06-23T13-23-54.json").read_text())
DESCRIPTOR = write_descriptor(PLAIN.policy)
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


class TestBip139(WalletFormatContract):
    samples = (
        json.dumps(plain()),
        json.dumps({"version": 1, "accounts": plain()["accounts"]}),
        json.dumps({"accounts": [{"type": "bip_380", "descriptor": DESCRIPTOR}]}),
    )

    def form(self) -> WalletFormat:
        return bip139.FORMAT


def test_the_wallet_its_name_its_network_and_the_names_of_its_keys() -> None:
    file = read_wallet(as_bytes(plain()))
    assert (file.policy, file.name) == (PLAIN.policy, "My Liana Regtest wallet")
    assert (file.networks, file.findings) == ((Network.REGTEST,), ())
    assert [key.name for key in file.policy.cosigners] == ["Safe in the cellar", "", ""]


def test_names_and_network_are_written_too() -> None:
    named = replace(
        PLAIN.policy,
        keys=tuple(
            replace(each, key=replace(each.key, name=name))
            for each, name in zip(PLAIN.policy.keys, ("Ann", "Bob", ""), strict=True)
        ),
    )
    for network in (Network.REGTEST, Network.SIGNET, Network.TESTNET4):
        text = write_wallet(Wallet("Boat “fund”", network, named), "bip139", None)
        file = read_wallet(text.encode())
        assert (file.name, network in file.networks) == ("Boat “fund”", True)
        assert [key.name for key in file.policy.cosigners] == ["Ann", "Bob", ""]


def test_a_policy_with_a_recovery_path_is_read_as_what_it_allows() -> None:
    policy = read_wallet(as_bytes(BACKUP)).policy
    assert policy.paths == (SpendingPath(1, (0,)), SpendingPath(1, (1,), 52_596))


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
    assert (refused.value.kind, refused.value.format) == ("wallet", "bip139"), name
    assert refused.value.code == code, name


TOKEN = "34602db12b76200ea96386c4cd10b8b1d60b84e060d2d6120073c06367a9506d"
LEDGER = {"kind": "ledger", "fingerprint": FIRST, "token": TOKEN}


def with_hardware(listed: object) -> bytes:
    """The published backup with something in the place of its empty list of devices."""
    fields = plain()
    account = fields["accounts"][0]
    settings = account["proprietary"]["settings"] | {"hardware_wallets": listed}
    account |= {"proprietary": {"settings": settings}}
    return as_bytes(fields)


def test_what_liana_keeps_of_a_ledger_comes_along_under_the_name_it_was_told() -> None:
    (proof,) = read_wallet(with_hardware([LEDGER])).proofs
    assert (proof.device, proof.fingerprint.hex()) == (Device.LEDGER, FIRST)
    assert (proof.name, proof.proof) == ("Liana-jz5sm0xn", TOKEN)


@pytest.mark.parametrize(
    "listed",
    [
        None,
        "ledger",
        {},
        [None, [], "ledger"],
        [LEDGER | {"token": TOKEN[:-2]}],
        [LEDGER | {"token": "\uff10" * 64}],
        [LEDGER | {"token": None}],
        [LEDGER | {"fingerprint": "8a55017"}],
        [LEDGER | {"fingerprint": 1}],
        [LEDGER | {"kind": "toaster"}],
        [{}] * 100 + [LEDGER],
    ],
)
def test_what_is_no_proof_is_passed_over_and_keeps_no_wallet_from_opening(listed: object) -> None:
    file = read_wallet(with_hardware(listed))
    assert (file.proofs, file.policy.threshold) == ((), PLAIN.policy.threshold)


def test_a_name_of_lianas_that_steers_the_display_is_shown_as_what_it_is() -> None:
    data = with_hardware([LEDGER]).replace(b'"name": "Liana-jz5sm0xn"', b'"name": "a\\u202eb"')
    assert read_wallet(data).proofs[0].name == "a<U+202E>b"
