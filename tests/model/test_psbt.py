"""The strict PSBT reader: what it refuses, what it reads, and that no byte of it is lost."""

import base64
import json
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.model.bytes_reader import byte_string, compact_size
from strongroom.model.errors import ReadError
from strongroom.model.psbt import Psbt, PsbtInput, PsbtOutput
from strongroom.model.psbt_reader import MAX_BYTES, decode_psbt, read_psbt
from strongroom.model.psbt_records import MAGIC, Record
from strongroom.model.psbt_writer import write_psbt
from strongroom.model.transaction import OutPoint
from tests.model.psbt_samples import (
    DERIVATIONS,
    OURS,
    PATH,
    PUBLIC_KEYS,
    SCRIPT,
    SIGNATURE,
    funding,
    sample,
    unsigned,
    xpub,
)
from tests.vectors_source import vector

BIPS = ("bip174", "bip370", "bip371", "bip373")


def bip_vectors(*sections: str) -> list[object]:
    return [
        pytest.param(bytes.fromhex(case["hex"]), id=f"{bip}: {case['description']}")
        for bip in BIPS
        for case in json.loads(vector(f"{bip}/{bip}_psbts.json").read_text())["vectors"]
        if case["section"] in sections
    ]


def map_of(*records: tuple[str, str]) -> bytes:
    pairs = [byte_string(bytes.fromhex(k)) + byte_string(bytes.fromhex(v)) for k, v in records]
    return b"".join(pairs) + b"\0"


def psbt_of(global_map: bytes, *maps: bytes) -> bytes:
    return MAGIC + global_map + b"".join(maps)


def every_value(psbt: Psbt) -> Iterator[object]:
    """All that can be asked of a PSBT and its maps."""
    for part in (psbt, *psbt.inputs, *psbt.outputs):
        for name in dir(type(part)):
            if not name.startswith("_") and name not in ("spent_output", "records"):
                yield getattr(part, name)
    for index in range(len(psbt.inputs)):
        yield psbt.spent_output(index)


def error_of(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_psbt(data)
    assert caught.value.code == "psbt-malformed"
    return caught.value


# What the BIPs publish


@pytest.mark.parametrize("data", bip_vectors("valid", "fails_signer_checks"))
def test_a_published_psbt_is_read_and_written_back(data: bytes) -> None:
    psbt = read_psbt(decode_psbt(data))
    assert write_psbt(psbt) == data == psbt.original
    assert list(every_value(psbt))


@pytest.mark.parametrize("data", bip_vectors("invalid"))
def test_a_published_mistake_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_psbt(decode_psbt(data))
    assert caught.value.code == "psbt-malformed"


def test_the_two_encodings_of_the_bips_are_one() -> None:
    for bip in BIPS:
        for case in json.loads(vector(f"{bip}/{bip}_psbts.json").read_text())["vectors"]:
            if case["section"] == "valid" and case["hex_equals_base64"]:
                binary = bytes.fromhex(case["hex"])
                assert decode_psbt(case["base64"].encode()) == binary
                assert decode_psbt(case["hex"].encode()) == binary


# The rule is in the description: a height where every input with a wish can live with one.
LOCKTIMES = {
    "No locktimes specified": (0, True),
    "Fallback locktime of 0": (0, True),
    "Input 1 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 10000, Input 2 has no locktime fields": (
        10000,
        True,
    ),
    "Input 1 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 10000, "
    "Input 2 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 9000": (10000, True),
    "Input 1 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 10000, "
    "Input 2 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 9000 "
    "and PSBT_IN_REQUIRED_TIME_LOCKTIME of 1657048460": (10000, True),
    "Input 1 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 10000 "
    "and PSBT_IN_REQUIRED_TIME_LOCKTIME of 1657048459, "
    "Input 2 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 9000 "
    "and PSBT_IN_REQUIRED_TIME_LOCKTIME of 1657048460": (10000, True),
    "Input 1 has PSBT_IN_REQUIRED_TIME_LOCKTIME of 1657048459, "
    "Input 2 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 9000 "
    "and PSBT_IN_REQUIRED_TIME_LOCKTIME of 1657048460": (1657048460, True),
    "Input 1 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 10000 "
    "and PSBT_IN_REQUIRED_TIME_LOCKTIME of 1657048459, "
    "Input 2 has PSBT_IN_REQUIRED_TIME_LOCKTIME of 1657048460": (1657048460, True),
    "Input 1 has PSBT_IN_REQUIRED_HEIGHT_LOCKTIME of 10000, "
    "Input 2 has PSBT_IN_REQUIRED_TIME_LOCKTIME of 1657048460": (0, False),
}


def test_the_locktime_of_version_2_is_bip_370s() -> None:
    cases = json.loads(vector("bip370/bip370_psbts.json").read_text())["vectors"]
    found = {}
    for case in cases:
        if case["description"] in LOCKTIMES:
            psbt = read_psbt(bytes.fromhex(case["hex"]))
            found[case["description"]] = (psbt.transaction.locktime, psbt.locktime_determined)
    assert found.keys() >= LOCKTIMES.keys()
    assert found == LOCKTIMES


# What devices and other programs wrote

REFUSED = {
    "coldcard/psbt/dup_keys.psbt": "a key stands twice",
    "coldcard/psbt/filled_scriptsig.psbt": "has a scriptSig",
    "coldcard/psbt/missing_ins.psbt": "ends too early",
    "coldcard/psbt/missing_txn.psbt": "lacks its transaction",
    "coldcard/psbt/truncated.psbt": "ends too early",
    # The key it takes for an unknown one became BIP-370's OUTPUT_INDEX.
    "coldcard/psbt/unknowns-ins.psbt": "OUTPUT_INDEX does not belong",
}
