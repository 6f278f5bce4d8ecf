"""What every page is made of: a header, a column that scrolls, and the notice at its foot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from strongroom.model.errors import StrongroomError
from strongroom.model.network import Network
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.keyboard import let_go
from strongroom.window.look import Look
from strongroom.window.measures import (
    CAPTION_GAP,
    CONTENT,
    HEADER_ABOVE,
    HEADER_ABOVE_WITH_BACK,
    HEADER_BELOW,
    MARGIN,
    NARROW_MARGIN,
    NARROW_WINDOW,
    SECTION_GAP,
)
from strongroom.window.opening import Opening
from strongroom.window.paragraph import Side, Voice
from strongroom.window.places import Home, Place
from strongroom.window.session import Session
from strongroom.window.settings_file import Settings
from strongroom.window.tasks import Lanes
from strongroom.window.theme import Role
from strongroom.window.undo_words import undo_words
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.notice import Notice, NoticeState
from strongroom.window.widgets.scroll_area import ScrollArea
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text

if TYPE_CHECKING:
    from strongroom.transports.qr.reader import CodeReader

_BARE = 8
"""What a bare button leaves free left of its icon."""
_LEAST_TITLE = 280
_HIGHEST_HEADER = 0.4
"""A header that takes more of the page's height does not stay."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What pages are given when they are made."""

    look: Look
    lanes: Lanes
    session: Session
    settings: Settings
    opening: Opening
    code_reader: CodeReader


