import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding, Severity
from strongroom.words.filling import MISSING
from strongroom.words.findings import PHRASES, sentence, words_for
from tests.vectors_source import REPOSITORY

# Every code of the design's tables, in their order.
DESIGN = [
    "psbt-malformed",
    "transaction-empty",
    "locktime-undetermined",
    "transaction-unusual",
    "signatures-missing",
    "utxo-mismatch",
    "amount-out-of-range",
    "script-mismatch",
    "wrong-network",
    "utxo-missing",
    "amount-conflict",
    "input-not-ours",
    "false-origin",
    "change-foreign",
    "change-unfindable",
    "change-receive-branch",
    "change-unmarked",
    "xpub-mismatch",
    "sighash",
    "signature-invalid",
    "signature-other-transaction",
    "signature-unknown-key",
    "finalised-invalid",
    "fee-high",
    "fee-low",
    "locktime",
    "rbf",
    "dust",
    "data-output",
    "unknown-script",
    "address-reuse",
    "address-lookalike",
    "address-not-whitelisted",
    "spending-limit",
    "cool-down",
    "acknowledgement-required",
    "acknowledgement-missing",
    "clock-set-back",
    "too-large",
    "proprietary-data",
    "changed-after-review",
    "fields-dropped",
    "engines-disagree",
    "repeated-nonce",
    "secret-found",
    "secret-suspected",
    "key-script-mismatch",
    "text-unsafe",
    "wallet-unsupported",
    "key-malformed",
    "key-duplicate",
    "key-same-signer",
    "key-wrong-path",
    "fingerprint-missing",
    "threshold-invalid",
    "keys-missing",
    "checksum-wrong",
    "networks-mixed",
    "branches-crossed",
    "hardened-wildcard",
    "key-fixed",
    "unsorted-multi",
    "policy-unusual",
    "first-address-differs",
    "own-key-missing",
    "wallet-unverified",
    "no-redundancy",
    "low-threshold",
    "same-vendor",
    "advisory",
    "already-here",
    "qr-limit",
    "qr-conflict",
    "qr-type",
    "file-too-big",
    "file-malformed",
    "not-recognised",
    "device-unavailable",
    "passphrase-wrong",
]

RAISERS = ("reject", "block", "warn", "info", "weigh", "Finding", "SignerRefused", "Rejected")
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
STATES = ("NotFinished", "UsageError", "ValueError", "AssertionError", "OSError", "TypeError")


def raised() -> Iterator[tuple[str, str]]:
    """Every code that stands as the first word of a finding or an error, and where."""
    for path in sorted((REPOSITORY / "desktop" / "strongroom").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_raiser(node.func) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and CODE.fullmatch(str(first.value)):
                    yield str(first.value), f"{path.name}:{node.lineno}"


def _is_raiser(function: ast.expr) -> bool:
    name = function.id if isinstance(function, ast.Name) else ""
    return name in RAISERS or (name.endswith("Error") and name not in STATES)


def facts_of(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name]


@pytest.mark.parametrize("code", DESIGN)
def test_every_code_of_the_design_has_words(code: str) -> None:
    words = words_for(code, {})
    assert words is not None
    assert words.message


def test_every_code_that_is_raised_has_words() -> None:
    found = dict(raised())
    assert len(found) > 60
    assert {code: place for code, place in found.items() if code not in PHRASES} == {}


def test_every_variant_belongs_to_a_code() -> None:
    assert not {name for name in PHRASES if name.split(":")[0] not in PHRASES}


@pytest.mark.parametrize("name", sorted(PHRASES))
def test_words_are_sentences_without_codes_or_shouting(name: str) -> None:
    words = PHRASES[name]
    for text in (words.message, words.hint):
        assert not re.search(r"[!\n]|  |\bplease\b|\b(error|invalid|failed)\b", text, re.IGNORECASE)
        assert not text or text[0].isupper() or text.startswith("{")
        assert not text or text.endswith(".")
    code = name.split(":")[0]
    assert "-" not in code or code not in words.message + words.hint


@pytest.mark.parametrize("name", sorted(PHRASES))
def test_missing_facts_leave_a_mark_and_raise_nothing(name: str) -> None:
    code, _, variant = name.partition(":")
    words = words_for(code, {"reason": variant})
    assert words is not None
    asked = [fact for fact in facts_of(PHRASES[name].message) if fact != "reason"]
    assert words.message.count(MISSING) == len(asked)


@pytest.mark.parametrize("value", ["text", 3, 2.5, True, -1, 10**30, float("nan"), 1e300])
def test_facts_of_any_kind_raise_nothing(value: Fact) -> None:
    for name, template in PHRASES.items():
        facts = dict.fromkeys(facts_of(template.message + template.hint), value)
        code, _, variant = name.partition(":")
        words = words_for(code, {**facts, "reason": variant})
        assert words is not None
        assert "{" not in words.message + words.hint


def test_the_reason_picks_the_sentence() -> None:
    facts: dict[str, Fact] = {"reason": "rate", "fee": 1_000_000, "rate": 512.34, "sent": 5}
    words = sentence(Finding("fee-high", Severity.BLOCK, facts=facts))
    assert words.message.startswith("The fee of 0.010\u2009000\u200900 BTC is 512.3 sat/vB.")


def test_an_unknown_reason_falls_back_to_the_code() -> None:
    assert words_for("fee-high", {"reason": "{other}"}) == words_for("fee-high", {})


def test_an_absent_checksum_is_not_a_wrong_one() -> None:
    absent, wrong = words_for("checksum-wrong", {"absent": True}), words_for("checksum-wrong", {})
    assert absent != wrong


def test_places_are_counted_from_one_and_words_have_no_hyphens() -> None:
    facts = {"name": "a", "part": "spent-amount", "place": "input 0"}
    words = words_for("changed-after-review", facts)
    assert words is not None
    assert "its spent amount differs (input 1)" in words.message


@pytest.mark.parametrize(
    "facts", [{}, {"threshold": 4, "count": 3, "limit": 15}, {"threshold": "x"}]
)
def test_a_sentence_has_no_hole_where_facts_are_missing(facts: dict[str, Fact]) -> None:
    words = words_for("threshold-invalid", facts)
    assert words is not None
    assert MISSING not in words.message


def test_the_detail_of_an_error_is_told_where_there_is_one() -> None:
    words = words_for("key-malformed", {"detail": "it has 77 bytes"})
    assert words is not None
    assert "it has 77 bytes" in words.message


def test_text_from_outside_cannot_turn_the_sentence_around() -> None:
    words = words_for("file-unreadable", {"name": "a\u202eb\n\x1b[31m{fee}", "reason": "x" * 900})
    assert words is not None
    assert "a<U+202E>b<U+000A><U+001B>[31m{fee}" in words.message
    assert len(words.message) < 400


def test_a_finding_without_words_is_still_said() -> None:
    assert "brand-new" in sentence(Finding("brand-new", Severity.WARN)).message
    assert words_for("brand-new", {}) is None


def test_one_of_something_is_not_many() -> None:
    one = words_for("transaction-empty", {"inputs": 1, "outputs": 0})
    assert one is not None
    assert "1 input and 0 outputs" in one.message
