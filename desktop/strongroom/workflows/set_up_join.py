"""Keys that were opened elsewhere join the draft of a wallet."""

from collections.abc import Sequence
from dataclasses import dataclass

from strongroom.model.errors import StrongroomError
from strongroom.model.policy import MAX_KEYS_CREATED
from strongroom.workflows.open_key import OpenedKey
from strongroom.workflows.set_up_draft import (
    PRESETS,
    SetUpDraft,
    add_key,
    describe_key,
    with_network,
    with_quorum,
)


@dataclass(frozen=True, slots=True)
class Joined:
    """The draft with the keys that could join, and why each of the others could not."""

    draft: SetUpDraft
    count: int
    refused: tuple[StrongroomError, ...] = ()


def join(draft: SetUpDraft, keys: Sequence[OpenedKey]) -> Joined:
    """Add the keys. A draft in which nothing was said yet takes their network, and a quorum of as
    many keys where they are more than it is for."""
    is_new, before = not draft.is_begun, len(draft.keys)
    refused: list[StrongroomError] = []
    for key in keys:
        try:
            draft = _with_key(draft, key)
        except StrongroomError as error:
            refused.append(error)
    count = len(draft.keys) - before
    if is_new and count:
        draft = _fitted(with_network(draft, keys[0].network))
    return Joined(draft, count, tuple(refused))


def _with_key(draft: SetUpDraft, opened: OpenedKey) -> SetUpDraft:
    """The whole export comes along: which of its keys is used, its script type decides."""
    added = add_key(draft, opened.text.encode(), opened.name)
    key = opened.chosen.key
    device = key.device or opened.export.device
    return describe_key(added, len(draft.keys), name=key.name, device=device)


def _fitted(draft: SetUpDraft) -> SetUpDraft:
    count = len(draft.keys)
    if not draft.count < count <= MAX_KEYS_CREATED:
        return draft
    threshold = next((needed for needed, of in PRESETS if of == count), count // 2 + 1)
    return with_quorum(draft, threshold, count)
