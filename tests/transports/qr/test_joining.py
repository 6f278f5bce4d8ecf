import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.reading import Kind, RecognitionError
from strongroom.transports.qr.contract import Code, Encoding, QrError
from strongroom.transports.qr.joining import Joining, Taken
from tests.vectors_source import vector

KRUX = json.loads(vector("krux/qr_parts.json").read_text())
MULTI = json.loads(vector("krux/qr_parts_bbqr_multi.json").read_text())
PSBT = bytes.fromhex(KRUX["TEST_DATA_BYTES"]["hex"])
BBQR_PSBT = bytes.fromhex(KRUX["TEST_DATA_BBQR"]["hex"])
MULTI_PSBT = bytes.fromhex(MULTI["TEST_DATA_BBQR_MULTI"]["hex"])
BBQR = MULTI["TEST_PARTS_FORMAT_MULTIPART_BBQR"]
UR = KRUX["TEST_PARTS_FORMAT_MULTIPART_UR"]
SPECTER = KRUX["TEST_PARTS_FORMAT_PMOFN"]
SEEDS = json.loads(vector("seedqr/seedqr_vectors.json").read_text())


def joining_of(texts: list[str]) -> Joining:
    joining = Joining()
    for text in texts:
        assert joining.take(Code.of_text(text)) is Taken.ADDED
    return joining


@pytest.mark.parametrize(
    ("texts", "encoding", "payload", "kind"),
    [
        (KRUX["TEST_PARTS_FORMAT_NONE"], Encoding.PLAIN, PSBT, Kind.UNKNOWN),
        (SPECTER, Encoding.SPECTER, PSBT, Kind.UNKNOWN),
        (KRUX["TEST_PARTS_FORMAT_SINGLEPART_UR"], Encoding.UR, PSBT, Kind.PSBT),
        (UR, Encoding.UR, PSBT, Kind.PSBT),
        ([part.upper() for part in UR], Encoding.UR, PSBT, Kind.PSBT),
        (KRUX["TEST_PARTS_FORMAT_SINGLEPART_BBQR"], Encoding.BBQR, BBQR_PSBT, Kind.PSBT),
        (BBQR, Encoding.BBQR, MULTI_PSBT, Kind.PSBT),
    ],
)
def test_the_first_code_chooses_the_encoding(
    texts: list[str], encoding: Encoding, payload: bytes, kind: Kind
) -> None:
    joining = joining_of([*texts, *texts])
    assert joining.encoding is encoding
    assert joining.payload == payload
    assert joining.kind is kind
    assert not joining.progress.missing


def test_nothing_is_known_before_the_first_code() -> None:
    joining = Joining()
    assert (joining.encoding, joining.payload, joining.kind) == (None, None, Kind.UNKNOWN)
    assert joining.progress.total == 0


def test_says_what_is_missing() -> None:
    joining = joining_of([BBQR[1], BBQR[4]])
    assert joining.payload is None
    assert joining.progress.missing == (0, 2, 3)


OTHERS = {
    "another encoding": UR[0],
    "another series": KRUX["TEST_PARTS_FORMAT_SINGLEPART_BBQR"][0],
    "another content": BBQR[0][:-1] + "A",
    "a code by itself": "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_part_of_something_else_starts_over(name: str) -> None:
    joining = joining_of(BBQR[:3])
    assert joining.take(Code.of_text(OTHERS[name])) is Taken.STARTED_OVER
    assert len(joining.progress.seen) == 1
    assert joining_of([OTHERS[name]]).payload == joining.payload


def test_bytes_by_themselves_are_the_payload() -> None:
    joining = Joining()
    for _ in range(2):
        assert joining.take(Code(PSBT, None)) is Taken.ADDED
    assert joining.payload == PSBT
    assert joining.take(Code(BBQR_PSBT, None)) is Taken.STARTED_OVER
    assert joining.take(Code.of_text(BBQR[0])) is Taken.STARTED_OVER
    assert joining.payload is None


def test_a_part_that_is_refused_changes_nothing() -> None:
    joining = joining_of(BBQR[:3])
    for text in ("B$ZP", "B$HX0100AA", "p3of2 x", "ur:bytes/x"):
        with pytest.raises(QrError):
            joining.take(Code.of_text(text))
    assert joining.take(Code.of_text(BBQR[3])) is Taken.ADDED
    assert joining.take(Code.of_text(BBQR[4])) is Taken.ADDED
    assert joining.payload == MULTI_PSBT


SECRETS = {
    **{f"standard SeedQR {seed['name']}": (seed["as_digits"].encode(), "seedqr") for seed in SEEDS},
    **{
        f"compact SeedQR {seed['name']}": (bytes.fromhex(seed["as_compact_bytes"]), "seedqr")
        for seed in SEEDS
    },
    "words": (SEEDS[0]["seed"].encode(), "bip39-words"),
    "a seed as UR": (b"UR:CRYPTO-SEED/OEADGDSTASLTLAKGHKBALTKS", "ur-seed"),
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_in_a_code_stops_everything(name: str) -> None:
    data, kind = SECRETS[name]
    try:
        code = Code(data, data.decode())
    except UnicodeDecodeError:
        code = Code(data, None)
    joining = joining_of(BBQR[:1])
    with pytest.raises(RecognitionError) as caught:
        joining.take(code)
    assert (caught.value.code, caught.value.kind) == ("secret-found", Kind.SECRET)
    assert caught.value.format == kind
    assert len(joining.progress.seen) == 1


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode), st.randoms())
def test_no_code_breaks_it(data: bytes, chance: Random) -> None:
    joining = joining_of([chance.choice([BBQR[0], UR[0], SPECTER[0]])])
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = None
    try:
        joining.take(Code(data, text))
    except (QrError, RecognitionError):
        assert len(joining.progress.seen) == 1
