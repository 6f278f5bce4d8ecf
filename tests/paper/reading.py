"""PDFs as PDFium reads them, which has nothing in common with what wrote them but the format."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import zxingcpp
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

DOTS = 3
"""To a point, where a page is looked at."""

_LIGHT = bytes(range(128, 256))


@dataclass(frozen=True, slots=True)
class Read:
    """``texts`` and ``pictures`` are by page, ``size`` is a page's width and height in points."""

    texts: tuple[str, ...]
    pictures: tuple[QImage, ...]
    size: tuple[float, float]

    @property
    def words(self) -> str:
        """All of it, with one space where there is any."""
        return " ".join(" ".join(self.texts).split())


def read(pdf: bytes) -> Read:
    with TemporaryDirectory() as folder:
        path = Path(folder, "read.pdf")
        path.write_bytes(pdf)
        document = QPdfDocument()
        assert document.load(str(path)) is QPdfDocument.Error.None_
        pages = range(document.pageCount())
        texts = tuple(document.getAllText(page).text() for page in pages)
        sizes = [document.pagePointSize(page) for page in pages]
        pictures = tuple(_printed(document, page) for page in pages)
        document.close()
    return Read(texts, pictures, (sizes[0].width(), sizes[0].height()))


def codes(picture: QImage) -> list[str]:
    """What the QR codes on a page say."""
    width, height, stride = picture.width(), picture.height(), picture.bytesPerLine()
    lum = zxingcpp.ImageFormat.Lum
    view = zxingcpp.ImageView(bytes(picture.constBits()), width, height, lum, stride)
    return [code.text for code in zxingcpp.read_barcodes(view)]


def _printed(document: QPdfDocument, page: int) -> QImage:
    """On white, in shades of grey."""
    rendered = document.render(page, (document.pagePointSize(page) * DOTS).toSize())
    paper = QImage(rendered.size(), QImage.Format.Format_RGB32)
    paper.fill("white")
    painter = QPainter(paper)
    painter.drawImage(0, 0, rendered)
    painter.end()
    return paper.convertToFormat(QImage.Format.Format_Grayscale8)


def ink_at_edges(picture: QImage, millimetres: float) -> bool:
    """Whether anything dark stands nearer to an edge than that."""
    margin = round(millimetres / 25.4 * 72 * DOTS)
    width, height = picture.width() - 2 * margin, picture.height() - 2 * margin
    return _dark(picture) != _dark(picture.copy(margin, margin, width, height))


def _dark(picture: QImage) -> int:
    stride, width = picture.bytesPerLine(), picture.width()
    bits = bytes(picture.constBits())
    rows = (bits[start : start + width] for start in range(0, len(bits), stride))
    return sum(len(row.translate(None, _LIGHT)) for row in rows)
