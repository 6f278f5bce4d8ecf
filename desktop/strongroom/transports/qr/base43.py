"""Bytes as one long number in base 43 (Electrum's QR codes) or in base 58, without a checksum."""

from strongroom.transports.qr.contract import QrError

BASE43 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:"
"""The alphanumeric characters of a QR code that an address bar leaves alone."""

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

MAX_CHARACTERS = 64 * 1024
"""The time taken grows with the square of the length: this much is a tenth of a second."""

_AT_ONCE = 64
"""Digits that are put into one number before the long one is touched."""


def encode(data: bytes, alphabet: str = BASE43) -> str:
    """``data`` as digits of ``alphabet``, a zero for every leading zero byte.

    Raises ``QrError`` with ``qr-limit``.
    """
    if len(data) > MAX_CHARACTERS // 2:
        raise QrError("qr-limit", "too many bytes for one number", limit=MAX_CHARACTERS // 2)
    base, number = len(alphabet), int.from_bytes(data)
    blocks = []
    while number:
        number, block = divmod(number, base**_AT_ONCE)
        blocks.append(_digits(block, alphabet))
    leading = len(data) - len(data.lstrip(b"\0"))
    return alphabet[0] * leading + "".join(reversed(blocks)).lstrip(alphabet[0])


def decode(text: str, alphabet: str = BASE43) -> bytes:
    """The bytes that ``encode`` made ``text`` of.

    Raises ``QrError`` with ``qr-limit`` or ``qr-malformed``.
    """
    if len(text) > MAX_CHARACTERS:
        raise QrError("qr-limit", "too many characters for one number", limit=MAX_CHARACTERS)
    values = {character: value for value, character in enumerate(alphabet)}
    if not values.keys() >= set(text):
        raise QrError("qr-malformed", f"a character is not of base {len(alphabet)}")
    number = 0
    for start in range(0, len(text), _AT_ONCE):
        block = 0
        digits = text[start : start + _AT_ONCE]
        for character in digits:
            block = block * len(alphabet) + values[character]
        number = number * len(alphabet) ** len(digits) + block
    leading = len(text) - len(text.lstrip(alphabet[0]))
    return bytes(leading) + number.to_bytes((number.bit_length() + 7) // 8)


def _digits(number: int, alphabet: str) -> str:
    """One block, with its leading zeros."""
    digits = []
    for _ in range(_AT_ONCE):
        number, digit = divmod(number, len(alphabet))
        digits.append(alphabet[digit])
    return "".join(reversed(digits))
