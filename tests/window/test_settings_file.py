from dataclasses import replace
from pathlib import Path

import pytest

from strongroom.transports.qr.contract import Encoding
from strongroom.transports.qr.styles import Style
from strongroom.window.look import Unit
from strongroom.window.scanning.screen_part import ScreenPart
from strongroom.window.settings_file import (
    Geometry,
    Remembered,
    Settings,
    read_settings,
    write_settings,
)
from strongroom.window.theme import ThemeName

ALL = Remembered(
    ThemeName.DARK,
    1.5,
    Unit.SATOSHI,
    Geometry(10, -20, 1280, 800, is_maximised=True),
    (Path('/home/a "b"\\c\n\u202e/Vault.strongroom'), Path("/media/stick/Vault.strongroom")),
    "de",
    (("any", Style(Encoding.BBQR, 20, 12)), ("specter-diy", Style(Encoding.UR, 4, 1))),
    "Camera of \u2018Alice\u2019",
    camera_id="\\\\?\\usb#vid_1&pid_2",
    is_silent=True,
    screen_part=ScreenPart("HDMI-1", 0.25, 0.0, 1 / 3, 0.5),
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    write_settings(path, ALL)
    assert read_settings(path) == ALL


def test_writing_leaves_nothing_else_behind(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write_settings(path, ALL)
    write_settings(path, Remembered())
    assert [one.name for one in tmp_path.iterdir()] == ["settings.toml"]
    assert read_settings(path) == Remembered()


BAD = {
    "no file": None,
    "no toml": b"theme = ",
    "no text": b"\xff\xfe\x00",
    "another kind": b'theme = 3\ntext-size = "big"\nunit = 7\nvaults = 7\ngeometry = 1\n',
    "an unknown theme": b'theme = "pink"\nunit = "EUR"\n',
    "no lengths": b'[geometry]\nleft = 1.5\ntop = 0\nwidth = true\nheight = "x"\n',
    "a length is missing": b"[geometry]\nleft = 1\n",
    "vaults that are none": b'vaults = [7, "", "here.strongroom", "/a\\u0000b"]\n',
    "codes of nothing": b"codes = 7\n",
    "codes nobody shows": b'[codes.jade]\nencoding = "ur"\nversion = 99\nrate = 4\n',
    "a speed that is no number": b'[codes.any]\nencoding = "ur"\nversion = 9\nrate = true\n',
    "codes of a device nobody knows": b'[codes.toaster]\nencoding = "ur"\nversion = 9\nrate = 4\n',
    "a part beside the screen": b'[screen-part]\nscreen = "a"\nleft = 0.5\ntop = 0.0\nwidth = 0.6\nheight = 1.0\n',
    "a part that is none": b'[screen-part]\nscreen = "a"\nleft = nan\ntop = 0.0\nwidth = 0.6\nheight = 1.0\n',
    "a part of no screen": b"[screen-part]\nleft = 0.0\ntop = 0.0\nwidth = 0.6\nheight = 1.0\n",
    "far away": b"[geometry]\nleft = 1000000000000\ntop = 0\nwidth = 1\nheight = 1\n",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_a_file_without_sense_is_as_none(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "settings.toml"
    if data is not None:
        path.write_bytes(data)
    assert read_settings(path) == Remembered()


def test_one_bad_word_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "pink"\ntext-size = 9\nunit = "sat"\n')
    assert read_settings(path) == Remembered(text_size=2.5, unit=Unit.SATOSHI)


def test_settings_are_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    settings = Settings(path)
    settings.remember(replace(settings.remembered, unit=Unit.SATOSHI))
    assert Settings(path).remembered.unit is Unit.SATOSHI


def test_a_folder_one_may_not_write_to_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.toml")
    settings.remember(ALL)
    assert settings.remembered == ALL


def test_the_last_vault_is_the_first_and_none_stands_twice() -> None:
    said = Remembered()
    for number in (*range(12), 7):
        said = said.with_vault(Path(f"/{number}.strongroom"))
    assert [path.stem for path in said.vaults] == ["7", "11", "10", "9", "8", "6", "5", "4"]
    assert Path("/9.strongroom") not in said.without_vault(Path("/9.strongroom")).vaults


def test_the_path_of_the_vault_is_not_in_what_is_logged() -> None:
    assert "Vault" not in repr(ALL)
