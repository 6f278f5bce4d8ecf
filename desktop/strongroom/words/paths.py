"""The ways to spend from a wallet, and how long they take to open, in words."""

from strongroom.model.derivation import DerivationPath
from strongroom.model.locks import BLOCK_SECONDS
from strongroom.words.amounts import plural, quorum, time_span

_BLOCKS_A_DAY = 144
_MONTH, _YEAR = 30.44, 365.25


def path_words(threshold: int, count: int, delay: int) -> str:
    """One way: ``2 of 3 at any time``, or ``1 of 3 after 52 560 blocks (about 1 year)``."""
    when = f"after {delay_words(delay)}" if delay else "at any time"
    return f"{quorum(threshold, count)} {when}"


def delay_words(blocks: int) -> str:
    """``52 560 blocks (about 1 year)``."""
    return f"{plural(blocks, 'block')} ({delay_span(blocks)})"


def delay_span(blocks: int) -> str:
    """About how long so many blocks take, in years, months or less: ``about 15 months``."""
    days = blocks / _BLOCKS_A_DAY
    if abs(days - _YEAR) < _MONTH / 2:
        return "about 1 year"
    if days > 2 * _MONTH:
        return f"about {plural(round(days / _MONTH), 'month')}"
    return time_span(blocks * BLOCK_SECONDS)


def derivation_words(derivation: DerivationPath, *, is_whole: bool, mark: str = "h") -> str:
    """``m/48h/0h/0h/2h/0/5``, or ``…/0/5`` where only the end of the path is known.

    Hardened steps end with ``mark``.
    """
    return f"{'m' if is_whole else '…'}/{derivation.write(mark)}".removesuffix("/")


def paths_words(fact: str) -> str:
    """The fact ``paths`` of a finding, ``2/3@0 1/3@52560``, as a person reads it."""
    try:
        return "; ".join(map(_path_of, fact.split()))
    except ValueError:
        return fact


def _path_of(word: str) -> str:
    signers, _, delay = word.partition("@")
    threshold, _, count = signers.partition("/")
    return path_words(int(threshold), int(count), int(delay))
