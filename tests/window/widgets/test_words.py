import re
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, Qt, QTextDocumentFragment
from PySide6.QtWidgets import QWidget

import strongroom.window
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.paragraph import Run
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.notice import Notice, NoticeState
from strongroom.window.widgets.practice_band import PracticeBand
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Line, Text
from tests.window.samples import FINDINGS


def heard(widget: QWidget) -> tuple[QAccessible.Role, str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role(), interface.text(QAccessible.Text.Name)


def test_text_is_heard_as_text_whatever_is_in_it(look: Look) -> None:
    assert heard(Text(look, "<b>Bob</b> & Co")) == (QAccessible.Role.StaticText, "<b>Bob</b> & Co")
    assert heard(Line(look, "&Bob")) == (QAccessible.Role.StaticText, "&Bob")
    assert heard(Text(look, (Run("Alice "), Run("Jade"))))[1] == "Alice Jade"


def test_text_grows_down_where_it_is_narrow_and_with_the_text(look: Look) -> None:
    text = Text(look, "Someone may have swapped it. Do not sign; ask who made this file.")
    assert text.heightForWidth(1_000) == 20
    assert text.heightForWidth(200) >= 60
    look.change(measures=Measures(2.0))
    assert text.heightForWidth(1_000) == 40


def test_a_line_that_is_cut_has_a_tip(look: Look) -> None:
    line = Line(look, "Harbour Sailing Club")
    line.resize(60, 20)
    line.renew()
    line.show()
    assert line.toolTip() == "Harbour Sailing Club"
    line.resize(400, 20)
    assert line.toolTip() == ""


HOSTILE_NAMES = (
    "<img src='file:///etc/hostname'>",
    "<b>Approved</b> & checked",
    "<a href='https://strongroom.invalid'>Renew</a>",
)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_tip_shows_a_name_as_it_is_and_never_as_markup(look: Look, name: str) -> None:
    line, button = Line(look, name), Button(look, "", icon=Icon.CLOSE, spoken=name)
    line.resize(1, 20)
    line.show()
    for tip in (line.toolTip(), button.toolTip()):
        assert Qt.mightBeRichText(tip)
        assert QTextDocumentFragment.fromHtml(tip).toPlainText() == name
        assert not re.search(r"<(?!/?span>)", tip)


def test_every_tip_is_of_plain_text() -> None:
    window = Path(strongroom.window.__file__).parent
    setting = [path.name for path in window.rglob("*.py") if "setToolTip" in path.read_text()]
    assert setting == ["painted.py"]


def test_a_finding_says_its_weight_its_sentence_and_what_to_do(look: Look) -> None:
    card = FindingCard(look, FINDINGS[1])
    assert card.accessibleName() == "stops: This change address is not yours"
    assert card.accessibleDescription().endswith("Do not sign; ask who made this file.")


def test_a_finding_can_become_another(look: Look) -> None:
    card = FindingCard(look, FINDINGS[1])
    card.set_state(FindingState(SignKind.SEEN, "Both engines agree"))
    assert card.accessibleName() == "seen: Both engines agree"
    assert card.accessibleDescription() == ""
    shown = [text.text() for text in card.findChildren(Text) if not text.isHidden()]
    assert shown == ["Both engines agree"]


def test_a_notice_says_how_things_stand(look: Look) -> None:
    notice = Notice(look, NoticeState("Everything is saved.", SignKind.SEEN, "Block 976 204"))
    assert notice.accessibleName() == "Everything is saved."
    assert notice.accessibleDescription() == "Block 976 204"
    assert notice.minimumHeight() == 40
    notice.set_state(NoticeState("The stick is full.", SignKind.STOPS))
    assert notice.accessibleName() == "The stick is full."


def test_practice_is_said_in_words(look: Look) -> None:
    assert heard(PracticeBand(look))[1] == "Practice. These coins have no value."
    assert PracticeBand(look).sizeHint().height() == 28
