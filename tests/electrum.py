"""Debian's Electrum and the Python it runs in, for the tests marked ``electrum``."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

NONE_FOUND = "electrum tests were not run: no electrum found"

_SCRIPT = Path(__file__).parent / "interop" / "electrum_wallets.py"
_PYTHON = "/usr/bin/python3"
_PROGRAM = "/usr/bin/electrum"


@dataclass(frozen=True, slots=True)
class Electrum:
    """Electrum's own code and the program itself, on regtest and without a network."""

    home: Path

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Have its code make wallets and read payments."""
        answer: dict[str, Any] = self._run([_PYTHON, str(_SCRIPT)], json.dumps(question))
        return answer

    def addresses(self, file: str, branch: Literal["receiving", "change"]) -> list[str]:
        """What the program lists of one branch of a wallet file, from the first address on."""
        wallet = self.home / "wallet"
        wallet.write_text(file, encoding="utf-8")
        start = [_PROGRAM, "--offline", "--regtest", "--wallet", str(wallet)]
        listed: list[str] = self._run([*start, "listaddresses", f"--{branch}"])
        return listed

    def _run(self, command: list[str], given: str = "") -> Any:
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            check=True,
            env={"PATH": "/usr/bin", "HOME": str(self.home)},
            text=True,
            timeout=120,
        )
        return json.loads(done.stdout)


@pytest.fixture
def electrum(tmp_path: Path) -> Electrum:
    """Skips where there is none."""
    if shutil.which("electrum", path="/usr/bin") is None:
        pytest.skip(NONE_FOUND)
    return Electrum(tmp_path)
