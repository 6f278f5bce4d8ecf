"""The part of a wallet's page with its coins, and when its recovery paths open for them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from strongroom.vault.past_records import CoinRecord
from strongroom.vault.records import LabelKind
from strongroom.window.look import Look
from strongroom.window.page import Parts
from strongroom.window.pages.heights_card import HeightsCard
from strongroom.window.pages.wallet import WalletPage
from strongroom.window.pages.wallet_coins import CoinsPart
from strongroom.window.places import WalletPlace, WalletTab
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.text import Text
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import begin
from strongroom.workflows.told_heights import ToldHeights
from tests.recovery_wallets import payment_with, recovery_wallet
from tests.window.frame import COMPARED, FAMILY, NOW, parts_with

DELAY = 52_560
WALLET = recovery_wallet((1, DELAY))
PAYMENT = begin(WALLET, payment_with(WALLET, (0xFFFF_FFFD,) * 3))
OLD, NEAR, LATER = (each.outpoint for each in PAYMENT.review.inputs)
TODAY = datetime.now(UTC)


def txid(outpoint: object) -> str:
    return str(outpoint).partition(":")[0]


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    with parts_with(look, WALLET, "later") as made:
        yield made


def show(parts: Parts, qtbot: QtBot) -> CoinsPart:
    page = WalletPage(parts, WalletPlace("later", tab=WalletTab.COINS))
    qtbot.addWidget(page)
    page.show()
    part = page.part
    assert isinstance(part, CoinsPart)
    qtbot.waitUntil(lambda: bool(said(part)))
    return part


def said(part: CoinsPart) -> list[str]:
    return [one.text() for one in part.findChildren(Text) if one.isVisibleTo(part)]


def heights(part: CoinsPart, qtbot: QtBot, fields: int = 4) -> HeightsCard:
    qtbot.waitUntil(lambda: part.heights is not None and len(part.heights.fields) == fields)
    assert part.heights is not None
    return part.heights


def told(keeper: Keeper, newest: int, when: datetime = TODAY) -> None:
    blocks = {txid(OLD): 800_000, txid(NEAR): 802_000, txid(LATER): 830_000}
    keeper.keep_payment("later", PAYMENT, NOW)
    keeper.keep_heights("later", ToldHeights(newest, blocks), when)


def test_only_a_wallet_with_later_ways_has_it(parts: Parts, qtbot: QtBot) -> None:
    parts.session.keeper.keep_wallet(FAMILY, COMPARED, NOW, row="family")
    parts.session.use(parts.session.keeper)
    for row, names in (("later", 7), ("family", 6)):
        page = WalletPage(parts, WalletPlace(row))
        qtbot.addWidget(page)
        assert len(page._names()) == names


def test_where_nothing_is_known_it_says_how_coins_become_known(parts: Parts, qtbot: QtBot) -> None:
    part = show(parts, qtbot)
    assert "No coins are known yet" in said(part)
    assert part.heights is None


def test_coins_are_there_before_anybody_told_their_blocks(parts: Parts, qtbot: QtBot) -> None:
    parts.session.keeper.keep_payment("later", PAYMENT, NOW)
    part = show(parts, qtbot)
    assert "When the recovery paths open is not known" in said(part)
    assert {field.text() for field in heights(part, qtbot).fields.values()} == {""}


def test_the_nearest_coin_is_the_first_and_is_marked(parts: Parts, qtbot: QtBot) -> None:
    told(parts.session.keeper, 852_560)
    parts.session.keeper.label("later", LabelKind.OUTPUT, str(OLD), "Deposit")
    part = show(parts, qtbot)
    assert list(heights(part, qtbot).fields) == ["", txid(OLD), txid(NEAR), txid(LATER)]
    words = said(part)
    assert "One coin can be spent by a recovery path now" in words
    assert "One coin approaches a recovery path" in words
    assert any(
        one.startswith("It opens within 4\u2009320 blocks (about 30 days).") for one in words
    )
    assert any(one.startswith("Deposit: 0.010") for one in words)
    assert "Open: 1 of 3 can spend it, from block 852560 on." in words
    soon = "Soon: 1 of 3 can spend it from block 854560 on, about 14 days after block 852560 ("
    assert any(one.startswith(soon) for one in words)


def test_one_that_was_told_long_ago_approaches_by_the_clock(parts: Parts, qtbot: QtBot) -> None:
    told(parts.session.keeper, 840_000, TODAY - timedelta(days=70))
    part = show(parts, qtbot)
    heights(part, qtbot)
    assert "One coin approaches a recovery path" in said(part)


def test_where_nothing_is_near_it_says_as_of_when(parts: Parts, qtbot: QtBot) -> None:
    told(parts.session.keeper, 840_000)
    part = show(parts, qtbot)
    heights(part, qtbot)
    assert "No coin known here approaches a recovery path" in said(part)
    assert any(one.startswith("As of block 840000, the newest on ") for one in said(part))


def test_heights_are_typed_and_kept(parts: Parts, qtbot: QtBot) -> None:
    parts.session.keeper.keep_payment("later", PAYMENT, NOW)
    part = show(parts, qtbot)
    card = heights(part, qtbot)
    card.fields[""].setText("852 560")
    card.fields[txid(NEAR)].setText("802000")
    qtbot.keyClick(card.fields[txid(NEAR)], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "One coin approaches a recovery path" in said(part))
    kept = parts.session.keeper.told_coins("later")
    assert kept.tip is not None
    assert (kept.tip.height, kept.blocks) == (852_560, {txid(NEAR): 802_000})
    fresh = heights(part, qtbot)
    assert [fresh.fields[key].text() for key in ("", txid(NEAR))] == ["", "802000"]
    assert any(one.startswith("It was 852560 on ") for one in said(part))


def test_what_is_wrong_stands_beside_its_field(parts: Parts, qtbot: QtBot) -> None:
    told(parts.session.keeper, 852_560)
    part = show(parts, qtbot)
    card = heights(part, qtbot)
    card.fields[""].setText("829999")
    card.submit()
    assert any("Look both numbers up again" in one for one in said(part))
    assert card.fields[txid(LATER)].text() == "830000"
    assert part.heights is card


def test_a_payment_under_review_hears_of_it(parts: Parts, qtbot: QtBot) -> None:
    parts.session.keeper.keep_payment("later", PAYMENT, NOW)
    parts.session.review(PAYMENT, "later")
    card = heights(show(parts, qtbot), qtbot)
    card.fields[""].setText("852560")
    card.fields[txid(OLD)].setText("800000")
    card.submit()

    def confirmed() -> int | None:
        found = parts.session.payment
        return found.payment.review.inputs[0].confirmed if found else None

    qtbot.waitUntil(lambda: confirmed() == 800_000)


def test_coins_come_with_a_payment_that_is_kept_meanwhile(parts: Parts, qtbot: QtBot) -> None:
    part = show(parts, qtbot)
    parts.session.change(lambda keeper: keeper.keep_payment("later", PAYMENT, NOW))
    assert set(heights(part, qtbot).fields) == {"", txid(OLD), txid(NEAR), txid(LATER)}


def test_a_coin_that_was_spent_elsewhere_goes_and_comes_back_by_undo(
    parts: Parts, qtbot: QtBot
) -> None:
    told(parts.session.keeper, 852_560)
    part = show(parts, qtbot)
    card = heights(part, qtbot)
    spoken = "Spent elsewhere: 0.010\u2009000\u200900 BTC"
    next(one for one in card.findChildren(Button) if one.accessibleName() == spoken).click()
    assert set(heights(part, qtbot, 3).fields) == {"", txid(NEAR), txid(LATER)}
    parts.session.put_back()
    assert set(heights(part, qtbot).fields) == {"", txid(OLD), txid(NEAR), txid(LATER)}


def test_coins_of_one_transaction_share_a_field(parts: Parts, qtbot: QtBot) -> None:
    pair = [CoinRecord(f"{'ab' * 32}:{n}", 1_000 + n, f"bcrt1own{n}", n) for n in range(2)]
    parts.session.keeper.keep_coins("later", pair)
    part = show(parts, qtbot)
    assert set(heights(part, qtbot, 2).fields) == {"", "ab" * 32}
    assert said(part).count("It came in the same block.") == 1
