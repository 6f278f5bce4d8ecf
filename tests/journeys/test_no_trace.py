"""The program is unlocked with a passphrase that can be searched for, and fails in every way it can:
what it leaves on the disk and what it says hold nothing of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.vault import create_with
from tests.vault.quick import quick
from tests.vectors_source import REPOSITORY

MARKER = "marker-of-a-passphrase seven quiet lanterns"
FRAGMENTS = (MARKER, "marker-of-a", "quiet lanterns")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")

DRIVER = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog
from strongroom import __main__ as program
from strongroom.window import app
from strongroom.window.crash import CrashDialog
from strongroom.window.pages import vault_export_desk
from strongroom.window.places import VaultPlace
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.field import TextArea, TextField
from strongroom.workflows import vault_factors

WAY, WHERE, MARKER = sys.argv[1], sys.argv[2], os.environ.pop("MARKER_TO_TYPE")

def named(window, kind, name):
    return next((one for one in window.findChildren(kind) if one.accessibleName() == name), None)

def unlock(window):
    field, button = named(window, TextField, "Passphrase"), named(window, Button, "Unlock")
    if field is None or button is None or not button.isEnabled():
        again(window, unlock)
        return
    field.setText(MARKER)
    button.click()
    again(window, go_on)

def go_on(window):
    if window.parts.session.vault is None:
        again(window, go_on)
        return
    print("unlocked", flush=True)
    again(window, read_report)
    if WHERE == "unlocked":
        QTimer.singleShot(0, window, lambda: fault(MARKER))
        return
    window.go(VaultPlace())
    press(window, *FORMS[WHERE])

FORMS = {
    "exporting": (
        "Export everything…", ("Passphrase", "Passphrase once more"), "Choose where…"
    ),
    "requiring the keyring": (
        "Require the keyring too…", ("Present passphrase",), "Require the keyring"
    ),
}

def press(window, wish, fields, act):
    button, end = named(window, Button, wish), named(window, Button, act)
    if end is not None:
        for name in fields:
            named(window, TextField, name).setText(MARKER)
        print("typed", flush=True)
        end.click()
        return
    if button is not None:
        button.click()
    again(window, lambda window: press(window, wish, fields, act))

def fault(*arguments, **named):
    if WAY == "abort":
        os.abort()
    if WAY == "segfault":
        os.kill(os.getpid(), 11)
    held = {MARKER: 1}
    try:
        int(MARKER)
    except ValueError as error:
        raise KeyError(arguments, named, held) from error

def read_report(window):
    dialog = next((one for one in app.QApplication.topLevelWidgets()
                   if isinstance(one, CrashDialog)), None)
    if dialog is None:
        again(window, read_report)
        return
    print(dialog.findChild(TextArea).toPlainText(), flush=True)
    app.QApplication.quit()

def again(window, do):
    QTimer.singleShot(20, window, lambda: do(window))

vault_export_desk.encrypt_with = vault_factors.require_keyring = fault
QFileDialog.getSaveFileName = lambda *_, **__: (os.path.join(os.environ["HOME"], "all.age"), "")
show = app.MainWindow.show
def shown(window):
    show(window)
    again(window, unlock)
app.MainWindow.show = shown
sys.exit(program.main([]))
"""
WHERE = ("unlocked", "exporting", "requiring the keyring")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one vault in its usual folder, and nothing else."""
    path = tmp_path / ".local" / "share" / "strongroom" / "home.strongroom"
    path.parent.mkdir(parents=True)
    create_with(path, [quick(MARKER), RecoveryKey(bytes(range(32)))]).lock()
    (tmp_path / "tmp").mkdir()
    settings = tmp_path / ".config" / "strongroom" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'vaults = ["{path}"]\n')
    return tmp_path


def run(home: Path, way: str, where: str) -> subprocess.CompletedProcess[bytes]:
    """The program itself, whose pages are used from within: in a window that nobody sees."""
    usual = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {
        **usual,
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "PYTHONPATH": str(REPOSITORY / "desktop"),
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        "MARKER_TO_TYPE": MARKER,
    }
    command = [sys.executable, "-c", DRIVER, way, where]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=120)


def files(home: Path) -> Iterator[tuple[Path, bytes]]:
    for path in home.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def holds_it(data: bytes) -> bool:
    return any(part.encode(encoding) in data for part in FRAGMENTS for encoding in ENCODINGS)


@pytest.mark.parametrize("where", WHERE)
def test_a_fault_leaves_no_trace_in_the_log_and_the_report(home: Path, where: str) -> None:
    ended = run(home, "fault", where)
    assert ended.returncode == 0, ended.stderr
    assert (b"unlocked" in ended.stdout, b"typed" in ended.stdout) == (True, where != "unlocked")
    assert b"KeyError" in ended.stdout
    log = home / ".local" / "state" / "strongroom" / "log"
    assert b"KeyError" in log.read_bytes()
    assert not holds_it(ended.stdout + ended.stderr)
    assert [path for path, data in files(home) if holds_it(data)] == []


@pytest.mark.parametrize(
    ("way", "number"), [("abort", signal.SIGABRT), ("segfault", signal.SIGSEGV)]
)
@pytest.mark.parametrize("where", WHERE)
def test_a_crash_leaves_no_core_dump_and_no_trace(
    home: Path, way: str, number: signal.Signals, where: str
) -> None:
    before = {path for path, _ in files(home)}
    ended = run(home, way, where)
    assert ended.returncode == -number
    assert (b"unlocked" in ended.stdout, b"typed" in ended.stdout) == (True, where != "unlocked")
    assert not holds_it(ended.stdout + ended.stderr)
    found = dict(files(home))
    assert [path for path, data in found.items() if holds_it(data)] == []
    assert not [path for path in found.keys() - before if "core" in path.name]


def test_the_search_would_find_it(home: Path) -> None:
    (home / "trace").write_bytes(b"\0" + MARKER.encode("utf-16-le"))
    assert [path.name for path, data in files(home) if holds_it(data)] == ["trace"]
