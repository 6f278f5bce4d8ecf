"""Findings as cards: the heaviest first, in the words of the words room."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from strongroom.model.finding import Finding, Severity
from strongroom.window.look import Look
from strongroom.window.widgets.card import CardKind
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.sign import SignKind
from strongroom.words.findings import sentence

_SIGNS = {
    Severity.INFO: SignKind.TO_KNOW,
    Severity.WARN: SignKind.LOOK,
    Severity.BLOCK: SignKind.STOPS,
    Severity.REJECT: SignKind.STOPS,
}


def finding_state(finding: Finding) -> FindingState:
    """What a card says of a finding."""
    words = sentence(finding, QCoreApplication.translate)
    return FindingState(_SIGNS[finding.severity], words.message, words.hint, finding.code)


def finding_cards(
    look: Look, findings: Sequence[Finding], kind: CardKind = CardKind.PLAIN
) -> list[FindingCard]:
    """A card for each."""
    heaviest_first = sorted(findings, key=lambda found: -found.severity)
    return [FindingCard(look, finding_state(found), kind) for found in heaviest_first]


def stops(findings: Sequence[Finding]) -> bool:
    """Whether one of them keeps the wallet from being used."""
    return any(found.severity >= Severity.BLOCK for found in findings)
