"""What stands in the way of a wallet while it is being set up, beside the field where it stands."""

from collections.abc import Iterator

from strongroom.formats.text import safe_name
from strongroom.model.errors import StrongroomError
from strongroom.model.finding import Finding
from strongroom.model.policy import MAX_KEYS_CREATED, CosignerKey
from strongroom.model.script_type import WITH_RECOVERY
from strongroom.model.spending_path import MAX_PATHS
from strongroom.review.keys import Purpose, review_key
from strongroom.review.wallets import review_quorum
from strongroom.review.weigh import block
from strongroom.workflows.networks import choose_network
from strongroom.workflows.set_up_draft import Recovery, SetUpDraft, recovery_paths


def name_problems(draft: SetUpDraft) -> tuple[Finding, ...]:
    """``name-missing`` and ``text-unsafe``."""
    shown, findings = safe_name(draft.name)
    return findings if shown else (block("name-missing", "wallet"),)


def quorum_problems(draft: SetUpDraft) -> tuple[Finding, ...]:
    """``threshold-invalid``, ``no-redundancy``, ``low-threshold`` and ``recovery-invalid``."""
    threshold, count = draft.threshold, draft.count
    if not 1 <= threshold <= count <= MAX_KEYS_CREATED:
        facts = {"threshold": threshold, "count": count, "limit": MAX_KEYS_CREATED}
        return (block("threshold-invalid", "wallet", **facts),)
    return (*review_quorum(threshold, count), *_recovery_problems(draft))


def _recovery_problems(draft: SetUpDraft) -> Iterator[Finding]:
    """``recovery-invalid`` for a quorum or a script that can have no recovery path."""
    if draft.recovery is Recovery.NONE:
        return
    if draft.threshold < 2:
        yield block("recovery-invalid", "wallet", reason="single")
    if len(recovery_paths(draft)) >= MAX_PATHS:
        yield block("recovery-invalid", "wallet", reason="count", limit=MAX_PATHS - 1)
    if draft.script_type not in WITH_RECOVERY:
        yield block("recovery-invalid", "wallet", reason="script")


def keys_problems(draft: SetUpDraft) -> tuple[Finding, ...]:
    """What is found at each key (``key N``) and in how many there are (``wallet``)."""
    at_keys = [key_findings(draft, position) for position in range(len(draft.keys))]
    return (*_number(draft), *(found for findings in at_keys for found in findings))


def key_findings(draft: SetUpDraft, position: int) -> tuple[Finding, ...]:
    """What is to be known of one cosigner, the heaviest first; its place is ``key N``."""
    key, where = draft.keys[position], f"key {position}"
    try:
        exported = key.chosen(draft.script_type)
        choose_network(exported.key.xpub.kind, key.export.networks, draft.network)
    except StrongroomError as error:
        return (block(error.code, where, **error.facts),)
    findings = [
        *_repeated(draft, position, exported.key),
        *review_key(exported, draft.script_type, draft.network, Purpose.SET_UP),
        *key.export.findings,
        *safe_name(key.name)[1],
        *safe_name(key.holder, "holder")[1],
        *safe_name(key.place, "place")[1],
    ]
    placed = (Finding(each.code, each.severity, where, each.facts) for each in findings)
    return tuple(sorted(dict.fromkeys(placed), key=lambda found: -found.severity))


def _number(draft: SetUpDraft) -> Iterator[Finding]:
    facts = {"given": len(draft.keys), "expected": draft.count}
    if len(draft.keys) < draft.count:
        yield block("keys-missing", "wallet", **facts)
    if len(draft.keys) > draft.count:
        yield block("keys-surplus", "wallet", **facts)


def _repeated(draft: SetUpDraft, position: int, key: CosignerKey) -> Iterator[Finding]:
    """The same key, or another one of the same seed, at an earlier cosigner."""
    for other in range(position):
        try:
            earlier = draft.keys[other].chosen(draft.script_type).key
        except StrongroomError:
            continue
        if earlier.xpub.public_key == key.xpub.public_key:
            yield block("key-duplicate", first=other, second=position)
            return
        if key.fingerprint is not None and earlier.fingerprint == key.fingerprint:
            yield block("key-same-signer", other=other, fingerprint=key.fingerprint.hex())
            return
