"""Our addresses beside those of a library in another language."""

import pytest

from strongroom.engines.derivation import derive_address
from strongroom.model.network import NetworkKind
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.wallet import Branch
from tests.npm import Npm
from tests.workflows.rounds import make_wallet


@pytest.mark.npm
@pytest.mark.parametrize("script_type", MULTISIG)
@pytest.mark.parametrize(("threshold", "count"), [(1, 2), (2, 3), (3, 5)])
def test_addresses_are_those_of_bitcoinjs(
    script_type: ScriptType, threshold: int, count: int, npm: Npm
) -> None:
    wallet = make_wallet(script_type, threshold, count)
    assert wallet.policy.kind is NetworkKind.TEST
    places = [(branch, index) for branch in Branch for index in (0, 1, 19, 1_000, 2**31 - 1)]
    asked = [
        {
            "threshold": threshold,
            "keys": [str(key.xpub) for key in wallet.policy.cosigners],
            "script": script_type.value,
            "network": "regtest",
            "branch": 0 if branch is Branch.RECEIVE else 1,
            "index": index,
        }
        for branch, index in places
    ]
    ours = [derive_address(wallet, branch, index).text for branch, index in places]
    assert npm.run("multisig.mjs", asked) == ours
