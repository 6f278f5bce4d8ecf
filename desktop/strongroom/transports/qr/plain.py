"""A payload in one QR code: base64, hex or text as it stands, or base43."""

from strongroom.model.errors import ReadError
from strongroom.model.psbt_records import MAGIC
from strongroom.model.transaction import Transaction
from strongroom.transports.qr import base43
from strongroom.transports.qr.capacity import VERSIONS, smallest_version
from strongroom.transports.qr.contract import MAX_JOINED, Encoding, Progress, QrError


class PlainAssembler:
    """One code that is a payload by itself. ``payload`` is given where the code holds no text."""

    def __init__(self, payload: bytes | None = None) -> None:
        self._text: str | None = None
        self._payload = payload
        self._encoding = Encoding.PLAIN

    @property
    def encoding(self) -> Encoding:
        return self._encoding

    @property
    def progress(self) -> Progress:
        return Progress(1, frozenset() if self._payload is None else frozenset({0}))

    @property
    def payload(self) -> bytes | None:
        return self._payload

    def take(self, part: str) -> None:
        """Add the one part there is. Raises ``QrError``: ``qr-limit``, ``qr-conflict``."""
        if len(part) > MAX_JOINED:
            raise QrError("qr-limit", "one code cannot hold this much", limit=MAX_JOINED)
        if part == self._text:
            return
        if self._payload is not None:
            raise QrError("qr-conflict", "another code stands alone")
        self._text = part
        self._encoding, self._payload = unwrap(part)


class PlainFrames:
    """A text that fits in one code, the same in every frame."""

    def __init__(
        self, text: str, encoding: Encoding = Encoding.PLAIN, max_version: int = VERSIONS[-1]
    ) -> None:
        """Raises ``QrError`` with ``qr-limit`` for a text that no such code can hold."""
        version = smallest_version(text)
        if version is None or version > max_version:
            raise QrError("qr-limit", "this does not fit in one QR code", reason="one-code")
        self.encoding = encoding
        self.count = 1
        self._text = text

    def text(self, number: int) -> str:
        return self._text


def unwrap(text: str) -> tuple[Encoding, bytes]:
    """The bytes a text stands for.

    In base 43, and in base 58 as Krux writes, it is a PSBT or a transaction or it is neither; any
    other text stands for itself.
    """
    for encoding, alphabet in _NUMBERS:
        if text and len(text) <= base43.MAX_CHARACTERS and set(text) <= set(alphabet):
            data = base43.decode(text, alphabet)
            if data.startswith(MAGIC) or _is_transaction(data):
                return encoding, data
    return Encoding.PLAIN, text.encode()


_NUMBERS = ((Encoding.BASE43, base43.BASE43), (Encoding.PLAIN, base43.BASE58))


def _is_transaction(data: bytes) -> bool:
    try:
        return bool(Transaction.parse(data).outputs)
    except ReadError:
        return False
