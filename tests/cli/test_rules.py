"""``rules`` and what ``psbt`` makes of them, beside a vault."""

from datetime import UTC, datetime, timedelta

import pytest

from strongroom.cli.main import main
from strongroom.model.addresses import write_address
from strongroom.model.derivation import DerivationPath
from strongroom.model.network import Network
from strongroom.vault.vault import create_with, open_vault
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import acknowledge, open_warnings, start
from tests.cli.conftest import SHOP, Desk, Run
from tests.review.codes import FIRING, QUIET, shows
from tests.vault.quick import quick
from tests.workflows.signed_texts import signed_text

PAYEE = write_address(SHOP, Network.REGTEST) or ""
WORDS = "open sesame"


@pytest.fixture
def vault(desk: Desk) -> tuple[str, ...]:
    """The options that open a vault with the wallet in it."""
    path, secret = desk.folder / "vault", desk.folder / "passphrase"
    secret.write_text(WORDS)
    with create_with(path, [quick()]) as opened:
        Keeper(opened).keep_wallet(desk.wallet, (), datetime(2026, 3, 1, tzinfo=UTC), row="desk")
    return ("--wallet", desk.wallet.name, "--vault", str(path), "--passphrase-file", str(secret))


def codes(document: dict) -> list[str]:
    return [found["code"] for found in document["findings"]]


def test_a_wallet_has_no_rules_at_first(run: Run, vault: tuple[str, ...]) -> None:
    code, document = run("rules", "show", *vault)
    assert code == 0
    assert document["now"]["allow_list"] is document["now"]["spending"] is None
    assert (document["following"], document["allowed"]) == (None, [])


def test_rules_are_kept_in_a_vault(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "--wallet", str(desk.wallet_file)]) == 2
    assert "--vault" in capsys.readouterr().err


def test_what_is_named_is_set_and_the_rest_stays(run: Run, vault: tuple[str, ...]) -> None:
    run("rules", "set", *vault, "--per-payment", 5000, "--role", "treasurer:Anna")
    _, document = run("rules", "set", *vault, "--per-period", 9000, "--days", 40)
    assert document["now"] == {
        "allow_list": None,
        "spending": {"strength": "stops", "per_payment": 5000, "per_period": 9000, "days": 40},
        "cool_down": None,
        "roles": [{"title": "treasurer", "person": "Anna"}],
        "waiting_hours": 24,
    }


def test_laxer_rules_follow_and_can_be_called_off(run: Run, vault: tuple[str, ...]) -> None:
    run("rules", "set", *vault, "--per-payment", 5000, "--cool-down-above", 0)
    _, document = run("rules", "set", *vault, "--per-payment", "none", "--cool-down-hours", 48)
    assert document["now"]["spending"]["per_payment"] == 5000
    assert document["now"]["cool_down"] == {"amount": 0, "hours": 48}
    assert document["following"]["spending"] is None
    wait = datetime.fromisoformat(document["since"]) - datetime.now(UTC)
    assert timedelta(hours=23) < wait <= timedelta(hours=24)
    _, document = run("rules", "call-off", *vault)
    assert document["following"] is None


BAD = {
    "no number": ("--per-payment", "much"),
    "a role of nobody": ("--role", "treasurer"),
    "no such strength": ("--allow-list", "asks"),
}


@pytest.mark.parametrize("name", BAD)
def test_refuses_words_that_are_no_rule(name: str, run: Run, vault: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("rules", "set", *vault, *BAD[name])
    assert caught.value.code == 2


ALONE = {
    "days of nothing": ("--days", "7"),
    "a strength of nothing": ("--spending", "warns"),
    "hours of nothing": ("--cool-down-hours", "7"),
    "roles and none": ("--role", "witness:Bert", "--no-roles"),
}


@pytest.mark.parametrize("name", ALONE)
def test_words_that_do_not_go_together_are_said_to(
    name: str, vault: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "set", *vault, *ALONE[name]]) == 2
    assert ALONE[name][-2 if len(ALONE[name]) == 2 else -1] in capsys.readouterr().err


def test_refuses_a_rule_that_cannot_be(run: Run, vault: tuple[str, ...]) -> None:
    code, document = run("rules", "set", *vault, "--per-period", 5, "--days", 0)
    assert (code, document["error"]["code"]) == (4, "rules-invalid")


def test_an_address_is_listed_shown_and_taken_off(run: Run, vault: tuple[str, ...]) -> None:
    _, document = run("rules", "allow", PAYEE, *vault, "--name", "Shop", "--by", "Anna")
    (entry,) = document["allowed"]
    assert (entry["address"], entry["name"], entry["added_by"]) == (PAYEE, "Shop", "Anna")
    assert entry["counts"] is False
    _, document = run("rules", "disallow", PAYEE, *vault)
    assert document["allowed"] == []


