"""How a payload is shown to each device: encoding, size of the codes, and how fast they change."""

from dataclasses import dataclass

from strongroom.model.device import Device
from strongroom.transports.qr.contract import Encoding

SLOWEST, FASTEST = 1, 12
"""Codes a second. Most cameras give 15 to 30 frames, and a code must be whole on one of them."""

SMALLEST_VERSION, LARGEST_VERSION = 4, 40


@dataclass(frozen=True, slots=True)
class Style:
    """``version`` is of the largest code (4 to 40), ``rate`` in codes a second (1 to 12)."""

    encoding: Encoding
    version: int
    rate: int

    def __post_init__(self) -> None:
        if not SMALLEST_VERSION <= self.version <= LARGEST_VERSION:
            raise ValueError(f"a code of version {self.version} is not shown")
        if not SLOWEST <= self.rate <= FASTEST:
            raise ValueError(f"{self.rate} codes a second are not shown")


_USUAL = Style(Encoding.UR, 10, 4)
_STYLES = {
    # The Q reads version 40; 27 is still read at arm's length.
    Device.COLDCARD: Style(Encoding.BBQR, 20, 4),
    Device.COLDCARD_Q: Style(Encoding.BBQR, 20, 4),
    # Jade's camera is small: its own codes are of this size.
    Device.JADE: Style(Encoding.UR, 7, 3),
    Device.KEYSTONE: Style(Encoding.UR, 13, 5),
    Device.KRUX: Style(Encoding.UR, 10, 4),
    # It warns above 35 parts, so they are larger.
    Device.PASSPORT: Style(Encoding.UR, 15, 4),
    Device.SEEDSIGNER: Style(Encoding.UR, 10, 4),
    Device.SPECTER_DIY: Style(Encoding.UR, 12, 4),
}

WITHOUT_CAMERA = frozenset(
    {Device.BITBOX02, Device.COLDCARD, Device.KEEPKEY, Device.LEDGER, Device.TREZOR}
)
"""They are reached by cable or by card alone."""


def style_for(device: Device | None) -> Style:
    """What a device reads well before anybody has tried."""
    return _USUAL if device is None else _STYLES.get(device, _USUAL)
