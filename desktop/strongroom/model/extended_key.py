"""Extended public keys (BIP-32) in every spelling of SLIP-132."""

from dataclasses import dataclass, field

from embit import base58

from strongroom.model.curve import is_point
from strongroom.model.errors import ReadError
from strongroom.model.hashes import hash160
from strongroom.model.network import NetworkKind
from strongroom.model.script_type import ScriptType

MAX_TEXT = 120
"""Characters; a serialised key has 111 or 112."""

_LENGTH = 78

_PUBLIC = {
    "0488b21e": (NetworkKind.MAIN, None),
    "049d7cb2": (NetworkKind.MAIN, ScriptType.P2SH_P2WPKH),
    "04b24746": (NetworkKind.MAIN, ScriptType.P2WPKH),
    "0295b43f": (NetworkKind.MAIN, ScriptType.P2SH_P2WSH),
    "02aa7ed3": (NetworkKind.MAIN, ScriptType.P2WSH),
    "043587cf": (NetworkKind.TEST, None),
    "044a5262": (NetworkKind.TEST, ScriptType.P2SH_P2WPKH),
    "045f1cf6": (NetworkKind.TEST, ScriptType.P2WPKH),
    "024289ef": (NetworkKind.TEST, ScriptType.P2SH_P2WSH),
    "02575483": (NetworkKind.TEST, ScriptType.P2WSH),
}
_PRIVATE = (
    *("0488ade4", "049d7878", "04b2430c", "0295b005", "02aa7a99"),
    *("04358394", "044a4e28", "045f18bc", "024285b5", "02575048"),
)
_WIF_PREFIXES = (0x80, 0xEF)


@dataclass(frozen=True, slots=True)
class ExtendedPublicKey:
    """A public key with the chain code to derive its children.

    ``script_hint`` is what a SLIP-132 prefix such as ``Zpub`` says the key is for; plain ``xpub``
    and ``tpub`` say nothing. It is not part of the key's identity.
    """

    kind: NetworkKind
    depth: int
    parent_fingerprint: bytes
    child_number: int
    chain_code: bytes
    public_key: bytes
    script_hint: ScriptType | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if len(self.parent_fingerprint) != 4 or len(self.chain_code) != 32:
            raise ReadError("key-malformed", "an extended key has parts of a wrong length")
        if len(self.public_key) != 33 or not is_point(self.public_key):
            raise ReadError("key-malformed", "an extended key's point is not on the curve")
        if self.depth == 0 and (self.child_number or any(self.parent_fingerprint)):
            raise ReadError("key-malformed", "a root key names a parent")

    @classmethod
    def parse(cls, text: str) -> "ExtendedPublicKey":
        """Read base58check text.

        Raises ``ReadError``: ``secret-found`` for a private key, else ``key-malformed``.
        """
        return cls.from_bytes(_decode(text))

    @classmethod
    def from_bytes(cls, data: bytes) -> "ExtendedPublicKey":
        """Read the 78 bytes of BIP-32's serialisation."""
        if len(data) != _LENGTH:
            raise ReadError("key-malformed", "an extended key has 78 bytes")
        if data[:4].hex() in _PRIVATE:
            raise ReadError("secret-found", "this is a private key", kind="xprv")
        if data[:4].hex() not in _PUBLIC:
            raise ReadError("key-malformed", "an extended key has an unknown prefix")
        kind, hint = _PUBLIC[data[:4].hex()]
        child = int.from_bytes(data[9:13], "big")
        return cls(kind, data[4], data[5:9], child, data[13:45], data[45:], hint)

    def to_bytes(self, script_type: ScriptType | None = None) -> bytes:
        """BIP-32's 78 bytes, with the SLIP-132 prefix for ``script_type`` if one is given."""
        version = next(v for v, meaning in _PUBLIC.items() if meaning == (self.kind, script_type))
        head = bytes([self.depth]) + self.parent_fingerprint + self.child_number.to_bytes(4, "big")
        return bytes.fromhex(version) + head + self.chain_code + self.public_key

    def slip132(self, script_type: ScriptType) -> str:
        """The spelling some devices need: ``Zpub`` for p2wsh, ``Ypub`` for nested, else plain."""
        known = (self.kind, script_type) in _PUBLIC.values()
        return str(base58.encode_check(self.to_bytes(script_type if known else None)))

    @property
    def fingerprint(self) -> bytes:
        """The first four bytes of this key's own hash."""
        return hash160(self.public_key)[:4]

    def __str__(self) -> str:
        return str(base58.encode_check(self.to_bytes()))


def is_private_key_text(text: str) -> bool:
    """Whether this is an extended private key of any prefix, or a WIF key, checksum and all."""
    try:
        data = _decode(text)
    except ReadError:
        return False
    if len(data) == _LENGTH:
        return data[:4].hex() in _PRIVATE
    return len(data) in (33, 34) and data[0] in _WIF_PREFIXES


def _decode(text: str) -> bytes:
    if not 1 <= len(text) <= MAX_TEXT:
        raise ReadError("key-malformed", "an extended key has 111 characters", length=len(text))
    try:
        return bytes(base58.decode_check(text))
    except ValueError as error:
        raise ReadError("key-malformed", "an extended key's checksum is wrong") from error
