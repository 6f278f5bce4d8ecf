"""Labels from a file beside those that are kept: what taking them in would change, and doing it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from strongroom.formats.bip329 import (
    Label,
    LabelFile,
    LabelType,
    SkippedLine,
    origin_of,
    write_labels,
)
from strongroom.formats.secrets import search_text
from strongroom.model.addresses import read_address
from strongroom.model.finding import Finding
from strongroom.model.wallet import Wallet
from strongroom.review.limits import Limits
from strongroom.review.search import Reach, search_of
from strongroom.review.weigh import warn
from strongroom.vault.records import LabelKind, LabelRecord
from strongroom.workflows.keeping import Keeper

KEPT_TYPES = {
    LabelType.ADDRESS: LabelKind.ADDRESS,
    LabelType.TRANSACTION: LabelKind.TRANSACTION,
    LabelType.OUTPUT: LabelKind.OUTPUT,
}
"""What has a label here; the others are read and passed over."""


class MergeState(Enum):
    """What a line of the file is to what is kept; the value is the word of the command line.

    FOREIGN: another wallet's. NOT_KEPT: of a type or without a text that could be kept. SUSPECTED:
    words that may be of a seed.
    """

    NEW = "new"
    SAME = "same"
    DIFFERENT = "different"
    FOREIGN = "not-ours"
    NOT_KEPT = "not-kept"
    SUSPECTED = "secret-suspected"


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One label of the file, and the text that its thing has here already."""

    label: Label
    state: MergeState
    kept: str = ""


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What taking a file in would change, before anything is changed."""

    lines: tuple[MergeLine, ...]
    skipped: tuple[SkippedLine, ...] = ()

    def of(self, *states: MergeState) -> tuple[MergeLine, ...]:
        """The lines in one of the states."""
        return tuple(line for line in self.lines if line.state in states)

    @property
    def fitting(self) -> int:
        """How many labels may be the wallet's."""
        return len(self.lines) - len(self.of(MergeState.FOREIGN, MergeState.NOT_KEPT))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """``spendable-ignored``: whether a coin may be spent is said in the file and not kept."""
        marked = sum(line.label.spendable is False for line in self.lines)
        return (warn("spendable-ignored", "file", count=marked),) if marked else ()

    def wanted(self, *, replace: bool = False, not_seed_words: bool = False) -> list[Label]:
        """The labels to take in: the new, and the different and the suspected where confirmed."""
        states = {MergeState.NEW}
        states |= {MergeState.DIFFERENT} if replace else set()
        states |= {MergeState.SUSPECTED} if not_seed_words else set()
        return [line.label for line in self.of(*states)]


def preview_labels(
    file: LabelFile, wallet: Wallet, kept: Sequence[LabelRecord] = ()
) -> MergePreview:
    """Lay a file's labels beside those ``kept`` of a wallet.

    An address is the wallet's where it derives it not too far behind the last one with a label. Of
    a transaction or an output only a line's own ``origin`` can say that it is another wallet's.
    """
    here = {(record.kind, record.target): record.text for record in kept}
    judge = _Judge(_own_addresses(file, wallet), _plain(origin_of(wallet.policy)))
    lines = []
    for label in file.labels:
        kind = KEPT_TYPES.get(label.type)
        text = "" if kind is None else here.get((kind, label.reference), "")
        lines.append(MergeLine(label, judge.state(label, text), text))
    return MergePreview(tuple(lines), file.skipped)


def take_in(keeper: Keeper, wallet_row: str, labels: Collection[Label]) -> int:
    """Keep labels of a preview of this wallet, in one write; returns their number.

    Raises what ``Keeper.keep_labels`` does, with nothing kept.
    """
    records = [
        LabelRecord(wallet_row, KEPT_TYPES[label.type], label.reference, label.text or "")
        for label in labels
    ]
    keeper.keep_labels(wallet_row, records)
    return len(records)


def give_out(wallet: Wallet, kept: Sequence[LabelRecord]) -> str:
    """A wallet's labels as the text of a file, in the order of their things."""
    return write_labels(_labels(origin_of(wallet.policy), kept))


@dataclass(frozen=True, slots=True)
class _Judge:
    """What of a file is a wallet's: its addresses there, and how lines name the wallet."""

    addresses: frozenset[str]
    origin: str

    def state(self, label: Label, kept: str) -> MergeState:
        if not label.text or label.type not in KEPT_TYPES:
            return MergeState.NOT_KEPT
        if not self._is_ours(label):
            return MergeState.FOREIGN
        if label.text == kept:
            return MergeState.SAME
        if search_text(label.text).suspected:
            return MergeState.SUSPECTED
        return MergeState.DIFFERENT if kept else MergeState.NEW

    def _is_ours(self, label: Label) -> bool:
        if label.type is LabelType.ADDRESS:
            return label.reference in self.addresses
        return not label.origin or _plain(label.origin) == self.origin


def _own_addresses(file: LabelFile, wallet: Wallet) -> frozenset[str]:
    named = [label.reference for label in file.labels if label.type is LabelType.ADDRESS]
    scripts = {
        text: address.script_pubkey
        for text in named
        if wallet.network in (address := read_address(text)).networks
    }
    search, last = search_of(wallet), -1
    while True:
        reach = Reach(last, Limits())
        places = {text: search.within(script, reach) for text, script in scripts.items()}
        farthest = max((place.index for place in places.values() if place), default=-1)
        if farthest <= last:
            return frozenset(text for text, place in places.items() if place)
        last = farthest


def _plain(origin: str) -> str:
    return origin.replace("'", "h").lower().replace(" ", "")


def _labels(origin: str, kept: Sequence[LabelRecord]) -> Iterator[Label]:
    types = {kind: label_type for label_type, kind in KEPT_TYPES.items()}
    for record in sorted(kept, key=lambda each: (each.kind.value, each.target)):
        is_transaction = record.kind is LabelKind.TRANSACTION
        told = origin if is_transaction else ""
        yield Label(types[record.kind], record.target, record.text, origin=told)
