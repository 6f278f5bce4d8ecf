"""Which cosigners are practice signers, and signing with one of them on the spot."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from strongroom.model.finding import Finding
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey
from strongroom.model.wallet import Wallet
from strongroom.practice.signers import MAX_SIGNERS, PracticeSigner, practice_signers
from strongroom.workflows.payment import PaymentUnderWay, Returned, accept, packing_for


@lru_cache(maxsize=64)
def practice_signers_of(wallet: Wallet) -> Mapping[int, PracticeSigner]:
    """The practice signers among the cosigners, by the position of their key.

    None on any network but the practice one (regtest): there they sign nothing.
    """
    if wallet.network is not Network.REGTEST:
        return MappingProxyType({})
    found = map(_signer_of, wallet.policy.cosigners)
    return MappingProxyType({at: signer for at, signer in enumerate(found) if signer is not None})


def is_practice_wallet(wallet: Wallet) -> bool:
    """Whether practice signers alone can complete a payment of it."""
    return len(practice_signers_of(wallet)) >= wallet.policy.threshold


def sign_with_practice_signer(
    payment: PaymentUnderWay, signer: PracticeSigner
) -> tuple[PaymentUnderWay, tuple[Finding, ...]]:
    """The payment with the signatures of a practice signer: it gets what any signer would, and
    what it gives back is checked as from any other.

    Raises ``SignerRefused``, and what ``packing_for`` and ``accept`` raise.
    """
    signed = signer.sign(packing_for(payment), payment.wallet)
    return accept(payment, [Returned(signer.name, signed.psbt)])


def _signer_of(key: CosignerKey) -> PracticeSigner | None:
    signers = practice_signers(MAX_SIGNERS)
    return next((signer for signer in signers if signer.holds(key)), None)
