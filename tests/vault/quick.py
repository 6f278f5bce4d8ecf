"""Vaults that open at once: the least stretching a file may ask for, or none at all."""

from dataclasses import dataclass, field

from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.slots import Passphrase
from strongroom.vault.stretching import Stretching

QUICK = Stretching(memory_kib=19 * 1024, passes=1, lanes=1)


def quick(text: str = "open sesame") -> Passphrase:
    return Passphrase(text, QUICK)


@dataclass(frozen=True, slots=True)
class Held(RecoveryKey):
    """A recovery key that a test need not choose."""

    secret: bytes = field(default=bytes(32), repr=False)
