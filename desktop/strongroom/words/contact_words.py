"""What is said of an address that a contact gave."""

from datetime import datetime

from strongroom.model.comparison import Comparison
from strongroom.words.amounts import date_in_words
from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Translate, as_written
from strongroom.words.text import visible

_CONTEXT = "Contacts"
COMPARED = {
    Comparison.NOT: QT_TRANSLATE_NOOP("Contacts", "not compared with them"),
    Comparison.PHONE: QT_TRANSLATE_NOOP("Contacts", "read aloud by telephone or video"),
    Comparison.IN_PERSON: QT_TRANSLATE_NOOP("Contacts", "compared in person"),
    Comparison.SIGNED: QT_TRANSLATE_NOOP("Contacts", "proven by a message it signed"),
    Comparison.OTHER: QT_TRANSLATE_NOOP("Contacts", "compared in another way"),
}
_BY = QT_TRANSLATE_NOOP("Contacts", "entered by {who} on {day}")
_ON = QT_TRANSLATE_NOOP("Contacts", "entered on {day}")


def compared_words(compared: Comparison, translate: Translate = as_written) -> str:
    """How an address was compared with who gave it."""
    return translate(_CONTEXT, COMPARED[compared])


def given_line(
    compared: Comparison, entered_by: str, entered: datetime, translate: Translate = as_written
) -> str:
    """``read aloud by telephone or video · entered by Carol on 3 March 2026``."""
    words = translate(_CONTEXT, _BY if entered_by else _ON)
    said = words.format(who=visible(entered_by), day=_day(entered))
    return f"{compared_words(compared, translate)} · {said}"


def _day(moment: datetime) -> str:
    return date_in_words(int(moment.timestamp())).rpartition(", ")[0]
