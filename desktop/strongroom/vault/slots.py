"""Key slots: the data key wrapped for what a person holds, one way for all kinds of factors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from secrets import token_bytes
from typing import Final, Protocol

from strongroom.vault.errors import VaultError, wrong_passphrase
from strongroom.vault.header import Parameters, Slot, canonical_json
from strongroom.vault.keys import NONCE_BYTES, SALT_BYTES, DataKey, decrypt, derive
from strongroom.vault.stretching import DEFAULT, Stretching


class SlotKind(IntEnum):
    """The numbers by which a file names its slots."""

    PASSPHRASE = 1
    PASSPHRASE_AND_KEYRING = 2
    PASSPHRASE_AND_FIDO2 = 3
    RECOVERY_KEY = 4


WITH_PASSPHRASE: Final = frozenset(
    (SlotKind.PASSPHRASE, SlotKind.PASSPHRASE_AND_KEYRING, SlotKind.PASSPHRASE_AND_FIDO2)
)
ELSEWHERE: Final = frozenset(("keyring-entry-missing", "security-key-other"))
"""What is said of a slot whose second part is another computer's or another key's."""


class Factor(Protocol):
    """What a person brings to open slots of one kind, or to have a new one made."""

    @property
    def kind(self) -> SlotKind: ...

    @property
    def parameters(self) -> Parameters:
        """What a new slot notes in the open, so that the factor can be brought again."""

    def key_material(self, parameters: Parameters, salt: bytes) -> bytes:
        """The secret bytes that a slot with these parameters and this salt is opened by.

        May take seconds. Raises ``VaultError``: ``vault-malformed`` where the parameters are none
        for this kind, and whatever keeps this factor from being used.
        """


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase alone. ``stretching`` counts for new slots; an old one says its own."""

    text: str = field(repr=False)
    stretching: Stretching = DEFAULT

    @property
    def kind(self) -> SlotKind:
        return SlotKind.PASSPHRASE

    @property
    def parameters(self) -> Parameters:
        return self.stretching.parameters

    def key_material(self, parameters: Parameters, salt: bytes) -> bytes:
        return Stretching.read(parameters).stretch(self.text, salt)


def wrap(key: DataKey, factor: Factor, vault_id: bytes) -> Slot:
    """A new slot of this vault that the factor opens, with a salt of its own."""
    salt, nonce = token_bytes(SALT_BYTES), token_bytes(NONCE_BYTES)
    kind, parameters = factor.kind, factor.parameters
    slot_key = _slot_key(factor.key_material(parameters, salt), salt, kind)
    wrapped = key.wrapped(slot_key, nonce, _bound(kind, parameters, vault_id))
    return Slot(int(kind), parameters, salt, nonce, wrapped)


def unwrap(slot: Slot, factor: Factor, vault_id: bytes) -> DataKey | None:
    """The data key, or None where the factor is the wrong one or the slot was changed.

    Raises what ``key_material`` does.
    """
    material = factor.key_material(slot.parameters, slot.salt)
    slot_key = _slot_key(material, slot.salt, slot.kind)
    bound = _bound(slot.kind, slot.parameters, vault_id)
    key = decrypt(slot_key, slot.nonce, slot.wrapped, bound)
    return None if key is None else DataKey(key)


def unlock(slots: Iterable[Slot], factor: Factor, vault_id: bytes) -> DataKey:
    """The data key from the first slot that the factor opens; raises what ``find`` does."""
    return find(slots, factor, vault_id)[1]


def unlock_any(
    slots: Sequence[Slot], factors: Factor | Sequence[Factor], vault_id: bytes
) -> DataKey:
    """The data key from the first slot that the factor, or one of the factors, opens.

    Raises what ``find`` does of a factor that a slot asks for, and ``slot-missing`` only where none
    is asked for.
    """
    errors = []
    for factor in factors if isinstance(factors, Sequence) else [factors]:
        try:
            return unlock(slots, factor, vault_id)
        except VaultError as error:
            errors.append(error)
    asked = (error for error in errors if error.code != "slot-missing")
    raise next(asked, errors[0])


def find(slots: Iterable[Slot], factor: Factor, vault_id: bytes) -> tuple[Slot, DataKey]:
    """The first slot that the factor opens, and the data key in it.

    Raises ``VaultError``: ``slot-missing`` where no slot is of the factor's kind,
    ``passphrase-wrong`` where it opens none of them, and what ``key_material`` does.
    """
    of_kind = [slot for slot in slots if slot.kind == factor.kind]
    if not of_kind:
        raise VaultError(
            "slot-missing", "this vault is not opened this way", kind=factor.kind.name.lower()
        )
    elsewhere: list[VaultError] = []
    for slot in of_kind:
        try:
            key = unwrap(slot, factor, vault_id)
        except VaultError as error:
            if error.code not in ELSEWHERE:
                raise
            elsewhere.append(error)
            continue
        if key is not None:
            return slot, key
    raise elsewhere[0] if len(elsewhere) == len(of_kind) else wrong_passphrase()


def _slot_key(material: bytes, salt: bytes, kind: int) -> bytes:
    return derive(material, salt, b"strongroom slot" + bytes([kind]))


def _bound(kind: int, parameters: Parameters, vault_id: bytes) -> bytes:
    return canonical_json(
        {"parameters": dict(parameters), "type": int(kind), "vault": vault_id.hex()}
    )
