"""What a whole review comes to, in one sentence."""

from collections.abc import Mapping
from typing import Final

from strongroom.model.finding import Severity
from strongroom.words.marker import QT_TRANSLATE_NOOP

VERDICTS: Final[Mapping[Severity, str]] = {
    Severity.INFO: QT_TRANSLATE_NOOP("Words", "Nothing stands in the way of signing."),
    Severity.WARN: QT_TRANSLATE_NOOP("Words", "Look at the points below before anyone signs."),
    Severity.BLOCK: QT_TRANSLATE_NOOP("Words", "Do not sign."),
    Severity.REJECT: QT_TRANSLATE_NOOP("Words", "This cannot be signed."),
}
