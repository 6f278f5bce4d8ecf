"""How far something that takes long got with a vault, for whoever waits for it."""

from collections.abc import Callable

Progress = Callable[[int, int], object]
"""Told how many of how many parts are done; what it raises ends the work."""


def unheard(_done: int, _whole: int) -> None:
    """Progress that nobody asked for."""
