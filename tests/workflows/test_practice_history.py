"""What the practice chain tells a review of the coins that are spent."""

from pathlib import Path

from strongroom.practice.chain import PracticeChain
from strongroom.workflows.practice_history import practice_history
from strongroom.workflows.practice_payment import COINS
from strongroom.workflows.practice_walk import Walk
from tests.recovery_wallets import payment_of, recovery_wallet


def test_the_walks_review_knows_the_blocks_of_its_coins(tmp_path: Path) -> None:
    with Walk(tmp_path) as walk:
        (review,) = [step.review for step in walk.steps() if step.review]
    heights = {entry.confirmed for entry in review.inputs}
    assert heights == {101}, "mined right behind the hundred that make a coinbase ripe"
    assert 1 <= len(review.inputs) <= len(COINS)


def test_nothing_is_told_of_a_coin_of_another_chain() -> None:
    with PracticeChain() as chain:
        history = practice_history(chain, payment_of(recovery_wallet((1, 9))))
    assert (history.height, history.confirmed) == (100, {})
