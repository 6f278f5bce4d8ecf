"""The command line as other programs rely on it: fields, exit codes, and what is written."""

import base64
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.engines.derivation import derive_address
from strongroom.model.descriptor import write_descriptor
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_types import InputType
from strongroom.model.scripts import p2wsh
from strongroom.model.wallet import Branch
from strongroom.review.comparison_phrase import comparison_phrase
from tests.cli.conftest import AMOUNT, COIN, Desk, Run
from tests.vectors_source import vector
from tests.workflows.altered import with_input_records

REGTEST = ("--network", "regtest")


def test_wallet_show_has_the_fields_of_the_contract(desk: Desk, run: Run) -> None:
    code, shown = run("wallet", "show", "--wallet", desk.wallet_file, *REGTEST)
    assert code == 0
    assert shown.keys() >= {
        "name", "network", "threshold", "cosigners", "script_type", "descriptor",
        "descriptor_receive", "descriptor_change", "first_address", "findings",
    }  # fmt: skip
    assert shown["cosigners"][0].keys() >= {"name", "fingerprint", "derivation", "xpub"}
    assert shown["name"] == "desk"


def test_a_wallet_file_needs_no_option(desk: Desk, run: Run) -> None:
    named = run("wallet", "show", desk.wallet_file, *REGTEST)
    assert named == run("wallet", "show", "--wallet", desk.wallet_file, *REGTEST)


def test_test_keys_are_read_as_testnet4_until_told(desk: Desk, run: Run) -> None:
    assert run("wallet", "show", desk.wallet_file)[1]["network"] == "testnet4"
    code, refused = run("wallet", "show", desk.wallet_file, "--network", "bitcoin")
    assert (code, refused["error"]["code"]) == (4, "wrong-network")


def test_key_show_chooses_and_lists(run: Run) -> None:
    path = vector("coldcard/multisig/ccxp-0F056943.json")
    code, shown = run("key", "show", path, "--script", "p2sh-p2wsh")
    assert (code, shown["script_type"], shown["derivation"]) == (0, "p2sh-p2wsh", "m/48h/1h/0h/1h")
    assert {key["script_type"] for key in shown["all_keys"]} == {"p2wsh", "p2sh-p2wsh", "p2sh"}
    assert (shown["fingerprint"], shown["device"], shown["network"]) == (
        "0f056943",
        "coldcard",
        "testnet4",
    )


def test_of_several_accounts_one_is_chosen_by_its_path(run: Run) -> None:
    path = vector("specter-desktop/trezor_device.json")
    code, refused = run("key", "show", path)
    assert (code, refused["error"]["code"]) == (4, "keys-several")
    code, shown = run("key", "show", path, "--path", "m/48'/1'/3'/2'")
    assert (code, shown["derivation"], shown["device"]) == (0, "m/48h/1h/3h/2h", "trezor")
    assert len(shown["all_keys"]) == 44
    code, refused = run("key", "show", path, "--path", "m/48'/1'/99'/2'")
    assert (code, refused["error"]["code"]) == (4, "key-not-in-export")


def test_an_address_is_derived_and_found_again(desk: Desk, run: Run) -> None:
    at = ("--wallet", desk.wallet_file, *REGTEST)
    code, derived = run("address", *at, "--index", 7, "--count", 2, "--change")
    assert code == 0
    assert [(a["index"], a["branch"]) for a in derived["addresses"]] == [
        (7, "change"),
        (8, "change"),
    ]
    assert derived["addresses"][0].keys() == {
        "index", "branch", "address", "script_pubkey", "redeem_script", "witness_script",
    }  # fmt: skip
    text = derived["addresses"][0]["address"]
    code, found = run("address", "find", text, *at)
    assert (code, found["mine"], found["branch"], found["index"]) == (0, True, "change", 7)
    code, absent = run("address", "find", text, *at, "--within", 7)
    assert (code, absent["mine"]) == (0, False)


