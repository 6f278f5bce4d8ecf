import pytest

from strongroom.vault.header import Slot
from strongroom.vault.slots import SlotKind
from strongroom.words.elsewhere_words import ELSEWHERE_WORDS
from strongroom.workflows.vault_copy import Elsewhere, needed_elsewhere

ALWAYS = {Elsewhere.GENERATIONS_STAY, Elsewhere.ONE_GOES_ON}
CASES = {
    "a passphrase": ((SlotKind.PASSPHRASE,), {Elsewhere.PASSPHRASE}),
    "a passphrase, a key beside it": (
        (SlotKind.PASSPHRASE, SlotKind.PASSPHRASE_AND_FIDO2),
        {Elsewhere.PASSPHRASE},
    ),
    "a keyring": (
        (SlotKind.PASSPHRASE_AND_KEYRING, SlotKind.RECOVERY_KEY),
        {Elsewhere.KEYRING_STAYS, Elsewhere.RECOVERY_KEY},
    ),
    "a security key": (
        (SlotKind.PASSPHRASE_AND_FIDO2, SlotKind.RECOVERY_KEY),
        {Elsewhere.SECURITY_KEY, Elsewhere.RECOVERY_KEY},
    ),
    "a keyring, or a security key": (
        (SlotKind.PASSPHRASE_AND_KEYRING, SlotKind.PASSPHRASE_AND_FIDO2, SlotKind.RECOVERY_KEY),
        {Elsewhere.SECURITY_KEY, Elsewhere.RECOVERY_KEY},
    ),
}


@pytest.mark.parametrize(("kinds", "needed"), CASES.values(), ids=CASES.keys())
def test_what_a_copy_needs_hangs_on_what_opens_the_vault(
    kinds: tuple[SlotKind, ...], needed: set[Elsewhere]
) -> None:
    slots = tuple(Slot(kind, {}, bytes(32), bytes(12), bytes(48)) for kind in kinds)
    assert set(needed_elsewhere(slots)) == needed | ALWAYS


def test_each_has_its_words() -> None:
    assert {one.value for one in Elsewhere} == ELSEWHERE_WORDS.keys()
