"""Making a passphrase expensive to guess: Argon2id, and how much of it."""

import math
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from strongroom.vault.errors import VaultError, malformed
from strongroom.vault.header import Parameters
from strongroom.vault.keys import KEY_BYTES

MEMORY_KIB: Final = range(19 * 1024, 2 * 1024 * 1024 + 1)
PASSES: Final = range(1, 21)
LANES: Final = range(1, 17)
"""What is accepted from a file, so that none can ask for next to nothing or for absurd work."""


@dataclass(frozen=True, slots=True)
class Stretching:
    """Argon2id's parameters (RFC 9106); memory in KiB."""

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        bounds = ((self.memory_kib, MEMORY_KIB), (self.passes, PASSES), (self.lanes, LANES))
        if not all(value in accepted for value, accepted in bounds):
            raise malformed("it asks for too little or too much work")

    @classmethod
    def read(cls, parameters: Parameters) -> "Stretching":
        """As a slot notes them; raises ``VaultError`` with ``vault-malformed``."""
        if parameters.keys() != {"lanes", "memory_kib", "passes"}:
            raise malformed("a key slot has other parameters than it should")
        numbers = {name: _integer(value) for name, value in parameters.items()}
        return cls(**numbers)

    @property
    def parameters(self) -> Parameters:
        """As a slot notes them."""
        return {"lanes": self.lanes, "memory_kib": self.memory_kib, "passes": self.passes}

    @property
    def is_weak(self) -> bool:
        """Whether it is below the floor for new vaults; lanes only share out the work."""
        return self.memory_kib < FLOOR.memory_kib or self.passes < FLOOR.passes

    def stretch(self, passphrase: str, salt: bytes) -> bytes:
        """32 bytes from the passphrase's NFKC form.

        Raises ``VaultError``: ``passphrase-unusable``, or ``vault-memory`` where this computer has
        not enough of it.
        """
        secret = _encoded(passphrase)
        work = Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        try:
            return work.derive(secret)
        except MemoryError:
            mebibytes = self.memory_kib // 1024
            raise VaultError(
                "vault-memory", f"this takes {mebibytes} MiB of memory", mebibytes=mebibytes
            ) from None


DEFAULT: Final = Stretching(memory_kib=256 * 1024, passes=10, lanes=4)
FLOOR: Final = Stretching(memory_kib=64 * 1024, passes=3, lanes=4)
"""The least for a new vault, and only where somebody chose it."""


def time_of(stretching: Stretching) -> float:
    """Seconds it takes here."""
    start = time.perf_counter()
    stretching.stretch("calibration", bytes(KEY_BYTES))
    return time.perf_counter() - start


def calibrate(seconds: float = 1.0, measure: Callable[[Stretching], float] = time_of) -> Stretching:
    """The default, with as many more passes as it needs to take about ``seconds``; never fewer."""
    taken = max(measure(DEFAULT), 0.001)
    passes = math.ceil(DEFAULT.passes * seconds / taken)
    return replace(DEFAULT, passes=min(max(passes, DEFAULT.passes), PASSES[-1]))


def _encoded(passphrase: str) -> bytes:
    # The encoder's own error would carry the passphrase along.
    try:
        secret = unicodedata.normalize("NFKC", passphrase).encode()
    except UnicodeEncodeError:
        secret = b""
    if not secret:
        raise VaultError("passphrase-unusable", "this is empty or holds half a character")
    return secret


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise malformed("a key slot's parameter is not a number")
    return value
