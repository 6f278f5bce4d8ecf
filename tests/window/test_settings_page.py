from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from strongroom.model.finding import Severity
from strongroom.review.limits import ADJUSTABLE, Limits
from strongroom.vault.vault import create_with, open_with
from strongroom.window.crash import CrashDialog, report
from strongroom.window.look import Look, Unit
from strongroom.window.measures import Measures
from strongroom.window.pages.settings import TEXT_SIZES, SettingsPage
from strongroom.window.pages.settings_limits import LimitRow
from strongroom.window.places import SettingsPlace
from strongroom.window.theme import ThemeName
from strongroom.window.widgets.field import Choice, TextArea
from strongroom.words.findings import sentence
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import start
from tests.vault.quick import Held
from tests.window.frame import (
    FAMILY,
    NOW,
    PAYMENT,
    cut_off,
    make_parts,
    nameless,
    photograph,
    practice_keeper,
)


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> SettingsPage:
    made = SettingsPage(make_parts(look), SettingsPlace())
    qtbot.addWidget(made)
    return made


def choose(page: SettingsPage, name: str) -> None:
    next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name).click()


def test_the_unit_is_taken_at_once_and_remembered(page: SettingsPage) -> None:
    choose(page, "Satoshi")
    assert page.look.unit is Unit.SATOSHI
    assert page.parts.settings.remembered.unit is Unit.SATOSHI


def test_a_theme_is_taken_at_once_and_remembered(page: SettingsPage) -> None:
    choose(page, "High contrast")
    assert page.look.theme.name is ThemeName.HIGH_CONTRAST
    choose(page, "As the desktop")
    assert page.parts.settings.remembered.theme is None


def test_the_text_grows(page: SettingsPage) -> None:
    choice = page.findChild(Choice)
    assert choice is not None
    choice.activated.emit(TEXT_SIZES.index(2.0))
    assert page.look.measures.scale == 2.0
    assert page.parts.settings.remembered.text_size == 2.0


def fail(secret: str) -> None:
    try:
        int(secret)
    except ValueError as error:
        raise RuntimeError(f"could not use {secret}") from error


def test_a_report_has_kinds_and_places_and_no_words(qtbot: QtBot, look: Look) -> None:
    secret = "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi"
    with pytest.raises(RuntimeError) as caught:
        fail(secret)
    said = report(caught.value)
    assert secret not in said
    assert "could not use" not in said
    assert "RuntimeError" in said
    assert "ValueError" in said
    assert f"{Path(__file__).name}:" in said
    assert str(Path(__file__).parent) not in said


def test_the_report_can_be_read_and_copied(qtbot: QtBot, look: Look) -> None:
    dialog = CrashDialog(look, "kinds and places")
    qtbot.addWidget(dialog)
    dialog.show()
    area = dialog.findChild(TextArea)
    assert area is not None
    assert area.toPlainText() == "kinds and places"
    assert nameless(dialog) == []


def row(page: SettingsPage, name: str) -> LimitRow:
    return page.limits.rows[name]


def write(row: LimitRow, text: str) -> None:
    row.field.setText(text)
    row.field.editingFinished.emit()


def words(part: QWidget) -> str:
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part))


@pytest.fixture
def whole(qtbot: QtBot, page: SettingsPage) -> SettingsPage:
    """The page with all its limits, which come in several turns."""
    page.show()
    qtbot.waitUntil(lambda: len(page.limits.rows) == len(ADJUSTABLE))
    return page


def test_every_limit_says_what_it_does_and_where_it_usually_is(whole: SettingsPage) -> None:
    said = words(row(whole, "fee_rate_block"))
    assert "A fee rate above this one stops the payment." in said
    assert "Usually 500 sat/vB." in said
    assert "From 1 to 10\u2009000" in said
    assert row(whole, "fee_rate_block").field.text() == "500"


