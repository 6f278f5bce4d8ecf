import gc

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strongroom.window.collecting import Collector, collect, spare, sparing


class Knot:
    """Something that only the collector frees."""

    freed = 0

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Knot.freed += 1


def test_what_is_due_is_collected_here_and_nowhere_else(qapp: QApplication, qtbot: QtBot) -> None:
    gc.collect()
    collector = Collector(qapp)
    assert not gc.isenabled()
    before = Knot.freed
    knots = [Knot() for _ in range(gc.get_threshold()[0] + 1)]
    del knots
    assert Knot.freed == before
    collect()
    assert Knot.freed > before
    collector.deleteLater()


def test_nothing_is_collected_before_it_is_due() -> None:
    gc.collect()
    before = Knot.freed
    Knot()
    collect()
    assert Knot.freed == before


def test_while_very_much_is_made_nothing_is_collected_and_then_it_is_spared() -> None:
    gc.collect()
    before = Knot.freed
    with sparing():
        knots = [Knot() for _ in range(gc.get_threshold()[0] + 1)]
        del knots
        collect()
        assert Knot.freed == before
    gc.collect()
    assert Knot.freed == before
    gc.unfreeze()
    gc.collect()
    assert Knot.freed > before


def test_what_was_spared_is_looked_through_no_more() -> None:
    gc.collect()
    before = Knot.freed
    Knot()
    spare()
    gc.collect()
    assert Knot.freed == before
    gc.unfreeze()
    gc.collect()
    assert Knot.freed == before + 1
