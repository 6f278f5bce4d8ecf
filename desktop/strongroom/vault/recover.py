"""Opens a Strongroom vault without Strongroom: ``python recover.py FILE`` prints its rows.

It needs Python 3.10 or later and the package ``cryptography`` (45 or later), and nothing else.
``FORMAT.md``, which lies beside it, says what it does and why.
"""

import getpass
import hashlib
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
RECOVERY_SLOT = 4
BESIDE = {2: "the keyring of a computer", 3: "a security key (FIDO2)"}
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python recover.py FILE\n")
        return 2
    try:
        with open(sys.argv[1], "rb") as file:
            rows = recover(file.read(), ask())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except (AttributeError, IndexError, KeyError, MemoryError, OverflowError, TypeError):
        sys.stderr.write("this file is damaged, or asks for more memory than there is\n")
        return 1
    sys.stdout.buffer.write(rows)
    return 0


def ask() -> str:
    """From the terminal, or the first line of standard input where that is none."""
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase, or the 14 groups of the recovery key: ")
    return sys.stdin.readline().rstrip("\n")


def recover(data: bytes, said: str) -> bytes:
    """The rows as JSON Lines; raises ``ValueError`` where the file or the words are not right."""
    if data[:16] != MAGIC:
        raise ValueError("this is not a Strongroom vault")
    version, length = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if version != 1:
        raise ValueError(f"this file is of version {version}, and this program reads version 1")
    head, body = data[: START + length], data[START + length :]
    header = json.loads(head[START:])
    key = data_key(header, said)
    salt = bytes.fromhex(header["salt"])
    if not hmac.compare_digest(derive(key, salt, b"commit"), bytes.fromhex(header["commitment"])):
        raise ValueError("the file was changed or damaged")
    text = decrypt(derive(key, salt, b"body"), bytes(12), body, head)
    if text is None:
        raise ValueError("the file was changed or damaged")
    rows = text.rstrip(b"\n")
    return rows + b"\n" if rows else b""


def data_key(header: dict[str, Any], said: str) -> bytes:
    """The key that all else hangs on, from the first slot that what was said opens."""
    slots = header["slots"]
    recovery_key = read_recovery_key(said)
    for slot in slots:
        if slot["type"] not in (PASSPHRASE_SLOT, RECOVERY_SLOT):
            continue
        is_passphrase = slot["type"] == PASSPHRASE_SLOT
        material = stretched(slot, said) if is_passphrase else recovery_key
        key = material and open_slot(slot, header["vault"], material)
        if key:
            return key
    raise ValueError(refusal([slot["type"] for slot in slots]))


def refusal(kinds: list[int]) -> str:
    """What to say where nothing opened, by the kinds of slots there are."""
    if PASSPHRASE_SLOT in kinds:
        return "this is not the passphrase or recovery key, or the file was changed"
    if RECOVERY_SLOT not in kinds:
        return "neither a passphrase alone nor a recovery key opens this vault"
    wrong = "this is not the recovery key, or the file was changed"
    beside = " or ".join(name for kind, name in BESIDE.items() if kind in kinds)
    if not beside:
        return wrong
    return f"{wrong}; a passphrase opens it only beside {beside}: see FORMAT.md, Key slots"


def stretched(slot: dict[str, Any], passphrase: str) -> bytes:
    parameters = slot["parameters"]
    return Argon2id(
        salt=bytes.fromhex(slot["salt"]),
        length=32,
        iterations=parameters["passes"],
        lanes=parameters["lanes"],
        memory_cost=parameters["memory_kib"],
    ).derive(unicodedata.normalize("NFKC", passphrase).encode())


def read_recovery_key(text: str) -> bytes | None:
    """None for what is none; says which group is mistyped where the rest looks like one."""
    letters = text.upper().translate(str.maketrans("ILOU", "110V", "- ."))
    groups = [letters[at : at + 5] for at in range(0, len(letters), 5)]
    wrong = [place for place, group in enumerate(groups, 1) if not is_right(group, place)]
    if len(letters) != 70 or len(wrong) > 3:
        return None
    if wrong:
        raise ValueError(f"group {wrong[0]} of the recovery key is mistyped")
    number = 0
    for letter in "".join(group[:4] for group in groups):
        number = number * 32 + LETTERS.index(letter)
    whole = number.to_bytes(35, "big")
    check = hashlib.sha256(b"strongroom recovery key" + whole[:32]).digest()[:3]
    return whole[:32] if check == whole[32:] else None


def is_right(group: str, place: int) -> bool:
    """Whether the last letter of a group is the one its place and the others give."""
    check = place
    for letter in group:
        check <<= 1
        check ^= (0b100101 if check > 31 else 0) ^ LETTERS.find(letter)
    return check == 0


def open_slot(slot: dict[str, Any], vault: str, material: bytes) -> bytes | None:
    kind = slot["type"]
    bound = {"parameters": slot["parameters"], "type": kind, "vault": vault}
    return decrypt(
        derive(material, bytes.fromhex(slot["salt"]), b"strongroom slot" + bytes([kind])),
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
