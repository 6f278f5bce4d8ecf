"""False change beside the true: what the wallet has at the place, and whose keys were replaced."""

from strongroom.engines.derivation import derive_address
from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import Place
from strongroom.model.scripts import p2sh, p2wsh, parse_multisig
from strongroom.review.ownership import Ownership
from strongroom.review.result import FalseClaim
from strongroom.review.script_reading import keys_in
from strongroom.review.views import OutputView


def false_claim(view: OutputView, owner: Ownership) -> FalseClaim | None:
    """What an output that is false change says it is.

    None where it names no place in the wallet, or the engines do not agree on what lies there.
    """
    place = _named_place(view, owner)
    if place is None:
        return None
    try:
        address = derive_address(owner.wallet, place.branch, place.index).text
    except EngineError:
        return None
    script = _script_behind(view)
    inside = keys_in(script or b"")
    if script is None or not inside:
        return FalseClaim(place, address)
    own = owner.keys(place)
    multisig = parse_multisig(script)
    replaced = {of for key, of in zip(own, owner.cosigners, strict=True) if key not in inside}
    return FalseClaim(
        place,
        address,
        kept=tuple(of not in replaced for of in range(len(owner.wallet.policy.cosigners))),
        strangers=len(set(inside) - set(own)),
        threshold=multisig.threshold if multisig else None,
    )


def _named_place(view: OutputView, owner: Ownership) -> Place | None:
    """The place most of the derivations through our keys name."""
    said = view.said.derivations[: owner.hints]
    named = [root.place_of(derivation) for derivation in said for root in owner.roots]
    places = [place for place in named if place and place.branch in owner.wallet.branches]
    return max(places, key=places.count, default=None)


def _script_behind(view: OutputView) -> bytes | None:
    """The script given with the output that it really pays to."""
    for script in (view.said.witness_script, view.said.redeem_script):
        if script and view.output.script_pubkey in (
            p2wsh(script),
            p2sh(script),
            p2sh(p2wsh(script)),
        ):
            return script
    return None
