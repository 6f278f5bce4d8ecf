"""BSMS records under a token: the BIP's own, and what is no such thing."""

import json
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.bsms_encryption import TokenError, looks_encrypted, open_record
from strongroom.formats.reading import RecognitionError, read_key, recognise
from strongroom.model.errors import ReadError, StrongroomError
from tests.vectors_source import vector, vector_names

STANDARD = "a54044308ceac9b7"
TOKENS = {
    "bip129/mode3": dict.fromkeys(("1", "2", "wallet"), STANDARD),
    "bip129/mode4": {
        "1": "108a2360adb302774eb521daebbeda5e",
        "2": "d3fabc873b98165254fe18a71b5335b0",
        "3": "78a7d5e7549453d719150de5459c9ce5",
    },
}
RECORDS = vector_names("bip129/*.dat")
RECORD = vector("bip129/mode3/r1_signer_1_key.dat").read_bytes()


def token_of(name: str) -> str:
    path = PurePosixPath(name)
    whose = next((part for part in path.stem.split("_") if part.isdigit()), "wallet")
    return TOKENS[str(path.parent)][whose]


def plain_of(name: str) -> str:
    stem, _, _ = name.removesuffix(".dat").partition("_for_signer")
    return vector(f"{stem}.bsms").read_text()


def test_the_bip_has_nine_records() -> None:
    assert len(RECORDS) == 9


@pytest.mark.parametrize("name", RECORDS)
def test_the_bips_records_open_with_their_tokens(name: str) -> None:
    data = vector(name).read_bytes()
    found = recognise(data)
    assert (found.kind, found.format) == ("encrypted-backup", "bsms")
    assert open_record(data, token_of(name)).decode() == plain_of(name)


def test_the_tokens_are_the_bips() -> None:
    text = json.dumps(json.loads(vector("bip129/bip129.json").read_text()))
    assert all(token in text for tokens in TOKENS.values() for token in tokens.values())


@pytest.mark.parametrize(
    "token",
    [
        STANDARD,
        STANDARD.upper(),
        f" 0x{STANDARD} ",
        "11907592390080907703",
        "pipe acquire around border prosper swift",
        "Pipe  ACQUIRE around border prosper swift",
    ],
)
def test_a_token_may_be_digits_a_number_or_words(token: str) -> None:
    assert open_record(RECORD, token) == plain_of("bip129/mode3/r1_signer_1_key.dat").encode()


def test_an_extended_token_may_be_a_number_too() -> None:
    data = vector("bip129/mode4/r1_signer_1_key.dat").read_bytes()
    assert b"BSMS 1.0" in open_record(data, "21984902443033505423410071144203475550")


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("", "token-malformed"),
        ("00", "token-wrong"),
        ("a54044308ceac9", "token-malformed"),
        ("pipe acquire around border prosper", "token-malformed"),
        ("pipe acquire around border prosper pipe", "token-malformed"),
        ("pipe acquire around border prosper strongroom", "token-malformed"),
        ("9" * 40, "token-malformed"),
        ("x" * 5000, "token-malformed"),
        ("a54044308ceac9b8", "token-wrong"),
        ("11907592390080907704", "token-wrong"),
        (TOKENS["bip129/mode4"]["1"], "token-wrong"),
    ],
)
def test_another_token_does_not_open_it(token: str, code: str) -> None:
    with pytest.raises(TokenError) as refused:
        open_record(RECORD, token)
    assert refused.value.code == code


def test_a_changed_record_does_not_open() -> None:
    changed = RECORD.replace(b"a", b"b", 1)
    with pytest.raises(TokenError) as refused:
        open_record(changed, STANDARD)
    assert refused.value.code == "token-wrong"


def test_a_record_read_as_a_key_asks_for_its_token() -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(RECORD)
    assert refused.value.code == "token-needed"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("short", "ab" * 100),
        ("one byte over and over", "ab" * 400),
        ("half a byte", RECORD.decode() + "a"),
        ("digits and more", RECORD.decode()[:-1] + "g"),
        ("two spellings", RECORD.decode()[:-2] + "AA"),
        ("larger than any", RECORD.decode() * 200),
    ],
)
def test_other_digits_are_no_record(name: str, text: str) -> None:
    assert not looks_encrypted(text), name
    with pytest.raises(ReadError):
        open_record(text.encode(), STANDARD)


@pytest.mark.parametrize("start", ["a2011a", "d90194", "d99c7a"])
def test_the_inside_of_a_ur_is_not_taken_for_a_record(start: str) -> None:
    text = RECORD.decode()
    assert looks_encrypted(text)
    assert not looks_encrypted(start + text[6:])
    assert not looks_encrypted((start + text[6:]).upper())


def test_a_record_that_begins_as_something_else_still_opens() -> None:
    with pytest.raises(TokenError) as refused:
        open_record(b"d901" + RECORD[4:], STANDARD)
    assert refused.value.code == "token-wrong"


@given(st.binary(max_size=600), st.text(max_size=60))
def test_anything_else_is_refused_in_words(data: bytes, token: str) -> None:
    with pytest.raises(StrongroomError):
        open_record(data, token)
