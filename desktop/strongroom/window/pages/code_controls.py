"""What one turns while codes are shown: encoding, size, speed, pause."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.transports.qr.contract import Encoding
from strongroom.transports.qr.styles import (
    FASTEST,
    LARGEST_VERSION,
    SLOWEST,
    SMALLEST_VERSION,
    Style,
)
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.part_strip import PartState, PartStrip
from strongroom.window.widgets.slider import Slider
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)

ENCODINGS = (Encoding.UR, Encoding.BBQR, Encoding.SPECTER, Encoding.PLAIN, Encoding.BASE43)


class CodeControls(Card):
    """``changed`` has another style, ``paused`` whether the codes stand still, ``bigger`` whether
    they take the whole page."""

    changed = Signal(object)
    paused = Signal(bool)
    bigger = Signal(bool)

    def __init__(self, look: Look, style: Style) -> None:
        super().__init__(look)
        self._style = style
        self._title = Text(look, self.tr("Making the codes…"), _STRONG)
        self._round = Text(look, "", _SOFT)
        self._strip = PartStrip(look, PartState(1), self.tr("Parts"))
        self._pause = Button(look, self.tr("Pause"), icon=Icon.PAUSE)
        self._bigger = Button(look, self.tr("Bigger"), icon=Icon.EXPAND)
        self._is_paused = self._is_bigger = False
        self._encoding = Choice(look, self.tr("Kind of code"), self._names())
        self._encoding.setCurrentIndex(ENCODINGS.index(style.encoding))
        self._density = Slider(look, self.tr("Dots"), SMALLEST_VERSION, LARGEST_VERSION)
        self._rate = Slider(look, self.tr("Speed"), SLOWEST, FASTEST)
        self._density.setValue(style.version)
        self._rate.setValue(style.rate)
        self._dense_words, self._rate_words = Text(look, "", _SOFT), Text(look, "", _SOFT)
        self._place()
        self._connect()
        self._say_values()

    def show_part(self, number: int, count: int) -> None:
        """Frame ``number``, from 0 and without end, of ``count`` parts."""
        part, times = number % count + 1, number // count + 1
        if count == 1:
            title = self.tr("One code holds it whole")
        else:
            title = self.tr("Part {part} of {count}").format(part=part, count=count)
        self._title.set_text(title)
        again = self.tr("round {times}").format(times=times)
        self._round.set_text(again if times > 1 and count > 1 else "")
        self._strip.set_state(PartState(count, part - 1), title)
        self._strip.setVisible(count > 1)

    def toggle_pause(self) -> None:
        self._is_paused = not self._is_paused
        self._pause.set_words(self.tr("Go on") if self._is_paused else self.tr("Pause"))
        self._pause.set_icon(Icon.PLAY if self._is_paused else Icon.PAUSE)
        self.paused.emit(self._is_paused)

    def toggle_size(self) -> None:
        self._is_bigger = not self._is_bigger
        self._bigger.set_words(self.tr("Smaller") if self._is_bigger else self.tr("Bigger"))
        self.bigger.emit(self._is_bigger)

    @property
    def is_bigger(self) -> bool:
        return self._is_bigger

    def _names(self) -> tuple[str, ...]:
        names = {
            Encoding.UR: self.tr("UR: most signers"),
            Encoding.BBQR: self.tr("BBQr: Coldcard Q"),
            Encoding.SPECTER: self.tr("Numbered text parts"),
            Encoding.PLAIN: self.tr("One code, as text"),
            Encoding.BASE43: self.tr("One code, base43"),
        }
        return tuple(names[encoding] for encoding in ENCODINGS)

    def _place(self) -> None:
        head = Ends(self.look, least=120, row_gap=0, centred=True)
        head.addWidget(self._title)
        head.addWidget(self._round)
        self.body.addLayout(head)
        self.body.addWidget(self._strip)
        buttons = Flow(self.look)
        buttons.addWidget(self._pause)
        buttons.addWidget(self._bigger)
        self.body.addLayout(buttons)
        turned: tuple[tuple[Text, QWidget], ...] = (
            (self._rate_words, self._rate),
            (self._dense_words, self._density),
            (Text(self.look, self.tr("Kind of code"), _SOFT), self._encoding),
        )
        for words, control in turned:
            held = QVBoxLayout()
            held.setSpacing(2)
            held.addWidget(words)
            held.addWidget(control)
            self.body.addLayout(held)

    def _connect(self) -> None:
        self._pause.clicked.connect(self.toggle_pause)
        self._bigger.clicked.connect(self.toggle_size)
        self._encoding.activated.connect(self._take)
        self._density.valueChanged.connect(self._take)
        self._rate.valueChanged.connect(self._take)

    def _take(self) -> None:
        encoding = ENCODINGS[self._encoding.currentIndex()]
        style = Style(encoding, self._density.value(), self._rate.value())
        self._say_values()
        if style != self._style:
            self._style = style
            self.changed.emit(style)

    def _say_values(self) -> None:
        rate, across = self._rate.value(), 17 + 4 * self._density.value()
        self._rate_words.set_text(self.tr("Speed: %n codes a second", "", rate))
        self._dense_words.set_text(self.tr("Size: at most {dots} dots across").format(dots=across))
