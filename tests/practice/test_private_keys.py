import pytest
from bdkpython import bdk
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

from strongroom.engines.signatures import signature_form
from strongroom.model.derivation import DerivationPath
from strongroom.practice.private_keys import (
    practice_fingerprint,
    practice_key,
    practice_public_key,
    practice_signature,
)

WORDS = {
    1: "juice cereal seven grab retire draft company awesome tribe quiz gap fish",
    2: "express note tail situate fuel bunker comfort fantasy seminar obscure toe notice",
    3: "carpet attack patrol slam express spice violin country size board donkey twenty",
    4: "venue cute balcony giggle company stage ticket across fatigue position turn sudden",
    5: "chuckle payment area medal supply side best control dumb weapon ranch engine",
}
PATHS = ["48'/1'/0'/2'", "48'/1'/0'/1'", "45'"]
KEY_PATH = DerivationPath.parse("48h/1h/0h/2h/0/9")
DIGEST = bytes(range(32))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("number", WORDS)
def test_bdk_derives_the_same_keys_from_the_words(number: int, path: str) -> None:
    words = bdk.Mnemonic.from_string(WORDS[number])
    master = bdk.DescriptorSecretKey(bdk.NetworkKind.TEST, words, None)
    theirs = str(master.derive(bdk.DerivationPath(f"m/{path}")).as_public())
    key = practice_key(number, DerivationPath.parse(path))
    assert theirs == f"[{practice_fingerprint(number).hex()}/{path}]{key.xpub}"


def test_signatures_verify_by_openssl_and_are_always_the_same() -> None:
    signature = practice_signature(1, KEY_PATH, DIGEST)
    form = signature_form(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(
        ec.SECP256K1(), practice_public_key(1, KEY_PATH)
    )
    key.verify(form.der, DIGEST, ec.ECDSA(utils.Prehashed(SHA256())))
    assert form.is_canonical
    assert form.sighash_type == 1
    assert practice_signature(1, KEY_PATH, DIGEST) == signature
    assert practice_signature(2, KEY_PATH, DIGEST) != signature
