import re
from string import Formatter

import pytest

from strongroom.formats.log_chain import BreakReason
from strongroom.vault.log import LogKind
from strongroom.words.filling import MISSING
from strongroom.words.findings import PHRASES
from strongroom.words.log_words import LOG_SENTENCES, log_sentence


def test_every_kind_has_a_sentence_and_every_sentence_a_kind() -> None:
    kinds = {name.partition(":")[0] for name in LOG_SENTENCES}
    assert kinds == set(LOG_SENTENCES) & kinds == {kind.value for kind in LogKind}


def test_a_fact_chooses_among_the_sentences_of_a_kind() -> None:
    facts = {"contact": "Anna", "address": "bc1q", "compared": "phone"}
    said = log_sentence("contact-address-entered", facts)
    assert said.endswith("for the contact Anna, compared by telephone.")
    later = log_sentence("contact-address-entered", {**facts, "compared": "by pigeon"})
    assert later.endswith("for the contact Anna.")


@pytest.mark.parametrize("kind", sorted(LOG_SENTENCES))
def test_a_sentence_is_one_whatever_the_facts(kind: str) -> None:
    names = {name for _, name, _, _ in Formatter().parse(LOG_SENTENCES[kind]) if name}
    for value in ("text", 3, None, ["a list"], {"an": "object"}):
        said = log_sentence(kind, dict.fromkeys(names, value))
        assert said.endswith(".")
        assert "{" not in said
        assert not re.search(r"[!\n]|  ", said)


def test_a_fact_that_is_missing_leaves_a_mark() -> None:
    assert log_sentence("wallet-removed", {}) == f"The wallet {MISSING} was removed."


def test_a_fingerprint_is_said_as_the_devices_show_it() -> None:
    facts = {"cosigner": "67ccf6f6", "fingerprint": "67ccf6f6"}
    assert log_sentence("payment-saved", facts) == "A payment went to 67CC F6F6 to be signed."
    assert "the key 67CC F6F6 is" in log_sentence("key-compared", {**facts, "cosigner": "Alice"})


def test_a_kind_of_a_later_program_is_said_to_be_one() -> None:
    said = log_sentence("moon-landed", {"kind": "a lie"})
    assert said == "Noted by a later version of Strongroom: moon-landed."


def test_a_name_from_outside_cannot_turn_the_sentence_around() -> None:
    assert "a<U+202E>b" in log_sentence("wallet-removed", {"wallet": "a\u202eb"})


def test_every_way_a_log_breaks_has_words() -> None:
    assert {f"log-broken:{reason.value}" for reason in BreakReason} <= set(PHRASES)
