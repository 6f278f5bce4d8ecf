from pathlib import Path

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.vault import create_with, open_with
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_move import move
from tests.vault.quick import Held


def test_it_stands_in_the_log_where_the_vault_lies_then(tmp_path: Path) -> None:
    target = tmp_path / "stick" / "boat.strongroom"
    with create_with(tmp_path / "home" / "family.strongroom", [Held()]) as vault:
        assert move(vault, target) == ()
    with open_with(target, Held()) as vault:
        (entry,) = Keeper(vault).log().records.values()
    assert (entry.kind, dict(entry.facts)) == (
        "vault-moved",
        {"before": str(tmp_path / "home"), "folder": str(target.parent), "name": target.name},
    )


def test_a_move_that_was_refused_does_not(tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear Anna")
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        with pytest.raises(VaultError):
            move(vault, letter)
        vault.put("a", "b", {})
        vault.save()
        assert not Keeper(vault).log().records
