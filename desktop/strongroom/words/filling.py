"""Facts put into a sentence: formatted for people, and harmless whatever they hold."""

from collections.abc import Mapping, Sequence
from math import isfinite
from string import Formatter
from typing import Any

from strongroom.model.errors import Fact
from strongroom.words.amounts import (
    bitcoin,
    date_in_words,
    day_in_words,
    day_of,
    fee_rate,
    plural,
    time_span,
)
from strongroom.words.locks import span_in_days, span_of_blocks
from strongroom.words.paths import delay_words, paths_words
from strongroom.words.text import counted_place, visible

MISSING = "…"
"""What stands where a fact was not given."""


def fill(template: str, facts: Mapping[str, Fact]) -> str:
    """``template`` with the facts in its braces.

    ``{fee:amount}`` is satoshi, ``{rate:rate}`` sat/vB, ``{wait:span}`` seconds, ``{until:date}``
    seconds since 1970, ``{index:ordinal}`` a place counted from zero, and
    ``{count:input|inputs}`` a number with its noun. Of texts, ``{where:place}`` is the place of a
    finding, ``{part:plain}`` a word without its hyphens, ``{paths:paths}`` the ways to spend and
    ``{made:day}`` a day, month or year as in ISO 8601. Of numbers, ``{blocks:delay}`` is a delay in
    blocks in its largest unit and ``{blocks:lock}`` one in days, ``{wait:days}`` seconds in days
    and ``{until:day}`` the day of a moment. Nothing is raised for facts that are missing or of
    another kind.
    """
    return _Filler().vformat(template, (), facts)


class _Filler(Formatter):
    def get_field(
        self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> tuple[Any, str]:
        return kwargs.get(field_name), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None:
            return MISSING
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _number(value, format_spec)
        return _text(visible(str(value)), format_spec)


def _text(text: str, spec: str) -> str:
    if spec == "paths":
        return paths_words(text)
    if spec == "plain":
        return text.replace("-", " ")
    if spec == "day":
        return day_in_words(text)
    return counted_place(text) if spec == "place" else text


def _number(value: float, spec: str) -> str:
    if isinstance(value, float) and not isfinite(value):
        return MISSING
    one, bar, many = spec.partition("|")
    if bar:
        return plural(int(value), one, many)
    if spec == "rate":
        return fee_rate(value)
    whole = int(value)
    match spec:
        case "amount":
            return bitcoin(whole)
        case "span":
            return time_span(whole)
        case "date":
            return date_in_words(whole)
        case "day":
            return day_of(whole)
        case "days":
            return span_in_days(whole)
        case "delay":
            return delay_words(whole)
        case "lock":
            return span_of_blocks(whole)
        case "ordinal":
            return str(whole + 1)
    return str(value)
