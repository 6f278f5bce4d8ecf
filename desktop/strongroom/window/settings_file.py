"""What is remembered outside the vault: how the window looks, where it was, and the last vault."""

import contextlib
import os
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from strongroom.model.device import Device
from strongroom.transports.qr.contract import Encoding
from strongroom.transports.qr.styles import Style, style_for
from strongroom.window.look import Unit
from strongroom.window.measures import LARGEST_SCALE, SMALLEST_SCALE
from strongroom.window.scanning.screen_part import ScreenPart
from strongroom.window.theme import ThemeName

ANY_DEVICE = "any"

MOST_VAULTS = 8

LARGEST_FILE = 65_536
"""Bytes; a larger file is not ours."""

_SIDES = ("left", "top", "width", "height")


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where the window was, in px of the screen, and how large."""

    left: int
    top: int
    width: int
    height: int
    is_maximised: bool = False


@dataclass(frozen=True, slots=True)
class Remembered:
    """All that is remembered; ``theme`` is None where the desktop's own is followed, ``language``
    a code as ``pt_BR``."""

    theme: ThemeName | None = None
    text_size: float = 1.0
    unit: Unit = Unit.BITCOIN
    geometry: Geometry | None = None
    vaults: tuple[Path, ...] = field(default=(), repr=False)
    """Those that were open, the last one first."""
    language: str = "en"
    codes: tuple[tuple[str, Style], ...] = ()
    """How codes are shown to each device somebody chose it for, by the device's word."""
    camera: str = field(default="", repr=False)
    """The name of the camera that was chosen."""
    camera_id: str = field(default="", repr=False)
    """What the system told it by from another of that name."""
    is_silent: bool = False
    """Whether a scan ends without a tone."""
    screen_part: ScreenPart | None = field(default=None, repr=False)
    """The part of a screen that was read last."""

    def with_vault(self, path: Path) -> "Remembered":
        """With this vault as the last that was open."""
        others = (one for one in self.vaults if one != path)
        return replace(self, vaults=(path, *others)[:MOST_VAULTS])

    def without_vault(self, path: Path) -> "Remembered":
        return replace(self, vaults=tuple(one for one in self.vaults if one != path))

    def style_for(self, device: Device | None) -> Style:
        """What was chosen for a device, or what it reads well before anybody has tried."""
        return dict(self.codes).get(device or ANY_DEVICE) or style_for(device)

    def with_style(self, device: Device | None, style: Style) -> "Remembered":
        chosen = {**dict(self.codes), str(device or ANY_DEVICE): style}
        return replace(self, codes=tuple(sorted(chosen.items())))

    def __post_init__(self) -> None:
        if not SMALLEST_SCALE <= self.text_size <= LARGEST_SCALE:
            raise ValueError(f"text of {self.text_size:.0%} is not offered")


class Settings(QObject):
    """What is remembered, and its file; a file that cannot be written costs only the memory."""

    changed = Signal()

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._path = path
        self._remembered = read_settings(path) if path else Remembered()

    @property
    def remembered(self) -> Remembered:
        return self._remembered

    def remember(self, remembered: Remembered) -> None:
        """Takes what is given in place of what was, and writes it where it differs."""
        if remembered == self._remembered:
            return
        self._remembered = remembered
        if self._path is not None:
            with contextlib.suppress(OSError):
                write_settings(self._path, remembered)
        self.changed.emit()


def chosen_theme(said: Remembered) -> ThemeName:
    """What somebody chose, or else what the desktop says."""
    if said.theme is not None:
        return said.theme
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return ThemeName.DARK if is_dark else ThemeName.LIGHT


