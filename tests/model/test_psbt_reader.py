"""What the strict PSBT reader refuses, and how soon."""

import base64
import time
import tracemalloc

import pytest
from embit.ec import PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.model.bytes_reader import byte_string, compact_size
from strongroom.model.errors import ReadError
from strongroom.model.psbt_reader import MAX_BYTES, decode_psbt, read_psbt
from strongroom.model.psbt_records import MAGIC
from strongroom.model.psbt_writer import write_psbt
from tests.model.psbt_samples import OURS, PATH, PUBLIC_KEYS, funding, sample, unsigned, xpub
from tests.model.psbt_tools import error_of, every_value, map_of, psbt_of, refusal
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows

# What is refused

TX0 = unsigned(1).serialize().hex()
COUNTS = (("04", "01"), ("05", "02"))
V2 = (("02", "02000000"), *COUNTS, ("fb", "02000000"))
IN2 = (("0e", "11" * 32), ("0f", "00000000"))
OUT2 = (("03", "01" + "00" * 7), ("04", "6a"))
KEY = PUBLIC_KEYS[0].hex()
UNCOMPRESSED = PrivateKey(b"\1" * 32, compressed=False).get_public_key().sec().hex()
OFF_CURVE = "02" + "05".rjust(64, "0")
XPUB = xpub(1)


def global_v0(*records: tuple[str, str]) -> bytes:
    return psbt_of(map_of(("00", TX0), *records), b"\0", b"\0\0")


def input_v0(*records: tuple[str, str]) -> bytes:
    return psbt_of(map_of(("00", TX0)), map_of(*records), b"\0\0")


def output_v0(*records: tuple[str, str]) -> bytes:
    return psbt_of(map_of(("00", TX0)), b"\0", map_of(*records), b"\0")


def version_2(
    head: tuple[tuple[str, str], ...] = V2,
    spent: tuple[tuple[str, str], ...] = IN2,
    paid: tuple[tuple[str, str], ...] = OUT2,
) -> bytes:
    return psbt_of(map_of(*head), map_of(*spent), map_of(*paid), map_of(*paid))


def origin(steps: int) -> str:
    return "aabbccdd" + "00000080" * steps


