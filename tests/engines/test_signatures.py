"""Signatures: their form by BIP-66 and BIP-146, and whether they verify."""

import pytest
from embit import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.engines.signatures import nonce_point, signature_form, verify_ecdsa

KEY = ec.PrivateKey(b"\x07" * 32)
DIGEST = b"\x21" * 32
GOOD = bytes(KEY.sign(DIGEST).serialize())
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def der(r: bytes, s: bytes) -> bytes:
    body = b"\x02" + bytes([len(r)]) + r + b"\x02" + bytes([len(s)]) + s
    return b"\x30" + bytes([len(body)]) + body


def high_s(signature: bytes) -> bytes:
    r_length = signature[3]
    r, s = signature[4 : 4 + r_length], signature[6 + r_length :]
    other = ORDER - int.from_bytes(s, "big")
    return der(r, other.to_bytes(33, "big"))


def test_a_good_signature_is_canonical_and_verifies() -> None:
    form = signature_form(GOOD + b"\x01")
    assert (form.der, form.sighash_type, form.is_canonical) == (GOOD, 1, True)
    assert verify_ecdsa(KEY.sec(), DIGEST, GOOD)


def test_a_high_s_value_is_not_canonical() -> None:
    assert not signature_form(high_s(GOOD) + b"\x01").is_canonical


def test_another_digest_or_key_does_not_verify() -> None:
    assert not verify_ecdsa(KEY.sec(), b"\x22" * 32, GOOD)
    assert not verify_ecdsa(ec.PrivateKey(b"\x08" * 32).sec(), DIGEST, GOOD)


R, S = b"\x11" * 32, b"\x12" * 32
BAD_FORMS = {
    "no bytes": b"",
    "a byte short": GOOD[:-1],
    "a byte more": GOOD + b"\0",
    "wrong tag": b"\x31" + GOOD[1:],
    "zero r": der(b"\0", S),
    "negative r": der(b"\x81" + R[1:], S),
    "padded r": der(b"\0" + R, S),
    "zero s": der(R, b"\0"),
    "empty s": der(R, b""),
    "r length beyond the end": GOOD[:3] + b"\xff" + GOOD[4:],
}


@pytest.mark.parametrize("signature", BAD_FORMS.values(), ids=BAD_FORMS.keys())
def test_a_bad_form_is_not_canonical(signature: bytes) -> None:
    assert not signature_form(signature + b"\x01").is_canonical


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_crash(data: bytes) -> None:
    signature_form(data)
    assert not verify_ecdsa(KEY.sec(), DIGEST, data)
    assert not verify_ecdsa(data, DIGEST, GOOD)


def test_the_nonce_point_is_the_r_value() -> None:
    assert nonce_point(der(b"\x11" * 32, S)) == b"\x11" * 32
    assert nonce_point(der(b"\0" + b"\x91" * 32, S)) == b"\x91" * 32