def read_settings(path: Path) -> Remembered:
    """What a file says, each word where it makes sense; the rest is as on the first day."""
    try:
        with path.open("rb") as file:
            said = tomllib.loads(file.read(LARGEST_FILE).decode())
    except (OSError, ValueError):
        return Remembered()
    readers: dict[str, Callable[[Any], object]] = {
        "theme": _theme,
        "text_size": _text_size,
        "unit": Unit,
        "geometry": _geometry,
        "vaults": _paths,
        "language": _text,
        "codes": _codes,
        "camera": _text,
        "camera_id": _text,
        "is_silent": _flag,
        "screen_part": _screen_part,
    }
    found: dict[str, Any] = {}
    for name, read in readers.items():
        with contextlib.suppress(KeyError, TypeError, ValueError):
            found[name] = read(said[name.replace("_", "-")])
    return Remembered(**found)


def write_settings(path: Path, remembered: Remembered) -> None:
    """Replaces the file in one step; raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(settings_text(remembered))
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.remove(temporary)
        raise


def settings_text(remembered: Remembered) -> str:
    """As TOML."""
    lines = [
        f"theme = {_quoted(remembered.theme or '')}",
        f"text-size = {remembered.text_size}",
        f"unit = {_quoted(remembered.unit.value)}",
        f"vaults = [{', '.join(_quoted(str(path)) for path in remembered.vaults)}]",
        f"language = {_quoted(remembered.language)}",
        f"camera = {_quoted(remembered.camera)}",
        f"camera-id = {_quoted(remembered.camera_id)}",
        f"is-silent = {str(remembered.is_silent).lower()}",
    ]
    if remembered.geometry is not None:
        lines.append("\n[geometry]")
        for one in fields(Geometry):
            value = getattr(remembered.geometry, one.name)
            lines.append(f"{one.name} = {str(value).lower()}")
    if remembered.screen_part is not None:
        part = remembered.screen_part
        lines.append(f"\n[screen-part]\nscreen = {_quoted(part.screen)}")
        lines += [f"{name} = {getattr(part, name)}" for name in _SIDES]
    for device, style in remembered.codes:
        lines += [
            f"\n[codes.{device}]",
            f"encoding = {_quoted(style.encoding)}",
            f"version = {style.version}",
            f"rate = {style.rate}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    shown = "".join(
        one if one.isprintable() or one == " " else f"\\U{ord(one):08X}" for one in escaped
    )
    return f'"{shown}"'


def _theme(value: object) -> ThemeName | None:
    return ThemeName(_text(value)) if value else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("this is no text")
    return value


def _paths(value: object) -> tuple[Path, ...]:
    """Whole ones; one that makes no sense is passed over."""
    if not isinstance(value, list):
        raise TypeError("this is no list")
    found = [Path(one) for one in value if isinstance(one, str) and "\0" not in one]
    return tuple(one for one in found if one.is_absolute())[:MOST_VAULTS]


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("this is neither true nor false")
    return value


def _text_size(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("this is no number")
    return min(max(float(value), SMALLEST_SCALE), LARGEST_SCALE)


def _codes(value: dict[str, Any]) -> tuple[tuple[str, Style], ...]:
    """Those that make sense; a device nobody knows any more is passed over."""
    found = []
    for device in (ANY_DEVICE, *Device):
        with contextlib.suppress(KeyError, TypeError, ValueError):
            said = value[device]
            style = Style(Encoding(said["encoding"]), _whole(said["version"]), _whole(said["rate"]))
            found.append((str(device), style))
    return tuple(sorted(found))


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError("this is no whole number")
    return value


def _geometry(value: dict[str, Any]) -> Geometry:
    left, top, width, height = (value[name] for name in _SIDES)
    if not all(type(one) is int and abs(one) < 100_000 for one in (left, top, width, height)):
        raise ValueError("these are no lengths")
    return Geometry(left, top, width, height, value.get("is_maximised") is True)


def _screen_part(value: dict[str, Any]) -> ScreenPart:
    sides = [value[name] for name in _SIDES]
    if not all(type(one) is float for one in sides):
        raise TypeError("these are no parts of a whole")
    return ScreenPart(_text(value["screen"]), *sides)
