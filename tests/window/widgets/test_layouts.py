from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import delete

from strongroom.window.look import Look
from strongroom.window.paragraph import Side
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text


class Block(QWidget):
    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.setFixedSize(width, height)


def placed(layout: QLayout, widgets: list[QWidget], width: int) -> list[QRect]:
    page = QWidget()
    page.setLayout(layout)
    for widget in widgets:
        layout.addWidget(widget)
    page.resize(width, layout.heightForWidth(width))
    layout.activate()
    seen = [widget.geometry() for widget in widgets]
    assert all(page.rect().contains(place) for place in seen)
    return seen


def test_what_fits_stands_side_by_side(look: Look) -> None:
    seen = placed(Flow(look), [Block(50, 20), Block(50, 30)], 200)
    assert seen == [QRect(0, 5, 50, 20), QRect(58, 0, 50, 30)]


def test_what_does_not_fit_goes_to_the_next_row(look: Look) -> None:
    seen = placed(Flow(look), [Block(50, 20), Block(50, 20), Block(50, 20)], 110)
    assert [(place.x(), place.y()) for place in seen] == [(0, 0), (58, 0), (0, 28)]


def test_a_row_can_stand_at_the_right(look: Look) -> None:
    seen = placed(Flow(look, side=Side.RIGHT), [Block(50, 20), Block(40, 20)], 200)
    assert [place.x() for place in seen] == [102, 160]


def test_what_is_hidden_takes_no_room(look: Look) -> None:
    hidden = Block(50, 20)
    hidden.hide()
    flow = Flow(look)
    flow.addWidget(hidden)
    assert flow.sizeHint().width() == 0
    assert flow.heightForWidth(100) == 0


def test_ends_stand_apart_where_there_is_room(look: Look) -> None:
    title, button = Text(look, "Payment to Nordwind Boatyard"), Block(100, 36)
    seen = placed(Ends(look, centred=True), [title, button], 500)
    assert seen == [QRect(0, 8, 384, 20), QRect(400, 0, 100, 36)]


def test_the_second_end_goes_below_where_there_is_none(look: Look) -> None:
    title, button = Text(look, "Payment to Nordwind Boatyard"), Block(100, 36)
    seen = placed(Ends(look), [title, button], 250)
    assert seen == [QRect(0, 0, 250, 20), QRect(0, 28, 100, 36)]


def test_one_end_alone_takes_the_whole_width(look: Look) -> None:
    assert placed(Ends(look), [Text(look, "Keys")], 250) == [QRect(0, 0, 250, 20)]


def test_a_widget_that_has_gone_leaves_its_place(look: Look) -> None:
    page = QWidget()
    flow, gone, left = Flow(look, parent=page), Block(50, 20), Block(50, 20)
    flow.addWidget(gone)
    flow.addWidget(left)
    delete(gone)
    assert flow.count() == 1
    flow.setGeometry(QRect(0, 0, 200, 20))
    assert left.x() == 0


def test_a_page_can_be_emptied_and_filled_again(look: Look) -> None:
    page = QWidget()
    flow = Flow(look, parent=page)
    for _ in range(20):
        for number in range(5):
            flow.addWidget(Block(10 * number, 20))
        while (item := flow.takeAt(0)) is not None:
            item.widget().deleteLater()  # type: ignore[union-attr]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert (flow.count(), page.children()) == (0, [flow])
