"""The chain of a log, held against a check that is written here a second time."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.log_chain import (
    MAX_BYTES,
    MAX_LINE,
    BreakReason,
    CheckedLog,
    LogBreak,
    canonical_line,
    first_line,
    read_log,
)
from strongroom.model.errors import ReadError

VAULT = bytes(range(16))
COUNT = 6


def made(count: int = COUNT) -> list[bytes]:
    """A log of so many entries, chained with hashlib and json alone."""
    lines = [b'{"strongroom-log":1,"vault":"' + VAULT.hex().encode() + b'"}\n']
    for number in range(1, count + 1):
        entry = {
            "at": "2026-03-01T12:00:00Z",
            "facts": {"name": f"Müller {number}"},
            "kind": "wallet-kept",
            "number": number,
            "previous": hashlib.sha256(lines[-1]).hexdigest(),
            "version": 1,
            "wallet": "",
        }
        lines.append(json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() + b"\n")
    return lines


def checked(lines: list[bytes]) -> CheckedLog:
    return read_log(b"".join(lines))


def test_a_log_holds_and_says_its_head() -> None:
    found = checked(made())
    assert found == CheckedLog(VAULT.hex(), COUNT, hashlib.sha256(made()[-1]).hexdigest(), ())
    assert first_line(VAULT) == made()[0]


def test_a_log_without_entries_is_one() -> None:
    assert checked(made(0)) == CheckedLog(VAULT.hex(), 0, hashlib.sha256(made()[0]).hexdigest(), ())


@pytest.mark.parametrize(
    ("name", "alter", "breaks"),
    [
        ("an entry changed", lambda x: [*x[:2], x[2].replace(b"12:00", b"13:00"), *x[3:]], [(4, "changed")]),
        ("an entry taken out", lambda x: [*x[:2], *x[3:]], [(3, "missing")]),
        ("two entries swapped", lambda x: [*x[:2], x[3], x[2], *x[4:]], [(3, "missing"), (4, "missing"), (5, "missing")]),
        ("an entry twice", lambda x: [*x[:3], x[2], *x[3:]], [(4, "missing")]),
        ("the beginning missing", lambda x: x[1:], [(1, "missing")]),
        ("another vault's beginning", lambda x: [first_line(bytes(16)), *x[1:]], [(2, "changed")]),
        ("the end of a line cut off", lambda x: [*x[:-1], x[-1][:-9]], [(7, "unreadable")]),
        ("the last line feed cut off", lambda x: [*x[:-1], x[-1][:-1]], [(7, "unreadable")]),
        ("an empty line", lambda x: [*x[:3], b"\n", *x[3:]], [(4, "unreadable"), (5, "missing")]),
        ("a space", lambda x: [*x[:2], x[2].replace(b",", b", ", 1), *x[3:]], [(3, "unreadable"), (4, "changed")]),
        ("two breaks", lambda x: [*x[:2], *x[3:5], b"{}\n", x[6]], [(3, "missing"), (5, "unreadable"), (6, "changed")]),
    ],
)  # fmt: skip
def test_names_the_line(
    name: str, alter: Callable[[list[bytes]], list[bytes]], breaks: list[tuple[int, str]]
) -> None:
    expected = tuple(LogBreak(line, BreakReason(reason)) for line, reason in breaks)
    assert checked(alter(made())).breaks == expected, name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nothing", b""),
        ("an empty line", b"\n"),
        ("words", b"a shopping list\n"),
        ("another JSON", b'{"a":1}\n'),
        ("a label file", b'{"type":"addr","ref":"bc1q","label":"rent"}\n'),
        ("a later version", first_line(VAULT).replace(b":1,", b":2,")),
        ("a vault that is none", b'{"strongroom-log":1,"vault":"00"}\n'),
        ("deep", b"[" * 100_000 + b"\n"),
        ("bytes", bytes(range(256)) * 9),
        ("lines ended otherwise", b"".join(made()).replace(b"\n", b"\r\n")),
        ("a line that is too long", canonical_line({"a": "x" * MAX_LINE})),
    ],
)
def test_what_is_no_log_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        read_log(data)
    assert refused.value.code == "file-malformed", name


@pytest.mark.parametrize("change", [{"number": True}, {"number": 0}, {"number": "1"}, {"kind": 1}])
def test_an_entry_of_another_form_is_unreadable(change: dict[str, Any]) -> None:
    entry = {**json.loads(made()[1]), **change}
    found = checked([made()[0], canonical_line(entry)])
    assert found.breaks == (LogBreak(2, BreakReason.UNREADABLE),)


def test_more_than_its_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(ReadError) as refused:
        read_log(b"\n" * (MAX_BYTES + 1))
    assert refused.value.code == "file-too-big"


@given(st.data())
def test_no_byte_of_it_can_be_another(data: st.DataObject) -> None:
    """What the chain itself does not show, a change of the last line alone, the head shows."""
    whole = b"".join(made())
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != whole[place]))
    altered = whole[:place] + bytes([byte]) + whole[place + 1 :]
    found = read_log(altered)
    assert found.breaks or found.head != checked(made()).head
    assert found.breaks or place >= len(whole) - len(made()[-1])


@given(st.integers(0, COUNT), st.integers(1, COUNT + 1))
def test_lines_cannot_be_taken_out(start: int, count: int) -> None:
    """At the end alone it takes the head to notice."""
    lines = made()
    left = lines[:start] + lines[start + count :]
    is_end = start + count > COUNT
    if not left:
        with pytest.raises(ReadError):
            checked(left)
    else:
        found = checked(left)
        assert found.is_intact == is_end
        assert found.head != checked(lines).head or not is_end


@given(st.permutations(range(COUNT + 1)))
def test_lines_cannot_be_moved(order: list[int]) -> None:
    moved = [made()[place] for place in order]
    assert checked(moved).is_intact == (order == sorted(order))


@given(st.binary(max_size=300))
def test_anything_else_is_refused_or_broken(data: bytes) -> None:
    try:
        found = read_log(data)
    except ReadError:
        return
    assert not found.is_intact