GOOD = {
    "version 0": global_v0(),
    "version 0, said so": global_v0(("fb", "00000000")),
    "version 2": version_2(),
    "an extended key": global_v0(("01" + XPUB.xpub.hex(), origin(4))),
    "a root's fingerprint alone": input_v0(("06" + KEY, "aabbccdd")),
    "an uncompressed key": input_v0(("06" + UNCOMPRESSED, origin(255))),
    "a time": version_2(spent=(*IN2, ("11", "0065cd1d"))),
    "the last height": version_2(spent=(*IN2, ("12", "ff64cd1d"))),
    "a tree of one leaf": output_v0(("06", "00c00151")),
    "a tree of three leaves": output_v0(("06", "02c001510" + "2c0015201c00153")),
    "a MuSig2 nonce": input_v0(("1b" + KEY * 2, "00" * 66)),
    "a record of a type nobody knows": input_v0(("e0", ""), ("e001", ""), ("e002", "")),
    "a type of three bytes": input_v0(("fdfd00aa", "01")),
    "a proprietary key": global_v0(("fc00fdfd00aa", "01")),
    "a taproot key without leaves": input_v0(("16" + "11" * 32, "00" + origin(2))),
}
BAD = {
    "no bytes": b"",
    "the magic alone": MAGIC,
    "another magic": b"psbu\xff" + global_v0()[5:],
    "a byte behind the end": global_v0() + b"\0",
    "no separator at the end": psbt_of(map_of(("00", TX0)), b"\0\0", b"\2\xe0\1\0"),
    "a map too few": psbt_of(map_of(("00", TX0)), b"\0", b"\0"),
    "a record without value": psbt_of(map_of(("00", TX0)), b"\x02\xe0\x01"),
    "a value that is cut": psbt_of(map_of(("00", TX0)), b"\x02\xe0\x01\x05\0\0\0\0"),
    "a key longer than the rest": psbt_of(map_of(("00", TX0)), b"\xfe\0\0\0\x01\xe0"),
    "a wasteful key length": psbt_of(map_of(("00", TX0)), b"\xfd\x02\0\xe0\1\0\0", b"\0\0"),
    "a wasteful value length": psbt_of(map_of(("00", TX0)), b"\2\xe0\1\xfd\0\0\0", b"\0\0"),
    "a wasteful key type": input_v0(("fdfc00aa", "01")),
    "a key type that is cut": input_v0(("fdfd", "01")),
    "an unknown key twice": input_v0(("e001", "00"), ("e001", "01")),
    "a global key twice": global_v0(("00", TX0)),
    "version 1": global_v0(("fb", "01000000")),
    "version 3": version_2(head=(*V2[:3], ("fb", "03000000"))),
    "a version of five bytes": global_v0(("fb", "0000000000")),
    "neither version nor transaction": psbt_of(map_of(("e0", "")), b"\0", b"\0\0"),
    "an extended key with a shorter path": global_v0(("01" + XPUB.xpub.hex(), origin(3))),
    "a short extended key": global_v0(("01" + XPUB.xpub.hex()[:-2], origin(4))),
    "a private extended key": global_v0(("01" + XPUB.xpub.hex()[:90] + "00" * 33, origin(4))),
    "a proprietary key that is cut": global_v0(("fc05aa", "")),
    "a proprietary key without subtype": global_v0(("fc01aa", "")),
    "a signed transaction inside": psbt_of(
        map_of(("00", funding(1).serialize().hex())), b"\0", b"\0\0"
    ),
    "one outpoint twice": psbt_of(
        map_of(("00", TX0[:8] + "02" + TX0[10:92] * 2 + TX0[92:])), b"\0\0", b"\0\0"
    ),
    "one outpoint twice, version 2": psbt_of(
        map_of(V2[0], ("04", "02"), ("05", "00"), V2[3]), map_of(*IN2) * 2
    ),
    "a signature without bytes": input_v0(("02" + KEY, "")),
    "a signature of 74 bytes": input_v0(("02" + KEY, "30" * 74)),
    "a signature's key of 32 bytes": input_v0(("02" + KEY[2:], "30" * 71)),
    "a signature's key off the curve": input_v0(("02" + OFF_CURVE, "30" * 71)),
    "a derivation's key off the curve": input_v0(("06" + OFF_CURVE, origin(1))),
    "an output's key off the curve": output_v0(("02" + OFF_CURVE, origin(1))),
    "a derivation without fingerprint": input_v0(("06" + KEY, "")),
    "a derivation of half a step": input_v0(("06" + KEY, "aabbccdd0000")),
    "a derivation of 256 steps": input_v0(("06" + KEY, origin(256))),
    "a sighash type of one byte": input_v0(("03", "01")),
    "a witness UTXO that is cut": input_v0(("01", "00" * 8 + "02aa")),
    "a witness UTXO with a byte too many": input_v0(("01", "00" * 8 + "01aaaa")),
    "a witness of too many items": input_v0(("08", "02" + "00")),
    "a witness with a byte too many": input_v0(("08", "01" + "00" + "00")),
    "a previous transaction that is cut": input_v0(("00", funding(1).serialize().hex()[:-2])),
    "a preimage's hash of 19 bytes": input_v0(("0a" + "11" * 19, "")),
    "a time below the first": version_2(spent=(*IN2, ("11", "ff64cd1d"))),
    "the height 500,000,000": version_2(spent=(*IN2, ("12", "0065cd1d"))),
    "the height 0": version_2(spent=(*IN2, ("12", "00000000"))),
    "modifiable flags of two bytes": version_2(head=(*V2, ("06", "0000"))),
    "a count with a byte too many": version_2(head=(V2[0], ("04", "0100"), *V2[2:])),
    "a wasteful count": version_2(head=(V2[0], ("04", "fd0100"), *V2[2:])),
    "a txid of 31 bytes": version_2(spent=(("0e", "11" * 31), IN2[1])),
    "an amount of four bytes": version_2(paid=(("03", "01000000"), OUT2[1])),
    "a leaf script without leaf version": input_v0(("15" + "c0" + "11" * 32, "")),
    "a control block of half a hash": input_v0(("15" + "c0" + "11" * 48, "51c0")),
    "a control block of 129 hashes": input_v0(("15" + "c0" + "11" * 32 * 130, "51c0")),
    "a taproot key with too few leaves": input_v0(("16" + "11" * 32, "02" + "22" * 32 + origin(1))),
    "a merkle root of 31 bytes": input_v0(("18", "11" * 31)),
    "a tree without leaves": output_v0(("06", "")),
    "half a tree": output_v0(("06", "01c00151")),
    "a tree with a leaf too many": output_v0(("06", "00c00151" * 2)),
    "a tree in a wrong order": output_v0(("06", "02c0015101c0015202c00153")),
    "a leaf of an odd version": output_v0(("06", "00c10151")),
    "a tree deeper than 128": output_v0(("06", "81c00151")),
    "a script longer than its tree": output_v0(("06", "00c0fd000151")),
    "a MuSig2 key list of 65 bytes": input_v0(("1a" + KEY, KEY + KEY[:-2])),
    "a MuSig2 key that is none": input_v0(("1a" + KEY, "05" + KEY[2:])),
}


