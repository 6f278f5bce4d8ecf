import ctypes
import ctypes.util

import pytest

from strongroom.model.bytewords import WORDS
from strongroom.review.comparison_phrase import comparison_phrase

# Made with libargon2 20171227, the reference implementation: argon2id_hash_raw(3, 65536, 1, …).
PHRASES = {
    bytes(32): "lava buzz news part keno logo puff puma",
    bytes(range(32)): "loud poem girl able away time inch limp",
    b"\xff" * 32: "apex iced zoom wand code even echo exit",
}


def by_the_reference(digest: bytes) -> str:
    """The phrase by libargon2; the test is skipped where it is not installed."""
    name = ctypes.util.find_library("argon2")
    if name is None:
        pytest.skip("libargon2 is not installed")
    out, salt = ctypes.create_string_buffer(8), b"strongroom phrase"
    size, number = ctypes.c_size_t, ctypes.c_uint32
    ended = ctypes.CDLL(name).argon2id_hash_raw(
        number(3), number(65536), number(1), digest, size(32), salt, size(len(salt)), out, size(8)
    )
    assert ended == 0
    return " ".join(WORDS[byte] for byte in out.raw)


@pytest.mark.parametrize("digest", PHRASES, ids=lambda digest: digest[:3].hex())
def test_a_phrase_is_argon2id_of_the_digest_in_bytewords(digest: bytes) -> None:
    assert " ".join(comparison_phrase(digest)) == PHRASES[digest]


@pytest.mark.parametrize("digest", PHRASES, ids=lambda digest: digest[:3].hex())
def test_a_phrase_is_the_one_of_the_reference_implementation(digest: bytes) -> None:
    assert " ".join(comparison_phrase(digest)) == by_the_reference(digest)
