"""A security key in software that speaks CTAP 2, for tests.

It is built on the ``fido2`` library's own types and PIN protocols, which are thus on both sides:
what it proves is that we ask in the right order and take the right answers, not that a key of
flesh and blood answers so. No real one was in the hand. It has no attestation, no discoverable
credentials and no reset, and nobody is there to touch it but what ``finger`` says.
"""

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from threading import Event
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.ctap import STATUS, CtapDevice, CtapError
from fido2.ctap2.base import Ctap2
from fido2.ctap2.pin import ClientPin, PinProtocolV1, PinProtocolV2
from fido2.hid import CAPABILITY, CTAPHID
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

ERR = CtapError.ERR
FLAG = AuthenticatorData.FLAG
TRIES, TRIES_IN_A_ROW = 8, 3


class Finger(Enum):
    """What somebody does when the key blinks. NOBODY: until it is cancelled or gives up."""

    TOUCHES = "touches"
    NOBODY = "nobody"
    NEVER = "never"
    REFUSES = "refuses"


@dataclass
class SoftKey(CtapDevice):
    """All it gives hangs on ``seed``; a credential's id is 16 bytes and what proves them its own."""

    seed: bytes
    pin: str = ""
    protocols: tuple[int, ...] = (2, 1)
    extensions: tuple[str, ...] = ("hmac-secret",)
    product_name: str = "Soft Key"
    finger: Finger = Finger.TOUCHES
    speaks_ctap2: bool = True
    is_first: bool = False
    """Whether it is of CTAP 2.0, which knows of one PIN protocol and of no permissions."""
    always_verifies: bool = False
    answers: dict[int, bytes] = field(default_factory=dict)
    """What it says instead to a command."""
    tries: int = TRIES
    touches: int = 0
    misreads: int = 0
    """The touch at which it gives a wrong secret, if it does."""

    def __post_init__(self) -> None:
        self._agreement = ec.generate_private_key(ec.SECP256R1())
        self._in_a_row = TRIES_IN_A_ROW
        self._token = b""
        self._allowed = 0
        if self.is_first:
            self.protocols = (1,)

    @property
    def capabilities(self) -> int:
        return CAPABILITY.CBOR if self.speaks_ctap2 else CAPABILITY.WINK

    @classmethod
    def list_devices(cls) -> Iterator[CtapDevice]:
        return iter(())

    def call(
        self,
        cmd: int,
        data: bytes = b"",
        event: Event | None = None,
        on_keepalive: Callable[[STATUS], None] | None = None,
    ) -> bytes:
        assert cmd == CTAPHID.CBOR
        command, asked = data[0], cbor.decode(data[1:]) if data[1:] else {}
        if command in self.answers:
            return self.answers[command]
        try:
            return b"\0" + cbor.encode(self._answer(command, asked, event, on_keepalive))
        except CtapError as error:
            return bytes([error.code])

    def _answer(self, command: int, asked: Any, event: Any, hear: Any) -> dict[int, Any]:
        match command:
            case Ctap2.CMD.GET_INFO:
                return self._info()
            case Ctap2.CMD.CLIENT_PIN:
                return self._client_pin(asked)
            case Ctap2.CMD.MAKE_CREDENTIAL:
                return self._make(asked, event, hear)
            case Ctap2.CMD.GET_ASSERTION:
                return self._assert(asked, event, hear)
        raise CtapError(ERR.INVALID_COMMAND)

    def _info(self) -> dict[int, Any]:
        options = {"rk": True, "up": True, "clientPin": bool(self.pin)}
        if self.is_first:
            return {1: ["FIDO_2_0"], 2: list(self.extensions), 3: bytes(16), 4: options, 6: [1]}
        options["pinUvAuthToken"] = True
        return {
            1: ["FIDO_2_0", "FIDO_2_1"],
            2: list(self.extensions),
            3: bytes(16),
            4: options,
            5: 1200,
            6: list(self.protocols),
            7: 8,
            8: 128,
        }

    # Credentials

    def _make(self, asked: Any, event: Any, hear: Any) -> dict[int, Any]:
        assert (asked[4], asked[2]["id"]) == (
            [{"type": "public-key", "alg": -7}],
            "strongroom:vault",
        )
        assert "rk" not in asked.get(7, {})
        verified = self._verified(asked.get(8), asked.get(9), asked[1], 1, self.pin != "")
        self._touched(event, hear)
        handle = sha256(self.seed + self.touches.to_bytes(4, "big") + asked[1]).digest()[:16]
        identity = handle + self._mark(handle)
        public = ec.generate_private_key(ec.SECP256R1()).public_key()
        data = AttestedCredentialData.create(
            bytes(16), identity, ES256.from_cryptography_key(public)
        )
        extensions = {"hmac-secret": "hmac-secret" in self.extensions}
        flags = FLAG.UP | FLAG.AT | FLAG.ED | verified
        return {1: "none", 2: _data(asked[2]["id"], flags, data, extensions), 3: {}}

    def _assert(self, asked: Any, event: Any, hear: Any) -> dict[int, Any]:
        (descriptor,) = asked[3]
        identity = descriptor["id"]
        if identity[16:] != self._mark(identity[:16]):
            raise CtapError(ERR.NO_CREDENTIALS)
        flags, extensions = FLAG(0), None
        if asked.get(5, {}).get("up", True):
            wants = self.always_verifies
            verified = self._verified(asked.get(6), asked.get(7), asked[2], 2, wants)
            self._touched(event, hear)
            flags = FLAG.UP | FLAG.ED | verified
            extensions = {"hmac-secret": self._secret(identity, asked[4], bool(verified))}
        data = _data(asked[1], flags, b"", extensions)
        return {1: {"type": "public-key", "id": identity}, 2: data, 3: b"a signature"}

    def _secret(self, identity: bytes, asked: Any, is_verified: bool) -> bytes:
        asked = asked["hmac-secret"]
        protocol = self._protocol(asked.get(4, 1))
        shared = self._shared(protocol, asked[1])
        if protocol.authenticate(shared, asked[2]) != asked[3]:
            raise CtapError(ERR.PIN_AUTH_INVALID)
        salt = protocol.decrypt(shared, asked[2])
        secret = self.secret(identity, salt, is_verified=is_verified)
        wrong = bytes(32) if self.touches == self.misreads else secret
        return protocol.encrypt(shared, wrong)

    def secret(self, identity: bytes, salt: bytes, *, is_verified: bool) -> bytes:
        """What CTAP 2 says it is: the HMAC of the salt under a random key of the credential."""
        both = is_verified and not self.is_first
        random = sha256(self.seed + identity + bytes([both])).digest()
        return hmac.digest(random, salt, "sha256")

    def _mark(self, handle: bytes) -> bytes:
        return hmac.digest(self.seed, handle, "sha256")[:16]

    def _touched(self, event: Any, hear: Any) -> None:
        if hear is not None:
            hear(STATUS.UPNEEDED)
        if self.finger is Finger.NOBODY and event.wait(30):
            raise CtapError(ERR.KEEPALIVE_CANCEL)
        if self.finger in (Finger.NOBODY, Finger.NEVER):
            raise CtapError(ERR.USER_ACTION_TIMEOUT)
        if self.finger is Finger.REFUSES:
            raise CtapError(ERR.OPERATION_DENIED)
        self.touches += 1

    # Its PIN

    def _client_pin(self, asked: Any) -> dict[int, Any]:
        protocol = self._protocol(asked[1])
        match asked[2]:
            case ClientPin.CMD.GET_PIN_RETRIES:
                return {3: self.tries}
            case ClientPin.CMD.GET_KEY_AGREEMENT:
                public = ES256.from_cryptography_key(self._agreement.public_key())
                return {1: {**public, 3: -25}}
            case ClientPin.CMD.GET_TOKEN_USING_PIN_LEGACY if self.is_first:
                shared = self._shared(protocol, asked[3])
                self._check_pin(protocol.decrypt(shared, asked[6]))
                self._token, self._allowed = sha256(self.seed + b"token").digest()[:16], 3
                return {2: protocol.encrypt(shared, self._token)}
            case ClientPin.CMD.GET_TOKEN_USING_PIN if not self.is_first:
                assert asked[10] == "strongroom:vault"
                shared = self._shared(protocol, asked[3])
                self._check_pin(protocol.decrypt(shared, asked[6]))
                self._token, self._allowed = sha256(self.seed + b"token").digest(), asked[9]
                return {2: protocol.encrypt(shared, self._token)}
        raise CtapError(ERR.INVALID_SUBCOMMAND)

    def _check_pin(self, typed: bytes) -> None:
        if self.tries == 0:
            raise CtapError(ERR.PIN_BLOCKED)
        if self._in_a_row == 0:
            raise CtapError(ERR.PIN_AUTH_BLOCKED)
        self.tries, self._in_a_row = self.tries - 1, self._in_a_row - 1
        if typed != sha256(self.pin.encode()).digest()[:16]:
            self._agreement = ec.generate_private_key(ec.SECP256R1())
            if self.tries == 0:
                raise CtapError(ERR.PIN_BLOCKED)
            raise CtapError(ERR.PIN_AUTH_BLOCKED if not self._in_a_row else ERR.PIN_INVALID)
        self.tries, self._in_a_row = TRIES, TRIES_IN_A_ROW

    def _verified(
        self, proof: bytes | None, version: int | None, challenge: bytes, use: int, wants: bool
    ) -> AuthenticatorData.FLAG:
        """A proof counts once, and for what its token was asked for."""
        if proof is None:
            if wants:
                raise CtapError(ERR.PUAT_REQUIRED)
            return FLAG(0)
        protocol, token, allowed = self._protocol(version or 1), self._token, self._allowed
        self._token, self._allowed = b"", 0
        if not token or not allowed & use or protocol.authenticate(token, challenge) != proof:
            raise CtapError(ERR.PIN_AUTH_INVALID)
        return FLAG.UV

    def _protocol(self, version: int) -> PinProtocolV1:
        if version not in self.protocols:
            raise CtapError(ERR.INVALID_PARAMETER)
        return PinProtocolV2() if version == 2 else PinProtocolV1()

    def _shared(self, protocol: PinProtocolV1, peer: Any) -> bytes:
        public = ec.EllipticCurvePublicNumbers(
            int.from_bytes(peer[-2], "big"), int.from_bytes(peer[-3], "big"), ec.SECP256R1()
        ).public_key()
        return protocol.kdf(self._agreement.exchange(ec.ECDH(), public))


def _data(party: str, flags: FLAG, credential: bytes, extensions: Any) -> AuthenticatorData:
    hashed = sha256(party.encode()).digest()
    return AuthenticatorData.create(hashed, flags, 1, credential, extensions)
