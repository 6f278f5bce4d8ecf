"""Output descriptors of multisig wallets (BIP-380 to 383, 389), with their checksum."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.extended_key import is_private_key_text
from strongroom.model.key_expression import (
    default_branches,
    parse_key_expression,
    to_policy_key,
    write_branch,
    write_branches,
    write_key_expression,
)
from strongroom.model.miniscript import read_miniscript, renumbered, write_miniscript
from strongroom.model.policy import Branches, Policy, PolicyKey, RecoveryPath
from strongroom.model.script_type import WITH_RECOVERY, ScriptType
from strongroom.model.spending_path import spending_paths
from strongroom.model.taproot_descriptor import is_taproot, read_taproot, write_taproot
from strongroom.model.wallet import Branch, branch_steps

MAX_TEXT = 16_384
"""Characters; twenty keys with long paths take about 4,000."""

_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_INPUT = (
    "0123456789()[],'/*abcdefgh@:$%{}"
    "IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~"
    'ijklmnopqrstuvwxyzABCDEFGH`#"\\ '
)
_GENERATOR = (0xF5DEE51989, 0xA9FDCA3312, 0x1BAB10E32D, 0x3706B1677A, 0x644D626FFD)

_WRAPPERS = (
    ("sh(wsh(", "))", ScriptType.P2SH_P2WSH),
    ("wsh(", ")", ScriptType.P2WSH),
    ("sh(", ")", ScriptType.P2SH),
)
_QUORUM = re.compile(r"(sortedmulti|multi)\(([^()]*)\)")
_LEGACY_MULTIPATH = re.compile(r"\{(\d+),(\d+)\}")
"""Specter-DIY's and SeedSigner's spelling of a multipath step."""

_CONDITIONS = re.compile(r"(and_[vbn]|or_[bcdi]|andor|thresh|older|after|multi)\(")
_SEPARATORS = re.compile(r"[(),{}\s]")


@dataclass(frozen=True, slots=True)
class ParsedDescriptor:
    """What a descriptor's text says, and whether it carried its checksum."""

    policy: Policy
    has_checksum: bool


def descriptor_checksum(body: str) -> str:
    """The eight characters of BIP-380; raises ``ReadError`` for characters a descriptor has not."""
    value, group, grouped = 1, 0, 0
    for character in body:
        position = _INPUT.find(character)
        if position < 0:
            raise ReadError("checksum-wrong", "a descriptor has a character it cannot have")
        value = _polymod(value, position & 31)
        group, grouped = group * 3 + (position >> 5), grouped + 1
        if grouped == 3:
            value, group, grouped = _polymod(value, group), 0, 0
    if grouped:
        value = _polymod(value, group)
    for _ in range(8):
        value = _polymod(value, 0)
    value ^= 1
    return "".join(_CHARSET[(value >> (5 * (7 - i))) & 31] for i in range(8))


def with_checksum(body: str) -> str:
    """A descriptor followed by ``#`` and its checksum."""
    return f"{body}#{descriptor_checksum(body)}"


def split_checksum(text: str) -> tuple[str, bool]:
    """The descriptor without its checksum, and whether there was one.

    Raises ``ReadError`` with ``checksum-wrong`` when there is one and it is not right.
    """
    if len(text) > MAX_TEXT:
        raise ReadError("file-too-big", "a descriptor is too long", limit=MAX_TEXT)
    body, mark, checksum = text.strip().partition("#")
    if mark and checksum != descriptor_checksum(body):
        raise ReadError("checksum-wrong", "the descriptor's checksum is wrong")
    return body, bool(mark)


def parse_descriptor(text: str, *, bare_keys: bool = False) -> ParsedDescriptor:
    """Read a multisig descriptor with one branch or two.

    ``bare_keys`` reads keys with nothing behind them as ``/<0;1>/*``, as Krux and Specter mean
    them. Raises ``ReadError`` and ``PolicyError`` with the codes of the review.
    """
    body, has_checksum = split_checksum(text)
    refuse_private_keys(body)
    if is_taproot(body):
        return ParsedDescriptor(read_taproot(body), has_checksum)
    script_type, inside = _unwrap(body)
    inside = _LEGACY_MULTIPATH.sub(r"<\1;\2>", inside)
    match = _QUORUM.fullmatch(inside)
    if match:
        threshold, *keys = match[2].split(",")
        policy_keys = _policy_keys(keys, bare_keys=bare_keys)
        policy = Policy(script_type, _number(threshold), policy_keys, match[1] == "sortedmulti")
    elif script_type in WITH_RECOVERY and _CONDITIONS.search(inside):
        policy = _with_conditions(script_type, inside)
    else:
        raise _unsupported(inside)
    return ParsedDescriptor(policy, has_checksum)


def join_branches(receive: Policy, change: Policy) -> Policy:
    """One policy from the descriptors of its two branches.

    Raises ``PolicyError`` with ``branches-crossed`` when they differ in more than the branch.
    """
    partners = _in_order_of(receive, change)
    if len(partners) != len(receive.every_key) or len(change.every_key) != len(partners):
        raise _not_a_pair()
    pairs = zip(receive.every_key, partners, strict=True)
    keys = [_join_key(first, second) for first, second in pairs]
    if receive.with_every_key(keys) != change.with_every_key(keys):
        raise _not_a_pair()
    return receive.with_every_key(keys)


