from pathlib import Path

import pytest

from strongroom.workflows.vault_ways import needs_keyring
from tests.workflows.vault_desks import PAPER, Desk, require_keyring


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "family.strongroom")


@pytest.fixture
def strict(desk: Desk) -> Desk:
    with desk.opened() as vault:
        vault.add_factor(PAPER)
        require_keyring(vault, "words", desk.here())
        assert needs_keyring(vault)
    return desk
