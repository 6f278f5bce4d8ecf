"""Warnings that somebody has read: which they were, and when they were ticked."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding

PASSING: Final = frozenset({"wait", "until"})
"""Facts that tell how far off something is at the moment; an hour later they are others."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A warning by what it says and where it stands; ``at`` is when it was ticked, if told.

    A warning of other facts, such as a higher fee, is another one.
    """

    code: str
    where: str
    facts: tuple[tuple[str, Fact], ...] = ()
    at: datetime | None = field(default=None, compare=False)

    @classmethod
    def of(cls, warning: Finding, at: datetime | None = None) -> "Acknowledged":
        facts = {name: fact for name, fact in warning.facts.items() if name not in PASSING}
        return cls(warning.code, warning.where, tuple(sorted(facts.items())), at)
