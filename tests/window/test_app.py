from pathlib import Path

import pytest

from strongroom.window.app import first_place
from strongroom.window.places import Home, VaultPlace
from strongroom.window.settings_file import Remembered


def test_the_first_page_is_chosen_without_a_look_at_the_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def looked(path: Path) -> bool:
        raise AssertionError(f"{path} was looked at")

    for question in ("is_file", "exists", "stat"):
        monkeypatch.setattr(Path, question, looked)
    assert first_place(Remembered(vaults=(Path("/net/gone.strongroom"),))) == VaultPlace()
    assert first_place(Remembered()) == Home()
