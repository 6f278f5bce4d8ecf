"""``wallet coins`` beside a vault, and heights that are kept there from one command to the next."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.model.transaction import Transaction
from strongroom.vault.vault import create_with, open_vault
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import begin
from strongroom.workflows.told_coins import ToldCoins
from tests.cli.conftest import Run
from tests.recovery_wallets import coin_of, payment_with, recovery_wallet
from tests.vault.quick import quick

DELAY = 20_000
WALLET = recovery_wallet((1, DELAY))
PAYMENT = payment_with(WALLET, (0xFFFF_FFFD, 0xFFFF_FFFD))
FIRST, SECOND = (str(each.outpoint) for each in PAYMENT.transaction.inputs)
THEN = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> tuple[str, ...]:
    """The options that open a vault with the wallet and a payment of it."""
    path, secret = tmp_path / "vault", tmp_path / "passphrase"
    secret.write_text("open sesame")
    (tmp_path / "payment.psbt").write_bytes(PAYMENT.original)
    with create_with(path, [quick()]) as opened:
        keeper = Keeper(opened)
        keeper.keep_wallet(WALLET, (), THEN, row="later")
        keeper.keep_payment("later", begin(WALLET, PAYMENT), THEN)
    return ("--wallet", WALLET.name, "--vault", str(path), "--passphrase-file", str(secret))


def confirmed(outpoint: str, height: int) -> tuple[object, ...]:
    return ("--confirmed", f"{outpoint.partition(':')[0]}:{height}")


def test_coins_of_kept_payments_are_listed(run: Run, vault: tuple[str, ...]) -> None:
    code, document = run("wallet", "coins", *vault)
    assert (code, document["newest"]) == (0, None)
    assert {coin["outpoint"] for coin in document["coins"]} == {FIRST, SECOND}
    known = {(coin["amount"], coin["nearness"]) for coin in document["coins"]}
    assert known == {(1_000_000, "not-known")}


def test_heights_are_kept_and_the_nearest_coin_comes_first(
    run: Run, vault: tuple[str, ...]
) -> None:
    told = ("--height", 20_500, *confirmed(FIRST, 16_000), *confirmed(SECOND, 1_000))
    assert run("wallet", "coins", *vault, *told)[0] == 0
    _, document = run("wallet", "coins", *vault)
    assert document["newest"]["height"] == 20_500
    found = [(c["outpoint"], c["confirmed"], c["nearness"]) for c in document["coins"]]
    assert found == [(SECOND, 1_000, "approaches"), (FIRST, 16_000, "later")]
    (opens,) = document["coins"][0]["opens"]
    assert (opens["height"], opens["left"], opens["near"]) == (21_000, 499, True)


def test_a_review_keeps_heights_and_knows_them_the_next_time(
    run: Run, vault: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("psbt", "review", tmp_path / "payment.psbt", *vault)
    assert run(*words, "--height", 20_500, *confirmed(FIRST, 1_000))[0] == 0
    _, document = run(*words)
    assert [each["confirmed"] for each in document["inputs"]] == [1_000, None]
    assert [each["opens"] for each in document["inputs"]] == [[], []]
    assert main([str(word) for word in words]) == 0
    assert "Block 20500 was the newest on " in capsys.readouterr().out
    _, document = run(*words, "--height", 20_600)
    assert document["inputs"][0]["opens"][0]["left"] == 399


def test_a_review_beside_a_vault_that_is_open_elsewhere_keeps_nothing(
    run: Run, vault: tuple[str, ...], tmp_path: Path
) -> None:
    words = ("psbt", "review", tmp_path / "payment.psbt", *vault)
    with open_vault(tmp_path / "vault", "open sesame") as elsewhere:
        code, document = run(*words, "--height", 20_500, *confirmed(FIRST, 1_000))
        assert (code, document["inputs"][0]["opens"][0]["left"]) == (0, 499)
        assert Keeper(elsewhere).told_coins("later") == ToldCoins()
    assert run(*words)[1]["inputs"][0]["confirmed"] is None


def test_a_person_reads_which_coin_is_near(
    vault: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("wallet", "coins", *vault, "--height", 20_500, *confirmed(FIRST, 1_000))
    assert main([str(word) for word in words]) == 0
    shown = capsys.readouterr().out
    assert "As of block 20500, the newest on " in shown
    assert "path 1 (1 of 3) opens at block 21000, 499 blocks to come" in shown
    assert "that is near" in shown
    assert "its block is not known: say it with --confirmed" in shown


def test_received_coins_are_kept_until_they_were_spent(
    run: Run, vault: tuple[str, ...], tmp_path: Path
) -> None:
    paying = Transaction.parse(coin_of(WALLET, 5, 70_000).raw)
    (tmp_path / "received.txn").write_text(coin_of(WALLET, 5, 70_000).raw.hex())
    code, document = run("wallet", "coins", *vault, "--received", tmp_path / "received.txn")
    coin = f"{paying.txid}:0"
    assert (code, [c["amount"] for c in document["coins"] if c["outpoint"] == coin]) == (
        0,
        [70_000],
    )
    _, document = run("wallet", "coins", *vault, "--spent", coin, FIRST)
    assert [each["outpoint"] for each in document["coins"]] == [SECOND]


def test_refuses_what_is_none_of_the_wallets(
    run: Run, vault: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "other.txn").write_text(coin_of(recovery_wallet((1, 9))).raw.hex())
    code, document = run("wallet", "coins", *vault, "--received", tmp_path / "other.txn")
    assert (code, document["error"]["code"]) == (4, "no-own-coins")
    (tmp_path / "own.txn").write_text(coin_of(WALLET, 5).raw.hex())
    received = ("--received", tmp_path / "own.txn")
    code, document = run("wallet", "coins", *vault, *received, "--spent", f"{'ab' * 32}:0")
    assert (code, document["error"]["code"]) == (4, "coin-unknown")
    assert len(run("wallet", "coins", *vault)[1]["coins"]) == 2


REFUSED = {
    "a transaction of no coin": (("--height", 9, *confirmed("ab" * 32, 8)), "height-of-no-coin"),
    "a coin after the newest": (("--height", 9, *confirmed(FIRST, 10)), "height-after-newest"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_by_name_and_keeps_nothing(run: Run, vault: tuple[str, ...], name: str) -> None:
    words, expected = REFUSED[name]
    code, document = run("wallet", "coins", *vault, *words)
    assert (code, document["error"]["code"]) == (4, expected)
    assert run("wallet", "coins", *vault)[1]["newest"] is None


def test_it_needs_a_vault(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wallet", "coins", "--wallet", "wallet.txt"]) == 2
    assert "--vault PATH" in capsys.readouterr().err
