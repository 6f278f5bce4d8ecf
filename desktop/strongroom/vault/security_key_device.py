"""A security key that is connected, by the fido2 library: what it can do, its PIN, its refusals.

Imported in a worker process only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event
from typing import Final

from fido2.ctap import STATUS, CtapDevice, CtapError
from fido2.ctap2.base import Ctap2
from fido2.ctap2.pin import ClientPin
from fido2.hid import CtapHidDevice, list_descriptors, open_connection

from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import RELYING_PARTY, Touches

EXTENSION: Final = "hmac-secret"
SHORTEST_PIN: Final = 4
"""What CTAP 2 lets a PIN have; a shorter one is not sent, as that would cost one of few tries."""

Proof = tuple[bytes, int] | tuple[None, None]
"""That the PIN is known, and by which protocol; or nothing where it is not asked for."""

NO_PROOF: Final[Proof] = (None, None)

NAMELESS: Final = "FIDO2"
"""What a key is called that calls itself nothing."""

_LONGEST_NAME = 64
_ERR = CtapError.ERR
_CODES = {
    _ERR.USER_ACTION_TIMEOUT: "security-key-untouched",
    _ERR.ACTION_TIMEOUT: "security-key-untouched",
    _ERR.PIN_AUTH_BLOCKED: "security-key-pin-paused",
    _ERR.PIN_BLOCKED: "security-key-blocked",
    _ERR.CREDENTIAL_EXCLUDED: "security-key-known",
}


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing that is asked of a key: how it is cancelled, and who hears which touch is next."""

    cancelled: Event
    touches: Touches

    def awaiting(self, number: int, whole: int) -> Callable[[int], None]:
        """For the library: hears what a key that is not done yet says of itself."""

        def hear(status: int) -> None:
            if status == STATUS.UPNEEDED:
                self.touches(number, whole)

        return hear


@dataclass(frozen=True, slots=True)
class Key:
    """A key that is connected, by what it calls itself and, if it speaks CTAP 2, its speech."""

    name: str
    speech: Ctap2 | None

    @classmethod
    def of(cls, device: CtapDevice) -> Key:
        name = str(getattr(device, "product_name", None) or "")
        shown = "".join(letter for letter in name if letter.isprintable())[:_LONGEST_NAME].strip()
        try:
            return cls(shown or NAMELESS, Ctap2(device))
        except ValueError:
            return cls(shown or NAMELESS, None)

    @property
    def ctap(self) -> Ctap2:
        """Raises ``VaultError`` with ``security-key-unsuitable``."""
        if self.speech is None:
            raise unsuitable()
        return self.speech

    @property
    def has_secrets(self) -> bool:
        return self.speech is not None and EXTENSION in self.speech.info.extensions

    @property
    def has_pin(self) -> bool:
        return self.ctap.info.options.get("clientPin") is True

    def proof(self, pin: str, permission: ClientPin.PERMISSION, challenge: bytes) -> Proof:
        """That this is its PIN, for one use.

        Raises ``VaultError`` with ``security-key-pin-needed`` and ``security-key-pin-wrong``.
        """
        if not pin:
            raise VaultError("security-key-pin-needed", "this key wants its PIN", name=self.name)
        client = ClientPin(self.ctap)
        typed = unicodedata.normalize("NFC", pin)
        if len(typed) < SHORTEST_PIN:
            raise self._wrong_pin(client)
        try:
            token = client.get_pin_token(typed, permission, RELYING_PARTY)
        except CtapError as error:
            if error.code in (_ERR.PIN_INVALID, _ERR.PIN_AUTH_INVALID):
                raise self._wrong_pin(client) from None
            raise
        return client.protocol.authenticate(token, challenge), client.protocol.VERSION

    def _wrong_pin(self, client: ClientPin) -> VaultError:
        retries, _ = client.get_pin_retries()
        if retries == 0:
            return VaultError("security-key-blocked", "this PIN is blocked", name=self.name)
        words = "this is not the key's PIN"
        return VaultError("security-key-pin-wrong", words, retries=int(retries), name=self.name)


def connected() -> list[Key]:
    """The keys on USB; one that cannot be opened, or answers nonsense, is passed over."""
    keys = []
    for descriptor in list_descriptors():
        with suppress(Exception):
            keys.append(Key.of(CtapHidDevice(descriptor, open_connection(descriptor))))
    return keys


@contextmanager
def said_as_ours() -> Iterator[None]:
    """A key may answer anything; what its answer was read with raises as much."""
    try:
        yield
    except VaultError:
        raise
    except CtapError as error:
        code = _CODES.get(error.code, "security-key-refused")
        raise VaultError(code, f"the key said {error.code.name}", status=error.code.name) from None
    except Exception as error:
        raise failed(type(error).__name__) from None


def failed(reason: str) -> VaultError:
    return VaultError("security-key-failed", f"the key did not answer as it should: {reason}")


def unsuitable() -> VaultError:
    return VaultError("security-key-unsuitable", "this key gives no secrets (hmac-secret)")
