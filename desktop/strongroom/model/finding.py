"""What a review found: a stable code, its weight, its place and its facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from strongroom.model.errors import Fact, StrongroomError


class Severity(IntEnum):
    """The weight of a finding; the heaviest one is the verdict."""

    INFO = 0
    WARN = 1
    BLOCK = 2
    REJECT = 3

    @property
    def word(self) -> str:
        """The word used in files and on the command line."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person should know before going on.

    ``where`` is ``transaction``, ``wallet``, ``file``, ``input N``, ``output N``, ``key N`` or
    ``line N``, counted from zero.
    """

    code: str
    severity: Severity
    where: str = "transaction"
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)


class Rejected(StrongroomError):
    """A finding of the weight *reject* stands: nothing was loaded, nothing is stored."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code, f"{finding.code} ({finding.where})", **finding.facts)
        self.finding = finding


def raise_rejected(findings: Iterable[Finding]) -> None:
    """Raise ``Rejected`` with the first finding that refuses the whole thing, if there is one."""
    for finding in findings:
        if finding.severity is Severity.REJECT:
            raise Rejected(finding)
