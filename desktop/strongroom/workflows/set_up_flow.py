"""The set-up of a wallet as steps over a frozen draft, without a window.

Each step owns some of the answers. Going back brings the draft as it was there; what was said on
later steps waits, and is there again when its step is reached.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from functools import lru_cache

from strongroom.model.errors import PolicyError, StrongroomError
from strongroom.model.finding import Finding, Severity
from strongroom.review.weigh import warn
from strongroom.vault.records import DraftRecord
from strongroom.vault.tables import new_row
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.set_up import Draft, SetUp, set_up
from strongroom.workflows.set_up_draft import (
    DELAYS,
    PRESETS,
    DraftKey,
    Recovery,
    SetUpDraft,
    Survival,
    Tick,
    add_key,
    add_practice_key,
    choose,
    cosigner_records,
    describe_key,
    in_wallet_order,
    recovery_paths,
    remove_key,
    replace_key,
    survival,
    tick,
    ticked,
    with_name,
    with_network,
    with_quorum,
    with_recovery,
    with_script_type,
)
from strongroom.workflows.set_up_json import from_json, to_json
from strongroom.workflows.set_up_problems import (
    key_findings,
    keys_problems,
    name_problems,
    quorum_problems,
)

__all__ = [
    "DELAYS",
    "FLOW",
    "PRESETS",
    "DraftKey",
    "Recovery",
    "SetUp",
    "SetUpDraft",
    "SetUpFlow",
    "SetUpStep",
    "Survival",
    "Tick",
    "add_key",
    "add_practice_key",
    "check",
    "choose",
    "cosigner_records",
    "describe_key",
    "from_json",
    "in_wallet_order",
    "keep_draft",
    "keep_wallet",
    "key_findings",
    "may_leave",
    "problems",
    "recovery_paths",
    "remove_key",
    "replace_key",
    "resume",
    "survival",
    "tick",
    "ticked",
    "to_json",
    "with_name",
    "with_network",
    "with_quorum",
    "with_recovery",
    "with_script_type",
]

FLOW = "set-up"
"""The name under which the draft is kept."""


class SetUpStep(Enum):
    """The steps in their order."""

    NAME = "name"
    QUORUM = "quorum"
    KEYS = "keys"
    CHECK = "check"
    EXPORT = "export"
    DONE = "done"


STEPS = tuple(SetUpStep)

_ANSWERS = {
    SetUpStep.NAME: ("name", "network"),
    SetUpStep.QUORUM: ("threshold", "count", "script_type", "recovery", "delay"),
    SetUpStep.KEYS: ("keys",),
    SetUpStep.CHECK: ("ticks",),
    SetUpStep.EXPORT: ("row",),
    SetUpStep.DONE: (),
}


@dataclass(frozen=True, slots=True)
class SetUpFlow:
    """Where somebody is; ``said`` is everything, ``draft`` what was said up to this step."""

    step: SetUpStep = SetUpStep.NAME
    said: SetUpDraft = field(default_factory=SetUpDraft)

    @property
    def draft(self) -> SetUpDraft:
        """The draft as this step knows it: without the answers of later ones."""
        return _merged(self.said, SetUpDraft(), self.step)

    def changed(self, draft: SetUpDraft) -> "SetUpFlow":
        """The flow with this step's draft changed; the answers of later steps stay."""
        return replace(self, said=_merged(draft, self.said, self.step))

    def forward(self) -> "SetUpFlow":
        """The next step; the same one where something stands in the way."""
        if not may_leave(self.draft, self.step):
            return self
        return replace(self, step=STEPS[min(STEPS.index(self.step) + 1, len(STEPS) - 1)])

    def back(self) -> "SetUpFlow":
        """The step before, with the draft as it was there; the first step stays."""
        return replace(self, step=STEPS[max(STEPS.index(self.step) - 1, 0)])


