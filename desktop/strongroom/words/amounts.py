"""Amounts, rates, times and addresses as people read them."""

from datetime import UTC, datetime, tzinfo

THIN_SPACE = "\N{THIN SPACE}"
_SATOSHI = 100_000_000
_MINUTE, _HOUR, _DAY, _WEEK, _YEAR = 60, 3_600, 86_400, 604_800, 31_557_600
_UNITS = ((_YEAR, "year"), (_WEEK, "week"), (_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"))
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def bitcoin(satoshi: int) -> str:
    """``0.015 000 00 BTC``, with thin spaces."""
    whole, rest = divmod(abs(satoshi), _SATOSHI)
    digits = f"{rest:08d}"
    groups = THIN_SPACE.join((digits[:3], digits[3:6], digits[6:]))
    sign = "-" if satoshi < 0 else ""
    return f"{sign}{_thousands(whole)}.{groups} BTC"


def satoshi(amount: int) -> str:
    """``1 500 000 sat``, with thin spaces."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{_thousands(abs(amount))} sat"


def fee_rate(rate: float) -> str:
    """``12.3 sat/vB``, with no more digits than a rate that small needs."""
    digits = 1 if rate >= 1 else 3
    text = f"{rate:.{digits}f}".rstrip("0").rstrip(".")
    return f"{text} sat/vB"


def grouped_address(address: str) -> str:
    """An address in groups of four characters."""
    return " ".join(address[start : start + 4] for start in range(0, len(address), 4))


def fingerprint(data: bytes | None) -> str:
    """A master fingerprint as devices show it."""
    return data.hex() if data else "not told"


def quorum(threshold: int, count: int) -> str:
    """``2 of 3``."""
    return f"{threshold} of {count}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """``1 signature``, ``2 signatures``; ``many`` where an s is not enough."""
    word = one if number == 1 else many or f"{one}s"
    return f"{_thousands(number)} {word}"


def time_span(seconds: int) -> str:
    """A span in its largest unit, as in ``about 3 weeks``."""
    for length, name in _UNITS:
        if seconds >= length:
            return f"about {plural(round(seconds / length), name)}"
    return "less than a minute"


def date_in_words(moment: int, zone: tzinfo | None = None) -> str:
    """``5 March 2027, 14:05`` for seconds since 1970, in ``zone`` (None: this computer's)."""
    try:
        when = datetime.fromtimestamp(moment, UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return f"{moment} seconds after 1970"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}, {when:%H:%M}"


def day_in_words(text: str) -> str:
    """``3 March 2026``, ``March 2026`` or ``2026`` for a day, month or year as in ISO 8601; another
    text as it is."""
    try:
        year, *rest = text.split("-")
        month = [_MONTHS[int(rest[0]) - 1]] if rest else []
        return " ".join((*(str(int(day)) for day in rest[1:]), *month, year))
    except (ValueError, IndexError):
        return text


def day_of(moment: int, zone: tzinfo | None = None) -> str:
    """``5 March 2027``, the day of a moment in seconds since 1970."""
    return date_in_words(moment, zone).partition(",")[0]


def weekday_in_words(when: datetime) -> str:
    """``Friday 5 March 2027``, as the clock of ``when`` has it."""
    return f"{_WEEKDAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]} {when.year}"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", THIN_SPACE)
