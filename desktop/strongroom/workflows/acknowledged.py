"""Warnings that somebody has read: which they were, who ticked them, and when."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding
from strongroom.model.owner_rules import Role

PASSING: Final = frozenset({"wait", "until", "clock", "behind"})
"""Facts that tell how far off something is at the moment; an hour later they are others."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A warning by what it says and where it stands; ``at`` is when it was ticked, if told.

    ``role`` is who ticked it, as they said; None where nobody has a role. A warning of other
    facts, such as a higher fee, is another one.
    """

    code: str
    where: str
    facts: tuple[tuple[str, Fact], ...] = ()
    at: datetime | None = field(default=None, compare=False)
    role: Role | None = None

    @classmethod
    def of(
        cls, warning: Finding, at: datetime | None = None, role: Role | None = None
    ) -> "Acknowledged":
        facts = {name: fact for name, fact in warning.facts.items() if name not in PASSING}
        return cls(warning.code, warning.where, tuple(sorted(facts.items())), at, role)

    @property
    def without_role(self) -> "Acknowledged":
        """The same warning, whoever ticked it."""
        return replace(self, role=None)
