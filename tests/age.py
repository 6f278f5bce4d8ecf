"""The ``age`` program of others, for the tests marked ``age``."""

import os
import pty
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

NONE_FOUND = "age tests were not run: no age found"


@dataclass(frozen=True, slots=True)
class Age:
    """The program's path."""

    program: str

    def decrypt(self, file: Path, identity: str) -> bytes:
        """What an identity (``AGE-SECRET-KEY-1…``) opens."""
        done = subprocess.run(
            [self.program, "--decrypt", "--identity", "-", str(file)],
            input=identity.encode(),
            capture_output=True,
            check=True,
        )
        return done.stdout

    def decrypt_with(self, file: Path, passphrase: str, out: Path) -> int:
        """Open it with a passphrase, which age reads from its terminal alone; its exit code."""
        child, terminal = pty.fork()
        if child == 0:
            os.execv(self.program, ["age", "--decrypt", "--output", str(out), str(file)])
        said = b""
        while b":" not in said:
            said += os.read(terminal, 1000)
        os.write(terminal, passphrase.encode() + b"\n")
        _, status = os.waitpid(child, 0)
        os.close(terminal)
        return os.waitstatus_to_exitcode(status)


@pytest.fixture
def age() -> Age:
    """Skips where there is none."""
    program = shutil.which("age")
    if program is None:
        pytest.skip(NONE_FOUND)
    return Age(program)
