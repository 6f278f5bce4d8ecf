"""``wallet registration`` beside a vault."""

from datetime import UTC, datetime

import pytest

from strongroom.cli.main import main
from strongroom.vault.vault import create_with
from strongroom.workflows.keeping import Keeper
from tests.cli.conftest import Desk, Run
from tests.vault.quick import quick
from tests.workflows.test_registrations import HMAC


@pytest.fixture
def vault(desk: Desk) -> tuple[str, ...]:
    """The options that open a vault with the wallet in it."""
    path, secret = desk.folder / "vault", desk.folder / "passphrase"
    secret.write_text("open sesame")
    with create_with(path, [quick()]) as opened:
        Keeper(opened).keep_wallet(desk.wallet, (), datetime(2026, 3, 1, tzinfo=UTC), row="desk")
    return ("--wallet", "desk", "--vault", str(path), "--passphrase-file", str(secret))


@pytest.fixture
def ledger(desk: Desk) -> tuple[str, ...]:
    """The options that name a device of the first cosigner, whose fingerprint is as shown."""
    fingerprint = (desk.wallet.policy.cosigners[0].fingerprint or b"").hex(" ", 2).upper()
    return ("--cosigner", fingerprint, "--device", "ledger")


def test_one_is_added_listed_and_removed(
    run: Run, vault: tuple[str, ...], ledger: tuple[str, ...]
) -> None:
    assert run("wallet", "registration", "list", *vault)[1]["registrations"] == []
    given = ("--proof", HMAC, "--date", "2026-03-03", "--firmware", "2.4.6")
    assert run("wallet", "registration", "add", *vault, *ledger, *given)[0] == 0
    (one,) = run("wallet", "registration", "list", *vault)[1]["registrations"]
    assert (one["position"], one["device"], one["name"]) == (0, "ledger", "Desk")
    assert (one["proof"], one["date"], one["fits"]) == (HMAC, "2026-03-03", True)
    _, document = run("wallet", "registration", "remove", *vault, *ledger)
    assert document["registrations"] == []


def test_a_name_that_is_not_the_wallets_is_a_finding(
    run: Run, vault: tuple[str, ...], ledger: tuple[str, ...]
) -> None:
    given = ("--proof", HMAC, "--name", "Office")
    code, document = run("wallet", "registration", "add", *vault, *ledger, *given)
    assert (code, document["registrations"][0]["fits"]) == (0, False)
    assert [found["code"] for found in document["findings"]] == ["registration-name"]


def test_a_person_reads_it_too(
    vault: tuple[str, ...], ledger: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["wallet", "registration", "add", *vault, *ledger, "--date", "2026-03"])
    said = capsys.readouterr().out
    assert "Registered on the device: March 2026 · Ledger · as Desk" in said


def test_what_is_no_proof_is_refused(
    run: Run, vault: tuple[str, ...], ledger: tuple[str, ...]
) -> None:
    code, document = run("wallet", "registration", "add", *vault, *ledger, "--proof", HMAC[2:])
    assert (code, document["error"]["code"]) == (4, "proof-malformed")
    code, document = run("wallet", "registration", "remove", *vault, *ledger)
    assert (code, document["error"]["code"]) == (4, "registration-unknown")


def test_a_cosigner_that_is_none_is_a_matter_of_usage(
    vault: tuple[str, ...], desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ("--cosigner", "Nobody", "--device", "jade")
    assert main(["wallet", "registration", "add", *vault, *who]) == 2
    assert "names 0 cosigners" in capsys.readouterr().err
    assert main(["wallet", "registration", "list", "--wallet", str(desk.wallet_file)]) == 2
    assert "--vault" in capsys.readouterr().err
