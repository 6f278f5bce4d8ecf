import subprocess
import sys

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.stretching import DEFAULT, FLOOR, Stretching, calibrate
from tests.vault.quick import QUICK

SALT = bytes(32)


def test_is_argon2id() -> None:
    """From src/test.c of the reference implementation (phc-winner-argon2)."""
    made = Stretching(memory_kib=65536, passes=2, lanes=1).stretch("password", b"somesalt")
    assert made.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caf\u00e9", "cafe\u0301"),
        ("\ufb01sh", "fish"),
        ("\uff21\u3000b", "A b"),
        ("\u212b", "\u00c5"),
    ],
    ids=["combining accent", "ligature", "wide letters", "angstrom sign"],
)
def test_ways_to_type_the_same_are_the_same(one: str, other: str) -> None:
    assert QUICK.stretch(one, SALT) == QUICK.stretch(other, SALT)


@pytest.mark.parametrize("passphrase", ["", "half \ud83d"], ids=["empty", "half a character"])
def test_refuses_what_is_no_passphrase(passphrase: str) -> None:
    with pytest.raises(VaultError) as refused:
        QUICK.stretch(passphrase, SALT)
    assert refused.value.code == "passphrase-unusable"
    assert refused.value.__context__ is None


@pytest.mark.parametrize(
    "numbers",
    [(19 * 1024, 1, 1), (2 * 1024 * 1024, 20, 16), (256 * 1024, 10, 4)],
    ids=["least", "most", "default"],
)
def test_accepts_what_is_within_the_bounds(numbers: tuple[int, int, int]) -> None:
    accepted = Stretching(*numbers)
    assert Stretching.read(accepted.parameters) == accepted


@pytest.mark.parametrize(
    "changed",
    [
        {"memory_kib": 19 * 1024 - 1},
        {"memory_kib": 2 * 1024 * 1024 + 1},
        {"memory_kib": -1},
        {"passes": 0},
        {"passes": 21},
        {"lanes": 0},
        {"lanes": 17},
        {"lanes": True},
        {"lanes": 4.0},
        {"lanes": "4"},
        {"lanes": None},
        {"more": 1},
    ],
    ids=str,
)
def test_refuses_what_is_beyond_the_bounds(changed: dict[str, int]) -> None:
    with pytest.raises(VaultError) as refused:
        Stretching.read({**DEFAULT.parameters, **changed})
    assert refused.value.code == "vault-malformed"


def test_refuses_parameters_with_one_missing() -> None:
    with pytest.raises(VaultError, match="other parameters"):
        Stretching.read({"lanes": 1, "passes": 1})


@pytest.mark.parametrize(
    ("weak", "stretching"),
    [
        (False, FLOOR),
        (False, DEFAULT),
        (False, Stretching(64 * 1024, 3, 1)),
        (True, Stretching(64 * 1024 - 1, 20, 16)),
        (True, Stretching(2 * 1024 * 1024, 2, 16)),
    ],
)
def test_knows_what_is_below_the_floor(weak: bool, stretching: Stretching) -> None:
    assert stretching.is_weak is weak


@pytest.mark.parametrize(
    ("taken", "passes"), [(5.0, 10), (1.0, 10), (0.7, 15), (0.1, 20), (0.0, 20)]
)
def test_calibration_asks_for_more_and_never_for_less(taken: float, passes: int) -> None:
    assert calibrate(1.0, lambda _: taken) == Stretching(256 * 1024, passes, 4)


SHORT_OF_MEMORY = """
import resource
from strongroom.vault.stretching import DEFAULT
resource.setrlimit(resource.RLIMIT_AS, (250 << 20, 250 << 20))
try:
    DEFAULT.stretch("words", bytes(32))
except ValueError as error:
    print(error.code, dict(error.facts))
"""


def test_too_little_memory_is_said() -> None:
    said = subprocess.run([sys.executable, "-c", SHORT_OF_MEMORY], capture_output=True, text=True)
    assert said.stdout == "vault-memory {'mebibytes': 256}\n"
