"""Other people's JavaScript, for the tests marked ``npm``: formats are read and written by both.

The packages are installed once, by name and version, into the cache. A script of
``tests/interop/`` gets one JSON document on its standard input and prints one.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

NONE_FOUND = "npm tests were not run: no node and npm found"

PACKAGES = (
    "@caravan/bitcoin@0.4.5",
    "@keystonehq/bc-ur-registry@0.8.0",
    "@ngraveio/bc-ur@1.1.13",
    "bbqr@1.2.0",
    "bip32@5.0.0",
    "bitcoinjs-lib@7.0.5",
    "tiny-secp256k1@2.2.4",
)
SCRIPTS = Path(__file__).resolve().parent / "interop"
CALL_SECONDS = 120.0


class NpmError(Exception):
    """A package cannot be installed, or a script failed; ``str()`` is what was said."""


@dataclass(frozen=True, slots=True)
class Npm:
    """Node with the packages; ``folder`` is where they were installed."""

    program: str
    folder: Path

    def run(self, script: str, request: object) -> Any:
        """What the script of ``tests/interop/`` answers to a request."""
        # A script finds packages beside itself, so it runs where they are.
        there = self.folder / script
        with contextlib.suppress(FileExistsError):
            there.symlink_to(SCRIPTS / script)
        done = subprocess.run(
            [self.program, "--preserve-symlinks-main", str(there)],
            input=json.dumps(request),
            capture_output=True,
            text=True,
            timeout=CALL_SECONDS,
        )
        if done.returncode:
            raise NpmError(done.stderr[-2000:])
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def npm() -> Iterator[Npm]:
    """Node with the packages; skips where there is none to be had."""
    with ready_npm() as ready:
        if ready is None:
            pytest.skip(NONE_FOUND)
        yield ready


@contextlib.contextmanager
def ready_npm() -> Iterator[Npm | None]:
    """Node with the packages; None where there is none to be had."""
    node, manager = shutil.which("node"), shutil.which("npm")
    if node is None or manager is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="strongroom-npm-") as scratch:
        folder = Path(scratch)
        (folder / "node_modules").symlink_to(_installed(manager) / "node_modules")
        yield Npm(node, folder)


def _installed(manager: str) -> Path:
    """The folder of the packages, filled under a lock if it is not there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "strongroom-tests" / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / hashlib.sha256("\n".join(PACKAGES).encode()).hexdigest()[:16]
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            _install(manager, done)
    return done


def _install(manager: str, done: Path) -> None:
    with tempfile.TemporaryDirectory(dir=done.parent) as unfinished:
        Path(unfinished, "package.json").write_text('{"private": true}')
        quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
        result = subprocess.run(
            [manager, "install", *quiet, "--save-exact", *PACKAGES],
            cwd=unfinished,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if result.returncode:
            raise NpmError(f"the packages cannot be installed: {result.stderr[-2000:]}")
        done.mkdir()
        os.replace(Path(unfinished, "node_modules"), done / "node_modules")
