"""Where scripts and keys lie in a wallet, found by our own derivation alone."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import OwnScripts, Place, own_scripts
from strongroom.model.derivation import HARDENED
from strongroom.model.script_type import ScriptType
from strongroom.model.scripts import OutputKind, ScriptSet, output_kind
from strongroom.model.wallet import Wallet
from strongroom.review.limits import Limits

_MOST_RECENT = 4_096
_POINT = 32
"""Bytes of a key in taproot, which are the last ones of its usual form."""

_KINDS = {ScriptType.P2WSH: OutputKind.P2WSH, ScriptType.P2TR: OutputKind.P2TR}
"""The form of a wallet's outputs; for other script types they are P2SH."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The address indices to look through: from the first one to ``far`` beyond the last used.

    An input of ours may claim any index. Beyond ``search_most`` only the first ``far`` addresses
    and the neighbourhood of the last used one are looked through: no wallet is that full.
    """

    last_used: int
    limits: Limits

    def __iter__(self) -> Iterator[int]:
        return chain(*self._ranges)

    def __contains__(self, index: int) -> bool:
        return any(index in part for part in self._ranges)

    @property
    def _ranges(self) -> tuple[range, range]:
        far = self.limits.far
        end = min(self.last_used + far + 1, HARDENED)
        first = range(end if end <= self.limits.search_most else far)
        return first, range(max(first.stop, self.last_used - far), end)


class Search:
    """The places of one wallet, each derived once however often it is asked for."""

    def __init__(self, wallet: Wallet) -> None:
        self._wallet = wallet
        self._own: OwnScripts = own_scripts(wallet)
        self._derived: set[int] = set()
        self._reached: Reach | None = None
        self._scripts: dict[bytes, Place] = {}
        self._keys: dict[bytes, Place] = {}
        self._recent: dict[Place, tuple[bytes, ...]] = {}

    def keys(self, place: Place) -> tuple[bytes, ...]:
        """The cosigners' keys at a place, in the order of the policy."""
        if place not in self._recent:
            if len(self._recent) >= _MOST_RECENT:
                self._recent.clear()
            self._recent[place] = self._own.public_keys(place.branch, place.index)
        return self._recent[place]

    def scripts(self, place: Place) -> ScriptSet:
        """The scripts at a place."""
        return self._own.scripts_of(place, self.keys(place))

    def at(self, script_pubkey: bytes, indices: Collection[int]) -> Place | None:
        """Where this output script lies, if at one of these indices of either branch."""
        if not self._can_be_own(script_pubkey):
            return None
        self._derive(indices)
        place = self._scripts.get(script_pubkey)
        return place if place and place.index in indices else None

    def within(self, script_pubkey: bytes, reach: Reach) -> Place | None:
        """Where this output script lies, if in reach."""
        if not self._can_be_own(script_pubkey):
            return None
        self._derive_reach(reach)
        place = self._scripts.get(script_pubkey)
        return place if place and place.index in reach else None

    def knows_key(self, public_key: bytes, reach: Reach) -> bool:
        """Whether this is a cosigner's key at any place in reach, its first byte left aside."""
        self._derive_reach(reach)
        place = self._keys.get(public_key[-_POINT:])
        return place is not None and place.index in reach

    def _can_be_own(self, script_pubkey: bytes) -> bool:
        own = _KINDS.get(self._wallet.policy.script_type, OutputKind.P2SH)
        return output_kind(script_pubkey) is own

    def _derive_reach(self, reach: Reach) -> None:
        if reach != self._reached:
            self._derive(reach)
            self._reached = reach

    def _derive(self, indices: Iterable[int]) -> None:
        for index in indices:
            if index not in self._derived:
                self._derived.add(index)
                self._derive_index(index)

    def _derive_index(self, index: int) -> None:
        for branch in self._wallet.branches:
            place = Place(branch, index)
            try:
                keys = self._own.public_keys(branch, index)
            except EngineError:
                continue  # one index in 2^127 has no key (BIP-32)
            self._scripts[self._own.scripts_of(place, keys).script_pubkey] = place
            self._keys.update(dict.fromkeys([key[-_POINT:] for key in keys], place))


@lru_cache(maxsize=8)
def search_of(wallet: Wallet) -> Search:
    """The search of a wallet, with what was derived before."""
    return Search(wallet)
