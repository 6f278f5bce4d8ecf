"""The fault log: what went wrong in the program itself, never what it was about."""

import contextlib
import logging
import os
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_MAX_BYTES = 512 * 1024

_ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where the log is, if it could be opened."""

    path: Path | None

    @property
    def sentence(self) -> str:
        """The half sentence that tells a person."""
        return f"the log is {self.path}" if self.path else "no log could be written"


class _LazyFile(logging.Handler):
    """A log file that is made, for its owner alone, when there is something to say."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        # A log that cannot be written must not be what goes wrong.
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._opened().emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()

    def _opened(self) -> logging.Handler:
        if self._file is None:
            # It brings sockets and mail with it; most runs have nothing to log.
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=_MAX_BYTES, backupCount=1, encoding="utf-8", delay=True
            )
            self._file.setFormatter(self.formatter)
        return self._file


class _WithoutMessages(logging.Formatter):
    """Tracebacks by place alone: the message of an exception may hold what must not be kept."""

    def formatException(self, ei: _ExceptionInfo) -> str:
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([*places, kind.__name__ if kind else ""])


def open_log() -> LogPlace:
    """Send the program's own log records to its file under ``$XDG_STATE_HOME``."""
    logging.raiseExceptions = False
    base = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    path = Path(base) / "strongroom" / "log"
    root = logging.getLogger("strongroom")
    root.propagate = False
    if not root.handlers:
        handler = _LazyFile(path)
        handler.setFormatter(_WithoutMessages("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root.addHandler(handler)
    return LogPlace(path if _can_be_written(path) else None)


def _can_be_written(path: Path) -> bool:
    try:
        nearest = next(parent for parent in path.parents if parent.exists())
    except OSError:
        return False
    return nearest.is_dir() and os.access(nearest, os.W_OK)
