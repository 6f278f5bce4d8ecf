"""Wallets with recovery paths on the command line: made, shown, refused and accepted."""

from pathlib import Path

import pytest

from strongroom.practice.exports import write_exports
from strongroom.practice.signers import practice_signers
from strongroom.workflows.open_wallet import open_wallet
from strongroom.workflows.pay import Payment, pay
from tests.cli.conftest import Run
from tests.recovery_wallets import SHOP, coin_of
from tests.vectors_source import vector

REGTEST = ("--network", "regtest")
LIANA = vector("liana/liana-jz5sm0xn.txt")


@pytest.fixture
def keys(tmp_path: Path) -> list[Path]:
    write_exports(tmp_path, practice_signers(4))
    names = [f"ccxp-{s.fingerprint.hex().upper()}.json" for s in practice_signers(4)]
    return [tmp_path / name for name in names]


def made(run: Run, keys: list[Path], *recovery: str) -> tuple[int, dict]:
    words = [word for key in keys[:3] for word in ("--key", key)]
    paths = [word for path in recovery for word in ("--recovery", path)]
    create = ("wallet", "create", "--name", "Savings", "--threshold", "2", *REGTEST)
    return run(*create, *words, *paths, "--out", keys[0].parent / "wallet.txt")


def test_a_wallet_with_two_recovery_paths(run: Run, keys: list[Path]) -> None:
    code, shown = made(run, keys, "1-of-10000", f"1-of-52560:{keys[3]}")
    assert code == 0
    paths = [(p["threshold"], p["count"], p["delay"], p["cosigners"]) for p in shown["paths"]]
    assert paths == [(2, 3, 0, [0, 1, 2]), (1, 3, 10_000, [0, 1, 2]), (1, 1, 52_560, [3])]
    assert len(shown["cosigners"]) == 4


def test_the_order_of_the_keys_makes_no_other_wallet(run: Run, keys: list[Path]) -> None:
    first = made(run, keys, "1-of-52560")[1]["first_address"]
    assert made(run, [*reversed(keys[:3])], "1-of-52560")[1]["first_address"] == first


@pytest.mark.parametrize(
    ("recovery", "code"),
    [("1-of-0", "delay-invalid"), ("1-of-65536", "delay-invalid"), ("4-of-9", "threshold-invalid")],
)
def test_refuses_by_name(run: Run, keys: list[Path], recovery: str, code: str) -> None:
    exit_code, shown = made(run, keys, recovery)
    assert (exit_code, shown["error"]["code"]) == (4, code)


def test_what_was_made_here_opens_and_tells_its_ways(run: Run, keys: list[Path]) -> None:
    made(run, keys, "1-of-52560")
    code, shown = run("wallet", "show", keys[0].parent / "wallet.txt", *REGTEST)
    assert (code, [path["delay"] for path in shown["paths"]]) == (0, [0, 52_560])
    assert "policy-unusual" in [found["code"] for found in shown["findings"]]


def test_what_another_program_wrote_opens_only_when_it_is_accepted(run: Run) -> None:
    code, refused = run("wallet", "show", LIANA)
    assert (code, refused["error"]["code"]) == (4, "policy-unusual")
    assert "1 of 1 at any time; 1 of 1 after 52\u2009596 blocks" in refused["error"]["message"]
    code, shown = run("address", "--wallet", LIANA, "--accept-paths", "--index", "0")
    assert (code, len(shown["addresses"])) == (0, 1)


def test_a_payment_on_the_recovery_path(run: Run, keys: list[Path], tmp_path: Path) -> None:
    made(run, keys, "1-of-52560")
    file, psbt = tmp_path / "wallet.txt", tmp_path / "payment.psbt"
    wallet = open_wallet(file.read_bytes()).wallet
    psbt.write_bytes(pay(wallet, [coin_of(wallet)], [Payment(SHOP, 400_000)], 3, 0, path=1))
    code, shown = run("psbt", "review", psbt, "--wallet", file)
    assert (code, shown["threshold"], shown["inputs"][0]["path"]) == (0, 1, 1)
    assert (shown["inputs"][0]["age"], shown["verdict"]) == (52_560, "warn")
    signed, final = tmp_path / "signed.psbt", tmp_path / "final.txn"
    run("psbt", "sign-practice", psbt, "--wallet", file, "--signer", "2", "--out", signed)
    code, finished = run("psbt", "finalize", signed, "--wallet", file, "--out", final)
    assert (code, finished["verified"]) == (0, True)
