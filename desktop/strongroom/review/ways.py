"""Which of a wallet's ways to spend an input takes, and who has to sign for it."""

from collections.abc import Collection
from dataclasses import dataclass

from strongroom.model.locks import heeds_relative_locks, relative_lock
from strongroom.model.miniscript import Fragment
from strongroom.model.spending_path import SpendingPath
from strongroom.model.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to spend one coin, with its ``keys``.

    ``scripts`` has for each path the expression it is in: one and the same, but for taproot, where
    each path has its own. ``age`` is how many blocks the input says the coin is confirmed at least,
    0 where it says nothing: the network takes no transaction that says too much (BIP-68).
    """

    scripts: tuple[Fragment, ...]
    paths: tuple[SpendingPath, ...]
    keys: tuple[bytes, ...]
    age: int

    @property
    def number(self) -> int:
        """The path in use by its place among the ``paths``: the last one that the age opens."""
        return max(n for n, path in enumerate(self.paths) if path.delay <= self.age)

    @property
    def path(self) -> SpendingPath:
        """The path in use."""
        return self.paths[self.number]

    def path_of(self, signed: Collection[bytes]) -> SpendingPath:
        """The path that these keys open; the one in use while they open none."""
        opened = (path for path in self._open if self._is_quorum(path, signed))
        return next(opened, self.path)

    def keys_of(self, path: SpendingPath) -> tuple[bytes, ...]:
        """The keys that may sign on a path."""
        return tuple(self.keys[place] for place in path.keys)

    def are_opened_by(self, signed: Collection[bytes]) -> bool:
        """Whether these keys are a quorum of any path that the age opens."""
        return any(self._is_quorum(path, signed) for path in self._open)

    @property
    def _open(self) -> tuple[SpendingPath, ...]:
        return self.paths[: self.number + 1]

    def _is_quorum(self, path: SpendingPath, signed: Collection[bytes]) -> bool:
        return sum(key in signed for key in self.keys_of(path)) >= path.threshold


def age_asked(transaction: Transaction, index: int) -> int:
    """The blocks for which an input asks that its coin be confirmed (BIP-68, BIP-112)."""
    lock = relative_lock(transaction.inputs[index].sequence)
    if lock is None or lock.blocks is None or not heeds_relative_locks(transaction.version):
        return 0
    return lock.blocks
