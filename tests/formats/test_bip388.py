"""Wallet policies: the BIP's examples, good and bad, and the files that carry them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hwilib.common import AddressType
from hwilib.devices.ledger_bitcoin.wallet import MultisigWallet
from hypothesis import given
from hypothesis import strategies as st

from strongroom.engines.derivation import derive_address
from strongroom.formats import bip388
from strongroom.formats.contract import WalletFormat, WriteError
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.derivation import KeyOrigin
from strongroom.model.descriptor import parse_descriptor
from strongroom.model.errors import StrongroomError
from strongroom.model.network import Network
from strongroom.model.policy import Branches, CosignerKey, Policy, PolicyKey
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch, Wallet
from tests.contracts.formats import WalletFormatContract
from tests.formats.outcomes import outcome
from tests.formats.sample_wallets import PLAIN, Plan, cosigner
from tests.vectors_source import vector

BIP = json.loads(vector("bip388/bip388.json").read_text())
MULTISIG = next(each for each in BIP["valid"] if "BIP-48" in each["name"])
WRITTEN = json.loads(write_wallet(PLAIN, "bip388", None))
KEYS = WRITTEN["keys"]
JADE = json.loads(
    vector("jade/descriptor/descriptor_ss_multisig_wsh_sorted_match.json").read_text()
)


class TestBip388(WalletFormatContract):
    samples = (
        json.dumps({"template": MULTISIG["template"], "keys": MULTISIG["keys"]}),
        json.dumps(WRITTEN),
        json.dumps({"version": 1, "policy_sets": [WRITTEN]}),
        json.dumps(
            {"name": "L", "descriptor_template": WRITTEN["policy"], "keys_info": WRITTEN["keys"]}
        ),
        json.dumps(JADE["input"]),
    )

    def form(self) -> WalletFormat:
        return bip388.FORMAT


def as_bytes(policy: str, keys: Any = KEYS) -> bytes:
    return json.dumps({"policy": policy, "keys": keys}).encode()


def test_the_bips_multisig_is_its_descriptor() -> None:
    policy = read_wallet(as_bytes(MULTISIG["template"], MULTISIG["keys"])).policy
    assert policy == parse_descriptor(MULTISIG["descriptor"]).policy
    written = json.loads(write_wallet(Wallet("", Network.BITCOIN, policy), "bip388", None))
    assert (written["policy"], written["keys"]) == (MULTISIG["template"], MULTISIG["keys"])


@pytest.mark.parametrize("example", BIP["invalid"], ids=lambda example: example["reason"])
def test_the_bips_bad_examples_break_them(example: dict[str, Any]) -> None:
    wanted = 1 + max(int(n) for n in "012" if f"@{n}" in example["template"])
    with pytest.raises(StrongroomError) as refused:
        bip388.read_policy(example["template"], KEYS[:wanted])
    assert refused.value.code == "file-malformed"


def test_every_bad_example_of_the_bip_was_tried() -> None:
    assert len(BIP["invalid"]) == 9


def test_jades_addresses_are_those_of_its_policy() -> None:
    file = read_wallet(json.dumps(JADE["input"]).encode())
    wallet = Wallet("", Network.TESTNET3, file.policy)
    for each in JADE["address_tests"]:
        branch = Branch.CHANGE if each["branch"] else Branch.RECEIVE
        assert derive_address(wallet, branch, each["pointer"]).text == each["expected_address"]
    assert file.name == "test_descriptor"


@pytest.mark.parametrize("sorted_keys", [True, False])
@pytest.mark.parametrize(
    ("script_type", "theirs"),
    [
        (ScriptType.P2WSH, AddressType.WIT),
        (ScriptType.P2SH_P2WSH, AddressType.SH_WIT),
        (ScriptType.P2SH, AddressType.LEGACY),
    ],
)
def test_ledgers_own_client_makes_the_same_policy(
    script_type: ScriptType, theirs: AddressType, sorted_keys: bool
) -> None:
    wallet = Plan(2, 12, script_type, sorted_keys=sorted_keys).wallet()
    ours = json.loads(write_wallet(wallet, "bip388", None))
    client = MultisigWallet("", theirs, 2, ours["keys"], sorted_keys)
    assert ours["policy"] == client.descriptor_template
    pair = "\n".join(client.get_descriptor(change) for change in (False, True))
    assert read_wallet(pair.encode()).policy == wallet.policy


@pytest.mark.parametrize(
    ("policy", "branches"),
    [
        ("wsh(sortedmulti(2,@0/**,@1/**,@2/**))", Branches()),
        ("wsh(sortedmulti(2,@0/<0;1>/*,@1/<0;1>/*,@2/<0;1>/*))", Branches()),
        ("wsh(sortedmulti(2,@0/<7;9>/*,@1/<7;9>/*,@2/<7;9>/*))", Branches((7,), (9,))),
    ],
)
def test_the_steps_are_the_branches(policy: str, branches: Branches) -> None:
    read = read_wallet(as_bytes(policy)).policy
    assert {key.branches for key in read.keys} == {branches}
    assert [key.key for key in read.keys] == list(PLAIN.policy.cosigners)


@pytest.mark.parametrize(
    ("name", "policy", "keys", "code"),
    [
        ("a key that is not used", "wsh(sortedmulti(1,@0/**,@1/**))", KEYS, "file-malformed"),
        ("a key that is not there", "wsh(sortedmulti(1,@0/**,@1/**,@2/**))", KEYS[:2],
         "file-malformed"),
        ("the same number twice", "wsh(sortedmulti(2,@0/<1;1>/*,@1/**,@2/**))", KEYS,
         "file-malformed"),
        ("a number too large", "wsh(sortedmulti(2,@0/<0;2147483648>/*,@1/**,@2/**))", KEYS,
         "file-malformed"),
        ("hardened steps", "wsh(sortedmulti(2,@0/<0';1'>/*,@1/**,@2/**))", KEYS, "file-malformed"),
        ("a number with a nought before it", "wsh(sortedmulti(2,@00/**,@1/**,@2/**))", KEYS,
         "file-malformed"),
        ("one key under two numbers", "wsh(sortedmulti(2,@0/**,@1/**))", [KEYS[0]] * 2,
         "key-duplicate"),
        ("steps behind a key", "wsh(sortedmulti(2,@0/**,@1/**,@2/**))",
         [KEYS[0] + "/0", *KEYS[1:]], "file-malformed"),
        ("musig outside tr", "wsh(pk(musig(@0,@1,@2)/**))", KEYS, "file-malformed"),
        ("a key in the template", f"wsh(sortedmulti(2,@0/**,@1/**,{KEYS[2]}/<0;1>/*))", KEYS[:2],
         "file-malformed"),
        ("a threshold over the keys", "wsh(sortedmulti(4,@0/**,@1/**,@2/**))", KEYS,
         "threshold-invalid"),
        ("one key twice in the script", "wsh(sortedmulti(2,@0/**,@0/<2;3>/*,@1/**,@2/**))", KEYS,
         "key-duplicate"),
        ("keys that are no texts", "wsh(sortedmulti(2,@0/**,@1/**,@2/**))", [1, 2, 3],
         "file-malformed"),
        ("a template of a megabyte", "wsh(" + "a" * 20_000, KEYS, "file-too-big"),
    ],
)  # fmt: skip
def test_refuses(name: str, policy: str, keys: Any, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(as_bytes(policy, keys))
    assert (refused.value.kind, refused.value.format) == ("wallet", "bip388"), name
    assert refused.value.code == code, name


DRAFT = {
    "single pkh policy": "wallet bip388 wallet-unsupported",
    "multiple policy sets with metadata": "wallet bip388 wallet-unsupported",  # pkh is in use
    "version not one": "wallet bip388 backup-unsupported",
    "missing policy": "unknown not-recognised",
    "empty policy": "wallet bip388 file-malformed",
    "empty keys": "wallet bip388 file-malformed",
    "single literal pubkey in keys": "wallet bip388 wallet-unsupported",
}


def test_every_document_of_the_drafts_vectors() -> None:
    documents = json.loads(vector("bip138-draft/bip388.json").read_text())
    found = {each["description"]: outcome(json.dumps(each["document"]).encode())
             for each in documents}  # fmt: skip
    assert found == DRAFT


@pytest.mark.parametrize(
    "again",
    [
        {"template": "wsh(1)"},
        {"descriptor_template": "wsh(1)"},
        {"keys_info": KEYS[:1]},
        {"descriptor": "wsh(1)", "datavalues": {}},
    ],
    ids=["template", "descriptor_template", "keys_info", "as Jade says it"],
)
def test_what_is_said_twice_is_not_chosen_from(again: dict[str, Any]) -> None:
    with pytest.raises(RecognitionError) as caught:
        read_wallet(json.dumps(WRITTEN | again).encode())
    assert caught.value.code == "file-malformed"


def policy_or_code(read: Callable[..., Policy], *said: Any) -> Policy | str:
    try:
        return read(*said)
    except StrongroomError as error:
        return error.code


def described(text: str) -> Policy:
    return parse_descriptor(text).policy


def test_the_drafts_policies_say_what_their_descriptors_say() -> None:
    cases = json.loads(vector("bip138-draft/bip388_wallet_policy.json").read_text())
    read = bip388.read_policy
    said = [policy_or_code(read, each["template"], each["key_info"]) for each in cases]
    assert said == [policy_or_code(described, each["descriptor"]) for each in cases]
    assert [type(each) for each in said].count(Policy) == 2  # the others are not held here


def test_an_archived_policy_is_passed_over() -> None:
    sets = [WRITTEN | {"archived": True, "policy": "pkh(@0/**)"}, WRITTEN]
    document = {"version": 1, "policy_sets": sets}
    assert read_wallet(json.dumps(document).encode()).policy == PLAIN.policy


def test_one_of_two_policies_is_not_chosen() -> None:
    several = json.dumps({"version": 1, "policy_sets": [WRITTEN, WRITTEN]}).encode()
    with pytest.raises(RecognitionError) as refused:
        read_wallet(several)
    assert refused.value.code == "wallets-several"


def blank_fingerprint() -> Wallet:
    key = cosigner(1)
    assert key.origin is not None
    blank = CosignerKey(key.xpub, KeyOrigin(bytes(4), key.origin.path))
    return Wallet("", PLAIN.network, Policy(ScriptType.P2WSH, 1, (PolicyKey(blank),)))


@pytest.mark.parametrize(
    ("wallet", "reason"),
    [
        (Plan(branches=Branches((5,), None)).wallet(), "branches"),
        (Plan(branches=Branches((5, 0), (5, 1))).wallet(), "branches"),
        (blank_fingerprint(), "fingerprint-missing"),
    ],
)
def test_what_a_policy_cannot_say_is_not_written(wallet: Wallet, reason: str) -> None:
    with pytest.raises(WriteError) as refused:
        write_wallet(wallet, "bip388", None)
    assert refused.value.facts["reason"] == reason


PIECES = st.sampled_from(
    ["wsh(", "sh(", "tr(", "sortedmulti(2,", "musig(", "@0", "@1", "@2", "/**", "/<0;1>/*", "/<2;3>/*",
     "/0", ",", ")", "))", "pk(", "@", "<", "9" * 30, KEYS[0]]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_template_is_read_or_refused_in_words(template: str) -> None:
    try:
        policy = bip388.read_policy(template, KEYS[:2])
    except StrongroomError:
        return
    assert len(policy.keys) == 2
