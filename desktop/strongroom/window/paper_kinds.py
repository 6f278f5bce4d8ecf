"""The sizes of paper as a file chooser offers them: the usual one is the first."""

from PySide6.QtCore import QCoreApplication

from strongroom.paper.document import usual_size
from strongroom.paper.measures import PaperSize

_NAMES = {PaperSize.A4: "A4", PaperSize.LETTER: "Letter"}


def paper_kinds() -> tuple[str, ...]:
    """What ``QFileDialog`` takes as kinds of files, joined by two semicolons."""
    usual = usual_size()
    ordered = sorted(PaperSize, key=lambda size: size is not usual)
    return tuple(map(_kind, ordered))


def size_of(kind: str) -> PaperSize:
    """The size of the kind that was chosen; the usual one for any other."""
    chosen = [size for size in PaperSize if _kind(size) == kind]
    return chosen[0] if chosen else usual_size()


def _kind(size: PaperSize) -> str:
    words = QCoreApplication.translate("PaperKinds", "{size} pages to print (*.pdf)")
    return words.format(size=_NAMES[size])
