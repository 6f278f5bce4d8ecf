"""What a file is, by its content: the right kind, the right code, and never another error."""

import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.formats.contract import KeyExport, WalletFile
from strongroom.formats.reading import (
    KEY_FORMATS,
    MAX_TEXT,
    WALLET_FORMATS,
    Kind,
    RecognitionError,
    read_key,
    read_wallet,
    recognise,
)
from strongroom.formats.writing import write_wallet
from strongroom.model.addresses import ParsedAddress
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import Transaction
from tests.contracts.formats import every_format
from tests.formats.sample_wallets import PLAIN, cosigner
from tests.formats.test_seed_words import words
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.vectors_source import vector

KEY = cosigner(1)
PLAIN_KEY = f"[{KEY.origin}]{KEY.xpub}".encode()
WALLET = write_wallet(PLAIN, "descriptor", None).encode()
PSBT = vector("ledger/multisig/wsh-2of2.psbt").read_bytes()
BINARY_PSBT = base64.b64decode(PSBT)
ADDRESS = b"bc1qrgc6p3kylfztu06ysl752gwwuekhvtfh9vr7zg43jvu60mutamcsv948ej"
SEED = " ".join(words(12)).encode()


def transaction() -> bytes:
    return bytes.fromhex(vector("bbqr/finalized-by-ckcc.txn").read_text().strip())


def refusal(data: bytes) -> tuple[str, str, str]:
    with pytest.raises(RecognitionError) as refused:
        recognise(data)
    return refused.value.kind, refused.value.format, refused.value.code


@shows("not-recognised", QUIET)
@pytest.mark.parametrize(
    ("data", "kind", "form", "value"),
    [
        (PLAIN_KEY, "key", "key_expression", KeyExport),
        (WALLET, "wallet", "descriptor", WalletFile),
        (PSBT, "psbt", "base64", Psbt),
        (BINARY_PSBT, "psbt", "binary", Psbt),
        (BINARY_PSBT.hex().encode(), "psbt", "hex", Psbt),
        (BINARY_PSBT.hex().upper().encode(), "psbt", "hex", Psbt),
        (b"\xef\xbb\xbf" + PSBT + b"\r\n", "psbt", "base64", Psbt),
        (ADDRESS, "address", "address", ParsedAddress),
        (b"\n  " + ADDRESS + b"\r\n", "address", "address", ParsedAddress),
        (ADDRESS.upper(), "address", "address", ParsedAddress),
    ],
)
def test_each_kind_in_each_form(data: bytes, kind: str, form: str, value: type) -> None:
    recognised = recognise(data)
    assert (recognised.kind, recognised.format) == (kind, form)
    assert isinstance(recognised.value, value)


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("binary", transaction()),
        ("hex", transaction().hex().encode()),
        ("hex", transaction().hex().upper().encode() + b"\n"),
    ],
)
def test_a_transaction(form: str, data: bytes) -> None:
    recognised = recognise(data)
    assert (recognised.kind, recognised.format) == (Kind.TRANSACTION, form)
    assert isinstance(recognised.value, Transaction)
    assert recognised.value.serialize() == transaction()


@shows("not-recognised", FIRING)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nothing", b""),
        ("white space", b" \n\t"),
        ("a word", b"hello"),
        ("zeros", bytes(100)),
        ("a transaction cut short", transaction()[:-1]),
        ("a transaction with a byte behind it", transaction() + b"\0"),
        ("a transaction of nothing", bytes.fromhex("01000000000000000000")),
        ("odd hex", b"abc"),
        ("an unknown object", b'{"a": 1}'),
        ("a list", b"[1, 2]"),
        ("lines of objects", b'{"type": "tx"}\n{"type": "addr"}\n'),
        ("a mistyped address", ADDRESS[:-1] + b"q"),
        ("two addresses", ADDRESS + b"\n" + ADDRESS),
        ("two byte order marks", b"\xef\xbb\xbf" * 2 + ADDRESS),
        ("text with a null character", b"ab\0cd"),
    ],
)
def test_nothing_that_is_known(name: str, data: bytes) -> None:
    assert refusal(data) == ("unknown", "", "not-recognised"), name


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("broken JSON", b'{"xfp": ', ("unknown", "json", "file-malformed")),
        ("a name twice", b'{"xfp": 1, "xfp": 1}', ("unknown", "json", "file-malformed")),
        ("a name twice in an array", b'[{"xfp": 1, "xfp": 1}]',
         ("unknown", "json", "file-malformed")),
        ("an array that is cut", b'[{"desc": "wsh("', ("unknown", "json", "file-malformed")),
        ("an array too deep", b"[" * 40 + b"]" * 40, ("unknown", "json", "file-malformed")),
        ("a cut PSBT", BINARY_PSBT[:-3], ("psbt", "binary", "psbt-malformed")),
        ("text behind a PSBT", PSBT.strip() + b" hello!", ("psbt", "base64", "psbt-malformed")),
        ("a bad threshold", WALLET.replace(b"multi(2", b"multi(9").split(b"#")[0],
         ("wallet", "descriptor", "threshold-invalid")),
        ("a bad checksum", WALLET.strip()[:-1] + b"b", ("wallet", "descriptor", "checksum-wrong")),
        ("a bad link", b"bitcoin:x", ("address", "bip21", "address-malformed")),
        ("seed words", SEED, ("secret", "bip39-words", "secret-found")),
        ("seed words behind a wallet", WALLET + SEED, ("secret", "bip39-words", "secret-found")),
        ("seed words behind a PSBT", PSBT + b"\n" + SEED,
         ("secret", "bip39-words", "secret-found")),
        ("seed words in broken JSON", b'{"words": "' + SEED,
         ("secret", "bip39-words", "secret-found")),
        ("seed words in binary data", b"\xff\xfe\xfd" + SEED,
         ("secret", "bip39-words", "secret-found")),
    ],
)  # fmt: skip
def test_what_it_seemed_to_be_is_said(
    name: str, data: bytes, expected: tuple[str, str, str]
) -> None:
    assert refusal(data) == expected, name