@shows("psbt-malformed", QUIET)
@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD.keys())
def test_reads(data: bytes) -> None:
    assert write_psbt(read_psbt(data)) == data


@shows("psbt-malformed", FIRING)
@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_refuses(data: bytes) -> None:
    error_of(data)


@pytest.mark.parametrize("number", range(len(V2)))
def test_refuses_version_2_without(number: int) -> None:
    error_of(version_2(head=V2[:number] + V2[number + 1 :]))


@pytest.mark.parametrize("key", ["02", "03", "04", "05", "06"])
def test_refuses_a_global_record_of_version_2_in_version_0(key: str) -> None:
    assert "does not belong" in str(error_of(global_v0((key, "01" if key > "03" else "02000000"))))


def test_an_error_says_where_it_lies() -> None:
    assert error_of(input_v0(("03", "01"))).facts["where"] == "input 0"
    assert error_of(version_2(paid=OUT2[:1])).facts["where"] == "output 0"
    assert error_of(global_v0(("fb", "01"))).facts["where"] == "transaction"


def test_a_transaction_of_nothing_is_read() -> None:
    nothing = psbt_of(map_of(V2[0], ("04", "00"), ("05", "00"), V2[3]))
    assert read_psbt(nothing).transaction.inputs == ()
    assert read_psbt(nothing).transaction.version == 2


def test_amounts_out_of_range_are_read_for_the_review_to_see() -> None:
    psbt = read_psbt(version_2(paid=(("03", "ff" * 8), OUT2[1])))
    assert [output.amount for output in psbt.transaction.outputs] == [-1, -1]


# Wrappings

BINARY = GOOD["version 0"]
BASE64 = base64.b64encode(BINARY)
WRAPPED = {
    "binary": BINARY,
    "base64": BASE64,
    "base64 in lines": b"\r\n".join(BASE64[n : n + 64] for n in range(0, len(BASE64), 64)) + b"\n",
    "base64 with a byte order mark": b"\xef\xbb\xbf" + BASE64,
    "hex": BINARY.hex().encode(),
    "upper-case hex": b" " + BINARY.hex().upper().encode() + b"\n",
    "hex in groups": BINARY.hex(" ").encode(),
}
NOT_WRAPPED = {
    "nothing": (b"", "no bytes"),
    "spaces": (b" \r\n", "no bytes"),
    "words": (b"hello", "not a PSBT"),
    "bytes": (b"\x00\xff", "not a PSBT"),
    "an odd hex digit": (BINARY.hex().encode() + b"0", "hex digits are damaged"),
    "base64 with another letter": (BASE64[:30] + b"!" + BASE64[30:], "base64 text is damaged"),
    "base64 that is cut": (BASE64.rstrip(b"=")[:-1], "base64 text is damaged"),
    "base64 in quotes": (b'"' + BASE64 + b'"', "not a PSBT"),
    "a transaction": (funding(1).serialize(), "a network transaction"),
    "a transaction in hex": (funding(1).serialize().hex().encode(), "a network transaction"),
    "a transaction in base64": (base64.b64encode(funding(1).serialize()), "a network transaction"),
    "too much": (b"a" * 18_000_000, "more bytes than a PSBT can have"),
}


@pytest.mark.parametrize("data", WRAPPED.values(), ids=WRAPPED.keys())
def test_unwraps(data: bytes) -> None:
    assert decode_psbt(data) == BINARY


