"""Caravan's wallet file, its own and Sparrow's, and the keys of which it knows too little."""

import json

import pytest

from strongroom.engines.derivation import derive_address
from strongroom.formats import caravan
from strongroom.formats.contract import WalletFormat, WriteError
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.network import Network
from strongroom.model.policy import Branches
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch, Wallet
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN, Plan
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.vectors_source import vector, vector_names

SPARROWS = vector("sparrow/caravan-multisig-export-1.json").read_text()
OWN = vector_names("caravan/bitcoin-*.json")
NESTED = vector("caravan/bitcoin-2-of-2-P2SH-P2WSH_MAINNET.json").read_text()


class TestCaravan(WalletFormatContract):
    samples = (SPARROWS, NESTED)

    def form(self) -> WalletFormat:
        return caravan.FORMAT


def changed(**fields: object) -> bytes:
    return json.dumps(json.loads(NESTED) | fields).encode()


def with_first_key(**fields: object) -> bytes:
    first, *others = json.loads(NESTED)["extendedPublicKeys"]
    return changed(extendedPublicKeys=[first | fields, *others])


def test_caravans_own_test_addresses_are_the_first_of_its_wallets() -> None:
    fixtures = json.loads(vector("caravan/multisig_fixtures.json").read_text())["fixtures"]
    first_of = {each["address"] for each in fixtures if str(each.get("bip32Path")).endswith("/0/0")}
    found = set()
    for name in OWN:
        file = read_wallet(vector(name).read_bytes())
        wallet = Wallet("", file.networks[0], file.policy)
        found.add(derive_address(wallet, Branch.RECEIVE, 0).text)
    assert len(found & first_of) == 4


@shows("path-too-long", QUIET)
@pytest.mark.parametrize("name", [*OWN, "sparrow/caravan-multisig-export-1.json"])
def test_what_a_file_says_is_read_and_written_back(name: str) -> None:
    text = vector(name).read_text()
    file = read_wallet(text.encode())
    written = json.loads(write_wallet(Wallet(file.name, file.networks[0], file.policy), "caravan",
                                      None))  # fmt: skip
    assert written == json.loads(text)
    assert file.findings == ()


def test_sparrows_underscore_and_caravans_hyphen_are_one_script() -> None:
    underscored = read_wallet(changed(addressType="P2SH_P2WSH"))
    assert underscored.policy == read_wallet(NESTED.encode()).policy
    nested = Plan(script_type=ScriptType.P2SH_P2WSH).wallet()
    assert '"addressType": "P2SH-P2WSH"' in write_wallet(nested, "caravan", None)


@pytest.mark.parametrize(
    ("word", "networks"),
    [
        ("testnet", {Network.TESTNET4, Network.TESTNET3}),
        ("signet", {Network.SIGNET}),
        ("regtest", {Network.REGTEST}),
    ],
)
def test_the_network_is_the_files_own(word: str, networks: set[Network]) -> None:
    written = json.loads(write_wallet(PLAIN, "caravan", None)) | {"network": word}
    assert set(read_wallet(json.dumps(written).encode()).networks) == networks


def test_every_network_is_written_as_one_that_may_be_meant() -> None:
    for network in Network:
        policy = Plan(kind=network.kind).wallet().policy
        text = write_wallet(Wallet("", network, policy), "caravan", None)
        assert network in read_wallet(text.encode()).networks


@pytest.mark.parametrize(
    ("path", "fingerprint"),
    [
        ("Unknown", "00000005"),
        ("Unknown (make sure you have written this down previously!)", "00000000"),
        (None, None),
    ],
)
def test_a_key_of_unknown_path_has_no_origin(path: str | None, fingerprint: str | None) -> None:
    file = read_wallet(with_first_key(bip32Path=path, xfp=fingerprint))
    assert file.policy.cosigners[0].origin is None
    assert file.policy.cosigners[1].origin is not None


@pytest.mark.parametrize("fingerprint", ["Unknown", "00000000", "", None])
def test_a_fingerprint_that_is_none_leaves_the_path(fingerprint: str | None) -> None:
    key = read_wallet(with_first_key(xfp=fingerprint)).policy.cosigners[0]
    assert key.fingerprint is None
    assert key.origin is not None
    assert key.origin.path.write("'") == "48'/0'/100'/1'"


@shows("path-too-long", QUIET, BOUNDARY)
def test_a_path_as_long_as_the_key_is_deep_is_kept_whole() -> None:
    file = read_wallet(with_first_key(bip32Path="m/48'/0'/100'/1'"))
    assert file.findings == ()


@shows("path-too-long", FIRING, BOUNDARY)
def test_a_path_one_step_longer_is_cut_and_said_so() -> None:
    file = read_wallet(with_first_key(bip32Path="m/48'/0'/100'/1'/0"))
    assert file.policy == read_wallet(NESTED.encode()).policy
    assert [(f.code, f.where) for f in file.findings] == [("path-too-long", "key 0")]


@shows("path-too-long", FIRING)
def test_a_path_that_leads_beyond_the_key_is_cut_and_said_so() -> None:
    file = read_wallet(with_first_key(bip32Path="m/48'/0'/100'/1'/0/0"))
    assert file.policy == read_wallet(NESTED.encode()).policy
    assert [(f.code, f.where) for f in file.findings] == [("path-too-long", "key 0")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("threshold zero", vector("sparrow/caravan-multisig-export-2.json").read_bytes(),
         "threshold-invalid"),
        ("a key too few", changed(quorum={"requiredSigners": 2, "totalSigners": 3}),
         "keys-missing"),
        ("a key too many", changed(quorum={"requiredSigners": 1, "totalSigners": 1}),
         "file-malformed"),
        ("no keys", changed(extendedPublicKeys=[], quorum={"requiredSigners": 0,
         "totalSigners": 0}), "threshold-invalid"),
        ("true for a number", changed(quorum={"requiredSigners": True, "totalSigners": 2}),
         "file-malformed"),
        ("an address type that is none", changed(addressType="P2TR"), "file-malformed"),
        ("a network that is none", changed(network="mars"), "file-malformed"),
        ("a list for an object", changed(quorum=[]), "file-malformed"),
        ("text for a key", changed(extendedPublicKeys=["xpub"]), "file-malformed"),
        ("a path shorter than the key's", with_first_key(bip32Path="m/48'/0'"), "key-malformed"),
        ("a path to another key", with_first_key(bip32Path="m/48'/0'/100'/2'"), "key-malformed"),
        ("a fingerprint that is none", with_first_key(xfp="osw"), "key-malformed"),
    ],
)  # fmt: skip
def test_refuses(name: str, data: bytes, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(data)
    assert (refused.value.kind, refused.value.format) == ("wallet", "caravan"), name
    assert refused.value.code == code, name


@pytest.mark.parametrize(
    ("wallet", "reason"),
    [
        (Plan(sorted_keys=False).wallet(), "unsorted"),
        (Plan(branches=Branches((4,), (5,))).wallet(), "branches"),
    ],
)
def test_caravan_is_not_given_what_it_would_read_otherwise(wallet: Wallet, reason: str) -> None:
    with pytest.raises(WriteError) as refused:
        write_wallet(wallet, "caravan", None)
    assert refused.value.facts["reason"] == reason
