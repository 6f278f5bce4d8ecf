import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.vault.errors import VaultError
from strongroom.vault.rows import CHUNK, Rows, Value

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | TEXT
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=10,
)
IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
TABLES = st.from_regex(r"[a-z][a-z0-9-]{0,31}", fullmatch=True)
CONTENTS = st.dictionaries(
    st.tuples(TABLES, IDS), st.dictionaries(TEXT, JSON, max_size=4), max_size=8
)
Contents = dict[tuple[str, str], Value]


def rows_of(contents: Contents) -> Rows:
    rows = Rows()
    for (table, identity), value in contents.items():
        rows.put(table, identity, value)
    return rows


@given(CONTENTS)
def test_rows_come_back(contents: Contents) -> None:
    read = Rows.decode(rows_of(contents).encode())
    tables = {table for table, _ in contents}
    found = {(table, identity): value for table in tables for identity, value in read.table(table)}
    assert found == contents
    assert read.encode() == rows_of(contents).encode()


@given(CONTENTS)
def test_the_order_of_putting_leaves_no_trace(contents: Contents) -> None:
    backwards = dict(reversed(contents.items()))
    assert rows_of(backwards).encode() == rows_of(contents).encode()


def test_a_line_is_a_row_sorted_by_table_and_id() -> None:
    rows = rows_of({("b", "x"): {}, ("a", "é"): {"text": "\n\u2028ü"}, ("a", "z"): {"n": 1}})
    assert rows.encode().decode() == (
        '["a","z",{"n":1}]\n["a","é",{"text":"\\n\u2028ü"}]\n["b","x",{}]\n'
    )


def test_what_is_got_is_a_copy() -> None:
    rows = rows_of({("a", "b"): {"list": [1]}})
    rows.get("a", "b")["list"].append(2)  # type: ignore[index, union-attr]
    assert rows.get("a", "b") == {"list": [1]}


def test_says_whether_anything_changed() -> None:
    rows = Rows()
    said = [rows.put("a", "b", {}), rows.put("a", "b", {}), rows.put("a", "b", {"c": 1})]
    assert [*said, rows.delete("a", "b"), rows.delete("a", "b")] == [True, False, True, True, False]
    assert rows.get("a", "b") is None


def test_rows_that_did_not_change_are_not_encoded_again() -> None:
    kept = b'["a", "x", {"later":  1}]'
    rows = Rows.decode(kept + b"\n")
    rows.put("a", "y", {})
    assert rows.encode().splitlines() == [kept, b'["a","y",{}]']


@pytest.mark.parametrize(
    "value",
    [
        {"nan": float("nan")},
        {"infinite": float("inf")},
        {"tuple": (1, 2)},
        {1: "number as a name"},
        {"bytes": b"x"},
        {"surrogate": "\ud800"},
        {"huge": 10**5000},
        {"long": "x" * (16 * 1024 * 1024)},
    ],
    ids=lambda value: str(next(iter(value))),
)
def test_refuses_what_would_not_come_back(value: Value) -> None:
    rows = Rows()
    with pytest.raises(VaultError) as refused:
        rows.put("a", "b", value)
    assert (refused.value.code, refused.value.__context__) == ("row-invalid", None)
    assert rows.encode() == b""


@pytest.mark.parametrize(
    ("table", "identity"),
    [
        ("", "x"),
        ("A", "x"),
        ("1a", "x"),
        ("a b", "x"),
        ("a" * 33, "x"),
        ("a", ""),
        ("a", "x" * 513),
    ],
)
def test_refuses_names_that_are_none(table: str, identity: str) -> None:
    with pytest.raises(VaultError, match="no row"):
        Rows().put(table, identity, {})


def test_refuses_depth() -> None:
    value: dict[str, object] = {}
    for _ in range(40):
        value = {"in": value}
    with pytest.raises(VaultError, match="no row"):
        Rows().put("a", "b", value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        b'["a","x",{}]\n["a","x",{}]\n',
        b'["a","y",{}]\n["a","x",{}]\n',
        b'["b","x",{}]\n["a","x",{}]\n',
        b'["a","x",{}]',
        b'\n["a","x",{}]\n',
        b'["a","x",{}]\n\n["a","y",{}]\n',
        b'["a","x",{},1]\n',
        b'["a","x",[]]\n',
        b'["a","x",null]\n',
        b'["a",1,{}]\n',
        b'["a","",{}]\n',
        b'["A","x",{}]\n',
        b'{"a":"x"}\n',
        b"null\n",
        b"\0\n",
        b'["a","\xff",{}]\n',
        b'["a","' + b"x" * 513 + b'",{}]\n',
        b'["a","' + b"x" * 3000 + b'",{}]\n',
        b'["a", "x", {"b":NaN}]\n',
    ],
    ids=lambda text: text[:40].decode("latin-1"),
)
def test_reads_strictly(text: bytes) -> None:
    with pytest.raises(VaultError) as refused:
        Rows.decode(text)
    assert (refused.value.code, refused.value.__context__) == ("vault-malformed", None)


@pytest.mark.parametrize(
    "text",
    [
        b'["a","x",{}]["a","y",{}]\n',
        b'["a","x",{"b":1,"b":1}]\n',
        b'["a","x",{"b":NaN}]\n',
        b'["a","x",{"b":1e999}]\n',
        b'["a","x",{"b":"\\ud800"}]\n',
        b'["a","x",{"b":"\xff"}]\n',
        b'["a","x",{"b":' + b"[" * 5000 + b"]" * 5000 + b"}]\n",
    ],
    ids=lambda text: text[:40].decode("latin-1"),
)
def test_a_row_that_holds_no_object_is_refused_when_it_is_asked_for(text: bytes) -> None:
    rows = Rows.decode(text)
    for asked in (lambda: rows.get("a", "x"), lambda: dict(next(rows.table("a"))[1])):
        with pytest.raises(VaultError) as refused:
            asked()
        assert (refused.value.code, refused.value.__context__) == ("vault-malformed", None)
    assert rows.malformed() == ("a/x",)


@given(CONTENTS)
def test_what_was_put_is_never_malformed(contents: Contents) -> None:
    assert Rows.decode(rows_of(contents).encode()).malformed() == ()


@given(st.binary(max_size=60))
def test_whatever_stands_there_is_refused_or_kept_as_it_is(text: bytes) -> None:
    try:
        rows = Rows.decode(text)
    except VaultError:
        return
    assert rows.encode() == text


def test_some_rows_of_a_table_are_asked_for_by_how_their_ids_begin() -> None:
    rows = rows_of({("a", "x/1"): {"n": 1}, ("a", "x/2"): {"n": 2}, ("a", "y/1"): {"n": 3}})
    assert dict(rows.table("a", "x/")) == {"x/1": {"n": 1}, "x/2": {"n": 2}}


def test_gives_others_their_turn_while_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[float] = []
    monkeypatch.setattr(time, "sleep", turns.append)
    rows = Rows.decode(rows_of({("a", f"{n:04}"): {} for n in range(2 * CHUNK + 1)}).encode())
    assert len(list(rows.table("a"))) == 2 * CHUNK + 1
    assert len(turns) == 3
