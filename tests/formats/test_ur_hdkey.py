"""One key as ``crypto-hdkey`` and ``hdkey``."""

from typing import Any

import pytest

from strongroom.formats import ur_hdkey
from strongroom.formats.cbor import CborValue, Tagged, write_cbor
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.formats.ur_text import Ur, write_ur
from strongroom.model.network import NetworkKind
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner

KEY = cosigner(1)
FINGERPRINT = int.from_bytes(KEY.fingerprint or b"", "big")
PATH: list[CborValue] = [48, True, 1, True, 0, True, 2, True]
FIELDS: dict[int | str, CborValue] = {
    3: KEY.xpub.public_key,
    4: KEY.xpub.chain_code,
    5: Tagged(305, {2: 1}),
    6: Tagged(304, {1: PATH, 2: FINGERPRINT, 3: 4}),
    8: int.from_bytes(KEY.xpub.parent_fingerprint, "big"),
}


def hdkey(changes: dict[int | str, Any] | None = None, ur_type: str = "crypto-hdkey") -> str:
    """With some fields changed, those that are None left out."""
    fields = {**FIELDS, **(changes or {})}
    kept = {number: value for number, value in fields.items() if value is not None}
    return write_ur(Ur(ur_type, write_cbor(kept)))


def origin(**parts: Any) -> dict[int | str, Any]:
    fields = {1: PATH, 2: FINGERPRINT, 3: 4, **{int(name[1:]): v for name, v in parts.items()}}
    return {6: Tagged(304, {name: v for name, v in fields.items() if v is not None})}


def children(*components: CborValue) -> dict[int | str, Any]:
    return {7: Tagged(304, {1: list(components)})}


ANY: list[CborValue] = []
BOTH: CborValue = [0, False, 1, False]


class TestUrHdkey(KeyFormatContract):
    samples = (hdkey(), hdkey(ur_type="hdkey"), hdkey().upper())

    def form(self) -> KeyFormat:
        return ur_hdkey.FORMAT


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("as it is", {}),
        ("a depth unsaid", origin(_3=None)),
        (
            "the present tags",
            {5: Tagged(40305, {2: 1}), 6: Tagged(40304, {1: PATH, 2: FINGERPRINT})},
        ),
        ("no tags", {5: {2: 1}, 6: {1: PATH, 2: FINGERPRINT}}),
        ("a test network's coin", {5: Tagged(305, {1: 1, 2: 1})}),
        ("not private, said", {1: False, 2: False}),
        ("the usual branches", children(BOTH, ANY, False)),
        ("the receive branch alone", children(0, False, ANY, False)),
        ("a field yet to come", {42: "new"}),
    ],
)
def test_gives_the_key_with_its_origin(name: str, changes: dict[int | str, Any]) -> None:
    (exported,) = read_key(hdkey(changes).encode()).keys
    assert exported.key == KEY
    assert exported.script_type is ScriptType.P2WSH


def test_bitcoins_main_network_is_meant_where_none_is_named() -> None:
    (exported,) = read_key(hdkey({5: None}).encode()).keys
    assert exported.key.xpub.kind is NetworkKind.MAIN


def test_a_key_without_an_origin_lies_at_the_root() -> None:
    (exported,) = read_key(hdkey({6: None, 8: None}).encode()).keys
    assert (exported.key.origin, exported.key.xpub.depth) == (None, 0)


def test_a_key_without_a_fingerprint_has_a_path_all_the_same() -> None:
    (exported,) = read_key(hdkey(origin(_2=None)).encode()).keys
    assert exported.key.fingerprint is None
    assert exported.key.origin is not None
    assert str(exported.key.origin.path) == "48h/1h/0h/2h"


def test_one_step_below_the_root_the_master_is_the_parent() -> None:
    changes = {**origin(_1=[45, True], _3=1), 8: None}
    (exported,) = read_key(hdkey(changes).encode()).keys
    assert exported.key.xpub.parent_fingerprint == KEY.fingerprint


def test_its_name_is_made_fit_to_be_shown() -> None:
    export = read_key(hdkey({9: "Jane\u202e"}).encode())
    assert export.keys[0].key.name == "Jane<U+202E>"
    assert [finding.code for finding in export.findings] == ["text-unsafe"]


BAD: dict[str, tuple[dict[int | str, Any], str]] = {
    "no key": ({3: None}, "file-malformed"),
    "a key that is text": ({3: "02"}, "file-malformed"),
    "a key that is no point": ({3: b"\x02" + b"\xff" * 32}, "key-malformed"),
    "no chain code": ({4: None}, "file-malformed"),
    "a short chain code": ({4: bytes(31)}, "key-malformed"),
    "ether": ({5: Tagged(305, {1: 60})}, "key-malformed"),
    "a network nobody knows": ({5: Tagged(305, {2: 2})}, "key-malformed"),
    "a parent of a root": ({6: None}, "key-malformed"),
    "a depth that is not the path's": (origin(_3=3), "key-malformed"),
    "a depth beyond all": (origin(_3=256), "file-malformed"),
    "a fingerprint of 33 bits": (origin(_2=2**32), "file-malformed"),
    "a path that is no list": (origin(_1=48), "file-malformed"),
    "half a step": (origin(_1=PATH[:-1]), "key-malformed"),
    "a step that is hardened by a number": (origin(_1=[*PATH[:-1], 1]), "key-malformed"),
    "a step too large": (origin(_1=[*PATH[:-2], 2**31, True]), "key-malformed"),
    "a step below zero": (origin(_1=[*PATH[:-2], -1, True]), "key-malformed"),
    "a range of steps": (origin(_1=[*PATH[:-2], [0, 9], True]), "key-malformed"),
    "any step in an origin": (origin(_1=[*PATH[:-2], [], True]), "key-malformed"),
    "two steps in one in an origin": (origin(_1=[*PATH[:-2], BOTH]), "key-malformed"),
    "a path of 256 steps": (origin(_1=[0, False] * 256, _3=None), "key-malformed"),
    "other branches": (children(7, False, ANY, False), "file-malformed"),
    "a fixed child": (children(7, False), "key-fixed"),
    "hardened children": (children(ANY, True), "hardened-wildcard"),
    "two pairs of branches": (children(BOTH, BOTH, ANY, False), "key-malformed"),
    "a name that is a number": ({9: 5}, "file-malformed"),
}


@pytest.mark.parametrize("case", BAD)
def test_refuses(case: str) -> None:
    changes, code = BAD[case]
    with pytest.raises(RecognitionError) as refused:
        read_key(hdkey(changes).encode())
    assert (refused.value.code, refused.value.format) == (code, "ur_hdkey")
