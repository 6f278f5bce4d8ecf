"""Wallets as descriptors in plain text, in all the shapes they are passed around in."""

import json
import re
from collections import Counter

import pytest

from strongroom.formats import descriptor
from strongroom.formats.contract import WalletFormat, WriteError
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.descriptor import split_checksum, with_checksum, write_descriptor
from strongroom.model.finding import Severity
from strongroom.model.policy import Branches
from strongroom.model.wallet import Branch
from tests.contracts.formats import WalletFormatContract
from tests.formats.outcomes import outcome
from tests.formats.sample_wallets import PLAIN, Plan
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import vector

POLICY = PLAIN.policy
BOTH = write_descriptor(POLICY)
RECEIVE = write_descriptor(POLICY, Branch.RECEIVE)
CHANGE = write_descriptor(POLICY, Branch.CHANGE)
BODY = split_checksum(BOTH)[0]
SPARROW = write_wallet(PLAIN, "descriptor", "sparrow")
OTHER = write_descriptor(Plan(threshold=1).wallet().policy)


class TestDescriptor(WalletFormatContract):
    samples = (BOTH, f"{RECEIVE}\n{CHANGE}\n", SPARROW, f"My multisig&{BODY}", f"label: {BOTH}")

    def form(self) -> WalletFormat:
        return descriptor.FORMAT


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("both branches", BOTH),
        ("the pair", f"{RECEIVE}\n{CHANGE}"),
        ("the pair, blank lines between", f"{RECEIVE}\n\n\n{CHANGE}\n"),
        ("the pair, change first", f"{CHANGE}\n{RECEIVE}\n"),
        ("Sparrow's file", SPARROW),
        ("a wallet's line broken in two", BOTH.replace(",", ",\n", 2)),
        ("apostrophes", with_checksum(re.sub("(?<=[0-9])h", "'", BODY))),
        ("with a comment", f"# my wallet\n{BOTH}"),
        ("with spaces around", f"  {BOTH}  \n"),
    ],
)
def test_every_shape_is_the_same_wallet_without_a_finding(name: str, text: str) -> None:
    file = read_wallet(text.encode())
    assert (file.policy, file.findings) == (POLICY, ()), name


@shows("change-assumed", FIRING)
def test_a_lone_receive_descriptor_is_given_the_usual_change_and_a_warning() -> None:
    file = read_wallet(RECEIVE.encode())
    assert file.policy == POLICY
    assert [(f.code, f.severity) for f in file.findings] == [("change-assumed", Severity.WARN)]


def test_keys_with_nothing_behind_them_mean_both_branches() -> None:
    bare = with_checksum(BODY.replace("/<0;1>/*", ""))
    file = read_wallet(bare.encode())
    assert file.policy == POLICY
    assert [f.code for f in file.findings] == ["change-assumed"]


@shows("change-assumed", QUIET)
def test_a_lone_other_branch_stays_alone() -> None:
    wallet = Plan(branches=Branches((5,), None)).wallet()
    file = read_wallet(write_descriptor(wallet.policy).encode())
    assert (file.policy, file.findings) == (wallet.policy, ())


def test_a_missing_checksum_is_a_warning() -> None:
    file = read_wallet(BODY.encode())
    assert [(f.code, f.severity) for f in file.findings] == [("checksum-wrong", Severity.WARN)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"label:{BOTH}", "label"),
        (f"My multisig&{BOTH}", "My multisig"),
        (f"addwallet My multisig&{BOTH}", "My multisig"),
        (BOTH, ""),
    ],
)
def test_the_name_before_it(text: str, name: str) -> None:
    assert read_wallet(text.encode()).name == name


@pytest.mark.parametrize("file", ["desc-p2sh-myself.txt", "desc-p2wsh-myself.txt"])
def test_coldcards_descriptor_and_setup_file_are_the_same_wallet(file: str) -> None:
    described = read_wallet(vector(f"coldcard/multisig/{file}").read_bytes())
    setup = vector(f"coldcard/multisig/{file.replace('desc', 'export')}")
    assert described.policy == read_wallet(setup.read_bytes()).policy


