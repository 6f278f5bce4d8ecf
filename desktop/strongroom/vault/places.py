"""Where the program's files lie (XDG Base Directory Specification 0.8)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final, Self

from strongroom.formats.text import slug

SUFFIX: Final = ".strongroom"
"""How the name of a vault ends."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one person on one computer. Nothing is made by asking for them."""

    vaults: Path
    cache: Path
    settings: Path
    state: Path

    @classmethod
    def of(cls, environment: Mapping[str, str], home: Path) -> Self:
        """What the variables say; one that is empty or not absolute says nothing."""

        def base(variable: str, usual: str) -> Path:
            said = Path(environment.get(variable, ""))
            return (said if said.is_absolute() else home / usual) / "strongroom"

        return cls(
            vaults=base("XDG_DATA_HOME", ".local/share"),
            cache=base("XDG_CACHE_HOME", ".cache"),
            settings=base("XDG_CONFIG_HOME", ".config") / "settings.toml",
            state=base("XDG_STATE_HOME", ".local/state"),
        )

    @classmethod
    def here(cls) -> Self:
        """Those of whoever runs this program."""
        return cls.of(os.environ, Path.home())

    @property
    def log(self) -> Path:
        """The program's own log."""
        return self.state / "log"

    def vault(self, name: str) -> Path:
        """A path in their usual folder for a new vault of this name."""
        return free_path(self.vaults, name)

    def known_vaults(self) -> tuple[Path, ...]:
        """The vaults in their usual folder, by name; empty where there is no such folder."""
        try:
            names = sorted(os.listdir(self.vaults))
        except OSError:
            return ()
        visible = (name for name in names if name.endswith(SUFFIX) and not name.startswith("."))
        return tuple(self.vaults / name for name in visible)


def free_path(folder: Path, name: str) -> Path:
    """A path for a new vault of this name, which no file has yet."""
    stem = slug(name)
    stems = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    paths = (folder / f"{one}{SUFFIX}" for one in stems)
    return next(path for path in paths if not os.path.lexists(path))