def test_a_signer_of_the_wallet_proves_who_lists_an_address(
    run: Run, desk: Desk, vault: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    _, asked = run("rules", "request", PAYEE, *vault)
    path = DerivationPath.parse(asked["keys"][1]["path"])
    answer = desk.folder / "signed.txt"
    answer.write_text(signed_text(2, path, asked["message"]))
    named = ("--name", "Shop", "--by", "Anna")
    _, document = run("rules", "allow", PAYEE, *vault, *named, "--proof", answer)
    proof = document["allowed"][0]["proof"]
    assert proof.pop("signer") == asked["keys"][1]["name"]
    assert main(["rules", "show", *vault]) == 0
    assert f"signed: {asked['message']}" in capsys.readouterr().out
    _, verified = run("message", "verify", *(f"--{name}={text}" for name, text in proof.items()))
    assert verified["valid"] is True


def test_a_proof_by_nobody_lists_nothing(run: Run, desk: Desk, vault: tuple[str, ...]) -> None:
    answer = desk.folder / "signed.txt"
    answer.write_text("by my hand")
    code, _ = run("rules", "allow", PAYEE, *vault, "--by", "Anna", "--proof", answer)
    assert code == 4
    assert run("rules", "show", *vault)[1]["allowed"] == []


def test_a_person_reads_the_rules_in_sentences(
    vault: tuple[str, ...], run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("rules", "set", *vault, "--allow-list", "warns", "--cool-down-above", 100_000_000)
    assert main(["rules", "show", *vault]) == 0
    printed = capsys.readouterr()
    assert "A payment to an address that is not listed is pointed out." in printed.out
    assert "waits 24 hours between its first review and a signer" in printed.out
    assert "They do not bind the signers" in printed.err


def test_the_review_applies_rules_beside_a_vault_alone(
    run: Run, desk: Desk, vault: tuple[str, ...]
) -> None:
    run("rules", "set", *vault, "--allow-list", "stops")
    code, document = run("psbt", "review", desk.payment, *vault)
    assert (code, "address-not-whitelisted" in codes(document)) == (3, True)
    code, document = run(
        "psbt", "review", desk.payment, "--wallet", desk.wallet_file, "--network", "regtest"
    )
    assert (code, "address-not-whitelisted" in codes(document)) == (0, False)


def test_a_rest_begins_with_the_first_review(run: Run, desk: Desk, vault: tuple[str, ...]) -> None:
    run("rules", "set", *vault, "--cool-down-above", 0, "--cool-down-hours", 5)
    code, document = run("psbt", "review", desk.payment, *vault)
    (first,) = [found for found in document["findings"] if found["code"] == "cool-down"]
    code, document = run("psbt", "review", desk.payment, *vault)
    (again,) = [found for found in document["findings"] if found["code"] == "cool-down"]
    assert code == 3
    assert abs(again["facts"]["until"] - first["facts"]["until"]) <= 1
    out = desk.folder / "joined.psbt"
    code, _ = run("psbt", "combine", desk.payment, desk.signed(1), *vault, "--out", out)
    assert (code, out.exists()) == (3, False)


def test_what_is_combined_counts_as_spent(run: Run, desk: Desk, vault: tuple[str, ...]) -> None:
    signed, out = desk.signed(1), desk.folder / "joined.psbt"
    run("rules", "set", *vault, "--per-period", 400_000)
    assert run("psbt", "combine", desk.payment, signed, *vault, "--out", out)[0] == 0
    with open_vault(desk.folder / "vault", WORDS) as opened:
        (past,) = Keeper(opened).past().payments.values()
    assert past.left is not None
    assert past.amount > 300_000


@shows("acknowledgement-missing", FIRING, QUIET)
def test_nothing_is_made_of_a_payment_before_all_roles_ticked_its_warnings(
    run: Run, desk: Desk, vault: tuple[str, ...]
) -> None:
    run("rules", "set", *vault, "--per-payment", 5, "--spending", "warns", "--role", "w:Bert")
    words = ("psbt", "combine", desk.payment, desk.signed(1), *vault, "--out", "-")
    code, document = run(*words)
    assert (code, codes(document)[0]) == (3, "acknowledgement-missing")
    with open_vault(desk.folder / "vault", WORDS) as opened:
        keeper = Keeper(opened)
        payment = start(desk.payment.read_bytes(), [desk.wallet], None, keeper.past())
        for warning in open_warnings(payment):
            payment = acknowledge(payment, warning, datetime.now(UTC), payment.roles[0])
        keeper.keep_payment("desk", payment, datetime.now(UTC))
    code, document = run(*words)
    assert (code, document["signatures"]) == (0, 1)
