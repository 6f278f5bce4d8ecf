"""How long a vault takes to be saved and opened, without the stretching of a passphrase."""

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from strongroom.vault.vault import Vault, create_with, open_with
from tests.bench.figures import Figure, LeftOut, median
from tests.vault.quick import Held

_ROUNDS = 7
_LABEL = 200
"""Bytes of a row, about."""


def vault() -> Iterator[Figure | LeftOut]:
    """With one row changed each time, as people change them."""
    with tempfile.TemporaryDirectory() as folder:
        for mebibytes, bound in ((1, 100.0), (10, 500.0)):
            path = Path(folder, f"{mebibytes}.strongroom")
            filled = _filled(path, mebibytes * 2**20 // _LABEL)
            size = f"{path.stat().st_size / 2**20:.1f} MiB"
            saved = _median(partial(_change, filled))
            yield Figure(f"saving a vault of {mebibytes} MB", saved, "ms", bound, size)
            filled.lock()
            opened = _median(partial(_open, path))
            yield Figure(f"opening a vault of {mebibytes} MB", opened, "ms", None, size)
        path = Path(folder, "100000.strongroom")
        filled = _filled(path, 100_000)
        yield Figure("saving 100,000 labels", _median(partial(_change, filled)), "ms")
        filled.lock()
        yield Figure("opening 100,000 labels", _median(partial(_open, path)), "ms")


def _filled(path: Path, rows: int) -> Vault:
    made = create_with(path, [Held()])
    for number in range(rows):
        text = f"label {number} ".ljust(_LABEL - 40, "x")
        made.put("labels", f"{number:08}", {"text": text, "version": 1})
    made.save()
    return made


def _change(vault: Vault) -> None:
    vault.put("labels", "00000000", {"text": str(time.perf_counter_ns()), "version": 1})
    vault.save()


def _open(path: Path) -> None:
    open_with(path, Held()).lock()


def _median(do: Callable[[], object]) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        do()
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)
