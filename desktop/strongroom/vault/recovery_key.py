"""The recovery key: 256 random bits that open a vault alone, as groups a person can write down."""

from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from secrets import token_bytes
from typing import Final

from strongroom.vault.errors import VaultError
from strongroom.vault.header import Parameters
from strongroom.vault.keys import KEY_BYTES
from strongroom.vault.slots import SlotKind

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U, which are read as what they look like."""

GROUPS: Final = 14
SUM_BYTES: Final = 3

_DATA = 4
"""Letters of a group that carry data; one more checks them and their place."""
_LETTER_BITS = 5
_LOOK_ALIKES = str.maketrans("ILOU", "110V", "- \t\r\n.")
_REDUCTION = 0b100101
"""x^5 + x^2 + 1, which makes the 32 letters a field."""


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A recovery key that somebody has typed, and so has."""

    secret: bytes = field(repr=False)

    @classmethod
    def read(cls, text: str) -> "RecoveryKey":
        """As it was typed, in capitals or not, with or without spaces.

        Raises ``VaultError``: ``recovery-key-length``, ``recovery-key-mistyped`` (which says the
        first group that is wrong) and ``recovery-key-changed``, where each group is right by
        itself and all of them together are not.
        """
        data = b"".join(_read_letters(text))
        number = sum(letter << _LETTER_BITS * place for place, letter in enumerate(reversed(data)))
        whole = number.to_bytes(KEY_BYTES + SUM_BYTES, "big")
        secret, check = whole[:KEY_BYTES], whole[KEY_BYTES:]
        if not compare_digest(_sum(secret), check):
            raise VaultError("recovery-key-changed", "these groups do not belong together")
        return cls(secret)

    @property
    def kind(self) -> SlotKind:
        return SlotKind.RECOVERY_KEY

    @property
    def parameters(self) -> Parameters:
        return {}

    def key_material(self, parameters: Parameters, salt: bytes) -> bytes:
        return self.secret


@dataclass(frozen=True, slots=True)
class DrawnRecoveryKey:
    """A new recovery key. It opens nothing, and is given to no vault, before it was typed back."""

    _secret: bytes = field(repr=False)

    @classmethod
    def draw(cls) -> "DrawnRecoveryKey":
        """From the system's randomness."""
        return cls(token_bytes(KEY_BYTES))

    @property
    def groups(self) -> tuple[str, ...]:
        """What is printed, in the order of their places."""
        whole = int.from_bytes(self._secret + _sum(self._secret), "big")
        bits = _DATA * _LETTER_BITS
        parts = (whole >> bits * place & (1 << bits) - 1 for place in range(GROUPS)[::-1])
        return tuple(_group(number, place) for place, number in enumerate(parts, 1))

    def typed_back(self, text: str) -> RecoveryKey:
        """The key, now that somebody has it in writing.

        Raises what ``RecoveryKey.read`` does, and ``recovery-key-other`` for another key.
        """
        typed = RecoveryKey.read(text)
        if not compare_digest(typed.secret, self._secret):
            raise VaultError("recovery-key-other", "this is another recovery key")
        return typed


def _read_letters(text: str) -> list[bytes]:
    """The data of each group."""
    letters = text.upper().translate(_LOOK_ALIKES)
    wanted = GROUPS * (_DATA + 1)
    groups = [letters[at : at + _DATA + 1] for at in range(0, len(letters), _DATA + 1)][:GROUPS]
    numbers = [_numbers(group, place) for place, group in enumerate(groups, 1)]
    if len(letters) != wanted:
        raise VaultError(
            "recovery-key-length",
            f"a recovery key has {wanted} letters and digits, and these are {len(letters)}",
            wanted=wanted,
            count=len(letters),
        )
    return numbers


def _numbers(group: str, place: int) -> bytes:
    """The data of the group at that place, counted from 1; one that is cut short is not checked."""
    numbers = [ALPHABET.find(letter) for letter in group]
    is_whole = len(group) == _DATA + 1
    if -1 in numbers or (is_whole and _check(numbers[:-1], place) != numbers[-1]):
        raise VaultError("recovery-key-mistyped", f"group {place} is mistyped", group=place)
    return bytes(numbers[:_DATA])


def _group(number: int, place: int) -> str:
    """Four letters of data and the one that checks them."""
    data = [number >> _LETTER_BITS * at & 31 for at in range(_DATA)[::-1]]
    return "".join(ALPHABET[letter] for letter in (*data, _check(data, place)))


def _check(data: list[int], place: int) -> int:
    """Tells of any one letter that is another, of any two that changed places, and of a group
    that stands in another's place: each weighs by another power of x."""
    check = place
    for letter in data:
        check = _times_x(check) ^ letter
    return _times_x(check)


def _times_x(letter: int) -> int:
    doubled = letter << 1
    return doubled ^ _REDUCTION if doubled >> _LETTER_BITS else doubled


def _sum(secret: bytes) -> bytes:
    return sha256(b"strongroom recovery key" + secret).digest()[:SUM_BYTES]
