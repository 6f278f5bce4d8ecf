"""When an output claims to be change without being it, and what gives it away."""

from collections.abc import Iterator
from enum import Enum
from itertools import islice

from strongroom.model.derivation import HARDENED
from strongroom.model.psbt import KeyDerivation
from strongroom.model.scripts import ScriptSet, p2sh, p2wsh, parse_multisig
from strongroom.review.origins import follow, is_false, is_key, names_us
from strongroom.review.ownership import Ownership
from strongroom.review.script_reading import keys_in, pushed
from strongroom.review.views import OutputView

_MOST_KEYS = 100
_POINT = 32
"""Bytes of a key without the first one, which taproot leaves out."""

_MOST_STEPS = 3
"""Steps behind an account's key at which a key under a foreign fingerprint is looked for."""


class Difference(Enum):
    """What differs between the output and the change it claims to be."""

    QUORUM = "quorum"
    KEY = "key"
    ORDER = "order"
    SCRIPT_TYPE = "script-type"
    FORM = "form"
    BRANCH = "branch"
    HARDENED = "hardened"
    OUTPUT = "output"


def claims_to_be_change(view: OutputView, owner: Ownership) -> bool:
    """Whether an output pretends to belong to the wallet.

    It does when its derivations name our signers or lie in our accounts, when one of our keys
    stands under any name, and when a script said to lie behind it holds one of our keys.
    """
    said = view.said.derivations[: owner.hints]
    inside = _keys_said(view)
    return (
        names_us(view.said, owner.roots)
        or any(_is_key_of_ours(derivation, owner) for derivation in said)
        or any(owner.knows_key(key) for key in inside)
        or bool(inside and inside & {key[-_POINT:] for key in owner.keys_hinted(said)})
    )


def difference(view: OutputView, owner: Ownership) -> Difference:
    """The plainest thing in which an output that claims to be change is not."""
    said = view.said.derivations[: owner.hints]
    through = [(root, d) for d in said for root in owner.roots if root.begins(d)]
    if any(_has_hardened_step(d.path[len(root.path) :]) for root, d in through):
        return Difference.HARDENED
    for scripts in owner.scripts_hinted(said):
        found = _compare(view, scripts)
        if found:
            return found
    if through and not any(root.is_on_branch(d) for root, d in through):
        return Difference.BRANCH
    return Difference.KEY if any(is_false(d, owner.roots, ()) for d in said) else Difference.OUTPUT


def _is_key_of_ours(said: KeyDerivation, owner: Ownership) -> bool:
    """Whether the key lies in an account of ours, whatever fingerprint stands before it."""
    for count in range(1, _MOST_STEPS + 1):
        steps = said.path[-count:]
        if len(steps) < count or _has_hardened_step(steps):
            return False
        cosigners = owner.wallet.policy.cosigners
        if any(is_key(follow(key, steps), said.public_key) for key in cosigners):
            return True
    return False


def _keys_said(view: OutputView) -> frozenset[bytes]:
    """The 32 bytes of each key that the output is said to have, by name or inside a script."""
    return frozenset(key[-_POINT:] for key in islice(_told_keys(view), _MOST_KEYS))


def _told_keys(view: OutputView) -> Iterator[bytes]:
    said = view.said
    if said.taproot_internal_key is not None:
        yield said.taproot_internal_key
    yield from (derivation.public_key for derivation in said.derivations)
    leaves = islice(said.taproot_tree, _MOST_KEYS)
    for script in (said.witness_script or b"", said.redeem_script or b"", *leaves):
        yield from (data for data in pushed(script) if len(data) in (_POINT, _POINT + 1))


def _keys_inside(view: OutputView) -> frozenset[bytes]:
    """What looks like a public key in the scripts that are said to lie behind the output."""
    scripts = (view.said.witness_script, view.said.redeem_script)
    found = [key for script in scripts for key in keys_in(script or b"")]
    return frozenset(found[:_MOST_KEYS])


def _compare(view: OutputView, expected: ScriptSet) -> Difference | None:
    """What differs from the scripts of one of our places; None where nothing is alike."""
    ours = parse_multisig(expected.witness_script or expected.redeem_script or b"")
    script = view.said.witness_script or view.said.redeem_script or b""
    if ours is None:
        return _compare_conditions(view, expected.witness_script or b"", script)
    if not _keys_inside(view) & set(ours.public_keys):
        return None
    theirs = parse_multisig(script)
    if theirs is None:
        return Difference.FORM
    if set(theirs.public_keys) != set(ours.public_keys):
        return Difference.KEY
    if theirs.threshold != ours.threshold:
        return Difference.QUORUM
    if theirs.public_keys != ours.public_keys:
        return Difference.ORDER
    return _behind(view, script)


def _compare_conditions(view: OutputView, ours: bytes, theirs: bytes) -> Difference | None:
    """What differs between scripts with several ways to spend."""
    own, given = keys_in(ours), keys_in(theirs)
    if not set(own) & set(given):
        return None
    if _without_keys(ours, own) != _without_keys(theirs, given):
        return Difference.FORM
    if set(own) != set(given):
        return Difference.KEY
    return Difference.ORDER if own != given else _behind(view, theirs)


def _behind(view: OutputView, script: bytes) -> Difference:
    """What is wrong where the script is our own: how it is wrapped, or that others are paid."""
    forms = (p2wsh(script), p2sh(script), p2sh(p2wsh(script)))
    wrapped = view.output.script_pubkey in forms
    return Difference.SCRIPT_TYPE if wrapped else Difference.OUTPUT


def _without_keys(script: bytes, keys: tuple[bytes, ...]) -> bytes:
    for key in keys:
        script = script.replace(key, b"")
    return script


def _has_hardened_step(steps: tuple[int, ...]) -> bool:
    return any(step >= HARDENED for step in steps)
