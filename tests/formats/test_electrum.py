"""Electrum's wallet files of every age, without the seeds that its own samples hold."""

import json
from typing import Any

import pytest

from strongroom.engines.derivation import derive_address
from strongroom.formats import electrum
from strongroom.formats.contract import WalletFormat, WriteError
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.network import default_network
from strongroom.model.policy import Branches, CosignerKey, Policy, PolicyKey
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch, Wallet
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN, Plan
from tests.vectors_source import vector

OLD = ("client_2_0_4_multisig", "client_2_3_2_multisig")
NEWER = ("client_2_7_18_multisig", "client_2_9_3_multisig")
SECRETS = ("seed", "xprv", "master_private_keys")
WRITTEN = write_wallet(PLAIN, "electrum", None)
WITH_DEVICE = WRITTEN.replace('"label": ""', '"hw_type": "coldcard", "label": ""', 1)


def watching(name: str) -> dict[str, Any]:
    """A sample as it would be if its owner had kept only public keys in it."""

    def without(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: without(part) for key, part in value.items() if key not in SECRETS}

    kept: dict[str, Any] = without(json.loads(vector(f"electrum/{name}").read_text()))
    return kept


def as_bytes(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields).encode()


class TestElectrum(WalletFormatContract):
    samples = (WRITTEN, WITH_DEVICE, json.dumps(watching(OLD[0])), json.dumps(watching(NEWER[0])))

    def form(self) -> WalletFormat:
        return electrum.FORMAT


def first_addresses(data: bytes, branch: Branch, count: int) -> list[str]:
    policy = read_wallet(data).policy
    wallet = Wallet("", default_network(policy.kind), policy)
    return [derive_address(wallet, branch, index).text for index in range(count)]


@pytest.mark.parametrize("name", ["client_2_9_3_multisig", "ckcc_multi3of5.json"])
def test_the_addresses_are_those_that_electrum_wrote_down(name: str) -> None:
    fields = watching(name)
    for branch, key in ((Branch.RECEIVE, "receiving"), (Branch.CHANGE, "change")):
        theirs = fields["addresses"][key][:5]
        assert first_addresses(as_bytes(fields), branch, 5) == theirs


def test_an_old_files_addresses_are_among_those_of_its_history() -> None:
    fields = watching("client_2_7_18_multisig")
    ours = first_addresses(as_bytes(fields), Branch.RECEIVE, 20)
    assert set(ours) <= set(fields["addr_history"])


@pytest.mark.parametrize("name", OLD)
def test_before_27_the_scripts_are_made_of_the_public_keys_it_lists(name: str) -> None:
    fields = watching(name)
    policy = read_wallet(as_bytes(fields)).policy
    wallet = Wallet("", default_network(policy.kind), policy)
    pairs = fields["accounts"]["0"]["receiving"]
    for index, keys in enumerate(pairs[:3]):
        script = derive_address(wallet, Branch.RECEIVE, index).scripts.redeem_script
        assert script is not None
        assert all(bytes.fromhex(key) in script for key in keys)


def test_a_root_key_tells_its_own_fingerprint() -> None:
    for key in read_wallet(as_bytes(watching(OLD[0]))).policy.cosigners:
        assert key.origin is not None
        assert (key.fingerprint, len(key.origin.path)) == (key.xpub.fingerprint, 0)


def test_coldcards_little_endian_fingerprint() -> None:
    data = vector("electrum/coldcard_doc_electrum-2-of-4.json").read_bytes()
    keys = read_wallet(data).policy.cosigners
    assert [key.name for key in keys] == [
        f"Coldcard {(key.fingerprint or b'')[::-1].hex().upper()}" for key in keys
    ]
    assert {key.device for key in keys} == {"coldcard"}


def test_electrums_file_and_coldcards_setup_file_are_the_same_wallet() -> None:
    ours = read_wallet(vector("coldcard/multisig/el-p2sh-p2wsh-myself.json").read_bytes())
    theirs = read_wallet(vector("sparrow/cc-multisig-export-2.txt").read_bytes())
    ordered = sorted(ours.policy.keys, key=lambda each: each.key.fingerprint or b"")
    expected = sorted(theirs.policy.keys, key=lambda each: each.key.fingerprint or b"")
    assert ordered == expected
    assert ours.policy.script_type is theirs.policy.script_type


