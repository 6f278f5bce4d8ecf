from contextlib import nullcontext
from pathlib import Path

import pytest

from strongroom.vault.creating import place_for
from strongroom.vault.errors import VaultError
from tests.vault.disks import plain_user


def test_a_new_vault_lies_beside_others_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "home-vault.strongroom").touch()
    assert place_for("Home vault", tmp_path) == tmp_path / "home-vault-2.strongroom"


def test_its_folder_may_have_to_be_made_and_is_not_made_by_asking(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "strongroom"
    assert place_for("Home", folder) == folder / "home.strongroom"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("beneath", ["", "deeper"])
def test_where_nothing_can_be_written_there_is_no_place(tmp_path: Path, beneath: str) -> None:
    letter = tmp_path / "letter"
    letter.touch()
    for folder, user in ((letter, nullcontext()), (Path("/usr"), plain_user())):
        with user, pytest.raises(VaultError) as refused:
            place_for("Home", folder / beneath)
        assert refused.value.code == "vault-unwritable"
