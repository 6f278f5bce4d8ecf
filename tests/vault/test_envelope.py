import json
import struct
from collections.abc import Callable
from typing import Any

import pytest

from strongroom.vault.envelope import (
    MAX_FILE,
    MAX_HEADER,
    STEP,
    Identity,
    Sealed,
    head_length,
    parse,
    seal,
)
from strongroom.vault.errors import VaultError
from strongroom.vault.header import Header, Slot, write_header
from strongroom.vault.keys import DataKey
from tests.review.codes import FIRING, QUIET, shows

KEY = DataKey(bytes(range(32)))
SLOT = Slot(1, {"lanes": 1}, bytes(32), bytes(12), bytes(48))
IDENTITY = Identity(bytes(16), 7, (SLOT,))
ROWS = b'["a","x",{"n":1}]\n'


def file_of(rows: bytes = ROWS, identity: Identity = IDENTITY) -> bytes:
    sealed = seal(rows, KEY, identity)
    return sealed.head + sealed.body


def refusal(data: bytes, key: DataKey = KEY) -> str:
    """The code by which a file is refused."""
    with pytest.raises(VaultError) as refused:
        parse(data).open(key)
    return refused.value.code


def with_header(data: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file with another header that is canonical again."""
    length = int.from_bytes(data[20:24], "big")
    fields = json.loads(data[24 : 24 + length])
    change(fields)
    header = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    return data[:20] + struct.pack(">I", len(header)) + header + data[24 + length :]


@shows("passphrase-wrong", QUIET)
def test_comes_back() -> None:
    sealed = parse(file_of())
    assert sealed.open(KEY) == ROWS
    assert (sealed.header.generation, sealed.header.slots) == (7, (SLOT,))


def test_begins_as_the_format_says() -> None:
    data = file_of()
    length = int.from_bytes(data[20:24], "big")
    assert data[:20] == b"strongroom vault\0\0\0\1"
    assert json.loads(data[24 : 24 + length]).keys() == {
        "commitment", "format", "generation", "salt", "slots", "vault",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "steps"), [(0, 1), (2, 1), (STEP, 1), (STEP + 1, 2), (2 * STEP, 2), (2 * STEP + 1, 3)]
)
def test_the_body_is_filled_up_to_whole_steps(rows: int, steps: int) -> None:
    text = b"x" * (rows - 1) + b"\n" if rows else b""
    sealed = seal(text, KEY, IDENTITY)
    assert len(sealed.body) == steps * STEP + 16
    assert sealed.open(KEY) == text


def test_no_two_writes_share_anything() -> None:
    one, other = seal(ROWS, KEY, IDENTITY), seal(ROWS, KEY, IDENTITY)
    assert one.header.salt != other.header.salt
    assert one.header.commitment != other.header.commitment
    assert one.body != other.body


def test_refuses_every_flipped_bit() -> None:
    data = bytearray(file_of())
    codes = set()
    for place in range(len(data)):
        for bit in range(8):
            data[place] ^= 1 << bit
            codes.add(refusal(bytes(data)))
            data[place] ^= 1 << bit
    assert codes == {"passphrase-wrong", "vault-malformed", "vault-newer"}
    assert parse(bytes(data)).open(KEY) == ROWS


def test_refuses_every_truncation() -> None:
    data = file_of()
    assert {refusal(data[:length]) for length in range(len(data))} == {"vault-malformed"}


@pytest.mark.parametrize("more", [1, STEP, 2 * STEP])
def test_refuses_what_was_made_longer(more: int) -> None:
    assert refusal(file_of() + bytes(more)) in {"vault-malformed", "passphrase-wrong"}


@shows("passphrase-wrong", FIRING)
def test_refuses_another_key() -> None:
    assert refusal(file_of(), DataKey(bytes(32))) == "passphrase-wrong"


def test_refuses_a_body_of_an_earlier_write() -> None:
    old, new = seal(b"[]\n", KEY, IDENTITY), seal(ROWS, KEY, IDENTITY)
    assert refusal(new.head + old.body) == "passphrase-wrong"


def test_refuses_a_key_that_opens_the_body_but_was_not_committed_to() -> None:
    other = DataKey.draw()
    salt = bytes(32)
    header = write_header(Header(bytes(16), 1, salt, other.commitment(salt), (SLOT,)))
    head = b"strongroom vault" + struct.pack(">II", 1, len(header)) + header
    body = KEY.seal_body(ROWS.ljust(STEP, b"\n"), salt, head)
    assert KEY.open_body(body, salt, head) is not None
    assert refusal(head + body) == "passphrase-wrong"


def test_refuses_more_filling_than_needed() -> None:
    sealed = seal(b"x\n".ljust(2 * STEP, b"x")[:-1] + b"\n", KEY, IDENTITY)
    body = KEY.seal_body(ROWS.ljust(2 * STEP, b"\n"), sealed.header.salt, sealed.head)
    assert refusal(sealed.head + body) == "vault-malformed"


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: fields["slots"].pop(),
        lambda fields: fields["slots"].reverse(),
        lambda fields: fields["slots"].append(fields["slots"][0]),
        lambda fields: fields["slots"][0].update(type=2),
        lambda fields: fields["slots"][0].update(parameters={"lanes": 2}),
        lambda fields: fields.update(generation=8),
        lambda fields: fields.update(vault="11" * 16),
    ],
    ids=["removed", "reordered", "repeated", "kind", "parameters", "generation", "vault"],
)
def test_a_changed_header_is_tampering(change: Callable[[dict[str, Any]], object]) -> None:
    second = Slot(4, {}, bytes(32), bytes(12), bytes(48))
    data = file_of(identity=Identity(bytes(16), 7, (SLOT, second)))
    assert refusal(with_header(data, change)) == "passphrase-wrong"


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: fields.update(format=2),
        lambda fields: fields.update(generation=0),
        lambda fields: fields.update(generation=2**53),
        lambda fields: fields.update(generation=True),
        lambda fields: fields.update(generation="7"),
        lambda fields: fields.update(more=1),
        lambda fields: fields.pop("salt"),
        lambda fields: fields.update(salt="00" * 31),
        lambda fields: fields.update(salt="0" * 65),
        lambda fields: fields.update(salt="AA" * 32),
        lambda fields: fields.update(salt=" 0" * 32),
        lambda fields: fields.update(slots=[]),
        lambda fields: fields.update(slots=fields["slots"] * 9),
        lambda fields: fields.update(slots={}),
        lambda fields: fields.update(slots=[None]),
        lambda fields: fields["slots"][0].update(parameters=[]),
        lambda fields: fields["slots"][0].update(wrapped="00" * 47),
        lambda fields: fields["slots"][0].update(type=1.0),
        lambda fields: fields["slots"][0].update(more=1),
    ],
)
def test_refuses_a_header_that_is_not_as_it_should_be(
    change: Callable[[dict[str, Any]], object],
) -> None:
    assert refusal(with_header(file_of(), change)) == "vault-malformed"


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"{" * 5000,
        write_header(seal(b"", KEY, IDENTITY).header) + b" ",
        write_header(seal(b"", KEY, IDENTITY).header).replace(b":", b": ", 1),
        write_header(seal(b"", KEY, IDENTITY).header).replace(b"{", b'{"format":1,', 1),
    ],
    ids=["nothing", "empty", "array", "null", "not text", "deep", "space", "spaced", "twice"],
)
def test_refuses_a_header_that_is_not_canonical(header: bytes) -> None:
    data = b"strongroom vault" + struct.pack(">II", 1, len(header)) + header + bytes(STEP + 16)
    assert refusal(data) == "vault-malformed"


def test_a_slot_of_a_later_kind_stays_as_it_is() -> None:
    later = Slot(9, {"z": [1, {"deep": None}], "a": "é"}, bytes(32), bytes(12), bytes(48))
    data = file_of(identity=Identity(bytes(16), 1, (later,)))
    assert parse(data).header.slots == (later,)


@pytest.mark.parametrize("version", [2, 2**32 - 1])
def test_a_later_version_is_said(version: int) -> None:
    data = b"strongroom vault" + struct.pack(">II", version, 2**32 - 1)
    assert refusal(data) == "vault-newer"


@pytest.mark.parametrize(
    ("code", "version", "length", "size"),
    [
        ("vault-too-big", 1, 100, MAX_FILE + 1),
        ("vault-malformed", 1, MAX_HEADER + 1, MAX_FILE),
        ("vault-malformed", 1, 2**32 - 1, MAX_FILE),
        ("vault-malformed", 1, 100, 24 + 100 + 16 + STEP - 1),
        ("vault-malformed", 1, 100, 24 + 100 + 16),
        ("vault-malformed", 1, 100, 24),
        ("vault-malformed", 0, 100, 24 + 100 + 16 + STEP),
    ],
)
def test_bounds_are_checked_on_the_first_bytes(
    code: str, version: int, length: int, size: int
) -> None:
    with pytest.raises(VaultError) as refused:
        head_length(b"strongroom vault" + struct.pack(">II", version, length), size)
    assert refused.value.code == code


def test_the_largest_header_is_within_the_bounds() -> None:
    start = b"strongroom vault" + struct.pack(">II", 1, MAX_HEADER)
    assert head_length(start, 24 + MAX_HEADER + STEP + 16) == 24 + MAX_HEADER


def test_a_vault_that_grew_too_big_is_not_written() -> None:
    with pytest.raises(VaultError) as refused:
        seal(bytes(MAX_FILE), KEY, IDENTITY)
    assert refused.value.code == "vault-too-big"


def test_slots_that_take_too_much_room_are_not_written() -> None:
    large = Slot(9, {"a": "x" * MAX_HEADER}, bytes(32), bytes(12), bytes(48))
    with pytest.raises(VaultError) as refused:
        seal(ROWS, KEY, Identity(bytes(16), 1, (large,)))
    assert refused.value.code == "vault-too-big"


def test_the_rows_are_not_shown() -> None:
    assert "body" not in repr(Sealed(b"", parse(file_of()).header, b"x"))
