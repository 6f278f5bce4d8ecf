"""A sentence and what to do about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """``message`` says what happened and what it means, ``hint`` what to do: plain text."""

    message: str
    hint: str = ""


Phrases = Mapping[str, Words]
"""Templates by code, or by code and variant as in ``fee-high:rate``; facts stand in braces."""

Translate = Callable[[str, str], str]
"""Says a text, found in a context, in the reader's language; Qt's own has this form."""


def as_written(_context: str, text: str) -> str:
    """In English."""
    return text
