"""Why a wallet cannot be written in a format or for a device, in the words of ``device-cannot``."""

from strongroom.formats.branches import has_usual_branches
from strongroom.formats.contract import WriteError
from strongroom.model.policy import Policy
from strongroom.model.script_type import ScriptType


def cannot(reason: str, sentence: str, device: str = "") -> WriteError:
    """The refusal with a stable ``reason`` and what to do; ``device`` as people call it."""
    return WriteError("device-cannot", sentence, reason=reason, device=device)


def refuse_paths(policy: Policy) -> None:
    """Raise ``WriteError`` for recovery paths and taproot, where a file has no words for them."""
    if policy.script_type is ScriptType.P2TR:
        raise cannot(
            "taproot",
            "What reads this file knows no taproot wallet of several keys. Write it as a"
            " descriptor, or in a format that holds one.",
        )
    if not policy.is_plain:
        raise cannot(
            "paths",
            "This file can only tell of a quorum, and this wallet has other ways to spend. Write it"
            " as a descriptor, or in a format that holds one.",
        )


def refuse_other_branches(policy: Policy) -> None:
    """Raise ``WriteError`` where a format takes it for granted that branches are 0 and 1."""
    if not has_usual_branches(policy):
        raise cannot("branches", "This file cannot say that other branches than 0 and 1 are used.")


def refuse_unknown_signers(policy: Policy) -> None:
    """Raise ``WriteError`` for a key without fingerprint, which readers refuse or guess."""
    if any(key.fingerprint is None for key in policy.cosigners):
        raise cannot(
            "fingerprint-missing",
            "A key has no fingerprint; devices refuse such a file or guess. Add the key again from"
            " an export that names it.",
        )


def refuse_unsorted(policy: Policy, title: str) -> None:
    """Raise ``WriteError`` where the reader sorts keys, whatever the wallet does."""
    if not policy.sorted_keys:
        raise cannot(
            "unsorted",
            f"{title} reads this file as a wallet with sorted keys, and this one's are not.",
            title,
        )


def refuse_count(policy: Policy, title: str, most: int) -> None:
    """Raise ``WriteError`` for more keys than the reader takes."""
    if len(policy.keys) > most:
        raise cannot("keys", f"{title} takes up to {most} keys in this file.", title)
