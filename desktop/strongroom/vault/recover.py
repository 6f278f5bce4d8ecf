"""Opens a Strongroom vault without Strongroom: ``python recover.py FILE`` prints its rows.

It needs Python 3.10 or later and the package ``cryptography`` (45 or later), and nothing else.
``FORMAT.md``, which lies beside it, says what it does and why.
"""

import getpass
import hmac
import json
import sys
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"strongroom vault"
START = 24
PASSPHRASE_SLOT = 1


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python recover.py FILE\n")
        return 2
    try:
        with open(sys.argv[1], "rb") as file:
            rows = recover(file.read(), ask_passphrase())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except (AttributeError, IndexError, KeyError, MemoryError, OverflowError, TypeError):
        sys.stderr.write("this file is damaged, or asks for more memory than there is\n")
        return 1
    sys.stdout.buffer.write(rows)
    return 0


def ask_passphrase() -> str:
    """From the terminal, or the first line of standard input where that is none."""
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase: ")
    return sys.stdin.readline().rstrip("\n")


def recover(data: bytes, passphrase: str) -> bytes:
    """The rows as JSON Lines; raises ``ValueError`` where file or passphrase is not right."""
    if data[:16] != MAGIC:
        raise ValueError("this is not a Strongroom vault")
    version, length = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if version != 1:
        raise ValueError(f"this file is of version {version}, and this program reads version 1")
    head, body = data[: START + length], data[START + length :]
    header = json.loads(head[START:])
    key = data_key(header, passphrase)
    salt = bytes.fromhex(header["salt"])
    if not hmac.compare_digest(derive(key, salt, b"commit"), bytes.fromhex(header["commitment"])):
        raise ValueError("the file was changed or damaged")
    text = decrypt(derive(key, salt, b"body"), bytes(12), body, head)
    if text is None:
        raise ValueError("the file was changed or damaged")
    rows = text.rstrip(b"\n")
    return rows + b"\n" if rows else b""


def data_key(header: dict[str, Any], passphrase: str) -> bytes:
    """The key that all else hangs on, from the first slot the passphrase opens."""
    slots = [slot for slot in header["slots"] if slot["type"] == PASSPHRASE_SLOT]
    if not slots:
        raise ValueError("no passphrase alone opens this vault")
    for slot in slots:
        key = open_slot(slot, header["vault"], passphrase)
        if key is not None:
            return key
    raise ValueError("the passphrase is wrong, or the file was changed or damaged")


def open_slot(slot: dict[str, Any], vault: str, passphrase: str) -> bytes | None:
    salt = bytes.fromhex(slot["salt"])
    parameters = slot["parameters"]
    stretched = Argon2id(
        salt=salt,
        length=32,
        iterations=parameters["passes"],
        lanes=parameters["lanes"],
        memory_cost=parameters["memory_kib"],
    ).derive(unicodedata.normalize("NFKC", passphrase).encode())
    bound = {"parameters": parameters, "type": slot["type"], "vault": vault}
    return decrypt(
        derive(stretched, salt, b"strongroom slot" + bytes([slot["type"]])),
        bytes.fromhex(slot["nonce"]),
        bytes.fromhex(slot["wrapped"]),
        json.dumps(bound, sort_keys=True, separators=(",", ":")).encode(),
    )


def derive(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(key)


def decrypt(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound)
    except InvalidTag:
        return None


if __name__ == "__main__":
    raise SystemExit(main())
