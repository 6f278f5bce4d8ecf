"""The codes of one payload as they come, whatever their encoding, until the payload is whole."""

from enum import Enum

from strongroom.formats.reading import Kind, search_for_secrets, secret_found
from strongroom.formats.secrets import SecretKind, is_compact_seed_qr
from strongroom.formats.ur_types import (
    ACCOUNT_NAMES,
    ADDRESS_NAMES,
    KEY_NAMES,
    OUTPUT_NAMES,
    PSBT_NAMES,
)
from strongroom.transports.qr import bbqr, specter
from strongroom.transports.qr.bbqr import BbqrAssembler, FileType
from strongroom.transports.qr.contract import (
    MAX_CODE,
    Assembler,
    Code,
    Encoding,
    Progress,
    QrError,
)
from strongroom.transports.qr.plain import PlainAssembler
from strongroom.transports.qr.specter import SpecterAssembler
from strongroom.transports.qr.ur import UrAssembler

_UR = "ur:"


class Taken(Enum):
    """What became of a code: it was added to those before it, or they were dropped for it."""

    ADDED = "added"
    STARTED_OVER = "started-over"


class Joining:
    """Joins codes; the first one chooses the encoding, and one of another series starts over."""

    def __init__(self) -> None:
        self._assembler: Assembler | None = None
        self._first = ""

    @property
    def encoding(self) -> Encoding | None:
        return self._assembler.encoding if self._assembler else None

    @property
    def progress(self) -> Progress:
        return self._assembler.progress if self._assembler else Progress(0, frozenset())

    @property
    def payload(self) -> bytes | None:
        return self._assembler.payload if self._assembler else None

    @property
    def kind(self) -> Kind:
        """What the first part says that the whole is, which may be nothing."""
        if self.encoding is Encoding.BBQR:
            return _BBQR_KINDS.get(self._first[3:4], Kind.UNKNOWN)
        if self.encoding is Encoding.UR:
            return _UR_KINDS.get(self._first.lower()[len(_UR) :].partition("/")[0], Kind.UNKNOWN)
        return Kind.UNKNOWN

    def take(self, code: Code) -> Taken:
        """Add a code.

        Raises ``RecognitionError`` with ``secret-found``, and ``QrError`` but for ``qr-conflict``;
        what was there before is then still there.
        """
        if len(code.data) > MAX_CODE:
            raise QrError("qr-limit", "the code is too large", limit=MAX_CODE)
        refuse_secret_code(code)
        if self._assembler is None:
            self._begin(code)
            return Taken.ADDED
        if self._goes_on_with(code, self._assembler):
            return Taken.ADDED
        self._begin(code)
        return Taken.STARTED_OVER

    def _goes_on_with(self, code: Code, assembler: Assembler) -> bool:
        """Whether the code was one more of the series, and was taken."""
        if code.text is None:
            return code.data == self.payload
        if type(assembler) is not type(_assembler_for(code)):
            return False
        try:
            assembler.take(code.text)
        except QrError as error:
            if error.code != "qr-conflict":
                raise
            return False
        return True

    def _begin(self, code: Code) -> None:
        assembler = _assembler_for(code)
        if code.text is not None:
            assembler.take(code.text)
        self._assembler, self._first = assembler, code.text or ""


def is_part(text: str) -> bool:
    """Whether a text is, or begins, a part of a payload rather than something by itself."""
    return text.startswith(bbqr.BEGINNING) or _is_ur(text) or specter.is_part(text)


def refuse_secret_code(code: Code) -> None:
    """Raise ``RecognitionError`` with ``secret-found`` for a seed or private key in one code."""
    if is_compact_seed_qr(code.data) and not is_part(code.text or ""):
        raise secret_found(SecretKind.SEED_QR)
    search_for_secrets(code.data)


_BBQR_KINDS = {FileType.PSBT.value: Kind.PSBT, FileType.TRANSACTION.value: Kind.TRANSACTION}
_UR_KINDS = {
    name: kind
    for kind, names in (
        (Kind.PSBT, PSBT_NAMES),
        (Kind.WALLET, OUTPUT_NAMES),
        (Kind.KEY, (*ACCOUNT_NAMES, *KEY_NAMES)),
        (Kind.ADDRESS, ADDRESS_NAMES),
    )
    for name in names
}


def _assembler_for(code: Code) -> Assembler:
    """A new one of the kind that reads such codes."""
    if code.text is None:
        return PlainAssembler(code.data)
    if code.text.startswith(bbqr.BEGINNING):
        return BbqrAssembler()
    if _is_ur(code.text):
        return UrAssembler()
    if specter.is_part(code.text):
        return SpecterAssembler()
    return PlainAssembler()


def _is_ur(text: str) -> bool:
    return text[: len(_UR)].lower() == _UR
