"""Our files for Caravan, read by Caravan's library."""

import json

import pytest

from strongroom.engines.derivation import derive_address
from strongroom.formats.writing import write_wallet
from strongroom.model.network import NetworkKind
from strongroom.model.script_type import MULTISIG
from strongroom.model.wallet import Branch
from tests.formats.sample_wallets import Plan
from tests.npm import Npm


@pytest.mark.npm
def test_caravan_reads_the_wallet_that_was_written(npm: Npm) -> None:
    wallets = [
        Plan(2, 3, script_type, kind, mixed=mixed).wallet()
        for script_type in MULTISIG
        for kind in NetworkKind
        for mixed in (False, True)
    ]
    files = [json.loads(write_wallet(wallet, "caravan", None)) for wallet in wallets]
    expected = [[derive_address(wallet, branch, 0).text for branch in Branch] for wallet in wallets]
    answers = npm.run("caravan.mjs", files)
    assert [answer["addresses"] for answer in answers] == expected
    assert not any(answer["complaints"] for answer in answers)
