"""The first step: what the wallet is called, and on which network it is."""

from strongroom.model.errors import StrongroomError
from strongroom.model.network import Network
from strongroom.window.page import Parts
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.text import Text
from strongroom.window.wizards.step_view import SMALL, StepView
from strongroom.workflows.set_up_flow import SetUpDraft, with_name, with_network

_NETWORKS = tuple(Network)


class NameStep(StepView):
    """A name, and a network: the real one unless somebody wants to practise."""

    def __init__(self, parts: Parts, draft: SetUpDraft) -> None:
        super().__init__(parts, draft)
        self.name = TextField(self.look, self.tr("Name of the wallet"), self.tr("Family savings"))
        self.name.setText(draft.name)
        self.name.textEdited.connect(self._rename)
        self.name.editingFinished.connect(self.settled)
        names = [self.words.network(network) for network in _NETWORKS]
        self.network = Choice(self.look, self.tr("Network"), names)
        self.network.setCurrentIndex(_NETWORKS.index(draft.network))
        self.network.currentIndexChanged.connect(self._move)
        card = Card(self.look)
        card.body.addLayout(self.named(self.tr("Name"), self.name))
        said = self.tr("Devices show it beside each payment, some only the first 20 characters.")
        card.body.addWidget(Text(self.look, said, SMALL))
        card.body.addLayout(self.named(self.tr("Network"), self.network))
        self.column.addWidget(card)
        self.column.addStretch(1)

    def _rename(self, text: str) -> None:
        try:
            self.change(with_name(self.draft, text))
        except StrongroomError as error:
            self.name.clear()
            self.change(with_name(self.draft, ""))
            self.failed.emit(error)

    def _move(self, number: int) -> None:
        self.change(with_network(self.draft, _NETWORKS[number]))
        self.settled.emit()
