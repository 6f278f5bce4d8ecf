"""The security keys on USB, asked by a worker process that can be ended at any time."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from strongroom.model.errors import StrongroomError
from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import Credential, HeldKey, Touches

if TYPE_CHECKING:
    from strongroom.worker import Plain, WorkerClient

_LOOK: Final = 0.2
"""Seconds between two looks at how far it is, and so until cancelling is heard of."""

_LOOKS: Final = 900
"""So many in all, three minutes: keys themselves give up waiting for a touch after half of one."""

_CANCELLING: Final = 3.0
"""Seconds; then the process is ended."""


class UsbSecurityKeys:
    """Whatever is connected when it is asked. A process is started for each question."""

    def __init__(self, command: Sequence[str] | None = None, looks: int = _LOOKS) -> None:
        self._command = command
        self._looks = looks

    def read(
        self, wanted: Sequence[Credential], pin: str, touches: Touches, *, is_new: bool = False
    ) -> HeldKey:
        return self._ask(touches, "read", [_stored(one) for one in wanted], pin, is_new)

    def register(self, known: Sequence[Credential], pin: str, touches: Touches) -> HeldKey:
        return self._ask(touches, "register", [_stored(one) for one in known], pin)

    def _ask(self, touches: Touches, name: str, *arguments: Plain) -> HeldKey:
        # Only whoever has such a key needs the parts of processes.
        from strongroom.worker import WorkerClient, WorkerError

        with WorkerClient("security-key", self._command) as worker:
            try:
                worker.call(name, *arguments)
                return self._wait(worker, touches)
            except WorkerError as error:
                raise _failed(str(error)) from None
            except VaultError:
                raise
            except StrongroomError as error:
                raise VaultError(error.code, str(error), **error.facts) from None

    def _wait(self, worker: WorkerClient, touches: Touches) -> HeldKey:
        try:
            for _ in range(self._looks):
                match worker.call("look", _LOOK):
                    case {"touch": [int(number), int(whole)]}:
                        touches(number, whole)
                    case {
                        "held": [bytes(one), bytes(salt), bool(verified), bytes(secret), str(name)]
                    }:
                        return HeldKey(Credential(one, salt, verified), secret, name)
                    case _:
                        raise _failed("the answer makes no sense")
        except Exception:
            # Ctrl-C has ended the process already, and the key stops blinking by itself.
            _cancel(worker)
            raise
        _cancel(worker)
        raise VaultError("security-key-untouched", "nobody touched the key")


def _cancel(worker: WorkerClient) -> None:
    """Have the key stop blinking; where it does not hear, its process ends all the same."""
    with contextlib.suppress(StrongroomError):
        worker.call("cancel", seconds=_CANCELLING)


def _stored(credential: Credential) -> Plain:
    return [credential.identity, credential.hmac_salt, credential.is_verified]


def _failed(reason: str) -> VaultError:
    return VaultError("security-key-failed", f"the key was not asked as it should: {reason}")
