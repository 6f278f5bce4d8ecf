"""Signed messages: verified with the key, whichever way the first byte has it."""

import base64
import json
import unicodedata
from contextlib import suppress
from hashlib import sha256

import pytest
from embit import bip32, bip39, ec
from embit.util import secp256k1
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.signed_message import (
    SignedMessage,
    is_recoverable,
    read_signed_message,
    signed_files,
    verify_for_script,
    verify_message,
)
from strongroom.model.errors import ReadError
from strongroom.model.hashes import hash160
from strongroom.model.scripts import p2pkh, p2sh, p2wpkh
from tests.vectors_source import vector, vector_names

KEY = ec.PrivateKey(sha256(b"signer").digest())
PUBLIC_KEY = KEY.get_public_key().sec()


def record(name: str) -> tuple[str, str]:
    *lines, signature = vector(name).read_text().split("\n")
    return "\n".join(lines), signature


@pytest.mark.parametrize("name", vector_names("bip129/mode1/r1_*.bsms"))
def test_the_bips_records_of_raw_keys(name: str) -> None:
    message, signature = record(name)
    public_key = bytes.fromhex(message.split("]")[1].split("\n")[0])
    assert verify_message(public_key, message, signature)
    assert not verify_message(public_key, message + " ", signature)
    assert not verify_message(PUBLIC_KEY, message, signature)


def altered(signature: str, at: int, mask: int) -> str:
    data = bytearray(base64.b64decode(signature))
    data[at] ^= mask
    return base64.b64encode(data).decode()


def test_the_first_byte_does_not_matter_and_every_other_does() -> None:
    message, signature = record("bip129/mode1/r1_signer_1_key.bsms")
    public_key = bytes.fromhex(message.split("]")[1].split("\n")[0])
    assert verify_message(public_key, message, altered(signature, 0, 4))
    assert not verify_message(public_key, message, altered(signature, 1, 1))
    assert not verify_message(public_key, message, altered(signature, 64, 1))


@pytest.mark.parametrize(
    "signature",
    ["", "AAAA", "not base64", "=" * 88, base64.b64encode(bytes(65)).decode(),
     base64.b64encode(b"\x1f" + b"\xff" * 64).decode(), "ü" * 88],
)  # fmt: skip
def test_anything_else_is_no_signature(signature: str) -> None:
    assert not verify_message(PUBLIC_KEY, "message", signature)


def text_of(sample: dict) -> str:
    """The message; bytes are given in hex, and Trezor signs composed text."""
    message = sample["message"]
    if isinstance(message, dict):
        return bytes.fromhex(message["hex"]).decode()
    return unicodedata.normalize("NFC", message)


def test_trezors_signatures_of_every_script_and_length() -> None:
    samples = json.loads(vector("message-signing/trezor_signmessage.json").read_text())["vectors"]
    root = bip32.HDKey.from_seed(bip39.mnemonic_to_seed(" ".join(["all"] * 12)))
    for sample in samples:
        public_key = root.derive(sample["path"]).to_public().key.sec()
        signature = base64.b64encode(bytes.fromhex(sample["signature_hex"])).decode()
        assert verify_message(public_key, text_of(sample), signature), sample["case"]
    assert len(samples) == 10
    assert max(len(text_of(sample)) for sample in samples) > 252  # a longer compact size


def signed_by(key: ec.PrivateKey, message: str, first: int) -> bytes:
    """A recoverable signature whose first byte is the least of its four, such as 31."""
    text = message.encode()
    body = b"\x18Bitcoin Signed Message:\n" + bytes([len(text)]) + text
    digest = sha256(sha256(body).digest()).digest()
    made = secp256k1.ecdsa_sign_recoverable(digest, key.secret)
    compact, recovery = secp256k1.ecdsa_recoverable_signature_serialize_compact(made)
    return bytes([first + recovery]) + compact


HASH = hash160(PUBLIC_KEY)
SCRIPTS = {"p2pkh": p2pkh(HASH), "p2wpkh": p2wpkh(HASH), "p2sh-p2wpkh": p2sh(p2wpkh(HASH))}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("first", [31, 35, 39])
def test_a_key_is_recovered_and_compared_with_every_script(script: str, first: int) -> None:
    signature = signed_by(KEY, "hello", first)
    assert verify_for_script(SCRIPTS[script], "hello", signature)
    assert not verify_for_script(SCRIPTS[script], "hello.", signature)
    assert not verify_for_script(p2pkh(bytes(20)), "hello", signature)


def test_a_key_that_is_not_compressed_has_an_address_of_its_own() -> None:
    signature = signed_by(KEY, "hello", 27)
    long_key = KEY.get_public_key()
    long_key.compressed = False
    assert verify_for_script(p2pkh(hash160(long_key.sec())), "hello", signature)
    assert not any(verify_for_script(script, "hello", signature) for script in SCRIPTS.values())


@pytest.mark.parametrize("first", [0, 26, 43, 255])
def test_other_first_bytes_are_no_such_signature(first: int) -> None:
    assert not is_recoverable(bytes([first]) + bytes(64))


@pytest.mark.parametrize("body", [bytes(64), b"\xff" * 64, bytes(32) + b"\x01" * 32])
def test_numbers_out_of_range_are_nobodys_signature(body: bytes) -> None:
    for first in range(27, 43):
        assert not verify_for_script(SCRIPTS["p2pkh"], "hello", bytes([first]) + body)


BEGIN, MIDDLE, END = (
    "-----BEGIN BITCOIN SIGNED MESSAGE-----",
    "-----BEGIN BITCOIN SIGNATURE-----",
    "-----END BITCOIN SIGNATURE-----",
)
ARMORED = f"{BEGIN}\nhello\n there\n{MIDDLE}\n1Address\nSignature=\n{END}\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("as Coldcard writes it", ARMORED),
        ("with other line ends", ARMORED.replace("\n", "\r\n")),
        ("in the older form", ARMORED.replace(MIDDLE, "-----BEGIN SIGNATURE-----")
         .replace("1Address", "Version: x\nAddress: 1Address\n").replace(END, "-----END BITCOIN SIGNED MESSAGE-----")),
    ],
)  # fmt: skip
def test_a_whole_message_is_taken_apart(name: str, text: str) -> None:
    assert read_signed_message(text) == SignedMessage("hello\n there", "1Address", "Signature="), (
        name
    )


def test_coldcards_signature_names_the_file_it_is_of() -> None:
    signed = read_signed_message(vector("coldcard/export/coldcard-export.sig").read_text())
    (file,) = signed_files(signed.message)
    assert file.name == "coldcard-export.json"
    assert (
        file.digest
        == sha256(vector("coldcard/export/coldcard-export.json").read_bytes()).hexdigest()
    )
    assert signed_files(signed.message + "\nand more") == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("no end", ARMORED.replace(END, "")),
        ("no signature", ARMORED.replace(MIDDLE, "")),
        ("a part too few", ARMORED.replace("1Address\n", "")),
        ("a part too many", ARMORED.replace("1Address", "1Address\nmore")),
        ("something before it", f"Dear Bob,\n{ARMORED}"),
        ("nothing between", BEGIN),
    ],
)
def test_refuses_what_is_not_whole(name: str, text: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_signed_message(text)
    assert refused.value.code == "file-malformed", name


@given(st.text(max_size=200))
def test_any_text_between_the_marks_is_read_or_refused_in_words(text: str) -> None:
    with suppress(ReadError):
        read_signed_message(f"{BEGIN}\n{text}\n{END}")
