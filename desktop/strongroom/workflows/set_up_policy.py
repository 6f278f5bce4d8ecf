"""From the keys and paths somebody chose to the policy of a new wallet."""

from collections.abc import Sequence
from dataclasses import dataclass

from strongroom.formats.contract import ExportedKey, KeyExport
from strongroom.model.policy import CosignerKey, Policy, PolicyKey, RecoveryPath
from strongroom.model.recovery import usual_branches
from strongroom.model.script_type import ScriptType
from strongroom.workflows.open_key import choose_key


@dataclass(frozen=True, slots=True)
class RecoveryDraft:
    """A recovery path as somebody wants it: how many sign, after how many blocks, with whose keys.

    Without ``exports`` the keys are those of the usual way.
    """

    threshold: int
    delay: int
    exports: tuple[KeyExport, ...] = ()


def new_policy(
    script_type: ScriptType,
    threshold: int,
    chosen: Sequence[ExportedKey],
    recovery: Sequence[RecoveryDraft],
) -> Policy:
    """The policy of a new wallet.

    A script with conditions keeps the order of its keys, so they are put in that of their bytes:
    the same people then get the same wallet, whoever comes first. A key that stands in several
    paths has other branches in each.
    """
    own = [exported.key for exported in chosen]
    if not recovery and script_type is not ScriptType.P2TR:
        return Policy(script_type, threshold, tuple(map(PolicyKey, own)))
    groups = [_in_order(own), *(_in_order(_keys(path, script_type) or own) for path in recovery)]
    bare = [PolicyKey(key) for group in groups for key in group]
    branches = usual_branches(bare)
    keys = iter([PolicyKey(each.key, b) for each, b in zip(bare, branches, strict=True)])
    usual, *later = (tuple(next(keys) for _ in group) for group in groups)
    paths = (
        RecoveryPath(path.threshold, group, path.delay)
        for path, group in zip(recovery, later, strict=True)
    )
    return Policy(script_type, threshold, usual, False, tuple(paths))


def _keys(path: RecoveryDraft, script_type: ScriptType) -> list[CosignerKey]:
    return [choose_key(export, script_type).key for export in path.exports]


def _in_order(keys: Sequence[CosignerKey]) -> list[CosignerKey]:
    return sorted(keys, key=lambda key: key.xpub.public_key)
