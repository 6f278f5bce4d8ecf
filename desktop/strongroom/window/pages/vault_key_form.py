"""A form for passphrases that asks a security key, too, where the vault needs one."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from strongroom.vault.security_key import HeldKey, SecurityKeys
from strongroom.window.page import Page
from strongroom.window.pages.security_key_errand import Question, SecurityKeyErrand
from strongroom.window.pages.vault_change import PassphraseForm
from strongroom.window.pages.vault_fields import PinField

Then = Callable[[HeldKey], None]


class KeyForm(PassphraseForm):
    """While a key is asked the form waits, and its way back cancels."""

    def __init__(
        self,
        page: Page,
        keys: SecurityKeys,
        said: tuple[str, str, str],
        *,
        asks_present: bool = False,
        asks_new: bool = False,
        below: Sequence[QWidget] = (),
    ) -> None:
        """``said`` as for ``PassphraseForm``."""
        pin = PinField(page.look)
        super().__init__(
            page.look,
            page.parts.lanes.engines,
            said,
            asks_present=asks_present,
            asks_new=asks_new,
            below=(*below, pin),
        )
        self._then: Then | None = None
        self._errand = SecurityKeyErrand(page, keys, pin)
        self._errand.answered.connect(self._go_on)
        self._errand.ended.connect(lambda: self.set_waiting(False))
        self.stopped.connect(self._errand.cancel)

    def ask(self, question: Question, then: Then) -> None:
        """Have a key answer a question, and go on with that."""
        self._then = then
        self.set_waiting(True)
        self._errand.ask(question)

    def _go_on(self, held: HeldKey) -> None:
        self.set_waiting(False)
        assert self._then is not None
        self._then(held)
