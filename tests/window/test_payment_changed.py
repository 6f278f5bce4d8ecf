"""What differs in a payment that came back, as its card shows it."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding, Severity
from strongroom.window.look import Look, Unit
from strongroom.window.pages.payment_changed import ChangedParts
from strongroom.window.pages.payment_findings import grouped
from strongroom.window.widgets.address import Address


def changed(part: str, before: Fact, after: Fact, name: str = "bob.psbt", **more: Fact) -> Finding:
    facts = {"name": name, "part": part, "reviewed": before, "returned": after, **more}
    return Finding("changed-after-review", Severity.BLOCK, "file", facts)


def said(look: Look, qtbot: QtBot, *findings: Finding) -> list[str]:
    made = ChangedParts(look, findings)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: not made.is_coming)
    assert not made.findChildren(Address)
    return [label.text() for label in made.findChildren(QLabel) if label.text()]


def test_each_part_says_how_it_was_reviewed_and_how_it_came_back(look: Look, qtbot: QtBot) -> None:
    version = changed("version", 2, 1)
    script = changed("script", "script 6a01", "script 6a02", place="output 0")
    lines = said(look, qtbot, version, script)
    assert lines[:5] == ["Version", "Reviewed", "2", "Came back", "1"]
    assert lines[5:] == ["Output 1: address", "Reviewed", "script 6a01", "Came back", "script 6a02"]


@pytest.mark.parametrize("unit", Unit)
def test_amounts_are_in_the_unit_of_the_window(look: Look, qtbot: QtBot, unit: Unit) -> None:
    look.change(unit=unit)
    lines = said(look, qtbot, changed("amount", 38_500, 37_000, place="output 1"))
    assert lines[2::2] == [unit.write(38_500), unit.write(37_000)]


def test_those_that_are_not_listed_are_counted(look: Look, qtbot: QtBot) -> None:
    listed = [changed("sequence", 1, n + 2, place=f"input {n}", count=14) for n in range(10)]
    lines = said(look, qtbot, *listed)
    assert lines.count("Came back") == 10
    assert "4 more" in lines[-1]


def test_all_that_differs_in_one_file_is_one_card() -> None:
    findings = [changed("version", 2, 1), changed("locktime", 0, 1)]
    other = changed("version", 2, 1, name="carol.psbt")
    assert [each.findings for each in grouped([*findings, other])] == [tuple(findings), (other,)]
