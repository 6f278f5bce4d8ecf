"""Signatures held to the transaction under review: by our own sighash, verified by libsecp256k1."""

from collections.abc import Sequence

from strongroom.engines.signatures import (
    SignatureForm,
    nonce_point,
    signature_form,
    verify_ecdsa,
)
from strongroom.model.curve import is_point
from strongroom.model.psbt import PartialSignature
from strongroom.model.sighash import SIGHASH_ALL, LegacyHasher, SegwitHasher
from strongroom.model.transaction import Transaction, TxOutput
from strongroom.review.opening import Opening
from strongroom.review.schnorr_check import SchnorrChecker
from strongroom.review.signature_state import SignatureState

__all__ = ["SignatureChecker", "SignatureState"]

MOST_TRIES = 2_000
"""Verifications spent on finding where misplaced signatures belong, in one transaction."""

MOST_LEGACY = 100_000_000
"""Bytes gone over for sighashes before BIP-143, each of which takes in the whole transaction.

1,500 inputs with a signature each, four times what nodes pass on; beyond, nothing is counted.
"""


class SignatureChecker:
    """Checks the signatures of one transaction.

    ``openings`` has one entry for each input, and so has ``spent``: what it spends, where known.
    """

    def __init__(
        self,
        transaction: Transaction,
        openings: Sequence[Opening | None],
        spent: Sequence[TxOutput | None],
    ) -> None:
        self._openings = openings
        self._schnorr = SchnorrChecker(transaction, openings, spent)
        self._segwit = SegwitHasher(transaction)
        self._legacy = LegacyHasher(transaction)
        self._digests: dict[tuple[int, int], bytes] = {}
        self._tries = MOST_TRIES
        self._legacy_left = MOST_LEGACY

    def check(self, index: int, signature: PartialSignature) -> SignatureState:
        """What a signature at input ``index`` is worth."""
        opening = self._openings[index]
        if opening is None:
            return SignatureState.UNCHECKED
        if not opening.holds(signature.public_key):
            return SignatureState.UNKNOWN_KEY
        if opening.is_taproot:
            return self._schnorr.check(index, signature)
        form = signature_form(signature.signature)
        if not form.is_canonical:
            return SignatureState.INVALID
        if form.sighash_type != SIGHASH_ALL:
            return SignatureState.OTHER_TYPE
        if self.digest(index) is None:
            return SignatureState.UNCHECKED
        if self._verifies(index, signature.public_key, form):
            return SignatureState.GOOD
        if not is_point(b"\x02" + nonce_point(form.der)) or self._belongs_elsewhere(form):
            return SignatureState.INVALID
        return SignatureState.OTHER_TRANSACTION

    def maker(self, index: int, signature: bytes) -> bytes | None:
        """The key of input ``index`` that made a signature which came without its key."""
        opening = self._openings[index]
        if opening is not None and opening.is_taproot:
            return self._schnorr.maker(index, signature)
        form = signature_form(signature)
        if opening is None or not form.is_canonical:
            return None
        made = (key for key in opening.public_keys if self._verifies(index, key, form))
        return next(made, None)

    def digest(self, index: int, sighash_type: int = SIGHASH_ALL) -> bytes | None:
        """The 32 bytes that signatures at input ``index`` commit to; None where it is not known."""
        opening = self._openings[index]
        place = (index, sighash_type)
        if opening is None or opening.is_taproot:
            return None
        if place not in self._digests and self._may_hash(opening):
            self._digests[place] = self._hash(opening, index, sighash_type)
        return self._digests.get(place)

    def _may_hash(self, opening: Opening) -> bool:
        if not opening.is_segwit:
            self._legacy_left -= self._legacy.size
        return opening.is_segwit or self._legacy_left >= 0

    def _hash(self, opening: Opening, index: int, sighash_type: int) -> bytes:
        code = opening.script_code
        if opening.is_segwit:
            return self._segwit.sighash(index, code, opening.amount, sighash_type)
        return self._legacy.sighash(index, code, sighash_type)

    def _verifies(self, index: int, public_key: bytes, form: SignatureForm) -> bool:
        digest = self.digest(index, form.sighash_type)
        return digest is not None and verify_ecdsa(public_key, digest, form.der)

    def _belongs_elsewhere(self, form: SignatureForm) -> bool:
        """Whether it verifies for any key at any input, as far as the tries go."""
        for index, opening in enumerate(self._openings):
            for key in opening.public_keys if opening else ():
                if self._tries <= 0:
                    return False
                self._tries -= 1
                if self._verifies(index, key, form):
                    return True
        return False