def test_a_secret_is_in_no_part_of_the_error() -> None:
    with pytest.raises(RecognitionError) as refused:
        recognise(json.dumps({"xfp": "00000001", "note": SEED.decode()}).encode())
    shown = repr((refused.value.args, dict(refused.value.facts), refused.value.format))
    assert not any(word in shown for word in words(12))
    assert refused.value.__cause__ is None


def test_a_suspicion_goes_with_what_was_read() -> None:
    text = WALLET + b"# keep the " + b" ".join(SEED.split()[:9]) + b" somewhere\n"
    assert [f.code for f in recognise(text).findings] == ["secret-suspected"]
    assert [f.code for f in read_wallet(text).findings] == ["secret-suspected"]


@shows("file-too-big", FIRING, QUIET, BOUNDARY)
def test_sixteen_mebibytes_are_the_most() -> None:
    assert refusal(b"x" * (16 * 1024 * 1024 + 1)) == ("unknown", "", "file-too-big")


@pytest.mark.parametrize("behind", [b"\n" * 2_000_000, b"#" * 2_000_000])
def test_a_wallet_with_megabytes_behind_it_is_too_big_and_not_unknown(behind: bytes) -> None:
    assert refusal(WALLET + behind) == ("wallet", "descriptor", "file-too-big")


def test_json_with_megabytes_of_history_is_too_big_and_not_unknown() -> None:
    data = write_wallet(PLAIN, "electrum", None).encode() + b" " * 1_500_000
    assert refusal(data) == ("unknown", "json", "file-too-big")


def test_a_wallet_is_no_key_and_a_key_no_wallet() -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(WALLET)
    assert (refused.value.code, refused.value.facts["found"]) == ("not-recognised", "wallet")
    with pytest.raises(RecognitionError) as refused:
        read_wallet(PLAIN_KEY)
    assert (refused.value.code, refused.value.facts["wanted"]) == ("not-recognised", "wallet")


def test_every_format_has_its_own_word_and_limit() -> None:
    assert len({form.name for form in WALLET_FORMATS}) == len(WALLET_FORMATS)
    assert len({form.name for form in KEY_FORMATS}) == len(KEY_FORMATS)
    large = {form.name for form in every_format() if form.max_bytes > 256 * 1024}
    assert large == {"bip139", "bitcoin_safe", "electrum"}  # which keep payments beside the wallet
    assert all(form.max_bytes <= MAX_TEXT for form in every_format())


STARTS = st.sampled_from(
    [b"", b"{", b'{"xfp":', b"BSMS 1.0\n", b"wsh(", b"[00000001/48h", b"bitcoin:", b"psbt\xff",
     b"Name: x\nPolicy: 1 of 1\n", b"cHNidP", b"02000000", b"xpub", b"\xff\xfe", b"ms1", b"ur:"]
)  # fmt: skip


@settings(max_examples=300)
@given(STARTS, st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_arbitrary_bytes_are_read_or_refused_in_words(start: bytes, rest: bytes) -> None:
    with suppress(RecognitionError):  # nothing else may be raised
        recognise(start + rest)


def test_a_lone_signature_is_named_and_asks_for_the_rest() -> None:
    jade = json.loads(vector("jade/message/msgfile_simple.json").read_text())["expected_output"]
    with pytest.raises(RecognitionError) as refused:
        recognise(f"{jade}\n".encode())
    assert (refused.value.kind, refused.value.code) == ("signed-message", "message-missing")
    with pytest.raises(RecognitionError) as unknown:
        recognise(b"A" * 87 + b"=")
    assert unknown.value.code == "not-recognised"
