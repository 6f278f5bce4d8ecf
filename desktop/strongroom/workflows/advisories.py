"""What the warnings that came with the program say of a kept wallet's signers."""

from functools import cache

from strongroom.formats.advisories import shipped_advisories
from strongroom.model.advisory import AdvisoryList
from strongroom.model.finding import Finding
from strongroom.review.advisories import Signer, review_signer
from strongroom.vault.provenance import SeedOrigin
from strongroom.vault.records import CosignerRecord, WalletRecord


@cache
def known_advisories() -> AdvisoryList:
    """Read once."""
    return shipped_advisories()


def signer_findings(said: CosignerRecord, where: str) -> tuple[Finding, ...]:
    """What was published about one cosigner's signer, the heaviest first."""
    provenance = said.provenance
    signer = Signer(
        said.device,
        provenance.firmware_then,
        provenance.firmware_now,
        seed_by_hand=provenance.seed is SeedOrigin.DICE,
    )
    return tuple(review_signer(signer, known_advisories(), where))


def wallet_advisories(record: WalletRecord) -> tuple[Finding, ...]:
    """The same for every key of a wallet, in their order (``key N``)."""
    return tuple(
        found
        for position, said in enumerate(record.cosigners)
        for found in signer_findings(said, f"key {position}")
    )
