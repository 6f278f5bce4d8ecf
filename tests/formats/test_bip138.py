"""Against the vectors of the draft's reference implementation, and hostile bytes."""

import json
import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from strongroom.formats.bip138 import (
    EncryptedBackup,
    backup_text,
    decryption_secret,
    encrypt,
    individual_secret,
    open_with,
    read_backup,
    seal,
    uncommon,
    write_backup,
    x_only,
)
from strongroom.formats.bip138_items import (
    DESCRIPTORS,
    Item,
    ItemKind,
    read_header,
    read_items,
    write_items,
)
from strongroom.model.bytes_reader import Reader
from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from tests.formats.sample_wallets import PLAIN
from tests.vectors_source import vector

SECRET = bytes(range(32))
NONCE = bytes(range(12))
KEYS = tuple(key.xpub for key in PLAIN.policy.cosigners)


def cases(name: str) -> list[Any]:
    loaded = json.loads(vector(f"bip138-draft/{name}.json").read_text())
    return [pytest.param(case, id=case["description"]) for case in loaded]


def xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def holder(public_key: str) -> ExtendedPublicKey:
    """Somebody with this key; the chain code plays no part."""
    return replace(KEYS[0], public_key=bytes.fromhex(public_key))


def paths(texts: list[str]) -> tuple[DerivationPath, ...]:
    return tuple(map(DerivationPath.parse, texts))


@pytest.mark.parametrize("case", cases("encryption_secret"))
def test_derives_the_published_secrets(case: Any) -> None:
    keys = [bytes.fromhex(key)[1:] for key in case["keys"]]
    secret = decryption_secret(keys)
    assert secret.hex() == case["decryption_secret"]
    hidden = {xor(secret, individual_secret(key)).hex() for key in keys}
    assert hidden == set(case["individual_secrets"])


@pytest.mark.parametrize(
    "case", [case for case in cases("keys_types") if case.values[0]["expected"]]
)
def test_takes_the_published_key_of_an_expression_with_branches(case: Any) -> None:
    """The draft's other cases are keys that no policy here has: they have no branches."""
    xpub = re.search("tpub[1-9A-Za-z]+", case["key"])
    assert xpub is not None
    assert x_only(ExtendedPublicKey.parse(xpub[0])).hex() == case["expected"]


@pytest.mark.parametrize("case", cases("chacha20poly1305_encryption"))
def test_encrypts_as_published(case: Any) -> None:
    plaintext, secret, nonce = (bytes.fromhex(case[k]) for k in ("plaintext", "secret", "nonce"))
    if case["ciphertext"] is None:
        with pytest.raises(ReadError):
            encrypt(plaintext, secret, (SECRET,), nonce)
    else:
        assert encrypt(plaintext, secret, (SECRET,), nonce).ciphertext.hex() == case["ciphertext"]


@pytest.mark.parametrize("case", cases("derivation_path"))
def test_writes_paths_as_published(case: Any) -> None:
    if case["expected"] is None:
        with pytest.raises(ReadError):
            EncryptedBackup(paths(case["paths"]), (SECRET,), NONCE, b"")
        return
    written = write_backup(EncryptedBackup(paths(case["paths"]), (SECRET,), NONCE, b""))
    expected = bytes.fromhex(case["expected"])
    assert written[7:].startswith(expected)
    assert set(read_backup(written).paths) == set(paths(case["paths"]))


@pytest.mark.parametrize("case", cases("individual_secrets"))
def test_writes_individual_secrets_as_published(case: Any) -> None:
    given = tuple(map(bytes.fromhex, case["secrets"]))
    if case["expected"] is None:
        with pytest.raises(ReadError):
            EncryptedBackup((), given, NONCE, b"")
        return
    written = write_backup(EncryptedBackup((), given, NONCE, b""))
    assert written[8:].startswith(bytes.fromhex(case["expected"]))


@pytest.mark.parametrize("case", cases("content_type"))
def test_reads_the_published_kinds_of_content(case: Any) -> None:
    reader = Reader(bytes.fromhex(case["content"]), code="backup-malformed")
    if case["valid"]:
        header = read_header(reader)
        assert reader.remaining == 0
        written = write_items([replace(header, content=b"what")])
        assert written == bytes.fromhex(case["content"]) + b"\x04what"
    else:
        with pytest.raises(ReadError):
            read_header(reader)


