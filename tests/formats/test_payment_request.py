"""Payment links: read strictly."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.payment_request import MAX_AMOUNT, read_payment_request
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.network import Network
from tests.vectors_source import vector

ADDRESS = "mtHSVByP9EYZmB26jASDdPVm19gvpecb5R"


def code_of(text: str) -> str:
    with pytest.raises(ReadError) as refused:
        read_payment_request(text)
    return refused.value.code


def test_coldcards_samples_of_the_bip() -> None:
    lines = vector("coldcard/qr/bip21.txt").read_text().split()
    read = [read_payment_request(line) for line in (*lines[:4], lines[5])]
    assert {request.text for request in read} == {ADDRESS}
    assert [request.amount for request in read] == [None, None, 2_030_000_000, 5_000_000_000, None]
    assert [request.label for request in read] == ["", "Luke-Jr", "Luke-Jr", "Luke-Jr", ""]
    assert read[3].message == "Donation for project xyz"
    assert code_of(lines[4]) == "uri-unsupported"


@pytest.mark.parametrize(
    ("amount", "satoshi"),
    [
        ("0", 0),
        ("1", 100_000_000),
        ("0.00000001", 1),
        ("20.3", 2_030_000_000),
        ("1.10", 110_000_000),
    ],
)
def test_amounts_are_exact(amount: str, satoshi: int) -> None:
    assert read_payment_request(f"bitcoin:{ADDRESS}?amount={amount}").amount == satoshi


@pytest.mark.parametrize(
    "amount",
    ["", "-1", "+1", "1e3", "1,5", ".5", "1.", "0.000000001", "21000001", "0x1", "1 BTC", "\u0661"],
)
def test_refuses_amounts_that_are_none(amount: str) -> None:
    assert code_of(f"bitcoin:{ADDRESS}?amount={amount}") == "uri-malformed"
    assert MAX_AMOUNT == 2_100_000_000_000_000


def test_an_upper_case_link_of_a_qr_code() -> None:
    text = "BITCOIN:BC1QRGC6P3KYLFZTU06YSL752GWWUEKHVTFH9VR7ZG43JVU60MUTAMCSV948EJ?AMOUNT=0.5"
    request = read_payment_request(text)
    assert request.address.networks == (Network.BITCOIN,)
    assert request.amount == 50_000_000


def test_a_label_that_steers_the_display_is_shown_escaped() -> None:
    request = read_payment_request(f"bitcoin:{ADDRESS}?label=a%E2%80%AEb")
    assert request.label == "a<U+202E>b"
    assert [finding.code for finding in request.findings] == ["text-unsafe"]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("another scheme", f"litecoin:{ADDRESS}", "uri-malformed"),
        ("no address", "bitcoin:?amount=1", "address-malformed"),
        ("a mistyped address", f"bitcoin:{ADDRESS[:-1]}6", "address-malformed"),
        ("two slashes", f"bitcoin://{ADDRESS}", "address-malformed"),
        ("one thing twice", f"bitcoin:{ADDRESS}?amount=1&amount=2", "uri-malformed"),
        ("one thing twice in other case", f"bitcoin:{ADDRESS}?amount=1&AMOUNT=2", "uri-malformed"),
        ("an unfinished percent", f"bitcoin:{ADDRESS}?label=%4", "uri-malformed"),
        ("bytes that are no text", f"bitcoin:{ADDRESS}?label=%ff", "uri-malformed"),
        ("a space", f"bitcoin:{ADDRESS}?label=a b", "uri-malformed"),
        ("an empty part", f"bitcoin:{ADDRESS}?amount=1&&label=x", "uri-malformed"),
        ("a fragment", f"bitcoin:{ADDRESS}?amount=1#x", "uri-malformed"),
        ("something it must know", f"bitcoin:{ADDRESS}?req-new=1", "uri-unsupported"),
        ("the same in upper case", f"bitcoin:{ADDRESS}?REQ-new=1", "uri-unsupported"),
        ("too long", f"bitcoin:{ADDRESS}?label=" + "a" * 5000, "uri-malformed"),
    ],
)
def test_refuses(name: str, text: str, code: str) -> None:
    assert code_of(text) == code, name


@given(st.text(max_size=60))
def test_anything_behind_the_address_is_read_or_refused_in_words(tail: str) -> None:
    with suppress(StrongroomError):  # nothing else may be raised
        read_payment_request(f"bitcoin:{ADDRESS}?{tail}")
