"""A key slot for a passphrase and a security key (FIDO2): neither opens it alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from strongroom.vault.errors import VaultError
from strongroom.vault.header import Parameters, Slot
from strongroom.vault.security_key import FIELDS, Credential, HeldKey
from strongroom.vault.slots import SlotKind
from strongroom.vault.stretching import DEFAULT, Stretching


@dataclass(frozen=True, slots=True)
class PassphraseAndSecurityKey:
    """Both are needed. ``stretching`` is for new slots; an old one says its own."""

    text: str = field(repr=False)
    held: HeldKey
    stretching: Stretching = DEFAULT

    @property
    def kind(self) -> SlotKind:
        return SlotKind.PASSPHRASE_AND_FIDO2

    @property
    def parameters(self) -> Parameters:
        return {**self.held.credential.parameters, **self.stretching.parameters}

    def key_material(self, parameters: Parameters, salt: bytes) -> bytes:
        """Raises ``VaultError`` with ``security-key-other`` for the slot of another key."""
        stretching = _stretching_of(parameters)
        if Credential.read(parameters) != self.held.credential:
            raise VaultError("security-key-other", "this slot is another security key's")
        return stretching.stretch(self.text, salt) + self.held.secret


def credentials_of(slots: Iterable[Slot]) -> tuple[Credential, ...]:
    """Of all security keys, in the order of their slots; raises ``vault-malformed``."""
    return tuple(
        Credential.read(slot.parameters)
        for slot in slots
        if slot.kind == SlotKind.PASSPHRASE_AND_FIDO2
    )


def _stretching_of(parameters: Parameters) -> Stretching:
    return Stretching.read({name: one for name, one in parameters.items() if name not in FIELDS})
