"""A real Secret Service on a private D-Bus, for the tests marked ``secret_service``.

It is gnome-keyring's, as Debian's packages gnome-keyring and dbus have it, in a home of its own.
"""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
import secretstorage

NONE_FOUND = (
    "tests with a bus and a keyring were not run: no dbus-daemon and gnome-keyring-daemon found"
)

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
SECONDS = 10.0


BUS = """<busconfig>
  <type>session</type>
  <listen>unix:path={home}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>"""
"""Without services to start, so that nothing but the daemon below answers."""


@pytest.fixture
def private_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home of a session's bus on which nobody is yet; skips where there is none to be had."""
    if not all(map(shutil.which, PROGRAMS)):
        pytest.skip(NONE_FOUND)
    with tempfile.TemporaryDirectory(prefix="strongroom-bus-") as folder:
        home = Path(folder)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={home}/bus")
        config = home / "bus.conf"
        config.write_text(BUS.format(home=home))
        with running("dbus-daemon", "--nofork", f"--config-file={config}"):
            wait_for(lambda: is_listening(home / "bus"))
            yield home


@pytest.fixture
def secret_service(private_bus: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The session's keyring, unlocked and empty."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(private_bus))
    daemon = ("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
    with running(*daemon, said=b"the login password"):
        wait_for(is_answered)
        yield


@contextmanager
def running(*command: str, said: bytes = b"") -> Iterator[None]:
    """A program that has been told something, until the block ends."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
    assert process.stdin is not None
    process.stdin.write(said)
    process.stdin.close()
    try:
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS)
        process.kill()
        process.wait()


def wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "the Secret Service did not start"
        time.sleep(0.02)


def is_listening(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as tried:
        return tried.connect_ex(str(path)) == 0


def is_answered() -> bool:
    with closing(secretstorage.dbus_init()) as connection:
        return bool(secretstorage.check_service_availability(connection))


def lock_keyring() -> None:
    """Lock it, as when the session's screen is locked."""
    with closing(secretstorage.dbus_init()) as connection:
        secretstorage.get_default_collection(connection).lock()
