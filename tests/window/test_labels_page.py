import json

import pytest
from pytestqt.qtbot import QtBot

from strongroom.engines.derivation import derive_address
from strongroom.formats.bip329 import LabelFile, read_labels
from strongroom.model.wallet import Branch
from strongroom.vault.records import LabelKind
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.page import Parts
from strongroom.window.pages.labels import LabelsPage
from strongroom.window.places import LabelsPlace, WalletPlace
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.text import Text
from strongroom.workflows.keeping import Keeper
from tests.window.frame import (
    COMPARED,
    FAMILY,
    NOW,
    cut_off,
    make_parts,
    nameless,
    photograph,
)

ROW = "family"
TXID = "ab" * 32
WORDS = "my words abandon ability able about above absent absorb abstract and so on"


def address(index: int) -> str:
    return derive_address(FAMILY, Branch.RECEIVE, index).text


def labels(*lines: tuple[str, str, str]) -> LabelFile:
    said = ({"type": kind, "ref": ref, "label": text} for kind, ref, text in lines)
    return read_labels("\n".join(map(json.dumps, said)))


FILE = labels(
    ("addr", address(0), "Loan"),
    ("addr", address(1), "Gift"),
    ("tx", TXID, "Salary"),
    ("addr", address(2), WORDS),
    ("addr", "bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c", "Theirs"),
    ("input", f"{TXID}:0", "x"),
)


@pytest.fixture
def parts(look: Look) -> Parts:
    keeper = Keeper()
    keeper.keep_wallet(FAMILY, COMPARED, NOW, row=ROW)
    keeper.label(ROW, LabelKind.ADDRESS, address(0), "Rent")
    return make_parts(look, keeper)


def shown(qtbot: QtBot, parts: Parts, file: LabelFile = FILE) -> LabelsPage:
    page = LabelsPage(parts, LabelsPlace(ROW, file, "labels.jsonl"))
    qtbot.addWidget(page)
    page.resize(1048, 800)
    page.show()
    qtbot.waitUntil(lambda: any("Family savings" in one.text() for one in page.findChildren(Text)))
    return page


def take(page: LabelsPage) -> Button:
    return next(
        one for one in page.findChildren(Button) if one.accessibleName().startswith("Take the")
    )


def boxes(page: LabelsPage) -> list[CheckBox]:
    return [one for one in page.findChildren(CheckBox) if one.isVisibleTo(page)]


def kept(page: LabelsPage) -> set[str]:
    return {record.text for record in page.session.keeper.labels(ROW)}


def test_shows_what_is_new_and_what_differs_and_counts_the_rest(qtbot: QtBot, parts: Parts) -> None:
    page = shown(qtbot, parts)
    said = [one.text() for one in page.findChildren(Text)]
    assert {"Loan", "Gift", "Salary", "Its label here: Rent"} <= set(said)
    assert "Theirs" not in said
    assert any("of other wallets: 1 · not kept here: 1" in text for text in said)
    assert kept(page) == {"Rent"}


def test_takes_in_what_is_new_and_goes_to_the_wallet(qtbot: QtBot, parts: Parts) -> None:
    page = shown(qtbot, parts)
    assert take(page).accessibleName() == "Take the labels in (2)"
    with qtbot.waitSignal(page.go) as heard:
        take(page).click()
    assert heard.args == [WalletPlace(ROW)]
    assert kept(page) == {"Rent", "Gift", "Salary"}


def test_a_tick_also_takes_what_differs_and_what_are_no_seed_words(
    qtbot: QtBot, parts: Parts
) -> None:
    page = shown(qtbot, parts)
    by_name = {one.accessibleName(): one for one in boxes(page)}
    by_name["Replace labels that differ (1)"].click()
    assert take(page).accessibleName() == "Take the labels in (3)"
    by_name["I looked at them: these are not seed words"].click()
    with qtbot.waitSignal(page.go):
        take(page).click()
    assert kept(page) == {"Loan", "Gift", "Salary", WORDS}


def test_nothing_new_leaves_nothing_to_press(qtbot: QtBot, parts: Parts) -> None:
    page = shown(qtbot, parts, labels(("addr", address(0), "Rent")))
    assert not take(page).isEnabled()
    assert boxes(page) == []


def test_a_long_list_is_cut_and_counted(qtbot: QtBot, parts: Parts) -> None:
    page = shown(qtbot, parts, labels(*(("tx", f"{n:064x}", "x") for n in range(203))))
    assert any(one.text() == "And 3 more." for one in page.findChildren(Text))


def test_a_wallet_that_is_gone_is_said(qtbot: QtBot, parts: Parts) -> None:
    page = LabelsPage(parts, LabelsPlace("gone", FILE))
    qtbot.addWidget(page)
    assert "not here any more" in page.notices.state.text
    assert not take(page).isEnabled()


def test_every_control_has_a_name_and_is_whole_with_large_text(
    qtbot: QtBot, parts: Parts, look: Look
) -> None:
    look.change(measures=Measures(2.0))
    page = shown(qtbot, parts)
    photograph(page, 684, 700)
    assert nameless(page) == []
    assert cut_off(page) == []


def test_the_labels_of_a_practice_wallet_look_like_practice(parts: Parts, qtbot: QtBot) -> None:
    page = LabelsPage(parts, LabelsPlace(ROW, FILE, "labels.jsonl"))
    qtbot.addWidget(page)
    assert page.is_practice
