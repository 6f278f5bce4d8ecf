"""Rollback is noticed: the keyring remembers which write of a vault was the last."""

import contextlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock, Thread, Timer
from typing import Final

from strongroom.formats.json_text import parse_json
from strongroom.model.errors import ReadError
from strongroom.vault.errors import VaultError
from strongroom.vault.keyring import Keyring

SECONDS: Final = 60.0
"""Between two times that the keyring is told while a vault is open."""

_LONGEST = 1000
"""Characters of an entry; a longer one is not ours."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A write of a vault: which it was, the SHA-256 of the file, and when (UTC)."""

    generation: int
    digest: str
    saved: datetime

    def is_after(self, other: "Seen") -> bool:
        """Whether ``other`` is an older file, or another of the same generation."""
        if self.generation != other.generation:
            return self.generation > other.generation
        return not hmac.compare_digest(self.digest.encode(), other.digest.encode())


class Witness:
    """What a keyring remembers of one vault. It is told in the background, and asks nobody.

    A keyring that fails costs only the warning; ``failure`` says why.
    """

    def __init__(
        self, keyring: Keyring, vault_id: bytes, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.failure: VaultError | None = None
        self._keyring = keyring
        self._name = f"seen {vault_id.hex()}"
        self._clock = clock
        self._lock = Lock()
        self._telling = Lock()
        self._waiting: Seen | None = None
        self._timer: Timer | None = None
        self._told = -SECONDS

    def last(self) -> Seen | None:
        """The last write that was remembered; None where nothing is, or nothing can be asked."""
        try:
            text = self._keyring.peek(self._name)
        except VaultError as error:
            self.failure = error
            return None
        return _read(text) if text else None

    def note(self, seen: Seen) -> None:
        """Have this remembered, now or once the last time is a minute ago."""
        with self._lock:
            self._waiting = seen
            if self._timer is None:
                delay = max(0.0, self._told + SECONDS - self._clock())
                self._timer = Timer(delay, self._tell)
                self._timer.daemon = True
                self._timer.start()

    def end(self) -> Thread:
        """Have what waits remembered at once; the thread that does it may be waited for."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
        thread = Thread(target=self._tell, daemon=True)
        thread.start()
        return thread

    def _tell(self) -> None:
        with self._telling:
            with self._lock:
                seen, self._waiting, self._timer = self._waiting, None, None
                self._told = self._clock()
            if seen is not None:
                self._remember(seen)

    def _remember(self, seen: Seen) -> None:
        try:
            self._keyring.write(self._name, _write(seen), asks=False)
            self.failure = None
        except VaultError as error:
            self.failure = error


def _write(seen: Seen) -> str:
    saved = seen.saved.astimezone(UTC).isoformat()
    return json.dumps({"generation": seen.generation, "sha256": seen.digest, "saved": saved})


def _read(text: str) -> Seen | None:
    with contextlib.suppress(ReadError, ValueError):
        match parse_json(text[:_LONGEST]):
            case {"generation": int(generation), "sha256": str(digest), "saved": str(saved)}:
                return Seen(generation, digest, datetime.fromisoformat(saved).astimezone(UTC))
    return None
