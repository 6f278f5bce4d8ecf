"""The real program started on a vault: its passphrase is typed, and home is painted."""

import json
import os
import subprocess
import sys
from pathlib import Path

from strongroom.vault.vault import create_with
from strongroom.workflows.keeping import Keeper
from tests.vault.quick import quick
from tests.vectors_source import REPOSITORY
from tests.window.frame import practice_keeper

PASSPHRASE = "seven quiet lanterns cross the harbour"


def started(home: Path) -> dict[str, object]:
    """What was seen until home was painted; where it never is, this ends after a minute."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join(str(REPOSITORY / part) for part in ("desktop", ".")),
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    }
    command = [sys.executable, "-m", "tests.bench.opened_window", PASSPHRASE]
    ended = subprocess.run(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, timeout=60, check=True
    )
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def test_home_is_painted_once_the_vault_is_unlocked(tmp_path: Path) -> None:
    path = tmp_path / ".local" / "share" / "strongroom" / "home.strongroom"
    with create_with(path, [quick(PASSPHRASE)]) as vault:
        practice_keeper().carry_into(Keeper(vault))
    settings = tmp_path / ".config" / "strongroom" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'vaults = ["{path}"]\n')
    seen = started(tmp_path)
    assert seen["home"] > seen["pressed"] > seen["first_frame"] > 0  # type: ignore[operator]
