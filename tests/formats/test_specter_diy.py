"""The command that gives Specter-DIY a wallet."""

import json

import pytest
from embit.descriptor import Descriptor
from embit.networks import NETWORKS

from strongroom.engines.derivation import derive_address
from strongroom.formats import specter_diy
from strongroom.formats.contract import WalletFormat
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.descriptor import split_checksum, write_descriptor
from strongroom.model.wallet import Branch
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN, Plan
from tests.vectors_source import vector

BODY = split_checksum(write_descriptor(PLAIN.policy))[0]
COMMANDS = json.loads(vector("specter-diy/wallet_commands.json").read_text())


class TestSpecterDiy(WalletFormatContract):
    samples = (
        COMMANDS["DOC_ADDWALLET_COMMAND"],
        f"addwallet Savings&{BODY.replace('<0;1>', '{0,1}')}",
        f"addwallet Savings&{write_descriptor(PLAIN.policy)}\n",
    )

    def form(self) -> WalletFormat:
        return specter_diy.FORMAT


def test_the_command_and_the_descriptor_of_the_manual_are_one_wallet() -> None:
    command = read_wallet(COMMANDS["DOC_ADDWALLET_COMMAND"].encode())
    named = read_wallet(COMMANDS["DOC_NAMED_DESCRIPTOR"].encode())
    assert (command.policy, command.name) == (named.policy, "My multisig")


def test_both_branches_are_written_as_every_version_reads_them() -> None:
    text = write_wallet(Plan().wallet("Du & ich"), "specter_diy", None)
    assert text.startswith("addwallet Du  ich&wsh(sortedmulti(2,[")
    assert text.count("/{0,1}/*") == 3
    assert "<" not in text


def test_the_library_inside_specter_diy_derives_the_same_addresses() -> None:
    text = write_wallet(PLAIN, "specter_diy", None)
    theirs = Descriptor.from_string(text.strip().partition("&")[2])
    for branch in Branch:
        number = 0 if branch is Branch.RECEIVE else 1
        shown = theirs.derive(5, branch_index=number).address(NETWORKS["regtest"])
        assert derive_address(PLAIN, branch, 5).text == shown


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("no name", f"addwallet {BODY}", "file-malformed"),
        ("nothing behind the name", "addwallet Savings&", "file-malformed"),
        ("two lines", f"addwallet A&{BODY}\naddwallet B&{BODY}", "file-malformed"),
        ("a wrong checksum", f"addwallet A&{BODY}#aaaaaaaa", "checksum-wrong"),
        ("a single key", "addwallet A&wpkh(" + BODY.split(",")[1] + ")", "wallet-unsupported"),
    ],
)
def test_refuses(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(text.encode())
    assert (refused.value.kind, refused.value.format) == ("wallet", "specter_diy"), name
    assert refused.value.code == code, name
