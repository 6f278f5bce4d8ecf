"""Two ways to lay out a row that breaks where it does not fit."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from strongroom.window.look import Look
from strongroom.window.measures import BUTTON_GAP
from strongroom.window.paragraph import Side


class _Breaking(QLayout):
    """What both share: a list of items, and a height that follows from the width."""

    def __init__(self, look: Look, gap: float, row_gap: float, parent: QWidget | None) -> None:
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._look, self._gap, self._row_gap = look, gap, row_gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        look.changed.connect(self.invalidate)

    @property
    def gap(self) -> int:
        return self._look.px(self._gap)

    @property
    def row_gap(self) -> int:
        return self._look.px(self._row_gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def addLayout(self, layout: QLayout) -> None:
        self.addChildLayout(layout)
        self.addItem(layout)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            places = [place for _, place in self._places(width)]
            self._heights[width] = max((one.y() + one.height() for one in places), default=0)
        return self._heights[width]

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        corner = area.topLeft() + QPoint(0, self._above(area))
        for item, place in self._places(area.width()):
            item.setGeometry(place.translated(corner))

    def _above(self, area: QRect) -> int:
        """What is left free above, where there is more height than is needed."""
        return 0

    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.gap * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _places(self, width: int) -> Iterator[tuple[QLayoutItem, QRect]]:
        raise NotImplementedError


class Flow(_Breaking):
    """Items side by side, in as many rows as it takes; a row stands at the left or the right."""

    def __init__(
        self,
        look: Look,
        gap: float = BUTTON_GAP,
        side: Side = Side.LEFT,
        row_gap: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, gap, gap if row_gap is None else row_gap, parent)
        self._side = side

    def _places(self, width: int) -> Iterator[tuple[QLayoutItem, QRect]]:
        top = 0
        for row in self._rows(width):
            sizes = [_wanted(item, width) for item in row]
            height = max(size.height() for size in sizes)
            used = sum(size.width() for size in sizes) + self.gap * (len(row) - 1)
            left = max(width - used, 0) if self._side is Side.RIGHT else 0
            for item, size in zip(row, sizes, strict=True):
                corner = QPoint(left, top + (height - size.height()) // 2)
                yield item, QRect(corner, size)
                left += size.width() + self.gap
            top += height + self.row_gap

    def _rows(self, width: int) -> Iterator[list[QLayoutItem]]:
        row: list[QLayoutItem] = []
        used = 0
        for item in self._shown():
            wide = min(item.sizeHint().width(), width)
            if row and used + self.gap + wide > width:
                yield row
                row, used = [], 0
            used += wide + (self.gap if row else 0)
            row.append(item)
        if row:
            yield row


class Ends(_Breaking):
    """A first item that takes the room there is, and a second at the far right.

    Where the first would get less than ``least`` px (at 100 %) and less than it wants, the second
    goes below it.
    """

    def __init__(
        self,
        look: Look,
        gap: float = 16,
        least: float = 240,
        row_gap: float = 8,
        *,
        centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, gap, row_gap, parent)
        self._least = least
        self._centred = centred

    def _above(self, area: QRect) -> int:
        free = area.height() - self.heightForWidth(area.width())
        return max(free // 2, 0) if self._centred else 0

    def _places(self, width: int) -> Iterator[tuple[QLayoutItem, QRect]]:
        items = self._shown()
        if len(items) < 2:
            yield from ((item, QRect(QPoint(0, 0), _filling(item, width))) for item in items)
            return
        first, second = items[0], items[1]
        beside = _wanted(second, width)
        left = width - self.gap - beside.width()
        if left >= min(self._look.px(self._least), first.sizeHint().width()):
            yield from self._side_by_side(first, _filling(first, left), second, beside, width)
            return
        above = _filling(first, width)
        yield first, QRect(QPoint(0, 0), above)
        yield second, QRect(QPoint(0, above.height() + self.row_gap), _wanted(second, width))

    def _side_by_side(
        self, first: QLayoutItem, left: QSize, second: QLayoutItem, right: QSize, width: int
    ) -> Iterator[tuple[QLayoutItem, QRect]]:
        height = max(left.height(), right.height())
        share = 2 if self._centred else height + 1
        yield first, QRect(QPoint(0, (height - left.height()) // share), left)
        corner = QPoint(width - right.width(), (height - right.height()) // share)
        yield second, QRect(corner, right)


def _wanted(item: QLayoutItem, most: int) -> QSize:
    """The size an item asks for, when it gets at most that width."""
    hint = item.sizeHint()
    width = min(hint.width(), most)
    return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else hint.height())


def _filling(item: QLayoutItem, width: int) -> QSize:
    height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return QSize(width, height)
