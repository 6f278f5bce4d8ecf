import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.rows import Rows
from strongroom.workflows.kept_changes import Change, make

OLD = Change("labels", "a", {"text": "old"})
NEW = Change("labels", "a", {"text": "new"})
GONE = Change("labels", "a", None)
MORE = Change("labels", "b", {"text": "more"})
IMPOSSIBLE = Change("labels", "c", {"half": "\ud800"})


def rows() -> Rows:
    rows = Rows()
    make(rows, [OLD], lambda: None)
    return rows


def refuse() -> None:
    raise VaultError("vault-unwritable", "no space left")


def test_changes_are_all_there_when_they_are_saved() -> None:
    shelf, saved = rows(), list[bytes]()
    make(shelf, [NEW, MORE], lambda: saved.append(shelf.encode()))
    assert saved == [shelf.encode()]
    assert shelf.get("labels", "a") == {"text": "new"}
    assert shelf.get("labels", "b") == {"text": "more"}


@pytest.mark.parametrize("first", [NEW, GONE, MORE])
@pytest.mark.parametrize("second", [GONE, IMPOSSIBLE])
def test_where_saving_fails_everything_is_as_it_was(first: Change, second: Change) -> None:
    shelf = rows()
    before = shelf.encode()
    with pytest.raises(VaultError):
        make(shelf, [first, second], refuse)
    assert shelf.encode() == before
