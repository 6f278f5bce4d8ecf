import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from strongroom.model.bytewords import WORDS, read_minimal, write_minimal
from strongroom.model.errors import ReadError
from tests.vectors_source import vector

PUBLISHED = json.loads(vector("ur/bytewords.json").read_text())
MINIMAL = [case for case in PUBLISHED["invalid"] if case["style"] == "minimal"]


def test_has_the_published_words() -> None:
    assert list(WORDS) == PUBLISHED["words"]


@pytest.mark.parametrize("case", PUBLISHED["valid"], ids=lambda case: case["hex"][:8])
def test_writes_and_reads_as_published(case: dict[str, str]) -> None:
    data = bytes.fromhex(case["hex"])
    assert write_minimal(data) == case["minimal"]
    assert read_minimal(case["minimal"].upper()) == data


@pytest.mark.parametrize("case", MINIMAL, ids=lambda case: case["text"])
def test_refuses_what_is_published_as_invalid(case: dict[str, str]) -> None:
    with pytest.raises(ReadError, match="checksum"):
        read_minimal(case["text"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "length"), ("aeaeaeae", "length"), ("aeaeaeaea", "letters"), ("zzae", "letters")],
)
def test_names_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_minimal(text)
    assert caught.value.facts["reason"] == reason


@given(some.binary(min_size=1, max_size=300))
def test_reads_back_what_it_wrote(data: bytes) -> None:
    assert read_minimal(write_minimal(data)) == data
