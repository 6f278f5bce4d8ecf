from pathlib import Path

import pytest

from strongroom.vault.places import Places

HOME = Path("/home/anna")
USUAL = Places.of({}, HOME)


def test_the_usual_places() -> None:
    assert Places(
        vaults=HOME / ".local/share/strongroom",
        cache=HOME / ".cache/strongroom",
        settings=HOME / ".config/strongroom/settings.toml",
        state=HOME / ".local/state/strongroom",
    ) == USUAL  # fmt: skip
    assert USUAL.log == HOME / ".local/state/strongroom/log"


def test_variables_move_them() -> None:
    environment = {f"XDG_{kind}_HOME": f"/{kind}" for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    assert Places.of(environment, HOME) == Places(
        Path("/DATA/strongroom"),
        Path("/CACHE/strongroom"),
        Path("/CONFIG/strongroom/settings.toml"),
        Path("/STATE/strongroom"),
    )


@pytest.mark.parametrize("value", ["", "relative/folder", "~/data"])
def test_a_variable_that_is_no_absolute_path_says_nothing(value: str) -> None:
    assert Places.of({"XDG_DATA_HOME": value}, HOME) == USUAL


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Family", "family.strongroom"),
        ("Müller & Söhne", "muller-sohne.strongroom"),
        ("../../etc/passwd", "etc-passwd.strongroom"),
        (".hidden", "hidden.strongroom"),
        ("家", "wallet.strongroom"),
    ],
)
def test_a_name_makes_a_file_name(tmp_path: Path, name: str, file: str) -> None:
    places = Places.of({"XDG_DATA_HOME": str(tmp_path)}, HOME)
    assert places.vault(name) == tmp_path / "strongroom" / file


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    places = Places.of({"XDG_DATA_HOME": str(tmp_path)}, HOME)
    places.vaults.mkdir()
    places.vault("Family").touch()
    places.vault("Family").symlink_to("nowhere")
    assert places.vault("Family").name == "family-3.strongroom"


def test_finds_the_vaults(tmp_path: Path) -> None:
    places = Places.of({"XDG_DATA_HOME": str(tmp_path)}, HOME)
    assert places.known_vaults() == ()
    places.vaults.mkdir()
    for name in ("b.strongroom", "a.strongroom", ".c.strongroom", "a.kept", "notes.txt"):
        (places.vaults / name).touch()
    assert [path.name for path in places.known_vaults()] == ["a.strongroom", "b.strongroom"]
