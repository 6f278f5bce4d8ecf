"""How long it takes to say what a file is and to read it: every published sample."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from strongroom.formats.reading import RecognitionError, recognise
from tests.bench.figures import Figure, LeftOut, timed
from tests.vectors_source import COPIED, kept_elsewhere, vector_names

_BOUND = 100.0
"""Milliseconds for one file, once the program is warm."""

_REPETITIONS = 3
_SHOWN = 3


def imports() -> Iterator[Figure | LeftOut]:
    """The slowest files by name, each held to the bound, and all of them together."""
    names = vector_names("*")
    contents = {name: data for name in names if (data := _content(name)) is not None}
    timings = {name: timed(partial(_read, data), _REPETITIONS) for name, data in contents.items()}
    slowest = sorted(timings, key=lambda name: timings[name].cpu, reverse=True)
    for name in slowest[:_SHOWN]:
        note = f"{len(contents[name]) / 1000:.0f} kB"
        yield timings[name].used(f"Import of {name}", _BOUND, note)
    together = sum(timing.cpu for timing in timings.values()) * 1000
    yield Figure(f"Import of all {len(timings)} files together", together, "ms")
    if absent := len(names) - len(contents):
        yield LeftOut(f"{absent} vectors, as ../shared/vectors is absent")


def _content(name: str) -> bytes | None:
    found = [folder / name for folder in (COPIED, kept_elsewhere()) if (folder / name).exists()]
    return found[0].read_bytes() if found else None


def _read(data: bytes) -> None:
    with suppress(RecognitionError):
        recognise(data)
