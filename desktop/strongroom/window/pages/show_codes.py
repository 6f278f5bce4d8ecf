"""QR codes for a signer's camera: as large as the page allows, and beside them what to do."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from strongroom.model.device import Device
from strongroom.transports.qr.drawing import Modules
from strongroom.transports.qr.styles import Style
from strongroom.window.awake import Awake
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.page import Parts
from strongroom.window.pages.code_controls import CodeControls
from strongroom.window.pages.code_player import CodePlayer, MakeSeries
from strongroom.window.pages.picture_page import PicturePage
from strongroom.window.paragraph import Voice
from strongroom.window.places import Place
from strongroom.window.theme import Role
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.device_picture import DevicePicture
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.qr_plate import QrPlate
from strongroom.window.widgets.text import Text
from strongroom.words.device_words import words_of

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_EMPTY: Modules = ((False,),)


class ShowCodesPage(PicturePage):
    """Made with what makes the series in a style; the style chosen for a device is remembered."""

    def __init__(
        self, parts: Parts, title: str, state: str, way_back: Place, device: Device | None
    ) -> None:
        super().__init__(parts, title, state, way_back)
        self._device = device
        self._style = parts.settings.remembered.style_for(device)
        self._plate = QrPlate(self.look, _EMPTY, self.tr("The code is being made"))
        self._plate.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._controls = CodeControls(self.look, self._style)
        self._awake = Awake(self)
        self._awake_words = Text(self.look, "", _SOFT)
        self._player: CodePlayer | None = None

    def fill(self, signer: str, cards: Sequence[QWidget]) -> None:
        """Places the code, and beside it the signer and what else there is to read."""
        beside = (self._signer_card(signer), self._controls, *cards, self._awake_words)
        self.place_beside(self._plate, beside)

    def play(self, make: MakeSeries) -> None:
        """Begins to show the codes."""
        self._player = CodePlayer(self.parts.lanes.codes, make, self)
        self._player.shown.connect(self._show)
        self._player.failed.connect(self._say_failed)
        self._controls.changed.connect(self._restyle)
        self._controls.paused.connect(self._player.pause)
        self._controls.bigger.connect(lambda _: self.fit())
        self._awake.agreed.connect(self._say_awake)
        self._player.play(self._style)

    def play_instead(self, make: MakeSeries) -> None:
        """Shows other codes from now on."""
        if self._player is not None:
            self._player.play(self._style, make)

    def _signer_card(self, signer: str) -> Card:
        card = Card(self.look)
        head = Ends(self.look, gap=16, least=120, centred=True)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Text(self.look, signer, _STRONG))
        words.addWidget(Text(self.look, words_of(self._device).reads))
        head.addLayout(words)
        head.addWidget(DevicePicture(self.look, self._device))
        card.body.addLayout(head)
        return card

    def _show(self, modules: Modules, number: int, count: int) -> None:
        part = number % count + 1
        said = self.tr("QR code, part {part} of {count}").format(part=part, count=count)
        self._plate.set_modules(modules, said)
        self._controls.show_part(number, count)
        dots = self.tr("{kind}, {dots} dots across")
        aside = dots.format(kind=self._style.encoding.upper(), dots=len(modules))
        if self.notices.state.aside != aside:
            self.say_aside(aside)

    def _restyle(self, style: Style) -> None:
        before, self._style = self._style, style
        settings = self.parts.settings
        settings.remember(settings.remembered.with_style(self._device, style))
        if self._player is None:
            return
        if (before.encoding, before.version) == (style.encoding, style.version):
            self._player.set_rate(style.rate)
        else:
            self.say("")
            self._player.play(style)

    def _say_failed(self, error: object) -> None:
        if self._player is not None:
            self._player.stop()
        self._plate.set_modules(_EMPTY, self.tr("No code"))
        self.say_error(error)

    def _say_awake(self) -> None:
        self._awake_words.set_text(self.tr("The screen is kept awake. Turn its brightness up."))

    @property
    def is_alone(self) -> bool:
        return self._controls.is_bigger

    def set_side(self, side: int) -> None:
        if self._plate.size() != QSize(side, side):
            self._plate.setFixedSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._controls.is_bigger:
            self._controls.toggle_size()
        elif event.key() == Qt.Key.Key_Space:
            self._controls.toggle_pause()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if event.spontaneous():
            return
        self._awake.keep(self.tr("A code is shown to a signer"))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous():  # the window is only minimised
            return
        self._awake.let_go()
        if self._player is not None:
            self._player.stop()
