from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.model.psbt_edit import slim
from strongroom.model.psbt_reader import read_psbt
from strongroom.vault.vault import create_with
from strongroom.workflows.keeping import Keeper
from tests.cli.conftest import Desk, Run, funding
from tests.vault.quick import quick


@pytest.fixture
def bare(desk: Desk) -> Path:
    """The payment without what proves its amount."""
    out = desk.folder / "bare.psbt"
    out.write_bytes(slim(read_psbt(desk.payment.read_bytes()), [0]).original)
    return out


@pytest.fixture
def previous(desk: Desk) -> Path:
    out = desk.folder / "previous.json"
    out.write_text(funding(desk.wallet).raw.hex())
    return out


def test_a_review_goes_on_with_the_previous_transaction(
    run: Run, desk: Desk, bare: Path, previous: Path
) -> None:
    beside = ("--wallet", desk.wallet_file, "--network", "regtest")
    code, document = run("psbt", "review", bare, *beside)
    assert (code, document["findings"][0]["code"]) == (3, "utxo-missing")
    code, document = run("psbt", "review", bare, *beside, "--previous", previous)
    assert (code, document["findings"]) == (
        0,
        run("psbt", "review", desk.payment, *beside)[1]["findings"],
    )


def test_signatures_are_joined_and_finished_with_it(
    run: Run, desk: Desk, bare: Path, previous: Path
) -> None:
    beside = ("--wallet", desk.wallet_file, "--network", "regtest", "--previous", previous)
    joined, final = desk.folder / "joined.psbt", desk.folder / "final.txn"
    signed = [desk.signed(1), desk.signed(2)]
    code, document = run("psbt", "combine", bare, *signed, "--out", joined, *beside)
    assert (code, document["complete"]) == (0, True)
    assert run("psbt", "finalize", joined, "--out", final, *beside)[0] == 0
    assert final.exists()


def test_another_transaction_is_refused_by_name(
    run: Run, desk: Desk, bare: Path, previous: Path
) -> None:
    final = desk.folder / "other.txt"
    final.write_text(funding(desk.wallet).raw[:-1].hex() + "01")
    code, document = run("psbt", "review", bare, "--wallet", desk.wallet_file, "--previous", final)
    assert (code, document["error"]["code"]) == (4, "previous-unrelated")
    code, document = run("psbt", "review", bare, "--wallet", desk.wallet_file, "--previous", bare)
    assert (code, document["error"]["code"]) == (4, "previous-malformed")


@pytest.mark.parametrize("command", ["review", "finalize", "combine"])
def test_what_is_read_is_not_written_over(command: str, bare: Path, previous: Path) -> None:
    before, out = previous.read_bytes(), "--record" if command == "review" else "--out"
    words = ["psbt", command, bare, "--wallet", "none.txt", "--previous", previous, out, previous]
    assert main(list(map(str, words))) == 2
    assert previous.read_bytes() == before


def test_a_vault_remembers_what_it_has_seen(run: Run, desk: Desk, bare: Path, caches: Path) -> None:
    path, secret = desk.folder / "vault", desk.folder / "passphrase"
    secret.write_text("open sesame")
    with create_with(path, [quick()]) as opened:
        Keeper(opened).keep_wallet(desk.wallet, (), datetime(2026, 3, 1, tzinfo=UTC), row="desk")
    vault = ("--wallet", desk.wallet.name, "--vault", path, "--passphrase-file", secret)
    assert run("psbt", "review", bare, *vault)[0] == 3
    assert run("psbt", "review", desk.payment, *vault)[0] == 0
    assert run("psbt", "review", bare, *vault)[0] == 0
    joined, signed = desk.folder / "joined.psbt", [desk.signed(1), desk.signed(2)]
    code, document = run("psbt", "combine", bare, *signed, "--out", joined, *vault)
    assert (code, document["complete"]) == (0, True)
    _, checked = run("vault", "check", path, "--passphrase-file", secret)
    assert [Path(checked["cache"])] == list(caches.iterdir())
    new = desk.folder / "new"
    new.write_text("open barley")
    rekey = ("vault", "rekey", path, "--passphrase-file", secret, "--new-passphrase-file", new)
    assert run(*rekey)[0] == 0
    assert list(caches.iterdir()) == []
