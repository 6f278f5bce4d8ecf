"""All that the page of a payment shows, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from strongroom.model.device import device_named
from strongroom.model.finding import Finding
from strongroom.review.result import FalseClaim, ReviewedOutput
from strongroom.window.pages.payment_signatures import SigningState
from strongroom.window.pages.payment_words import Cosigner, Stage
from strongroom.workflows.device_packing import PackingChoice
from strongroom.workflows.payment import PaymentUnderWay
from strongroom.workflows.payment_labels import PaymentLabels


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows; ``findings`` are about the files that came in last, ``transaction``
    is the finished one in the network's form, ``phrase`` is empty until it is worked out."""

    payment: PaymentUnderWay
    stage: Stage
    cosigners: tuple[Cosigner, ...]
    labels: PaymentLabels
    saved_for: frozenset[int] = frozenset()
    signed_at: Mapping[int, datetime] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    transaction: bytes | None = None
    phrase: tuple[str, ...] = ()
    is_kept: bool = False
    packings: Mapping[int, PackingChoice] = field(default_factory=dict)
    """What was chosen by hand, by the position of the cosigner."""

    @property
    def signing(self) -> SigningState:
        return SigningState(
            self.payment, self.cosigners, self.stage, self.saved_for, self.signed_at
        )

    def packing(self, position: int) -> PackingChoice:
        """What was chosen, or what the cosigner's device says."""
        device = device_named(self.cosigners[position].device)
        return self.packings.get(position) or PackingChoice(device)

    @property
    def is_blocked(self) -> bool:
        return self.stage is Stage.BLOCKED

    @property
    def claims(self) -> tuple[tuple[ReviewedOutput, FalseClaim], ...]:
        """The outputs that are false change, with what they claim."""
        outputs = self.payment.review.outputs
        return tuple((each, each.claim) for each in outputs if each.claim is not None)

    @property
    def _fixed(self) -> tuple[object, ...]:
        """What takes a new body when it changes."""
        return self.cosigners, self.labels, self.findings, self.transaction, self.is_blocked

    def is_like(self, other: "Shown") -> bool:
        """Whether it is another form of the same review."""
        return self.payment.review is other.payment.review and self._fixed == other._fixed

    @property
    def aside(self) -> tuple[object, ...]:
        """What the column at the side shows beside the review."""
        return self.stage, self.saved_for, self.signed_at, self.phrase
