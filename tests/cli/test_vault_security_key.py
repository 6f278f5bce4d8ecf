"""Security keys on the command line: added, asked for, withdrawn, removed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from strongroom.cli import security_key_option
from strongroom.cli import vault as vault_module
from strongroom.cli.main import main
from strongroom.vault.recovery_key import DrawnRecoveryKey, RecoveryKey
from strongroom.vault.vault import create_with
from tests.cli.conftest import Run, line
from tests.vault.quick import QUICK, quick
from tests.vault.security_keys import SoftKeys
from tests.vault.soft_key_worker import connect
from tests.vault.soft_keys import TRIES, Finger, SoftKey
from tests.vectors_source import REPOSITORY

WORDS, NEW = "old words", "new words"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a keyring, and with little stretching."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(vault_module, "calibrate", lambda: QUICK)


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> SoftKeys:
    """Two new keys; the blue one has a PIN and is in."""
    keys = SoftKeys(SoftKey(b"b" * 32, "1234"))
    monkeypatch.setattr(security_key_option, "UsbSecurityKeys", lambda: keys)
    return keys


@pytest.fixture
def paper() -> RecoveryKey:
    return RecoveryKey(b"r" * 32)


@pytest.fixture
def path(tmp_path: Path, paper: RecoveryKey) -> Path:
    path = tmp_path / "family.strongroom"
    create_with(path, [quick(WORDS), paper]).lock()
    return path


@pytest.fixture
def vault(run: Run, path: Path) -> Callable[..., tuple[int, dict]]:
    """A command with the vault and its passphrase, and files for what else is said."""

    def command(
        name: str, *words: object, passphrase: str = WORDS, **said: str
    ) -> tuple[int, dict]:
        options = [
            (f"--{option.replace('_', '-')}-file", line(path, one)) for option, one in said.items()
        ]
        given = [part for option in options for part in option]
        return run("vault", name, path, "--passphrase-file", line(path, passphrase), *given, *words)

    return command


Command = Callable[..., tuple[int, dict]]


@pytest.fixture
def keyed(vault: Command, keys: SoftKeys) -> Command:
    code, document = vault("security-key", new_pin="1234")
    assert (code, document["security_keys"]) == (0, 1)
    assert document["opened_by"] == ["passphrase-and-fido2", "recovery-key"]
    return vault


def test_then_the_vault_needs_the_key_and_its_pin(keyed: Command, keys: SoftKeys) -> None:
    assert keyed("unlock-test", pin="1234")[0] == 0
    code, document = keyed("unlock-test", pin="4321")
    assert (code, document["error"]["code"]) == (5, "security-key-pin-wrong")
    assert f"{TRIES - 1}" in document["error"]["message"]
    keys.inserted = []
    code, document = keyed("unlock-test", pin="1234")
    assert (code, document["error"]["code"]) == (6, "security-key-none")


def test_a_wrong_passphrase_is_five(keyed: Command) -> None:
    assert keyed("unlock-test", passphrase="guess", pin="1234")[0] == 5


def test_the_touches_are_announced(
    keyed: Command, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--passphrase-file", line(path, WORDS), "--pin-file", line(path, "1234")]
    assert main(["vault", "unlock-test", *map(str, [path, *words])]) == 0
    assert capsys.readouterr().err == "Touch the security key when it blinks.\n"


def test_a_pin_is_asked_for_where_no_file_has_it(
    keyed: Command, keys: SoftKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()

    def typed(question: str) -> str:
        asked.append(question)
        return "1234"

    monkeypatch.setattr("strongroom.cli.secret_lines.getpass", typed)
    assert keyed("unlock-test")[0] == 0
    assert asked == ["PIN of the security key: "]


def test_no_key_is_added_without_a_recovery_key(run: Run, keys: SoftKeys, tmp_path: Path) -> None:
    path = tmp_path / "other.strongroom"
    create_with(path, [quick(WORDS)]).lock()
    files = ("--passphrase-file", line(path, WORDS), "--new-pin-file", line(path, "1234"))
    code, document = run("vault", "security-key", path, *files)
    assert (code, document["error"]["code"]) == (4, "recovery-key-needed")


def test_a_second_key_with_another_pin_opens_it_too(keyed: Command, keys: SoftKeys) -> None:
    blue, green = *keys.inserted, SoftKey(b"g" * 32, "9999")
    keys.inserted.append(green)
    code, document = keyed("security-key", pin="1234", new_pin="9999")
    assert (code, document["security_keys"]) == (0, 2)
    assert (blue.tries, green.tries) == (TRIES, TRIES)
    for key, pin in ((blue, "1234"), (green, "9999")):
        keys.inserted = [key]
        assert keyed("unlock-test", pin=pin)[0] == 0
    assert keyed("security-key", "--remove", 1, pin="9999")[1]["security_keys"] == 1
    keys.inserted = [blue]
    assert keyed("unlock-test", pin="1234")[1]["error"]["code"] == "security-key-other"


def test_one_can_do_without_the_last_key(keyed: Command, keys: SoftKeys) -> None:
    code, document = keyed("security-key", "--remove", 1, pin="1234")
    assert (code, document["opened_by"]) == (0, ["passphrase", "recovery-key"])
    keys.inserted = []
    assert keyed("unlock-test")[0] == 0


def test_another_passphrase_needs_the_key_as_before(keyed: Command) -> None:
    assert keyed("passwd", pin="1234", new_passphrase=NEW)[0] == 0
    assert keyed("unlock-test", pin="1234")[0] == 5
    code, document = keyed("unlock-test", passphrase=NEW, pin="1234")
    assert (code, document["security_keys"]) == (0, 1)


def test_a_re_key_asks_the_key_for_another_secret(
    keyed: Command, keys: SoftKeys, paper: RecoveryKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = DrawnRecoveryKey.draw()
    typed = drawn.typed_back(" ".join(drawn.groups))
    monkeypatch.setattr(vault_module, "typed_back", lambda *_: typed)
    before = keys.inserted[0].touches
    code, document = keyed("rekey", pin="1234", new_passphrase=NEW)
    assert (code, document["opened_by"]) == (0, ["passphrase-and-fido2", "recovery-key"])
    assert keys.inserted[0].touches == before + 3
    assert keyed("unlock-test", passphrase=NEW, pin="1234")[0] == 0


def test_whoever_has_lost_the_key_opens_it_with_the_paper(
    keyed: Command, run: Run, keys: SoftKeys, path: Path, paper: RecoveryKey
) -> None:
    drawn = DrawnRecoveryKey(paper.secret)
    file = line(path, " ".join(drawn.groups))
    keys.inserted = []
    opened = ("--recovery-key-file", file)
    assert main(["vault", "security-key", str(path), *map(str, opened), "--remove", "1"]) == 2
    code, document = run("vault", "passwd", path, *opened, "--new-passphrase-file", line(path, NEW))
    assert (code, document["opened_by"]) == (0, ["recovery-key", "passphrase"])
    assert keyed("unlock-test", passphrase=NEW)[0] == 0


WITH_SOFT_KEYS = """
import sys
from strongroom.cli import security_key_option, vault
from strongroom.cli.main import main
from strongroom.vault.security_key_usb import UsbSecurityKeys
from tests.vault.quick import QUICK
from tests.vault.soft_key_worker import COMMAND
security_key_option.UsbSecurityKeys = lambda: UsbSecurityKeys(COMMAND)
vault.calibrate = lambda: QUICK
sys.exit(main(sys.argv[1:]))
"""


def started(path: Path, key: SoftKey, command: str, **said: str) -> subprocess.Popen[str]:
    """The command in a process, which asks a software key by a process of its own."""
    files = [
        [f"--{option.replace('_', '-')}-file", str(line(path, one))] for option, one in said.items()
    ]
    words = [command, str(path), *(part for option in files for part in option)]
    folders = os.pathsep.join(str(REPOSITORY / part) for part in ("desktop", "."))
    return subprocess.Popen(
        [sys.executable, "-c", WITH_SOFT_KEYS, "vault", *words],
        env={**os.environ, **connect(key), "PYTHONPATH": folders},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What a shell starts in the background would not hear Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_a_key_is_asked_by_a_process_of_its_own(path: Path) -> None:
    key = SoftKey(b"k" * 32, "1234")
    with started(path, key, "security-key", passphrase=WORDS, new_pin="1234") as adding:
        said, _ = adding.communicate()
    assert (adding.returncode, "together with this security key" in said) == (0, True)
    with started(path, key, "unlock-test", passphrase=WORDS, pin="1234") as opening:
        opening.communicate()
    assert opening.returncode == 0


def test_ctrl_c_ends_it_while_a_key_waits(path: Path) -> None:
    before = path.read_bytes()
    key = SoftKey(b"k" * 32, finger=Finger.NOBODY)
    with started(path, key, "security-key", passphrase=WORDS) as adding:
        assert adding.stderr is not None
        assert adding.stderr.readline() == "Touch the security key when it blinks (1 of 3).\n"
        adding.send_signal(signal.SIGINT)
        _, told = adding.communicate()
    assert (adding.returncode, told) == (130, "Stopped.\n")
    assert path.read_bytes() == before