@pytest.mark.parametrize("case", cases("encrypted_backup"))
def test_writes_and_opens_whole_backups_as_published(case: Any) -> None:
    binary = bytes.fromhex(case["expected"])
    if not case.get("valid", True):
        with pytest.raises(ReadError, match="nonce"):
            read_backup(binary)
        return
    told = [case, *case.get("extra", [])]
    plaintext = b"".join(
        bytes.fromhex(one["content"])
        + write_items([Item(ItemKind.TEXT, one["plaintext"].encode())])[2:]
        for one in told
    )
    keys = [bytes.fromhex(key)[1:] for key in case["keys"]]
    secret = decryption_secret(keys)
    own = {xor(secret, individual_secret(key)) for key in keys}
    decoys = set(map(bytes.fromhex, case["decoy_individual_secrets"]))
    made = encrypt(
        plaintext,
        secret,
        tuple(own | decoys),
        bytes.fromhex(case["nonce"]),
        uncommon(paths(case["derivation_paths"])),
    )
    assert write_backup(made) == binary
    assert backup_text(made).strip() == case["expected_base64"]
    trailing = bytes.fromhex(case.get("trailing", ""))
    for form in (binary + trailing, case["expected_base64"].encode()):
        for key in case["keys"]:
            inside = open_with(read_backup(form), holder(key))
            assert inside is not None
            contents = [item.content.decode() for item in read_items(inside)]
            assert contents == [one["plaintext"] for one in told]


def test_every_cosigner_opens_what_was_sealed_and_nobody_else() -> None:
    items = [Item(ItemKind.BIP, b"wsh(...)", bip=DESCRIPTORS)]
    sealed = seal(write_items(items), KEYS[:2], paths(["m/48h/0h/0h/2h"]))
    read = read_backup(backup_text(sealed).encode())
    for key in KEYS[:2]:
        inside = open_with(read, key)
        assert inside is not None
        assert read_items(inside) == tuple(items)
    assert open_with(read, KEYS[2]) is None


@pytest.mark.parametrize(("keys", "secrets"), [(1, 5), (3, 5)])
def test_tells_neither_how_many_keys_nor_how_much_it_holds(keys: int, secrets: int) -> None:
    small, large = seal(b"x", KEYS[:keys]), seal(b"x" * 10_241, KEYS[:keys])
    assert len(small.individual_secrets) == secrets
    assert (len(small.ciphertext), len(large.ciphertext)) == (10_240 + 16, 12_800 + 16)


def test_a_key_that_everybody_knows_opens_nothing() -> None:
    nums = holder("0250929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0")
    assert open_with(seal(b"x", [*KEYS, nums]), nums) is None
    with pytest.raises(ReadError):
        seal(b"x", [nums])


GOOD = write_backup(EncryptedBackup(paths(["m/48h"]), (SECRET,), NONCE, b"c" * 40))
BAD = {
    "cut short": (GOOD[:-1], "backup-malformed"),
    "nothing behind the magic": (GOOD[:6], "backup-malformed"),
    "another version": (GOOD[:6] + b"\x02" + GOOD[7:], "backup-unsupported"),
    "another encryption": (GOOD.replace(b"\x01" + NONCE, b"\x02" + NONCE), "backup-unsupported"),
    "a length that lies": (GOOD[:-41] + b"\xff" + b"\xff" * 8, "backup-malformed"),
    "damaged base64": (b"QklQMTM4AQ!!", "backup-malformed"),
    "too large": (GOOD + bytes(5 * 1024 * 1024), "file-too-big"),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_refuses(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_backup(data)
    assert caught.value.code == code


@given(some.binary(max_size=200))
def test_bytes_of_any_kind_are_read_or_refused_with_a_reason(data: bytes) -> None:
    for read in (lambda: read_backup(b"BIP138" + data), lambda: read_items(data)):
        with suppress(ReadError):
            read()
