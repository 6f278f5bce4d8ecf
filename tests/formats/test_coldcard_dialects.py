"""Coldcard's setup file for each device, and the words in which a device cannot take a wallet."""

import pytest

from strongroom.formats.coldcard_dialects import DIALECTS, write_setup_file
from strongroom.formats.contract import WriteError
from strongroom.formats.reading import read_wallet
from strongroom.model.derivation import KeyOrigin
from strongroom.model.network import NetworkKind
from strongroom.model.policy import Branches, CosignerKey, Policy, PolicyKey
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet
from tests.formats.sample_wallets import Plan, cosigner

MAIN = NetworkKind.MAIN
NESTED = Plan(script_type=ScriptType.P2SH_P2WSH, kind=MAIN)
LEGACY = Plan(script_type=ScriptType.P2SH, kind=MAIN)


def refusal(wallet: Wallet, device: str) -> str:
    with pytest.raises(WriteError) as refused:
        write_setup_file(wallet, device)
    assert refused.value.code == "device-cannot"
    assert len(str(refused.value)) > 20
    return str(refused.value.facts["reason"])


@pytest.mark.parametrize("device", DIALECTS)
@pytest.mark.parametrize("plan", [Plan(kind=MAIN), NESTED, LEGACY])
def test_a_usual_wallet_fits_every_device_that_knows_its_script(device: str, plan: Plan) -> None:
    wallet = plan.wallet()
    if device == "seedsigner" and plan is LEGACY:
        assert refusal(wallet, device) == "p2sh"
        return
    text = write_setup_file(wallet, device)
    assert read_wallet(text.encode()).policy == wallet.policy
    assert text.isascii()
    assert text.endswith("\n")
    assert "multisig setup file" in text.lower()  # by which SeedSigner knows it


@pytest.mark.parametrize(
    ("devices", "word"),
    [
        (("specter-diy", "keystone", "sparrow"), "P2WSH-P2SH"),
        (("coldcard", "jade", "passport", "seedsigner", "krux", "nunchuk"), "P2SH-P2WSH"),
    ],
)
def test_the_nested_script_is_spelled_as_the_device_reads_it(
    devices: tuple[str, ...], word: str
) -> None:
    for device in devices:
        assert f"\nFormat: {word}\n" in write_setup_file(NESTED.wallet(), device)


def test_specter_diy_calls_legacy_by_its_bip() -> None:
    assert "\nFormat: BIP45\n" in write_setup_file(LEGACY.wallet(), "specter-diy")
    assert "\nFormat: P2SH\n" in write_setup_file(LEGACY.wallet(), "coldcard")


@pytest.mark.parametrize("device", DIALECTS)
def test_one_path_is_written_once_and_before_the_first_key(device: str) -> None:
    text = write_setup_file(Plan(kind=MAIN).wallet(), device)
    assert text.count("Derivation: m/48'/0'/0'/2'") == 1
    assert text.index("Derivation") < text.index("xpub")


@pytest.mark.parametrize("device", sorted(set(DIALECTS) - {"seedsigner", "krux"}))
def test_different_paths_stand_before_every_key(device: str) -> None:
    lines = write_setup_file(Plan(kind=MAIN, mixed=True).wallet(), device).splitlines()
    keys = [number for number, line in enumerate(lines) if "xpub" in line]
    assert [lines[number - 1] for number in keys] == [
        f"Derivation: m/48'/0'/{account}'/2'" for account in range(3)
    ]
    assert sum(line.startswith("Derivation") for line in lines) == 3


@pytest.mark.parametrize(
    ("device", "limit"), [("jade", 15), ("coldcard", 20), ("nunchuk", 20), ("passport", 20)]
)
def test_a_long_name_is_cut_to_what_the_device_takes(device: str, limit: int) -> None:
    text = write_setup_file(Plan(kind=MAIN).wallet("Großmutters Haus: Tresor #1"), device)
    name = text.split("Name: ")[1].split("\n")[0]
    assert 1 <= len(name) <= limit
    assert not set(name) & set(":#")


