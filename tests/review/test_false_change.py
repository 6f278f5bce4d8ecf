import pytest

from strongroom.engines.bdk_addresses import bdk_address
from strongroom.engines.errors import EngineError
from strongroom.review import false_change as false_changes
from strongroom.review.result import FalseClaim
from tests.builders import CHANGE, Draft
from tests.review.reviewing import review_of
from tests.review.test_change import FALSE_CHANGE, SIGNERS

ALL, NONE = (True, True, True), (False, False, False)
TRUE_ADDRESS = bdk_address(SIGNERS.wallet, CHANGE.branch, CHANGE.index).text


def claim(draft: Draft) -> FalseClaim | None:
    return review_of(draft, SIGNERS).outputs[1].claim


SHOWN = {
    "one signature fewer": (ALL, 0, 1),
    "one signature more": (ALL, 0, 3),
    "one key replaced": ((True, True, False), 1, 2),
    "one key added": (ALL, 1, 2),
    "one key left out": ((True, True, False), 0, 2),
    "all keys replaced": (NONE, 3, 2),
    "keys not sorted": (ALL, 0, 2),
    "another way to spend": (ALL, 0, None),
    "other script type": (ALL, 0, 2),
}


@pytest.mark.parametrize("name", SHOWN)
def test_shows_the_true_address_and_whose_keys_were_replaced(name: str) -> None:
    kept, strangers, threshold = SHOWN[name]
    expected = FalseClaim(CHANGE, TRUE_ADDRESS, kept, strangers, threshold)
    assert claim(FALSE_CHANGE[name][0]) == expected


@pytest.mark.parametrize("name", ["our scripts, another output", "our keys by derivation alone"])
def test_says_nothing_of_keys_that_the_file_does_not_show(name: str) -> None:
    assert claim(FALSE_CHANGE[name][0]) == FalseClaim(CHANGE, TRUE_ADDRESS)


NOWHERE = [
    "another branch",
    "no branch",
    "a branch below the change branch",
    "a hardened index",
    "a hardened branch",
    "our signer, an account of its own",
    "our key under a foreign fingerprint",
]


@pytest.mark.parametrize("name", NOWHERE)
def test_a_place_the_wallet_has_not_is_no_place(name: str) -> None:
    assert claim(FALSE_CHANGE[name][0]) is None


def test_true_change_claims_nothing_false() -> None:
    draft = FALSE_CHANGE["one key replaced"][0]
    assert review_of(draft, SIGNERS).outputs[0].claim is None


def test_no_address_is_shown_on_which_the_engines_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(*_: object) -> None:
        raise EngineError("engines-disagree", "BDK derives another address")

    monkeypatch.setattr(false_changes, "derive_address", disagree)
    assert claim(FALSE_CHANGE["one key replaced"][0]) is None
