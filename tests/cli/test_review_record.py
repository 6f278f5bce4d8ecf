import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from strongroom.cli.main import main
from strongroom.model.descriptor import write_descriptor
from strongroom.model.psbt_writer import write_psbt
from strongroom.words.amounts import grouped_address
from tests.cli.conftest import Desk, Run
from tests.paper.reading import read
from tests.window.frame import FAMILY
from tests.window.page_payments import false_change

REGTEST = ("--network", "regtest")


@pytest.fixture(autouse=True)
def with_qt(qapp: QApplication) -> None:
    """One application for all tests of a process."""


def test_a_review_is_recorded_as_a_page(desk: Desk, run: Run, tmp_path: Path) -> None:
    record = tmp_path / "review.pdf"
    words = ("psbt", "review", desk.payment, "--wallet", desk.wallet_file, *REGTEST)
    code, document = run(*words, "--record", record)
    assert (code, document["record"]) == (0, str(record))
    found = read(record.read_bytes())
    assert len(found.texts) == 1
    assert grouped_address(document["txid"]) in found.words
    assert record.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_its_page_is_of_the_size_asked_for(
    desk: Desk, run: Run, tmp_path: Path, paper: str, width: int
) -> None:
    record = tmp_path / "review.pdf"
    words = ("psbt", "review", desk.payment, "--wallet", desk.wallet_file, *REGTEST)
    assert run(*words, "--record", record, "--paper", paper)[0] == 0
    assert read(record.read_bytes()).size[0] == width


def test_a_review_is_recorded_for_programs(desk: Desk, run: Run, tmp_path: Path) -> None:
    record = tmp_path / "review.json"
    words = ("psbt", "review", desk.payment, "--wallet", desk.wallet_file, *REGTEST)
    _, document = run(*words, "--record", record)
    assert json.loads(record.read_text())["digest"] == document["digest"]


def test_a_review_that_is_stopped_writes_nothing(run: Run, tmp_path: Path) -> None:
    wallet, payment, record = (tmp_path / name for name in ("w.txt", "p.psbt", "r.pdf"))
    wallet.write_text(write_descriptor(FAMILY.policy))
    payment.write_bytes(write_psbt(false_change()))
    words = ("psbt", "review", payment, "--wallet", wallet, *REGTEST, "--record", record)
    assert run(*words)[0] == 3
    assert not record.exists()


@pytest.mark.parametrize("name", ["record.txt", "record", "payment.psbt"])
def test_a_record_of_another_name_is_refused(desk: Desk, name: str) -> None:
    before = desk.payment.read_bytes()
    words = ["psbt", "review", desk.payment, "--wallet", desk.wallet_file, *REGTEST]
    assert main([*map(str, words), "--record", str(desk.folder / name)]) == 2
    assert desk.payment.read_bytes() == before
