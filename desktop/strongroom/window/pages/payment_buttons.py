"""The buttons in the header of a payment: always the next step, and what else one can do."""

from PySide6.QtCore import QObject, Signal, SignalInstance

from strongroom.model.device import device_named
from strongroom.transports.qr.styles import WITHOUT_CAMERA
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.page import emptied
from strongroom.window.pages.payment_shown import Shown
from strongroom.window.pages.payment_signatures import next_cosigner
from strongroom.window.pages.payment_words import PaymentWords, Stage
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.layouts import Flow
from strongroom.words.findings import sentence


class PaymentButtons(QObject):
    """Fills a header; what is not to be had now is greyed with its reason, or not there."""

    save_for = Signal(int)
    show_to = Signal(int)
    """The position of a cosigner whose signer has a camera."""
    sign_with = Signal(int)
    """The position of a cosigner who is a practice signer."""
    load = Signal()
    finish = Signal()
    save_transaction = Signal()
    save_record = Signal()
    copy = Signal(str)
    """The text that is to be copied."""

    def __init__(self, look: Look, header: Flow) -> None:
        super().__init__()
        self._look, self._header = look, header
        self._busy_off: list[Button] = []
        self._made_for: tuple[object, ...] = ()
        self.primary: Button | None = None

    def show_none(self) -> None:
        emptied(self._header)
        self.primary, self._busy_off, self._made_for = None, [], ()

    def show(self, words: PaymentWords, shown: Shown, *, is_busy: bool) -> None:
        """The buttons of a stage; those that are there already stay."""
        wanted = (shown.stage, next_cosigner(shown.signing), shown.transaction)
        if wanted != self._made_for:
            had_focus = any(button.hasFocus() for button in self._all())
            self.show_none()
            self._make(words, shown)
            self._made_for = wanted
            if had_focus and self.primary is not None:
                self.primary.setFocus()
        self.set_busy(is_busy)

    def _make(self, words: PaymentWords, shown: Shown) -> None:
        match shown.stage:
            case Stage.BLOCKED:
                self._add_copy(self.tr("Copy what was found"), _report(shown))
                self._add_record()
            case Stage.WARNED | Stage.SIGNING:
                has_next = next_cosigner(shown.signing) is not None
                self._add_load(ButtonKind.QUIET if has_next else ButtonKind.FILLED)
                self._add_saving(words, shown)
            case Stage.COMPLETE:
                self._add_load(ButtonKind.QUIET)
                self._add(self.tr("Finish the payment"), self.finish)
            case Stage.FINISHED:
                raw = shown.transaction or b""
                self._add_copy(self.tr("Copy the transaction"), raw.hex())
                self._add(self.tr("Save the transaction…"), self.save_transaction)

    def set_busy(self, is_busy: bool) -> None:
        """Everything off while something is done, and on again."""
        if is_busy and self._busy_off:
            return
        if is_busy:
            self._busy_off = [button for button in self._all() if button.isEnabled()]
            for button in self._busy_off:
                button.switch(self.tr("Something is being done; one moment."))
        else:
            for button in self._busy_off:
                button.switch()
            self._busy_off = []

    def _all(self) -> list[Button]:
        items = (self._header.itemAt(number) for number in range(self._header.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Button)]

    def _add_saving(self, words: PaymentWords, shown: Shown) -> None:
        cosigner = next_cosigner(shown.signing)
        if cosigner is None:
            return
        reason = self.tr("First answer the warnings below.") if shown.stage is Stage.WARNED else ""
        if not cosigner.signs_here and device_named(cosigner.device) not in WITHOUT_CAMERA:
            show = Button(self._look, self.tr("Show as QR"), icon=Icon.QR)
            show.clicked.connect(lambda: self.show_to.emit(cosigner.position))
            show.switch(reason)
            self._header.addWidget(show)
        signer = cosigner.practice_signer if cosigner.signs_here else None
        kind = ButtonKind.FILLED if signer is None else ButtonKind.QUIET
        button = Button(self._look, words.saving(cosigner), kind)
        button.clicked.connect(lambda: self.save_for.emit(cosigner.position))
        button.switch(reason)
        self._place(button)
        if signer is not None:
            sign = Button(self._look, words.signing(cosigner, signer), ButtonKind.FILLED)
            sign.clicked.connect(lambda: self.sign_with.emit(cosigner.position))
            sign.switch(reason)
            self._place(sign)

    def _add_load(self, kind: ButtonKind) -> None:
        button = Button(self._look, self.tr("Load what came back…"), kind)
        button.clicked.connect(self.load)
        if kind is ButtonKind.FILLED:
            self._place(button)
        else:
            self._header.addWidget(button)

    def _add(self, words: str, signal: SignalInstance) -> None:
        button = Button(self._look, words, ButtonKind.FILLED)
        button.clicked.connect(signal)
        self._place(button)

    def _place(self, button: Button) -> None:
        self._header.addWidget(button)
        self.primary = button

    def _add_record(self) -> None:
        button = Button(self._look, self.tr("Save the record…"), icon=Icon.FILE)
        button.clicked.connect(self.save_record)
        self._header.addWidget(button)

    def _add_copy(self, words: str, text: str) -> None:
        button = Button(self._look, words, icon=Icon.COPY)
        button.clicked.connect(lambda: self.copy.emit(text))
        self._header.addWidget(button)


def _report(shown: Shown) -> str:
    """What was found as plain text, for the person who is asked."""
    review = shown.payment.review
    lines = [shown.payment.wallet.name, review.txid, ""]
    for found in review.findings:
        said = sentence(found)
        lines += [f"{found.code} ({found.where})", f"{said.message} {said.hint}".strip(), ""]
    return "\n".join(lines)
