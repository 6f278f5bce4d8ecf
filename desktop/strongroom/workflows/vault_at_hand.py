"""What stands beside a passphrase here and now, and how slots are changed by it.

Each change stands in the log by the same write, and no secret that opens nothing is left behind in
the keyring.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from strongroom.vault.errors import VaultError
from strongroom.vault.header import Slot
from strongroom.vault.keyring import Keyring
from strongroom.vault.keyring_slot import PassphraseAndKeyring, forget_entry, has_entry
from strongroom.vault.security_key import HeldKey
from strongroom.vault.security_key_slot import PassphraseAndSecurityKey
from strongroom.vault.slot_changes import is_strict
from strongroom.vault.slots import Factor, Passphrase, SlotKind, find
from strongroom.vault.stretching import Stretching
from strongroom.vault.vault import Vault
from strongroom.workflows.log import Note, write_with

_REFUSED = ("passphrase-wrong", "slot-missing", "slots-full")


@dataclass(frozen=True, slots=True)
class AtHand:
    """The keyring of this computer, and the security key that somebody holds, if any."""

    keyring: Keyring = field(repr=False)
    held: HeldKey | None = None

    def has_keyring_of(self, vault: Vault) -> bool:
        """Whether this computer's keyring opens it; raises what ``has_entry`` does."""
        return is_strict(vault.slots) and has_entry(self.keyring, vault.slots)

    def present(self, vault: Vault, passphrase: str) -> Factor:
        """What the vault opens with here and now, to prove that the passphrase is known."""
        if not is_strict(vault.slots):
            return Passphrase(passphrase)
        if self.held is not None:
            return PassphraseAndSecurityKey(passphrase, self.held)
        return PassphraseAndKeyring(passphrase, self.keyring)

    def renewed(
        self, vault: Vault, new: str, stretching: Stretching, *, with_keyring: bool
    ) -> list[Factor]:
        """What a new passphrase opens the vault with; the keyring gets a new secret for it."""
        factors: list[Factor] = []
        if with_keyring:
            factors.append(PassphraseAndKeyring.draw(new, self.keyring, stretching))
        if is_strict(vault.slots) and self.held is not None:
            factors.append(PassphraseAndSecurityKey(new, self.held, stretching))
        return factors or [Passphrase(new, stretching)]


def exchange(
    vault: Vault, keyring: Keyring, old: Factor, new: Sequence[Factor], note: Note
) -> None:
    """Let the new open it in the place of all that asks for a passphrase.

    Raises what ``Vault.change_factor`` does.
    """
    before = vault.slots
    with _forgotten_if_refused(keyring, new):
        write_with(vault, note, partial(vault.change_factor, old, *new))
    forget_withdrawn(keyring, before, vault)


def add_beside(vault: Vault, keyring: Keyring, present: Factor, new: Factor, note: Note) -> None:
    """Let the new open it too, but in the place of a passphrase alone.

    Raises what ``find`` and ``Vault.add_factor`` do.
    """
    if isinstance(present, Passphrase):
        exchange(vault, keyring, present, [new], note)
        return
    with _forgotten_if_refused(keyring, [new]):
        find(vault.slots, present, vault.vault_id)
        write_with(vault, note, partial(vault.add_factor, new))


def remove_keyrings(vault: Vault, keyring: Keyring, note: Note) -> None:
    """Let no computer's keyring open it any longer; raises what ``Vault.remove_slot`` does."""
    before = vault.slots
    for slot in before:
        if slot.kind == SlotKind.PASSPHRASE_AND_KEYRING:
            write_with(vault, note, partial(vault.remove_slot, slot))
    forget_withdrawn(keyring, before, vault)


def forget_withdrawn(keyring: Keyring, before: Sequence[Slot], vault: Vault) -> None:
    """Remove the secrets of slots that are no more; one that stays behind opens nothing."""
    for slot in before:
        if slot.kind == SlotKind.PASSPHRASE_AND_KEYRING and slot not in vault.slots:
            with contextlib.suppress(VaultError):
                forget_entry(keyring, slot.parameters)


@contextlib.contextmanager
def _forgotten_if_refused(keyring: Keyring, new: Sequence[Factor]) -> Iterator[None]:
    """New secrets go where the passphrase was wrong; after a write that failed half-way the file
    may need them."""
    try:
        yield
    except VaultError as error:
        if error.code in _REFUSED:
            for factor in new:
                if factor.kind == SlotKind.PASSPHRASE_AND_KEYRING:
                    forget_entry(keyring, factor.parameters)
        raise