def problems(draft: SetUpDraft, step: SetUpStep) -> tuple[Finding, ...]:
    """What is to be known at one step; those of the weight *block* keep one there.

    The one for ``CHECK`` derives addresses by every engine, which takes some time the first time.
    """
    match step:
        case SetUpStep.NAME:
            return name_problems(draft)
        case SetUpStep.QUORUM:
            return quorum_problems(draft)
        case SetUpStep.KEYS:
            return keys_problems(draft)
        case SetUpStep.CHECK:
            return _check_problems(draft)
        case SetUpStep.EXPORT | SetUpStep.DONE:
            return ()


def may_leave(draft: SetUpDraft, step: SetUpStep) -> bool:
    """Whether nothing of the weight *block* stands at this step."""
    return not any(found.severity >= Severity.BLOCK for found in problems(draft, step))


def check(draft: SetUpDraft) -> SetUp:
    """The wallet the draft makes, its first address by every engine, and what is to be known.

    Raises ``StrongroomError`` with the code of the first thing that stands in the way.
    """
    for step in (SetUpStep.NAME, SetUpStep.QUORUM, SetUpStep.KEYS):
        for found in problems(draft, step):
            if found.severity >= Severity.BLOCK:
                message = f"{found.code} ({found.where})"
                raise PolicyError(found.code, message, **found.facts)
    return _set_up(replace(draft, ticks=(), row=""))


def keep_draft(keeper: Keeper, flow: SetUpFlow, when: datetime) -> DraftRecord:
    """Put the flow by, to go on with it another time."""
    return keeper.keep_draft(FLOW, flow.step.value, to_json(flow.said), when)


def resume(keeper: Keeper) -> SetUpFlow | None:
    """The flow that was put by, at its step; None where there is none.

    Raises ``StrongroomError`` with ``record-malformed``.
    """
    record = keeper.draft(FLOW)
    if record is None:
        return None
    steps = {step.value: step for step in STEPS}
    return SetUpFlow(steps.get(record.step, SetUpStep.NAME), from_json(record.content))


def keep_wallet(keeper: Keeper, flow: SetUpFlow, when: datetime) -> tuple[SetUpFlow, KeptWallet]:
    """Keep the wallet that was checked, and go on to its exports, in one write.

    Done again after going back, it replaces what it kept before. Raises as ``check`` and
    ``Keeper.keep_wallet``.
    """
    made = _without_blocks(check(flow.draft))
    row = flow.said.row or new_row()
    onward = SetUpFlow(SetUpStep.EXPORT, replace(flow.said, row=row))
    draft = DraftRecord(FLOW, onward.step.value, when, to_json(onward.said))
    records = cosigner_records(in_wallet_order(flow.draft))
    return onward, keeper.keep_wallet(made.wallet, records, when, row=row, draft=draft)


def _without_blocks(made: SetUp) -> SetUp:
    for found in made.findings:
        if found.severity >= Severity.BLOCK:
            raise PolicyError(found.code, f"{found.code} ({found.where})", **found.facts)
    return made


def _check_problems(draft: SetUpDraft) -> tuple[Finding, ...]:
    try:
        findings = check(draft).findings
    except StrongroomError as error:
        return (Finding(error.code, Severity.BLOCK, "wallet", error.facts),)
    if all(ticked(draft, position) for position in range(len(draft.keys))):
        return findings
    return (*findings, warn("wallet-unverified", "wallet"))


@lru_cache(maxsize=4)
def _set_up(draft: SetUpDraft) -> SetUp:
    chosen = [key.chosen(draft.script_type) for key in draft.keys]
    exports = tuple(
        replace(key.export, keys=(exported,))
        for key, exported in zip(draft.keys, chosen, strict=True)
    )
    return set_up(
        Draft(
            draft.name,
            draft.threshold,
            exports,
            draft.script_type,
            draft.network,
            recovery_paths(draft),
        )
    )


def _merged(draft: SetUpDraft, later: SetUpDraft, step: SetUpStep) -> SetUpDraft:
    """``draft`` up to ``step``, and the answers of the steps behind it from ``later``."""
    behind = STEPS[STEPS.index(step) + 1 :]
    answers = {name: getattr(later, name) for each in behind for name in _ANSWERS[each]}
    return replace(draft, **answers)
