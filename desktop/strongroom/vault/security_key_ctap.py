"""What is asked of security keys over CTAP 2, by the fido2 library; in a worker process only."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from secrets import token_bytes
from threading import Event
from typing import Any, Final

from fido2.cose import ES256
from fido2.ctap import STATUS, CtapDevice, CtapError
from fido2.ctap2.base import Ctap2
from fido2.ctap2.pin import ClientPin
from fido2.hid import CtapHidDevice, list_descriptors, open_connection

from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import (
    CREDENTIAL_BYTES,
    HMAC_SALT_BYTES,
    RELYING_PARTY,
    Credential,
    HeldKey,
    Touches,
)

SHORTEST_PIN: Final = 4
"""What CTAP 2 lets a PIN have; a shorter one is not sent, as that would cost one of few tries."""

_LONGEST_NAME = 64
_EXTENSION = "hmac-secret"
_PERMISSION = ClientPin.PERMISSION
_ERR = CtapError.ERR

_NOT_KNOWN = frozenset(
    (
        _ERR.NO_CREDENTIALS,
        _ERR.INVALID_CREDENTIAL,
        _ERR.INVALID_LENGTH,
        _ERR.LIMIT_EXCEEDED,
        _ERR.REQUEST_TOO_LARGE,
    )
)
"""What keys say of a credential that is not theirs."""

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
    """A key that is connected; ``ctap`` is None for one that speaks no CTAP 2."""

    name: str
    ctap: Ctap2 | None

    @classmethod
    def of(cls, device: CtapDevice) -> Key:
        name = str(getattr(device, "product_name", None) or "")
        shown = "".join(letter for letter in name if letter.isprintable())[:_LONGEST_NAME].strip()
        try:
            return cls(shown, Ctap2(device))
        except ValueError:
            return cls(shown, None)

    @property
    def has_secrets(self) -> bool:
        return self.ctap is not None and _EXTENSION in self.ctap.info.extensions

    @property
    def has_pin(self) -> bool:
        return self.ctap is not None and self.ctap.info.options.get("clientPin") is True


def connected() -> list[Key]:
    """The keys on USB; one that cannot be opened, or answers nonsense, is passed over."""
    keys = []
    for descriptor in list_descriptors():
        with suppress(Exception):
            keys.append(Key.of(CtapHidDevice(descriptor, open_connection(descriptor))))
    return keys


def read(
    keys: Sequence[Key], wanted: Sequence[Credential], pin: str, errand: Errand, *, is_new: bool
) -> HeldKey:
    """As ``SecurityKeys.read``."""
    with _said_as_ours():
        if not keys:
            raise _none()
        known = ((key, one) for key in keys for one in wanted if _knows(key, one))
        key, credential = next(known, (None, None))
        if key is None or credential is None:
            raise VaultError("security-key-other", "no connected key knows this vault")
        return _held(key, credential, pin, errand, (1, 2) if is_new else (1,))


def register(keys: Sequence[Key], known: Sequence[Credential], pin: str, errand: Errand) -> HeldKey:
    """As ``SecurityKeys.register``; three touches: one makes the credential, two read it."""
    with _said_as_ours():
        key = _new_one(keys, known)
        identity = _make(key, pin, errand)
        credential = Credential(identity, token_bytes(HMAC_SALT_BYTES), key.has_pin)
        return _held(key, credential, pin, errand, (2, 3))


def _new_one(keys: Sequence[Key], known: Sequence[Credential]) -> Key:
    """The one that can be registered."""
    if not keys:
        raise _none()
    new = [key for key in keys if not any(_knows(key, one) for one in known)]
    if not new:
        raise VaultError("security-key-known", "this key opens the vault already")
    able = [key for key in new if key.has_secrets]
    if not able:
        raise _unsuitable()
    if len(able) > 1:
        raise VaultError("security-key-several", "more than one new key is connected")
    return able[0]


def _knows(key: Key, credential: Credential) -> bool:
    """Asked without a touch and without a PIN."""
    if key.ctap is None or not key.has_secrets:
        return False
    longest = key.ctap.info.max_cred_id_length
    if longest and len(credential.identity) > longest:
        return False
    try:
        key.ctap.get_assertion(
            RELYING_PARTY, bytes(32), [_descriptor(credential.identity)], options={"up": False}
        )
    except CtapError as error:
        if error.code in _NOT_KNOWN:
            return False
        raise
    return True


def _make(key: Key, pin: str, errand: Errand) -> bytes:
    """The id of a new credential, which takes no room on the key (it is not discoverable)."""
    assert key.ctap is not None
    challenge = token_bytes(32)
    proof = (
        _proof(key, pin, _PERMISSION.MAKE_CREDENTIAL, challenge) if key.has_pin else (None, None)
    )
    made = key.ctap.make_credential(
        challenge,
        {"id": RELYING_PARTY, "name": "Strongroom"},
        {"id": token_bytes(16), "name": "vault", "displayName": "Vault"},
        [{"type": "public-key", "alg": ES256.ALGORITHM}],
        extensions={_EXTENSION: True},
        pin_uv_param=proof[0],
        pin_uv_protocol=proof[1],
        event=errand.cancelled,
        on_keepalive=errand.awaiting(1, 3),
    )
    data = made.auth_data.credential_data
    is_able = (made.auth_data.extensions or {}).get(_EXTENSION) is True
    if data is None or not is_able or len(data.credential_id) not in CREDENTIAL_BYTES:
        raise _unsuitable()
    return bytes(data.credential_id)


def _held(
    key: Key, credential: Credential, pin: str, errand: Errand, numbers: Sequence[int]
) -> HeldKey:
    """The secret of a credential, read with as many touches as there are numbers."""
    secrets = set()
    for number in numbers:
        secrets.add(_secret(key, credential, pin, errand, errand.awaiting(number, numbers[-1])))
        errand.touches(0, 0)
    if len(secrets) != 1:
        raise _failed("it gave two secrets for one question")
    return HeldKey(credential, secrets.pop(), key.name)


def _secret(
    key: Key, credential: Credential, pin: str, errand: Errand, awaiting: Callable[[int], None]
) -> bytes:
    """By the extension hmac-secret of CTAP 2: what is said on the wire is encrypted."""
    assert key.ctap is not None
    challenge = token_bytes(32)
    proof = (
        _proof(key, pin, _PERMISSION.GET_ASSERTION, challenge)
        if credential.is_verified
        else (None, None)
    )
    protocol = ClientPin(key.ctap).protocol
    # A new agreement after the PIN: some keys change theirs when a PIN was wrong.
    answer = key.ctap.client_pin(protocol.VERSION, ClientPin.CMD.GET_KEY_AGREEMENT)
    agreement, shared = protocol.encapsulate(answer[ClientPin.RESULT.KEY_AGREEMENT])
    sealed = protocol.encrypt(shared, credential.hmac_salt)
    asked: dict[int, Any] = {1: agreement, 2: sealed, 3: protocol.authenticate(shared, sealed)}
    if protocol.VERSION != 1:
        asked[4] = protocol.VERSION
    said = key.ctap.get_assertion(
        RELYING_PARTY,
        challenge,
        [_descriptor(credential.identity)],
        extensions={_EXTENSION: asked},
        pin_uv_param=proof[0],
        pin_uv_protocol=proof[1],
        event=errand.cancelled,
        on_keepalive=awaiting,
    ).auth_data
    if said.is_user_verified() is not credential.is_verified:
        raise _failed("it gave the secret of another way to ask for it")
    return protocol.decrypt(shared, (said.extensions or {})[_EXTENSION])


def _proof(
    key: Key, pin: str, permission: ClientPin.PERMISSION, challenge: bytes
) -> tuple[bytes, int]:
    """That the PIN is known, for one use; its protocol."""
    assert key.ctap is not None
    if not pin:
        raise VaultError("security-key-pin-needed", "this key wants its PIN", name=key.name)
    client = ClientPin(key.ctap)
    typed = unicodedata.normalize("NFC", pin)
    if len(typed) < SHORTEST_PIN:
        raise _wrong_pin(key, client)
    try:
        token = client.get_pin_token(typed, permission, RELYING_PARTY)
    except CtapError as error:
        if error.code in (_ERR.PIN_INVALID, _ERR.PIN_AUTH_INVALID):
            raise _wrong_pin(key, client) from None
        raise
    return client.protocol.authenticate(token, challenge), client.protocol.VERSION


def _wrong_pin(key: Key, client: ClientPin) -> VaultError:
    retries, _ = client.get_pin_retries()
    if retries == 0:
        return VaultError("security-key-blocked", "this key's PIN is blocked", name=key.name)
    return VaultError(
        "security-key-pin-wrong", "this is not the key's PIN", retries=int(retries), name=key.name
    )


@contextmanager
def _said_as_ours() -> Iterator[None]:
    """A key may answer anything; what its answer was read with raises as much."""
    try:
        yield
    except VaultError:
        raise
    except CtapError as error:
        code = _CODES.get(error.code, "security-key-refused")
        raise VaultError(code, f"the key said {error.code.name}", status=error.code.name) from None
    except Exception as error:
        raise _failed(type(error).__name__) from None


def _descriptor(identity: bytes) -> dict[str, Any]:
    return {"type": "public-key", "id": identity}


def _none() -> VaultError:
    return VaultError("security-key-none", "no security key is connected")


def _unsuitable() -> VaultError:
    return VaultError("security-key-unsuitable", "this key gives no secrets (hmac-secret)")


def _failed(reason: str) -> VaultError:
    return VaultError("security-key-failed", f"the key did not answer as it should: {reason}")