@pytest.mark.parametrize(("data", "message"), NOT_WRAPPED.values(), ids=NOT_WRAPPED.keys())
def test_says_what_is_not_a_psbt(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        decode_psbt(data)
    assert caught.value.code == "psbt-malformed"


# Hostile bytes

SAMPLE = sample().original


@settings(max_examples=300)
@given(st.integers(0, len(SAMPLE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_kept(position: int, change: int) -> None:
    changed = bytearray(SAMPLE)
    changed[position] ^= change
    refused_or_kept(bytes(changed))


@settings(max_examples=100)
@given(st.integers(0, len(SAMPLE) - 1))
def test_a_cut_psbt_is_refused(length: int) -> None:
    error_of(SAMPLE[:length])


@settings(max_examples=100)
@given(st.binary(max_size=60), st.integers(0, len(SAMPLE)))
def test_bytes_put_in_are_refused_or_kept(extra: bytes, position: int) -> None:
    refused_or_kept(SAMPLE[:position] + extra + SAMPLE[position:])


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_random_bytes_raise_nothing_else(data: bytes) -> None:
    refused_or_kept(MAGIC + data)
    assert refusal(decode_psbt, data) in (None, "psbt-malformed")


@settings(max_examples=300)
@given(st.integers(0, 0x1F), st.binary(max_size=70), st.binary(max_size=70))
def test_random_records_raise_nothing_else(key_type: int, key_data: bytes, value: bytes) -> None:
    record = ((bytes([key_type]) + key_data).hex(), value.hex())
    refused_or_kept(input_v0(record))
    refused_or_kept(output_v0(record))
    refused_or_kept(version_2(spent=(*IN2, record)))


def refused_or_kept(data: bytes) -> None:
    code = refusal(read_psbt, data)
    assert code in (None, "psbt-malformed")
    if code is None:
        assert write_psbt(read_psbt(data)) == data
        assert list(every_value(read_psbt(data)))


def large(count: int, size: int) -> bytes:
    """``count`` records of unknown type with ``size`` bytes of value."""
    return b"".join(
        byte_string(b"\xe0" + number.to_bytes(4, "big")) + byte_string(bytes(size))
        for number in range(count)
    )


HEAD = map_of(("00", TX0))
EMPTY_ITEMS = 3_900_000
STUFFED = bytes.fromhex(TX0[:8] + "0001" + TX0[8:-8])
HOSTILE = {
    "a million inputs": psbt_of(map_of(V2[0], ("04", "fe40420f00"), *V2[2:])),
    "2^64 outputs": psbt_of(map_of(*V2[:2], ("05", "ff" * 9), V2[3])),
    "more inputs than bytes": psbt_of(map_of(V2[0], ("04", "fd204e"), *V2[2:])),
    "over 8 MiB": psbt_of(HEAD, large(1, MAX_BYTES)),
    "a million records": psbt_of(HEAD, large(1_000_000, 0)),
    "millions of witness items": psbt_of(
        HEAD,
        byte_string(b"\0")
        + byte_string(STUFFED + compact_size(EMPTY_ITEMS) + bytes(EMPTY_ITEMS + 4)),
        bytes(4),
    ),
    "millions of leaves": psbt_of(
        HEAD, b"\0\1\6" + byte_string(b"\x80\xc0\0" * 1_000_000), bytes(2)
    ),
    "a hundred thousand outputs": psbt_of(
        map_of(("00", TX0[:92] + "fea0860100" + ("00" * 9) * 100_000 + "00000000")),
        bytes(100_002),
    ),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_refuses_within_a_second(data: bytes) -> None:
    started = time.process_time()
    error_of(data)
    assert time.process_time() - started < 1


# The two left out allocate nothing, and count for long while they are watched.
WATCHED = [name for name in HOSTILE if not name.startswith("millions")]


@pytest.mark.parametrize("name", WATCHED)
def test_refuses_within_a_hundred_megabytes(name: str) -> None:
    data = HOSTILE[name]
    tracemalloc.start()
    error_of(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * 1024 * 1024


@shows("psbt-malformed", BOUNDARY)
def test_eight_mebibytes_are_the_most() -> None:
    around = len(version_2()) + len(large(1, MAX_BYTES // 2)) - MAX_BYTES // 2
    for size in (MAX_BYTES - around, MAX_BYTES - around + 1):
        data = psbt_of(map_of(*V2), map_of(*IN2), map_of(*OUT2), large(1, size) + map_of(*OUT2))
        assert len(data) - MAX_BYTES == size - (MAX_BYTES - around)
        assert refusal(read_psbt, data) == (None if len(data) == MAX_BYTES else "psbt-malformed")


def test_five_hundred_inputs_are_read_at_once() -> None:
    data = sample(500).original
    started = time.process_time()
    psbt = read_psbt(data)
    assert all(psbt.spent_output(index) for index in range(500))
    assert time.process_time() - started < 0.5
    assert {output.script_pubkey for output in psbt.transaction.outputs} > {OURS}
    assert psbt.inputs[499].derivations[0].path == PATH
