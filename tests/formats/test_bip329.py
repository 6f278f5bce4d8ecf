"""Label files: the BIP's own, and what is left out or refused."""

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.bip329 import (
    MAX_LINE,
    MAX_LINES,
    Label,
    LabelType,
    SkippedLine,
    is_label_file,
    origin_of,
    read_labels,
    write_labels,
)
from strongroom.formats.reading import RecognitionError, read_label_file, recognise
from strongroom.model.errors import ReadError
from tests.formats.sample_wallets import PLAIN, Plan, cosigner
from tests.vectors_source import vector

EXAMPLE = vector("bip329/bip329_example.jsonl").read_text()
TXID = "f91d0a8a78462bc59398f2c5d7a84fcff491c26ba54c4833478b202796c8aafd"
ADDRESS = "bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c"


def line(**fields: object) -> str:
    return json.dumps({"type": "tx", "ref": TXID, "label": "Rent", **fields})


def only(**fields: object) -> Label:
    (label,) = read_labels(line(**fields)).labels
    return label


def test_the_bips_example_is_read_whole() -> None:
    found = recognise(EXAMPLE.encode())
    assert (found.kind, found.format, found.findings) == ("labels", "bip329", ())
    file = read_labels(EXAMPLE)
    assert [label.type for label in file.labels] == [*LabelType, LabelType.TRANSACTION]
    assert file.labels[0] == Label(
        LabelType.TRANSACTION,
        TXID,
        "Transaction",
        None,
        "wpkh([d34db33f_84'_0'_0'])".replace("_", "/"),
    )
    assert file.labels[4].spendable is False
    assert (file.skipped, file.unknown_fields) == ((), 0)


def test_what_is_written_is_read_back_as_it_was() -> None:
    file = read_labels(EXAMPLE)
    text = write_labels(file.labels)
    assert read_labels(text) == file
    assert [json.loads(each) for each in text.splitlines()] == [
        json.loads(each) for each in EXAMPLE.splitlines()
    ]


def test_a_wallet_is_named_by_its_descriptor_without_keys() -> None:
    fingerprints = [(key.fingerprint or b"").hex() for key in PLAIN.policy.cosigners]
    inside = ",".join(f"[{each}/48'/1'/0'/2']" for each in fingerprints)
    assert origin_of(PLAIN.policy) == f"wsh(sortedmulti(2,{inside}))"
    assert "pub" not in origin_of(Plan(sorted_keys=False, mixed=True).wallet().policy)


@pytest.mark.parametrize(
    ("spendable", "meant"), [(True, True), (False, False), ("true", True), ("false", False), (None, None)]
)  # fmt: skip
def test_spendable_is_a_truth_or_its_word(spendable: object, meant: bool | None) -> None:
    assert only(type="output", ref=f"{TXID}:1", spendable=spendable).spendable is meant


def test_only_an_output_is_spendable() -> None:
    assert only(spendable=False).spendable is None


def test_what_is_unsaid_stays_unsaid() -> None:
    (label,) = read_labels(json.dumps({"type": "tx", "ref": TXID})).labels
    assert (label.text, label.spendable, label.origin) == (None, None, "")


def test_a_long_label_is_cut_and_said_to_be() -> None:
    file = read_labels(f"{line()}\n{line(ref='00' * 32, label='x' * 256)}")
    assert [len(label.text or "") for label in file.labels] == [4, 255]
    (finding,) = file.findings
    assert (finding.code, finding.where, finding.facts["count"]) == ("label-cut", "line 1", 1)
    assert read_labels(line(label="x" * 255)).findings == ()


def test_text_that_steers_the_display_is_made_visible() -> None:
    file = read_labels(line(label="Rent\u202e\n4"))
    assert file.labels[0].text == "Rent<U+202E><U+000A>4"
    assert [finding.code for finding in file.findings] == ["text-unsafe"]


def test_a_label_that_may_be_of_a_seed_is_marked() -> None:
    suspected = "my words abandon ability able about above absent absorb abstract and so on"
    assert [f.code for f in read_labels(line(label=suspected)).findings] == ["secret-suspected"]