def test_review_has_the_fields_of_the_contract(desk: Desk, run: Run) -> None:
    code, review = run("psbt", "review", desk.payment, "--wallet", desk.wallet_file, *REGTEST)
    assert code == 0
    assert review.keys() == {
        "verdict", "txid", "psbt_version", "txid_final", "digest", "phrase", "inputs", "outputs",
        "fee", "fee_rate", "vsize", "locktime", "locktime_about", "rbf", "threshold", "signed_by",
        "missing", "complete", "replacements", "findings",
    }  # fmt: skip
    assert review["verdict"] == "ok"
    paid = [o for o in review["outputs"] if o["kind"] == "payment"]
    change = [o for o in review["outputs"] if o["kind"] == "change"]
    assert [o["amount"] for o in paid] == [AMOUNT]
    assert review["fee"] == COIN - AMOUNT - change[0]["amount"]
    assert review["inputs"][0]["mine"]
    assert (review["inputs"][0]["branch"], review["inputs"][0]["address_index"]) == ("receive", 0)
    assert (review["threshold"], review["missing"], review["complete"]) == (2, 2, False)
    assert len(bytes.fromhex(review["digest"])) == 32


def test_the_review_digest_is_the_published_formula(desk: Desk, run: Run) -> None:
    from hashlib import sha256

    psbt = read_psbt(desk.payment.read_bytes())
    tag, network = b"strongroom-review-1", b"regtest"
    message = bytes([len(tag)]) + tag + bytes([len(network)]) + network
    message += psbt.transaction.serialize_without_witness()
    script = derive_address(desk.wallet, Branch.RECEIVE, 0).scripts.script_pubkey
    message += COIN.to_bytes(8, "little") + bytes([len(script)]) + script
    message += (1).to_bytes(4, "little")
    review = run("psbt", "review", desk.payment, "--wallet", desk.wallet_file, *REGTEST)[1]
    assert review["digest"] == sha256(message).hexdigest()


