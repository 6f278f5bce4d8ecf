"""What is said of a wallet that can be spent in several ways."""

import pytest

from strongroom.model.finding import Severity
from strongroom.model.wallet import Wallet
from strongroom.review.keys import Purpose
from strongroom.review.recovery import SOON
from strongroom.review.wallets import review_wallet
from tests.recovery_wallets import heir_wallet, recovery_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows


def codes(wallet: Wallet, purpose: Purpose = Purpose.SET_UP) -> list[str]:
    return [found.code for found in review_wallet(wallet, purpose)]


@pytest.mark.parametrize(
    ("purpose", "severity"), [(Purpose.SET_UP, Severity.INFO), (Purpose.IMPORT, Severity.WARN)]
)
def test_every_way_is_told(purpose: Purpose, severity: Severity) -> None:
    wallet = recovery_wallet((2, 10_000), (1, 52_560), threshold=3)
    (found,) = [f for f in review_wallet(wallet, purpose) if f.code == "policy-unusual"]
    assert (found.severity, found.facts["paths"]) == (severity, "3/3@0 2/3@10000 1/3@52560")


@shows("recovery-soon", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("delay", "said"), [(SOON - 1, True), (SOON, False)])
def test_a_path_that_opens_within_a_month_is_named(delay: int, said: bool) -> None:
    assert ("recovery-soon" in codes(recovery_wallet((1, delay)))) is said


@shows("recovery-no-help", FIRING, QUIET, BOUNDARY)
def test_a_path_that_takes_as_many_of_the_same_keys_is_named() -> None:
    assert "recovery-no-help" in codes(recovery_wallet((2, 52_560)))
    assert "recovery-no-help" not in codes(recovery_wallet((1, 52_560)))
    assert "recovery-no-help" not in codes(heir_wallet(52_560))


def test_all_of_all_is_no_fault_where_a_path_does_with_fewer() -> None:
    assert "no-redundancy" not in codes(recovery_wallet((2, 52_560), threshold=3))
    assert "no-redundancy" in codes(recovery_wallet((3, 52_560), threshold=3))


def test_the_order_of_the_keys_is_no_fault_of_a_script_with_conditions() -> None:
    assert not {"unsorted-multi", "branches-unusual"} & set(codes(recovery_wallet((1, 52_560))))
