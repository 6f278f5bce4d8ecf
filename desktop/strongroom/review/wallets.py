"""The review of a wallet: what its keys and quorum mean for the people who depend on it."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from strongroom.engines.own_scripts import is_child
from strongroom.model.finding import Finding
from strongroom.model.key_expression import write_branches
from strongroom.model.policy import Policy
from strongroom.model.recovery import usual_branches
from strongroom.model.wallet import Wallet
from strongroom.review.keys import Purpose, missing_fingerprint, script_mismatch, wrong_path
from strongroom.review.recovery import review_recovery, survives_a_loss
from strongroom.review.weigh import block, warn

MAX_NAME = 255
"""Characters of a name."""

_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Characters that steer the display or are not seen."""


def review_wallet(wallet: Wallet, purpose: Purpose = Purpose.IMPORT) -> tuple[Finding, ...]:
    """What is to be known of a wallet, heaviest first.

    At set-up each key was reviewed with its export (``review_key``); on import that is done here.
    """
    keys = _keys(wallet) if purpose is Purpose.IMPORT else ()
    findings = (
        *_same_signer(wallet, purpose),
        *_child_keys(wallet, purpose),
        *keys,
        *_quorum(wallet.policy),
        *review_recovery(wallet.policy, purpose),
        *_same_vendor(wallet),
        *_unsorted(wallet),
        *_unusual_branches(wallet),
        *_unsafe_names(wallet),
    )
    return tuple(sorted(findings, key=lambda found: -found.severity))


def review_quorum(threshold: int, count: int) -> Iterator[Finding]:
    """What is to be known of a quorum, whoever the cosigners are."""
    if threshold == count:
        yield warn("no-redundancy", "wallet", threshold=threshold, count=count)
    if 2 * threshold < count:
        yield warn("low-threshold", "wallet", threshold=threshold, count=count)


def _quorum(policy: Policy) -> Iterator[Finding]:
    """As ``review_quorum``; a key that is lost matters less where a recovery path does without."""
    for found in review_quorum(policy.threshold, len(policy.keys)):
        if found.code != "no-redundancy" or not survives_a_loss(policy):
            yield found


def _keys(wallet: Wallet) -> Iterator[Finding]:
    script_type = wallet.policy.script_type
    for place, key in enumerate(wallet.policy.cosigners):
        where = f"key {place}"
        yield from script_mismatch(key, None, script_type, Purpose.IMPORT, where)
        yield from wrong_path(key, script_type, wallet.network, where)
        yield from missing_fingerprint(key, where)


def _same_signer(wallet: Wallet, purpose: Purpose) -> Iterator[Finding]:
    """Two keys of one seed: whoever loses or opens that seed has both."""
    first: dict[bytes, int] = {}
    weigh = block if purpose is Purpose.SET_UP else warn
    for place, key in enumerate(wallet.policy.cosigners):
        if key.fingerprint is None:
            continue
        other = first.setdefault(key.fingerprint, place)
        if other != place:
            fingerprint = key.fingerprint.hex()
            yield weigh("key-same-signer", f"key {place}", other=other, fingerprint=fingerprint)


def _child_keys(wallet: Wallet, purpose: Purpose) -> Iterator[Finding]:
    """A key that follows from another cosigner's key: who has the one seed has both."""
    weigh = block if purpose is Purpose.SET_UP else warn
    for place, key in enumerate(wallet.policy.cosigners):
        for other, parent in enumerate(wallet.policy.cosigners):
            if is_child(key, parent) and key.fingerprint != parent.fingerprint:
                fingerprint = parent.fingerprint.hex() if parent.fingerprint else ""
                yield weigh("key-same-signer", f"key {place}", other=other, fingerprint=fingerprint)


def _same_vendor(wallet: Wallet) -> Iterator[Finding]:
    """One maker whose fault, or fall, would open or close the wallet."""
    makers = Counter(key.device.casefold() for key in wallet.policy.cosigners if key.device)
    for maker, count in makers.items():
        if count >= max(wallet.policy.threshold, 2):
            yield warn("same-vendor", "wallet", maker=maker, count=count)


def _unsorted(wallet: Wallet) -> Iterator[Finding]:
    policy = wallet.policy
    if policy.is_plain and not policy.sorted_keys and len(policy.keys) > 1:
        yield warn("unsorted-multi", "wallet")


def _unusual_branches(wallet: Wallet) -> Iterator[Finding]:
    """Branches that a restore from the keys alone would not look at."""
    keys = wallet.policy.every_key
    for place, (policy_key, usual) in enumerate(zip(keys, usual_branches(keys), strict=True)):
        if policy_key.branches != usual:
            tail = write_branches(policy_key.branches)
            yield warn("branches-unusual", f"key {place}", branches=tail)
            return


def _unsafe_names(wallet: Wallet) -> Iterator[Finding]:
    if _is_unsafe(wallet.name):
        yield warn("text-unsafe", "wallet", field="name")
    for place, key in enumerate(wallet.policy.cosigners):
        if _is_unsafe(key.name):
            yield warn("text-unsafe", f"key {place}", field="name")


def _is_unsafe(name: str) -> bool:
    return len(name) > MAX_NAME or any(unicodedata.category(c) in _UNSAFE for c in name)
