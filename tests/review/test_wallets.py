from dataclasses import replace

import pytest

from strongroom.model.derivation import DerivationPath
from strongroom.model.finding import Severity
from strongroom.model.network import Network
from strongroom.model.policy import Branches, CosignerKey, Policy, PolicyKey
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet
from strongroom.review.keys import Purpose
from strongroom.review.wallets import review_wallet
from tests.builders import cosigner_key, make_root, make_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows

WALLET = make_wallet().wallet
PATH = DerivationPath.parse("48h/1h/0h/2h")


def with_keys(*keys: CosignerKey, threshold: int = 2, name: str = "Test") -> Wallet:
    policy = Policy(ScriptType.P2WSH, threshold, tuple(map(PolicyKey, keys)))
    return Wallet(name, Network.REGTEST, policy)


def key(seed: int, *, name: str = "", device: str = "") -> CosignerKey:
    return replace(cosigner_key(make_root(seed), PATH), name=name, device=device)


def codes(wallet: Wallet, purpose: Purpose = Purpose.IMPORT) -> list[str]:
    return [finding.code for finding in review_wallet(wallet, purpose)]


@shows("key-same-signer", QUIET)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_usual_wallet_has_nothing_to_be_said(purpose: Purpose) -> None:
    assert codes(WALLET, purpose) == []


@shows("key-same-signer", FIRING)
@pytest.mark.parametrize(
    ("purpose", "weight"), [(Purpose.IMPORT, Severity.WARN), (Purpose.SET_UP, Severity.BLOCK)]
)
def test_two_accounts_of_one_seed_block_at_set_up(purpose: Purpose, weight: Severity) -> None:
    second = cosigner_key(make_root(1), DerivationPath.parse("48h/1h/1h/2h"))
    (finding,) = review_wallet(with_keys(key(1), key(2), second), purpose)
    assert (finding.code, finding.severity) == ("key-same-signer", weight)
    assert (finding.where, finding.facts["other"]) == ("key 2", 0)


QUORUMS = {
    (1, 1): ["no-redundancy"],
    (2, 2): ["no-redundancy"],
    (2, 3): [],
    (1, 2): [],
    (1, 3): ["low-threshold"],
    (2, 4): [],
    (2, 5): ["low-threshold"],
    (3, 5): [],
}


@shows("no-redundancy", FIRING, QUIET)
@shows("low-threshold", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("quorum", QUORUMS)
def test_says_what_a_quorum_means(quorum: tuple[int, int]) -> None:
    assert codes(make_wallet(*quorum).wallet) == QUORUMS[quorum]


DEVICES = {
    "three makers": (("Jade", "Coldcard", "Passport"), 0),
    "two of one maker": (("Jade", "jade", "Passport"), 1),
    "nobody told": (("", "", ""), 0),
}


@shows("same-vendor", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", DEVICES)
def test_warns_when_one_maker_could_sign_alone(name: str) -> None:
    devices, count = DEVICES[name]
    keys = [key(seed, device=device) for seed, device in enumerate(devices, start=1)]
    assert codes(with_keys(*keys)) == ["same-vendor"] * count


@shows("unsorted-multi", FIRING, QUIET)
def test_warns_of_keys_that_are_not_sorted() -> None:
    assert codes(make_wallet(sorted_keys=False).wallet) == ["unsorted-multi"]
    assert codes(make_wallet(1, 1, sorted_keys=False).wallet) == ["no-redundancy"]


UNSAFE = {
    "turned around": "a\u202eb",
    "not seen": "a\u200bb",
    "two lines": "a\nb",
    "long": "a" * 256,
}


@shows("text-unsafe", FIRING, BOUNDARY)
@pytest.mark.parametrize("name", UNSAFE)
def test_warns_of_names_that_hide_something(name: str) -> None:
    text = UNSAFE[name]
    assert codes(with_keys(key(1), key(2), key(3), name=text)) == ["text-unsafe"]
    (finding,) = review_wallet(with_keys(key(1), key(2, name=text), key(3)))
    assert finding.where == "key 1"


@shows("text-unsafe", QUIET, BOUNDARY)
@pytest.mark.parametrize("name", ["Größe 保險庫 קופה", "a" * 255])
def test_names_in_any_language_are_fine(name: str) -> None:
    assert codes(with_keys(key(1), key(2), key(3), name=name)) == []


BRANCHES = {
    "the usual": (Branches(), []),
    "others": (Branches((2,), (3,)), ["branches-unusual"]),
    "one alone": (Branches((0,), None), ["branches-unusual"]),
}


@shows("branches-unusual", FIRING, QUIET)
@pytest.mark.parametrize("name", BRANCHES)
def test_warns_of_branches_that_a_restore_would_not_look_at(name: str) -> None:
    branches, expected = BRANCHES[name]
    keys = tuple(PolicyKey(key(seed), branches) for seed in (1, 2, 3))
    wallet = Wallet("Test", Network.REGTEST, Policy(ScriptType.P2WSH, 2, keys))
    assert codes(wallet) == expected


def test_each_key_is_looked_at_on_import_alone() -> None:
    single = cosigner_key(make_root(3), DerivationPath.parse("84h/1h/0h"))
    bare = replace(key(2), origin=None)
    wallet = with_keys(key(1), bare, single)
    assert codes(wallet) == ["key-wrong-path", "fingerprint-missing", "key-wrong-path"]
    assert [finding.where for finding in review_wallet(wallet)] == ["key 1", "key 1", "key 2"]
    assert codes(wallet, Purpose.SET_UP) == []
