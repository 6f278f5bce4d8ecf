"""Signatures laid out beside the transaction they must be for: which are good, which are not."""

from collections.abc import Collection
from dataclasses import dataclass

from strongroom.engines.signatures import has_other_type
from strongroom.model.psbt import PartialSignature, Psbt, PsbtInput
from strongroom.model.scripts import ScriptSet, parse_multisig
from strongroom.model.wallet import Wallet
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.review.opening import Opening, opening_of
from strongroom.review.ownership import ownership_of
from strongroom.review.script_reading import pushed
from strongroom.review.signature_check import SignatureChecker, SignatureState

MAX_STACK = 20
"""Signatures, and keys, looked at in one finished input; OP_CHECKMULTISIG takes no more."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A signature and what it is worth; its key is empty where it verifies for none."""

    signature: PartialSignature
    state: SignatureState

    @property
    def is_good(self) -> bool:
        return self.state is SignatureState.GOOD


class SignatureBench:
    """Judges signatures by the transaction, the amounts and the scripts of one PSBT alone.

    With a wallet its own scripts are taken, and only its own inputs have keys that are known.
    """

    def __init__(self, psbt: Psbt, wallet: Wallet | None) -> None:
        self.network = None if wallet is None else wallet.network
        own = {} if wallet is None else _own_openings(psbt, wallet)
        everywhere = range(len(psbt.inputs))
        self._openings = tuple(own.get(i) or _opening(psbt, i) for i in everywhere)
        spent = [psbt.spent_output(index) for index in everywhere]
        self._checker = SignatureChecker(psbt.transaction, self._openings, spent)
        self._known = frozenset(everywhere if wallet is None else own)

    def scripts(self, index: int) -> ScriptSet | None:
        """What has to be shown beside the signatures of an input."""
        opening = self._openings[index]
        return opening.scripts if opening else None

    def is_enough(self, index: int, signatures: Collection[PartialSignature]) -> bool:
        """Whether an input takes no more than these signatures; one is enough where its script is
        no plain quorum and not a wallet's."""
        opening, keys = self._openings[index], {given.public_key for given in signatures}
        return opening.is_opened_by(keys) if opening else bool(keys)

    def judge(self, index: int, entry: PsbtInput) -> tuple[Judged, ...]:
        """Every signature that ``entry`` holds for an input, loose or in finished scripts."""
        loose = [Judged(s, self._state(index, s)) for s in entry.partial_signatures]
        opening = self._openings[index]
        stack = _stack(entry)
        if opening is None:
            return (*loose, *(_nameless(item, SignatureState.UNCHECKED) for item in stack[:1]))
        return (*loose, *(self._attribute(index, i, stack) for i in _signed_items(opening, stack)))

    def _state(self, index: int, signature: PartialSignature) -> SignatureState:
        if index not in self._known:
            return SignatureState.UNKNOWN_KEY
        return self._checker.check(index, signature)

    def _attribute(self, index: int, item: bytes, stack: tuple[bytes, ...]) -> Judged:
        """A signature that came without its key, with the one it verifies for."""
        opening = self._openings[index]
        shown = [key for key in stack if opening and opening.key_hash and opening.holds(key)]
        key = shown[0] if shown else self._maker(index, item)
        if key is not None:
            signature = PartialSignature(key, item, opening.leaf_of(key) if opening else b"")
            return Judged(signature, self._state(index, signature))
        other_type = has_other_type(item, is_schnorr=bool(opening and opening.is_taproot))
        return _nameless(item, SignatureState.OTHER_TYPE if other_type else SignatureState.INVALID)

    def _maker(self, index: int, item: bytes) -> bytes | None:
        opening = self._openings[index]
        if opening is None:
            return None
        few = opening.ways is not None or len(opening.public_keys) <= MAX_STACK
        return self._checker.maker(index, item) if few else None


def _own_openings(psbt: Psbt, wallet: Wallet) -> dict[int, Opening]:
    """How the inputs that are the wallet's are opened, by its own derivation."""
    owner = ownership_of(psbt, wallet, Limits(), History())
    openings = ((index, owner.opening(psbt, index)) for index in range(len(psbt.inputs)))
    return {index: opening for index, opening in openings if opening is not None}


def _opening(psbt: Psbt, index: int) -> Opening | None:
    """How an input is opened by the scripts it comes with, or those it shows."""
    entry, spent = psbt.inputs[index], psbt.spent_output(index)
    if spent is None:
        return None
    redeem = entry.redeem_script or (pushed(entry.final_script_sig or b"") or (None,))[-1]
    witness = entry.witness_script or (entry.final_script_witness or (None,))[-1]
    return opening_of(spent, redeem, witness)


def _stack(entry: PsbtInput) -> tuple[bytes, ...]:
    """What an input's finished scripts put on the stack."""
    return entry.final_script_witness or pushed(entry.final_script_sig or b"")


def _signed_items(opening: Opening, stack: tuple[bytes, ...]) -> Collection[bytes]:
    """What on the stack of a finished input must be signatures."""
    if opening.key_hash is not None:
        return stack[:1]
    if opening.ways is None and parse_multisig(opening.script_code):
        hidden = opening.scripts.redeem_script or opening.scripts.witness_script
        items = stack[:-1] if hidden else stack
        return [item for item in items if item][:MAX_STACK]
    shown = stack[:-2] if opening.is_taproot else stack
    return [item for item in shown if opening.may_sign(item)][:MAX_STACK]


def _nameless(item: bytes, state: SignatureState) -> Judged:
    return Judged(PartialSignature(b"", item), state)
