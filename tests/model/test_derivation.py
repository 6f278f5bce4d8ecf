"""Derivation paths and key origins as devices and descriptors write them."""

import pytest

from strongroom.model.derivation import HARDENED, DerivationPath, parse_origin
from strongroom.model.errors import ReadError
from tests.review.codes import BOUNDARY, QUIET, shows

SAME_PATH = ["m/48'/0'/0'/2'", "48h/0h/0h/2h", "m/48H/0'/0h/2'", " m/48'/0'/0'/2' "]


@pytest.mark.parametrize("text", SAME_PATH)
def test_every_spelling_of_a_path_is_the_same_path(text: str) -> None:
    path = DerivationPath.parse(text)
    assert path.steps == (48 | HARDENED, HARDENED, HARDENED, 2 | HARDENED)
    assert str(path) == "48h/0h/0h/2h"
    assert path.write("'") == "48'/0'/0'/2'"


@pytest.mark.parametrize("text", ["", "m", "m/"])
def test_the_root_has_no_steps(text: str) -> None:
    assert DerivationPath.parse(text).steps == ()


@shows("key-malformed", QUIET, BOUNDARY)
def test_the_last_step_is_one_less_than_the_first_hardened_one() -> None:
    assert DerivationPath.parse("2147483647").steps == (HARDENED - 1,)
    with pytest.raises(ReadError):
        DerivationPath.parse(str(HARDENED))


BAD_PATHS = ["m/48'/x", "48''", "-1", "2147483648", "1//2", "/1", "1/", "0x10", "1" * 5000, "٣"]


@pytest.mark.parametrize("text", BAD_PATHS)
def test_refuses_what_is_no_path(text: str) -> None:
    with pytest.raises(ReadError) as refused:
        DerivationPath.parse(text)
    assert refused.value.code == "key-malformed"


def test_an_origin_is_a_fingerprint_and_a_path() -> None:
    origin = parse_origin("D34DB33F/48'/0'/0'/2'")
    assert str(origin) == "d34db33f/48h/0h/0h/2h"
    assert origin.is_known
    assert not parse_origin("00000000/48h").is_known


@pytest.mark.parametrize(
    "text", ["d34db33f/", "d34db33", "d34db33f0", "g34db33f", "", "d34db33f/0H"]
)
def test_refuses_what_is_no_origin(text: str) -> None:
    with pytest.raises(ReadError):
        parse_origin(text)