SHOWN = {
    "fee_low_tenths": ("0.1", "2,5", 25),
    "fee_estimate_age": ("2", "12", 12 * 3600),
    "delay": ("7", " 30 ", 30 * 86400),
    "gap": ("20", "100", 100),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_limit_is_moved_in_the_unit_people_say(
    qtbot: QtBot, whole: SettingsPage, name: str
) -> None:
    shown, written, expected = SHOWN[name]
    assert row(whole, name).field.text() == shown
    write(row(whole, name), written)
    qtbot.waitUntil(lambda: whole.session.keeper.limits() == replace(Limits(), **{name: expected}))
    qtbot.waitUntil(lambda: whole.notices.state.text == "The limit is moved.")


@pytest.mark.parametrize(
    "text", ["", "many", "0", "10001", "1.5", "1e9", "NaN", "-5", "1e999999999"]
)
def test_what_cannot_be_is_said_beside_the_field(whole: SettingsPage, text: str) -> None:
    write(row(whole, "fee_rate_block"), text)
    assert "This cannot be. From 1 to 10\u2009000" in words(row(whole, "fee_rate_block"))
    assert row(whole, "fee_rate_block").field.text() == text
    assert whole.session.keeper.limits() == Limits()


def test_goes_back_to_the_usual_value(qtbot: QtBot, whole: SettingsPage) -> None:
    gap = row(whole, "gap")
    assert not gap.usual.isVisibleTo(whole)
    write(gap, "40")
    qtbot.waitUntil(lambda: whole.session.keeper.limits().gap == 40)
    assert row(whole, "far").field.text() == "1\u2009000"
    assert "From 40 to 5\u2009000" in words(row(whole, "far"))
    gap.usual.click()
    qtbot.waitUntil(lambda: whole.session.keeper.limits() == Limits())
    assert gap.field.text() == "20"


def test_says_that_limits_are_forgotten_without_a_vault(whole: SettingsPage) -> None:
    assert "No vault is open: they are forgotten when you close the window." in words(whole)


def test_limits_are_kept_in_the_vault(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    path = tmp_path / "home.strongroom"
    with create_with(path, [Held()]) as vault:
        page = SettingsPage(make_parts(look, Keeper(vault)), SettingsPlace())
        qtbot.addWidget(page)
        page.show()
        assert "They are kept in the vault home." in words(page)
        qtbot.waitUntil(lambda: "gap" in page.limits.rows)
        write(row(page, "gap"), "50")
        qtbot.waitUntil(lambda: page.notices.state.text == "The limit is moved.")
    with open_with(path, Held()) as vault:
        assert Keeper(vault).limits() == replace(Limits(), gap=50)


def test_the_open_payment_is_reviewed_by_the_new_limits(qtbot: QtBot, look: Look) -> None:
    parts = make_parts(look, practice_keeper())
    session = parts.session
    session.review(start(PAYMENT.original, [FAMILY]), session.wallets[0].row)
    limits = replace(Limits(), fee_rate_block=1)
    with qtbot.waitSignal(session.payment_changed):
        session.move_limits(limits)
    assert session.payment is not None
    (found,) = [one for one in session.payment.payment.review.findings if one.code == "fee-high"]
    assert (found.severity, found.facts["limit"]) == (Severity.BLOCK, 1)
    assert "Above 1 sat/vB" in sentence(found).message


def test_a_payment_opened_afterwards_is_reviewed_by_them(qtbot: QtBot, look: Look) -> None:
    keeper = Keeper()
    keeper.keep_wallet(FAMILY, (), NOW)
    parts = make_parts(look, keeper)
    with qtbot.waitSignal(parts.session.move_limits(replace(Limits(), fee_rate_block=1)).succeeded):
        pass
    with qtbot.waitSignal(parts.opening.opened):
        parts.opening.open_text(b64encode(PAYMENT.original).decode())
    assert parts.session.payment is not None
    assert parts.session.payment.payment.is_blocked


def test_limits_are_whole_and_spoken_with_large_text(qtbot: QtBot, whole: SettingsPage) -> None:
    whole.look.change(measures=Measures(2.0))
    photograph(whole, 684, 700)
    assert nameless(whole) == []
    assert cut_off(whole) == []


def test_a_number_is_read_as_it_is_shown(qtbot: QtBot, whole: SettingsPage) -> None:
    write(row(whole, "far"), "2\u2009000")
    qtbot.waitUntil(lambda: whole.session.keeper.limits().far == 2000)
