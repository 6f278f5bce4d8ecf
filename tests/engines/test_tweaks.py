"""Sums of points by the table, held to libsecp256k1's own and to OpenSSL's."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256K1, derive_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from embit.util import secp256k1
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from strongroom.engines.tweaks import Tweaker

ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
BY_TABLE = Tweaker(worthwhile=0)


def point(number: int) -> bytes:
    return bytes(secp256k1.ec_pubkey_create(number.to_bytes(32, "big")))


def by_openssl(number: int) -> bytes:
    key = derive_private_key(number, SECP256K1()).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


@settings(max_examples=200)
@given(st.integers(1, ORDER - 1), st.integers(0, ORDER - 1) | st.integers(0, 1 << 64))
@example(7, 7)
@example(5, ORDER - 1)
@example(3, 0)
@example(9, 0xFF << 120)
def test_the_table_adds_as_libsecp256k1_and_openssl_do(key: int, number: int) -> None:
    assume((key + number) % ORDER)
    start, data = point(key), number.to_bytes(32, "big")
    found = BY_TABLE.add(start, data)
    assert found == secp256k1.ec_pubkey_add(start, data)
    assert secp256k1.ec_pubkey_serialize(found) == by_openssl((key + number) % ORDER)


REFUSED = {
    "the order": (1, ORDER.to_bytes(32, "big")),
    "the largest": (1, b"\xff" * 32),
    "a sum without a point": (5, (ORDER - 5).to_bytes(32, "big")),
    "a byte short": (1, bytes(31)),
    "a byte more": (1, b"\x01" * 33),
}


@pytest.mark.parametrize("tweaker", [BY_TABLE, Tweaker()], ids=["table", "library"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_sum_is_refused(name: str, tweaker: Tweaker) -> None:
    key, number = REFUSED[name]
    with pytest.raises(ValueError, match=r"(?i)number|sum|tweak"):
        tweaker.add(point(key), number)


def test_the_answer_is_the_same_before_and_after_the_table_is_made() -> None:
    tweaker, number = Tweaker(worthwhile=1), b"\x05" * 32
    before, after = (tweaker.add(point(3), number) for _ in range(2))
    assert before == after == point(3 + int.from_bytes(number, "big"))