def test_a_name_of_nothing_a_device_knows_becomes_a_word() -> None:
    assert "\nName: Wallet\n" in write_setup_file(Plan(kind=MAIN).wallet("貯金"), None)


def test_no_comment_holds_a_colon_that_passport_would_read() -> None:
    comments = [
        line
        for device in DIALECTS
        for line in write_setup_file(Plan(kind=MAIN).wallet(), device).splitlines()
        if line.startswith("#")
    ]
    assert comments
    assert not any(":" in line for line in comments)


@pytest.mark.parametrize(
    ("device", "is_upper"), [("coldcard", True), ("sparrow", True), ("jade", False)]
)
def test_fingerprints_are_in_the_devices_case(device: str, is_upper: bool) -> None:
    key = cosigner(1, kind=MAIN)
    shown = (key.fingerprint or b"").hex()
    text = write_setup_file(Plan(kind=MAIN).wallet(), device)
    assert f"\n{shown.upper() if is_upper else shown}: {key.xpub}\n" in text


def test_only_jade_is_told_that_keys_are_not_sorted() -> None:
    wallet = Plan(kind=MAIN, sorted_keys=False).wallet()
    assert "\nSorted: False\n" in write_setup_file(wallet, "jade")
    assert "Sorted" not in write_setup_file(Plan(kind=MAIN).wallet(), "jade")
    for device in set(DIALECTS) - {"jade"}:
        assert refusal(wallet, device) == "unsorted"


def without_fingerprint(wallet: Wallet) -> Wallet:
    """The wallet with 00000000 in place of its first fingerprint."""
    first, *others = wallet.policy.keys
    assert first.key.origin
    blank = CosignerKey(first.key.xpub, KeyOrigin(bytes(4), first.key.origin.path))
    policy = Policy(ScriptType.P2WSH, 2, (PolicyKey(blank), *others))
    return Wallet(wallet.name, wallet.network, policy)


def same_seed_twice() -> Wallet:
    keys = (cosigner(1, kind=MAIN), cosigner(1, kind=MAIN, account=1), cosigner(2, kind=MAIN))
    policy = Policy(ScriptType.P2WSH, 2, tuple(PolicyKey(key) for key in keys))
    return Wallet("Twice", Plan(kind=MAIN).wallet().network, policy)


@pytest.mark.parametrize(
    ("device", "wallet", "reason"),
    [
        ("seedsigner", Plan(kind=MAIN, mixed=True).wallet(), "paths-differ"),
        ("krux", Plan(kind=MAIN, mixed=True).wallet(), "paths-differ"),
        ("seedsigner", LEGACY.wallet(), "p2sh"),
        ("seedsigner", Plan(2, 10, kind=MAIN).wallet(), "keys"),
        ("coldcard", Plan(2, 16, kind=MAIN).wallet(), "keys"),
        ("jade", Plan(2, 16, kind=MAIN).wallet(), "keys"),
        ("keystone", Plan(1, 1, kind=MAIN).wallet(), "keys"),
        ("keystone", Plan().wallet(), "test-network"),
        ("coldcard", same_seed_twice(), "same-fingerprint"),
        ("passport", same_seed_twice(), "same-fingerprint"),
    ],
)
def test_a_device_that_cannot_take_it_says_why(device: str, wallet: Wallet, reason: str) -> None:
    assert refusal(wallet, device) == reason


@pytest.mark.parametrize("device", DIALECTS)
def test_no_device_is_given_a_blank_fingerprint_or_other_branches(device: str) -> None:
    blank = without_fingerprint(Plan(kind=MAIN).wallet())
    assert refusal(blank, device) == "fingerprint-missing"
    other = Plan(kind=MAIN, branches=Branches((4,), (5,))).wallet()
    assert refusal(other, device) == "branches"
