"""Which inputs and outputs are the wallet's own, by our derivation."""

from collections.abc import Sequence
from dataclasses import dataclass

from strongroom.engines.own_scripts import Place
from strongroom.model.psbt import KeyDerivation, Psbt
from strongroom.model.scripts import ScriptSet
from strongroom.model.wallet import Wallet
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.review.opening import Opening, own_opening
from strongroom.review.origins import Root, hinted_indices, roots_of
from strongroom.review.search import Reach, Search, search_of
from strongroom.review.ways import Ways, age_asked


@dataclass(frozen=True, slots=True)
class Ownership:
    """One wallet beside one PSBT.

    ``last_used`` is the highest address index in use, -1 before the first; ``input_places`` says
    for each input where the script it spends lies in the wallet, None for those of others.
    ``hints`` is how many derivations of one input or output are followed.
    """

    wallet: Wallet
    roots: tuple[Root, ...]
    last_used: int
    input_places: tuple[Place | None, ...]
    hints: int
    _search: Search
    _limits: Limits

    @property
    def cosigners(self) -> tuple[int, ...]:
        """For each key of the script, in the order of the policy, the cosigner it is of."""
        policy = self.wallet.policy
        return tuple(place for path in policy.paths for place in policy.cosigners_of(path))

    @property
    def reach(self) -> Reach:
        """The indices at which an output is found again when the wallet is restored."""
        return Reach(self.last_used, self._limits)

    @property
    def farthest(self) -> int:
        """The last index at which an output is still found again."""
        return self.last_used + self._limits.far

    def place(self, script_pubkey: bytes, said: Sequence[KeyDerivation]) -> Place | None:
        """Where a script lies: in reach, or wherever a derivation points."""
        hinted = self._search.at(script_pubkey, hinted_indices(said, self.hints))
        return hinted or self._search.within(script_pubkey, self.reach)

    def keys(self, place: Place) -> tuple[bytes, ...]:
        """Every key of the script at a place, in the order of the policy."""
        return self._search.keys(place)

    def scripts(self, place: Place) -> ScriptSet:
        """The scripts at a place."""
        return self._search.scripts(place)

    def opening(self, psbt: Psbt, index: int) -> Opening | None:
        """How an input of ours is opened; None where it is not ours."""
        place, spent = self.input_places[index], psbt.spent_output(index)
        if place is None or spent is None:
            return None
        return own_opening(spent, self.scripts(place), self._ways(psbt, index, place))

    def _ways(self, psbt: Psbt, index: int, place: Place) -> Ways | None:
        policy = self.wallet.policy
        if policy.is_plain:
            return None
        scripts = policy.leaves or (policy.script,) * len(policy.paths)
        expressions = tuple(script for script in scripts if script is not None)
        age = age_asked(psbt.transaction, index)
        return Ways(expressions, policy.paths, self.keys(place), age)

    def scripts_hinted(self, said: Sequence[KeyDerivation]) -> list[ScriptSet]:
        """Our scripts at the places these derivations point to, on every branch."""
        return [self.scripts(place) for place in self._places_hinted(said)]

    def keys_hinted(self, said: Sequence[KeyDerivation]) -> frozenset[bytes]:
        """The cosigners' keys at the places these derivations point to."""
        return frozenset(k for place in self._places_hinted(said) for k in self.keys(place))

    def _places_hinted(self, said: Sequence[KeyDerivation]) -> list[Place]:
        indices = hinted_indices(said, self.hints)
        return [Place(branch, index) for index in indices for branch in self.wallet.branches]

    def knows_key(self, public_key: bytes) -> bool:
        """Whether this is a cosigner's key at any place in reach."""
        return self._search.knows_key(public_key, self.reach)


def ownership_of(psbt: Psbt, wallet: Wallet, limits: Limits, history: History) -> Ownership:
    """Find the inputs, and with them how far the wallet's addresses are used.

    The chain's word on that counts alone; without it it is what the vault knows, or farther where
    the inputs that are ours lead.
    """
    search, hints = search_of(wallet), _hints(psbt, limits)
    places = [_hinted(psbt, index, search, hints) for index in range(len(psbt.inputs))]
    reach = Reach(_last_used(places, limits, history), limits)
    for index, place in enumerate(places):
        spent = psbt.spent_output(index)
        if place is None and spent is not None:
            places[index] = search.within(spent.script_pubkey, reach)
    used = _last_used(places, limits, history)
    return Ownership(wallet, roots_of(wallet), used, tuple(places), hints, search, limits)


def _hints(psbt: Psbt, limits: Limits) -> int:
    """Derivations followed in each part, so that a PSBT of many parts is done with in time."""
    parts = len(psbt.inputs) + len(psbt.outputs)
    return min(limits.hints_most, limits.hints_in_all // max(parts, 1))


def _hinted(psbt: Psbt, index: int, search: Search, hints: int) -> Place | None:
    spent = psbt.spent_output(index)
    if spent is None:
        return None
    indices = hinted_indices(psbt.inputs[index].derivations, hints)
    return search.at(spent.script_pubkey, indices)


def _last_used(places: Sequence[Place | None], limits: Limits, history: History) -> int:
    """The highest index in use: from what is known, as far as our inputs lead to one another.

    Anyone who knows the keys can pay a little to an address far out. One such coin among the
    inputs must not move the limit, or change beside it would pass for findable.
    """
    if history.last_used is not None:
        return history.last_used
    indices = sorted({place.index for place in places if place is not None})
    highest = history.least_used
    if highest < 0 and indices:
        highest = indices[0]
    for index in indices:
        if index > highest + limits.far:
            break
        highest = max(highest, index)
    return highest
