import contextlib
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.reading import RecognitionError
from strongroom.transports.qr.base43 import encode
from strongroom.transports.qr.contract import QrError
from strongroom.transports.qr.gathering import MAX_CODES, holds_codes, whole
from strongroom.transports.qr.reader import CodeReader
from tests.vectors_source import vector, vector_names

KRUX = json.loads(vector("krux/qr_parts.json").read_text())
PSBT = bytes.fromhex(KRUX["TEST_DATA_BYTES"]["hex"])
UR = KRUX["TEST_PARTS_FORMAT_MULTIPART_UR"]
SPECTER = sorted(KRUX["TEST_PARTS_FORMAT_PMOFN"])


@pytest.fixture(scope="module")
def reader() -> Iterator[CodeReader]:
    with CodeReader() as reader:
        yield reader


TEXTS = {
    "lines": "\n".join(UR),
    "lines with empty ones between": "\r\n\r\n".join(["", *UR, ""]),
    "upper case": "\n".join(UR).upper(),
    "a byte order mark": "\ufeff" + "\n".join(SPECTER),
    "old line ends": "\r".join(SPECTER),
    "a number": encode(PSBT) + "\n",
    "a number of Krux": KRUX["TEST_DATA_B58"],
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_parts_is_what_they_make(reader: CodeReader, name: str) -> None:
    assert whole(TEXTS[name].encode(), reader) == PSBT


def test_line_ends_within_a_numbered_part_stay(reader: CodeReader) -> None:
    assert whole(b"p1of2 Name: a\nPolicy\n\np2of2 \nFormat\n\n", reader) == (
        b"Name: a\nPolicy\n\nFormat\n"
    )


COLDCARD = {
    "coldcard/qr/bip21.txt": None,
    "coldcard/qr/overlapped-qr.txt": "qr-malformed",
    "coldcard/qr/seedqr-12.txt": None,
    "coldcard/qr/seedqr-24.txt": None,
}
"""Those with None are texts like any other, which are left to ``recognise``."""


def test_no_file_is_left_out() -> None:
    assert sorted(COLDCARD) == vector_names("coldcard/qr/*")


@pytest.mark.parametrize("name", COLDCARD)
def test_what_coldcard_tests_its_scanner_with(reader: CodeReader, name: str) -> None:
    data, code = vector(name).read_bytes(), COLDCARD[name]
    if code is None:
        assert whole(data, reader) == data
        return
    with pytest.raises(QrError) as caught:
        whole(data, reader)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\n".join(UR[1:]), "qr-incomplete"),
        ("\n".join([*UR, "hello"]), "qr-conflict"),
        ("\n".join([*SPECTER, UR[0]]), "qr-conflict"),
        ("p1of2 a\n" * (MAX_CODES + 1), "qr-limit"),
        ("p1of2 \0", "qr-malformed"),
        ("ur:crypto-seed/oeadgdstaslt", "secret-found"),
    ],
)
def test_refuses_what_makes_no_whole(reader: CodeReader, text: str, code: str) -> None:
    with pytest.raises((QrError, RecognitionError)) as caught:
        whole(text.encode(), reader)
    assert caught.value.code == code


@given(st.sampled_from(["", "B$", "ur:", "p1of2 ", "\n"]), st.text(max_size=40))
def test_a_text_is_read_refused_or_left_as_it_is(start: str, text: str) -> None:
    data = (start + text).encode(errors="replace")
    with contextlib.suppress(QrError, RecognitionError):
        assert whole(data, CodeReader()) == data or holds_codes(data)
