"""This computer's keyring on the command line: required beside the passphrase, and no longer."""

import gc
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from strongroom.cli import vault as vault_module
from strongroom.cli.main import main
from strongroom.vault.keyring import SystemKeyring
from strongroom.vault.keyring_slot import has_entry
from strongroom.vault.recovery_key import DrawnRecoveryKey, RecoveryKey
from strongroom.vault.storage import header_of
from strongroom.vault.vault import create_with, open_with
from tests.cli.conftest import Run, line
from tests.secret_service import lock_keyring
from tests.vault.quick import QUICK, quick
from tests.vault.security_keys import SoftKeys
from tests.vault.soft_keys import SoftKey

WORDS, NEW = "old words", "new words"
PAPER = RecoveryKey(b"r" * 32)

real = pytest.mark.secret_service


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Without a keyring, unless a test asks for one, and with little stretching.

    The keyring's library leaves its connection open at times: it is collected here, not later.
    """
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(vault_module, "calibrate", lambda: QUICK)
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "family.strongroom"
    create_with(path, [quick(WORDS), PAPER]).lock()
    return path


@pytest.fixture
def vault(run: Run, path: Path) -> Callable[..., tuple[int, dict]]:
    """A command with the vault and its passphrase."""

    def command(name: str, *words: object, passphrase: str = WORDS) -> tuple[int, dict]:
        return run("vault", name, path, "--passphrase-file", line(path, passphrase), *words)

    return command


Command = Callable[..., tuple[int, dict]]


def opened_by_paper(path: Path) -> tuple[str, Path]:
    groups = DrawnRecoveryKey(PAPER.secret).groups
    return "--recovery-key-file", line(path, " ".join(groups))


@real
@pytest.mark.usefixtures("secret_service")
def test_then_a_copy_elsewhere_is_of_no_use_with_the_passphrase_alone(
    vault: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, document = vault("keyring")
    assert (code, document["opened_by"]) == (0, ["passphrase-and-keyring", "recovery-key"])
    assert vault("unlock-test")[0] == 0
    assert vault("unlock-test", passphrase="guess")[0] == 5
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert vault("unlock-test")[1]["error"]["code"] == "keyring-absent"


@real
@pytest.mark.usefixtures("secret_service")
def test_a_keyring_that_opens_it_already_gets_no_second_secret(vault: Command, path: Path) -> None:
    vault("keyring")
    before = path.read_bytes()
    assert vault("keyring")[0] == 0
    assert path.read_bytes() == before


@real
@pytest.mark.usefixtures("secret_service")
def test_removed_the_passphrase_alone_opens_it_and_no_secret_is_left(
    vault: Command, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault("keyring")
    strict = header_of(path).slots
    code, document = vault("keyring", "--remove")
    assert (code, sorted(document["opened_by"])) == (0, ["passphrase", "recovery-key"])
    assert not has_entry(SystemKeyring(), strict)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert vault("unlock-test")[0] == 0


@real
@pytest.mark.usefixtures("secret_service")
def test_both_stand_in_the_log(vault: Command, path: Path) -> None:
    vault("keyring")
    vault("keyring", "--remove")
    with open_with(path, PAPER) as opened:
        kinds = [entry["kind"] for _, entry in opened.table("log")]
    assert kinds == ["keyring-required", "keyring-not-required"]


@real
@pytest.mark.usefixtures("secret_service")
def test_beside_a_security_key_either_opens_it(
    vault: Command, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = SoftKeys(SoftKey(b"b" * 32))
    monkeypatch.setattr("strongroom.cli.security_key_option.UsbSecurityKeys", lambda: keys)
    vault("security-key")
    assert sorted(vault("keyring")[1]["opened_by"]) == [
        "passphrase-and-fido2",
        "passphrase-and-keyring",
        "recovery-key",
    ]
    touched, before = keys.inserted, keys.inserted[0].touches
    keys.inserted = []
    assert vault("unlock-test")[0] == 0
    code, document = vault("keyring", "--remove")
    assert (code, sorted(document["opened_by"])) == (0, ["passphrase-and-fido2", "recovery-key"])
    assert vault("unlock-test")[0] == 6
    keys.inserted = touched
    assert vault("unlock-test")[0] == 0
    assert touched[0].touches > before


def test_without_a_keyring_nothing_is_changed(vault: Command, path: Path) -> None:
    before = path.read_bytes()
    code, document = vault("keyring")
    assert (code, document["error"]["code"]) == (5, "keyring-absent")
    assert "no keyring" in document["error"]["message"]
    assert path.read_bytes() == before


@real
@pytest.mark.usefixtures("secret_service")
def test_a_locked_keyring_that_nobody_unlocks_changes_nothing(vault: Command, path: Path) -> None:
    before = path.read_bytes()
    lock_keyring()
    code, document = vault("keyring")
    assert (code, document["error"]["code"]) == (5, "keyring-locked")
    assert path.read_bytes() == before


@real
@pytest.mark.usefixtures("secret_service")
def test_no_keyring_is_required_without_a_recovery_key(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.strongroom"
    create_with(path, [quick(WORDS)]).lock()
    words = ("vault", "keyring", path, "--passphrase-file", line(path, WORDS))
    code, document = run(*words)
    assert (code, document["error"]["code"]) == (4, "recovery-key-needed")


def test_whoever_has_the_paper_only_is_told_what_to_do(path: Path) -> None:
    words = [str(word) for word in ("vault", "keyring", path, *opened_by_paper(path))]
    assert main(words) == 2
    with open_with(path, PAPER) as opened:
        assert [slot.kind for slot in opened.slots] == [1, 4]


@real
@pytest.mark.usefixtures("secret_service")
def test_a_lost_computer_is_done_without_by_the_paper(
    vault: Command, run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault("keyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    paper = opened_by_paper(path)
    assert main([str(word) for word in ("vault", "keyring", path, *paper, "--remove")]) == 2
    new = ("--new-passphrase-file", line(path, NEW))
    assert run("vault", "passwd", path, *paper, *new)[0] == 0
    assert vault("unlock-test", passphrase=NEW)[0] == 0


def test_nothing_is_removed_where_none_is_required(vault: Command, path: Path) -> None:
    before = path.read_bytes()
    assert vault("keyring", "--remove")[0] == 0
    assert path.read_bytes() == before
