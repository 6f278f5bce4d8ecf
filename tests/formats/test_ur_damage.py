"""Whatever the CBOR of a UR is, its reader answers in words; the checksum is right each time."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as some

from strongroom.formats.cbor import CborValue, Tagged, write_cbor
from strongroom.formats.reading import RecognitionError, recognise
from strongroom.formats.ur_output import wallet_ur
from strongroom.formats.ur_text import Ur, read_ur, write_ur
from strongroom.formats.ur_types import (
    ACCOUNT_NAMES,
    ADDRESS_NAMES,
    BYTES,
    KEY_NAMES,
    OUTPUT_NAMES,
    PSBT_NAMES,
)
from tests.contracts.formats import MUTATIONS, damage
from tests.formats import test_ur_account, test_ur_hdkey
from tests.formats.sample_wallets import PLAIN
from tests.formats.test_cbor import VALUES

TYPES = (BYTES, *ACCOUNT_NAMES, *ADDRESS_NAMES, *KEY_NAMES, *OUTPUT_NAMES, *PSBT_NAMES)
SAMPLES = (
    wallet_ur(PLAIN),
    wallet_ur(PLAIN, present=True),
    read_ur(test_ur_account.SAMPLE),
    read_ur(test_ur_account.PRESENT),
    read_ur(test_ur_hdkey.hdkey()),
    Ur("crypto-address", write_cbor({1: Tagged(305, {2: 1}), 2: 2, 3: bytes(20)})),
)
TAGS = some.sampled_from([*range(303, 309), *range(400, 411), *range(40303, 40309)])
SHAPES: some.SearchStrategy[CborValue] = some.recursive(
    VALUES
    | some.integers(0, 10)
    | some.binary(min_size=32, max_size=33)
    | some.sampled_from(["wsh(sortedmulti(1,@0))", "pk(@0)", "@0", "name", "wsh("]),
    lambda parts: (
        some.lists(parts, max_size=4)
        | some.dictionaries(some.integers(1, 9) | some.just("name"), parts, max_size=6)
        | some.builds(Tagged, TAGS, parts)
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(some.sampled_from(SAMPLES), MUTATIONS)
def test_damaged_cbor(sample: Ur, mutations: list[tuple[float, int, bytes]]) -> None:
    with suppress(RecognitionError):  # nothing else may be raised
        recognise(write_ur(Ur(sample.type, damage(sample.cbor, mutations))).encode())


@settings(max_examples=300)
@given(some.sampled_from(TYPES), SHAPES)
def test_other_values_of_every_type(ur_type: str, value: CborValue) -> None:
    with suppress(RecognitionError):  # nothing else may be raised
        recognise(write_ur(Ur(ur_type, write_cbor(value))).encode())


def test_the_samples_are_read() -> None:
    for sample in SAMPLES:
        recognise(write_ur(sample).encode())
