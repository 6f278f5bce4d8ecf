"""The last step: what was made, and what is good to do next."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from strongroom.vault.records import CosignerRecord
from strongroom.window.page import Parts
from strongroom.window.pages.finding_cards import finding_state
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text
from strongroom.window.wizards.step_view import LEAD, SOFT, StepView
from strongroom.workflows.advisories import signer_findings
from strongroom.workflows.set_up_flow import SetUpDraft, ticked


class DoneStep(StepView):
    """Nothing more is asked."""

    def __init__(self, parts: Parts, draft: SetUpDraft) -> None:
        super().__init__(parts, draft)
        for sign, title, said in self._next_steps():
            card = Card(self.look)
            row = QHBoxLayout()
            row.setSpacing(self.look.px(12))
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(Text(self.look, title, LEAD))
            words.addWidget(Text(self.look, said, SOFT))
            row.addWidget(Sign(self.look, sign, 20))
            row.addLayout(words, 1)
            card.body.addLayout(row)
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _seeds_to_note(self) -> Iterator[tuple[SignKind, str, str]]:
        """Where there are published warnings about seeds that a kind of device made."""
        for device in dict.fromkeys(key.device for key in self.draft.keys):
            for found in signer_findings(CosignerRecord("", device), "wallet"):
                if found.facts["reason"] != "now":
                    said = finding_state(found)
                    title = self.tr("Note which firmware made each seed")
                    yield SignKind.TO_KNOW, title, f"{said.message} {said.hint}"

    def _next_steps(self) -> tuple[tuple[SignKind, str, str], ...]:
        is_compared = all(ticked(self.draft, at) for at in range(len(self.draft.keys)))
        compare = (
            SignKind.SAID if is_compared else SignKind.LOOK,
            self.tr("Every key compared") if is_compared else self.tr("Compare the keys"),
            self.tr("Receiving addresses are open.")
            if is_compared
            else self.tr("Until each key is ticked, receiving addresses stay locked."),
        )
        return (
            compare,
            *self._seeds_to_note(),
            (
                SignKind.TO_KNOW,
                self.tr("Put the wallet on each device"),
                self.tr("Load its file there, and let it show the first receiving address."),
            ),
            (
                SignKind.TO_KNOW,
                self.tr("Receive a small amount and send it back"),
                self.tr("So each signer is proven before much is at stake."),
            ),
        )
