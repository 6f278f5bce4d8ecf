"""Every signature in a published PSBT verifies by two pairs of libraries that share nothing.

embit reads the PSBT, makes its own sighash and asks libsecp256k1; btclib makes one from our
transaction, and OpenSSL verifies it.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from io import BytesIO

import pytest
from btclib.script import sig_hash
from btclib.tx.tx import Tx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256K1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from embit.ec import PublicKey, Signature
from embit.psbt import PSBT as EmbitPsbt

from strongroom.model.errors import ReadError
from strongroom.model.finding import Severity
from strongroom.model.psbt import PartialSignature, Psbt
from strongroom.model.psbt_reader import decode_psbt, read_psbt
from strongroom.model.psbt_version import to_version
from tests.fuzz.seeds import strings_in
from tests.review.reviewing import review_of
from tests.vectors_source import COPIED


@cache
def signed() -> dict[str, Psbt]:
    """The published PSBTs with partial signatures, each once, by file and number."""
    found: dict[bytes, tuple[str, Psbt]] = {}
    for path in sorted(COPIED.rglob("*.*")):
        for number, data in enumerate(_candidates(path.read_bytes())):
            with suppress(ReadError):
                psbt = read_psbt(decode_psbt(data))
                if _can_be_verified(psbt):
                    found.setdefault(psbt.original, (f"{path.name} {number}", psbt))
    return dict(found.values())


def _can_be_verified(psbt: Psbt) -> bool:
    """Whether it has signatures, and tells truly what they are for (some must be refused)."""
    places = sorted({index for index, _ in signatures(psbt)})
    told = all(psbt.spent_output(index) for index in places)
    return bool(places) and told and review_of(psbt, None).verdict is not Severity.REJECT


def _candidates(data: bytes) -> Iterator[bytes]:
    yield data
    yield from (text.encode() for text in strings_in(data))


def signatures(psbt: Psbt) -> Iterator[tuple[int, PartialSignature]]:
    for index, entry in enumerate(psbt.inputs):
        yield from ((index, given) for given in entry.partial_signatures if not given.leaf_hash)


@pytest.mark.parametrize("name", signed())
def test_embit_verifies_every_signature(name: str) -> None:
    psbt = to_version(signed()[name], 0)
    theirs = EmbitPsbt.read_from(BytesIO(psbt.original))
    assert theirs.tx.serialize() == psbt.transaction.serialize_without_witness()
    for index, given in signatures(psbt):
        digest = theirs.sighash(index, given.signature[-1])
        signature = Signature.parse(given.signature[:-1])
        assert PublicKey.parse(given.public_key).verify(signature, digest)


@pytest.mark.parametrize("name", signed())
def test_openssl_verifies_every_signature_over_btclibs_sighash(name: str) -> None:
    psbt = signed()[name]
    for index, given in signatures(psbt):
        assert openssl_verifies(given, btclib_sighash(psbt, index, given.signature[-1]))


def test_a_flipped_bit_verifies_by_neither() -> None:
    psbt = next(iter(signed().values()))
    index, given = next(signatures(psbt))
    digest = btclib_sighash(psbt, index, given.signature[-1])
    other = bytes([digest[0] ^ 1]) + digest[1:]
    assert not openssl_verifies(given, other)
    assert not PublicKey.parse(given.public_key).verify(
        Signature.parse(given.signature[:-1]), other
    )


def test_there_are_many_of_them() -> None:
    assert len(signed()) > 20
    assert sum(len(list(signatures(psbt))) for psbt in signed().values()) > 40


def btclib_sighash(psbt: Psbt, index: int, sighash_type: int) -> bytes:
    """By the scripts that the PSBT tells, over our transaction."""
    transaction = Tx.parse(psbt.transaction.serialize())
    entry, spent = psbt.inputs[index], psbt.spent_output(index)
    assert spent is not None
    inner = entry.redeem_script or spent.script_pubkey
    if entry.witness_script is not None:
        code = entry.witness_script
    elif inner[:2] == b"\x00\x14":
        code = b"\x76\xa9\x14" + inner[2:] + b"\x88\xac"
    else:
        return sig_hash.legacy(inner, transaction, index, sighash_type)
    return sig_hash.segwit_v0(code, transaction, index, sighash_type, spent.amount)


def openssl_verifies(given: PartialSignature, digest: bytes) -> bool:
    key = EllipticCurvePublicKey.from_encoded_point(SECP256K1(), given.public_key)
    try:
        key.verify(given.signature[:-1], digest, ECDSA(Prehashed(SHA256())))
    except InvalidSignature:
        return False
    return True
