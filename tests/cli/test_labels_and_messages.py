"""``labels`` and ``message`` as other programs rely on them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.engines.derivation import derive_address
from strongroom.model.wallet import Branch
from strongroom.vault.vault import create_with
from strongroom.workflows.keeping import Keeper
from tests.cli.conftest import Desk, Run
from tests.review.codes import FIRING, QUIET, shows
from tests.vault.quick import quick
from tests.vectors_source import vector

REGTEST = ("--network", "regtest")
SIGNED = vector("coldcard/export/coldcard-export.sig")
BIP322 = json.loads(vector("bip322/basic-test-vectors.json").read_text())["simple"][1]


@pytest.fixture
def labels(desk: Desk) -> Path:
    path = desk.folder / "labels.jsonl"
    address = derive_address(desk.wallet, Branch.RECEIVE, 3).text
    lines = [
        {"type": "addr", "ref": address, "label": "Rent"},
        {"type": "addr", "ref": "bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c", "label": "Theirs"},
        {"type": "tx", "ref": "nothing", "label": "x"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.fixture
def vault(desk: Desk) -> tuple[str, ...]:
    """The options that open a vault with the wallet in it."""
    path, secret = desk.folder / "vault", desk.folder / "passphrase"
    secret.write_text("open sesame\nnot this\n")
    with create_with(path, [quick()]) as opened:
        Keeper(opened).keep_wallet(desk.wallet, (), datetime(2026, 3, 1, tzinfo=UTC))
    return ("--wallet", desk.wallet.name, "--vault", str(path), "--passphrase-file", str(secret))


def test_without_a_vault_an_import_only_shows_what_fits(desk: Desk, run: Run, labels: Path) -> None:
    code, document = run("labels", "import", labels, "--wallet", desk.wallet_file, *REGTEST)
    assert (code, document["imported"], document["stored"]) == (0, 1, False)
    assert [each["reason"] for each in document["skipped"]] == ["not-ours", "reference-malformed"]
    assert document["counts"]["new"] == 1


def test_labels_go_into_a_vault_and_out_again(
    desk: Desk, run: Run, labels: Path, vault: tuple[str, ...]
) -> None:
    code, document = run("labels", "import", labels, *vault)
    assert (code, document["imported"], document["stored"]) == (0, 1, True)
    code, again = run("labels", "import", labels, *vault)
    assert (code, again["imported"], again["counts"]["same"]) == (0, 0, 1)
    out = desk.folder / "out.jsonl"
    code, document = run("labels", "export", out, *vault)
    assert (code, document["exported"]) == (0, 1)
    assert out.read_text() == labels.read_text().splitlines(keepends=True)[0]
    assert run("labels", "export", "-", *vault)[1]["content"] == out.read_text()


def test_a_wrong_passphrase_and_an_unknown_wallet_are_told_apart(
    run: Run, labels: Path, vault: tuple[str, ...], desk: Desk
) -> None:
    assert main(["labels", "import", str(labels), *vault[2:], "--wallet", "Nobody"]) == 2
    code, refused = run("labels", "import", labels, *vault, "--network", "signet")
    assert (code, refused["error"]["code"]) == (4, "wrong-network")
    (desk.folder / "passphrase").write_text("open barley")
    code, refused = run("labels", "import", labels, *vault)
    assert (code, refused["error"]["code"]) == (5, "passphrase-wrong")


def test_labels_are_kept_in_a_vault_alone(desk: Desk) -> None:
    words = ["labels", "export", "out", "--wallet", str(desk.wallet_file)]
    assert main(words) == 2


def test_what_is_no_label_file_is_named(desk: Desk, run: Run) -> None:
    code, refused = run("labels", "import", desk.wallet_file, "--wallet", desk.wallet_file)
    assert (code, refused["error"]["code"], refused["kind"]) == (4, "not-recognised", "wallet")


def test_a_signed_message_is_verified_from_a_file(run: Run) -> None:
    code, document = run("message", "verify", SIGNED)
    assert (code, document["valid"], document["form"]) == (0, True, "bip137")
    assert document["network"] == "testnet4"
    assert [each["name"] for each in document["files"]] == ["coldcard-export.json"]


@shows("signed-file-differs", FIRING, QUIET)
def test_a_file_is_held_to_the_message_that_vouches_for_it(run: Run, tmp_path: Path) -> None:
    export = vector("coldcard/export/coldcard-export.json")
    code, document = run("message", "verify", SIGNED, "--of", export)
    assert (code, document["compared"]) == (0, [{"name": export.name, "same": True}])
    changed = tmp_path / export.name
    changed.write_bytes(export.read_bytes().replace(b"0F056943", b"0F056944"))
    code, document = run("message", "verify", SIGNED, "--of", changed)
    assert (code, document["findings"][0]["code"]) == (3, "signed-file-differs")


def parts(message: str) -> tuple[str, ...]:
    signature = BIP322["bip322_signatures"][0]
    return ("--address", BIP322["address"], "--message", message, "--signature", signature)


def test_a_bip322_signature_is_verified_from_its_parts(run: Run) -> None:
    code, document = run("message", "verify", *parts(BIP322["message"]))
    assert (code, document["verdict"], document["form"]) == (0, "valid", "bip322-simple")
    code, document = run("message", "verify", *parts("another"))
    assert (code, document["valid"]) == (3, False)
    assert [finding["code"] for finding in document["findings"]] == ["message-not-signed"]


def test_another_network_is_refused(run: Run) -> None:
    code, refused = run("message", "verify", *parts(BIP322["message"]), *REGTEST)
    assert (code, refused["error"]["code"]) == (4, "wrong-network")


@pytest.mark.parametrize(
    "words", [(), ("--address", "x"), (str(SIGNED), "--message", "x"), parts("x")[:4]]
)
def test_half_of_what_is_needed_is_not_guessed(words: tuple[str, ...]) -> None:
    assert main(["message", "verify", *words]) == 2


def test_inspect_verifies_a_signed_message_and_shows_nothing_unseen(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = run("inspect", SIGNED)
    assert (code, document["kind"], document["details"]["valid"]) == (0, "signed-message", True)
    changed = tmp_path / "message.sig"
    changed.write_text(SIGNED.read_text().replace("coldcard-export", "cold\u202ecard\x1b[31m"))
    code, document = run("inspect", changed)
    assert (code, document["details"]["valid"]) == (3, False)
    main(["inspect", str(changed)])
    printed = capsys.readouterr().out
    assert "cold<U+202E>card<U+001B>[31m" in printed
    assert "\x1b" not in printed


def test_the_whole_of_a_long_message_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    message = " ".join(f"clause {number}" for number in range(200)) + "\n\nand the last word"
    assert main(["message", "verify", *parts(message)]) == 3
    shown = capsys.readouterr().out.partition("\n")[2].partition("Form")[0]
    assert shown.replace("\n  ", "").strip() == message.replace("\n", "")


def test_a_request_is_written_for_a_device(run: Run, tmp_path: Path) -> None:
    asked = ("message", "request", "--path", "m/84'/0'/0'/0/0", "--message", "I am here")
    code, document = run(*asked, "--for", "seedsigner")
    assert (code, document["content"]) == (0, "signmessage m/84h/0h/0h/0/0 ascii:I am here")
    out = tmp_path / "request.json"
    code, document = run(*asked, "--for", "coldcard", "--out", out)
    assert (code, json.loads(out.read_text())) == (0, json.loads(document["content"]))
    code, refused = run(*asked[:-1], "ü", "--for", "jade")
    assert (code, refused["error"]["code"]) == (4, "device-cannot")


@pytest.mark.parametrize("path", ["", "m", "m/x", "m/1/", "m/2147483648"])
def test_a_path_that_is_none_is_not_asked_for(path: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["message", "request", "--path", path, "--message", "hello", "--for", "jade"])
    assert stopped.value.code == 2
