"""Encrypted wallet backups (BIP-138, draft 0.1.1): any one of the wallet's keys opens them.

They hide a wallet from whoever finds one, not from its cosigners.
"""

import base64
import binascii
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from strongroom.model.bytes_reader import Reader, byte_string
from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.sighash import tagged_hash

NAME = "bip138"
MAX_BYTES = 4 * 1024 * 1024

_MAGIC = b"BIP138"
_BASE64_MAGIC = b"QklQMTM4"
_VERSION = 1
_CHACHA20_POLY1305 = 1
_NONCE, _SECRET = 12, 32
_MOST = 255
_UNSPENDABLE = bytes.fromhex("50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0")
"""BIP-341's point without a private key: everybody knows it, so it must open nothing."""

_COMMON = re.compile(r"48h/[01]h/[0-9]h/[12]h|(44|49|84|86|87)h/[01]h/[0-9]h")

_SMALLEST_PLAINTEXT = 10_240
_FEWEST_SECRETS = 5


@dataclass(frozen=True, slots=True)
class EncryptedBackup:
    """A backup nobody opened yet. ``paths`` tell holders which of their keys would open it."""

    paths: tuple[DerivationPath, ...]
    individual_secrets: tuple[bytes, ...]
    nonce: bytes
    ciphertext: bytes

    def __post_init__(self) -> None:
        if not any(self.nonce):
            raise _malformed("its nonce is zero")
        if max(len(self.paths), len(self.individual_secrets)) > _MOST:
            raise _malformed("it has more than 255 paths or secrets")
        if not self.individual_secrets:
            raise _malformed("no key could open it")


def is_backup(data: bytes) -> bool:
    """Whether it begins as one, in binary or in base64."""
    return data.startswith((_MAGIC, _BASE64_MAGIC))


def read_backup(data: bytes) -> EncryptedBackup:
    """Raises ``ReadError``: ``file-too-big``, ``backup-malformed``, ``backup-unsupported``.

    What follows the ciphertext is not looked at, as the draft says.
    """
    if len(data) > MAX_BYTES:
        raise ReadError("file-too-big", "the backup is too large", limit=MAX_BYTES)
    reader = Reader(_decoded(data), code="backup-malformed")
    reader.take(len(_MAGIC))
    if reader.u8() != _VERSION:
        raise ReadError("backup-unsupported", "a version this program does not know")
    paths = _read_paths(reader)
    individual = tuple(reader.take(_SECRET) for _ in range(reader.u8()))
    if reader.u8() != _CHACHA20_POLY1305:
        raise ReadError("backup-unsupported", "an encryption this program does not know")
    return EncryptedBackup(paths, individual, reader.take(_NONCE), reader.byte_string())


def write_backup(backup: EncryptedBackup) -> bytes:
    """The binary form; paths and secrets are sorted, and each written once."""
    paths = sorted({_write_path(path) for path in backup.paths})
    individual = sorted(set(backup.individual_secrets))
    return b"".join(
        (
            _MAGIC,
            bytes([_VERSION, len(paths)]),
            *paths,
            bytes([len(individual)]),
            *individual,
            bytes([_CHACHA20_POLY1305]),
            backup.nonce,
            byte_string(backup.ciphertext),
        )
    )


def backup_text(backup: EncryptedBackup) -> str:
    """The text form, on one line."""
    return base64.b64encode(write_backup(backup)).decode() + "\n"


def open_with(backup: EncryptedBackup, xpub: ExtendedPublicKey) -> bytes | None:
    """What is inside, where this key is one of the wallet's; None where it is not."""
    own = individual_secret(x_only(xpub))
    for stored in backup.individual_secrets:
        try:
            return ChaCha20Poly1305(_xor(own, stored)).decrypt(
                backup.nonce, backup.ciphertext, None
            )
        except InvalidTag:
            continue
    return None


def seal(
    plaintext: bytes, xpubs: Iterable[ExtendedPublicKey], paths: Sequence[DerivationPath] = ()
) -> EncryptedBackup:
    """Encrypt for these keys; how many there are and how much it is are hidden in steps.

    ``paths`` are where the keys lie; those that every reader tries by itself are left out. Raises
    ``ReadError`` (``backup-malformed``) without a key that could open it.
    """
    keys = [key for key in map(x_only, xpubs) if key != _UNSPENDABLE]
    padded = plaintext + bytes(_padded_size(len(plaintext)) - len(plaintext))
    own = tuple({_xor(decryption_secret(keys), individual_secret(key)) for key in keys})
    if not own:
        raise _malformed("no key could open it")
    decoys = (secrets.token_bytes(_SECRET) for _ in range(_hidden_count(len(own)) - len(own)))
    nonce = secrets.token_bytes(_NONCE)
    told = uncommon(paths)
    return encrypt(padded, decryption_secret(keys), (*own, *decoys), nonce, told)


def encrypt(
    plaintext: bytes,
    secret: bytes,
    individual: tuple[bytes, ...],
    nonce: bytes,
    paths: Sequence[DerivationPath] = (),
) -> EncryptedBackup:
    """The backup of these very parts; each nonce serves once."""
    if not plaintext:
        raise _malformed("there is nothing to keep")
    ciphertext = ChaCha20Poly1305(secret).encrypt(nonce, plaintext, None)
    return EncryptedBackup(tuple(paths), individual, nonce, ciphertext)


def uncommon(paths: Iterable[DerivationPath]) -> tuple[DerivationPath, ...]:
    """The paths a reader would not try by itself: it tries accounts 0 to 9 of the usual ones."""
    return tuple(path for path in paths if not _COMMON.fullmatch(path.write()))


def x_only(xpub: ExtendedPublicKey) -> bytes:
    """The key without its sign, as the draft hashes it."""
    return xpub.public_key[1:]


def decryption_secret(keys: Iterable[bytes]) -> bytes:
    """What encrypts, from all x-only keys; their order and repetitions make no difference."""
    return tagged_hash("BIP138_DECRYPTION_SECRET", b"".join(sorted(set(keys))))


def individual_secret(key: bytes) -> bytes:
    """What one x-only key hides the decryption secret behind."""
    return tagged_hash("BIP138_INDIVIDUAL_SECRET", key)


def _read_paths(reader: Reader) -> tuple[DerivationPath, ...]:
    paths = []
    for _ in range(reader.u8()):
        steps = (int.from_bytes(reader.take(4), "big") for _ in range(reader.u8()))
        paths.append(DerivationPath(tuple(steps)))
    return tuple(paths)


def _write_path(path: DerivationPath) -> bytes:
    return bytes([len(path.steps)]) + b"".join(step.to_bytes(4, "big") for step in path.steps)


def _decoded(data: bytes) -> bytes:
    if data.startswith(_MAGIC):
        return data
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error as error:
        raise _malformed("its base64 is damaged") from error


def _padded_size(size: int) -> int:
    """The least of 10,240 times a power of 5/4 that holds it, so that sizes tell little."""
    numerator, denominator = _SMALLEST_PLAINTEXT, 1
    while numerator // denominator < size:
        numerator, denominator = numerator * 5, denominator * 4
    return numerator // denominator


def _hidden_count(count: int) -> int:
    """The least of 5, 10, 20 and so on that holds them, so that the number of keys is not told."""
    step = _FEWEST_SECRETS
    while step < count:
        step *= 2
    return min(step, _MOST)


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def _malformed(message: str) -> ReadError:
    return ReadError("backup-malformed", message)
