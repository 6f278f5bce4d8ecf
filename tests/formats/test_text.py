"""Text from outside: decoding, names that may be shown, and slugs for file names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.text import MAX_NAME, decode_text, safe_name, slug
from strongroom.model.errors import ReadError
from strongroom.model.finding import Severity


def test_one_byte_order_mark_is_taken_off_and_a_second_is_not() -> None:
    assert decode_text(b"\xef\xbb\xbfName") == "Name"
    assert decode_text(b"\xef\xbb\xbf" * 2 + b"Name") == "\ufeffName"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\xc3(", b"a\0b", b"\xed\xa0\x80"])
def test_refuses_bytes_that_are_not_text(data: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        decode_text(data)
    assert refused.value.code == "file-malformed"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Savings \u202eevil", "Savings <U+202E>evil"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("two\nlines", "two<U+000A>lines"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("\u2066isolate\u2069", "<U+2066>isolate<U+2069>"),
        ("Jade\u3164", "Jade<U+3164>"),
        ("\u2800", "<U+2800>"),
        ("Ja\u034fde", "Ja<U+034F>de"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("/etc/passwd", "_etc_passwd"),
        ("C:\\Windows", "C:_Windows"),
        ("x" * 300, "x" * MAX_NAME),
    ],
)
def test_what_is_unsafe_is_shown_and_named(name: str, shown: str) -> None:
    clean, findings = safe_name(name)
    assert clean == shown
    assert [(f.code, f.severity) for f in findings] == [("text-unsafe", Severity.WARN)]


@pytest.mark.parametrize(
    "name", ["Savings", "Häuschen & Söhne", "貯金", "A/B", "v1.0", "50% : #1", ""]
)
def test_a_good_name_stays_as_it_is(name: str) -> None:
    assert safe_name(name) == (name, ())


def test_names_are_composed() -> None:
    assert safe_name("Ha\u0308user") == ("Häuser", ())


@given(st.text())
def test_a_safe_name_is_safe(name: str) -> None:
    shown, _ = safe_name(name)
    assert len(shown) <= MAX_NAME
    assert safe_name(shown) == (shown, ())


@given(st.text())
def test_a_slug_is_a_file_name_anywhere(name: str) -> None:
    made = slug(name)
    assert 1 <= len(made) <= 40
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")


@pytest.mark.parametrize(
    ("name", "made"),
    [("Mein Häuschen!", "mein-hauschen"), ("../../etc", "etc"), ("貯金", "wallet")],
)
def test_slugs(name: str, made: str) -> None:
    assert slug(name) == made
