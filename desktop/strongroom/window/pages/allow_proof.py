"""Having a signer prove who lets an address be paid: it signs a text that names it."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from strongroom.model.errors import StrongroomError
from strongroom.window.look import Look
from strongroom.window.pages.signer_answer import SignerAnswer
from strongroom.window.tasks import Lanes
from strongroom.workflows.allow_proof import proof_text
from strongroom.workflows.kept import KeptWallet


class AllowProofForm(SignerAnswer):
    """What is signed names the address that is to be listed."""

    def __init__(self, look: Look, lanes: Lanes, kept: KeptWallet) -> None:
        why = QCoreApplication.translate(
            "AllowProofForm",
            "A signer of this wallet can prove who adds an address: one of its keys signs a text "
            "that names it. The text, the signature and the day are kept with the address.",
        )
        super().__init__(look, lanes, kept, why)

    def set_address(self, address: str) -> None:
        """Writes the text to be signed for an address, none where there is no such address."""
        try:
            text = proof_text(self._kept.wallet, address, datetime.now(UTC).date())
        except StrongroomError:
            text = ""
        self.set_text(text)
