"""What is said of what was opened: what came along, what was left and why, what is only told."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject

from strongroom.model.errors import StrongroomError
from strongroom.words.findings import words_for
from strongroom.words.text import visible
from strongroom.workflows.open_several import Left, LeftWhy, OpenedSeveral

_MOST = 3
"""Files that are named with their reason; more are only counted."""


class OpeningWords(QObject):
    """Sentences for the foot of a page."""

    def of_several(self, found: OpenedSeveral) -> str:
        """What was opened, and what was not."""
        listed = ", ".join(map(visible, found.taken))
        said = self.tr("Opened: {names}.").format(names=listed)
        return f"{said} {self.of_left(found.left)}".strip()

    def of_signatures(self) -> str:
        return self.tr("New signatures came in; each was checked.")

    def of_previous(self, count: int, missing: int) -> str:
        """Transactions that a payment spends from came in; so many are still missing."""
        came = self.tr("A previous transaction came in; the payment was reviewed anew.")
        if count > 1:
            came = self.tr(
                "%n previous transactions came in; the payment was reviewed anew.", "", count
            )
        lacks = [self.tr("One is still missing.")] if missing == 1 else []
        if missing > 1:
            lacks = [self.tr("%n are still missing.", "", missing)]
        return " ".join([came, *lacks])

    def of_left(self, left: Sequence[Left]) -> str:
        """Each that was left, with the reason; one that holds a secret is always named."""
        worst_first = sorted(left, key=lambda one: not _is_secret(one))
        said = [
            self.tr("Left {name}: {why}").format(name=visible(one.name), why=self._why(one))
            for one in worst_first[:_MOST]
        ]
        if len(left) > _MOST:
            said.append(self.tr("%n more were left.", "", len(left) - _MOST))
        return " ".join(said)

    def _why(self, left: Left) -> str:
        match left.why:
            case LeftWhy.OTHER_KIND:
                return self.tr("it is of another kind; open it alone.")
            case LeftWhy.OTHER_PAYMENT:
                return self.tr("it is of another payment; open it alone.")
            case LeftWhy.OTHER_WALLET:
                return self.tr("it is another wallet; open it alone.")
            case LeftWhy.NOT_SPENT:
                return self.tr("it is not one that the payment spends from.")
            case LeftWhy.AGAIN:
                return self.tr("the same once more.")
            case error:
                words = words_for(error.code, error.facts, QCoreApplication.translate)
                return words.message if words is not None else str(error)


def _is_secret(left: Left) -> bool:
    return isinstance(left.why, StrongroomError) and left.why.code == "secret-found"
