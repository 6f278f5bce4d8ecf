"""Whether two wallets are the same, and what is said when they are not."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.engines.own_scripts import OwnScripts
from strongroom.formats.writing import WALLET_FORMATS, devices_for, write_wallet
from strongroom.model.derivation import KeyOrigin
from strongroom.model.network import Network, NetworkKind
from strongroom.model.policy import Branches, CosignerKey, PolicyKey
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet
from strongroom.workflows.compare import compare_wallets
from strongroom.workflows.open_wallet import open_pair
from tests.formats.sample_wallets import PLAIN, Plan, wallets
from tests.recovery_wallets import recovery_wallet

UNSORTED = Plan(sorted_keys=False).wallet()


def codes(first: Wallet, second: Wallet) -> list[str]:
    return [difference.code for difference in compare_wallets(first, second).differences]


def turned(wallet: Wallet) -> Wallet:
    return replace(wallet, policy=replace(wallet.policy, keys=wallet.policy.keys[::-1]))


def with_first_key(wallet: Wallet, key: CosignerKey) -> Wallet:
    first, *others = wallet.policy.keys
    return replace(
        wallet, policy=replace(wallet.policy, keys=(PolicyKey(key, first.branches), *others))
    )


def with_other_origin(wallet: Wallet) -> Wallet:
    key = wallet.policy.keys[0].key
    assert key.origin
    return with_first_key(wallet, replace(key, origin=KeyOrigin(bytes(4), key.origin.path)))


@pytest.mark.parametrize(
    ("name", "other", "said"),
    [
        ("itself", PLAIN, []),
        ("its keys in another order", turned(PLAIN), []),
        ("another name", replace(PLAIN, name="Other"), ["name"]),
        ("another fingerprint for a key", with_other_origin(PLAIN), ["origin"]),
    ],
)
def test_the_same_wallet(name: str, other: Wallet, said: list[str]) -> None:
    comparison = compare_wallets(PLAIN, other)
    assert comparison.same, name
    assert codes(PLAIN, other) == said


@pytest.mark.parametrize(
    ("name", "other", "said"),
    [
        ("another network", replace(PLAIN, network=Network.SIGNET), ["network"]),
        ("another threshold", Plan(threshold=1).wallet(), ["threshold"]),
        ("unsorted keys", UNSORTED, ["sorting"]),
        ("a key more", Plan(keys=4).wallet(), ["key-only-in-second"]),
        ("a key fewer", Plan(keys=2).wallet(), ["key-only-in-first"]),
        ("other branches", Plan(branches=Branches((2,), (3,))).wallet(), ["branches"] * 3),
        ("one branch", Plan(branches=Branches((0,), None)).wallet(), ["branches"] * 3),
        (
            "keys of the main network",
            Plan(kind=NetworkKind.MAIN).wallet(),
            ["network"] + ["key-only-in-first"] * 3 + ["key-only-in-second"] * 3,
        ),
        (
            "another script",
            replace(PLAIN, policy=replace(PLAIN.policy, script_type=ScriptType.P2SH)),
            ["script-type"],
        ),
    ],
)
def test_another_wallet(name: str, other: Wallet, said: list[str]) -> None:
    assert not compare_wallets(PLAIN, other).same, name
    assert codes(PLAIN, other) == said


def test_the_order_of_unsorted_keys_makes_another_wallet() -> None:
    assert codes(UNSORTED, turned(UNSORTED)) == ["key-order"]
    assert not compare_wallets(UNSORTED, turned(UNSORTED)).same


def test_one_key_alone_needs_no_order() -> None:
    sorted_one, unsorted_one = Plan(1, 1).wallet(), Plan(1, 1, sorted_keys=False).wallet()
    assert compare_wallets(sorted_one, unsorted_one).same


def test_a_difference_names_its_values() -> None:
    (difference,) = compare_wallets(PLAIN, Plan(threshold=1).wallet()).differences
    assert dict(difference.facts) == {"first": 2, "second": 1}


def places(wallet: Wallet) -> list[bytes]:
    own = OwnScripts(wallet)
    return [
        own.scripts(branch, index).script_pubkey
        for branch in wallet.branches
        for index in range(20)
    ]


@given(wallets(), wallets())
def test_two_wallets_are_the_same_when_their_scripts_are(first: Wallet, second: Wallet) -> None:
    alike = first.network is second.network and places(first) == places(second)
    assert compare_wallets(first, second).same is alike


@given(wallets(), st.data())
def test_keys_may_be_shuffled_where_the_script_sorts_them(
    wallet: Wallet, data: st.DataObject
) -> None:
    keys = tuple(data.draw(st.permutations(wallet.policy.keys)))
    other = replace(wallet, policy=replace(wallet.policy, keys=keys))
    expected = wallet.policy.sorted_keys or keys == wallet.policy.keys
    assert compare_wallets(wallet, other).same is expected


FORMS = [
    (name, device)
    for name in WALLET_FORMATS
    for device in (None, *devices_for(name))
    if device != "keystone"  # which takes no test networks
]


def test_any_two_formats_say_the_same_wallet() -> None:
    files = [write_wallet(PLAIN, name, device).encode() for name, device in FORMS]
    assert len(files) > 20
    for first, second in pairwise([*files, files[0]]):
        one, other = open_pair(first, second)
        assert compare_wallets(one.wallet, other.wallet).same, (first, second)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Plan(threshold=3).wallet(), ["threshold"]),
        (Plan(keys=4).wallet(), ["key-only-in-second"]),
        (Plan(keys=2).wallet(), ["key-only-in-first"]),
    ],
)
def test_what_differs_is_said_whatever_the_formats(other: Wallet, said: list[str]) -> None:
    for name in WALLET_FORMATS:
        first = write_wallet(PLAIN, name, None).encode()
        for second in WALLET_FORMATS:
            one, two = open_pair(first, write_wallet(other, second, None).encode())
            assert codes(one.wallet, two.wallet) == said, (name, second)


def test_other_ways_to_spend_make_another_wallet() -> None:
    wallet = recovery_wallet((1, 52_560))
    assert codes(wallet, wallet) == []
    assert codes(wallet, recovery_wallet((1, 52_561))) == ["paths"]
    assert codes(wallet, recovery_wallet((2, 52_560))) == ["paths"]
