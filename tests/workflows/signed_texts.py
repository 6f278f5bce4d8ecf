"""Texts signed by the practice signers, whose words are no secret, as devices sign them."""

from base64 import b64encode
from hashlib import sha256

from embit.bip32 import HDKey
from embit.bip39 import mnemonic_from_bytes, mnemonic_to_seed
from embit.networks import NETWORKS
from embit.script import p2wpkh

from strongroom.model.derivation import DerivationPath
from strongroom.model.script_type import ScriptType
from strongroom.practice.signers import practice_signer
from strongroom.workflows.signed_text import signing_path
from tests.formats.test_signed_message import signed_by

P2WPKH = 39


def path_of(number: int) -> DerivationPath:
    """The path with which a practice signer signs texts for its native segwit wallets."""
    path = signing_path(practice_signer(number).account_key(ScriptType.P2WSH))
    assert path is not None
    return path


def signature_of(number: int, path: DerivationPath, text: str) -> str:
    """What a small device answers: the signature alone."""
    return b64encode(signed_by(_key(number, path).key, text, P2WPKH)).decode()


def signed_text(number: int, path: DerivationPath, text: str) -> str:
    """What Coldcard writes: the text, the address and the signature."""
    address = p2wpkh(_key(number, path)).address(NETWORKS["regtest"])
    return "\n".join(
        (
            "-----BEGIN BITCOIN SIGNED MESSAGE-----",
            text,
            "-----BEGIN BITCOIN SIGNATURE-----",
            address,
            signature_of(number, path, text),
            "-----END BITCOIN SIGNATURE-----",
        )
    )


def _key(number: int, path: DerivationPath) -> HDKey:
    entropy = sha256(f"Strongroom practice signer {number}".encode()).digest()[:16]
    return HDKey.from_seed(mnemonic_to_seed(mnemonic_from_bytes(entropy))).derive(f"m/{path}")
