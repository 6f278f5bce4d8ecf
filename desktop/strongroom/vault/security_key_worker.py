"""Carries out what is asked of security keys, so that it can be cancelled; a worker's calls."""

from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import Final

from strongroom.vault import security_key_ctap as ctap
from strongroom.vault import security_key_device as device
from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import Credential, HeldKey
from strongroom.worker import Handler, Plain

MEMORY_LIMIT = 512 * 1024 * 1024
"""Bytes of address space."""

ENDING: Final = 1.0
"""Seconds that a key has to hear that it was cancelled."""

Stored = tuple[bytes, bytes, bool]
"""A ``Credential`` as it crosses the pipe."""


class Working:
    """One errand at a time, in a thread of its own."""

    def __init__(self, work: Callable[[device.Errand], HeldKey]) -> None:
        self._cancelled, self._ended = Event(), Event()
        self._touch = (0, 0)
        self._held: HeldKey | None = None
        self._error: VaultError | None = None
        Thread(target=self._run, args=(work,), daemon=True).start()

    def look(self, seconds: float) -> Plain:
        """The touch that is awaited, or what the key said; raises what went wrong."""
        if not self._ended.wait(seconds):
            return {"touch": list(self._touch)}
        if self._held is None:
            raise self._error or VaultError("security-key-failed", "nothing was done")
        held = self._held
        return {"held": [*_stored(held.credential), held.secret, held.name]}

    def cancel(self) -> None:
        self._cancelled.set()
        self._ended.wait(ENDING)

    def _run(self, work: Callable[[device.Errand], HeldKey]) -> None:
        try:
            self._held = work(device.Errand(self._cancelled, self._hear))
        except VaultError as error:
            self._error = error
        finally:
            self._ended.set()

    def _hear(self, number: int, whole: int) -> None:
        self._touch = (number, whole)


_under_way: list[Working] = []


def read(wanted: Sequence[Stored], pin: str, is_new: bool) -> Plain:
    """Begin to read a secret; ``look`` says how far it is."""
    credentials = [Credential(*one) for one in wanted]
    return _begin(
        lambda errand: ctap.read(device.connected(), credentials, pin, errand, is_new=is_new)
    )


def register(known: Sequence[Stored], pin: str) -> Plain:
    """Begin to register a key."""
    credentials = [Credential(*one) for one in known]
    return _begin(lambda errand: ctap.register(device.connected(), credentials, pin, errand))


def look(seconds: float) -> Plain:
    """Wait so long at most; see ``Working.look``."""
    return _under_way[-1].look(seconds)


def cancel() -> Plain:
    """Have the key stop waiting for a touch."""
    for working in _under_way:
        working.cancel()
    return None


def _begin(work: Callable[[device.Errand], HeldKey]) -> Plain:
    _under_way[:] = [Working(work)]
    return None


def _stored(credential: Credential) -> Stored:
    return credential.identity, credential.hmac_salt, credential.is_verified


HANDLERS: dict[str, Handler] = {
    function.__name__: function for function in (read, register, look, cancel)
}
