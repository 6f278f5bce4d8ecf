import json

import pytest

from strongroom.engines.errors import EngineError
from strongroom.engines.finaliser import finalise
from tests.vectors_source import vector


def bip174(step: str) -> bytes:
    """The bytes of the first step of BIP-174's walk whose text holds ``step``."""
    steps = json.loads(vector("bip174/bip174_roles.json").read_text())["steps"]
    items = next(entry["items"] for entry in steps if step in entry["text"])
    return bytes.fromhex(items[0].removeprefix("Bytes in Hex: "))


def test_makes_the_transaction_of_bip_174() -> None:
    combined = bip174("a combiner must create this PSBT")
    assert finalise(combined).raw == bip174("a transaction extractor must create")


def test_keeps_inputs_that_are_finished() -> None:
    finished = bip174("an input finalizer must create")
    assert finalise(finished).raw == bip174("a transaction extractor must create")


def test_names_the_input_it_cannot_satisfy() -> None:
    with pytest.raises(EngineError) as caught:
        finalise(bip174("adds SIGHASH_ALL"))
    assert caught.value.code == "not-finalisable"
    assert caught.value.facts["input"] == 0


@pytest.mark.parametrize("data", [b"", b"psbt\xff", b"psbt\xff\x00", b"nothing like it"])
def test_says_so_when_bdk_cannot_read_it(data: bytes) -> None:
    with pytest.raises(EngineError) as caught:
        finalise(data)
    assert caught.value.code == "engines-disagree"