class Page(QWidget):
    """A page; its own parts go into ``column``, and ``way_back`` is where Esc leads."""

    go = Signal(object)
    """A ``Place`` the page wants to be left for."""
    practice_changed = Signal()

    def __init__(
        self, parts: Parts, title: str = "", state: str = "", way_back: Place | None = None
    ) -> None:
        super().__init__()
        self.parts, self.look, self.session = parts, parts.look, parts.session
        self.way_back = way_back
        self._primary: Button | None = None
        self._is_practice = False
        self._title = Text(self.look, voice=Voice(TypeSize.TITLE, Weight.STRONG))
        self._state = Text(self.look, voice=Voice(role=Role.INK_SOFT))
        self._sign = Sign(self.look, SignKind.TO_KNOW, 16)
        self.header_buttons = Flow(self.look, side=Side.RIGHT)
        self.column = QVBoxLayout()
        self.notices = Notice(self.look)
        self.notices.undone.connect(self.put_back)
        self.session.removed_changed.connect(self.offer_undo)
        self._place()
        self.set_title(title, state)
        self.look.changed.connect(self._set_margins)
        # What scrolls ends where the header does, with the bar and without.
        self.area.verticalScrollBar().rangeChanged.connect(self._set_margins)
        Page._set_margins(self)

    def set_title(self, title: str, state: str = "", sign: SignKind | None = None) -> None:
        """The header: a title, and one line of how things stand, behind a sign if one is given."""
        self._title.set_text(title)
        self._state.set_text(state)
        self._state.setVisible(bool(state))
        self._place_header()
        self._sign.setVisible(sign is not None)
        if sign is not None:
            self._sign.set_kind(sign)
        self.setAccessibleName(title)

    @property
    def is_practice(self) -> bool:
        """Whether what it shows is of the practice network, where coins have no value."""
        return self._is_practice

    def set_network(self, network: Network) -> None:
        """The network of the wallet or payment that it shows from now on."""
        is_practice = network is Network.REGTEST
        if is_practice is not self._is_practice:
            self._is_practice = is_practice
            self.practice_changed.emit()

    @property
    def title(self) -> str:
        return self._title.text()

    def add_to_header(self, part: QWidget) -> None:
        """Puts a part below the title, to stay where the title stays; its words stand as far from
        its left side as those of a bare button."""
        self._header.addSpacing(self.look.px(CAPTION_GAP))
        self._header.addWidget(part)

    def set_primary(self, button: Button | None) -> None:
        """The button that Enter presses, wherever on the page it is."""
        self._primary = button

    def say(self, text: str, sign: SignKind = SignKind.TO_KNOW) -> None:
        """A sentence at the foot of the page, until the next."""
        aside = self.notices.state.aside
        self.notices.set_state(NoticeState(text, sign if text else None, aside))

    def say_aside(self, aside: str) -> None:
        """A word at the right of the foot, beside the sentence there."""
        self.notices.set_state(replace(self.notices.state, aside=aside))

    def offer_undo(self) -> None:
        """Says at the foot what was removed, with the way to have it back; or that it is back."""
        removed = self.session.removed
        if removed is not None:
            state = NoticeState(undo_words(removed), SignKind.TO_KNOW, has_undo=True)
            self.notices.set_state(state)
        elif self.notices.state.has_undo:
            self.say(self.tr("It is back."), SignKind.SEEN)

    def put_back(self) -> None:
        """Undoes the last removal."""
        task = self.session.put_back()
        if task is not None:
            task.failed.connect(self.say_error)

    def say_error(self, error: object, sign: SignKind = SignKind.STOPS) -> None:
        """What failed and what to do about it, at the foot; what is a bug is raised again."""
        if not isinstance(error, StrongroomError):
            raise error if isinstance(error, BaseException) else TypeError(repr(error))
        # All words are many; the first window has no error to say.
        from strongroom.words.findings import words_for
        from strongroom.words.phrase import Words

        words = words_for(error.code, error.facts, QCoreApplication.translate) or Words(str(error))
        self.say(f"{words.message} {words.hint}".strip(), sign)

    def furnish(self) -> None:
        """Puts in what takes long to make, before the page is shown; a turn of its own."""

    def begin(self) -> None:
        """The page is shown now: puts the keyboard where one begins."""
        self.setFocus()

    def go_back(self) -> None:
        if self.way_back is not None:
            self.go.emit(self.way_back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        primary = self._primary
        if event.key() == Qt.Key.Key_Escape and self.way_back is not None:
            self.go_back()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and primary is not None
            and primary.isEnabled()
            and primary.isVisible()
        ):
            primary.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()
        self._place_header()

    def event(self, event: QEvent) -> bool:
        # Buttons that came into the header may have made it higher.
        if event.type() is QEvent.Type.LayoutRequest:
            self._place_header()
        return super().event(event)

    @property
    def _is_header_moving(self) -> bool:
        return self._moving.indexOf(self._held_header) >= 0

    def _place_header(self) -> None:
        """The header stays while the rest scrolls, unless large text makes it too high for that."""
        height = self._held_header.heightForWidth(self.area.width())
        moves = height > self.height() * _HIGHEST_HEADER
        if moves != self._is_header_moving:
            slot = self._moving if moves else self._staying
            slot.insertWidget(0, self._held_header)
            self._set_margins()

    def _place(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._placed_header())
        whole.addWidget(self._placed_column(), 1)
        whole.addWidget(self.notices)

    def _placed_header(self) -> QVBoxLayout:
        self._header = QVBoxLayout()
        self._header.setSpacing(0)
        if self.way_back is not None:
            self._header.addWidget(self._back_button(self.way_back), 0, Qt.AlignmentFlag.AlignLeft)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        state = QHBoxLayout()
        state.setSpacing(self.look.px(8))
        state.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self._state, 1)
        words.addLayout(state)
        ends = Ends(self.look, least=_LEAST_TITLE, centred=True)
        ends.addLayout(words)
        ends.addLayout(self.header_buttons)
        self._title_column = QVBoxLayout()
        self._title_column.addLayout(ends)
        self._header.addLayout(self._title_column)
        self._held_header = QWidget()
        self._head = QHBoxLayout(self._held_header)
        self._head.addLayout(self._header, 1)
        self._staying = QVBoxLayout()
        self._staying.addWidget(self._held_header)
        return self._staying

    def _back_button(self, to: Place) -> Button:
        words = self.tr("Home") if isinstance(to, Home) else self.tr("Back")
        button = Button(
            self.look, words, ButtonKind.BARE, Icon.BACK, ButtonSize.SMALL, self.tr("Back")
        )
        button.clicked.connect(self.go_back)
        return button

    def _placed_column(self) -> ScrollArea:
        self._scrolled = QWidget()
        self._moving = QVBoxLayout(self._scrolled)
        self._moving.setContentsMargins(0, 0, 0, 0)
        self._moving.setSpacing(0)
        self._around = QHBoxLayout()
        self._moving.addLayout(self._around, 1)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._around.addLayout(self.column, 1)
        self.area = ScrollArea(self.look, self._scrolled)
        return self.area

    @property
    def margin(self) -> int:
        """Left and right of the column, in px at 100 %."""
        width = self.window().width() / self.look.measures.scale
        return NARROW_MARGIN if width < NARROW_WINDOW else MARGIN

    def _set_margins(self) -> None:
        px, side = self.look.px, self.look.px(self.margin)
        self._set_sides(side, max(self.width() - 2 * side - px(CONTENT), 0))

    def _set_sides(self, side: int, spare: int) -> None:
        """Margins of ``side`` px, and ``spare`` more px at the right."""
        px = self.look.px
        above = HEADER_ABOVE if self.way_back is None else HEADER_ABOVE_WITH_BACK
        # A bare button's words stand where the title begins.
        out = px(_BARE)
        self._title_column.setContentsMargins(out, 0, 0, 0)
        self._title_column.setSpacing(px(CAPTION_GAP))
        bar = self.area.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() else 0
        right = max(side - taken, 0) + spare
        self._around.setContentsMargins(side, 0, right, px(SECTION_GAP))
        beside = right if self._is_header_moving else side + spare
        self._head.setContentsMargins(side - out, px(above), beside, px(HEADER_BELOW))
        self.column.setSpacing(px(SECTION_GAP))
        self.notices.set_margin(self.margin)


def emptied(layout: QLayout) -> None:
    """Takes all out of a layout and lets it go, before it is filled anew."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            let_go(widget, layout.parentWidget() or widget.window())
            widget.setParent(None)
        elif (inner := item.layout()) is not None:
            emptied(inner)
