"""Where frames come from: one seam for camera, picture, video and screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class SourceKind(StrEnum):
    """What is looked at."""

    CAMERA = "camera"
    PICTURE = "picture"
    VIDEO = "video"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Frame:
    """A grayscale frame, a byte a pixel, row by row from the top, without padding."""

    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or self.width * self.height != len(self.pixels):
            raise ValueError(f"{len(self.pixels)} pixels are not {self.width} by {self.height}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as its file holds it, which only the worker process opens."""

    data: bytes


class FrameSource(Protocol):
    """Frames to look for codes in, taken by whoever reads them as fast as it can."""

    @property
    def kind(self) -> SourceKind: ...

    def newest(self) -> Frame | Picture | None:
        """The newest frame that was not taken yet; what came before it is dropped.

        None where there is none at the moment, or never again: ``ended`` tells which.
        """

    @property
    def ended(self) -> bool:
        """No frame will come any more."""


class PictureSource:
    """Picture files, each of them once."""

    kind = SourceKind.PICTURE

    def __init__(self, files: Sequence[bytes]) -> None:
        self._left = list(files)

    def newest(self) -> Picture | None:
        """The next one; none is dropped, as none is late."""
        return Picture(self._left.pop(0)) if self._left else None

    @property
    def ended(self) -> bool:
        return not self._left


def is_picture(data: bytes) -> bool:
    """Whether ``data`` begins as a PNG, JPEG, GIF, WebP or BMP file does."""
    is_bitmap = data.startswith(b"BM") and data[6:10] == bytes(4)
    is_webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    return is_bitmap or is_webp or data.startswith(_MAGICS)


_MAGICS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
