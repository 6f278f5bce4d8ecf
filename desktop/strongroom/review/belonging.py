"""Rules about whose inputs, keys and accounts a PSBT speaks of."""

from collections.abc import Iterator

from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.finding import Finding
from strongroom.model.policy import CosignerKey
from strongroom.model.psbt import GlobalXpub
from strongroom.review.context import Context
from strongroom.review.origins import UNKNOWN_FINGERPRINT, is_false, is_ours
from strongroom.review.weigh import block, warn

MOST_PARENTS = 200
"""Ways to addresses that are followed; a wallet has two for each key, the rest is not proven."""


def input_not_ours(context: Context) -> Iterator[Finding]:
    """Inputs whose spent script the wallet has nowhere."""
    if context.ownership is None:
        return
    foreign = [view for view in context.inputs if view.spent is not None and not view.is_ours]
    if foreign and len(foreign) == len(context.inputs):
        yield block("input-not-ours", reason="all", inputs=len(foreign))
        return
    for view in foreign:
        yield block("input-not-ours", view.where)


def false_origin(context: Context) -> Iterator[Finding]:
    """A key that stands under one of our fingerprints and is not by its path."""
    if context.ownership is None:
        return
    roots, parents = context.ownership.roots, set[tuple[int, ...]]()
    for view in context.parts:
        for said in view.said.derivations:
            if not is_ours(said, roots):
                continue
            parents.add(said.path[:-1])
            if len(parents) > MOST_PARENTS or is_false(said, roots, view.keys):
                fingerprint, key = said.fingerprint.hex(), said.public_key.hex()
                yield block("false-origin", view.where, fingerprint=fingerprint, key=key)
                break


def xpub_mismatch(context: Context) -> Iterator[Finding]:
    """A cosigner's key in the PSBT that is none of this wallet's."""
    if context.ownership is None:
        return
    cosigners = context.ownership.wallet.policy.cosigners
    xpubs = context.psbt.global_xpubs
    foreign = [said for said in xpubs if not any(_is_key_of(key, said) for key in cosigners)]
    if foreign:
        fingerprint = foreign[0].fingerprint.hex()
        yield block("xpub-mismatch", fingerprint=fingerprint, count=len(foreign))


def fingerprint_missing(context: Context) -> Iterator[Finding]:
    """Own keys that the PSBT gives no signer, though the wallet knows it: some will not sign."""
    if context.ownership is None:
        return
    keys = context.ownership.wallet.policy.every_key
    fingerprints = [each.key.fingerprint for each in keys]
    for view in context.own_inputs:
        nameless = {d.public_key for d in view.said.derivations if not any(d.fingerprint)}
        pairs = zip(view.keys, fingerprints, strict=True)
        if any(key in nameless and fingerprint for key, fingerprint in pairs):
            yield warn("fingerprint-missing", view.where)


def _is_key_of(cosigner: CosignerKey, said: GlobalXpub) -> bool:
    try:
        xpub = ExtendedPublicKey.from_bytes(said.xpub)
    except ReadError:
        return False
    ours = cosigner.xpub
    if (xpub.public_key, xpub.chain_code) != (ours.public_key, ours.chain_code):
        return False
    if cosigner.origin is None:
        return True
    named = {UNKNOWN_FINGERPRINT, cosigner.fingerprint or said.fingerprint}
    return said.path == cosigner.origin.path.steps and said.fingerprint in named
