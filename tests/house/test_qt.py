import sys

from PySide6.QtCore import QObject


def test_qt_keeps_its_references_to_none() -> None:
    thing, before = QObject(), sys.getrefcount(None)
    for _ in range(2000):
        thing.setParent(None)
        thing.setObjectName("name")
    assert sys.getrefcount(None) > before - 200
