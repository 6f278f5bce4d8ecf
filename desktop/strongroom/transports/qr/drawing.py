"""One QR code as dark and light modules, fast enough for a series that moves."""

from collections.abc import Iterable

import zxingcpp

from strongroom.transports.qr.capacity import smallest_version
from strongroom.transports.qr.contract import QrError

Modules = tuple[tuple[bool, ...], ...]
"""Rows from the top, dark ones true, without the light border."""

QUIET_ZONE = 4
"""Modules of light border that readers need."""

_DARK = 0
_MASK = 3
"""Of eight; any may be chosen, and trying all takes three times as long as the rest."""


def draw(text: str, version: int | None = None) -> Modules:
    """``text`` at level L in a code of ``version``, else of the smallest that holds it.

    Raises ``QrError`` with ``qr-limit``.
    """
    text = _compact(text)
    least = version_for([text])
    if version is not None and version < least:
        raise _too_long()
    # zxing-cpp ignores options it does not know; without ec_level, version would choose level H.
    code = zxingcpp.create_barcode(
        text if text.isascii() else text.encode(),
        zxingcpp.BarcodeFormat.QRCode,
        ec_level="L",
        version=version or least,
        data_mask=_MASK,
    )
    image = code.to_image(scale=1, add_quiet_zones=False)
    side = image.shape[1]
    dark = [pixel == _DARK for pixel in bytes(image.__array_interface__["data"])]
    return tuple(tuple(dark[start : start + side]) for start in range(0, len(dark), side))


def version_for(texts: Iterable[str]) -> int:
    """The smallest version that holds each of ``texts``; raises ``QrError`` with ``qr-limit``."""
    versions = [smallest_version(_compact(text)) for text in texts]
    if None in versions:
        raise _too_long()
    return max(version for version in versions if version)


def _compact(text: str) -> str:
    """A UR means the same in upper case, and needs fewer modules."""
    return text.upper() if text.startswith("ur:") else text


def _too_long() -> QrError:
    return QrError("qr-limit", "this does not fit in one QR code", reason="one-code")
