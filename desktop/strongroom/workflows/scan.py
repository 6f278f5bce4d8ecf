"""Scanning: codes as a camera sees them, until what they carry is whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from strongroom.formats.reading import Kind, RecognitionError
from strongroom.model.errors import StrongroomError
from strongroom.transports.qr.contract import Code, Encoding, Progress, QrError
from strongroom.transports.qr.joining import Joining, Taken

PATIENCE = 4.0
"""Seconds without a code after which somebody is told what may be the matter."""

_DARK, _GLARING = 45, 225
"""Mean brightness of a frame, of 255, beyond which no code is found."""


class Hint(Enum):
    """Why nothing may be found: no picture comes at all; it is dark, or glaring; else the code may
    be too far away, out of focus, too dense, or before another camera."""

    NO_PICTURE = "no-picture"
    DARK = "dark"
    GLARE = "glare"
    NOTHING_SEEN = "nothing-seen"


@dataclass(frozen=True, slots=True)
class ScanState:
    """How far a scan is. ``refused`` is why the last code was not taken, if it was not.

    ``payload`` is there when the whole is; ``started_over`` counts how often a code of another
    series did away with what was there.
    """

    kind: Kind = Kind.UNKNOWN
    encoding: Encoding | None = None
    progress: Progress = field(default_factory=lambda: Progress(0, frozenset()))
    payload: bytes | None = field(default=None, repr=False)
    refused: StrongroomError | None = None
    started_over: int = 0
    hint: Hint | None = None


class Scan:
    """One scan from its first code to its last."""

    def __init__(self, now: float) -> None:
        """``now`` and all later times are of one clock, in seconds."""
        self._joining = Joining()
        self._state = ScanState()
        self._last_seen = self._last_picture = now

    @property
    def state(self) -> ScanState:
        return self._state

    def take(self, codes: Sequence[Code], now: float, brightness: float | None = None) -> ScanState:
        """Add what one frame shows; ``brightness`` is the frame's mean, of 255.

        A secret ends the scan: raises ``RecognitionError`` with ``secret-found``.
        """
        self._last_picture = now
        if codes:
            self._last_seen = now
        refused: StrongroomError | None = None
        for code in codes:
            refused = self._add(code) or refused
        joining = self._joining
        self._state = replace(
            self._state,
            kind=joining.kind,
            encoding=joining.encoding,
            progress=joining.progress,
            payload=joining.payload,
            refused=refused,
            hint=self._hint(now, brightness),
        )
        return self._state

    def wait(self, now: float) -> ScanState:
        """There was no frame to look at."""
        if now - self._last_picture >= PATIENCE:
            self._state = replace(self._state, hint=Hint.NO_PICTURE)
        return self._state

    def _add(self, code: Code) -> StrongroomError | None:
        had_any = self._joining.encoding is not None
        try:
            taken = self._joining.take(code)
        except QrError as error:
            return error
        except RecognitionError as error:
            if error.code == "secret-found":
                raise
            return error
        if taken is Taken.STARTED_OVER and had_any:
            self._state = replace(self._state, started_over=self._state.started_over + 1)
        return None

    def _hint(self, now: float, brightness: float | None) -> Hint | None:
        if now - self._last_seen < PATIENCE:
            return None
        if brightness is not None and brightness < _DARK:
            return Hint.DARK
        if brightness is not None and brightness > _GLARING:
            return Hint.GLARE
        return Hint.NOTHING_SEEN
