from dataclasses import replace

import pytest

from strongroom.words.differences import difference_sentence
from strongroom.workflows.compare import compare_wallets
from tests.builders import make_wallet

WALLET = make_wallet().wallet
OTHERS = {
    "a name": replace(WALLET, name="Other"),
    "a quorum": make_wallet(3).wallet,
    "an order": make_wallet(sorted_keys=False).wallet,
    "keys": make_wallet(seed=2).wallet,
}


@pytest.mark.parametrize("name", OTHERS)
def test_every_difference_is_a_whole_sentence(name: str) -> None:
    differences = compare_wallets(WALLET, OTHERS[name]).differences
    assert differences
    for difference in differences:
        text = difference_sentence(difference.code, difference.facts)
        assert text.endswith(".")
        assert "…" not in text


def test_a_difference_without_words_is_named() -> None:
    assert difference_sentence("birthday", {}) == "birthday"
