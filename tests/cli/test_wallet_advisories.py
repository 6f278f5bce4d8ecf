from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.vault.provenance import ProvenanceRecord
from strongroom.vault.records import CosignerRecord
from strongroom.vault.vault import create_with
from strongroom.workflows.keeping import Keeper
from tests.cli.conftest import Desk, Run
from tests.vault.quick import quick

NOTED = ProvenanceRecord(firmware_then="5.4.4", firmware_now="5.6.1")
SAID = (
    CosignerRecord("Alice", "Coldcard Mk4", provenance=NOTED),
    CosignerRecord("Bob", "Krux"),
    CosignerRecord("Carol", "Trezor Safe 3"),
)


@pytest.fixture
def vault(desk: Desk) -> tuple[object, ...]:
    """The options for a wallet of which something is noted."""
    path, secret = desk.folder / "vault", desk.folder / "passphrase"
    secret.write_text("open sesame")
    with create_with(path, [quick()]) as opened:
        Keeper(opened).keep_wallet(desk.wallet, SAID, datetime(2026, 3, 1, tzinfo=UTC), row="desk")
    return ("--wallet", desk.wallet.name, "--vault", path, "--passphrase-file", secret)


def test_says_what_was_published_about_the_signers_of_a_wallet(
    run: Run, vault: tuple[object, ...]
) -> None:
    code, document = run("wallet", "advisories", *vault)
    found = [(each["code"], each["where"]) for each in document["findings"]]
    assert code == 0
    assert found == [("advisory", "key 0"), ("firmware-unrecorded", "key 2")]
    assert document["findings"][0]["facts"]["source"] == "https://github.com/Coldcard/firmware"


def test_a_wallet_without_any_is_told_so(
    run: Run, vault: tuple[object, ...], desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with create_with(Path(desk.folder, "other"), [quick()]) as opened:
        said = (replace(SAID[1], name="Alice"), SAID[1], replace(SAID[1], name="Carol"))
        Keeper(opened).keep_wallet(desk.wallet, said, datetime(2026, 3, 1, tzinfo=UTC))
    words = [*vault[:3], desk.folder / "other", *vault[4:]]
    assert main(["wallet", "advisories", *map(str, words)]) == 0
    assert "None of them is about" in capsys.readouterr().out


def test_the_list_is_shown_with_its_day_and_sources(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    document = run("wallet", "advisories")[1]
    assert main(["wallet", "advisories"]) == 0
    printed = capsys.readouterr().out
    assert f"as of {document['as_of']}; newer ones are not known here" in printed
    assert all(each["source"] in printed for each in document["advisories"])
    assert "Trezor before 1.9.1, 2.0 to before 2.3.1: fee (2020-06-03)" in printed


@pytest.mark.parametrize("options", [["--wallet", "x"], ["--vault", "x"]])
def test_a_wallet_is_looked_at_in_its_vault_alone(options: list[str]) -> None:
    assert main(["wallet", "advisories", *options]) == 2
