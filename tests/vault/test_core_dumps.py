"""A process that holds a passphrase crashes: what the system writes then does not hold it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.core_files import NONE_WRITTEN, are_written

CRASH = """
import os, resource, sys
from strongroom.vault import core_dumps
from strongroom.vault.slots import Passphrase
_, most = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
getattr(core_dumps, sys.argv[1], lambda: None)()
held = Passphrase("marker of " + "a passphrase")
os.abort()
"""
MARKER = b"marker of a passphrase"


def dumped(folder: Path, before: str) -> list[bytes]:
    ended = subprocess.run([sys.executable, "-c", CRASH, before], cwd=folder, capture_output=True)
    assert ended.returncode == -6, ended.stderr
    return [path.read_bytes() for path in folder.iterdir()]


def test_the_program_leaves_no_core_dump(tmp_path: Path) -> None:
    assert dumped(tmp_path, "forbid_core_dumps") == []


@pytest.mark.skipif(not are_written(), reason=NONE_WRITTEN)
def test_a_core_dump_that_is_taken_nevertheless_holds_no_passphrase(tmp_path: Path) -> None:
    taken, control = tmp_path / "taken", tmp_path / "control"
    taken.mkdir()
    control.mkdir()
    assert not any(MARKER in dump for dump in dumped(taken, "empty_core_dumps"))
    assert any(MARKER in dump for dump in dumped(control, "nothing"))
