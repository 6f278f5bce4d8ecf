"""One page with every widget in every state, to look at and to be tested as a whole."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon, draw_icon, draw_mark
from strongroom.window.look import Look
from strongroom.window.painting import fill, outline, smooth
from strongroom.window.paragraph import Run, Side, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.amount import Amount
from strongroom.window.widgets.buttons import (
    Button,
    ButtonFace,
    ButtonKind,
    ButtonSize,
    Condition,
    button_size,
    draw_button,
)
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.check_box import CheckBox, RoundBox
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.field import Choice, TextArea, TextField
from strongroom.window.widgets.finding import FindingCard
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.notice import Notice
from strongroom.window.widgets.painted import Painted
from strongroom.window.widgets.practice_band import PracticeBand
from strongroom.window.widgets.qr_plate import QrPlate
from strongroom.window.widgets.quorum import Quorum, QuorumState, SlotSize
from strongroom.window.widgets.rail_row import PlaceRow, PlaceState, WalletRow
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.step_list import StepList
from strongroom.window.widgets.tabs import Tabs
from strongroom.window.widgets.text import Line, Text
from strongroom.window.widgets.transaction_picture import TransactionPicture
from tests.window.samples import (
    CHANGE,
    FALSE,
    FALSE_PAYMENT,
    FINDINGS,
    FIXED,
    GOOD_PAYMENT,
    MANY_ENDS,
    MODULES,
    NOTICES,
    PAYEE,
    QUORUMS,
    SLOT_WORDS,
    SMALL,
    SOFT,
    STEPS,
    STRONG,
    WALLETS,
)


class _Faces(Painted):
    """Buttons as they look under the pointer, pressed, focused and switched off."""

    def __init__(self, look: Look, faces: Sequence[ButtonFace]) -> None:
        super().__init__(look)
        self._faces = faces
        self.setAccessibleName(", ".join(face.words for face in faces))

    def sizeHint(self) -> QSize:
        sizes = [button_size(self.look, face) for face in self._faces]
        width = sum(size.width() + self.look.px(8) for size in sizes)
        return QSize(width, max(size.height() for size in sizes))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        left = 0
        for face in self._faces:
            size = button_size(self.look, face)
            draw_button(painter, self.look, QRectF(left, 0, size.width(), size.height()), face)
            left += size.width() + self.look.px(8)


class _Icons(Painted):
    """Every icon, in rows of eighteen."""

    def sizeHint(self) -> QSize:
        rows = -(-len(Icon) // 18)
        return QSize(self.look.px(18 * 31), self.look.px(rows * 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        pitch, side = self.look.px(31), self.look.px(20)
        for number, icon in enumerate(Icon):
            row, column = divmod(number, 18)
            area = QRectF(column * pitch, row * self.look.px(36) + 8, side, side)
            draw_icon(painter, area, icon, self.look.colour(Role.INK))


class _Marks(Painted):
    """The mark in four sizes."""

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(340), self.look.px(112))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        left, bottom = 0, self.look.px(112)
        for size in (112, 56, 32, 16):
            side = self.look.px(size)
            area = QRectF(left, bottom - side, side, side)
            draw_mark(painter, area, self.look.colour(Role.ACCENT))
            left += side + self.look.px(28)


class _Roles(Painted):
    """A plate for each role and tint."""

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(13 * 40), self.look.px(68))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        px = self.look.px
        for number, role in enumerate(Role):
            plate = QRectF(number * px(40), 0, px(32), px(28))
            fill(painter, plate, self.look.colour(role), px(6))
            outline(painter, plate, self.look.colour(Role.LINE), 1, px(6))
            tinted = plate.translated(0, px(36))
            fill(painter, tinted, self.look.theme.tint(role), px(6))
            width = self.look.theme.hairline
            outline(painter, tinted, self.look.theme.tint_outline(role), width, px(6))


class _Rail(QWidget):
    """The ground rows of the rail lie on."""

    def __init__(self, look: Look, rows: Sequence[QWidget]) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setSpacing(look.px(2))
        column.setContentsMargins(look.px(8), look.px(8), look.px(8), look.px(8))
        for row in rows:
            column.addWidget(row)
        column.addStretch(1)
        self.setFixedWidth(look.px(232))

    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(self.rect()), self._look.colour(Role.RAIL))


def gallery(look: Look, *, is_narrow: bool = False) -> QWidget:
    """The page, in two columns or, where it is narrow, in one."""
    page = QWidget()
    column = _column(QVBoxLayout(page), 0)
    column.addWidget(PracticeBand(look))
    margin = look.px(24 if is_narrow else 44)
    body = _column(QVBoxLayout(), look.px(24))
    body.setContentsMargins(margin, look.px(24), margin, look.px(24))
    body.addLayout(_transactions(look))
    halves = QVBoxLayout() if is_narrow else QHBoxLayout()
    halves.setSpacing(look.px(24))
    for half in (_left_half(look), _right_half(look)):
        halves.addLayout(half, 0 if is_narrow else 1)
    body.addLayout(halves)
    column.addLayout(body, 1)
    for state in NOTICES:
        notice = Notice(look, state)
        notice.set_margin(24 if is_narrow else 44)
        column.addWidget(notice)
    return page


def picture(page: QWidget, width: int, ratio: float = 1.0) -> QImage:
    """The page as it is seen ``width`` px wide, with the height it asks for."""
    layout = page.layout()
    assert layout is not None
    page.ensurePolished()
    page.resize(width, layout.totalHeightForWidth(width))
    layout.activate()
    image = QImage(page.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    page.render(image)
    return image


def _column(column: QVBoxLayout, gap: int) -> QVBoxLayout:
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return column


def _section(look: Look, title: str, *parts: QWidget | QLayout) -> QVBoxLayout:
    section = _column(QVBoxLayout(), look.px(8))
    section.addWidget(Text(look, title, Voice(TypeSize.LEAD, Weight.STRONG)))
    _add(section, parts)
    return section


def _card(look: Look, *parts: QWidget | QLayout) -> Card:
    card = Card(look)
    _add(card.body, parts)
    return card


def _row(look: Look, *parts: QWidget, gap: float = 16) -> Flow:
    row = Flow(look, gap)
    for part in parts:
        row.addWidget(part)
    return row


def _add(column: QVBoxLayout, parts: Sequence[QWidget | QLayout]) -> None:
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)


def _stack(look: Look, *parts: QWidget, gap: float = 4) -> QWidget:
    held = QWidget()
    _add(_column(QVBoxLayout(held), look.px(gap)), parts)
    return held


def _transactions(look: Look) -> QVBoxLayout:
    title = _column(QVBoxLayout(), 0)
    title.addWidget(
        Text(look, "Payment to Nordwind Boatyard", Voice(TypeSize.TITLE, Weight.STRONG))
    )
    title.addWidget(Text(look, "Reviewed just now: one warning.", Voice(role=Role.INK_SOFT)))
    head = Ends(look, centred=True)
    head.addLayout(title)
    show = Button(look, "Show as QR", icon=Icon.QR)
    save = Button(look, "Save for Bob's Jade…", ButtonKind.FILLED)
    head.addLayout(_row(look, show, save, gap=8))
    section = _column(QVBoxLayout(), look.px(12))
    section.addLayout(head)
    for state in (GOOD_PAYMENT, FALSE_PAYMENT, MANY_ENDS):
        section.addWidget(_card(look, TransactionPicture(look, state)))
    return section


def _left_half(look: Look) -> QVBoxLayout:
    column = _column(QVBoxLayout(), look.px(24))
    for part in (_marks, _types, _buttons, _fields, _icons, _rails):
        column.addLayout(part(look))
    column.addStretch(1)
    return column


def _right_half(look: Look) -> QVBoxLayout:
    column = _column(QVBoxLayout(), look.px(24))
    for part in (_quorums, _signs, _findings, _addresses, _lists):
        column.addLayout(part(look))
    column.addStretch(1)
    return column


def _marks(look: Look) -> QVBoxLayout:
    return _section(look, "Mark and roles", _card(look, _Marks(look), _Roles(look)))


def _types(look: Look) -> QVBoxLayout:
    display = Voice(TypeSize.DISPLAY, Weight.STRONG)
    title = Voice(TypeSize.TITLE, Weight.STRONG)
    named = (Run("Alice ", Weight.STRONG), Run("Coldcard Q", role=Role.INK_SOFT))
    return _section(
        look,
        "Type",
        _card(
            look,
            Amount(look, 1_500_000, display, Side.LEFT),
            Text(look, "Payment to Nordwind Boatyard", title),
            Text(look, "What you have", Voice(TypeSize.LEAD, Weight.STRONG)),
            Text(look, "Alice signed on Tuesday; Bob has not yet. " * 3),
            Text(look, "Copy 2 of 3. Read it back once a year.", SMALL),
            Text(look, "wsh(sortedmulti(2,[44bc3a9e/48h/0h/0h/2h]xpub…)) -> != ==", FIXED),
            Text(look, named),
            Amount(look, 184_205_517, side=Side.RIGHT),
            Amount(look, 7_500_000, side=Side.RIGHT),
            Line(look, "One line, cut at its end where it does not fit in. " * 4, SOFT),
        ),
    )


def _buttons(look: Look) -> QVBoxLayout:
    icon_button = Button(look, "", ButtonKind.BARE, Icon.PLUS, ButtonSize.SMALL, "New wallet")
    off = Button(look, "Continue", ButtonKind.FILLED)
    off.switch("Two keys to go")
    return _section(
        look,
        "Buttons",
        _card(
            look,
            _Faces(look, _faces(ButtonKind.FILLED)),
            _Faces(look, _faces(ButtonKind.QUIET)),
            _row(
                look,
                Button(look, "Scan", icon=Icon.CAMERA),
                Button(look, "Small", icon=Icon.COPY, size=ButtonSize.SMALL),
                Button(look, "Bare", ButtonKind.BARE),
                Button(look, "Erase…", ButtonKind.ERASE),
                icon_button,
                off,
                CopyButton(look, PAYEE, "Copy the address"),
                gap=8,
            ),
        ),
    )


def _faces(kind: ButtonKind) -> list[ButtonFace]:
    faces = [ButtonFace(c.value.title(), kind, condition=c) for c in Condition]
    return [*faces, ButtonFace("Focus", kind, has_focus=True)]


def _fields(look: Look) -> QVBoxLayout:
    ticked, round_box = CheckBox(look, "Compared by telephone"), RoundBox(look, "2 of 3")
    off = CheckBox(look, "Not to be had")
    ticked.setChecked(True)
    round_box.setChecked(True)
    off.setEnabled(False)
    written = TextField(look, "Name")
    written.setText("Cabin fund")
    area = TextArea(look, "Descriptor", "Paste a descriptor")
    area.setFixedHeight(look.px(72))
    return _section(
        look,
        "Fields",
        _card(
            look,
            written,
            TextField(look, "Label", "Rent, March"),
            Choice(look, "Network", ("Bitcoin", "Testnet 4", "Signet")),
            area,
            _row(look, ticked, CheckBox(look, "Not ticked"), off),
            _row(look, round_box, RoundBox(look, "3 of 5")),
        ),
    )


def _icons(look: Look) -> QVBoxLayout:
    return _section(look, "Icons", _card(look, _Icons(look)))


def _rails(look: Look) -> QVBoxLayout:
    home = PlaceRow(look, PlaceState(Icon.HOME, "Home", "3", "3 things need you"))
    home.set_selected(True)
    chosen = WalletRow(look, WALLETS[0])
    chosen.set_selected(True)
    rows: list[QWidget] = [home, chosen, *(WalletRow(look, state) for state in WALLETS[1:])]
    rows.append(PlaceRow(look, PlaceState(Icon.OPEN, "Open anything…", "Ctrl O")))
    return _section(look, "Rail and steps", _row(look, _Rail(look, rows), StepList(look, STEPS)))


def _quorums(look: Look) -> QVBoxLayout:
    slots = [
        _stack(look, Quorum(look, QuorumState((slot,), 0), SlotSize.LARGE), Text(look, word, SMALL))
        for slot, word in SLOT_WORDS
    ]
    quorums = [
        _stack(look, Quorum(look, state, size), Text(look, word, SMALL))
        for state, size, word in QUORUMS
    ]
    return _section(look, "Quorum", _card(look, _row(look, *slots), _row(look, *quorums)))


def _signs(look: Look) -> QVBoxLayout:
    signs = Flow(look, 20)
    for kind in SignKind:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(Sign(look, kind))
        row.addWidget(Text(look, kind.word.capitalize(), SMALL))
        signs.addWidget(pair)
    return _section(look, "Signs", _card(look, signs))


def _findings(look: Look) -> QVBoxLayout:
    cards = [FindingCard(look, state) for state in FINDINGS]
    answer = CheckBox(look, "Compared by telephone with Nordwind Boatyard")
    answer.lie_on_tint()
    cards[0].add_answer(answer)
    section = _section(look, "Findings", *cards)
    section.setSpacing(look.px(8))
    return section


def _addresses(look: Look) -> QVBoxLayout:
    false = AddressState(FALSE, "What the file pays", is_false=True)
    copied = Address(look, AddressState(PAYEE, "Pays to Nordwind Boatyard"))
    copied.copy()
    return _section(
        look,
        "Addresses",
        _card(
            look,
            Text(look, "Pays to Nordwind Boatyard", STRONG),
            copied,
            Text(look, "What your three keys give for change 17", STRONG),
            Address(look, AddressState(CHANGE, "Change 17")),
            Text(look, "What the file pays", STRONG),
            Address(look, false),
            Address(look, AddressState(CHANGE), TypeSize.FIXED_SMALL),
        ),
    )


def _lists(look: Look) -> QVBoxLayout:
    tabs = Tabs(look, ("Overview", "Addresses", "Keys and proofs", "Backup"))
    tabs.choose(2)
    code = QrPlate(look, MODULES, "A code")
    code.setFixedHeight(look.px(180))
    rows = Card(look, CardKind.LIST)
    for number, name in enumerate(("A row of a list", "Another row")):
        if number:
            rows.body.addWidget(Hairline(look))
        row = QHBoxLayout()
        row.setContentsMargins(look.px(18), look.px(12), look.px(18), look.px(12))
        row.addWidget(Line(look, name))
        rows.body.addLayout(row)
    to_come = Card(look, CardKind.TO_COME)
    to_come.body.addWidget(Text(look, "Drop a file, paste text or show a QR code", STRONG))
    to_come.body.addWidget(Text(look, "Strongroom says what it is first.", SOFT))
    return _section(look, "Lists", tabs, rows, to_come, code)
