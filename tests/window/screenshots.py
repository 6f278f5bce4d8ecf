"""Makes the pictures in ``resources/screenshots``: every scene, in every theme and size.

``python -m tests.window.screenshots [--all] [--into FOLDER] [SCENE …]``
"""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import SMALLEST_WINDOW, Measures
from strongroom.window.theme import ThemeName, load_theme
from tests.vectors_source import REPOSITORY
from tests.window.frame import photograph
from tests.window.scenes import SCENES, Scene
from tests.window.stage import page_of, stage

PICTURES = REPOSITORY / "resources" / "screenshots"
MAIN = frozenset(
    {
        "file-codes",
        "foreign-transaction",
        "home",
        "home-first",
        "labels",
        "log",
        "people",
        "messages",
        "signed-message",
        "vault-locked",
        "set-up-keys",
        "check-wallet",
        "contacts",
        "drills",
        "wallet-keys",
        "wallet-receive",
        "payment-codes",
        "payment-warned",
        "payment-blocked",
        "practise",
        "scan",
        "settings",
    }
)
"""One or two scenes of each page: those that are kept of the large and the dark large pictures."""
_COLOURS = 256
_SMALLEST_FILE = 0
"""What Qt calls the highest compression."""


@dataclass(frozen=True, slots=True)
class Series:
    """How every scene of a series is seen: ``scale`` of the text, ``ratio`` of the screen."""

    name: str
    theme: ThemeName = ThemeName.LIGHT
    scale: float = 1.0
    ratio: float = 1.0
    only_main: bool = False
    """Whether only the main scenes are kept in the repository."""

    def scenes(self, *, every: bool) -> list[Scene]:
        return [scene for scene in SCENES if every or not self.only_main or scene.name in MAIN]


SERIES = (
    Series("light"),
    Series("dark", ThemeName.DARK),
    Series("high-contrast", ThemeName.HIGH_CONTRAST),
    Series("scale-2", ratio=2.0, only_main=True),
    Series("text-200", scale=2.0),
    Series("text-200-dark", ThemeName.DARK, scale=2.0, only_main=True),
)


def take(scene: Scene, series: Series, look: Look) -> Iterator[tuple[str, QImage]]:
    """The pictures of a scene with their names; a page that is longer than the window has a
    second one, of its end."""
    look.change(load_theme(series.theme), Measures(series.scale))
    with stage(look) as made:
        shown = scene.arrange(made)
        yield scene.name, _picture(shown, series.ratio)
        bar = page_of(shown).area.verticalScrollBar() if isinstance(shown, MainWindow) else None
        if bar is not None and bar.maximum() > 0:
            bar.setValue(bar.maximum())
            yield f"{scene.name}-end", _picture(shown, series.ratio)


def write(picture: QImage, path: Path) -> None:
    """As a PNG of at most 256 colours, the most frequent ones."""
    pixels = memoryview(picture.constBits()).cast("I")
    table = [colour for colour, _ in Counter(pixels).most_common(_COLOURS)]
    plain = Qt.ImageConversionFlag.ThresholdDither
    small = picture.convertToFormat(QImage.Format.Format_Indexed8, table, plain)
    small.setDotsPerMeterX(0)
    small.setDotsPerMeterY(0)
    if not small.save(str(path), quality=_SMALLEST_FILE):
        raise OSError(f"{path} was not written")


def _picture(shown: QWidget, ratio: float) -> QImage:
    size = shown.size().boundedTo(shown.screen().size()) if shown.isModal() else None
    width, height = SMALLEST_WINDOW if size is None else (size.width(), size.height())
    photograph(shown, width, height, ratio)
    QApplication.processEvents()
    return photograph(shown, width, height, ratio)


def main(arguments: Sequence[str] | None = None) -> None:
    said = _asked(arguments)
    application = QApplication.instance() or QApplication(["strongroom"])
    assert isinstance(application, QApplication)
    application.setCursorFlashTime(0)
    look = Look(load_theme(ThemeName.LIGHT))
    look.dress(application)
    for series in SERIES:
        if said.series and series.name not in said.series:
            continue
        folder = said.into / series.name
        if not said.scenes:
            rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        for scene in series.scenes(every=said.all or bool(said.scenes)):
            if said.scenes and scene.name not in said.scenes:
                continue
            for name, picture in take(scene, series, look):
                write(picture, folder / f"{name}.png")


def _asked(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="makes the pictures of every page")
    parser.add_argument("--all", action="store_true", help="every scene in every series")
    names = [series.name for series in SERIES]
    parser.add_argument("--series", action="append", choices=names, help="in these and no others")
    parser.add_argument("--into", type=Path, default=PICTURES, metavar="FOLDER")
    parser.add_argument("scenes", nargs="*", choices=[[], *(scene.name for scene in SCENES)])
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
