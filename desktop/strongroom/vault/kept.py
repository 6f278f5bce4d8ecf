"""Earlier generations of a vault, kept beside it: the last five, and one a day for thirty days."""

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from strongroom.vault.disk import Disk
from strongroom.vault.header import Header
from strongroom.vault.places import SUFFIX

LATEST: Final = 5
DAYS: Final = 30

_LAST_SECOND = 253_402_300_799
"""Of the year 9999; a file's date may be anything."""

_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"([0-9]{6,16})-([0-9]{8}T[0-9]{6}Z)-([0-9a-f]{8})" + re.escape(SUFFIX))


@dataclass(frozen=True, slots=True)
class Kept:
    """One earlier generation; ``saved`` is when it was written (UTC)."""

    path: Path
    generation: int
    saved: datetime


class KeptGenerations:
    """What is kept of the vault at ``path``. Another vault's in the same folder are left alone."""

    def __init__(self, path: Path, disk: Disk, clock: Callable[[], float] = time.time) -> None:
        self.folder = kept_folder(path)
        self._path = path
        self._disk = disk
        self._clock = clock

    def list(self, vault_id: bytes) -> tuple[Kept, ...]:
        """All of this vault, the latest first; raises ``OSError``."""
        try:
            names = self._disk.names(self.folder)
        except (FileNotFoundError, NotADirectoryError):
            return ()
        found = (self._read_name(name, vault_id) for name in names)
        kept = (one for one in found if one is not None)
        return tuple(sorted(kept, key=lambda one: (one.generation, one.saved), reverse=True))

    def keep(self, header: Header) -> None:
        """Keep the vault's file as it is, of which this is the header; raises ``OSError``."""
        saved = moment(self._disk.modified(self._path))
        owner = _owner(header.vault_id)
        name = f"{header.generation:06}-{saved.strftime(_TIME)}-{owner}{SUFFIX}"
        self._disk.make_folder(self.folder)
        try:
            self._disk.call(os.link, self._path, self.folder / name)
        except FileExistsError:
            return
        except OSError:
            # Memory sticks have no second names for a file.
            self._copy(self.folder / name)
        self._disk.sync_folder(self.folder)

    def prune(self, vault_id: bytes) -> None:
        """Remove what need not be kept. What cannot be removed today is removed another time."""
        with contextlib.suppress(OSError):
            today = moment(self._clock()).date()
            for one in superfluous(self.list(vault_id), today):
                self._disk.remove(one.path)

    def drop_before(self, vault_id: bytes, generation: int) -> None:
        """Remove all that is older, daily ones too; what cannot be removed stays, and alone."""
        with contextlib.suppress(OSError):
            for one in self.list(vault_id):
                if one.generation < generation:
                    with contextlib.suppress(OSError):
                        self._disk.remove(one.path)

    def _copy(self, target: Path) -> None:
        temporary = self.folder / ".new"
        self._disk.remove(temporary)
        self._disk.write_new(temporary, self._disk.read_file(self._path))
        self._disk.replace(temporary, target)

    def _read_name(self, name: str, vault_id: bytes) -> Kept | None:
        match = _NAME.fullmatch(name)
        if match is None or match[3] != _owner(vault_id):
            return None
        try:
            saved = datetime.strptime(match[2], _TIME).replace(tzinfo=UTC)
        except ValueError:
            return None
        return Kept(self.folder / name, int(match[1]), saved)


def kept_folder(path: Path) -> Path:
    """Where the earlier generations of the vault at ``path`` lie."""
    return path.with_name(path.name.removesuffix(SUFFIX) + ".kept")


def vault_of(path: Path) -> Path | None:
    """The vault of which a file is an earlier generation, or None where it is none by its place."""
    folder = path.parent
    if folder.suffix != ".kept" or not _NAME.fullmatch(path.name):
        return None
    named = folder.with_name(folder.name.removesuffix(".kept"))
    return named if named.is_file() else named.with_name(named.name + SUFFIX)


def superfluous(kept: Iterable[Kept], today: date) -> tuple[Kept, ...]:
    """Of ``kept``, the latest first, those that are neither recent nor the last of their day."""
    days: set[date] = set()
    dropped: list[Kept] = []
    for place, one in enumerate(kept):
        day = one.saved.date()
        is_daily = day not in days and (today - day).days < DAYS
        days.add(day)
        if place >= LATEST and not is_daily:
            dropped.append(one)
    return tuple(dropped)


def moment(seconds: float) -> datetime:
    """That many seconds since 1970 (UTC), within the years a date can have."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST_SECOND), UTC)


def _owner(vault_id: bytes) -> str:
    return vault_id[:4].hex()
