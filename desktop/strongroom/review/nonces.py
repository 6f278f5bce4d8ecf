"""The rule about the numbers that signers draw: one that comes twice gives the key away."""

from collections.abc import Iterator

from strongroom.engines.signatures import nonce_of
from strongroom.model.finding import Finding
from strongroom.review.context import Context
from strongroom.review.history import Nonce
from strongroom.review.ownership import Ownership
from strongroom.review.signature_check import SignatureState
from strongroom.review.views import InputView
from strongroom.review.weigh import block


def repeated_nonce(context: Context) -> Iterator[Finding]:
    """Two signatures that share their R value and sign different things, here or in the past."""
    first: dict[Nonce, tuple[int, bytes]] = {}
    for view in context.own_inputs:
        for cosigner, key, nonce in _nonces(view, context.ownership):
            other = first.setdefault(nonce, (view.index, key))
            if other != (view.index, key):
                yield block("repeated-nonce", view.where, cosigner=cosigner, other=other[0])
            elif nonce in context.history.nonces:
                txid = context.history.nonces[nonce]
                yield block(
                    "repeated-nonce", view.where, reason="earlier", cosigner=cosigner, txid=txid
                )


def nonces_of(view: InputView, owner: Ownership | None) -> Iterator[Nonce]:
    """Those of the cosigners' good signatures at an input of ours."""
    return (nonce for _, _, nonce in _nonces(view, owner))


def _nonces(view: InputView, owner: Ownership | None) -> Iterator[tuple[int, bytes, Nonce]]:
    """Each with the cosigner's place in the policy and the key that signed."""
    if owner is None:
        return
    for checked in view.signatures:
        cosigner = view.cosigner_of(checked.public_key)
        if checked.state is SignatureState.GOOD and cosigner is not None:
            key = owner.wallet.policy.cosigners[cosigner].xpub.public_key
            is_schnorr = bool(view.opening and view.opening.is_taproot)
            point = nonce_of(checked.signature, is_schnorr=is_schnorr)
            yield cosigner, checked.public_key, Nonce(key.hex(), point.hex())
