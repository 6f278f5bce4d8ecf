"""Short ways to ask what a review finds."""

from typing import Any

from strongroom.model.finding import Finding, Severity
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.review.psbt import Review, review_psbt
from tests.builders import Draft, TestWallet


def review_of(given: Draft | Psbt | bytes, signers: TestWallet | None, **told: Any) -> Review:
    """The review of a draft, a PSBT or its bytes."""
    psbt = given.build() if isinstance(given, Draft) else given
    read = read_psbt(psbt) if isinstance(psbt, bytes) else psbt
    return review_psbt(read, signers.wallet if signers else None, **told)


def found(
    given: Draft | Psbt | bytes, signers: TestWallet | None, code: str, **told: Any
) -> list[Finding]:
    """The findings of one code."""
    return [f for f in review_of(given, signers, **told).findings if f.code == code]


def seen(findings: list[Finding]) -> list[tuple[Severity, str]]:
    """The weight and place of each."""
    return [(finding.severity, finding.where) for finding in findings]


def reasons(findings: list[Finding]) -> list[str]:
    return [str(finding.facts.get("reason")) for finding in findings]
