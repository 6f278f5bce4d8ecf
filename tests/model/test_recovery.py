import re
from dataclasses import replace

import pytest

from strongroom.model.descriptor import join_branches, parse_descriptor, write_descriptor
from strongroom.model.errors import StrongroomError
from strongroom.model.policy import Branches, Policy, RecoveryPath
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch
from tests.recovery_wallets import heir_wallet, recovery_wallet

POLICY = recovery_wallet((2, 4_320), (1, 52_560), threshold=3).policy


TAPROOT = [
    recovery_wallet(script_type=ScriptType.P2TR).policy,
    recovery_wallet((2, 4_320), (1, 52_560), threshold=3, script_type=ScriptType.P2TR).policy,
]


@pytest.mark.parametrize("policy", [POLICY, heir_wallet(65_535).policy, *TAPROOT])
def test_a_descriptor_holds_all_of_it(policy: Policy) -> None:
    assert parse_descriptor(write_descriptor(policy)).policy == policy
    branches = [parse_descriptor(write_descriptor(policy, branch)).policy for branch in Branch]
    assert join_branches(*branches) == policy


def test_the_script_is_the_template() -> None:
    bare = re.sub(r"\[[^]]*\]\w+/<(\d);\d>/\*", r"K\1", write_descriptor(POLICY).partition("#")[0])
    assert bare == (
        "wsh(or_d(multi(3,K0,K0,K0),or_i(and_v(v:multi(2,K2,K2,K2),older(4320)),"
        "and_v(v:multi(1,K4,K4,K4),older(52560)))))"
    )


def test_a_cosigner_has_branches_of_its_own_in_each_path() -> None:
    branches = {key.branches for key in POLICY.every_key if key.key == POLICY.cosigners[0]}
    assert branches == {Branches((a,), (a + 1,)) for a in (0, 2, 4)}
    assert len(POLICY.cosigners) == 3


REFUSED = {
    "no delay": (lambda: RecoveryPath(1, POLICY.keys, 0), "delay-invalid"),
    "a delay too long": (lambda: RecoveryPath(1, POLICY.keys, 65_536), "delay-invalid"),
    "paths out of order": (lambda: with_paths(*reversed(POLICY.recovery)), "recovery-invalid"),
    "a path twice": (
        lambda: with_paths(POLICY.recovery[0], POLICY.recovery[0]),
        "recovery-invalid",
    ),
    "a threshold over its keys": (
        lambda: with_paths(replace(POLICY.recovery[0], threshold=4)),
        "threshold-invalid",
    ),
    "the keys of the usual way": (
        lambda: with_paths(RecoveryPath(1, POLICY.keys, 9)),
        "key-duplicate",
    ),
    "sorted keys": (lambda: replace(POLICY, sorted_keys=True), "wallet-unsupported"),
    "another script": (
        lambda: replace(POLICY, script_type=ScriptType.P2SH_P2WSH),
        "wallet-unsupported",
    ),
}


def with_paths(*paths: RecoveryPath) -> Policy:
    return replace(POLICY, recovery=paths)


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case: str) -> None:
    make, code = REFUSED[case]
    with pytest.raises(StrongroomError) as caught:
        make()
    assert caught.value.code == code


def test_conditions_must_be_the_paths_they_are_said_to_be() -> None:
    other = recovery_wallet((1, 9)).policy
    with pytest.raises(StrongroomError):
        replace(POLICY, conditions=other.script)
