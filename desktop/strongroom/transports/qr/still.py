"""A still QR code for the screen and for paper, as rows of modules."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The smallest code for ``text``, without its quiet zone; dark modules are true.

    A segwit address is written in capitals, which take less room and mean the same (BIP-173).
    """
    is_segwit = text.lower().startswith(("bc1", "tb1", "bcrt1"))
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data((text.upper() if is_segwit else text).encode(), optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
