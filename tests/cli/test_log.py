"""The log on the command line, and what anybody finds out about it without this program."""

import hashlib
import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.vault.log import LogKind
from strongroom.vault.tables import LOG
from strongroom.vault.vault import create_with, open_with
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.log import Note
from tests.cli.conftest import Run
from tests.review.codes import FIRING, QUIET, shows
from tests.vault.quick import quick
from tests.window.frame import CLUB, COMPARED, FAMILY

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = "open sesame"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def opened(tmp_path: Path) -> tuple[object, ...]:
    """The vault of two wallets, one of which was given another name, as options."""
    path, words = tmp_path / "family.strongroom", tmp_path / "words.txt"
    words.write_text(WORDS)
    with create_with(path, [quick(WORDS)]) as vault:
        keeper = Keeper(vault, lambda: NOW)
        row = keeper.keep_wallet(FAMILY, COMPARED, NOW).row
        keeper.keep_wallet(CLUB, (), NOW)
        keeper.rename_wallet(row, "Household")
    return "--vault", path, "--passphrase-file", words


@pytest.fixture
def exported(opened: tuple[object, ...], run: Run, tmp_path: Path) -> Path:
    out = tmp_path / "log.jsonl"
    assert run("log", "export", *opened, "--out", out)[0] == 0
    return out


def test_what_was_done_can_be_read(
    opened: tuple[object, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "show", *map(str, opened)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2026-03-01 12:00:00 UTC  The wallet Family savings was taken in")
    assert "The log holds: 6 entries." in lines


def test_a_wallet_is_found_by_the_name_it_has_or_had(opened: tuple[object, ...], run: Run) -> None:
    counts = []
    for name in ("Household", FAMILY.name, CLUB.name, "none"):
        _, document = run("log", "show", *opened, "--wallet", name)
        counts.append(len(document["entries"]))
    assert counts == [5, 5, 1, 0]


def test_a_payment_is_found_by_how_its_id_begins(
    opened: tuple[object, ...], run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_with(Path(str(opened[1])), [quick(WORDS)]) as vault:
        facts = {"payment": "ab" * 32, "cosigner": "Anna"}
        Keeper(vault).note(Note(LogKind.PAYMENT_SAVED, facts))
    _, document = run("log", "show", *opened, "--payment", "ABAB")
    assert [one["kind"] for one in document["entries"]] == ["payment-saved"]
    assert run("log", "show", *opened, "--payment", "abac")[1]["entries"] == []
    main(["log", "show", *map(str, opened)])
    assert "to Anna to be signed. (payment abababab)" in capsys.readouterr().out


@shows("log-broken", QUIET)
@shows("log-head-differs", QUIET)
def test_an_exported_log_holds(exported: Path, run: Run) -> None:
    code, document = run("log", "verify", exported)
    assert (code, document["intact"], document["count"]) == (0, True, 6)
    assert (
        document["head"] == hashlib.sha256(exported.read_bytes().splitlines(True)[-1]).hexdigest()
    )
    assert run("log", "verify", exported, "--head", document["head"].upper())[0] == 0


def test_it_is_verified_with_sed_and_sha256sum(exported: Path) -> None:
    """As FORMAT.md says."""
    lines = exported.read_text().splitlines()
    for number, line in enumerate(lines[1:], 1):
        command = f"sed -n {number}p {exported} | sha256sum"
        said = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
        assert json.loads(line)["previous"] == said.stdout.split()[0]


@shows("log-broken", FIRING)
@pytest.mark.parametrize(
    ("name", "alter", "line", "reason"),
    [
        ("changed", lambda lines: [*lines[:3], lines[3].replace(b"Z", b"Y"), *lines[4:]], 5, "changed"),
        ("taken out", lambda lines: [*lines[:3], *lines[4:]], 4, "missing"),
        ("cut off in front", lambda lines: lines[2:], 1, "missing"),
        ("cut off in a line", lambda lines: [*lines[:-1], lines[-1][:9]], 7, "unreadable"),
    ],
)  # fmt: skip
def test_what_is_broken_is_three_and_named(
    exported: Path,
    run: Run,
    name: str,
    alter: Callable[[list[bytes]], list[bytes]],
    line: int,
    reason: str,
) -> None:
    exported.write_bytes(b"".join(alter(exported.read_bytes().splitlines(True))))
    code, document = run("log", "verify", exported)
    assert (code, document["intact"]) == (3, False), name
    assert document["broken"] == [{"line": line, "reason": reason}]
    assert document["findings"][0]["where"] == f"line {line - 1}"


@shows("log-head-differs", FIRING)
def test_a_log_cut_off_at_a_line_is_found_by_its_head(exported: Path, run: Run) -> None:
    head = run("log", "verify", exported)[1]["head"]
    exported.write_bytes(b"".join(exported.read_bytes().splitlines(True)[:-1]))
    assert run("log", "verify", exported)[0] == 0
    code, document = run("log", "verify", exported, "--head", head)
    assert (code, document["findings"][0]["code"]) == (3, "log-head-differs")


def test_what_is_no_log_is_four(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("a shopping list\n")
    code, document = run("log", "verify", path)
    assert (code, document["error"]["code"]) == (4, "file-malformed")
    assert main(["log", "verify", str(tmp_path / "absent")]) == 4


def test_a_log_that_is_broken_in_the_vault_is_told_and_exported(
    opened: tuple[object, ...], run: Run, tmp_path: Path
) -> None:
    with open_with(Path(str(opened[1])), quick(WORDS)) as vault:
        vault.delete(LOG.name, "0000000002")
        vault.save()
    assert run("log", "show", *opened)[0] == 3
    code, document = run("log", "export", *opened, "--out", "-")
    assert (code, document["broken"]) == (0, [{"line": 3, "reason": "missing"}])
    assert document["content"].count("\n") == 6


def test_a_head_that_is_none_is_misuse(exported: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["log", "verify", str(exported), "--head", "abc"])
    assert ended.value.code == 2