def test_the_review_has_the_words_that_are_read_to_each_other(
    desk: Desk, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("psbt", "review", desk.payment, "--wallet", desk.wallet_file, *REGTEST)
    review = run(*asked)[1]
    words = comparison_phrase(bytes.fromhex(review["digest"]))
    assert review["phrase"].split() == list(words)
    main([str(word) for word in asked])
    assert f"Comparison phrase: {review['phrase']}" in capsys.readouterr().out


def test_without_a_digest_there_is_no_phrase(desk: Desk, run: Run) -> None:
    bare = desk.folder / "bare.psbt"
    psbt = read_psbt(desk.payment.read_bytes())
    bare.write_bytes(with_input_records(psbt, 0, [], InputType.NON_WITNESS_UTXO).original)
    review = run("psbt", "review", bare, "--wallet", desk.wallet_file, *REGTEST)[1]
    assert (review["digest"], review["phrase"]) == (None, None)


def test_signing_combining_and_finalizing(desk: Desk, run: Run) -> None:
    signed = [desk.signed(1), desk.signed(3)]
    joined, final = desk.folder / "joined.psbt", desk.folder / "final.txn"
    wallet = ("--wallet", desk.wallet_file, *REGTEST)
    code, combined = run("psbt", "combine", desk.payment, *signed, *wallet, "--out", joined)
    assert (code, combined["signatures"], combined["complete"]) == (0, 2, True)
    review = run("psbt", "review", joined, *wallet)[1]
    assert [signer["cosigner"] for signer in review["signed_by"]] == [0, 2]
    assert (review["missing"], review["complete"]) == (0, True)
    code, done = run("psbt", "finalize", joined, *wallet, "--out", final)
    assert code == 0
    assert done["verified"] is True
    assert done["txid"] == done["unsigned_txid"] == review["txid"]
    assert final.read_text().strip() == done["hex"]
    kind = run("inspect", final)[1]
    assert (kind["kind"], kind["details"]["txid"]) == ("transaction", done["txid"])


def test_dash_prints_base64_and_nothing_besides(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["psbt", "sign-practice", str(desk.payment), "--signer", "1", "--out", "-"]
    capsys.readouterr()
    assert main([*words, "--wallet", str(desk.wallet_file)]) == 0
    printed = capsys.readouterr().out
    assert read_psbt(base64.b64decode(printed.strip())).inputs[0].partial_signatures
    assert main([*words, "--wallet", str(desk.wallet_file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["psbt"] == printed.strip()


def test_finalizing_too_early_stops_and_writes_nothing(desk: Desk, run: Run) -> None:
    final = desk.folder / "final.txn"
    code, document = run("psbt", "finalize", desk.signed(1), "--out", final)
    assert code == 3
    assert "signatures-missing" in {finding["code"] for finding in document["findings"]}
    assert document["verified"] is False
    assert not final.exists()


def test_a_bad_signature_is_left_out_and_the_good_ones_written(desk: Desk, run: Run) -> None:
    good, bad = desk.signed(1), desk.signed(2)
    data = bytearray(bad.read_bytes())
    place = data.index(read_psbt(bytes(data)).inputs[0].partial_signatures[0].signature)
    data[place + 40] ^= 1
    bad.write_bytes(data)
    joined = desk.folder / "joined.psbt"
    wallet = ("--wallet", desk.wallet_file, *REGTEST)
    code, document = run("psbt", "combine", desk.payment, good, bad, *wallet, "--out", joined)
    assert (code, document["signatures"], document["complete"]) == (3, 1, False)
    assert {(f["severity"], f["where"]) for f in document["findings"]} == {("block", "file")}
    assert len(read_psbt(joined.read_bytes()).inputs[0].partial_signatures) == 1


def test_a_blocked_wallet_is_shown_and_not_written(desk: Desk, run: Run) -> None:
    keys = sorted((desk.folder / "keys").glob("????????-p2wsh.txt"))[:2]
    other = sorted((desk.folder / "keys").glob("*-p2sh-p2wsh.txt"))[0]
    out = desk.folder / "wallet.txt"
    words = ["wallet", "create", "--name", "Bad", "--threshold", 2, *REGTEST, "--out", out]
    for path in (*keys, other):
        words += ["--key", path]
    code, document = run(*words)
    assert code == 3
    assert document["descriptor"]
    assert "block" in {finding["severity"] for finding in document["findings"]}
    assert not out.exists()


def test_compare_says_same_and_what_differs(desk: Desk, run: Run) -> None:
    bsms = desk.folder / "desk.bsms"
    words = ("wallet", "export", "--wallet", desk.wallet_file, *REGTEST, "--format", "bsms")
    code, written = run(*words, "--out", bsms)
    assert (code, written["format"], written["path"]) == (0, "bsms", str(bsms))
    assert run("wallet", "compare", desk.wallet_file, bsms)[1]["same"] is True
    single = desk.folder / "one.txt"
    single.write_text(desk.wallet_file.read_text().split("#")[0].replace("multi(2,", "multi(1,"))
    code, document = run("wallet", "compare", desk.wallet_file, single)
    assert (code, document["same"]) == (0, False)
    assert any("signature" in text for text in document["differences"])


def test_an_encrypted_backup_is_opened_with_one_key(desk: Desk, run: Run) -> None:
    backup = desk.folder / "desk.bip138"
    words = ("wallet", "export", desk.wallet_file, *REGTEST, "--format", "bip138")
    assert run(*words, "--out", backup)[0] == 0
    document = run("inspect", backup)[1]
    assert (document["kind"], document["format"]) == ("encrypted-backup", "bip138")
    code, document = run("wallet", "show", backup, *REGTEST)
    assert (code, document["error"]["code"]) == (4, "backup-locked")
    (key,) = desk.folder.glob("keys/ccxp-18C83619.json")
    code, document = run("wallet", "show", backup, *REGTEST, "--key", key)
    assert (code, document["descriptor"]) == (0, write_descriptor(desk.wallet.policy))


def test_every_format_and_dialect_that_is_written_is_the_same_wallet(desk: Desk, run: Run) -> None:
    from strongroom.formats.writing import WALLET_FORMATS, devices_for

    for name in WALLET_FORMATS:
        for device in (None, *devices_for(name)):
            if device == "keystone":
                continue  # it takes no test networks
            out = desk.folder / f"{name}-{device}"
            words = ["wallet", "export", desk.wallet_file, *REGTEST, "--format", name, "--out", out]
            code, _ = run(*words, *(["--for", device] if device else []))
            assert (name, device, code) == (name, device, 0)
            assert run("wallet", "compare", desk.wallet_file, out)[1]["same"], (name, device)


@pytest.mark.parametrize("data", [b"", b"psbt\xff", b"nonsense"])
def test_what_is_no_psbt_is_rejected(data: bytes, desk: Desk, run: Run) -> None:
    bad = desk.folder / "bad.psbt"
    bad.write_bytes(data)
    code, document = run("psbt", "review", bad, "--wallet", desk.wallet_file)
    assert (code, document["error"]["code"]) == (4, "psbt-malformed")
    assert document["error"]["message"]
    assert document["error"]["hint"]


USAGE = [
    ["wallet", "create"],
    ["psbt", "review", "x.psbt"],
    ["address", "--index", "-1"],
    ["address"],
    ["nonsense"],
    ["wallet", "show"],
]


@pytest.mark.parametrize("words", USAGE, ids=" ".join)
def test_words_that_do_not_go_together_exit_with_2(words: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "strongroom", *words], capture_output=True, check=False
    )
    assert result.returncode == 2
    assert result.stdout == b""
    assert b"Traceback" not in result.stderr


def test_the_practice_walk_answers_in_json(tmp_path: Path, run: Run) -> None:
    code, walked = run("practice", "--terminal")
    assert code == 0
    assert walked["verified"] is True
    assert [step["name"] for step in walked["steps"]] == [
        "keys", "wallet", "address", "coins", "payment", "review", "sign", "sign", "combine",
        "finalize", "mined",
    ]  # fmt: skip
    folder = Path(walked["folder"])
    assert (folder / "payment.txn").read_text().strip()
    assert read_psbt((folder / "payment-combined.psbt").read_bytes()).inputs


def test_no_qt_is_loaded_by_the_commands(desk: Desk) -> None:
    program = f"""
import sys
from strongroom.cli.main import main
assert main(["address", "--wallet", {str(desk.wallet_file)!r}]) == 0
assert main(["psbt", "review", {str(desk.payment)!r}, "--wallet", {str(desk.wallet_file)!r}]) == 0
print([name for name in sys.modules if "PySide6" in name or "shiboken" in name])
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert result.stdout.endswith(b"[]\n"), result


def test_what_any_wallet_would_refuse_is_refused_by_inspect(desk: Desk, run: Run) -> None:
    rows = json.loads(vector("bip370/bip370_psbts.json").read_text())["vectors"]
    codes = {}
    for number, row in enumerate(rows):
        if row["section"] == "valid":
            path = desk.folder / f"{number}.psbt"
            path.write_bytes(bytes.fromhex(row["hex"]))
            code, document = run("inspect", path)
            assert document["kind"] == "psbt"
            codes[number] = document["error"]["code"] if code == 4 else code
    assert sorted(map(str, codes.values())) == ["0"] * (len(codes) - 1) + ["locktime-undetermined"]


def with_change_to(desk: Desk, threshold: int) -> Path:
    """The payment, with its change to a script of the same keys and another quorum."""
    psbt = read_psbt(desk.payment.read_bytes())
    place = next(i for i, o in enumerate(psbt.outputs) if o.witness_script)
    script = psbt.outputs[place].witness_script or b""
    thief = bytes([0x50 + threshold]) + script[1:]
    data = desk.payment.read_bytes().replace(script, thief)
    false = desk.folder / "false.psbt"
    false.write_bytes(data.replace(p2wsh(script), p2wsh(thief)))
    return false


def test_false_change_stops_the_review_and_the_combining(desk: Desk, run: Run) -> None:
    false, joined = with_change_to(desk, 1), desk.folder / "joined.psbt"
    wallet = ("--wallet", desk.wallet_file, *REGTEST)
    code, review = run("psbt", "review", false, *wallet)
    assert (code, review["verdict"]) == (3, "block")
    assert "change-foreign" in {finding["code"] for finding in review["findings"]}
    (claim,) = [output["claim"] for output in review["outputs"] if output["claim"]]
    assert (
        claim["address"]
        == run("address", "--index", 0, "--change", *wallet)[1]["addresses"][0]["address"]
    )
    assert (claim["keys_kept"], claim["threshold"]) == ([True, True, True], 1)
    code, document = run("psbt", "combine", false, false, *wallet, "--out", joined)
    assert code == 3
    assert "change-foreign" in {finding["code"] for finding in document["findings"]}
    assert not joined.exists()


def test_an_export_with_two_keys_for_the_wallet_is_not_guessed_from(desk: Desk, run: Run) -> None:
    keys = sorted((desk.folder / "keys").glob("????????-p2wsh.txt"))
    both = desk.folder / "both.txt"
    both.write_text(keys[0].read_text() + keys[1].read_text())
    code, document = run("key", "show", both, *REGTEST)
    assert (code, document["error"]["code"]) == (4, "keys-several")


def test_a_change_line_of_a_thief_is_not_the_same_wallet(desk: Desk, run: Run) -> None:
    _, shown = run("wallet", "show", desk.wallet_file, *REGTEST)
    thief = str(vector("coldcard/multisig/ccxp-0F056943.json"))
    key = run("key", "show", thief)[1]
    ours = shown["cosigners"][0]["xpub"]
    change = shown["descriptor_change"].split("#")[0].replace(ours, key["xpub"])
    forged = desk.folder / "forged.txt"
    forged.write_text(f"{shown['descriptor_receive']}\n{change}\n")
    code, document = run("wallet", "compare", desk.wallet_file, forged)
    assert (code, document["error"]["code"]) == (4, "branches-crossed")


def test_a_far_locktime_is_named(desk: Desk, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    data = desk.payment.read_bytes()
    transaction = read_psbt(data).transaction.serialize_without_witness()
    for locktime in (499_999_999, 4_294_967_295):
        late = transaction[:-4] + locktime.to_bytes(4, "little")
        path = desk.folder / "late.psbt"
        path.write_bytes(data.replace(transaction, late))
        wallet = ("--wallet", str(desk.wallet_file), *REGTEST)
        code, review = run("psbt", "review", path, *wallet)
        assert (code, review["verdict"]) == (0, "warn")
        assert "locktime" in {finding["code"] for finding in review["findings"]}
        assert main(["psbt", "review", str(path), *wallet]) == 0
        assert "Can be mined only after" in capsys.readouterr().out


def command(*words: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    given = [sys.executable, "-m", "strongroom", *(str(word) for word in words)]
    return subprocess.run(given, capture_output=True, check=False, **more)  # type: ignore[call-overload]


LOG_PLACES = {"too long": "x" * 300, "a file": "/dev/null", "not ours": "/proc/1/x"}


@pytest.mark.parametrize("place", LOG_PLACES.values(), ids=LOG_PLACES.keys())
def test_a_log_that_cannot_be_written_stops_nothing(place: str, desk: Desk) -> None:
    told = {**os.environ, "XDG_STATE_HOME": place}
    result = command("wallet", "show", desk.wallet_file, "--json", env=told)
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout)["descriptor"]


def test_standard_input_that_is_closed_is_named() -> None:
    words = f"exec {sys.executable} -m strongroom inspect - --json <&-"
    result = subprocess.run(["sh", "-c", words], capture_output=True, check=False)
    assert (result.returncode, json.loads(result.stdout)["error"]["code"]) == (4, "file-unreadable")


def test_a_full_disk_behind_standard_output_is_named(desk: Desk) -> None:
    with open("/dev/full", "wb") as full:
        words = [sys.executable, "-m", "strongroom", "wallet", "show", str(desk.wallet_file)]
        result = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 4
    assert b"No space left" in result.stderr
    assert b"Traceback" not in result.stderr


def test_ctrl_c_ends_the_walk_in_one_line(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "strongroom",
        "practice",
        "--terminal",
        "--folder",
        str(tmp_path),
    ]

    def listen() -> None:
        # What a shell starts in the background would not hear it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=listen
    ) as walk:
        assert walk.stderr is not None
        walk.stderr.readline()  # it has begun
        walk.send_signal(signal.SIGINT)
        _, rest = walk.communicate(timeout=60)
    assert (walk.returncode, rest) == (130, b"Stopped.\n")


def test_json_is_json_in_every_encoding(desk: Desk) -> None:
    named = desk.folder / "Übung.txt"
    named.write_bytes(desk.wallet_file.read_bytes())
    told = {**os.environ, "PYTHONIOENCODING": "ascii"}
    result = command("wallet", "show", named, "--json", env=told)
    assert json.loads(result.stdout)["name"] == "Übung"


def test_a_secret_as_a_name_or_an_address_is_stopped(desk: Desk, run: Run) -> None:
    words = "abandon " * 11 + "about"
    key = next((desk.folder / "keys").glob("ccxp-*.json"))
    out = desk.folder / "secret.txt"
    made = run("wallet", "create", "--name", words, "--threshold", 1, "--key", key, "--out", out)
    assert (made[0], made[1]["error"]["code"]) == (4, "secret-found")
    assert not out.exists()
    found = run("address", "find", words, "--wallet", desk.wallet_file)
    assert (found[0], found[1]["error"]["code"]) == (4, "secret-found")


def test_a_file_that_is_read_is_not_written_over(desk: Desk) -> None:
    before = desk.payment.read_bytes()
    words = ["psbt", "combine", desk.payment, desk.signed(1), "--out", desk.payment]
    assert main([str(word) for word in words]) == 2
    assert desk.payment.read_bytes() == before


def test_what_is_no_file_is_not_written_over(desk: Desk) -> None:
    pipe = desk.folder / "pipe"
    os.mkfifo(pipe)
    words = ["wallet", "show", str(desk.wallet_file), "--out", str(pipe)]
    assert main(words) == 4
    assert pipe.is_fifo()


def test_a_link_is_followed_and_stays_a_link(desk: Desk) -> None:
    target, link = desk.folder / "target.txt", desk.folder / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    assert main(["wallet", "show", str(desk.wallet_file), "--out", str(link)]) == 0
    assert link.is_symlink()
    assert target.read_text().startswith("wsh(")


def test_a_bad_signature_in_the_original_stops_the_combining(desk: Desk, run: Run) -> None:
    bad = desk.signed(2)
    data = bytearray(bad.read_bytes())
    place = data.index(read_psbt(bytes(data)).inputs[0].partial_signatures[0].signature)
    data[place + 40] ^= 1
    bad.write_bytes(data)
    joined = desk.folder / "joined.psbt"
    code, document = run("psbt", "combine", bad, desk.signed(1), "--out", joined)
    assert (code, document["complete"]) == (3, False)
    assert not joined.exists()


def test_an_address_tells_which_test_network_is_meant(desk: Desk, run: Run) -> None:
    at = ("--wallet", desk.wallet_file)
    text = run("address", *at, *REGTEST)[1]["addresses"][0]["address"]
    assert run("address", "find", text, *at)[1]["mine"] is True
    code, refused = run("address", "find", text, *at, "--network", "testnet3")
    assert (code, refused["error"]["code"]) == (4, "wrong-network")


def test_of_several_files_the_bad_one_is_named(desk: Desk, run: Run) -> None:
    keys = sorted((desk.folder / "keys").glob("ccxp-*.json"))
    bad = desk.folder / "bad.txt"
    bad.write_text("nothing")
    words = ["wallet", "create", "--name", "x", "--threshold", 1, "--key", keys[0], "--key", bad]
    code, document = run(*words)
    assert (code, document["file"]) == (4, str(bad))


def test_another_kind_of_file_is_called_what_it_is(desk: Desk, run: Run) -> None:
    code, document = run("key", "show", desk.wallet_file)
    assert (code, document["kind"]) == (4, "wallet")
    assert "wallet, not key" in document["error"]["message"]


def test_an_encrypted_record_opens_with_its_token(run: Run) -> None:
    token = ("--token", "a54044308ceac9b7")
    key, wallet = (
        vector(f"bip129/mode3/{name}.dat") for name in ("r1_signer_1_key", "r2_my_multisig_wallet")
    )
    code, shown = run("key", "show", key, *token)
    assert (code, shown["format"], shown["fingerprint"]) == (0, "bsms", "b7868815")
    code, shown = run("wallet", "show", wallet, *token)
    assert (code, shown["threshold"], len(shown["cosigners"])) == (0, 2, 2)
    code, document = run("inspect", wallet, *token)
    assert (code, document["kind"]) == (0, "wallet")
    code, document = run("inspect", wallet)
    assert (code, document["kind"], document["format"]) == (0, "encrypted-backup", "bsms")
    code, refused = run("key", "show", key)
    assert (code, refused["error"]["code"]) == (4, "token-needed")
    code, refused = run("key", "show", key, "--token", "a54044308ceac9b8")
    assert (code, refused["error"]["code"]) == (4, "token-wrong")


def test_a_files_name_does_not_steer_the_terminal(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [desk.folder / f"{number}\x1b]0;Signed\x07\x1b[2K.txt" for number in (1, 2)]
    for name in names:
        name.write_text("good morning")
    for words in (["wallet", "compare", *names], ["inspect", *names], ["inspect", names[0]]):
        assert main([str(word) for word in words]) == 4
        told = capsys.readouterr()
        assert "\x1b" not in told.out + told.err
