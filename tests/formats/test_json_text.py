"""JSON from outside: what is read, and what is refused before it can do harm."""

import pytest

from strongroom.formats.json_text import (
    MAX_DEPTH,
    JsonObject,
    JsonValue,
    nothing_but_objects,
    parse_json,
    parse_object,
    texts_of,
)
from strongroom.model.errors import ReadError
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows


def code_of(text: str) -> str:
    with pytest.raises(ReadError) as refused:
        parse_json(text)
    return refused.value.code


@shows("file-malformed", FIRING)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one name twice", '{"a": 1, "a": 1}'),
        ("one name twice, deep", '{"b": [{"a": 1, "a": 2}]}'),
        ("one name twice, escaped", '{"a": 1, "\\u0061": 1}'),
        ("not a number", '{"a": NaN}'),
        ("infinity", "[Infinity, -Infinity]"),
        ("infinity in digits", "[1e999]"),
        ("an endless number", f"[{'9' * 5000}]"),
        ("too deep", "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)),
        ("too deep and unfinished", "[" * 1_000_000),
        ("too deep by objects", '{"a":' * 100 + "1" + "}" * 100),
        ("half a character", '["\\ud800"]'),
        ("something behind it", "{} {}"),
        ("a comment", "{} // wallet"),
        ("nothing", ""),
        ("a control character", '["\x01"]'),
    ],
)
def test_refuses(name: str, text: str) -> None:
    assert code_of(text) == "file-malformed", name


def test_refuses_more_than_its_limit_before_parsing() -> None:
    assert code_of("[" + " " * 16 * 1024 * 1024 + "]") == "file-too-big"


def test_brackets_in_texts_are_not_depth() -> None:
    text = '{"a": "' + "[" * 100 + '\\"' + "{" * 100 + '"}'
    assert parse_object(text) is not None


@shows("file-malformed", QUIET, BOUNDARY)
@pytest.mark.parametrize("deepest", ["[" * 32 + "]" * 32, '{"a":' * 31 + "[]" + "}" * 31])
def test_thirty_two_levels_are_read_and_no_more(deepest: str) -> None:
    assert parse_json(deepest) is not None
    assert code_of(f"[{deepest}]") == "file-malformed"


def test_only_an_object_is_an_object() -> None:
    assert parse_object("[]") is None


@pytest.mark.parametrize("value", [True, 1, 1.5, None, [], {}])
def test_a_text_is_nothing_but_a_text(value: bool | int | float | list | dict | None) -> None:
    with pytest.raises(ReadError) as refused:
        JsonObject({"xfp": value}).text("xfp")
    assert refused.value.facts["field"] == "xfp"


def test_an_absent_field_and_null_are_no_text() -> None:
    fields = JsonObject({"a": None})
    assert fields.optional_text("a") is None
    assert fields.optional_text("b") is None


def test_an_object_is_no_text_and_a_text_no_object() -> None:
    with pytest.raises(ReadError):
        JsonObject({"bip48_1": "text"}).object("bip48_1")


@pytest.mark.parametrize("value", [True, 1.0, "1", None, [1]])
def test_a_number_is_whole_and_nothing_else(value: JsonValue) -> None:
    with pytest.raises(ReadError) as refused:
        JsonObject({"quorum": value}).number("quorum")
    assert refused.value.facts["field"] == "quorum"
    assert JsonObject({"quorum": -2}).number("quorum") == -2


@pytest.mark.parametrize("value", [0, 1, "true", [], {}])
def test_a_flag_is_true_or_false_or_not_there(value: JsonValue) -> None:
    with pytest.raises(ReadError):
        JsonObject({"active": value}).flag("active")
    assert JsonObject({"active": False}).flag("active") is False
    assert JsonObject({"active": None}).flag("active") is None


@pytest.mark.parametrize("value", [None, {}, "x", ["x", 1], [{}, "x"]])
def test_a_list_holds_one_kind_of_thing(value: JsonValue) -> None:
    for read in (JsonObject({"keys": value}).texts, JsonObject({"keys": value}).objects):
        with pytest.raises(ReadError) as refused:
            read("keys")
        assert refused.value.facts["field"] == "keys"
    assert nothing_but_objects(value) == ()


def test_a_list_of_objects_and_one_of_texts() -> None:
    fields = JsonObject({"keys": ["x", "y"], "sets": [{"a": 1}, {}]})
    assert fields.texts("keys") == ("x", "y")
    assert fields.objects("sets") == (JsonObject({"a": 1}), JsonObject({}))
    assert nothing_but_objects([{"a": 1}]) == (JsonObject({"a": 1}),)


def test_names_and_values_are_found_at_every_depth() -> None:
    value = parse_json('{"a": ["x", {"b": "y"}], "c": 1, "d": {"e": "z"}}')
    assert texts_of(value) == (["a", "c", "d", "b", "e"], ["x", "y", "z"])


def test_a_list_of_texts_is_one_text() -> None:
    assert texts_of(["x", "y"]) == ([], ["x, y"])
