"""What is asked of security keys over CTAP 2 (FIDO2); imported in a worker process only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from secrets import token_bytes
from typing import Any

from fido2.cose import ES256
from fido2.ctap import CtapError
from fido2.ctap2.pin import ClientPin

from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import (
    CREDENTIAL_BYTES,
    HMAC_SALT_BYTES,
    RELYING_PARTY,
    Credential,
    HeldKey,
)
from strongroom.vault.security_key_device import (
    EXTENSION,
    NO_PROOF,
    Errand,
    Key,
    failed,
    said_as_ours,
    unsuitable,
)

_USE = ClientPin.PERMISSION
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


def read(
    keys: Sequence[Key], wanted: Sequence[Credential], pin: str, errand: Errand, *, is_new: bool
) -> HeldKey:
    """As ``SecurityKeys.read``."""
    with said_as_ours():
        if not keys:
            raise _none()
        key, credential = _first_known(keys, wanted)
        return _held(key, credential, pin, errand, (1, 2) if is_new else (1,))


def register(keys: Sequence[Key], known: Sequence[Credential], pin: str, errand: Errand) -> HeldKey:
    """As ``SecurityKeys.register``; three touches: one makes the credential, two read it."""
    with said_as_ours():
        key = _new_one(keys, known)
        identity = _make(key, pin, errand)
        credential = Credential(identity, token_bytes(HMAC_SALT_BYTES), key.has_pin)
        return _held(key, credential, pin, errand, (2, 3))


def _first_known(keys: Sequence[Key], wanted: Sequence[Credential]) -> tuple[Key, Credential]:
    """A key that will not be looked at stops no other; raises what it said where none is found."""
    refusals: list[Exception] = []
    for key in keys:
        try:
            known = next((one for one in wanted if _knows(key, one)), None)
        except Exception as error:
            refusals.append(error)
            continue
        if known is not None:
            return key, known
    raise refusals[0] if refusals else VaultError("security-key-other", "no key knows this vault")


def _new_one(keys: Sequence[Key], known: Sequence[Credential]) -> Key:
    """The one that can be registered."""
    if not keys:
        raise _none()
    new = [key for key in keys if not any(_knows(key, one) for one in known)]
    if not new:
        raise VaultError("security-key-known", "this key opens the vault already")
    able = [key for key in new if key.has_secrets]
    if not able:
        raise unsuitable()
    if len(able) > 1:
        raise VaultError("security-key-several", "more than one new key is connected")
    return able[0]


def _knows(key: Key, credential: Credential) -> bool:
    """Asked without a touch and without a PIN."""
    if not key.has_secrets:
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
    challenge = token_bytes(32)
    proof = key.proof(pin, _USE.MAKE_CREDENTIAL, challenge) if key.has_pin else NO_PROOF
    made = key.ctap.make_credential(
        challenge,
        {"id": RELYING_PARTY, "name": "Strongroom"},
        {"id": token_bytes(16), "name": "vault", "displayName": "Vault"},
        [{"type": "public-key", "alg": ES256.ALGORITHM}],
        extensions={EXTENSION: True},
        pin_uv_param=proof[0],
        pin_uv_protocol=proof[1],
        event=errand.cancelled,
        on_keepalive=errand.awaiting(1, 3),
    )
    data = made.auth_data.credential_data
    is_able = (made.auth_data.extensions or {}).get(EXTENSION) is True
    if data is None or not is_able or len(data.credential_id) not in CREDENTIAL_BYTES:
        raise unsuitable()
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
        raise failed("it gave two secrets for one question")
    return HeldKey(credential, secrets.pop(), key.name)


def _secret(
    key: Key, credential: Credential, pin: str, errand: Errand, awaiting: Callable[[int], None]
) -> bytes:
    """By the extension hmac-secret of CTAP 2: what is said on the wire is encrypted."""
    challenge = token_bytes(32)
    asks_pin = credential.is_verified
    proof = key.proof(pin, _USE.GET_ASSERTION, challenge) if asks_pin else NO_PROOF
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
        extensions={EXTENSION: asked},
        pin_uv_param=proof[0],
        pin_uv_protocol=proof[1],
        event=errand.cancelled,
        on_keepalive=awaiting,
    ).auth_data
    if said.is_user_verified() is not credential.is_verified:
        raise failed("it gave the secret of another way to ask for it")
    return protocol.decrypt(shared, (said.extensions or {})[EXTENSION])


def _descriptor(identity: bytes) -> dict[str, Any]:
    return {"type": "public-key", "id": identity}


def _none() -> VaultError:
    return VaultError("security-key-none", "no security key is connected")
