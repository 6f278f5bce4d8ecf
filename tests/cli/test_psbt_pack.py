import base64
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.engines.own_scripts import Place
from strongroom.model.frozen import freeze
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_writer import write_psbt
from strongroom.model.wallet import Branch
from strongroom.vault.vault import create_with, open_vault
from strongroom.workflows import packing
from strongroom.workflows.keeping import Keeper
from tests.cli.conftest import Desk, Run
from tests.vault.quick import quick
from tests.workflows.altered import one_satoshi_less, with_transaction
from tests.workflows.rounds import make_payment

REGTEST = ("--network", "regtest")
PACKINGS = {
    "nobody in particular": ([], (0, True, True), []),
    "a Coldcard, as people write it": (["--for", "coldcard-mk4"], (0, True, True), []),
    "a Jade": (["--for", "jade"], (0, True, False), []),
    "a Krux by codes": (["--for", "krux", "--slim"], (0, False, True), []),
    "a Jade otherwise": (["--for", "jade", "--version", "2", "--with-xpubs"], (2, True, True), []),
    "bare": (["--version", "2", "--slim", "--without-xpubs"], (2, False, False), []),
    "a Keystone that may refuse": (
        ["--for", "keystone", "--version", "2", "--slim"],
        (2, False, True),
        ["Keystone is not known to read version 2.", "Without the previous transactions Keystone"],
    ),
}


@pytest.mark.parametrize("case", PACKINGS)
def test_a_payment_is_packed_for(
    case: str, run: Run, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    options, told, notes = PACKINGS[case]
    out = desk.folder / "packed.psbt"
    words = ("psbt", "pack", desk.payment, "--wallet", desk.wallet_file, *REGTEST, "--out", out)
    code, document = run(*words, *options)
    made = read_psbt(out.read_bytes())
    assert code == 0
    assert freeze(made) == freeze(read_psbt(desk.payment.read_bytes()))
    said = document["psbt_version"], document["previous_transactions"], document["xpubs"]
    has_previous = made.inputs[0].previous_transaction is not None
    assert told == said == (made.version, has_previous, bool(made.global_xpubs))
    assert main(list(map(str, [*words, *options]))) == 0
    said_beside = capsys.readouterr().err
    assert all(note in said_beside for note in notes)


def test_it_is_printed_as_base64(run: Run, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["psbt", "pack", desk.payment, "--wallet", desk.wallet_file, *REGTEST, "--out", "-"]
    assert main(list(map(str, words))) == 0
    printed = capsys.readouterr().out.strip()
    assert read_psbt(base64.b64decode(printed)).inputs
    assert run(*words)[1]["psbt"] == printed


def test_an_answer_to_it_is_joined_with_one_to_the_whole(run: Run, desk: Desk) -> None:
    bare, answer = desk.folder / "bare.psbt", desk.folder / "answer.psbt"
    joined, beside = desk.folder / "joined.psbt", ("--wallet", desk.wallet_file)
    packing_of = ("--version", 2, "--slim", "--without-xpubs")
    assert run("psbt", "pack", desk.payment, *beside, *REGTEST, *packing_of, "--out", bare)[0] == 0
    assert run("psbt", "sign-practice", bare, "--signer", 2, *beside, "--out", answer)[0] == 0
    assert read_psbt(answer.read_bytes()).version == 2
    files = (desk.payment, desk.signed(1), answer)
    code, document = run("psbt", "combine", *files, *beside, *REGTEST, "--out", joined)
    assert (code, document["complete"], document["findings"]) == (0, True, [])


@pytest.fixture
def warned(desk: Desk) -> Path:
    """Its change goes to a receiving address, of which the review warns."""
    out = desk.folder / "warned.psbt"
    out.write_bytes(make_payment(desk.wallet, change=Place(Branch.RECEIVE, 3)).original)
    return out


def test_a_warning_is_acknowledged_first(run: Run, desk: Desk, warned: Path) -> None:
    out = desk.folder / "packed.psbt"
    words = ("psbt", "pack", warned, "--wallet", desk.wallet_file, *REGTEST, "--out", out)
    code, document = run(*words)
    assert (code, document["findings"][0]["code"]) == (3, "change-receive-branch")
    assert run(*words, "--acknowledge", "fee-high")[0] == 3
    assert not out.exists()
    assert run(*words, "--acknowledge", "change-receive-branch")[0] == 0
    assert out.exists()


def test_what_is_blocked_is_not_packed(run: Run, desk: Desk) -> None:
    out, false = desk.folder / "packed.psbt", desk.folder / "false.psbt"
    other = replace(desk.wallet, policy=replace(desk.wallet.policy, threshold=1))
    false.write_bytes(make_payment(other).original)
    beside = ("--wallet", desk.wallet_file, *REGTEST, "--acknowledge", "input-not-ours")
    code, document = run("psbt", "pack", false, *beside, "--out", out)
    assert (code, document["findings"][0]["severity"], out.exists()) == (3, "block", False)


def test_what_a_lying_packer_made_is_not_written(
    run: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = desk.folder / "packed.psbt"
    monkeypatch.setattr(
        packing,
        "write_psbt",
        lambda made: write_psbt(with_transaction(made, one_satoshi_less(made.transaction))),
    )
    beside = ("--wallet", desk.wallet_file, *REGTEST)
    code, document = run("psbt", "pack", desk.payment, *beside, "--out", out)
    assert (code, document["error"]["code"]) == (4, "changed-after-review")
    assert document["error"]["message"].startswith("What was packed for the signer")
    assert not out.exists()


def test_a_vault_keeps_what_was_packed_once_its_warnings_are_read(
    run: Run, desk: Desk, warned: Path
) -> None:
    path, secret, out = (desk.folder / name for name in ("vault", "passphrase", "packed.psbt"))
    secret.write_text("open sesame")
    with create_with(path, [quick()]) as opened:
        Keeper(opened).keep_wallet(desk.wallet, (), datetime(2026, 3, 1, tzinfo=UTC), row="desk")
    vault = ("--wallet", desk.wallet.name, "--vault", path, "--passphrase-file", secret)
    words = ("psbt", "pack", warned, *vault, "--out", out)
    assert run(*words)[0] == 3
    assert not _kept(path)
    assert run(*words, "--acknowledge", "change-receive-branch")[0] == 0
    assert _kept(path)
    assert run(*words)[0] == 0  # the vault remembers that it was read


def _kept(path: Path) -> bool:
    with open_vault(path, "open sesame") as opened:
        return bool(Keeper(opened).payments())


WRONG = {
    "no such device": ["--for", "abacus"],
    "no such version": ["--version", "1"],
    "slim and full": ["--slim", "--full"],
    "with and without": ["--with-xpubs", "--without-xpubs"],
}


@pytest.mark.parametrize("case", WRONG)
def test_words_that_do_not_go_together(case: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["psbt", "pack", "x.psbt", "--wallet", "w.txt", "--out", "-", *WRONG[case]])
    assert ended.value.code == 2


def test_what_is_read_is_not_written_over(desk: Desk) -> None:
    before = desk.payment.read_bytes()
    words = ["psbt", "pack", desk.payment, "--wallet", desk.wallet_file, "--out", desk.payment]
    assert main(list(map(str, words))) == 2
    assert desk.payment.read_bytes() == before
