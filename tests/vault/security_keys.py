"""Security keys in software, asked without a process between."""

from collections.abc import Sequence
from threading import Event
from typing import Any

import pytest

from strongroom.vault import security_key_ctap as ctap
from strongroom.vault import security_key_device as device
from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import Credential, HeldKey, Touches
from tests.vault.soft_keys import SoftKey


class SoftKeys:
    """``inserted`` are connected. Counts how often it was asked anything."""

    def __init__(self, *inserted: SoftKey) -> None:
        self.inserted = list(inserted)
        self.asked = 0

    def read(
        self, wanted: Sequence[Credential], pin: str, touches: Touches, *, is_new: bool = False
    ) -> HeldKey:
        self.asked += 1
        return ctap.read(self._connected(), wanted, pin, self._errand(touches), is_new=is_new)

    def register(self, known: Sequence[Credential], pin: str, touches: Touches) -> HeldKey:
        self.asked += 1
        return ctap.register(self._connected(), known, pin, self._errand(touches))

    def _connected(self) -> list[device.Key]:
        return [device.Key.of(one) for one in self.inserted]

    def _errand(self, touches: Touches) -> device.Errand:
        return device.Errand(Event(), touches)


def untold(number: int, whole: int) -> None:
    """Hears of touches, and says nothing."""


def refused(action: Any) -> VaultError:
    with pytest.raises(VaultError) as said:
        action()
    return said.value


def register(key: SoftKey, pin: str = "", known: Sequence[Credential] = ()) -> HeldKey:
    return SoftKeys(key).register(known, pin, untold)
