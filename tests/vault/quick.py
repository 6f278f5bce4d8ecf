"""Vaults that open at once: the least stretching a file may ask for, or none at all."""

from dataclasses import dataclass, field

from strongroom.vault.header import Parameters
from strongroom.vault.slots import Passphrase, SlotKind
from strongroom.vault.stretching import Stretching

QUICK = Stretching(memory_kib=19 * 1024, passes=1, lanes=1)


def quick(text: str = "open sesame") -> Passphrase:
    return Passphrase(text, QUICK)


@dataclass(frozen=True, slots=True)
class Held:
    """32 secret bytes that need no stretching, as a recovery key will be."""

    secret: bytes = field(default=bytes(32), repr=False)

    @property
    def kind(self) -> SlotKind:
        return SlotKind.RECOVERY_KEY

    @property
    def parameters(self) -> Parameters:
        return {}

    def key_material(self, parameters: Parameters, salt: bytes) -> bytes:
        return self.secret
