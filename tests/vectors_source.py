"""Where published samples lie: in ``tests/vectors``, or in a folder kept beside the repository.

Files whose licence lets them be copied are in ``tests/vectors``; the others are in the folder that
``STRONGROOM_VECTORS`` names, or else in ``../shared/vectors``. A lone clone has not got those:
tests that ask for them are skipped, and counted at the end of the run (see ``conftest.py``).
"""

import os
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
COPIED = REPOSITORY / "tests" / "vectors"
SOURCES = COPIED / "SOURCES.md"

ABSENT = "vector kept elsewhere"
"""How the reason of every skip for a missing vector begins."""


@dataclass(frozen=True, slots=True)
class Source:
    """One row of ``SOURCES.md``: a file and the terms under which it may be used."""

    file: str
    licence: str
    copied: bool


def kept_elsewhere() -> Path:
    """The folder of the vectors that were not copied; it need not exist."""
    named = os.environ.get("STRONGROOM_VECTORS")
    return Path(named) if named else REPOSITORY.parent / "shared" / "vectors"


def vector(file: str) -> Path:
    """The vector ``file``, named as in ``SOURCES.md``; skips the test, counted, if it is absent.

    Raises ``LookupError`` for a name that is neither in a folder nor in ``SOURCES.md``.
    """
    for folder in (COPIED, kept_elsewhere()):
        if (folder / file).exists():
            return folder / file
    if file not in {source.file for source in sources()}:
        raise LookupError(f"no vector is named {file}")
    pytest.skip(f"{ABSENT}: {file}", allow_module_level=True)


def vector_files(pattern: str) -> list[Path]:
    """All vectors that match ``pattern``; skips the test, counted, if one of them is absent."""
    return [vector(file) for file in vector_names(pattern)]


def vector_names(pattern: str) -> list[str]:
    """The names of all vectors that match ``pattern``, absent ones too: for ``parametrize``.

    A star stands for any text, slashes too. Raises ``LookupError`` when nothing matches.
    """
    known = {source.file for source in sources()} | _files(COPIED) | _files(kept_elsewhere())
    names = sorted(name for name in known - {SOURCES.name} if fnmatchcase(name, pattern))
    if not names:
        raise LookupError(f"no vector matches {pattern}")
    return names


def sources() -> list[Source]:
    """The rows of ``SOURCES.md``: first the files that were copied, then the others."""
    here, elsewhere = SOURCES.read_text(encoding="utf-8").split("\n## Not here")
    return _rows(here, copied=True) + _rows(elsewhere, copied=False)


def _rows(text: str, *, copied: bool) -> list[Source]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [Source(file=row[0], licence=row[4], copied=copied) for row in cells]


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
