import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget
from shiboken6 import delete

from strongroom.window import main_window
from strongroom.window.keyboard import controls as in_order
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import SMALLEST_WINDOW, Measures
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.qr_plate import QrPlate
from strongroom.window.widgets.quorum import Quorum
from strongroom.window.widgets.sign import Sign
from strongroom.window.widgets.transaction_picture import TransactionPicture
from tests.window import screenshots
from tests.window.frame import cut_off, nameless, photograph
from tests.window.scenes import SCENES, Scene
from tests.window.screenshots import MAIN, PICTURES, SERIES
from tests.window.stage import stage

_PICTURES = (Quorum, QrPlate, TransactionPicture, Sign)
_SLACK = 1
"""Px by which rounding may differ."""


@pytest.fixture(params=(1.0, 2.0), ids=("100 %", "200 %"))
def large_look(request: pytest.FixtureRequest, look: Look) -> Look:
    look.change(measures=Measures(request.param))
    return look


@pytest.fixture(params=SCENES, ids=lambda scene: scene.name)
def shown(request: pytest.FixtureRequest, large_look: Look) -> Iterator[QWidget]:
    """A scene in the smallest window."""
    scene: Scene = request.param
    with stage(large_look) as made:
        widget = scene.arrange(made)
        if isinstance(widget, MainWindow):
            photograph(widget, *SMALLEST_WINDOW)
            made.settle(widget)
        yield widget
        if not isinstance(widget, MainWindow):
            delete(widget)


def seen(window: QWidget) -> list[QWidget]:
    return [one for one in window.findChildren(QWidget) if one.isVisibleTo(window)]


def place_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_a_page_is_ready_for_everybody(shown: QWidget) -> None:
    assert nameless(shown) == []
    assert [
        type(one) for one in seen(shown) if isinstance(one, _PICTURES) and not spoken(one)
    ] == []
    assert cut_off(shown) == []
    assert cramped(shown) == []
    assert read_backwards(shown) == []


def spoken(picture: QLabel) -> str:
    return picture.accessibleName() or picture.text()


def cramped(window: QWidget) -> list[str]:
    """What has less room than its words need, or reaches out of what it lies in."""
    found = []
    for widget in seen(window):
        around, place = widget.parentWidget(), widget.geometry()
        if widget.isWindow() or around is None or isinstance(around, QAbstractScrollArea):
            continue
        in_area = isinstance(around.parentWidget(), QAbstractScrollArea)
        if place.right() > around.width() or (not in_area and place.bottom() > around.height()):
            found.append(f"{type(widget).__name__} {words(widget)} reaches out of its place")
        if widget.findChild(QAbstractScrollArea) is not None:
            continue
        needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
        if widget.height() + _SLACK < needed:
            needs = f"{widget.height()} of {needed}"
            found.append(f"{type(widget).__name__} {words(widget)} is too low: {needs}")
        if isinstance(widget, Button) and widget.width() < widget.sizeHint().width():
            found.append(f"{words(widget)} is too narrow")
    return found


def words(widget: QWidget) -> str:
    return widget.accessibleName() or getattr(widget, "text", str)()


def read_backwards(window: QWidget) -> list[str]:
    """Where Tab leads up in the same column, or to the left in the same row."""
    found = []
    order = in_order(window)
    for one, following in pairwise(order):
        if scrolled_with(one) is not scrolled_with(following):
            # What scrolls lies between what stays, wherever it is at the moment.
            continue
        here, there = place_of(one, window), place_of(following, window)
        is_above = there.bottom() <= here.top() and there.left() < here.right()
        is_beside = there.top() < here.bottom() and here.top() < there.bottom()
        if is_above or (is_beside and there.left() < here.left()):
            found.append(f"{words(one)} → {words(following)}")
    return found


def scrolled_with(widget: QWidget) -> QWidget | None:
    """The area that moves a widget."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        around = around.parentWidget()
    return around


def test_tab_reaches_every_control_in_that_order(look: Look) -> None:
    scene = next(one for one in SCENES if one.name == "set-up-keys")
    with stage(look) as made:
        window = scene.arrange(made)
        assert isinstance(window, MainWindow)
        order = in_order(window)
        order[0].setFocus()
        reached = [window.focusWidget()]
        while len(reached) < len(order):
            window.focusNextPrevChild(True)
            reached.append(window.focusWidget())
        assert reached == order
        window.focusNextPrevChild(True)
        assert window.focusWidget() is order[0]
        window.focusNextPrevChild(False)
        assert window.focusWidget() is order[-1]


def test_every_kind_of_place_has_scenes_and_a_main_one() -> None:
    kinds = {scene.kind for scene in SCENES}
    main = {scene.kind for scene in SCENES if scene.name in MAIN}
    assert kinds - {None} == main - {None} == set(main_window._MODULES)


def test_every_scene_has_its_pictures() -> None:
    for series in SERIES:
        wanted = {scene.name for scene in series.scenes(every=False)}
        there = {re.sub("-end$", "", path.stem) for path in (PICTURES / series.name).iterdir()}
        assert there == wanted, series.name


def test_pictures_are_the_same_on_every_run(tmp_path: Path) -> None:
    names, wanted = ["home"], ["light", "scale-2", "text-200"]
    for folder in ("first", "again"):
        # Each in a process of its own: Qt sets text a little otherwise once it has drawn at scale 2.
        script = [sys.executable, "-m", screenshots.__name__]
        chosen = [f"--series={name}" for name in wanted]
        subprocess.run([*script, "--into", str(tmp_path / folder), *chosen, *names], check=True)
    made = sorted(path.relative_to(tmp_path / "first") for path in tmp_path.glob("first/*/*.png"))
    assert {path.parts[0] for path in made} == set(wanted)
    assert set(names) <= {path.stem for path in made}
    for path in made:
        first, again = (tmp_path / folder / path for folder in ("first", "again"))
        assert first.read_bytes() == again.read_bytes(), path


def test_a_large_screen_gets_large_pictures(qapp: QApplication, tmp_path: Path) -> None:
    screenshots.main(["--into", str(tmp_path), "--series", "scale-2", "settings"])
    size = (tmp_path / "scale-2" / "settings.png").read_bytes()[16:24]
    assert (int.from_bytes(size[:4]), int.from_bytes(size[4:])) == (2048, 1400)
