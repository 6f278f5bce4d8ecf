"""The fourth step: the wallet as it will be, to be compared before anything is received."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Signal

from strongroom.model.finding import Finding, Severity
from strongroom.model.wallet import Address
from strongroom.vault.records import CosignerRecord
from strongroom.window.page import Parts
from strongroom.window.pages.checked_wallet import CheckedWallet, first_addresses
from strongroom.window.pages.finding_cards import stops
from strongroom.window.tasks import Task, without_progress
from strongroom.window.widgets.text import Text
from strongroom.window.wizards.step_view import SOFT, StepView
from strongroom.workflows.set_up_flow import (
    SetUp,
    SetUpDraft,
    check,
    cosigner_records,
    in_wallet_order,
    tick,
)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What the engines found."""

    made: SetUp
    addresses: tuple[Address, ...]


class CheckStep(StepView):
    """``checked`` when it is known whether the wallet can be kept."""

    checked = Signal()

    def __init__(self, parts: Parts, draft: SetUpDraft) -> None:
        super().__init__(parts, in_wallet_order(draft))
        self.is_good = False
        self._waiting = Text(self.look, self.tr("Deriving addresses in both engines…"), SOFT)
        self.column.addWidget(self._waiting)
        self.column.addStretch(1)
        task = Task(self)
        task.succeeded.connect(self._show)
        task.failed.connect(self.failed)
        task.run(parts.lanes.engines, without_progress(partial(_check, self.draft)))

    def _show(self, found: _Checked) -> None:
        self._waiting.hide()
        findings = _weighty(found.made.findings)
        view = CheckedWallet(
            self.look,
            found.made.wallet,
            found.addresses,
            findings,
            cosigner_records(self.draft),
            asks_paths=False,
        )
        view.ticked.connect(self._tick)
        view.described.connect(self._describe)
        self.column.insertWidget(0, view)
        self.is_good = not stops(findings)
        self.checked.emit()

    def _tick(self, position: int, is_ticked: bool) -> None:
        when = datetime.now(UTC) if is_ticked else None
        self.change(tick(self.draft, position, when))
        self.settled.emit()

    def _describe(self, position: int, said: CosignerRecord) -> None:
        if self.describe(position, said):
            self.settled.emit()


def _weighty(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that need a look; what is only to be known stood at the keys."""
    return tuple(found for found in findings if found.severity > Severity.INFO)


def _check(draft: SetUpDraft) -> _Checked:
    made = check(draft)
    return _Checked(made, first_addresses(made.wallet))