def assume_change(policy: Policy) -> Policy | None:
    """The policy with ``/1/*`` beside a lone ``/0/*``, or None where that cannot be assumed."""
    tails = [key.branches for key in policy.every_key]
    if any(b.change is not None or b.receive[-1:] != (0,) for b in tails):
        return None
    return policy.with_every_key([_with_change(key) for key in policy.every_key])


@lru_cache(maxsize=64)
def write_descriptor(policy: Policy, branch: Branch | None = None) -> str:
    """The descriptor with checksum: of both branches by multipath, or of one ``branch``."""
    if policy.leaves:
        steps = None if branch is None else branch_steps(policy, branch)
        return with_checksum(write_taproot(policy, steps))
    if branch is None:
        tails = [write_branches(key.branches) for key in policy.every_key]
    else:
        tails = [write_branch(steps) for steps in branch_steps(policy, branch)]
    pairs = zip(policy.every_key, tails, strict=True)
    keys = [write_key_expression(key, tail) for key, tail in pairs]
    before, after, _ = next(w for w in _WRAPPERS if w[2] is policy.script_type)
    if policy.script is not None:
        return with_checksum(f"{before}{write_miniscript(policy.script, keys.__getitem__)}{after}")
    name = "sortedmulti" if policy.sorted_keys else "multi"
    return with_checksum(f"{before}{name}({policy.threshold},{','.join(keys)}){after}")


def refuse_private_keys(text: str) -> None:
    """Raise ``secret-found`` when any key in the text is private, before anything else is said."""
    for word in _SEPARATORS.split(text):
        key = word.rpartition("]")[2].partition("/")[0]
        if is_private_key_text(key):
            raise ReadError(
                "secret-found", "the descriptor holds a private key", kind="private-key"
            )


def _polymod(value: int, symbol: int) -> int:
    top = value >> 35
    value = ((value & 0x7FFFFFFFF) << 5) ^ symbol
    for bit, generator in enumerate(_GENERATOR):
        if top >> bit & 1:
            value ^= generator
    return value


def _unwrap(body: str) -> tuple[ScriptType, str]:
    for before, after, script_type in _WRAPPERS:
        if body.startswith(before) and body.endswith(after):
            return script_type, body[len(before) : -len(after)]
    part = re.split(r"[^A-Za-z0-9_]", body[:40], maxsplit=1)[0]
    raise PolicyError("wallet-unsupported", "not a multisig wallet held here", part=part or "text")


def _unsupported(inside: str) -> PolicyError:
    part = re.split(r"[^A-Za-z0-9_:]", inside[:40], maxsplit=1)[0]
    return PolicyError("wallet-unsupported", "not a multisig wallet held here", part=part or "text")


def _policy_keys(texts: Sequence[str], *, bare_keys: bool = False) -> tuple[PolicyKey, ...]:
    expressions = [parse_key_expression(text) for text in texts]
    if bare_keys:
        expressions = [default_branches(expression) for expression in expressions]
    return tuple(to_policy_key(expression) for expression in expressions)


def _with_conditions(script_type: ScriptType, text: str) -> Policy:
    """A policy of a script with several ways to spend; its keys are put in the paths' order."""
    script, texts = read_miniscript(text)
    usual, *later = spending_paths(script)
    if usual.delay or not all(path.delay for path in later):
        raise PolicyError("wallet-unsupported", "not one quorum is open at once", part="paths")
    order = [place for path in (usual, *later) for place in path.keys]
    if sorted(order) != list(range(len(texts))):
        raise PolicyError("wallet-unsupported", "a key stands in several paths", part="paths")
    keys = _policy_keys(texts)
    recovery = tuple(
        RecoveryPath(path.threshold, tuple(keys[place] for place in path.keys), path.delay)
        for path in later
    )
    ours = tuple(keys[place] for place in usual.keys)
    policy = Policy(script_type, usual.threshold, ours, False, recovery)
    conditions = renumbered(script, order.index)
    return policy if policy.script == conditions else replace(policy, conditions=conditions)


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise PolicyError(
            "threshold-invalid", f"{text[:20]!r} is not a threshold", threshold=text[:20]
        )
    return int(text)


def _with_change(key: PolicyKey) -> PolicyKey:
    steps = key.branches.receive
    return replace(key, branches=Branches(steps, (*steps[:-1], 1)))


def _in_order_of(receive: Policy, change: Policy) -> tuple[PolicyKey, ...]:
    """The change branch's keys beside those of the receive branch; a sorted script has no order."""
    if not receive.sorted_keys:
        return change.every_key
    by_key = {each.key.xpub.public_key: each for each in change.keys}
    found = (by_key.get(each.key.xpub.public_key) for each in receive.keys)
    return tuple(each for each in found if each is not None)


def _join_key(receive: PolicyKey, change: PolicyKey) -> PolicyKey:
    both_single = receive.branches.change is None and change.branches.change is None
    if receive.key != change.key or not both_single:
        raise _not_a_pair()
    return replace(receive, branches=Branches(receive.branches.receive, change.branches.receive))


def _not_a_pair() -> PolicyError:
    return PolicyError("branches-crossed", "the two descriptors are not branches of one wallet")
