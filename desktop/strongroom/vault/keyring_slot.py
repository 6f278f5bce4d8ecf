"""A key slot for a passphrase and a secret in one computer's keyring: neither opens it alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from secrets import token_bytes, token_hex
from typing import Final

from strongroom.vault.errors import VaultError, malformed
from strongroom.vault.header import Parameters, Slot
from strongroom.vault.keyring import Keyring
from strongroom.vault.keys import KEY_BYTES
from strongroom.vault.slots import SlotKind
from strongroom.vault.stretching import DEFAULT, Stretching

_ENTRY = re.compile(r"[0-9a-f]{32}")
_SECRET: Final = re.compile(rf"[0-9a-f]{{{2 * KEY_BYTES}}}")


@dataclass(frozen=True, slots=True)
class PassphraseAndKeyring:
    """Both are needed. ``entry`` and ``stretching`` are for new slots; an old one says its own."""

    text: str = field(repr=False)
    keyring: Keyring = field(repr=False)
    entry: str = ""
    stretching: Stretching = DEFAULT

    @classmethod
    def draw(
        cls, text: str, keyring: Keyring, stretching: Stretching = DEFAULT
    ) -> "PassphraseAndKeyring":
        """For a new slot: a new secret is in the keyring when this returns.

        Raises what ``Keyring.write`` does.
        """
        entry = token_hex(16)
        keyring.write(_name(entry), token_bytes(KEY_BYTES).hex())
        return cls(text, keyring, entry, stretching)

    @property
    def kind(self) -> SlotKind:
        return SlotKind.PASSPHRASE_AND_KEYRING

    @property
    def parameters(self) -> Parameters:
        return {"entry": self.entry, **self.stretching.parameters}

    def key_material(self, parameters: Parameters, salt: bytes) -> bytes:
        """Raises ``VaultError`` with ``keyring-entry-missing``, and what ``Keyring.read`` does."""
        entry, stretching = entry_of(parameters), _stretching_of(parameters)
        # Asked first, as the stretching takes seconds.
        secret = self.keyring.read(_name(entry))
        if secret is None or not _SECRET.fullmatch(secret):
            raise VaultError("keyring-entry-missing", "this keyring has no secret for this vault")
        return stretching.stretch(self.text, salt) + bytes.fromhex(secret)


def entry_of(parameters: Parameters) -> str:
    """Which secret a slot with these parameters asks for; raises ``vault-malformed``."""
    entry = parameters.get("entry")
    if not isinstance(entry, str) or not _ENTRY.fullmatch(entry):
        raise malformed("a key slot names no secret of a keyring")
    return entry


def has_entry(keyring: Keyring, slots: Iterable[Slot]) -> bool:
    """Whether one of these slots is this keyring's; raises what ``Keyring.read`` does, but for
    ``keyring-absent``."""
    kind = SlotKind.PASSPHRASE_AND_KEYRING
    names = [_name(entry_of(slot.parameters)) for slot in slots if slot.kind == kind]
    try:
        return any(keyring.read(name) is not None for name in names)
    except VaultError as error:
        if error.code != "keyring-absent":
            raise
        return False


def forget_entry(keyring: Keyring, parameters: Parameters) -> None:
    """Remove the secret of a slot that was removed; raises what ``Keyring.remove`` does."""
    keyring.remove(_name(entry_of(parameters)))


def _stretching_of(parameters: Parameters) -> Stretching:
    return Stretching.read({name: one for name, one in parameters.items() if name != "entry"})


def _name(entry: str) -> str:
    return f"vault {entry}"
