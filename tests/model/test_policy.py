"""What a policy may be: how many keys, and how many of them."""

import pytest

from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import PolicyError
from strongroom.model.policy import Policy, PolicyKey
from strongroom.model.script_type import ScriptType
from tests.builders import PATHS, cosigner_key, make_root
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows

QUORUMS = {
    "one of one": (ScriptType.P2WSH, 1, 1, True),
    "none of one": (ScriptType.P2WSH, 0, 1, False),
    "three of three": (ScriptType.P2WSH, 3, 3, True),
    "four of three": (ScriptType.P2WSH, 4, 3, False),
    "fifteen in p2sh": (ScriptType.P2SH, 1, 15, True),
    "sixteen in p2sh": (ScriptType.P2SH, 1, 16, False),
    "twenty in p2wsh": (ScriptType.P2WSH, 20, 20, True),
    "twenty-one in p2wsh": (ScriptType.P2WSH, 1, 21, False),
    "twenty, nested": (ScriptType.P2SH_P2WSH, 1, 20, True),
    "twenty-one, nested": (ScriptType.P2SH_P2WSH, 1, 21, False),
}


def keys(script_type: ScriptType, count: int) -> tuple[PolicyKey, ...]:
    path = DerivationPath.parse(PATHS[script_type].format(coin=1))
    return tuple(PolicyKey(cosigner_key(make_root(seed), path)) for seed in range(1, count + 1))


@shows("threshold-invalid", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", QUORUMS)
def test_a_quorum_is_some_of_as_many_keys_as_its_script_holds(name: str) -> None:
    script_type, threshold, count, good = QUORUMS[name]
    given = keys(script_type, count)
    if good:
        assert len(Policy(script_type, threshold, given).keys) == count
        return
    with pytest.raises(PolicyError) as refused:
        Policy(script_type, threshold, given)
    assert refused.value.code == "threshold-invalid"
