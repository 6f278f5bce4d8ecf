"""``contact``, and the list of addresses that is filled from one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.model.network import Network
from strongroom.vault.vault import create_with
from strongroom.workflows.keeping import Keeper
from tests.cli.conftest import Run
from tests.vault.quick import quick
from tests.window.frame import FAMILY

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WORDS = "open sesame"
PAYEE = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    path, secret = tmp_path / "family.strongroom", tmp_path / "words.txt"
    secret.write_text(WORDS)
    with create_with(path, [quick(WORDS)]) as opened:
        Keeper(opened).keep_wallet(FAMILY, (), NOW)
    return "--vault", str(path), "--passphrase-file", str(secret)


def add(run: Run, vault: tuple[str, ...], *more: str) -> dict:
    code, document = run("contact", "add", "Nordwind", *vault, *more)
    assert code == 0
    return document["contacts"][0]


def test_a_contact_is_added_and_then_another_address(run: Run, vault: tuple[str, ...]) -> None:
    first = add(run, vault, "--note", "berth")
    assert (first["name"], first["note"], first["addresses"]) == ("Nordwind", "berth", [])
    second = add(run, vault, "--address", PAYEE, "--compared", "phone", "--by", "Carol")
    (given,) = second["addresses"]
    assert second["note"] == "berth"
    assert (given["address"], given["network"]) == (PAYEE, Network.REGTEST.value)
    assert (given["compared"], given["entered_by"]) == ("phone", "Carol")


def test_they_can_be_read(
    run: Run, vault: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["contact", "list", *vault]) == 0
    assert capsys.readouterr().out == "There are no contacts yet.\n"
    add(run, vault, "--address", PAYEE)
    main(["contact", "list", *vault])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3:-1] == ["Nordwind", f"  {PAYEE} (regtest)"]
    assert lines[-1].startswith("    not compared with them · entered on")


def test_one_is_removed_by_name_however_it_is_written(run: Run, vault: tuple[str, ...]) -> None:
    add(run, vault, "--address", PAYEE)
    _, document = run("contact", "remove", "NORDWIND", *vault, "--address", PAYEE)
    assert document["contacts"][0]["addresses"] == []
    assert run("contact", "remove", "nordwind", *vault)[1]["contacts"] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["contact", "remove", "Nobody"], 2),
        (["contact", "remove", "Nordwind", "--address", "bc1q"], 2),
        (["contact", "add", "Nordwind", "--address", "bc1q"], 4),
        (["contact", "add", " "], 4),
    ],
)
def test_refuses(run: Run, vault: tuple[str, ...], words: list[str], code: int) -> None:
    add(run, vault, "--address", PAYEE)
    assert main([*words, *vault]) == code


def test_the_list_of_addresses_is_filled_from_a_contact(run: Run, vault: tuple[str, ...]) -> None:
    add(run, vault, "--address", PAYEE)
    wallet = ("--wallet", FAMILY.name)
    words = ["rules", "allow", *wallet, *vault, "--contact", "nordwind", "--by", "Anna"]
    _, document = run(*words)
    assert [(one["address"], one["name"]) for one in document["allowed"]] == [(PAYEE, "Nordwind")]
    assert main(words) == 2
    assert main(["rules", "allow", *wallet, *vault, "--by", "Anna"]) == 2
