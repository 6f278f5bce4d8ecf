"""Specter Desktop's account map and backup, as it, Sparrow and Specter-DIY write and read them."""

import json
from typing import Any

import pytest

from strongroom.formats import specter_desktop
from strongroom.formats.contract import WalletFormat, WriteError
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.policy import Branches
from strongroom.model.wallet import Branch
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN, Plan
from tests.vectors_source import vector

POLICY = PLAIN.policy
BOTH = write_descriptor(POLICY)
RECEIVE = write_descriptor(POLICY, Branch.RECEIVE)
CHANGE = write_descriptor(POLICY, Branch.CHANGE)
BACKUP = {
    "name": "savings",
    "alias": "savings",
    "recv_descriptor": RECEIVE,
    "change_descriptor": CHANGE,
    "devices": ["one", "two"],
    "sigs_required": 2,
}


def account(descriptor: str, **more: object) -> dict[str, Any]:
    return {"label": "Savings", "blockheight": 0, "descriptor": descriptor, **more}


class TestSpecterDesktop(WalletFormatContract):
    samples = (
        json.dumps(account(RECEIVE, devices=[{"type": "coldcard", "label": "hox"}])),
        json.dumps(account(BOTH)),
        json.dumps(account(RECEIVE, devices=["hox", "ability"])),
        json.dumps(BACKUP),
        json.dumps([BACKUP]),
    )

    def form(self) -> WalletFormat:
        return specter_desktop.FORMAT


@pytest.mark.parametrize(
    ("name", "value", "assumed"),
    [
        ("Specter's account map", account(RECEIVE), ["change-assumed"]),
        ("Sparrow's account map", account(BOTH), []),
        ("a wallet of the backup", BACKUP, []),
        ("a backup of one wallet", [BACKUP], []),
        ("the same wallet in two ways", BACKUP | account(BOTH), []),
        ("its receive branch once more", BACKUP | account(RECEIVE), []),
    ],
)
def test_every_shape_is_the_same_wallet(name: str, value: Any, assumed: list[str]) -> None:
    file = read_wallet(json.dumps(value).encode())
    assert file.policy == POLICY, name
    assert [finding.code for finding in file.findings] == assumed
    assert file.name.lower() == "savings"


def test_specter_desktops_file_and_coldcards_are_the_same_wallet() -> None:
    both = json.loads(vector("specter-diy/compatibility.json").read_text())
    desktop = read_wallet(both["software_wallet_json"].encode())
    setup = read_wallet(both["coldcard_file"].encode())
    assert (desktop.policy, desktop.name) == (setup.policy, setup.name)


def test_the_signers_are_named_in_the_keys_order() -> None:
    written = json.loads(write_wallet(PLAIN, "specter_desktop", None))
    assert written["devices"] == [{"type": "other", "label": f"Key {n}"} for n in (1, 2, 3)]
    assert (written["label"], written["descriptor"]) == ("Sample", RECEIVE)


def test_branches_that_specter_would_not_guess_are_not_written() -> None:
    with pytest.raises(WriteError) as refused:
        write_wallet(Plan(branches=Branches((7,), (9,))).wallet(), "specter_desktop", None)
    assert refused.value.facts["reason"] == "branches"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        (
            "another wallet beside it",
            BACKUP | account(write_descriptor(Plan(1).wallet().policy)),
            "branches-crossed",
        ),
        ("a backup of two wallets", [BACKUP, BACKUP], "wallets-several"),
        ("a number for a descriptor", BACKUP | {"recv_descriptor": 1}, "file-malformed"),
        ("a descriptor of nothing", account(""), "wallet-unsupported"),
        ("the same branch twice", {**BACKUP, "change_descriptor": RECEIVE}, "branches-crossed"),
        ("a wrong checksum", account(RECEIVE[:-1] + "?"), "checksum-wrong"),
    ],
)
def test_refuses(name: str, value: Any, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(json.dumps(value).encode())
    assert (refused.value.kind, refused.value.format) == ("wallet", "specter_desktop"), name
    assert refused.value.code == code, name
