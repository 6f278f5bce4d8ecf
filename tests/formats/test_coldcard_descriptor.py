"""The object with a name and a descriptor that Coldcard takes."""

import json

import pytest

from strongroom.formats import coldcard_descriptor
from strongroom.formats.contract import WalletFormat, WriteError
from strongroom.formats.reading import read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.policy import Branches
from strongroom.model.wallet import Wallet
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN, Plan
from tests.formats.test_coldcard_dialects import same_seed_twice

SAMPLE = json.dumps({"name": "Savings", "desc": write_descriptor(PLAIN.policy)})


class TestColdcardDescriptor(WalletFormatContract):
    samples = (SAMPLE,)

    def form(self) -> WalletFormat:
        return coldcard_descriptor.FORMAT


def test_the_name_is_read() -> None:
    assert read_wallet(SAMPLE.encode()).name == "Savings"


def test_the_name_is_cut_to_twenty_characters_that_coldcard_shows() -> None:
    written = json.loads(write_wallet(Plan().wallet("Über uns: " * 5), "coldcard_descriptor", None))
    assert written["name"] == "Uber uns: Uber uns:"


@pytest.mark.parametrize(
    ("wallet", "reason"),
    [
        (Plan(branches=Branches((4,), (5,))).wallet(), "branches"),
        (Plan(sorted_keys=False).wallet(), "unsorted"),
        (Plan(2, 16).wallet(), "keys"),
        (same_seed_twice(), "same-fingerprint"),
    ],
)
def test_coldcard_is_not_given_what_it_refuses(wallet: Wallet, reason: str) -> None:
    with pytest.raises(WriteError) as refused:
        write_wallet(wallet, "coldcard_descriptor", None)
    assert (refused.value.code, refused.value.facts["reason"]) == ("device-cannot", reason)
