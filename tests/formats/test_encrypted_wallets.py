"""Wallets under a password are named by their program, and nothing else is."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.encrypted_wallets import program_that_encrypted
from strongroom.formats.reading import RecognitionError, recognise
from strongroom.words.findings import words_for
from tests.vectors_source import vector

BITCOIN_SAFE = base64.urlsafe_b64encode(
    bytes(range(200, 216)) + (100_000).to_bytes(4, "big") + b"\x80\0\0\0\0\x68" + b"\xfb" * 90
)
"""Salt, rounds, and a token whose time lies in 2025."""


@pytest.mark.parametrize(
    ("data", "form", "title"),
    [
        (vector("sparrow/electrum-encrypted").read_bytes(), "electrum", "Electrum"),
        (base64.b64encode(b"BIE2" + bytes(200)), "electrum", "Electrum"),
        (vector("sparrow/sparrow-single-wallet").read_bytes(), "sparrow", "Sparrow"),
        (vector("sparrow/sparrow-single-seed-wallet").read_bytes(), "sparrow", "Sparrow"),
        (BITCOIN_SAFE, "bitcoin_safe", "Bitcoin Safe"),
    ],
)
def test_a_locked_wallet_is_named_and_refused(data: bytes, form: str, title: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        recognise(data)
    assert (refused.value.kind, refused.value.format) == ("wallet", form)
    assert refused.value.code == "wallet-encrypted"
    words = words_for(refused.value.code, refused.value.facts)
    assert words is not None
    assert title in words.message
    assert title in words.hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BIE1",
        base64.b64encode(b"BIE3" + bytes(200)).decode(),
        base64.b64encode(bytes(200)).decode(),
        BITCOIN_SAFE.decode().replace("A", "B"),
        "QklFMQ is not base64 of any length that a wallet has",
    ],
)
def test_other_text_is_not(text: str) -> None:
    assert program_that_encrypted(text) is None


@given(st.text(max_size=200) | st.binary(max_size=150).map(lambda b: base64.b64encode(b).decode()))
def test_no_text_breaks_it(text: str) -> None:
    program_that_encrypted(text)