def test_nunchuks_pair_with_its_checksums() -> None:
    strings = json.loads(vector("nunchuk/descriptor_strings.json").read_text())["strings"]
    head, keys = strings[15], (strings[9], strings[11], strings[13])
    pair = []
    for tails in ((strings[10], strings[12], strings[14]), (strings[16], strings[17], strings[18])):
        parts = [part for both in zip(keys, tails, strict=True) for part in both]
        pair.append((head + "".join(parts)).removesuffix("\\n"))
    file = read_wallet("\n".join(pair).encode())
    assert file.findings == ()
    assert (file.policy.threshold, len(file.policy.keys)) == (1, 3)
    assert write_descriptor(file.policy, Branch.RECEIVE).endswith("#" + descriptor_sum(pair[0]))


def descriptor_sum(text: str) -> str:
    """The checksum of the same descriptor with ``h`` for hardened steps."""
    return with_checksum(split_checksum(text)[0].replace("'", "h")).rpartition("#")[2]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a wrong checksum", BOTH[:-1] + ("q" if BOTH[-1] != "q" else "p"), "checksum-wrong"),
        ("a wrong checksum in a pair", f"{RECEIVE}\n{BODY}#aaaaaaaa", "checksum-wrong"),
        ("two wallets", f"{BOTH}\n{OTHER}", "branches-crossed"),
        ("branches of two wallets", f"{RECEIVE}\n{OTHER}", "branches-crossed"),
        ("the same branch twice", f"{RECEIVE}\n{RECEIVE}", "branches-crossed"),
        ("three branches", f"{RECEIVE}\n{CHANGE}\n{RECEIVE}", "branches-crossed"),
        ("four descriptors", f"{BOTH}\n{RECEIVE}\n{CHANGE}\n{BOTH}", "file-malformed"),
        ("a bracket too few", BODY[:-1], "file-malformed"),
        ("one address", with_checksum(BODY.replace("/<0;1>/*", "/0/0")), "key-fixed"),
        ("threshold zero", BODY.replace("multi(2", "multi(0"), "threshold-invalid"),
        ("threshold over the keys", BODY.replace("multi(2", "multi(4"), "threshold-invalid"),
        ("single key", "wpkh(" + BODY.split(",")[1] + ")", "wallet-unsupported"),
        ("an address", "addr(3PUNyaW7M55oKWJ3kDukwk9bsKvryra15j)", "wallet-unsupported"),
        (
            "a timelock alone",
            f"wsh(and_v(v:pk({BODY.split(',')[1]}),older(5)))",
            "wallet-unsupported",
        ),
    ],
)
def test_refuses(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(text.encode())
    assert (refused.value.kind, refused.value.format) == ("wallet", "descriptor"), name
    assert refused.value.code == code, name


def test_bitcoin_core_is_given_the_pair() -> None:
    assert write_wallet(PLAIN, "descriptor", "bitcoin-core") == f"{RECEIVE}\n{CHANGE}\n"


def test_without_a_device_it_is_the_multipath_line() -> None:
    assert write_wallet(PLAIN, "descriptor", None) == f"{BOTH}\n"


@pytest.mark.parametrize("form", ["descriptor", "bsms"])
def test_a_lone_receive_branch_is_not_written_because_readers_add_one(form: str) -> None:
    wallet = Plan(branches=Branches((0,), None)).wallet()
    with pytest.raises(WriteError) as refused:
        write_wallet(wallet, form, None)
    assert (refused.value.code, refused.value.facts["reason"]) == ("device-cannot", "branches")


@pytest.mark.parametrize("name", ["test_descriptor", "test_taproot"])
def test_every_descriptor_among_embits_samples(name: str) -> None:
    tests = json.loads(vector(f"embit/{name}.json").read_text())["tests"]
    found = Counter(outcome(item["value"].encode()) for test in tests for item in test["items"])
    read = {said: times for said, times in found.items() if said.startswith("wallet")}
    assert read == EMBITS[name]


EMBITS = {
    "test_descriptor": {
        "wallet descriptor 2-of-2 p2wsh unsorted "
        "bc1qtmmy92tgwawdcwlpk6h73mu92898kd6fyr6m9w8dz0wn06ssn98svnlamy": 1,
        "wallet descriptor checksum-wrong": 2,
        "wallet descriptor 1-of-1 p2wsh unsorted "
        "tb1q47aukhlssn9wqd2m2l7ywrkg5emfk05hcls6anazv6sghzneacjs747zez": 1,
        "wallet descriptor wallet-unsupported": 10,
    },
    "test_taproot": {"wallet descriptor wallet-unsupported": 2},
}
