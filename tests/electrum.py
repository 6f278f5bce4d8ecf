"""Debian's Electrum and the Python it runs in, for the tests marked ``electrum``."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

NONE_FOUND = "electrum tests were not run: no electrum found"

_SCRIPT = Path(__file__).parent / "interop" / "electrum_wallets.py"
_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True, slots=True)
class Electrum:
    """Has Electrum's own code make wallets and read payments, on regtest and without a network."""

    home: Path

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        done = subprocess.run(
            [_PYTHON, str(_SCRIPT)],
            input=json.dumps(question),
            capture_output=True,
            check=True,
            env={"PATH": "/usr/bin", "HOME": str(self.home)},
            text=True,
            timeout=120,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


@pytest.fixture
def electrum(tmp_path: Path) -> Electrum:
    """Skips where there is none."""
    if shutil.which("electrum", path="/usr/bin") is None:
        pytest.skip(NONE_FOUND)
    return Electrum(tmp_path)
