"""Signed messages: verified with the key, whichever way the first byte has it."""

import base64
import json
import unicodedata
from hashlib import sha256

import pytest
from embit import bip32, bip39, ec

from strongroom.formats.signed_message import verify_message
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
