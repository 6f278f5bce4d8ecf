"""What a PSBT says of keys: whose they are and by which path, held to the wallet's own keys."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import Place, derived_key
from strongroom.model.derivation import HARDENED
from strongroom.model.policy import Branches, CosignerKey
from strongroom.model.psbt import KeyDerivation, PsbtOutput
from strongroom.model.wallet import Branch, Wallet

UNKNOWN_FINGERPRINT = b"\0\0\0\0"
MOST_STEPS = 8
"""Steps followed behind an account's key; wallets use two."""


@dataclass(frozen=True, slots=True)
class Root:
    """How derivations may begin that lead through one cosigner's key."""

    fingerprint: bytes
    path: tuple[int, ...]
    key: CosignerKey
    branches: Branches

    def begins(self, derivation: KeyDerivation) -> bool:
        """Whether the derivation goes through this key, as far as its words say."""
        head = derivation.path[: len(self.path)]
        return derivation.fingerprint == self.fingerprint and head == self.path

    def leads_to(self, derivation: KeyDerivation) -> bool:
        """Whether the path behind this key really ends at the derivation's key."""
        rest = derivation.path[len(self.path) :]
        return len(rest) <= MOST_STEPS and is_key(follow(self.key, rest), derivation.public_key)

    def is_on_branch(self, derivation: KeyDerivation) -> bool:
        """Whether the path behind this key is one of the wallet's branches and an index."""
        rest = derivation.path[len(self.path) :]
        return rest[:-1] in (self.branches.receive, self.branches.change) and bool(rest)

    def place_of(self, derivation: KeyDerivation) -> Place | None:
        """Where in the wallet the derivation says it leads through this key, if it does."""
        rest = derivation.path[len(self.path) :]
        if not self.begins(derivation) or not rest or rest[-1] >= HARDENED:
            return None
        if rest[:-1] == self.branches.receive:
            return Place(Branch.RECEIVE, rest[-1])
        return Place(Branch.CHANGE, rest[-1]) if rest[:-1] == self.branches.change else None


def roots_of(wallet: Wallet) -> tuple[Root, ...]:
    """By master fingerprint and path where they are known, and by the account key's fingerprint."""
    keys = wallet.policy.every_key
    known = [
        Root(origin.fingerprint, origin.path.steps, each.key, each.branches)
        for each in keys
        if (origin := each.key.origin) is not None and origin.is_known
    ]
    return (*known, *(Root(k.key.xpub.fingerprint, (), k.key, k.branches) for k in keys))


@lru_cache(maxsize=4096)
def follow(key: CosignerKey, steps: tuple[int, ...]) -> bytes | None:
    """The public key ``steps`` behind a cosigner's key; None where no public way leads."""
    try:
        return derived_key(key, steps)
    except EngineError:
        return None


def is_key(derived: bytes | None, said: bytes) -> bool:
    """Whether a key is the derived one; taproot leaves out its first byte."""
    return derived is not None and said in (derived, derived[1:])


def is_ours(derivation: KeyDerivation, roots: Iterable[Root]) -> bool:
    """Whether one of our fingerprints stands before it; its path may lead anywhere."""
    return any(derivation.fingerprint == root.fingerprint for root in roots)


def is_false(
    derivation: KeyDerivation, roots: Sequence[Root], keys_here: Collection[bytes]
) -> bool:
    """Whether it carries our fingerprint and its path does not lead to its key.

    A path beside our accounts cannot be followed; it is false only for a key known to lie
    elsewhere, one of ``keys_here``.
    """
    if not is_ours(derivation, roots):
        return False
    through = [root for root in roots if root.begins(derivation)]
    if not through:
        return derivation.public_key in keys_here
    return not any(root.leads_to(derivation) for root in through)


def hinted_indices(derivations: Iterable[KeyDerivation], most: int) -> tuple[int, ...]:
    """The address indices these derivations speak of, at most ``most``."""
    last = (derivation.path[-1] for derivation in derivations if derivation.path)
    return tuple(dict.fromkeys(index for index in last if index < HARDENED))[:most]


def names_us(output: PsbtOutput, roots: Sequence[Root]) -> bool:
    """Whether an output's derivations name one of our signers, or lie in one of our accounts."""
    if any(_is_placeholder_for(derivation, roots) for derivation in output.derivations):
        return True
    fingerprints = {root.fingerprint for root in roots}
    taproot = {derivation.fingerprint for derivation in output.taproot_derivations}
    named = {derivation.fingerprint for derivation in output.derivations} | taproot
    return not fingerprints.isdisjoint(named)


def _is_placeholder_for(derivation: KeyDerivation, roots: Sequence[Root]) -> bool:
    """Whether the signer is left open and the path is an account's of ours: signers would guess."""
    if derivation.fingerprint != UNKNOWN_FINGERPRINT:
        return False
    return any(root.path and derivation.path[: len(root.path)] == root.path for root in roots)
