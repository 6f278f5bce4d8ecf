"""The vault on the command line, as other programs rely on it."""

import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from strongroom.cli import vault as vault_module
from strongroom.cli.main import main
from strongroom.vault.kept import kept_folder
from strongroom.vault.recovery_key import DrawnRecoveryKey, RecoveryKey
from strongroom.vault.stretching import FLOOR
from strongroom.vault.vault import create_with, open_with
from tests.cli.conftest import Run
from tests.paper.reading import read
from tests.vault.quick import quick
from tests.vectors_source import REPOSITORY

OLD, NEW, WRONG = "old words", "new words", "no words of it"
PAPER_GROUP = re.compile(r"\b(?:[1-9]|1[0-4]) ([0-9A-HJKMNP-TV-Z]{5})\b")
MARKER = "marker-of-a-passphrase"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a keyring, and with as little stretching as a new vault may have."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(vault_module, "calibrate", lambda: FLOOR)


@pytest.fixture
def said(tmp_path: Path) -> Callable[[str], Path]:
    """A file whose first line is a passphrase."""

    def file(words: str) -> Path:
        path = tmp_path / f"{words.replace(' ', '-')}.txt"
        path.write_text(f"{words}\nanother line\n")
        return path

    return file


Said = Callable[[str], Path]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "family.strongroom"
    with create_with(path, [quick(OLD)]) as vault:
        for number in range(3):
            vault.put("a", "b", {"number": number})
            vault.save()
    return path


def state(path: Path, words: str = OLD) -> object:
    with open_with(path, quick(words)) as vault:
        return vault.get("a", "b")


def test_a_vault_is_made_and_opens(run: Run, tmp_path: Path, said: Said) -> None:
    made = tmp_path / "new" / "family.strongroom"
    code, document = run("vault", "create", made, "--passphrase-file", said(OLD))
    assert (code, document["path"], document["integrity"]) == (0, str(made), "ok")
    code, again = run("vault", "create", made, "--passphrase-file", said(NEW))
    assert (code, again["error"]["code"]) == (4, "vault-exists")
    code, document = run("vault", "unlock-test", made, "--passphrase-file", said(OLD))
    assert (code, document["opened_by"], document["read_only"]) == (0, ["passphrase"], None)


def test_it_is_said_before_a_passphrase_is_thought_up_that_nobody_can_reset_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said_before: list[str] = []

    def typed(_: str) -> str:
        said_before.append(capsys.readouterr().err)
        return OLD

    monkeypatch.setattr("strongroom.cli.secret_lines.getpass", typed)
    assert main(["vault", "create", str(tmp_path / "new.strongroom")]) == 0
    assert "nobody can reset it" in said_before[0]


@pytest.mark.parametrize(
    "command", ["unlock-test", "passwd", "rekey", "check", "export", "restore", "move"]
)
def test_a_wrong_passphrase_is_five(run: Run, path: Path, said: Said, command: str) -> None:
    before = path.read_bytes()
    out = ("--out", path.with_suffix(".age"))
    more = {"export": out, "restore": ("--generation", 1), "move": out}
    words = ("vault", command, path, "--passphrase-file", said(WRONG), *more.get(command, ()))
    code, document = run(*words)
    assert (code, document["error"]["code"]) == (5, "passphrase-wrong")
    assert path.read_bytes() == before
    assert not path.with_suffix(".age").exists()


def test_another_passphrase(run: Run, path: Path, said: Said) -> None:
    files = ("--passphrase-file", said(OLD), "--new-passphrase-file", said(NEW))
    assert run("vault", "passwd", path, *files)[0] == 0
    assert state(path, NEW) == {"number": 2}
    assert run("vault", "unlock-test", path, "--passphrase-file", said(OLD))[0] == 5
    assert len(os.listdir(kept_folder(path))) == 4


def test_a_re_key_leaves_nothing_of_before(run: Run, path: Path, said: Said) -> None:
    files = ("--passphrase-file", said(OLD), "--new-passphrase-file", said(NEW))
    code, document = run("vault", "rekey", path, *files)
    assert (code, document["left"]) == (0, [])
    assert state(path, NEW) == {"number": 2}
    assert os.listdir(kept_folder(path)) == []


