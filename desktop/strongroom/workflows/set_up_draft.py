"""What somebody has said of a wallet to be set up, as one frozen value that can be put by."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache

from strongroom.formats.contract import ExportedKey, KeyExport
from strongroom.formats.reading import read_key
from strongroom.formats.text import decode_text
from strongroom.model.errors import ReadError
from strongroom.model.network import Network
from strongroom.model.script_type import ScriptType
from strongroom.practice.exports import export_text
from strongroom.practice.signers import practice_signer
from strongroom.vault.records import CosignerRecord
from strongroom.workflows.free_text import clean, refuse_secrets
from strongroom.workflows.open_key import choose_key
from strongroom.workflows.set_up_policy import RecoveryDraft

PRESETS = ((2, 2), (2, 3), (3, 5), (4, 7), (5, 9))
"""Quorums that are offered: how many must sign, of how many keys."""


USUAL_DELAY = 52_560
"""Blocks, about a year."""

DELAYS = (13_140, 26_280, 39_420, 52_560, 65_535)
"""Blocks that are offered: about 3, 6, 9, 12 and 15 months."""


class Recovery(Enum):
    """What becomes of the quorum with time: nothing, one key fewer, or one fewer again and again
    until one is left."""

    NONE = "none"
    FEWER = "fewer"
    DECAYING = "decaying"


@dataclass(frozen=True, slots=True)
class Survival:
    """What a quorum survives: so many keys ``lost``, or so many ``stolen``, and not one more."""

    lost: int
    stolen: int


@dataclass(frozen=True, slots=True)
class DraftKey:
    """A cosigner's export, as text, and what was said of it.

    ``choice`` is the place in the export of the key that somebody chose, None for the one that
    fits the wallet's script type. ``source`` is the file's name or where else it came from.
    """

    text: str
    source: str = ""
    choice: int | None = None
    name: str = ""
    device: str = ""
    holder: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        count = len(self.export.keys)
        if self.choice is not None and not 0 <= self.choice < count:
            raise ReadError("key-not-in-export", "the export holds no such key", count=count)
        refuse_secrets(self.source, self.name, self.device, self.holder, self.place)

    @property
    def export(self) -> KeyExport:
        """What the text says."""
        return _read(self.text)

    def chosen(self, script_type: ScriptType) -> ExportedKey:
        """The key that is used, with the names given to it.

        Raises ``ReadError`` with ``key-not-in-export``.
        """
        return _chosen(self, script_type)

    def fitting(self, script_type: ScriptType) -> tuple[int, ...]:
        """The places in the export of the keys a wallet of this script type could use."""
        kinds = (script_type, None)
        return tuple(at for at, key in enumerate(self.export.keys) if key.script_type in kinds)

    @property
    def label(self) -> str:
        """The first of name, holder and device that was said; empty where none was."""
        return self.name or self.holder or self.device


@dataclass(frozen=True, slots=True)
class Tick:
    """That somebody compared a key (an xpub's text) on its device. It counts for no other key."""

    key: str
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment without a time zone")
        object.__setattr__(self, "at", self.at.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class SetUpDraft:
    """Everything said so far; ``row`` is that of the wallet, once it is kept.

    ``delay`` is in blocks: when the last recovery path opens.
    """

    name: str = ""
    network: Network = Network.BITCOIN
    threshold: int = 2
    count: int = 3
    script_type: ScriptType = ScriptType.P2WSH
    recovery: Recovery = Recovery.NONE
    delay: int = USUAL_DELAY
    keys: tuple[DraftKey, ...] = ()
    ticks: tuple[Tick, ...] = ()
    row: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether there is anything in it that somebody would miss."""
        return self != SetUpDraft()


def survival(threshold: int, count: int) -> Survival:
    """What ``threshold`` of ``count`` keys survives."""
    return Survival(lost=count - threshold, stolen=threshold - 1)


def with_name(draft: SetUpDraft, name: str) -> SetUpDraft:
    """Raises ``ReadError`` with ``secret-found``."""
    refuse_secrets(name)
    return replace(draft, name=name)


def with_network(draft: SetUpDraft, network: Network) -> SetUpDraft:
    """The keys stay; those of another network are found at them."""
    return replace(draft, network=network)


def with_quorum(draft: SetUpDraft, threshold: int, count: int) -> SetUpDraft:
    """The keys stay, also where they are now too many."""
    return replace(draft, threshold=threshold, count=count)


def with_script_type(draft: SetUpDraft, script_type: ScriptType) -> SetUpDraft:
    """From each export the key that fits is taken, but for those chosen by hand."""
    return replace(draft, script_type=script_type)


def with_recovery(draft: SetUpDraft, recovery: Recovery, delay: int) -> SetUpDraft:
    """Whether fewer keys can spend later, and from when on (blocks)."""
    return replace(draft, recovery=recovery, delay=delay)


def recovery_paths(draft: SetUpDraft) -> tuple[RecoveryDraft, ...]:
    """The recovery paths that were chosen; none where no fewer keys than one could sign.

    Where the quorum decays step by step, the steps are equally long and the last one opens after
    the ``delay``.
    """
    steps = draft.threshold - 1
    if draft.recovery is Recovery.NONE or steps < 1:
        return ()
    if draft.recovery is Recovery.FEWER:
        return (RecoveryDraft(steps, draft.delay),)
    return tuple(
        RecoveryDraft(draft.threshold - step, draft.delay * step // steps)
        for step in range(1, steps + 1)
    )


def in_wallet_order(draft: SetUpDraft) -> SetUpDraft:
    """The draft with its keys in the order the wallet will have them.

    Raises ``ReadError`` with ``key-not-in-export``.
    """
    if not recovery_paths(draft) and draft.script_type is not ScriptType.P2TR:
        return draft

    def order(key: DraftKey) -> bytes:
        return key.chosen(draft.script_type).key.xpub.public_key

    return replace(draft, keys=tuple(sorted(draft.keys, key=order)))


def add_key(
    draft: SetUpDraft, data: bytes, source: str = "", *, no_seed_words: bool = False
) -> SetUpDraft:
    """The draft with one more cosigner, read from a signer's export.

    Raises ``StrongroomError`` with the codes of the review: ``secret-found`` (of which nothing is
    kept), ``not-recognised``, ``key-malformed`` and the like; ``secret-suspected`` unless somebody
    said that these are ``no_seed_words``.
    """
    key = _draft_key(data, source, no_seed_words)
    return replace(draft, keys=(*draft.keys, key))


def add_practice_key(draft: SetUpDraft, number: int) -> SetUpDraft:
    """The draft with a practice signer as cosigner; raises ``SignerRefused``."""
    signer = practice_signer(number)
    key = DraftKey(export_text(signer), signer.name, name=signer.name)
    return replace(draft, keys=(*draft.keys, key))


def replace_key(
    draft: SetUpDraft, position: int, data: bytes, source: str = "", *, no_seed_words: bool = False
) -> SetUpDraft:
    """The draft with another export for one cosigner; who holds it stays. Raises as ``add_key``."""
    before, key = draft.keys[position], _draft_key(data, source, no_seed_words)
    named = replace(key, name=before.name or key.name, holder=before.holder, place=before.place)
    return _with_key(draft, position, named)


def remove_key(draft: SetUpDraft, position: int) -> SetUpDraft:
    """The draft without one cosigner."""
    keys = draft.keys[:position] + draft.keys[position + 1 :]
    return replace(draft, keys=keys)


def choose(draft: SetUpDraft, position: int, choice: int | None) -> SetUpDraft:
    """Take a certain key of an export, or (None) the one that fits."""
    return _with_key(draft, position, replace(draft.keys[position], choice=choice))


def describe_key(
    draft: SetUpDraft,
    position: int,
    *,
    name: str | None = None,
    device: str | None = None,
    holder: str | None = None,
    place: str | None = None,
) -> SetUpDraft:
    """Say what a cosigner is called, its device, who holds it and where; None leaves it as it is.

    Raises ``ReadError`` with ``secret-found``.
    """
    before = draft.keys[position]
    after = replace(
        before,
        name=before.name if name is None else name,
        device=before.device if device is None else device,
        holder=before.holder if holder is None else holder,
        place=before.place if place is None else place,
    )
    return _with_key(draft, position, after)


def tick(draft: SetUpDraft, position: int, when: datetime | None) -> SetUpDraft:
    """Say that a key was compared on its own device, or (None) that it was not.

    Raises ``ReadError`` with ``key-not-in-export`` where there is no key to compare.
    """
    key = _xpub(draft, position)
    others = tuple(each for each in draft.ticks if each.key != key)
    return replace(draft, ticks=others if when is None else (*others, Tick(key, when)))


def ticked(draft: SetUpDraft, position: int) -> datetime | None:
    """When the key that is now there was compared; None where it was not."""
    try:
        key = _xpub(draft, position)
    except ReadError:
        return None
    return next((each.at for each in draft.ticks if each.key == key), None)


def cosigner_records(draft: SetUpDraft) -> tuple[CosignerRecord, ...]:
    """What is kept of the cosigners beside their keys, in the order of the keys."""
    return tuple(
        CosignerRecord(
            name=clean(key.label),
            device=clean(key.device),
            holder=clean(key.holder),
            place=clean(key.place),
            compared=ticked(draft, position),
        )
        for position, key in enumerate(draft.keys)
    )


@lru_cache(maxsize=256)
def _chosen(draft_key: DraftKey, script_type: ScriptType) -> ExportedKey:
    """Each key is held against every other at each change, so this is asked very often."""
    export, choice = draft_key.export, draft_key.choice
    picked = choose_key(export, script_type) if choice is None else export.keys[choice]
    key = replace(picked.key, name=clean(draft_key.label), device=clean(draft_key.device))
    return replace(picked, key=key)


@lru_cache(maxsize=64)
def _read(text: str) -> KeyExport:
    return read_key(text.encode())


def _draft_key(data: bytes, source: str, no_seed_words: bool) -> DraftKey:
    export = read_key(data)
    if not no_seed_words and any(found.code == "secret-suspected" for found in export.findings):
        raise ReadError("secret-suspected", "there are words in this that could be part of a seed")
    name = export.keys[0].key.name
    return DraftKey(decode_text(data), source, name=name, device=export.device)


def _with_key(draft: SetUpDraft, position: int, key: DraftKey) -> SetUpDraft:
    keys = list(draft.keys)
    keys[position] = key
    return replace(draft, keys=tuple(keys))


def _xpub(draft: SetUpDraft, position: int) -> str:
    return str(draft.keys[position].chosen(draft.script_type).key.xpub)
