"""What is shown to a signer as QR codes: a payment packed for it, or a file that was written."""

from dataclasses import dataclass

from strongroom.transports.qr.capacity import smallest_version
from strongroom.transports.qr.contract import Encoding, Frames
from strongroom.transports.qr.drawing import Modules, draw
from strongroom.transports.qr.frames_out import frames_of
from strongroom.transports.qr.styles import Style
from strongroom.workflows.packing import Packing
from strongroom.workflows.payment import PaymentUnderWay, packing_for

_IN_ONE_CODE = (Encoding.PLAIN, Encoding.BASE43)
"""Encodings without parts: the code is as large as it has to be."""

_LATE_PART = 99_999
"""A fountain's numbers grow; a code that holds this one holds what an hour shows."""


@dataclass(frozen=True, slots=True)
class Series:
    """Codes of one size, ``version``, so that the picture stands still."""

    frames: Frames
    version: int

    @property
    def count(self) -> int:
        """Different parts that make the whole when none is lost."""
        return self.frames.count

    def modules(self, number: int) -> Modules:
        """The code of frame ``number``, from 0 and without end."""
        return draw(self.frames.text(number), self.version)


def payment_series(payment: PaymentUnderWay, packing: Packing, style: Style) -> Series:
    """The payment as a signer takes it by its camera.

    Raises what ``packing_for`` raises, and ``QrError`` with ``qr-limit`` where the encoding cannot
    hold it in codes of this size.
    """
    return file_series(packing_for(payment, packing), style)


def file_series(data: bytes, style: Style) -> Series:
    """A file in codes; raises ``RecognitionError`` for what may not be shown, and ``QrError``."""
    largest = None if style.encoding in _IN_ONE_CODE else style.version
    frames = frames_of(data, style.encoding, largest)
    numbers = [*range(frames.count), *([_LATE_PART] if _is_fountain(frames) else [])]
    versions = (smallest_version(frames.text(number)) for number in numbers)
    return Series(frames, max(version or style.version for version in versions))


def _is_fountain(frames: Frames) -> bool:
    return frames.encoding is Encoding.UR and frames.count > 1
