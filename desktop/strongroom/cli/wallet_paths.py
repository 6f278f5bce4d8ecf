"""The ways to spend from a wallet on the command line: asked for, and told."""

import argparse
import re
from dataclasses import dataclass

from strongroom.cli.output import Json
from strongroom.model.policy import Policy
from strongroom.model.spending_path import SpendingPath
from strongroom.words.paths import path_words

_RECOVERY = re.compile(r"([0-9]{1,2})-of-([0-9]{1,5})(?::(.+))?")


@dataclass(frozen=True, slots=True)
class RecoveryOption:
    """``2-of-52560:a.json,b.json``: how many sign, after how many blocks, with the keys of which
    files; none means those of ``--key``."""

    threshold: int
    blocks: int
    files: tuple[str, ...] = ()


def recovery_option(text: str) -> RecoveryOption:
    """The value of ``--recovery``."""
    match = _RECOVERY.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError("it is written as M-of-BLOCKS or M-of-BLOCKS:FILE,FILE")
    files = tuple(match[3].split(",")) if match[3] else ()
    return RecoveryOption(int(match[1]), int(match[2]), files)


def paths_json(policy: Policy) -> list[Json]:
    """Every way to spend, the soonest first; ``delay`` in blocks, ``cosigners`` by their place."""
    return [
        {
            "threshold": path.threshold,
            "count": len(path.keys),
            "delay": path.delay,
            "cosigners": list[Json](policy.cosigners_of(path)),
            "message": _words(path),
        }
        for path in policy.paths
    ]


def path_lines(policy: Policy) -> list[str]:
    """Every way to spend as a person reads it; nothing where there is only one."""
    if not policy.has_other_paths:
        return []
    lines = ["Ways to spend"]
    for path in policy.paths:
        keys = ", ".join(str(place + 1) for place in policy.cosigners_of(path))
        lines.append(f"  {_words(path)}: keys {keys}")
    return lines


def _words(path: SpendingPath) -> str:
    return path_words(path.threshold, len(path.keys), path.delay)
