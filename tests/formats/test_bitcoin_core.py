"""Bitcoin Core's JSON: requests to import descriptors, and the answer that lists them."""

import json
from typing import Any

import pytest

from strongroom.formats import bitcoin_core
from strongroom.formats.contract import WalletFormat
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.descriptor import with_checksum, write_descriptor
from strongroom.model.policy import Branches
from strongroom.model.wallet import Branch
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN, Plan
from tests.vectors_source import vector

POLICY = PLAIN.policy
BOTH = write_descriptor(POLICY)
RECEIVE = write_descriptor(POLICY, Branch.RECEIVE)
CHANGE = write_descriptor(POLICY, Branch.CHANGE)
OTHER = write_descriptor(Plan(threshold=1).wallet().policy, Branch.RECEIVE)


def entry(desc: str, internal: bool | None = False, **more: object) -> dict[str, Any]:
    said = {} if internal is None else {"internal": internal}
    return {"desc": desc, "timestamp": 0, "active": True, **said, **more}


PAIR = [entry(RECEIVE), entry(CHANGE, internal=True)]
ANSWER = {"wallet_name": "Savings", "descriptors": [{**each, "next": 7} for each in PAIR]}


class TestBitcoinCore(WalletFormatContract):
    samples = (json.dumps(PAIR), json.dumps(ANSWER), json.dumps([entry(BOTH, None)], indent=2))

    def form(self) -> WalletFormat:
        return bitcoin_core.FORMAT


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("the pair", PAIR),
        ("the pair, change first", PAIR[::-1]),
        ("a multipath descriptor", [entry(BOTH, None)]),
        ("the pair with nothing said of it", [entry(CHANGE, None), entry(RECEIVE, None)]),
        ("a retired descriptor beside it", [entry(OTHER, active=False), *PAIR]),
    ],
)
def test_every_shape_is_the_same_wallet_without_a_finding(
    name: str, entries: list[dict[str, Any]]
) -> None:
    file = read_wallet(json.dumps(entries).encode())
    assert (file.policy, file.findings) == (POLICY, ()), name


def test_an_answer_names_its_wallet() -> None:
    assert read_wallet(json.dumps(ANSWER).encode()).name == "Savings"


def test_what_core_calls_internal_is_change_whatever_its_steps() -> None:
    turned = [entry(CHANGE), entry(RECEIVE, internal=True)]
    keys = read_wallet(json.dumps(turned).encode()).policy.keys
    assert {key.branches for key in keys} == {Branches((1,), (0,))}


def test_core_is_asked_to_import_both_branches_and_to_look_into_the_past() -> None:
    requests = json.loads(write_wallet(PLAIN, "bitcoin_core", None))
    assert [each["desc"] for each in requests] == [RECEIVE, CHANGE]
    assert [each["internal"] for each in requests] == [False, True]
    for each in requests:
        assert (each["active"], each["timestamp"], each["range"]) == (True, 0, [0, 999])
        assert "label" not in each  # which Core does not take for ranged descriptors


def test_coldcards_request_for_core_is_written_back_word_for_word() -> None:
    data = vector("bitcoin-core/coldcard_doc_importdescriptors_1.json").read_bytes()
    file = read_wallet(data)
    assert file.findings == ()
    written = {write_descriptor(file.policy, branch) for branch in Branch}
    assert written == {each["desc"] for each in json.loads(data)}


@pytest.mark.parametrize(
    ("name", "entries", "code"),
    [
        ("two wallets", [*PAIR, entry(OTHER)], "wallets-several"),
        ("branches of two wallets", [PAIR[0], entry(OTHER, internal=True)], "branches-crossed"),
        ("one branch twice", [PAIR[0], PAIR[0]], "branches-crossed"),
        ("a wrong checksum", [entry(RECEIVE[:-1] + "#")], "checksum-wrong"),
        ("a single key", [entry(with_checksum("wpkh(" + RECEIVE.split(",")[1] + ")"))],
         "wallet-unsupported"),
        ("text for a flag", [{**PAIR[0], "internal": "no"}], "file-malformed"),
        ("a number for a descriptor", [{"desc": 5}], "file-malformed"),
    ],
)  # fmt: skip
def test_refuses(name: str, entries: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(json.dumps(entries).encode())
    assert (refused.value.kind, refused.value.format) == ("wallet", "bitcoin_core"), name
    assert refused.value.code == code, name