def test_a_re_key_names_what_it_could_not_remove(run: Run, path: Path, said: Said) -> None:
    damaged = path.with_name(f"{path.stem}.replaced-20260301T120000Z")
    damaged.write_bytes(b"damaged")
    files = ("--passphrase-file", said(OLD), "--new-passphrase-file", said(NEW))
    assert run("vault", "rekey", path, *files)[1]["left"] == [str(damaged)]


def test_generations_are_listed_without_a_passphrase_and_come_back(
    run: Run, path: Path, said: Said
) -> None:
    code, listed = run("vault", "generations", path)
    assert code == 0
    assert [one["generation"] for one in listed["generations"]] == [3, 2, 1]
    link = path.with_name("link.strongroom")
    link.symlink_to(path)
    assert run("vault", "generations", link)[1]["generations"] == listed["generations"]
    assert run("vault", "generations", path.with_name("absent"))[0] == 4
    opened = ("--passphrase-file", said(OLD))
    code, restored = run("vault", "restore", path, "--generation", 2, *opened)
    assert (code, restored["restored"], restored["kept"]) == (0, 2, 4)
    assert state(path) == {"number": 0}
    assert run("vault", "restore", path, "--generation", 4, *opened)[0] == 0
    assert state(path) == {"number": 2}
    assert main(["vault", "restore", str(path), "--generation", "99", *map(str, opened)]) == 2


def test_an_earlier_generation_takes_the_place_of_a_damaged_vault(
    run: Run, path: Path, said: Said
) -> None:
    damaged = path.read_bytes()[:-1]
    path.write_bytes(damaged)
    opened = ("--passphrase-file", said(OLD))
    assert run("vault", "restore", path, "--generation", 3, *opened)[0] == 4
    words = ("vault", "restore", path, "--generation", 3, "--damaged", "--passphrase-file")
    assert run(*words, said(WRONG))[0] == 5
    assert path.read_bytes() == damaged
    code, document = run(*words, said(OLD))
    assert (code, document["path"], document["restored"]) == (0, str(path), 3)
    assert state(path) == {"number": 1}
    (aside,) = path.parent.glob("family.replaced-*")
    assert aside.read_bytes() == damaged


def test_a_check_reads_all_of_it(run: Run, path: Path, said: Said) -> None:
    opened = ("--passphrase-file", said(OLD))
    code, document = run("vault", "check", path, *opened)
    assert (code, document["integrity"]) == (0, "ok")
    assert {one["state"] for one in document["generations"]} == {"opens"}
    kept = sorted(kept_folder(path).iterdir())
    kept[0].write_bytes(kept[0].read_bytes()[:-1])
    code, document = run("vault", "check", path, *opened)
    assert (code, document["integrity"]) == (4, "damaged")
    assert [one["state"] for one in document["generations"]] == ["opens", "opens", "damaged"]


