"""A wallet from three real Coldcard exports, against three implementations of derivation."""

import json
from pathlib import Path

import pytest
from btclib_wallet import descriptors as btclib

from strongroom.cli.main import main
from strongroom.engines.bdk_addresses import bdk_address
from strongroom.engines.embit_addresses import embit_address
from strongroom.model.wallet import Branch
from strongroom.workflows.open_wallet import open_wallet
from tests.vectors_source import vector_files

SCRIPTS = ("p2wsh", "p2sh-p2wsh", "p2sh")
COUNT = 20


def create(capsys: pytest.CaptureFixture[str], out: Path, script: str) -> dict:
    keys = [
        part
        for path in vector_files("coldcard/multisig/ccxp-*.json")
        for part in ("--key", str(path))
    ]
    assert len(keys) == 6
    words = ["wallet", "create", "--name", "Test", "--threshold", "2", "--network", "testnet3"]
    assert main([*words, *keys, "--script", script, "--out", str(out), "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_first_addresses_equal_those_of_three_implementations(
    script: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "wallet.txt"
    shown = create(capsys, out, script)
    wallet = open_wallet(out.read_bytes()).wallet
    for branch, text in (
        (Branch.RECEIVE, shown["descriptor_receive"]),
        (Branch.CHANGE, shown["descriptor_change"]),
    ):
        third = btclib.parse(text, network="testnet")
        theirs = [third.address(index) for index in range(COUNT)]
        assert [embit_address(wallet, branch, index).text for index in range(COUNT)] == theirs
        assert [bdk_address(wallet, branch, index).text for index in range(COUNT)] == theirs
        words = ["address", "--wallet", str(out), "--network", "testnet3", "--count", str(COUNT)]
        change = ["--change"] if branch is Branch.CHANGE else []
        assert main([*words, *change, "--json"]) == 0
        ours = json.loads(capsys.readouterr().out)["addresses"]
        assert [entry["address"] for entry in ours] == theirs


def test_the_wallet_shown_is_the_wallet_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = create(capsys, tmp_path / "wallet.txt", "p2wsh")
    fingerprints = [cosigner["fingerprint"] for cosigner in made["cosigners"]]
    assert fingerprints == ["0f056943", "6ba6cfd0", "7bb026be"]
    assert {cosigner["derivation"] for cosigner in made["cosigners"]} == {"m/48h/1h/0h/2h"}
    assert btclib.checksum(made["descriptor"].split("#")[0]) == made["descriptor"].split("#")[1]
    words = ["wallet", "show", str(tmp_path / "wallet.txt"), "--network", "testnet3", "--json"]
    assert main(words) == 0
    shown = json.loads(capsys.readouterr().out)
    for field in ("network", "threshold", "descriptor", "first_address", "script_type"):
        assert shown[field] == made[field]
