import os
from pathlib import Path

import pytest

from strongroom.transports.files import FileError, remove_secret, write_secret


def test_a_secret_is_for_its_owner_alone_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "key.pdf"
    before = os.umask(0)
    try:
        write_secret(path, b"secret")
    finally:
        os.umask(before)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"secret", 0o600)
    assert list(tmp_path.iterdir()) == [path]


def test_a_secret_takes_the_place_of_a_file_and_not_its_permissions(tmp_path: Path) -> None:
    path, other = tmp_path / "key.pdf", tmp_path / "other"
    other.write_text("a letter")
    other.chmod(0o644)
    path.symlink_to(other)
    write_secret(path, b"secret")
    assert other.read_text() == "a letter"
    assert (path.is_symlink(), path.stat().st_mode & 0o777) == (False, 0o600)


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "nowhere" / "key.pdf"):
        with pytest.raises(FileError, match=path.name):
            write_secret(path, b"secret")
    assert pipe.is_fifo()


def test_a_secret_is_overwritten_before_it_is_removed(tmp_path: Path) -> None:
    path, second_name = tmp_path / "key.pdf", tmp_path / "second"
    write_secret(path, b"secret")
    os.link(path, second_name)
    remove_secret(path)
    assert not path.exists()
    assert second_name.read_bytes() == bytes(6)


def test_a_secret_that_is_gone_needs_no_removal(tmp_path: Path) -> None:
    remove_secret(tmp_path / "key.pdf")