@pytest.mark.parametrize(("limit", "is_large"), [(1, True), (2**25, False)])
def test_a_check_says_that_the_file_is_large(
    run: Run, path: Path, said: Said, limit: int, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strongroom.vault.vault.WARN_FILE", limit)
    _, document = run("vault", "check", path, "--passphrase-file", said(OLD))
    assert document["is_large"] is is_large


def test_an_export_is_an_age_file(run: Run, path: Path, said: Said, tmp_path: Path) -> None:
    out, opened = tmp_path / "export.age", ("--passphrase-file", said(OLD))
    mine = pyrage.x25519.Identity.generate()
    words = ("vault", "export", path, *opened, "--out", out)
    code, document = run(*words, "--recipient", mine.to_public())
    plain = pyrage.decrypt(out.read_bytes(), [mine])
    assert (code, document["size"]) == (0, len(plain))
    assert run(*words, "--export-passphrase-file", said(NEW))[0] == 0
    assert len(pyrage.passphrase.decrypt(out.read_bytes(), NEW)) == len(plain)
    code, document = run(*words, "--recipient", "age1nobody")
    assert (code, document["error"]["code"]) == (4, "age-recipient")
    assert main(["vault", "export", str(path), *map(str, opened), "--out", str(path)]) == 2


def test_a_recovery_key_opens_it_and_gives_it_another_passphrase(
    run: Run, path: Path, said: Said, tmp_path: Path
) -> None:
    drawn, paper = DrawnRecoveryKey.draw(), tmp_path / "paper.txt"
    paper.write_text("\n".join(drawn.groups))
    with open_with(path, quick(OLD)) as vault:
        vault.add_factor(drawn.typed_back(paper.read_text()))
    opened = ("--recovery-key-file", paper)
    assert run("vault", "passwd", path, *opened, "--new-passphrase-file", said(NEW))[0] == 0
    assert run("vault", "unlock-test", path, "--passphrase-file", said(OLD))[0] == 5
    code, document = run("vault", "unlock-test", path, "--passphrase-file", said(NEW))
    assert (code, sorted(document["opened_by"])) == (0, ["passphrase", "recovery-key"])
    paper.write_text("0" + paper.read_text()[1:] if drawn.groups[0][0] != "0" else "1")
    code, document = run("vault", "unlock-test", path, *opened)
    assert (code, document["error"]["code"][:13]) == (4, "recovery-key-")


def test_a_recovery_key_counts_once_it_was_typed_back(path: Path, said: Said) -> None:
    """On a terminal of its own: the groups are read from what was shown, and typed."""
    before = path.read_bytes()
    assert typed_back(path, said(OLD), lambda groups: [*groups[:-1], "00000"]) == 4
    assert path.read_bytes() == before
    assert typed_back(path, said(OLD), lambda groups: groups) == 0
    with open_with(path, quick(OLD)) as vault:
        assert [slot.kind for slot in vault.slots] == [1, 4]


def test_a_sheet_is_printed_and_typed_back(path: Path, said: Said, tmp_path: Path) -> None:
    sheet = tmp_path.with_name(f"{tmp_path.name}-stick") / "key.pdf"
    sheet.parent.mkdir()

    def groups(_: list[str]) -> list[str]:
        assert sheet.stat().st_mode & 0o777 == 0o600
        assert read(sheet.read_bytes()).size == (612, 792)
        return PAPER_GROUP.findall(read(sheet.read_bytes()).words)

    assert typed_back(path, said(OLD), lambda _: ["00000"], "--sheet", sheet) == 4
    assert not sheet.exists()
    assert typed_back(path, said(OLD), groups, "--sheet", sheet, "--paper", "letter") == 0
    with open_with(path, quick(OLD)) as vault:
        assert [slot.kind for slot in vault.slots] == [1, 4]


@pytest.mark.parametrize("name", ["key.pdf", "there.pdf"])
def test_a_sheet_is_laid_neither_beside_its_vault_nor_over_a_file(
    path: Path, said: Said, tmp_path: Path, name: str
) -> None:
    there = tmp_path.with_name(f"{tmp_path.name}-there.pdf")
    there.write_text("a letter")
    sheet = there if name == "there.pdf" else path.with_name(name)
    words = ["vault", "recovery-key", path, "--passphrase-file", said(OLD), "--sheet", sheet]
    assert main([*map(str, words)]) == 2
    assert there.read_text() == "a letter"
    assert not path.with_name("key.pdf").exists()


def typed_back(
    path: Path, words: Path, change: Callable[[list[str]], list[str]], *options: object
) -> int:
    """What the command ends with; ``change`` makes what is typed of the groups that are shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(REPOSITORY / "desktop")
        arguments = ["vault", "recovery-key", path, "--passphrase-file", words, *options]
        os.execv(sys.executable, [sys.executable, "-m", "strongroom", *map(str, arguments)])
    shown = ""
    while "Type all of the groups back" not in shown:
        shown += os.read(terminal, 4096).decode()
    lines = [line.split() for line in shown.splitlines()]
    groups = [line[1] for line in lines if len(line) == 2 and line[0].isdigit()]
    os.write(terminal, " ".join(change(groups)).encode() + b"\n")
    while True:
        try:
            if not os.read(terminal, 4096):
                break
        except OSError:
            break
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status)


def test_a_vault_that_another_program_has_open_is_for_reading(
    run: Run, path: Path, said: Said
) -> None:
    with open_with(path, quick(OLD)):
        code, document = run("vault", "unlock-test", path, "--passphrase-file", said(OLD))
        assert (code, document["read_only"]) == (0, "in-use")
        files = ("--passphrase-file", said(OLD), "--new-passphrase-file", said(NEW))
        code, document = run("vault", "passwd", path, *files)
        assert (code, document["error"]["code"]) == (4, "vault-read-only")


@pytest.mark.secret_service
@pytest.mark.usefixtures("secret_service")
def test_an_older_file_is_said(run: Run, path: Path, said: Said) -> None:
    opened = ("--passphrase-file", said(OLD))
    old = path.read_bytes()
    assert run("vault", "restore", path, "--generation", 1, *opened)[0] == 0
    path.write_bytes(old)
    code, document = run("vault", "unlock-test", path, *opened)
    assert (code, document["read_only"], document["newer_generation"]) == (0, "older", 5)


FAULT = """
import sys
from importlib import import_module
from strongroom.cli.main import main
def fault(*arguments, **named):
    raise RuntimeError(arguments, named)
module, _, name = sys.argv[1].rpartition(".")
setattr(import_module(module), name, fault)
sys.exit(main(sys.argv[2:]))
"""
FAULTS = {
    "unlock-test": ("strongroom.workflows.vault_unlock.open_vault", ""),
    "passwd": ("strongroom.cli.vault.change_passphrase", "--new-passphrase-file"),
    "keyring": ("strongroom.cli.vault_keyring.require_keyring", ""),
    "export": ("strongroom.cli.vault.encrypt_with", "--export-passphrase-file"),
}
"""What fails while it holds a passphrase, and the option by which another one comes."""


@pytest.mark.parametrize("command", FAULTS)
def test_no_log_and_no_message_holds_a_passphrase(
    path: Path, said: Said, tmp_path: Path, command: str
) -> None:
    """Refused, and by a fault of the program while it holds the passphrase."""
    marked, (function, option) = tmp_path / "marked.strongroom", FAULTS[command]
    create_with(marked, [quick(MARKER), RecoveryKey(bytes(32))]).lock()
    more = [option, str(said(MARKER))] if option else []
    more += ["--out", str(tmp_path / "all.age")] if command == "export" else []
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "desktop")}
    shown = ""
    for way, file, code in ((["-m", "strongroom"], path, 5), (["-c", FAULT, function], marked, 1)):
        words = ["vault", command, str(file), "--passphrase-file", str(said(MARKER)), *more]
        done = subprocess.run(
            [sys.executable, *way, *words], env=environment, capture_output=True, text=True
        )
        assert done.returncode == code, done.stderr
        shown += done.stdout + done.stderr
    log = (tmp_path / "state" / "strongroom" / "log").read_text()
    assert "RuntimeError" in log
    assert MARKER not in (shown + log).replace(f"{MARKER}.txt", "")


def test_nobody_typing_is_said(path: Path) -> None:
    command = [sys.executable, "-m", "strongroom", "vault", "unlock-test", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "desktop")}
    setsid = shutil.which("setsid")
    assert setsid is not None
    done = subprocess.run(
        [setsid, *command],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "--passphrase-file" in done.stderr


def test_a_copy_for_another_computer_says_what_opens_it_there(
    run: Run, path: Path, said: Said, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.strongroom"
    code, document = run("vault", "copy", path, "--out", copy)
    assert (code, document["elsewhere"][0]) == (0, "passphrase")
    assert document["sha256"] == sha256(copy.read_bytes()).hexdigest()
    assert run("vault", "unlock-test", copy, "--passphrase-file", said(OLD))[0] == 0
    code, document = run("vault", "copy", path, "--out", copy)
    assert (code, document["error"]["code"]) == (4, "vault-exists")


@pytest.mark.parametrize("names", ["a file", "a folder"])
def test_a_vault_is_moved(run: Run, path: Path, said: Said, tmp_path: Path, names: str) -> None:
    stick = tmp_path.with_name(f"{tmp_path.name}-stick")
    stick.mkdir()
    out = stick / path.name
    words = ("--passphrase-file", said(OLD), "--out", out if names == "a file" else stick)
    code, document = run("vault", "move", path, *words)
    assert (code, document["path"], document["left"]) == (0, str(out), [])
    assert (state(out), path.exists(), kept_folder(path).exists()) == ({"number": 2}, False, False)
    assert len(os.listdir(kept_folder(out))) == 4
    code, document = run("vault", "move", out, *words[:2], "--out", out)
    assert (code, document["error"]["code"]) == (4, "vault-exists")
