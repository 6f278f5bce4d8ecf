"""BSMS records: the signer's key and the wallet, whose first address must be the one stated."""

import re

import pytest

from strongroom.formats import bsms
from strongroom.formats.contract import KeyFormat, WalletFormat
from strongroom.formats.reading import RecognitionError, read_key, read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.addresses import read_address, write_address
from strongroom.model.network import Network
from strongroom.model.policy import Branches
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet
from strongroom.words.findings import words_for
from tests.contracts.formats import KeyFormatContract, WalletFormatContract
from tests.formats.sample_wallets import Plan
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import vector, vector_names

WALLET = vector("bip129/mode2/r2_my_multisig_wallet.bsms").read_text()
KEY = vector("bip129/mode2/r1_signer_1_key.bsms").read_text()
RAW_KEY = vector("bip129/mode1/r1_signer_1_key.bsms").read_text()
VERSION, DESCRIPTOR, RESTRICTIONS, ADDRESS = WALLET.split("\n")
NUNCHUK = "\n".join((VERSION, DESCRIPTOR.replace("/**", "/*"), "No path restrictions", ADDRESS))


class TestBsmsWallet(WalletFormatContract):
    samples = (WALLET, NUNCHUK)

    def form(self) -> WalletFormat:
        return bsms.WALLET_FORMAT


class TestBsmsKey(KeyFormatContract):
    samples = (KEY,)

    def form(self) -> KeyFormat:
        return bsms.KEY_FORMAT


def record(
    descriptor: str = DESCRIPTOR, restrictions: str = RESTRICTIONS, address: str = ADDRESS
) -> bytes:
    return "\n".join((VERSION, descriptor, restrictions, address)).encode()


@pytest.mark.parametrize("mode", [2, 3, 4])
def test_what_is_written_is_the_bips_own_text(mode: int) -> None:
    text = vector(f"bip129/mode{mode}/r2_my_multisig_wallet.bsms").read_text()
    policy = read_wallet(text.encode()).policy
    assert write_wallet(Wallet("", Network.BITCOIN, policy), "bsms", None) == text


@pytest.mark.parametrize("name", vector_names("bip129/mode[234]/r1_*.bsms"))
def test_a_signers_record_is_signed_by_its_key(name: str) -> None:
    text = vector(name).read_text()
    (exported,) = read_key(text.encode()).keys
    assert str(exported.key.xpub) in text
    assert exported.key.name == text.split("\n")[3]
    assert exported.script_type is not None


def test_every_signers_record_of_the_bip_was_tried() -> None:
    assert len(vector_names("bip129/mode[234]/r1_*.bsms")) == 7


@shows("first-address-differs", QUIET)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("the BIP's", record()),
        ("Sparrow's multipath", record(DESCRIPTOR.replace("/**", "/<0;1>/*"))),
        ("a blank line for the restrictions", record(restrictions="")),
        ("spaces in the restrictions", record(restrictions="/0/*, /1/*")),
        ("Nunchuk's", NUNCHUK.encode()),
        ("keys with nothing behind them", record(DESCRIPTOR.replace("/**", ""))),
        ("an address in upper case", record(address=ADDRESS.upper())),
        ("a line end behind it", record() + b"\n"),
    ],
)
def test_every_way_to_write_it_is_the_same_wallet(name: str, data: bytes) -> None:
    file = read_wallet(data)
    assert file.policy == read_wallet(record()).policy, name
    assert (file.findings, file.networks) == ((), (Network.BITCOIN,))


def test_sorted_keys_may_stand_in_any_order() -> None:
    assert read_wallet(record(SWAPPED)).policy.keys == read_wallet(record()).policy.keys[::-1]


def test_one_branch_for_everything_stays_one_branch() -> None:
    wallet = Plan(branches=Branches((), None)).wallet()
    file = read_wallet(write_wallet(wallet, "bsms", None).encode())
    assert file.policy == wallet.policy


def test_an_address_names_the_network() -> None:
    wallet = Plan().wallet()
    text = write_wallet(wallet, "bsms", None)
    assert read_wallet(text.encode()).networks == (Network.REGTEST,)
    nested = Plan(script_type=ScriptType.P2SH_P2WSH).wallet()
    networks = read_wallet(write_wallet(nested, "bsms", None).encode()).networks
    assert set(networks) == set(Network) - {Network.BITCOIN}


_, FIRST, SECOND = re.split(r"2,|,(?=\[)|(?=\)\))", DESCRIPTOR)[:3]
SWAPPED = f"wsh(sortedmulti(2,{SECOND},{FIRST}))"
TEST_ADDRESS = write_address(read_address(ADDRESS).script_pubkey, Network.SIGNET) or ""
FOREIGN = "bc1qng45c3rez2265epnmvhajjj6hlpdv83zn8q8xy6h3mh2pnn8fglq0qgdzk"


@shows("first-address-differs", FIRING)
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("another address", record(address=FOREIGN), "first-address-differs"),
        ("its address on a test network", record(address=TEST_ADDRESS), "first-address-differs"),
        ("another threshold", record(DESCRIPTOR.replace("multi(2", "multi(1")),
         "first-address-differs"),
        ("keys in another order, unsorted", record(SWAPPED.replace("sortedmulti", "multi")),
         "first-address-differs"),
        ("no address", b"\n".join(record().split(b"\n")[:3]), "file-malformed"),
        ("a line too many", record() + b"\nmore", "file-malformed"),
        ("text for an address", record(address="not-an-address"), "file-malformed"),
        ("other restrictions", record(restrictions="/2/*,/3/*"), "wallet-unsupported"),
        ("other branches than the restrictions", record(DESCRIPTOR.replace("/**", "/<2;3>/*")),
         "wallet-unsupported"),
        ("a wrong checksum", record(DESCRIPTOR + "#aaaaaaaa"), "checksum-wrong"),
        ("one address", record(DESCRIPTOR.replace("/**", "/0/0"), "No path restrictions"),
         "key-fixed"),
    ],
)  # fmt: skip
def test_refuses_a_wallet(name: str, data: bytes, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(data)
    assert (refused.value.kind, refused.value.format) == ("wallet", "bsms"), name
    assert refused.value.code == code, name


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("another description", KEY.replace("Signer 1", "Signer 9"), "signature-invalid"),
        ("another token", KEY.replace("\n00\n", "\n01\n"), "signature-invalid"),
        ("another path", KEY.replace("/48'/0'/0'", "/48'/0'/1'"), "signature-invalid"),
        ("no signature", "\n".join(KEY.split("\n")[:4]), "file-malformed"),
        ("a signature that is none", "\n".join([*KEY.split("\n")[:4], "AAAA"]),
         "signature-invalid"),
        ("a token that is none", KEY.replace("\n00\n", "\nxy\n"), "file-malformed"),
        ("no origin", KEY.replace("[1cf0bf7e/48'/0'/0'/2']", ""), "file-malformed"),
        ("a long description", KEY.replace("Signer 1 key", "x" * 81), "file-malformed"),
        ("a raw key", RAW_KEY, "key-fixed"),
        ("a wrong xpub", KEY.replace("]xpub", "]xpub1"), "key-malformed"),
    ],
)  # fmt: skip
def test_refuses_a_key(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(text.encode())
    assert (refused.value.kind, refused.value.format) == ("key", "bsms"), name
    assert refused.value.code == code, name


def test_of_a_record_with_a_raw_key_its_words_say_what_to_export() -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(RAW_KEY.encode())
    words = words_for(refused.value.code, refused.value.facts)
    assert words is not None
    assert "key record holds one public key and no xpub" in words.message
    assert words.hint == "Export the account's xpub from the signer."
