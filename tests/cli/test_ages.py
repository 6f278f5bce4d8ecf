"""How old coins are, as said on the command line, and what the review of a payment makes of it."""

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.cli.heights_option import confirmed
from strongroom.cli.main import main
from strongroom.formats.writing import write_wallet
from strongroom.model.wallet import Wallet
from strongroom.vault.vault import create_with
from strongroom.workflows.keeping import Keeper
from tests.cli.conftest import Run
from tests.recovery_wallets import payment_of, payment_with, recovery_wallet
from tests.vault.quick import quick
from tests.workflows.altered import with_transaction

DELAY = 20_000
WALLET = recovery_wallet((1, DELAY))
PAYMENT = payment_of(WALLET, path=1)
COIN = PAYMENT.transaction.inputs[0].outpoint.txid[::-1].hex()
REGTEST = ("--network", "regtest")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "payment.psbt").write_bytes(PAYMENT.original)
    return tmp_path / "payment.psbt"


@pytest.fixture
def wallet(tmp_path: Path) -> tuple[object, ...]:
    """The options that name the wallet."""
    path = tmp_path / "wallet.txt"
    path.write_text(write_wallet(WALLET, "descriptor", None))
    return ("--wallet", path, *REGTEST)


def said(newest: int, block: int) -> tuple[object, ...]:
    return ("--height", newest, "--confirmed", f"{COIN.upper()}:{block}")


def codes(document: dict) -> list[str]:
    return [found["code"] for found in document["findings"]]


@pytest.mark.parametrize(("newest", "left"), [(20_998, 1), (20_999, 0), (21_000, 0)])
def test_a_review_stops_what_comes_a_block_too_early(
    run: Run, file: Path, wallet: tuple, newest: int, left: int
) -> None:
    code, document = run("psbt", "review", file, *wallet, *said(newest, 1_000))
    assert (code, "recovery-early" in codes(document)) == (3 * left, bool(left))
    (opens,) = document["inputs"][0]["opens"]
    assert (opens["height"], opens["left"], opens["near"]) == (21_000, left, True)


def test_the_document_says_when_each_path_opens(run: Run, file: Path, wallet: tuple) -> None:
    before = datetime.now(UTC).timestamp()
    _, document = run("psbt", "review", file, *wallet, *said(1_999, 1_000))
    (opens,) = document["inputs"][0]["opens"]
    assert 0 <= opens.pop("at") - int(before) - 19_000 * 600 < 3_600
    way = {"path": 1, "threshold": 1, "count": 3, "blocks": DELAY}
    assert opens == {**way, "height": 21_000, "left": 19_000, "near": False}
    assert document["inputs"][0]["confirmed"] == 1_000


def test_what_nobody_said_is_not_in_the_document(run: Run, file: Path, wallet: tuple) -> None:
    code, document = run("psbt", "review", file, *wallet)
    assert (code, document["inputs"][0]["opens"]) == (0, [])
    assert document["inputs"][0]["confirmed"] is None


def test_a_person_reads_it_as_their_own_word(
    tmp_path: Path, wallet: tuple, capsys: pytest.CaptureFixture[str]
) -> None:
    file, psbt = tmp_path / "two.psbt", payment_with(WALLET, (0xFFFF_FFFD, 0xFFFF_FFFD))
    file.write_bytes(psbt.original)
    words = ("psbt", "review", file, *wallet, *said(1_999, 1_000))
    assert main([str(word) for word in words]) == 0
    shown = capsys.readouterr().out
    assert "if block 1999 is the newest, as you said" in shown
    assert "1  path 1 (1 of 3) opens at block 21000, 19\u2009000 blocks to come, about " in shown
    assert "2  not known: say the coin's block with --confirmed" in shown


@pytest.mark.parametrize("command", ["combine", "finalize"])
def test_nothing_goes_on_that_is_too_early(
    run: Run, tmp_path: Path, file: Path, wallet: tuple, command: str
) -> None:
    signed, out = tmp_path / "signed.psbt", tmp_path / "out"
    run("psbt", "sign-practice", file, *wallet[:2], "--signer", 2, "--out", signed)
    files = [file, signed] if command == "combine" else [signed]
    words = ("psbt", command, *files, *wallet, "--out", out)
    code, document = run(*words, *said(20_998, 1_000))
    assert (code, out.exists()) == (3, False)
    assert "recovery-early" in codes(document)
    code, _ = run(*words, *said(20_999, 1_000))
    assert (code, out.exists()) == (0, True)


def test_a_wallet_in_a_vault_is_told_too(run: Run, tmp_path: Path, file: Path) -> None:
    code, document = run("psbt", "review", file, *kept(tmp_path, WALLET), *said(20_998, 1_000))
    assert (code, document["inputs"][0]["confirmed"]) == (3, 1_000)


