"""Extended keys of BIP-32's vectors and of HWI's: the public ones read, the private ones refused."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.network import NetworkKind
from tests.vectors_source import vector

BIP32 = json.loads(vector("bip32/bip-0032.json").read_text())
HWI = json.loads(vector("hwi/test_bip32.json").read_text())
INVALID = BIP32["invalid"][0]["extended-keys"]


def chains() -> Iterator[dict[str, str]]:
    for case in BIP32["valid"]:
        yield from case["chains"]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part) if isinstance(part, str | dict | list) else ()


@pytest.mark.parametrize(
    "chain", list(chains()), ids=lambda chain: chain["extended-public-key"][-8:]
)
def test_a_public_key_of_bip_32_is_read_and_its_private_one_refused(chain: dict[str, str]) -> None:
    key = ExtendedPublicKey.parse(chain["extended-public-key"])
    assert str(key) == chain["extended-public-key"]
    assert key.depth == chain["chain"].count("/")
    with pytest.raises(ReadError) as refused:
        ExtendedPublicKey.parse(chain["extended-private-key"])
    assert refused.value.code == "secret-found"


def test_what_bip_32_calls_invalid_is_refused() -> None:
    assert len(INVALID) == 16
    for text in INVALID:
        with pytest.raises(ReadError) as refused:
            ExtendedPublicKey.parse(text)
        assert refused.value.code in ("key-malformed", "secret-found")


@pytest.mark.parametrize("case", HWI["serialization"], ids=lambda case: case["xpub"][-8:])
def test_the_parts_of_a_key_are_those_hwi_reads(case: dict[str, Any]) -> None:
    key, told = ExtendedPublicKey.parse(case["xpub"]), case["deser"]
    assert (key.kind is NetworkKind.TEST) == told["is_testnet"]
    assert (key.depth, key.child_number) == (told["depth"], told["child_num"])
    assert key.parent_fingerprint.hex() == told["parent_fingerprint"]
    assert key.chain_code.hex() == told["chaincode"]
    assert key.public_key.hex() == told["pubkey"]


@pytest.mark.parametrize(
    "name", ["hwi/bip32_vectors.json", "hwi/coldcard_xpubs.json", "hwi/test_bip32.json"]
)
def test_every_key_in_hwis_files_is_read_or_refused_as_a_secret(name: str) -> None:
    found = [
        text for text in texts(json.loads(vector(name).read_text())) if text[1:4] in ("pub", "prv")
    ]
    assert found
    for text in found:
        if text[1:4] == "pub":
            assert str(ExtendedPublicKey.parse(text)) == text
        else:
            with pytest.raises(ReadError) as refused:
                ExtendedPublicKey.parse(text)
            assert refused.value.code == "secret-found"


@pytest.mark.parametrize("case", json.loads(vector("bip328/vectors.json").read_text()))
def test_the_key_of_an_aggregate_is_read(case: dict[str, Any]) -> None:
    """As one key of its own; how it came together is not looked at here (BIP-328)."""
    key = ExtendedPublicKey.parse(case["xpub"])
    assert (key.public_key.hex(), key.depth) == (case["aggregate_pubkey"], 0)
