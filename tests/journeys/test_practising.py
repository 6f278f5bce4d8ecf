"""A newcomer practises in the window of this process: from an empty home to a finished payment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from strongroom.model.transaction import Transaction
from strongroom.window.app import make_parts
from strongroom.window.main_window import MainWindow
from strongroom.window.settings_file import Settings
from tests.journeys.in_window import Clicking


@pytest.fixture
def window(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The program's window in an empty home, without a vault."""
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    parts = make_parts(Settings())
    parts.look.dress(qapp)
    made = MainWindow(parts)
    made.show()
    yield made
    parts.lanes.close()
    parts.session.lock()
    made.close()
    delete(made)


def test_the_whole_way_by_pointing_alone(window: MainWindow, tmp_path: Path) -> None:
    person = Clicking(window, tmp_path)
    person.use("Practise")
    person.go_on("Begin")
    person.see("Reviewed. 2 more signatures complete it.")
    person.go_on("Sign with Practice signer 1")
    person.see("Signed, checked: today")
    person.use("Sign with Practice signer 3")
    person.go_on("Finish the payment")
    person.go_on("Save the transaction", tmp_path / "practice.txn")
    person.see("The transaction is saved")
    made = Transaction.parse(bytes.fromhex((tmp_path / "practice.txn").read_text()))
    (payment,) = window.parts.session.payments
    assert payment.is_finished
    assert made.txid == payment.row
    person.use("Practise")
    person.use("Another payment from Practice wallet")
    person.see("Reviewed. 2 more signatures complete it.")
    assert len(window.parts.session.payments) == 2
