"""The practice signers' private keys, the only ones in this program; they stay in this module.

They are no secret: signer N has the twelve BIP-39 words whose entropy is the first 16 bytes of the
SHA-256 of ``Strongroom practice signer N``. So any wallet program can take its place on regtest.
"""

from functools import lru_cache
from hashlib import sha256

from embit.bip32 import HDKey
from embit.bip39 import mnemonic_from_bytes, mnemonic_to_seed
from embit.networks import NETWORKS

from strongroom.model.derivation import DerivationPath, KeyOrigin
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.policy import CosignerKey
from strongroom.model.sighash import SIGHASH_ALL

_SEED_TEXT = "Strongroom practice signer {}"
_ENTROPY_BYTES = 16


def practice_fingerprint(number: int) -> bytes:
    """The master fingerprint of a practice signer."""
    return bytes(_master(number).my_fingerprint)


def practice_key(number: int, path: DerivationPath) -> CosignerKey:
    """The extended public key of a practice signer at ``path``, with its origin."""
    xpub = ExtendedPublicKey.parse(str(_derive(number, path).to_public()))
    return CosignerKey(xpub, KeyOrigin(practice_fingerprint(number), path))


def practice_public_key(number: int, path: DerivationPath) -> bytes:
    """The 33 bytes of a practice signer's public key at ``path``."""
    return bytes(_derive(number, path).get_public_key().sec())


def practice_signature(number: int, path: DerivationPath, digest: bytes) -> bytes:
    """A signature of type ALL over a 32-byte digest: DER, and the byte that says so.

    Deterministic (RFC 6979, ground to a low R value) and of low S, by libsecp256k1.
    """
    der: bytes = _derive(number, path).key.sign(digest).serialize()
    return der + bytes([SIGHASH_ALL])


def practice_schnorr_signature(number: int, path: DerivationPath, digest: bytes) -> bytes:
    """64 bytes of Schnorr over a 32-byte digest, of type DEFAULT, deterministic (BIP-340)."""
    return bytes(_derive(number, path).key.schnorr_sign(digest).serialize())


@lru_cache(maxsize=8)
def _master(number: int) -> HDKey:
    entropy = sha256(_SEED_TEXT.format(number).encode()).digest()[:_ENTROPY_BYTES]
    seed = mnemonic_to_seed(mnemonic_from_bytes(entropy))
    return HDKey.from_seed(seed, version=NETWORKS["regtest"]["xprv"])


@lru_cache(maxsize=1024)
def _derive(number: int, path: DerivationPath) -> HDKey:
    if not path.steps:
        return _master(number)
    return _derive(number, DerivationPath(path.steps[:-1])).child(path.steps[-1])
