"""Seeds and private keys inside a UR are found wherever the UR stands."""

import pytest

from strongroom.formats.cbor import CborValue, Tagged, write_cbor
from strongroom.formats.reading import Kind, RecognitionError, recognise
from strongroom.formats.secrets import SecretKind, search_secrets, search_text
from strongroom.formats.ur_output import wallet_ur
from strongroom.formats.ur_text import Ur, write_ur
from tests.formats.sample_wallets import PLAIN
from tests.formats.test_secrets import ROOT, SEED, WIF
from tests.formats.test_seed_words import words

XPRV = ROOT.to_base58()
PRIVATE = b"\0" + bytes(range(1, 33))
MASTER: CborValue = {1: True, 3: PRIVATE, 4: bytes(32)}


def ur(ur_type: str, value: CborValue) -> str:
    return write_ur(Ur(ur_type, write_cbor(value)))


CASES: dict[str, tuple[str, SecretKind]] = {
    "a master key": (ur("crypto-hdkey", MASTER), SecretKind.EXTENDED_PRIVATE_KEY),
    "a derived key": (
        ur("hdkey", {2: True, 3: PRIVATE, 4: bytes(32)}),
        SecretKind.EXTENDED_PRIVATE_KEY,
    ),
    "a key that says nothing of it": (
        ur("hdkey", {3: PRIVATE, 4: bytes(32)}),
        SecretKind.EXTENDED_PRIVATE_KEY,
    ),
    "a key with its tag": (
        ur("crypto-hdkey", Tagged(303, MASTER)),
        SecretKind.EXTENDED_PRIVATE_KEY,
    ),
    "a key among a wallet's": (
        ur("crypto-output", Tagged(401, Tagged(407, {1: 1, 2: [Tagged(303, MASTER)]}))),
        SecretKind.EXTENDED_PRIVATE_KEY,
    ),
    "a key in an account": (
        ur("crypto-account", {1: 0, 2: [Tagged(401, Tagged(303, MASTER))]}),
        SecretKind.EXTENDED_PRIVATE_KEY,
    ),
    "a single key": (ur("crypto-eckey", {2: True, 3: bytes(32)}), SecretKind.PRIVATE_KEY),
    "a single key that says nothing of it": (ur("eckey", {3: bytes(32)}), SecretKind.PRIVATE_KEY),
    "a single key in a descriptor": (
        ur("output-descriptor", {1: "pkh(@0)", 2: [Tagged(40306, {2: True, 3: bytes(32)})]}),
        SecretKind.PRIVATE_KEY,
    ),
    "a private key in a descriptor's text": (
        ur("output-descriptor", {1: f"wpkh({XPRV})", 2: []}),
        SecretKind.EXTENDED_PRIVATE_KEY,
    ),
    "a seed": (ur("crypto-seed", {1: bytes(16)}), SecretKind.SEED_UR),
    "a seed under another type": (
        ur("envelope", Tagged(40300, {1: bytes(16)})),
        SecretKind.SEED_UR,
    ),
    "words in a list": (ur("words", list(words(12))), SecretKind.BIP39_WORDS),
    "words in a note": (ur("output-descriptor", {4: SEED}), SecretKind.BIP39_WORDS),
    "a private key in bytes": (ur("bytes", WIF[1].encode()), SecretKind.PRIVATE_KEY),
    "words in bytes in bytes": (
        ur("bytes", ur("bytes", SEED.encode()).encode()),
        SecretKind.BIP39_WORDS,
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("around", ["{}", "scan this: {}\nand that", '{{"key": "{}"}}'])
def test_is_found(case: str, around: str) -> None:
    text, kind = CASES[case]
    assert search_text(around.format(text)).found is kind
    assert search_secrets(around.format(text.upper()).encode()).found is kind


@pytest.mark.parametrize("case", CASES)
def test_is_refused_before_anything_is_read(case: str) -> None:
    text, kind = CASES[case]
    with pytest.raises(RecognitionError) as refused:
        recognise(text.encode())
    error = refused.value
    assert (error.kind, error.format, error.code) == (Kind.SECRET, kind.value, "secret-found")


def test_a_public_wallet_is_no_secret() -> None:
    for present in (False, True):
        assert search_text(write_ur(wallet_ur(PLAIN, present=present))).found is None


@pytest.mark.parametrize("text", ["ur:crypto-hdkey/aeaeaeaeaeaeaeae", "ur:hdkey/" + "q" * 40])
def test_a_ur_that_cannot_be_read_is_no_secret(text: str) -> None:
    assert search_text(text).found is None
