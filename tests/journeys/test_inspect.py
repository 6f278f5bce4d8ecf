"""``inspect`` on everything: every published sample, and files that are nothing at all."""

import json
from pathlib import Path

import pytest

from strongroom.cli.main import main
from tests.vectors_source import vector, vector_names

KINDS = {
    *("key", "wallet", "psbt", "transaction", "address", "labels", "signed-message"),
    *("encrypted-backup", "secret", "unknown"),
}


def inspect(capsys: pytest.CaptureFixture[str], path: Path) -> tuple[int, dict]:
    code = main(["inspect", str(path), "--json"])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return code, dict(json.loads(printed.out))


@pytest.mark.parametrize("name", vector_names("*"))
def test_every_published_sample_gets_an_answer(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = inspect(capsys, vector(name))
    assert code in (0, 3, 4)
    if code == 4:
        assert document["error"]["code"]
        assert document["error"]["message"]
    assert document["kind"] in KINDS


KNOWN = {
    "coldcard/multisig/ccxp-0F056943.json": ("key", "coldcard_ccxp"),
    "coldcard/export/coldcard-export.json": ("key", "coldcard_generic"),
    "bip129/mode2/r2_my_multisig_wallet.bsms": ("wallet", "bsms"),
    "coldcard/multisig/export-p2wsh-myself.txt": ("wallet", "coldcard_text"),
    "bbqr/1in2out.psbt": ("psbt", "binary"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_says_what_it_is(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = inspect(capsys, vector(name))
    assert code == 0
    assert (document["kind"], document["format"]) == KNOWN[name]


NOTHING = {
    "empty": b"",
    "spaces": b"   \n",
    "null bytes": b"\0" * 100,
    "prose": b"Dear Alice, the meeting is on Friday.",
    "half a PSBT": b"psbt\xff\x01\x00",
    "an empty object": b"{}",
    "a deep list": b"[" * 100_000,
    "half a descriptor": b"wsh(sortedmulti(2,",
    "not UTF-8": b"\xff\xfe\xfa" * 50,
}


@pytest.mark.parametrize("data", NOTHING.values(), ids=NOTHING.keys())
def test_what_is_nothing_is_refused_by_name(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    code, document = inspect(capsys, path)
    assert code == 4
    assert document["error"]["code"]


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "/nowhere/at/all"]) == 4
    assert "/nowhere/at/all" in capsys.readouterr().err


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    assert main(["inspect", str(tmp_path)]) == 4
    assert main(["inspect", "/dev/zero"]) == 4


SECRETS = {
    "seed words": "abandon " * 11 + "about",
    "a numbered list": "\n".join(f"{n}. abandon" for n in range(1, 13)),
    "a private key": "L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1",
}


@pytest.mark.parametrize("text", SECRETS.values(), ids=SECRETS.keys())
def test_a_secret_is_stopped_and_never_repeated(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    path.write_text(text)
    assert main(["inspect", str(path), "--json"]) == 4
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert (document["kind"], document["error"]["code"]) == ("secret", "secret-found")
    assert "abandon" not in printed.out + printed.err
    assert "L4rK" not in printed.out + printed.err
