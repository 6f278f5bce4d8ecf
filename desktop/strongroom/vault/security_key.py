"""Security keys (FIDO2): what a vault knows of one, and what is asked of those connected."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_bytes
from typing import Final, Protocol

from strongroom.formats.json_text import JsonValue
from strongroom.vault.errors import VaultError, malformed
from strongroom.vault.keys import KEY_BYTES

RELYING_PARTY: Final = "strongroom:vault"
"""Under which keys know our credentials. With its colon it is no domain, so no web site has it."""

HMAC_SALT_BYTES: Final = 32
CREDENTIAL_BYTES: Final = range(16, 1024)
"""What CTAP 2.1 lets a credential id have."""

FIELDS: Final = frozenset(("credential", "hmac_salt", "relying_party", "verified"))

_HEX = re.compile(r"(?:[0-9a-f]{2})+")

Touches = Callable[[int, int], None]
"""Hears that touch so-and-so of so many is awaited; (0, 0) while there is nothing to touch.

It is called several times a second. What it raises ends what was asked of the key.
"""


@dataclass(frozen=True, slots=True)
class Credential:
    """What is stored of a key in the open: none of it opens anything without the key.

    ``is_verified`` says whether the PIN is asked for: a key gives one secret with it, another
    without (CTAP 2.1, hmac-secret).
    """

    identity: bytes
    hmac_salt: bytes
    is_verified: bool

    @classmethod
    def read(cls, parameters: Mapping[str, JsonValue]) -> "Credential":
        """As a slot notes it among other things; raises ``VaultError`` with ``vault-malformed``."""
        if parameters.get("relying_party") != RELYING_PARTY:
            # A file shall not have a key answer as if for somebody else.
            raise malformed("a key slot is of no security key of a vault")
        is_verified = parameters.get("verified")
        if not isinstance(is_verified, bool):
            raise malformed("a key slot does not say whether a PIN is asked for")
        identity = _bytes(parameters.get("credential"), CREDENTIAL_BYTES)
        salt = _bytes(parameters.get("hmac_salt"), range(HMAC_SALT_BYTES, HMAC_SALT_BYTES + 1))
        return cls(identity, salt, is_verified)

    @property
    def parameters(self) -> dict[str, JsonValue]:
        """As a slot notes it."""
        return {
            "credential": self.identity.hex(),
            "hmac_salt": self.hmac_salt.hex(),
            "relying_party": RELYING_PARTY,
            "verified": self.is_verified,
        }

    def renewed(self) -> "Credential":
        """The same key's, with a new salt and so another secret."""
        return replace(self, hmac_salt=token_bytes(HMAC_SALT_BYTES))


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A security key that somebody has in the hand, as it answered: 32 bytes for a credential.

    ``name`` is what the key calls itself, and so may be anything.
    """

    credential: Credential
    secret: bytes = field(repr=False)
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise VaultError("security-key-failed", "the key's secret has another length")


class SecurityKeys(Protocol):
    """The keys that are connected. Nothing is asked of them before one of these is called.

    Both raise ``VaultError``: ``security-key-none``, ``security-key-pin-needed``,
    ``security-key-pin-wrong`` (``retries`` left), ``security-key-pin-paused``,
    ``security-key-blocked``, ``security-key-untouched``, ``security-key-refused``,
    ``security-key-failed``, and what ``touches`` raises. No PIN is stored.
    """

    def read(
        self, wanted: Sequence[Credential], pin: str, touches: Touches, *, is_new: bool = False
    ) -> HeldKey:
        """What the first connected key says that knows one of these credentials.

        Where ``is_new``, it is asked twice and the answers are compared. Raises
        ``security-key-other`` where none of the keys knows any.
        """

    def register(self, known: Sequence[Credential], pin: str, touches: Touches) -> HeldKey:
        """A new credential on the one connected key that knows none of those, its secret read
        twice and compared.

        Raises ``security-key-several``, ``security-key-known``, ``security-key-unsuitable``.
        """


def _bytes(value: JsonValue, lengths: range) -> bytes:
    if not isinstance(value, str) or len(value) // 2 not in lengths or not _HEX.fullmatch(value):
        raise malformed("a key slot's parameter is not so many bytes in hexadecimal")
    return bytes.fromhex(value)
