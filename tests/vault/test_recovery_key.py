from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.vault.errors import VaultError
from strongroom.vault.recover import read_recovery_key
from strongroom.vault.recovery_key import ALPHABET, GROUPS, DrawnRecoveryKey, RecoveryKey
from strongroom.vault.slots import Factor
from tests.contracts.vault_slots import VaultSlotContract

SECRET = bytes(range(100, 132))
DRAWN = DrawnRecoveryKey(SECRET)
TEXT = " ".join(DRAWN.groups)


class TestRecoveryKeySlot(VaultSlotContract):
    def factor(self) -> Factor:
        return RecoveryKey.read(TEXT)

    def wrong_factors(self) -> list[Factor]:
        return [RecoveryKey(SECRET[:-1] + b"\0")]


def refusal(text: str) -> tuple[str, object]:
    with pytest.raises(VaultError) as refused:
        RecoveryKey.read(text)
    return refused.value.code, refused.value.facts.get("group")


def test_is_written_as_the_format_says() -> None:
    assert TEXT == (
        "CHJPC CSV8H D5N6Y PV3D6 DSQQM 0WBJD EDT7E AXKQ2 F1WQZ MYVWN FNZ7D Z041D GA1GA 5QN4P"
    )


@given(st.binary(min_size=32, max_size=32))
def test_comes_back_from_paper(secret: bytes) -> None:
    text = "-".join(DrawnRecoveryKey(secret).groups)
    assert RecoveryKey.read(text).secret == secret
    assert read_recovery_key(text) == secret


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.lower(),
        TEXT.replace(" ", ""),
        TEXT.replace(" ", "\n"),
        TEXT.replace("1", "l").replace("0", "o").replace("V", "U"),
        TEXT.replace("1", "I").replace("0", "O"),
    ],
    ids=["small letters", "without spaces", "in lines", "look-alikes", "capital look-alikes"],
)
def test_is_read_however_it_is_typed(typed: str) -> None:
    assert DRAWN.typed_back(typed).secret == SECRET


def test_every_single_mistake_is_found_in_its_group() -> None:
    for at, letter in enumerate(TEXT):
        for other in ALPHABET.replace(letter, "") if letter != " " else "":
            typed = TEXT[:at] + other + TEXT[at + 1 :]
            assert refusal(typed) == ("recovery-key-mistyped", at // 6 + 1)
            with pytest.raises(ValueError, match=f"group {at // 6 + 1} of"):
                read_recovery_key(typed)


def test_letters_that_changed_places_are_found_in_their_group() -> None:
    for place, group in enumerate(DRAWN.groups):
        for one, other in combinations(range(5), 2):
            letters = list(group)
            letters[one], letters[other] = letters[other], letters[one]
            if letters == list(group):
                continue
            groups = [*DRAWN.groups[:place], "".join(letters), *DRAWN.groups[place + 1 :]]
            assert refusal(" ".join(groups)) == ("recovery-key-mistyped", place + 1)


def test_groups_that_changed_places_are_found() -> None:
    for one, other in combinations(range(GROUPS), 2):
        groups = list(DRAWN.groups)
        groups[one], groups[other] = groups[other], groups[one]
        assert refusal(" ".join(groups)) == ("recovery-key-mistyped", one + 1)


def test_groups_of_another_key_do_not_belong() -> None:
    other = DrawnRecoveryKey(bytes(32)).groups
    mixed = " ".join([*DRAWN.groups[:7], *other[7:]])
    assert refusal(mixed) == ("recovery-key-changed", None)
    assert read_recovery_key(mixed) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "recovery-key-length"),
        (TEXT[:-1], "recovery-key-length"),
        (TEXT + " 0", "recovery-key-length"),
        (TEXT * 1000, "recovery-key-length"),
        (TEXT[:-8] + "*" + TEXT[-7:], "recovery-key-mistyped"),
        ("ß" + TEXT[1:], "recovery-key-mistyped"),
        ("correct horse battery staple", "recovery-key-mistyped"),
    ],
    ids=["nothing", "short", "long", "absurd", "sign", "letter", "passphrase"],
)
def test_what_is_no_recovery_key_is_refused(typed: str, code: str) -> None:
    assert refusal(typed)[0] == code


@given(st.text(max_size=100))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(VaultError):
        RecoveryKey.read(text)


def test_counts_only_once_it_was_typed_back() -> None:
    with pytest.raises(VaultError) as refused:
        DRAWN.typed_back(" ".join(DrawnRecoveryKey(bytes(32)).groups))
    assert refused.value.code == "recovery-key-other"
    assert not hasattr(DRAWN, "key_material")


def test_no_two_are_the_same_and_none_shows_itself() -> None:
    drawn = DrawnRecoveryKey.draw()
    assert drawn.groups != DrawnRecoveryKey.draw().groups
    shown = repr(drawn) + repr(drawn.typed_back("".join(drawn.groups)))
    assert shown == "DrawnRecoveryKey()RecoveryKey()"
