"""A payment that replaces another, on the command line: named by a file, or known to a vault."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.model.addresses import write_address
from strongroom.model.network import Network
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.transaction import OutPoint
from strongroom.vault.vault import create_with
from strongroom.words.amounts import grouped_address
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.pay import Payment, pay
from strongroom.workflows.payment import start
from tests.cli.conftest import AMOUNT, SHOP, Desk, Run, funding
from tests.vault.quick import quick

THIEF = b"\x00\x14" + b"\x0a" * 20


def saved(desk: Desk, name: str, script: bytes, rate: float) -> Path:
    """A payment of the desk's one coin."""
    path = desk.folder / name
    path.write_bytes(pay(desk.wallet, [funding(desk.wallet)], [Payment(script, AMOUNT)], rate, 0))
    return path


@pytest.fixture
def bumped(desk: Desk) -> Path:
    return saved(desk, "bumped.psbt", SHOP, 4.0)


@pytest.fixture
def swapped(desk: Desk) -> Path:
    return saved(desk, "swapped.psbt", THIEF, 4.0)


@pytest.fixture
def beside(desk: Desk) -> tuple[object, ...]:
    return ("--wallet", desk.wallet_file, "--network", "regtest", "--replaces", desk.payment)


def reasons(document: dict) -> list[object]:
    return [f["facts"].get("reason") for f in document["findings"] if f["code"] == "rbf"]


def test_a_higher_fee_for_the_same_payee_is_only_told(
    run: Run, desk: Desk, bumped: Path, beside: tuple
) -> None:
    code, document = run("psbt", "review", bumped, *beside)
    assert (code, document["verdict"], reasons(document)) == (0, "ok", ["signals", "replaces"])
    (found,) = document["replacements"]
    assert found["txid"] == read_psbt(desk.payment.read_bytes()).transaction.txid
    assert (found["payees"], found["reviewed"], found["later"]) == ([], None, False)
    assert (found["other"]["fee_rate"], found["this"]["fee_rate"]) == (2.0, 4.0)
    assert found["this"]["change"] - found["other"]["change"] == (
        found["other"]["fee"] - found["this"]["fee"]
    )


def test_another_payee_warns_and_is_listed(run: Run, swapped: Path, beside: tuple) -> None:
    code, document = run("psbt", "review", swapped, *beside)
    assert (code, document["verdict"]) == (0, "warn")
    assert reasons(document) == ["replaces-payee", "signals"]
    new, gone = document["replacements"][0]["payees"]
    assert (new["change"], new["other"], new["this"]) == ("new", None, AMOUNT)
    assert (gone["change"], gone["script_pubkey"]) == ("gone", SHOP.hex())


def test_the_terminal_shows_both_payees_whole(
    swapped: Path, beside: tuple, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(word) for word in ("psbt", "review", swapped, *beside)]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    paid = [at for at, line in enumerate(lines) if line.startswith("Paid by ")]
    assert [lines[at].partition(":")[0] for at in paid] == [
        "Paid by this payment alone",
        "Paid by the other payment alone",
    ]
    addresses = [str(write_address(script, Network.REGTEST)) for script in (THIEF, SHOP)]
    assert [lines[at + 1] for at in paid] == [grouped_address(each) for each in addresses]
    assert any(line.startswith("Fee rate 4 sat/vB instead of 2 sat/vB") for line in lines)


def test_coins_and_locktime_that_differ_are_in_the_terminal(
    bumped: Path, desk: Desk, beside: tuple, capsys: pytest.CaptureFixture[str]
) -> None:
    old = read_psbt(desk.payment.read_bytes()).transaction
    more = replace(old.inputs[0], outpoint=OutPoint(b"\x07" * 32, 1))
    changed = replace(old, inputs=(*old.inputs, more), locktime=840_000)
    desk.payment.write_text(changed.serialize().hex())
    assert main([str(word) for word in ("psbt", "review", bumped, *beside)]) == 0
    shown = capsys.readouterr().out
    assert f"Leaves unspent {'07' * 32}:1" in shown
    assert "Locktime block 100 instead of block 840000" in shown
    assert "instead of not known" in shown


def test_what_it_does_not_replace_is_refused_by_its_name(
    run: Run, desk: Desk, bumped: Path, beside: tuple
) -> None:
    code, document = run("psbt", "review", desk.payment, *beside)
    assert (code, document["error"]["code"]) == (4, "replaced-unrelated")
    assert document["file"] == str(desk.payment)
    code, document = run("psbt", "review", bumped, *beside, desk.wallet_file)
    assert (code, document["error"]["code"]) == (4, "replaced-malformed")


def test_a_record_does_not_take_the_place_of_what_it_replaces(
    run: Run, desk: Desk, bumped: Path, beside: tuple, capsys: pytest.CaptureFixture[str]
) -> None:
    old = desk.folder / "old.json"
    old.write_bytes(desk.payment.read_bytes())
    words = ("psbt", "review", bumped, *beside, old, "--record", old)
    assert main([str(word) for word in words]) == 2
    assert old.read_bytes() == desk.payment.read_bytes()


def test_without_a_wallet_nobody_can_say_what_it_replaces(
    bumped: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("psbt", "finalize", bumped, "--replaces", desk.payment, "--out", "-")
    assert main([str(word) for word in words]) == 2
    assert "takes a wallet" in capsys.readouterr().err


def test_a_vault_knows_its_own_payments(run: Run, desk: Desk, swapped: Path) -> None:
    path, passphrase = desk.folder / "home.strongroom", desk.folder / "passphrase"
    passphrase.write_text("seven quiet lanterns")
    with create_with(path, [quick("seven quiet lanterns")]) as vault:
        keeper = Keeper(vault)
        row = keeper.keep_wallet(desk.wallet, (), datetime.now(UTC)).row
        keeper.keep_payment(row, start(desk.payment.read_bytes(), [desk.wallet]), datetime.now(UTC))
    inside = ("--vault", path, "--passphrase-file", passphrase, "--wallet", "Desk")
    code, document = run("psbt", "review", swapped, *inside)
    assert (code, reasons(document)) == (0, ["replaces-payee", "signals"])
    assert document["replacements"][0]["reviewed"] is not None
    assert run("psbt", "review", swapped, *inside, "--replaces", desk.payment)[1] == document


def test_another_payment_that_comes_back_is_laid_beside_the_reviewed_one(
    run: Run, desk: Desk, swapped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = ("--wallet", desk.wallet_file, "--network", "regtest")
    words = ("psbt", "combine", desk.payment, swapped, *beside, "--out", desk.folder / "joined")
    code, document = run(*words)
    ours, theirs = (write_address(script, Network.REGTEST) for script in (SHOP, THIEF))
    told = [found["facts"] for found in document["findings"]]
    # In which order a payment has its outputs is its maker's choice.
    assert code == 3
    assert ours in [each["reviewed"] for each in told if each["part"] == "script"]
    assert theirs in [each["returned"] for each in told if each["part"] == "script"]
    capsys.readouterr()
    assert main([str(word) for word in words]) == 3
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert f"Reviewed:  {grouped_address(ours or '')}" in lines
    assert f"Came back: {grouped_address(theirs or '')}" in lines
