from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as some

from strongroom.formats.cbor import write_cbor
from strongroom.model.errors import ReadError
from strongroom.transports.qr.contract import QrError
from strongroom.transports.qr.ur import UrAssembler
from strongroom.transports.qr.ur1 import MAX_LETTERS, read_bc32
from tests.review.codes import FIRING, shows

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CONTENT = b"psbt\xff and the rest of it"

# The CBOR of the bytes 01 02 03, written by hand: 43010203 is 01000 01100 00000 10000 00100 00001 1….
BY_HAND = [0b01000, 0b01100, 0b00000, 0b10000, 0b00100, 0b00000, 0b11000]


def write_bc32(data: bytes) -> str:
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    check = polymod([0, *values, *[0] * 6]) ^ 0x3FFFFFFF
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return "".join(ALPHABET[value] for value in values)


def polymod(values: list[int]) -> int:
    """As BIP-173 gives it."""
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(
            (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
        ):
            state ^= generator if top >> bit & 1 else 0
    return state


def parts_of(content: bytes, count: int) -> list[str]:
    cbor = write_cbor(content)
    whole, digest = write_bc32(cbor), write_bc32(sha256(cbor).digest())
    size = -(-len(whole) // count)
    return [
        f"ur:bytes/{place + 1}of{count}/{digest}/{whole[place * size : (place + 1) * size]}"
        for place in range(count)
    ]


def joined(*parts: str) -> UrAssembler:
    assembler = UrAssembler()
    for part in parts:
        assembler.take(part)
    return assembler


def test_letters_stand_for_five_bits() -> None:
    assert write_bc32(bytes.fromhex("43010203"))[:-6] == "".join(ALPHABET[v] for v in BY_HAND)


def test_joins_parts_in_any_order() -> None:
    parts = parts_of(CONTENT, 3)
    assembler = joined(parts[2], parts[0].upper())
    assert (assembler.payload, assembler.progress.missing) == (None, (1,))
    assembler.take(parts[0])
    assembler.take(parts[1])
    assert assembler.payload == CONTENT


@pytest.mark.parametrize(
    "text", [f"ur:bytes/{write_bc32(write_cbor(CONTENT))}", *parts_of(CONTENT, 1)]
)
def test_reads_one_part_with_and_without_its_digest(text: str) -> None:
    assert joined(text).payload == CONTENT


ONE, TWO, THREE = parts_of(CONTENT, 3)
CONFLICTS = {
    "a part of another whole": [ONE, parts_of(CONTENT[:-1] + b"!", 3)[1]],
    "another total": [ONE, TWO.replace("2of3", "2of4")],
    "one part in two forms": [ONE, ONE[:-1] + ("q" if ONE[-1] != "q" else "p")],
    "a fragment that was changed": [ONE, TWO, THREE[:-8] + "qqqqqqqq"],
    "a digest of something else": [
        part.replace(part.split("/")[2], write_bc32(bytes(32))) for part in (ONE, TWO, THREE)
    ],
    "a part of the present form": [ONE, "ur:bytes/hdeymejtswhhylkepm"],
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_refuses_and_is_as_before(case: str) -> None:
    *good, bad = CONFLICTS[case]
    assembler = joined(*good)
    before = assembler.progress
    with pytest.raises(QrError) as refused:
        assembler.take(bad)
    assert refused.value.code in ("qr-conflict", "qr-malformed")
    assert (assembler.payload, assembler.progress) == (None, before)


@shows("qr-limit", FIRING)
@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("ur:bytes/0of3/qq/qq", "qr-malformed"),
        ("ur:bytes/4of3/qq/qq", "qr-malformed"),
        ("ur:bytes/1of1001/qq/qq", "qr-limit"),
        (f"ur:bytes/1of2/qq/{'q' * (MAX_LETTERS + 1)}", "qr-limit"),
        (f"ur:bytes/{'2' * (MAX_LETTERS + 1)}", "qr-malformed"),
    ],
)
def test_refuses_numbers_and_sizes(part: str, code: str) -> None:
    with pytest.raises(QrError) as refused:
        joined(part)
    assert refused.value.code == code


@given(some.binary(min_size=1, max_size=80))
def test_what_was_written_is_read(data: bytes) -> None:
    assert read_bc32(write_bc32(data)) == data


@pytest.mark.parametrize("text", ["", "qqqqqq", "b" * 20, write_bc32(b"abc")[:-1] + "q"])
def test_refuses_what_is_not_bc32(text: str) -> None:
    with pytest.raises(ReadError):
        read_bc32(text)
