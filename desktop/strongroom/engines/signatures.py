"""Signatures: the form of ECDSA's, and whether they verify (libsecp256k1)."""

from dataclasses import dataclass

from embit.util import secp256k1

from strongroom.model.sighash import SIGHASH_ALL, SIGHASH_DEFAULT

SCHNORR = 64
"""Bytes of a Schnorr signature of type DEFAULT; one more names another type."""

COVERS_ALL = (SIGHASH_DEFAULT, SIGHASH_ALL)
"""The types of Schnorr signatures that leave nothing open (BIP-341)."""

_MAX_LENGTH = 73
_MIN_LENGTH = 9
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


@dataclass(frozen=True, slots=True)
class SignatureForm:
    """A signature as it stands in a PSBT or a witness, taken apart.

    ``is_canonical`` says it is strict DER (BIP-66) of numbers in range, with a low S value
    (BIP-146), as the network relays it.
    """

    der: bytes
    sighash_type: int
    is_canonical: bool


def signature_form(signature: bytes) -> SignatureForm:
    """Take a signature and its sighash byte apart; nothing is raised for a bad form."""
    der, sighash_type = signature[:-1], signature[-1] if signature else 0
    return SignatureForm(der, sighash_type, _is_strict_der(der) and _is_in_range(der))


def schnorr_type(signature: bytes) -> int | None:
    """The type of a Schnorr signature; None where it has the form of none (BIP-341)."""
    if len(signature) == SCHNORR:
        return SIGHASH_DEFAULT
    named = signature[-1] if len(signature) == SCHNORR + 1 else SIGHASH_DEFAULT
    return None if named == SIGHASH_DEFAULT else named


def has_other_type(signature: bytes, *, is_schnorr: bool) -> bool:
    """Whether a signature of the right form leaves parts of the transaction open."""
    if is_schnorr:
        return schnorr_type(signature) not in (None, *COVERS_ALL)
    form = signature_form(signature)
    return form.is_canonical and form.sighash_type != SIGHASH_ALL


def nonce_of(signature: bytes, *, is_schnorr: bool) -> bytes:
    """The R value, 32 bytes, of a signature as it stands in a PSBT or a witness."""
    return signature[:32] if is_schnorr else nonce_point(signature_form(signature).der)


def nonce_point(der: bytes) -> bytes:
    """The R value, 32 bytes; the same in two signatures of one key gives the key away."""
    return int.from_bytes(_numbers(der)[0], "big").to_bytes(32, "big")


def verify_schnorr(public_key: bytes, digest: bytes, signature: bytes) -> bool:
    """Whether 64 bytes of Schnorr are a signature of a 32-byte digest by a key of 32 (BIP-340)."""
    try:
        point = secp256k1.ec_pubkey_parse(b"\x02" + public_key)
        return bool(secp256k1.schnorrsig_verify(signature, digest, point))
    except ValueError:
        return False


def verify_ecdsa(public_key: bytes, digest: bytes, der: bytes) -> bool:
    """Whether a DER signature of a 32-byte digest is by this key."""
    try:
        point = secp256k1.ec_pubkey_parse(public_key)
        signature = secp256k1.ecdsa_signature_parse_der(der)
        return bool(secp256k1.ecdsa_verify(signature, digest, point))
    except ValueError:
        return False


def _is_strict_der(der: bytes) -> bool:
    if not _MIN_LENGTH - 1 <= len(der) < _MAX_LENGTH or der[0] != 0x30 or der[1] != len(der) - 2:
        return False
    r_length = der[3]
    if der[2] != 2 or 6 + r_length > len(der) or der[4 + r_length] != 2:
        return False
    if 6 + r_length + der[5 + r_length] != len(der):
        return False
    return all(_is_minimal(number) for number in _numbers(der))


def _numbers(der: bytes) -> tuple[bytes, bytes]:
    r_length = der[3]
    return der[4 : 4 + r_length], der[6 + r_length :]


def _is_minimal(number: bytes) -> bool:
    """A positive DER integer without a zero byte it does not need."""
    if not number or number[0] & 0x80:
        return False
    return not (len(number) > 1 and number[0] == 0 and not number[1] & 0x80)


def _is_in_range(der: bytes) -> bool:
    r, s = (int.from_bytes(number, "big") for number in _numbers(der))
    return 0 < r < _ORDER and 0 < s <= _ORDER // 2


def recover_public_key(digest: bytes, compact: bytes, recovery: int) -> bytes | None:
    """The compressed key that signed a 32-byte digest, or None where no key could have.

    ``compact`` is R and S, 32 bytes each; ``recovery`` (0 to 3) says which of R's points it was.
    """
    try:
        signature = secp256k1.ecdsa_recoverable_signature_parse_compact(compact, recovery)
        point = secp256k1.ecdsa_recover(signature, digest)
        return bytes(secp256k1.ec_pubkey_serialize(point))
    except ValueError:
        return None
