"""The documents of descriptors inside BIP-138 backups."""

import json

import pytest

from strongroom.formats import bip380_backup
from strongroom.formats.contract import WalletFormat
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.wallet import Branch
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN
from tests.vectors_source import vector

RECEIVE = write_descriptor(PLAIN.policy, Branch.RECEIVE)
CHANGE = write_descriptor(PLAIN.policy, Branch.CHANGE)
PAIR = {"descriptor": RECEIVE, "change_descriptor": CHANGE, "archived": False, "range": [0, 999]}
OLD = {**PAIR, "archived": True}


def document(*sets: object, version: object = 1) -> str:
    return json.dumps({"version": version, "descriptor_sets": sets})


class TestBip380Backup(WalletFormatContract):
    samples = (document(PAIR), document({"descriptor": write_descriptor(PLAIN.policy)}))

    def form(self) -> WalletFormat:
        return bip380_backup.FORMAT


def test_passes_over_what_is_archived() -> None:
    assert read_wallet(document(OLD, PAIR, OLD).encode()).policy == PLAIN.policy


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("two wallets in use", document(PAIR, PAIR), "wallet-unsupported"),
        ("none in use", document(OLD), "wallet-unsupported"),
        ("a newer version", document(PAIR, version=2), "backup-unsupported"),
        ("a set that is text", document("wsh()"), "file-malformed"),
        ("no list", '{"version": 1, "descriptor_sets": {}}', "file-malformed"),
        ("no descriptor", document({"archived": False}), "file-malformed"),
        ("branches of two wallets", document({**PAIR, "descriptor": CHANGE}), "branches-crossed"),
    ],
)
def test_refuses(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(text.encode())
    assert (refused.value.format, refused.value.code) == ("bip380_backup", code), name


def test_names_what_is_wrong_with_the_published_single_signature_wallets() -> None:
    for case in json.loads(vector("bip138-draft/bip380_descriptor_backup.json").read_text()):
        with pytest.raises(RecognitionError) as refused:
            read_wallet(json.dumps(case["document"]).encode())
        assert refused.value.code == "wallet-unsupported"
