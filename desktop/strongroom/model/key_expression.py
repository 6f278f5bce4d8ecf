"""Key expressions: ``[fingerprint/path]xpub/steps/*`` (BIP-380, BIP-389)."""

import re
from dataclasses import dataclass
from enum import Enum

from strongroom.model.derivation import HARDENED, KeyOrigin, parse_origin, parse_step, write_step
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.extended_key import ExtendedPublicKey, is_private_key_text
from strongroom.model.policy import Branches, CosignerKey, PolicyKey

MAX_TEXT = 3000
"""Characters; an origin and a path of 255 steps each would still fit."""

_RAW_KEY = re.compile(r"(0[23][0-9a-fA-F]{64}|04[0-9a-fA-F]{128}|[0-9a-fA-F]{64})")
_MULTIPATH = re.compile(r"<([^<>]*)>")


class Wildcard(Enum):
    """How a key expression ends."""

    NONE = ""
    PLAIN = "/*"
    HARDENED = "/*h"


@dataclass(frozen=True, slots=True)
class KeyExpression:
    """An extended public key with origin and the derivation written behind it.

    ``steps`` holds for each step its alternatives: one number, or several in a multipath step.
    """

    xpub: ExtendedPublicKey
    origin: KeyOrigin | None
    steps: tuple[tuple[int, ...], ...] = ()
    wildcard: Wildcard = Wildcard.NONE

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands behind the key, as signers export it."""
        return not self.steps and self.wildcard is Wildcard.NONE


def parse_key_expression(text: str) -> KeyExpression:
    """Read one extended key expression.

    Raises ``ReadError``: ``secret-found`` for private keys, ``wallet-unsupported`` for single raw
    keys, ``key-malformed`` for everything else that is not one.
    """
    if len(text) > MAX_TEXT:
        raise ReadError("key-malformed", "a key expression is too long", length=len(text))
    text = text.strip()
    _refuse_private(text.rpartition("]")[2].partition("/")[0])
    origin, rest = _split_origin(text)
    key, slash, derivation = rest.partition("/")
    _refuse_raw(key)
    xpub = ExtendedPublicKey.parse(key)
    if not slash:
        return KeyExpression(xpub, origin)
    return _with_derivation(xpub, origin, derivation)


def default_branches(expression: KeyExpression) -> KeyExpression:
    """The same key with ``/<0;1>/*`` where nothing stood behind it (Krux, Specter)."""
    if not expression.is_bare:
        return expression
    return KeyExpression(expression.xpub, expression.origin, ((0, 1),), Wildcard.PLAIN)


def to_policy_key(expression: KeyExpression) -> PolicyKey:
    """The cosigner's key and the branches a wallet uses of it.

    Raises ``PolicyError``: ``hardened-wildcard``, ``key-fixed`` (one address only),
    ``wallet-unsupported`` (more than two branches).
    """
    if expression.wildcard is Wildcard.HARDENED:
        raise PolicyError("hardened-wildcard", "public keys have no hardened children")
    if expression.wildcard is Wildcard.NONE:
        raise PolicyError("key-fixed", "the key has no wildcard, so the wallet has one address")
    if any(step & HARDENED for alternatives in expression.steps for step in alternatives):
        raise PolicyError("key-malformed", "a public key has no hardened children")
    key = CosignerKey(expression.xpub, expression.origin)
    return PolicyKey(key, _branches(expression.steps))


def write_key_expression(policy_key: PolicyKey, tail: str, mark: str = "h") -> str:
    """The key with its origin in brackets and ``tail`` behind it."""
    origin = policy_key.key.origin
    prefix = ""
    if origin is not None:
        steps = origin.path.write(mark)
        prefix = f"[{origin.fingerprint.hex()}{'/' + steps if steps else ''}]"
    return f"{prefix}{policy_key.key.xpub}{tail}"


def write_branches(branches: Branches) -> str:
    """Both branches as one multipath tail, ``/<0;1>/*``; a single branch as ``/0/*``."""
    if branches.change is None:
        return write_branch(branches.receive)
    pairs = zip(branches.receive, branches.change, strict=True)
    steps = (str(a) if a == b else f"<{a};{b}>" for a, b in pairs)
    return "".join(f"/{step}" for step in steps) + "/*"


def write_branch(steps: tuple[int, ...]) -> str:
    """One branch as a tail, ``/0/*``."""
    return "".join(f"/{write_step(step)}" for step in steps) + "/*"


def _split_origin(text: str) -> tuple[KeyOrigin | None, str]:
    if not text.startswith("["):
        return None, text
    inside, bracket, rest = text[1:].partition("]")
    if not bracket:
        raise ReadError("key-malformed", "a key origin is not closed")
    return parse_origin(inside), rest


def _refuse_private(key: str) -> None:
    if is_private_key_text(key):
        raise ReadError("secret-found", "this is a private key", kind="private-key")


def _refuse_raw(key: str) -> None:
    if _RAW_KEY.fullmatch(key):
        raise ReadError("wallet-unsupported", "a single raw key, not an xpub", part="raw key")


def _with_derivation(xpub: ExtendedPublicKey, origin: KeyOrigin | None, text: str) -> KeyExpression:
    parts = text.split("/")
    wildcard = Wildcard.NONE
    if parts[-1] == "**":
        parts, wildcard = [*parts[:-1], "<0;1>"], Wildcard.PLAIN
    elif parts[-1] == "*":
        parts, wildcard = parts[:-1], Wildcard.PLAIN
    elif parts[-1] in ("*h", "*'"):
        parts, wildcard = parts[:-1], Wildcard.HARDENED
    steps = tuple(_alternatives(part) for part in parts)
    if sum(len(alternatives) > 1 for alternatives in steps) > 1:
        raise ReadError("key-malformed", "a key has several multipath steps")
    return KeyExpression(xpub, origin, steps, wildcard)


def _alternatives(part: str) -> tuple[int, ...]:
    match = _MULTIPATH.fullmatch(part)
    if not match:
        return (parse_step(part),)
    numbers = tuple(parse_step(step) for step in match[1].split(";"))
    if len(numbers) < 2 or len(set(numbers)) != len(numbers):
        raise ReadError("key-malformed", "a multipath step needs distinct numbers")
    return numbers


def _branches(steps: tuple[tuple[int, ...], ...]) -> Branches:
    widest = max((len(alternatives) for alternatives in steps), default=1)
    if widest > 2:
        raise PolicyError("wallet-unsupported", "more than two branches", part="branches")
    receive = tuple(alternatives[0] for alternatives in steps)
    return Branches(receive, tuple(a[-1] for a in steps) if widest == 2 else None)
