"""A document on pages: what it says, broken into pages, with a foot that counts them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QPointF, QSizeF
from PySide6.QtGui import (
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from strongroom import __version__
from strongroom.model.errors import StrongroomError
from strongroom.paper.column import Column, Row
from strongroom.paper.fonts import load_fonts
from strongroom.paper.measures import MARGIN, POINT, RESOLUTION, SMALL, PaperSize
from strongroom.paper.page_frame import BAND, FOOT, draw_band, draw_foot


class PaperError(StrongroomError):
    """A page cannot be drawn on what it is for (``page-undrawn``)."""


@dataclass(frozen=True, slots=True)
class Document:
    """``title`` stands at the foot of every page; ``fill`` says the rest, for any width.

    What is about practice coins has a striped band on top of every page.
    """

    title: str
    fill: Callable[[Column], None]
    is_practice: bool = False


def pdf(document: Document, size: PaperSize | None = None) -> bytes:
    """The document as a PDF, made in memory, on the usual size unless another is asked for.

    Raises ``PaperError``.
    """
    ready()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document.title)
    writer.setCreator(f"Strongroom {__version__}")
    writer.setResolution(RESOLUTION)
    writer.setPageSize(page_size(size or usual_size()))
    draw(document, writer)
    return bytes(buffer.data().data())


def draw(document: Document, device: QPagedPaintDevice) -> None:
    """Draw on a PDF or a printer; raises ``PaperError`` where it cannot be begun."""
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    full = device.pageLayout().fullRect(QPageLayout.Unit.Point)
    width, height = full.width() * POINT, full.height() * POINT
    column = Column(width - 2 * MARGIN)
    document.fill(column)
    top = MARGIN + (BAND / 2 if document.is_practice else 0)
    pages = list(broken(column.rows, height - top - MARGIN - FOOT))
    painter = QPainter()
    if not painter.begin(device):
        raise PaperError("page-undrawn", "the page cannot be drawn")
    try:
        _to_edges(painter, device)
        for number, page in enumerate(pages, 1):
            if number > 1:
                device.newPage()
            if document.is_practice:
                draw_band(painter, width)
            _draw_rows(painter, page, QPointF(MARGIN, top))
            foot = QPointF(MARGIN, height - MARGIN - POINT * SMALL.line)
            draw_foot(painter, foot, column.width, document.title, number, len(pages))
    finally:
        painter.end()


def broken(rows: Sequence[Row], height: float) -> Iterator[list[Row]]:
    """The rows by page. What holds together moves to the next page whole, unless no page can
    hold it."""
    page: list[Row] = []
    left = height
    for group in _groups(rows):
        if page and _height(group) > left:
            yield page
            page, left = [], height
        for row in group:
            if page and row.height > left:
                yield page
                page, left = [], height
            page.append(row)
            left -= row.height
    yield page


def page_size(size: PaperSize) -> QPageSize:
    """Qt's own value."""
    return QPageSize(QSizeF(*size.value), QPageSize.Unit.Millimeter, size.name)


def usual_size() -> PaperSize:
    """What printers have where this computer's user lives."""
    is_american = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return PaperSize.LETTER if is_american else PaperSize.A4


def ready() -> None:
    """What drawing needs: fonts, and on a command line Qt itself, without a screen."""
    if QGuiApplication.instance() is None:
        _held.append(QGuiApplication(["strongroom", "-platform", "offscreen"]))
    load_fonts()


_held: list[QGuiApplication] = []
"""Qt on a command line, for as long as the program runs."""


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.holds_next:
            yield group
            group = []
    if group:
        yield group


def _height(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows)


def _to_edges(painter: QPainter, device: QPagedPaintDevice) -> None:
    """From the edges of the sheet on, in our units, whatever margins and dots a printer has."""
    logical = device.logicalDpiX() / RESOLUTION
    printable = device.pageLayout().paintRect(QPageLayout.Unit.Point)
    painter.scale(logical, logical)
    painter.translate(-printable.left() * POINT, -printable.top() * POINT)


def _draw_rows(painter: QPainter, rows: Sequence[Row], at: QPointF) -> None:
    for row in rows:
        row.draw(painter, at)
        at += QPointF(0, row.height)
