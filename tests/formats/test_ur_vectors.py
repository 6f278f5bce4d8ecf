"""Every published UR has its outcome, and says what the descriptor beside it says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from strongroom.formats.cbor import read_cbor, write_cbor
from strongroom.formats.key_parts import bare_key
from strongroom.formats.reading import read_key
from strongroom.formats.ur_key import key_text
from strongroom.formats.ur_script import descriptor_text
from strongroom.formats.ur_text import Ur, read_ur, write_ur
from strongroom.model.extended_key import ExtendedPublicKey
from tests.formats.outcomes import outcome
from tests.formats.test_vectors import inside
from tests.formats.ur_outcomes import CBOR, TEXTS
from tests.vectors_source import vector, vector_names

OF_THE_TRANSPORT = {"ur/bytewords.json", "ur/decode_errors.json", "ur/fountain.json"}
"""Taken apart by the tests of bytewords and of ``transports/qr``."""

_SINGLE = re.compile(r"ur:[a-z0-9-]+/[a-z]+", re.IGNORECASE)


def published(file: str) -> list[dict[str, Any]]:
    content = json.loads(vector(file).read_text())
    return content if isinstance(content, list) else content["vectors"]


def as_ur(name: str) -> str:
    ur_type, _, way = name.partition(":")
    return write_ur(Ur(ur_type, bytes.fromhex(inside(way))))


def ways(value: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a JSON value and the way to it."""
    if isinstance(value, str):
        yield before, value
    elif isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for step, part in parts:
            yield from ways(part, f"{before}/{step}" if before else str(step))


def test_no_file_is_left_out() -> None:
    named = {name.rpartition(":")[2].partition("#")[0] for name in (*TEXTS, *CBOR)}
    assert set(vector_names("ur/*")) <= named | OF_THE_TRANSPORT


@pytest.mark.parametrize("file", sorted({name.partition("#")[0] for name in TEXTS}))
def test_no_text_of_a_file_is_left_out(file: str) -> None:
    texts = dict(ways(json.loads(vector(file).read_text())))
    found = {f"{file}#{way}" for way, text in texts.items() if _SINGLE.fullmatch(text)}
    assert found == {name for name in TEXTS if name.startswith(f"{file}#")}


@pytest.mark.parametrize(
    ("group", "count"),
    [
        ("keystone/crypto_account.json", 4),
        ("ur/output_descriptor_v3.json", 4),
        ("ur/urtypes_py.json", 12),
    ],
)
def test_no_cbor_of_a_group_is_left_out(group: str, count: int) -> None:
    assert sum(f":{group}#" in name for name in CBOR) == count
    assert len(published(group)) == count


@pytest.mark.parametrize("name", TEXTS)
def test_a_text(name: str) -> None:
    text = inside(name)
    assert outcome(text.encode()) == TEXTS[name]
    assert outcome(text.swapcase().encode()) == TEXTS[name]


@pytest.mark.parametrize("name", CBOR)
def test_a_cbor(name: str) -> None:
    assert outcome(as_ur(name).encode()) == CBOR[name]


@pytest.mark.parametrize("name", CBOR)
def test_published_cbor_is_written_as_it_was_read(name: str) -> None:
    data = bytes.fromhex(inside(name.partition(":")[2]))
    assert write_cbor(read_cbor(data)) == data


def plain(descriptor: str) -> str:
    return re.sub(r"(\d)'", r"\1h", descriptor)


PAPERS = published("ur/registry_papers.json")
OUTPUTS = [case for case in PAPERS if case["ur_type"] == "crypto-output"]
ACCOUNTS = [case for case in PAPERS if "account" in case["ur_type"]]


@pytest.mark.parametrize("case", [*OUTPUTS[:3]], ids=lambda case: case["title"])
def test_an_output_is_the_descriptor_of_its_paper(case: dict[str, Any]) -> None:
    assert [descriptor_text(read_ur(case["ur"]).value())] == case["descriptors_in_section"]


def test_a_key_of_the_papers_fourth_example_lies_deeper_than_its_path() -> None:
    """The CBOR cannot hold BIP-380's example, whose last step is not the path's."""
    text = descriptor_text(read_ur(OUTPUTS[3]["ur"]).value())
    said, meant = (
        ExtendedPublicKey.parse(re.findall(r"xpub\w+", each)[0])
        for each in (text, OUTPUTS[3]["descriptors_in_section"][0])
    )
    assert (said.depth, said.public_key, said.chain_code) == (
        meant.depth,
        meant.public_key,
        meant.chain_code,
    )
    assert said.child_number != meant.child_number


def test_the_papers_fifth_example_says_a_parent_that_its_descriptor_leaves_out() -> None:
    text = descriptor_text(read_ur(OUTPUTS[4]["ur"]).value())
    assert [text.replace("[bd16bee5/0]", "")] == OUTPUTS[4]["descriptors_in_section"]


@pytest.mark.parametrize("case", ACCOUNTS, ids=lambda case: case["ur_type"])
def test_an_account_holds_the_keys_of_its_paper(case: dict[str, Any]) -> None:
    keys = [exported.key for exported in read_key(case["ur"].encode()).keys]
    texts = (re.findall(r"\[.*\]\w+", text)[0] for text in case["descriptors_in_section"])
    assert keys == [bare_key(plain(text)) for text in texts]


@pytest.mark.parametrize(
    "case",
    [case for case in published("ur/urtypes_py.json") if case["type"] == "output"],
    ids=lambda case: case["descriptor_checksum"],
)
def test_an_output_is_the_descriptor_its_reader_expects(case: dict[str, Any]) -> None:
    """That reader leaves out an origin which is nothing but the parent."""
    text = descriptor_text(read_cbor(bytes.fromhex(case["cbor"])))
    assert text.replace("[bd16bee5/0]", "") == plain(case["descriptor"])


@pytest.mark.parametrize(
    "case",
    [
        case
        for case in published("ur/output_descriptor_v3.json")
        if not case["text_descriptor"].startswith("pkh(K")
    ],
    ids=lambda case: case["text_descriptor"][:12],
)
def test_a_descriptor_with_keys_is_the_text_beside_it(case: dict[str, Any]) -> None:
    text = descriptor_text(read_cbor(bytes.fromhex(case["tagged_cbor_hex"])))
    assert text == plain(case["text_descriptor"])


@pytest.mark.parametrize("number", range(4))
def test_keystones_keys_are_those_it_expects(number: int) -> None:
    case = published("keystone/crypto_account.json")[number]
    ur = write_ur(Ur("crypto-account", bytes.fromhex(case["cbor_hex"])))
    (exported,) = read_key(ur.encode()).keys
    key, expected = exported.key, ExtendedPublicKey.parse(case["xpub"])
    assert key.xpub.to_bytes() == expected.to_bytes()
    assert key.origin is not None
    assert (key.origin.fingerprint.hex().upper(), f"m/{key.origin.path.write(chr(39))}") == (
        case["xfp"],
        case["path"],
    )


def test_foundations_key_is_the_one_it_expects() -> None:
    case = published("ur/foundation_bcr-2020-007.json")[1]
    origin, _, xpub = key_text(read_ur(case["as-ur"]).value()).rpartition("]")
    assert xpub == case["ur"]["hdkey"]["xpub"]["key"]
    assert origin.replace("h", "'") == "[00000000" + case["ur"]["hdkey"]["xpub"]["origin"][1:]
