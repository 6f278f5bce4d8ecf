"""Addresses on which three derivations agree, and the error when they do not."""

import pytest
from embit import bip32

from strongroom.engines import derivation
from strongroom.engines.bdk_addresses import BdkAddress
from strongroom.engines.derivation import derive_address
from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import OwnScripts, Place, is_child
from strongroom.model.descriptor import parse_descriptor, write_descriptor
from strongroom.model.errors import StrongroomError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.key_expression import write_key_expression
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch, Wallet
from tests.recovery_wallets import heir_wallet, recovery_wallet
from tests.vectors_source import vector


def wallet_of(text: str, network: Network = Network.BITCOIN) -> Wallet:
    return Wallet("Test", network, parse_descriptor(text).policy)


def bsms_wallet(mode: int) -> tuple[Wallet, str]:
    name = f"bip129/mode{mode}/r2_my_multisig_wallet.bsms"
    lines = vector(name).read_text().split("\n")
    return wallet_of(lines[1]), lines[3]


@pytest.mark.parametrize("mode", [2, 3, 4])
def test_the_first_address_is_the_one_bip129_states(mode: int) -> None:
    wallet, stated = bsms_wallet(mode)
    assert derive_address(wallet, Branch.RECEIVE, 0).text == stated


def test_each_network_has_its_own_addresses() -> None:
    keys = "tpubD6NzVbkrYhZ4XHndKkuB8FifXm8r5FQHwrN6oZuWCz13qb93rtgKvD4PQsqC4HP4yhV3tA2fqr2RbY5mNXfM7RxXUoeABoDtsFUq2zJq6YK/<0;1>/*"
    text = f"wsh(sortedmulti(1,{keys}))"
    heads = {
        n: derive_address(wallet_of(text, n), Branch.CHANGE, 3).text.split("1")[0] for n in TESTS
    }
    assert heads == {n: n.bech32_prefix for n in TESTS}


@pytest.mark.parametrize("branch", Branch)
@pytest.mark.parametrize(
    "wallet",
    [
        recovery_wallet((1, 52_560)),
        recovery_wallet((2, 4_320), (1, 65_535), threshold=3),
        heir_wallet(16),
        recovery_wallet(script_type=ScriptType.P2TR),
        recovery_wallet((2, 4_320), (1, 65_535), threshold=3, script_type=ScriptType.P2TR),
        heir_wallet(17, ScriptType.P2TR),
        wallet_of(vector("liana/liana-jz5sm0xn.txt").read_text(), Network.REGTEST),
    ],
    ids=["recovery", "decaying", "heir", "taproot", "taproot-decaying", "taproot-heir", "liana"],
)
def test_three_derivations_agree_on_scripts_with_recovery_paths(
    wallet: Wallet, branch: Branch
) -> None:
    addresses = {derive_address(wallet, branch, index).text for index in range(20)}
    assert len(addresses) == 20


UNSOUND = {
    "a part of a wrong type": "wsh(or_b(pk({0}),and_v(v:pk({1}),older(9))))",
    "a first part that leaves a result": "wsh(and_v(pk({0}),pk({1})))",
    "a choice that cannot be refused": "wsh(or_d(and_v(v:pk({0}),pk({1})),and_v(v:pk({2}),older(9))))",
}


@pytest.mark.parametrize("name", UNSOUND)
def test_no_address_is_derived_of_conditions_that_are_not_sound(name: str) -> None:
    keys = [write_key_expression(each, "/<0;1>/*") for each in recovery_wallet().policy.keys]
    wallet = wallet_of(UNSOUND[name].format(*keys), Network.REGTEST)
    with pytest.raises(EngineError) as refused:
        derive_address(wallet, Branch.RECEIVE, 0)
    assert refused.value.code == "engines-disagree"


TESTS = (Network.TESTNET3, Network.TESTNET4, Network.SIGNET, Network.REGTEST)


def test_finds_own_scripts_on_both_branches() -> None:
    wallet, _ = bsms_wallet(2)
    own = OwnScripts(wallet)
    near = own.scripts(Branch.CHANGE, 4).script_pubkey
    far = own.scripts(Branch.RECEIVE, 30).script_pubkey
    assert own.find({near, far, b"foreign"}, within=20) == {near: Place(Branch.CHANGE, 4)}
    assert own.find({near, far}, within=31)[far] == Place(Branch.RECEIVE, 30)


@pytest.mark.parametrize("index", [-1, 2**31])
def test_refuses_an_index_no_address_has(index: int) -> None:
    wallet, _ = bsms_wallet(2)
    with pytest.raises(StrongroomError) as refused:
        derive_address(wallet, Branch.RECEIVE, index)
    assert refused.value.code == "index-invalid"


def test_a_wallet_of_one_branch_has_no_change_addresses() -> None:
    wallet, _ = bsms_wallet(2)
    single = wallet_of(write_descriptor(wallet.policy).split("#")[0].replace("/<0;1>/*", "/*"))
    assert derive_address(single, Branch.RECEIVE, 0) != derive_address(wallet, Branch.RECEIVE, 0)
    with pytest.raises(StrongroomError) as refused:
        derive_address(single, Branch.CHANGE, 0)
    assert refused.value.code == "branch-unknown"


@pytest.mark.parametrize("engine", ["embit_address", "bdk_address"])
def test_a_difference_between_engines_is_an_error(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet, _ = bsms_wallet(2)
    other = derive_address(wallet, Branch.RECEIVE, 1)
    wrong = (
        other if engine == "embit_address" else BdkAddress(other.text, other.scripts.script_pubkey)
    )
    monkeypatch.setattr(derivation, engine, lambda *_: wrong)
    with pytest.raises(EngineError) as refused:
        derive_address(wallet, Branch.RECEIVE, 0)
    assert refused.value.code == "engines-disagree"


def child_text(xpub: ExtendedPublicKey, step: int) -> str:
    parent = bip32.HDKey.from_string(str(xpub))
    return str(parent.derive([step]).to_string())


def test_an_account_and_its_own_child_are_one_key() -> None:
    wallet, _ = bsms_wallet(2)
    first, second = wallet.policy.cosigners
    child = child_text(first.xpub, 0)
    text = f"wsh(sortedmulti(2,{first.xpub}/0/<0;1>/*,{child}/<0;1>/*,{second.xpub}/<0;1>/*))"
    with pytest.raises(StrongroomError) as refused:
        derive_address(wallet_of(text), Branch.RECEIVE, 0)
    assert refused.value.code == "key-duplicate"


def test_branches_that_meet_by_another_way_are_one_key() -> None:
    wallet, _ = bsms_wallet(2)
    first = wallet.policy.cosigners[0]
    text = f"wsh(sortedmulti(1,{first.xpub}/0/<0;1>/*,{child_text(first.xpub, 0)}/<7;0>/*))"
    with pytest.raises(StrongroomError) as refused:
        derive_address(wallet_of(text), Branch.RECEIVE, 0)
    assert refused.value.code == "key-duplicate"


def test_knows_a_child_from_a_stranger() -> None:
    wallet, _ = bsms_wallet(2)
    first, second = wallet.policy.cosigners
    child = CosignerKey(ExtendedPublicKey.parse(child_text(first.xpub, 5)))
    assert is_child(child, first)
    assert not is_child(child, second)
    assert not is_child(first, second)