@pytest.mark.parametrize(
    ("script_type", "prefix"),
    [(ScriptType.P2WSH, "Vpub"), (ScriptType.P2SH_P2WSH, "Upub"), (ScriptType.P2SH, "tpub")],
)
def test_the_keys_are_spelled_for_their_script(script_type: ScriptType, prefix: str) -> None:
    written = json.loads(write_wallet(Plan(script_type=script_type).wallet(), "electrum", None))
    assert all(written[f"x{number}/"]["xpub"].startswith(prefix) for number in (1, 2, 3))
    assert written["wallet_type"] == "2of3"


def test_a_device_that_electrum_talks_to_stays_one() -> None:
    keys = tuple(
        PolicyKey(CosignerKey(each.key.xpub, each.key.origin, f"Key {n}", device))
        for n, (each, device) in enumerate(
            zip(PLAIN.policy.keys, ("trezor", "krux", ""), strict=True)
        )
    )
    policy = Policy(ScriptType.P2WSH, 2, keys)
    text = write_wallet(Wallet("", PLAIN.network, policy), "electrum", None)
    kinds = [json.loads(text)[f"x{number}/"]["type"] for number in (1, 2, 3)]
    assert kinds == ["hardware", "bip32", "bip32"]
    read = read_wallet(text.encode()).policy.cosigners
    assert [(key.name, key.device) for key in read] == [
        ("Key 0", "trezor"), ("Key 1", ""), ("Key 2", "")
    ]  # fmt: skip


def changed(**fields: object) -> bytes:
    return as_bytes(json.loads(WRITTEN) | fields)


def first_key(**fields: object) -> bytes:
    return changed(**{"x1/": json.loads(WRITTEN)["x1/"] | fields})


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a wallet of one key", changed(wallet_type="standard"), "wallet-unsupported"),
        ("a wallet with a cosigning service", changed(wallet_type="2fa"), "wallet-unsupported"),
        ("a threshold over the keys", changed(wallet_type="4of3"), "threshold-invalid"),
        ("a wallet of no key", as_bytes({"wallet_type": "0of0", "seed_version": 20}),
         "wallet-unsupported"),
        ("a key too few", changed(wallet_type="2of4"), "keys-missing"),
        ("a key too many", changed(wallet_type="2of2"), "file-malformed"),
        ("keys for two scripts", first_key(xpub=str(PLAIN.policy.cosigners[0].xpub)),
         "file-malformed"),
        ("a path to another key", first_key(derivation="m/48'/1'/0'/1'"), "key-malformed"),
        ("a fingerprint that is none", first_key(root_fingerprint="x"), "key-malformed"),
        ("a fingerprint too large", first_key(root_fingerprint=None, ckcc_xfp=1 << 32),
         "key-malformed"),
        ("text for a key", changed(**{"x1/": "xpub"}), "file-malformed"),
    ],
)  # fmt: skip
def test_refuses(name: str, data: bytes, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(data)
    assert (refused.value.kind, refused.value.format) == ("wallet", "electrum"), name
    assert refused.value.code == code, name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a seed of Electrum's own words", first_key(seed="like just love know never want time")),
        ("a seed under a password", first_key(seed="bJ0Zk1m3Qw==")),
        ("a private key under a password", first_key(xprv="bJ0Zk1m3Qw==")),
        ("a seed beside the keys", changed(seed="like just love")),
        ("private keys beside the keys", changed(master_private_keys={"x1/": "bJ0Zk1m3Qw=="})),
    ],
)
def test_a_wallet_with_its_seed_is_a_secret(name: str, data: bytes) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(data)
    assert (refused.value.kind, refused.value.code) == ("secret", "secret-found"), name


@pytest.mark.parametrize(
    ("wallet", "reason"),
    [
        (Plan(sorted_keys=False).wallet(), "unsorted"),
        (Plan(branches=Branches((4,), (5,))).wallet(), "branches"),
        (Plan(2, 16).wallet(), "keys"),
    ],
)
def test_electrum_is_not_given_what_it_would_read_otherwise(wallet: Wallet, reason: str) -> None:
    with pytest.raises(WriteError) as refused:
        write_wallet(wallet, "electrum", None)
    assert refused.value.facts["reason"] == reason
