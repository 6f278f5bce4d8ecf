"""The signatures of an input, those inside finished scripts too."""

from collections.abc import Iterator
from dataclasses import replace

from strongroom.engines.signatures import has_other_type
from strongroom.model.psbt import PartialSignature
from strongroom.model.scripts import push
from strongroom.model.transaction import TxInput
from strongroom.review.opening import Opening
from strongroom.review.script_reading import pushed
from strongroom.review.signature_check import SignatureChecker, SignatureState
from strongroom.review.views import CheckedSignature, InputView

MAX_STACK = 22
"""Items looked at: the one OP_CHECKMULTISIG drops, and a signature more than it can take."""


def check_signatures(view: InputView, checker: SignatureChecker) -> tuple[CheckedSignature, ...]:
    """Every signature of an input with what it is worth: the partial ones, then the final ones."""
    partial = [
        CheckedSignature(s.public_key, s.signature, checker.check(view.index, s))
        for s in view.said.partial_signatures
    ]
    return (*partial, *_final_signatures(view, checker))


def with_final_scripts(view: InputView) -> TxInput:
    """The input with its finished scripts in place, bare where it has none."""
    script_sig = view.said.final_script_sig or b""
    return replace(
        view.tx_input, script_sig=script_sig, witness=view.said.final_script_witness or ()
    )


def opens(view: InputView) -> bool:
    """Whether an input of ours shows just its scripts and a quorum of signatures, in key order."""
    opening = view.opening
    if opening is None:
        return False
    final = [s.public_key for s in view.signatures if s.is_final and s.public_key]
    if opening.ways is not None:
        enough = opening.shows(_shown(view), final) and opening.is_opened_by(final)
        return enough and _wrapping_is_right(view, opening)
    keys = opening.public_keys
    places = [keys.index(key) for key in final]
    in_order = places == sorted(set(places)) and len(places) == opening.threshold
    dummy, *signatures, script = _shown(view) if len(_shown(view)) > 1 else (b"x", b"")
    return (
        in_order
        and (dummy, script) == (b"", opening.script_code)
        and len(signatures) == opening.threshold
        and _wrapping_is_right(view, opening)
    )


def _wrapping_is_right(view: InputView, opening: Opening) -> bool:
    """Whether scriptSig and witness are used as the kind of output asks for."""
    if not opening.is_segwit:
        plain = b"".join(push(item) for item in _shown(view))
        return not view.said.final_script_witness and view.said.final_script_sig == plain
    redeem = opening.scripts.redeem_script
    return (view.said.final_script_sig or b"") == (push(redeem) if redeem else b"")


def _shown(view: InputView) -> tuple[bytes, ...]:
    """What an input's finished scripts put on the stack, in order."""
    return view.said.final_script_witness or pushed(view.said.final_script_sig or b"")


def _final_signatures(view: InputView, checker: SignatureChecker) -> Iterator[CheckedSignature]:
    """Those of our own inputs, whose scripts are known: all that is shown before the script.

    Where there are several ways to spend, keys and choices are shown too; they are no signatures.
    """
    if not view.is_final or not view.is_ours:
        return
    shown = _shown(view)[: -2 if view.opening and view.opening.is_taproot else -1]
    if view.opening and view.opening.ways:
        shown = tuple(item for item in shown if view.opening.may_sign(item))
    items = [item for item in shown[:MAX_STACK] if item]
    yield from (_checked(view, item, checker) for item in items)


def _checked(view: InputView, item: bytes, checker: SignatureChecker) -> CheckedSignature:
    key = checker.maker(view.index, item)
    if key is not None:
        leaf = view.opening.leaf_of(key) if view.opening else b""
        state = checker.check(view.index, PartialSignature(key, item, leaf))
        return CheckedSignature(key, item, state, is_final=True)
    strange = has_other_type(item, is_schnorr=bool(view.opening and view.opening.is_taproot))
    state = SignatureState.OTHER_TYPE if strange else SignatureState.INVALID
    return CheckedSignature(b"", item, state, is_final=True)