def kept(folder: Path, wallet: Wallet) -> tuple[object, ...]:
    """The options that open a vault with the wallet in it."""
    secret = folder / "passphrase"
    secret.write_text("open sesame")
    with create_with(folder / "vault", [quick()]) as opened:
        Keeper(opened).keep_wallet(wallet, (), datetime(2026, 3, 1, tzinfo=UTC))
    return ("--wallet", wallet.name, "--vault", folder / "vault", "--passphrase-file", secret)


def test_a_person_reads_who_signed_with_which_key_for_which_way(
    tmp_path: Path, file: Path, wallet: tuple, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = tmp_path / "signed.psbt"
    run("psbt", "sign-practice", file, *wallet[:2], "--signer", 2, "--out", signed)
    _, document = run("psbt", "review", signed, *wallet)
    entry = document["inputs"][0]
    assert [each["derivation"] for each in entry["signatures"]] == ["m/48h/1h/0h/2h/2/0"]
    assert [each["path"] for each in entry["other_signatures"]] == [0]
    assert main([str(word) for word in ("psbt", "review", signed, *wallet)]) == 0
    shown = capsys.readouterr().out
    assert "its coin must be confirmed for 20\u2009000 blocks (about 139 days)" in shown
    assert "m/48h/1h/0h/2h/2/0, for 1 of 3 after 20\u2009000 blocks" in shown
    assert "at any time, which is not the way it is spent" in shown


def test_a_locktime_is_dated_once_the_newest_block_is_told(
    tmp_path: Path, wallet: tuple, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "locked.psbt"
    psbt = payment_with(WALLET, (0xFFFF_FFFD,))
    locked = replace(psbt.transaction, locktime=900_144)
    file.write_bytes(with_transaction(psbt, locked).original)
    words = ("psbt", "review", file, *wallet)
    assert run(*words)[1]["locktime_about"] is None
    before = int(datetime.now(UTC).timestamp())
    _, document = run(*words, "--height", 900_000)
    assert 0 <= document["locktime_about"] - before - 86_400 < 3_600
    assert main([str(word) for word in (*words, "--height", 900_000)]) == 0
    assert "Can be mined only after block 900144 (about " in capsys.readouterr().out


REFUSED = {
    "a coin after the newest block": (said(999, 1_000), "height-after-newest"),
    "no block": (said(999, 0), "height-out-of-bounds"),
    "a time": (("--height", 1_700_000_000), "height-out-of-bounds"),
    "two blocks for one": ((*said(9, 8), *said(9, 7)), "height-twice"),
    "another coin": (("--height", 9, "--confirmed", f"{'ab' * 32}:8"), "height-of-no-coin"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_heights_that_cannot_be(run: Run, file: Path, wallet: tuple, name: str) -> None:
    words, expected = REFUSED[name]
    code, document = run("psbt", "review", file, *wallet, *words)
    assert (code, document["error"]["code"]) == (4, expected)


def test_an_age_needs_the_newest_block_and_a_wallet(
    file: Path, wallet: tuple, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = ("psbt", "review", file, *wallet, "--confirmed", f"{COIN}:8")
    assert main([str(word) for word in alone]) == 2
    assert "--height" in capsys.readouterr().err
    unowned = ("psbt", "finalize", file, "--out", tmp_path / "out", *said(9, 8))
    assert main([str(word) for word in unowned]) == 2
    assert "--wallet" in capsys.readouterr().err


MALFORMED = {
    "nothing": "",
    "no height": COIN,
    "an empty height": f"{COIN}:",
    "an outpoint and a height": f"{COIN}:0:5",
    "too short": f"{COIN[1:]}:5",
    "too long": f"{COIN}0:5",
    "no hexadecimal": f"{'g' * 64}:5",
    "a sign": f"{COIN}:-5",
    "a blank": f"{COIN}: 5",
    "a line's end": f"{COIN}:5\n",
    "digits of another script": f"{COIN}:\u0665",
    "a number without end": f"{COIN}:{'9' * 5_000}",
    "above any number here": f"{COIN}:9999999999",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_refuses_what_is_no_transaction_and_height(name: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        confirmed(MALFORMED[name])


@given(st.text() | st.from_regex(r"[0-9a-fA-F]{60,66}:[0-9]{0,12}"))
def test_any_other_text_is_one_or_is_refused(text: str) -> None:
    try:
        txid, height = confirmed(text)
    except argparse.ArgumentTypeError:
        return
    assert f"{txid}:{height}" == f"{text.lower()[:64]}:{int(text[65:])}"
