"""The words beside the ends of a transaction picture."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Paragraph, Side, Voice, paragraph
from strongroom.window.theme import Role
from strongroom.window.widgets.amount import digits
from strongroom.window.widgets.sign import SignKind, draw_sign
from strongroom.window.widgets.transaction_state import EndKind, TransactionEnd

_SIGN = 14
_SIGN_GAP = 6


class Label:
    """Lines of words in one column, the last of them behind a sign if there is one."""

    def __init__(self, look: Look, lines: list[Paragraph], sign: SignKind | None = None) -> None:
        self._look = look
        self._lines = lines
        self._sign = sign

    @property
    def text(self) -> str:
        return ", ".join(line.text for line in self._lines)

    @property
    def natural_width(self) -> int:
        """The width at which no line breaks."""
        widths = [line.natural_width + 1 for line in self._lines]
        return max([*widths[:-1], widths[-1] + self._sign_room()], default=0)

    def height(self, width: float) -> int:
        return sum(
            line.height(width - self._indent(number)) for number, line in enumerate(self._lines)
        )

    def _sign_room(self) -> int:
        return self._look.px(_SIGN + _SIGN_GAP) if self._sign else 0

    def _indent(self, number: int) -> int:
        return self._sign_room() if number == len(self._lines) - 1 else 0

    def draw(self, painter: QPainter, corner: QPointF, width: float, side: Side) -> None:
        for number, line in enumerate(self._lines):
            indent = self._indent(number)
            if indent and self._sign:
                self._draw_sign(painter, corner, self._sign)
            line.draw(painter, corner + QPointF(indent, 0), width - indent, side)
            corner += QPointF(0, line.height(width - indent))

    def _draw_sign(self, painter: QPainter, corner: QPointF, sign: SignKind) -> None:
        side = self._look.px(_SIGN)
        above = round((self._look.px(TypeSize.SMALL.line) - side) / 2)
        area = QRectF(corner.x(), corner.y() + above, side, side)
        draw_sign(painter, self._look, area, sign)


def input_label(look: Look, end: TransactionEnd) -> Label:
    """The amount first, without its unit, which stands on the other side."""
    strong = Voice(weight=Weight.STRONG, role=_role(end))
    lines = [paragraph(look, _amount(look, end, with_unit=False), strong)]
    lines += [_small(look, part) for part in (_title(end), end.note) if part]
    return Label(look, lines)


def output_label(look: Look, end: TransactionEnd) -> Label:
    """Who gets it, how much, and what is known of it."""
    lines = []
    if _title(end):
        lines.append(paragraph(look, _title(end), Voice(weight=Weight.STRONG, role=_role(end))))
    weight = Weight.PLAIN if lines else Weight.STRONG
    lines.append(paragraph(look, _amount(look, end), Voice(weight=weight)))
    if end.note:
        blocked = end.kind is EndKind.BLOCKED
        lines.append(_small(look, end.note, Role.BLOCK if blocked else Role.INK_SOFT))
    return Label(look, lines, end.sign if end.note else None)


def fee_label(look: Look, fee: int | None, note: str) -> Label:
    if fee is None:
        lines = [
            paragraph(
                look, QCoreApplication.translate("TransactionPicture", "Fee not known"), Voice()
            )
        ]
    else:
        said = QCoreApplication.translate("TransactionPicture", "Fee {amount}")
        lines = [paragraph(look, said.format(amount=look.unit.write(fee)), Voice())]
    if note:
        lines.append(_small(look, note))
    return Label(look, lines)


def wallet_label(look: Look, name: str) -> Label:
    voice = Voice(TypeSize.SMALL, Weight.STRONG, Role.ACCENT)
    return Label(look, [paragraph(look, name, voice)])


def _small(look: Look, text: str, role: Role = Role.INK_SOFT) -> Paragraph:
    return paragraph(look, text, Voice(TypeSize.SMALL, role=role))


def _role(end: TransactionEnd) -> Role:
    return Role.BLOCK if end.kind is EndKind.BLOCKED else Role.INK


def _title(end: TransactionEnd) -> str:
    if end.count == 1:
        return end.title
    return QCoreApplication.translate("TransactionPicture", "and %n more", "", end.count)


def _amount(look: Look, end: TransactionEnd, *, with_unit: bool = True) -> str:
    if end.amount is None:
        return QCoreApplication.translate("TransactionPicture", "Amount not known")
    return look.unit.write(end.amount) if with_unit else digits(end.amount, look.unit)