@pytest.mark.parametrize(
    "label", ["abandon " * 11 + "about", "L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1"]
)
def test_a_secret_in_a_label_refuses_the_file(label: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_labels(f"{line()}\n{line(label=label)}")
    assert refused.value.code == "secret-found"
    with pytest.raises(RecognitionError) as recognised:
        read_label_file(line(label=label).encode())
    assert (recognised.value.kind, recognised.value.code) == ("secret", "secret-found")


def test_unknown_fields_are_counted_and_unknown_types_left_out() -> None:
    file = read_labels(f"{line(height=5, fee=7)}\n{line(type='future')}")
    assert (len(file.labels), file.unknown_fields) == (1, 2)
    assert file.skipped == (SkippedLine(1, "type-unknown"),)


KEY = str(cosigner(1).xpub)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("a short transaction id", {"ref": TXID[:-1]}),
        ("a transaction id with a place", {"ref": f"{TXID}:0"}),
        ("an output without a place", {"type": "output"}),
        ("an output before the first", {"type": "output", "ref": f"{TXID}:-1"}),
        ("an output with a zero too many", {"type": "output", "ref": f"{TXID}:01"}),
        ("an address with a mistake", {"type": "addr", "ref": ADDRESS[:-1] + "d"}),
        ("a public key off the curve", {"type": "pubkey", "ref": "02" + "ff" * 32}),
        ("a mistyped xpub", {"type": "xpub", "ref": KEY[:-1]}),
        ("a number", {"ref": 7}),
        ("nothing", {"ref": None}),
        ("a scan key that is none", {"type": "spscan", "ref": "spscan"}),
    ],
)
def test_a_bad_reference_is_left_out_and_the_others_are_read(
    name: str, fields: dict[str, object]
) -> None:
    file = read_labels(f"{line(**fields)}\n{line(label='good')}")
    assert file.skipped == (SkippedLine(0, "reference-malformed"),), name
    assert [label.text for label in file.labels] == ["good"]


@pytest.mark.parametrize(
    ("name", "fields", "reason"),
    [
        ("a number for a label", {"label": 7}, "label-malformed"),
        ("a number for a truth", {"type": "output", "ref": f"{TXID}:0", "spendable": 1},
         "spendable-malformed"),
        ("a list for a type", {"type": []}, "type-unknown"),
    ],
)  # fmt: skip
def test_what_a_line_says_wrong_leaves_it_out(
    name: str, fields: dict[str, object], reason: str
) -> None:
    assert read_labels(line(**fields)).skipped == (SkippedLine(0, reason),), name


def test_one_thing_has_one_label_and_the_first_one_counts() -> None:
    file = read_labels("\n".join([line(), line(), line(label="Loan"), line(ref=TXID.upper())]))
    assert [label.text for label in file.labels] == ["Rent"]
    assert file.skipped == (SkippedLine(2, "repeated"),)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a line that is cut", f"{line()}\n{line()[:-5]}", "file-malformed"),
        ("a line that is a list", f"{line()}\n[]", "file-malformed"),
        ("a name twice", f'{line()}\n{{"type": "tx", "type": "tx"}}', "file-malformed"),
        ("a number that is none", f'{line()}\n{{"type": "tx", "ref": NaN}}', "file-malformed"),
        ("a line that is a book", f"{line()}\n{line(label='x' * MAX_LINE)}", "file-malformed"),
        ("too many lines", line() + "\n" * MAX_LINES, "file-too-big"),
    ],
)  # fmt: skip
def test_refuses_a_file(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_label_file(text.encode())
    assert (refused.value.kind, refused.value.format) == ("labels", "bip329"), name
    assert refused.value.code == code, name


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"type": "tx"}', '{"type": "tx", "ref"', "type ref", "{" * 100]
)
def test_other_texts_are_no_label_files(text: str) -> None:
    assert not is_label_file(text)


def test_a_mark_at_the_beginning_and_other_line_ends_change_nothing() -> None:
    other = b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode()
    assert read_label_file(other) == read_labels(EXAMPLE)


@given(st.lists(st.tuples(st.sampled_from(["type", "ref", "label", "origin", "spendable", "x"]),
                          st.one_of(st.text(max_size=80), st.booleans(), st.integers(), st.none(),
                                    st.lists(st.text(max_size=5), max_size=2))), max_size=7))  # fmt: skip
def test_any_object_is_read_or_refused_in_words(fields: list[tuple[str, object]]) -> None:
    with suppress(ReadError):
        read_labels(f"{line()}\n{json.dumps(dict(fields))}")


def test_ten_thousand_labels_take_seconds_at_most() -> None:
    text = "\n".join(line(ref=f"{number:064x}", label=f"Rent {number}") for number in range(10_000))
    start = time.perf_counter()
    assert len(read_labels(text).labels) == 10_000
    assert time.perf_counter() - start < 15
