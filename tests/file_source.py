"""A small program whose window hands out one file to whoever drags it away, as a file manager does.

``python tests/file_source.py FILE``; it stays, for the file is asked of it only after the drop.
"""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Handle(QLabel):
    """What is dragged."""

    def __init__(self, path: str) -> None:
        super().__init__("Drag me")
        self._path = path
        self.setWindowTitle("Files")
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(120, 60)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        given = QMimeData()
        given.setUrls([QUrl.fromLocalFile(self._path)])
        drag.setMimeData(given)
        drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    handle = Handle(sys.argv[1])
    handle.move(880, 20)
    handle.show()
    sys.exit(application.exec())
