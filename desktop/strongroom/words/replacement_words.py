"""Sentences about payments that may be replaced, that replace another, and what differs then."""

from collections.abc import Mapping
from typing import Final

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

REPLACEMENT_WORDS: Phrases = {
    "rbf": Words(
        QT_TRANSLATE_NOOP(
            "Words", "The transaction says whether it may be replaced before it is mined."
        ),
    ),
    "rbf:signals": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The transaction says that its sender may replace it with another, for example with a "
            "higher fee, until it is mined.",
        ),
    ),
    "rbf:replaces": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This payment replaces another, and every payee gets at least as much. Both spend one "
            "of the same coins, so only one of the two can be mined.",
        ),
    ),
    "rbf:replaces-payee": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This payment replaces another and does not pay the same. New payees: {added}; no "
            "longer paid: {gone}; paid less: {less}.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Compare both, address by address. A higher fee needs no other payee: if nobody told "
            "you why this changed, do not sign and ask who made this file.",
        ),
    ),
    "rbf:later": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A later payment spends one of the same coins, so only one of the two can be mined. "
            "Every payee gets at least as much by this one.",
        ),
    ),
    "rbf:later-payee": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A later payment spends one of the same coins and does not pay the same. Payees of "
            "this one alone: {added}; of the later one alone: {gone}; paid less by this one: "
            "{less}.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Only one of the two can be mined. Find out which one is wanted, and sign that one "
            "alone.",
        ),
    ),
    "rbf:final": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The transaction does not say that it may be replaced. Its fee is harder to raise "
            "afterwards.",
        ),
    ),
}

PAYEE_CHANGES: Final[Mapping[str, str]] = {
    "new": QT_TRANSLATE_NOOP("Words", "Paid by this payment alone"),
    "gone": QT_TRANSLATE_NOOP("Words", "Paid by the other payment alone"),
    "less": QT_TRANSLATE_NOOP("Words", "Gets less by this payment"),
    "more": QT_TRANSLATE_NOOP("Words", "Gets more by this payment"),
}
"""By the value of a ``PayeeChange``."""
