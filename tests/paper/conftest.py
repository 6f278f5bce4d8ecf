import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def with_qt(qapp: QApplication) -> None:
    """One application for all tests of a process: the window's would not start after paper's."""
