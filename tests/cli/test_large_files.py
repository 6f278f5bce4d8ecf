"""What is large is read in a process of its own before a command reads it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from strongroom.model.psbt_reader import read_psbt
from strongroom.worker import WorkerClient
from strongroom.workflows import reading_apart
from strongroom.workflows.reading_apart import LARGE
from tests.cli.conftest import Desk, Run
from tests.model.psbt_samples import sample
from tests.workflows import test_reading_apart as apart

COMMANDS: dict[str, Callable[[Path, Desk], tuple[object, ...]]] = {
    "inspect": lambda file, _: ("inspect", file),
    "key": lambda file, _: ("key", "show", file),
    "wallet": lambda file, _: ("wallet", "show", file),
    "compare": lambda file, desk: ("wallet", "compare", desk.wallet_file, file),
    "review": lambda file, desk: ("psbt", "review", file, "--wallet", desk.wallet_file),
    "review beside": lambda file, desk: ("psbt", "review", desk.payment, "--wallet", file),
    "previous": lambda file, desk: (
        *("psbt", "review", desk.payment, "--wallet", desk.wallet_file, "--previous", file),
    ),
    "pack": lambda file, desk: (
        *("psbt", "pack", file, "--wallet", desk.wallet_file, "--out", desk.folder / "out"),
    ),
    "combine": lambda file, desk: (
        *("psbt", "combine", desk.payment, file, "--out", desk.folder / "out"),
    ),
    "finalize": lambda file, desk: ("psbt", "finalize", file, "--out", desk.folder / "out"),
    "sign": lambda file, desk: (
        *("psbt", "sign-practice", file, "--signer", 1, "--out", desk.folder / "out"),
    ),
    "codes": lambda file, desk: ("qr", "encode", file, "--format", "ur", "--out", "-"),
    "labels": lambda file, desk: ("labels", "import", file, "--wallet", desk.wallet_file),
    "message": lambda file, _: ("message", "verify", file),
    "log": lambda file, _: ("log", "verify", file),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_what_harms_a_process_harms_no_command(
    name: str, run: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(apart.__file__).parent)
    child = apart.command("reading_child")
    monkeypatch.setattr(reading_apart, "WorkerClient", lambda kind: WorkerClient(kind, child))
    file = desk.folder / "harmful"
    file.write_bytes(b"crash".ljust(LARGE))
    code, document = run(*COMMANDS[name](file, desk))
    assert (code, document["error"]["code"]) == (4, "worker-died")
    assert not (desk.folder / "out").exists()


def test_a_large_payment_is_read_as_a_small_one_is(run: Run, desk: Desk) -> None:
    file = desk.folder / "large.psbt"
    file.write_bytes(sample(200).original)
    code, document = run("inspect", file)
    assert (code, document["kind"]) == (0, "psbt")
    assert file.stat().st_size > LARGE
    assert document["details"]["inputs"] == len(read_psbt(file.read_bytes()).inputs)


def test_a_large_file_of_nothing_known_is_refused_by_who_reads_it(run: Run, desk: Desk) -> None:
    file = desk.folder / "large.psbt"
    file.write_bytes(b"\xff" * LARGE)
    code, document = run("psbt", "review", file, "--wallet", desk.wallet_file)
    assert (code, document["error"]["code"]) == (4, "psbt-malformed")
    assert run("key", "show", file)[1]["error"]["code"] == "not-recognised"
