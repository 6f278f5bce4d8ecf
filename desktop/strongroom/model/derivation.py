"""Derivation paths and key origins (BIP-32, BIP-380)."""

import re
from dataclasses import dataclass

from strongroom.model.errors import ReadError

HARDENED = 0x80000000
MAX_DEPTH = 255

_STEP = re.compile(r"([0-9]{1,10})(['hH]?)")
_FINGERPRINT = re.compile(r"[0-9a-fA-F]{8}")


def parse_step(text: str, *, upper_case_h: bool = False) -> int:
    """One step of a path as its number; hardened steps have bit 31 set.

    ``upper_case_h`` admits ``H``, which text and device files use and descriptors do not (BIP-380).
    """
    match = _STEP.fullmatch(text)
    if not match or (match[2] == "H" and not upper_case_h):
        raise ReadError("key-malformed", f"{text[:20]!r} is not a derivation step", step=text[:20])
    number = int(match[1])
    if number >= HARDENED:
        raise ReadError("key-malformed", f"derivation step {number} is too large", step=text[:20])
    return number | HARDENED if match[2] else number


def write_step(step: int, mark: str = "h") -> str:
    """One step as text, a hardened one with ``mark``."""
    return f"{step & ~HARDENED}{mark}" if step & HARDENED else str(step)


@dataclass(frozen=True, slots=True)
class DerivationPath:
    """The steps from one key to another; hardened steps have bit 31 set."""

    steps: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.steps) > MAX_DEPTH or any(not 0 <= step <= 0xFFFFFFFF for step in self.steps):
            raise ReadError("key-malformed", "a derivation path is too long or a step too large")

    @classmethod
    def parse(cls, text: str, *, upper_case_h: bool = True) -> "DerivationPath":
        """Read ``m/48'/0h/0/2``, with or without ``m/``; ``m`` or nothing is the root."""
        body = text.strip()
        if body in ("", "m", "M", "m/", "M/"):
            return cls()
        body = body.removeprefix("m/").removeprefix("M/")
        if len(body) > MAX_DEPTH * 12:
            raise ReadError("key-malformed", "a derivation path is too long")
        return cls(tuple(parse_step(s, upper_case_h=upper_case_h) for s in body.split("/")))

    def write(self, mark: str = "h") -> str:
        """The steps joined by ``/``, without ``m``; hardened ones end with ``mark``."""
        return "/".join(write_step(step, mark) for step in self.steps)

    def __str__(self) -> str:
        return self.write()

    def __len__(self) -> int:
        return len(self.steps)


@dataclass(frozen=True, slots=True)
class KeyOrigin:
    """Whose seed a key came from (4 bytes of the master key's hash) and by which path."""

    fingerprint: bytes
    path: DerivationPath

    def __post_init__(self) -> None:
        if len(self.fingerprint) != 4:
            raise ReadError("key-malformed", "a fingerprint has four bytes")

    @property
    def is_known(self) -> bool:
        """False for the placeholder 00000000 some programs write."""
        return self.fingerprint != b"\0\0\0\0"

    def __str__(self) -> str:
        steps = str(self.path)
        return f"{self.fingerprint.hex()}/{steps}" if steps else self.fingerprint.hex()


def parse_fingerprint(text: str) -> bytes:
    """The four bytes of a fingerprint written as eight hex digits of either case."""
    if not _FINGERPRINT.fullmatch(text):
        raise ReadError("key-malformed", f"{text[:20]!r} is not a fingerprint", text=text[:20])
    return bytes.fromhex(text)


def parse_origin(text: str, *, upper_case_h: bool = False) -> KeyOrigin:
    """Read ``d34db33f/48h/0h/0h/2h``, the inside of a key expression's brackets."""
    fingerprint, slash, steps = text.partition("/")
    if slash and not steps:
        raise ReadError("key-malformed", "a key origin ends with a slash")
    path = DerivationPath.parse(steps, upper_case_h=upper_case_h) if slash else DerivationPath()
    if slash and not path.steps:
        raise ReadError("key-malformed", "a key origin has a path without steps")
    return KeyOrigin(parse_fingerprint(fingerprint), path)
