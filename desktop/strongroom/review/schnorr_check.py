"""Schnorr signatures for taproot's scripts, held to the transaction under review (BIP-341, 342)."""

from collections.abc import Iterator, Sequence

from strongroom.engines.signatures import COVERS_ALL, SCHNORR, schnorr_type, verify_schnorr
from strongroom.model.curve import is_point
from strongroom.model.psbt import PartialSignature
from strongroom.model.sighash import TaprootHasher
from strongroom.model.transaction import Transaction, TxOutput
from strongroom.review.opening import Opening
from strongroom.review.signature_state import SignatureState

MOST_TRIES = 500
"""Verifications spent on finding where misplaced signatures belong, in one transaction."""


class SchnorrChecker:
    """Checks what signs taproot's leaves; all ``spent`` outputs must be known, or nothing is."""

    def __init__(
        self,
        transaction: Transaction,
        openings: Sequence[Opening | None],
        spent: Sequence[TxOutput | None],
    ) -> None:
        self._transaction = transaction
        self._openings = openings
        known = [output for output in spent if output is not None]
        self._spent = known if len(known) == len(spent) else None
        self._hasher: TaprootHasher | None = None
        self._digests: dict[tuple[int, bytes, int], bytes] = {}
        self._tries = MOST_TRIES

    def check(self, index: int, signature: PartialSignature) -> SignatureState:
        """What a signature at a taproot input is worth, whose script holds its key."""
        opening = self._openings[index]
        if opening is None or self._spent is None:
            return SignatureState.UNCHECKED
        sighash_type = schnorr_type(signature.signature)
        if sighash_type not in (None, *COVERS_ALL):
            return SignatureState.OTHER_TYPE
        if sighash_type is None or signature.leaf_hash != opening.leaf_of(signature.public_key):
            return SignatureState.INVALID
        if self._verifies(index, signature.public_key, signature.signature):
            return SignatureState.GOOD
        is_made = is_point(b"\x02" + signature.signature[:32])
        if not is_made or self._belongs_elsewhere(signature.signature):
            return SignatureState.INVALID
        return SignatureState.OTHER_TRANSACTION

    def maker(self, index: int, signature: bytes) -> bytes | None:
        """The key of an input that made a signature which came without its key."""
        opening = self._openings[index]
        if opening is None or self._spent is None or schnorr_type(signature) not in COVERS_ALL:
            return None
        keys = opening.public_keys
        return next((key for key in keys if self._verifies(index, key, signature)), None)

    def _verifies(self, index: int, public_key: bytes, signature: bytes) -> bool:
        sighash_type = schnorr_type(signature)
        digest = None if sighash_type is None else self._digest(index, public_key, sighash_type)
        return digest is not None and verify_schnorr(public_key, digest, signature[:SCHNORR])

    def _digest(self, index: int, public_key: bytes, sighash_type: int) -> bytes | None:
        opening = self._openings[index]
        leaf = opening.leaf_of(public_key) if opening else b""
        if self._spent is None or not leaf:
            return None
        what = (index, leaf, sighash_type)
        if what not in self._digests:
            self._hasher = self._hasher or TaprootHasher(self._transaction, self._spent)
            self._digests[what] = self._hasher.sighash(index, sighash_type, leaf)
        return self._digests[what]

    def _belongs_elsewhere(self, signature: bytes) -> bool:
        for index, key in self._every_key():
            if self._tries <= 0:
                return False
            self._tries -= 1
            if self._verifies(index, key, signature):
                return True
        return False

    def _every_key(self) -> Iterator[tuple[int, bytes]]:
        for index, opening in enumerate(self._openings):
            if opening is not None and opening.is_taproot:
                yield from ((index, key) for key in opening.public_keys)
