"""By which key each signature at an input was made, and for which of the ways to spend."""

from collections.abc import Iterator

from strongroom.model.derivation import DerivationPath
from strongroom.model.wallet import branch_steps
from strongroom.review.ownership import Ownership
from strongroom.review.result import InputSignature
from strongroom.review.views import InputView


def input_signatures(view: InputView, owner: Ownership | None) -> tuple[InputSignature, ...]:
    """Every good signature by a key of the wallet, by cosigner; none at an input not ours."""
    return tuple(sorted(_signatures(view, owner), key=lambda one: (one.cosigner, one.path)))


def _signatures(view: InputView, owner: Ownership | None) -> Iterator[InputSignature]:
    good = view.good_keys
    if owner is None or view.place is None or not good:
        return
    policy = owner.wallet.policy
    path_of = [number for number, path in enumerate(policy.paths) for _ in path.keys]
    steps = branch_steps(policy, view.place.branch)
    counted = view.counted_keys
    for at, public_key in enumerate(view.keys):
        if public_key in good:
            key, rest = policy.every_key[at].key, (*steps[at], view.place.index)
            known = key.origin.path.steps if key.origin and key.fingerprint else ()
            yield InputSignature(
                view.cosigners[at],
                key.fingerprint,
                DerivationPath(known + rest),
                path_of[at],
                public_key in counted,
            )
