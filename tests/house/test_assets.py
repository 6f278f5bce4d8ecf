import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

import pytest

from strongroom.assets import resource
from tests.vectors_source import REPOSITORY

FOLDERS = ("desktop", "resources")
PICTURES = REPOSITORY / "resources" / "screenshots"
"""For readers of the repository; an installation has no use for them."""
FILES = ("LICENSE", "MANIFEST.in", "README.md", "pyproject.toml", "setup.py")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an installation gets, built from a copy so that the checkout stays clean."""
    copied, built = tmp_path_factory.mktemp("copied"), tmp_path_factory.mktemp("built")
    for folder in FOLDERS:
        unwanted = ignore_patterns("__pycache__", "*.egg-info")
        copytree(REPOSITORY / folder, copied / folder, ignore=unwanted)
    for file in FILES:
        copy(REPOSITORY / file, copied)
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir"]
    pip = [sys.executable, "-m", "pip", "wheel", *options, str(built), str(copied)]
    subprocess.run(pip, check=True, capture_output=True)
    return next(built.glob("strongroom-*.whl"))


def test_finds_a_resource_in_a_checkout() -> None:
    assert resource("README.md") == REPOSITORY / "resources" / "README.md"


def test_says_which_resource_is_missing() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/no\.svg"):
        resource("no.svg")


def test_an_installation_has_every_module_and_every_resource(wheel: Path) -> None:
    modules = (REPOSITORY / "desktop").rglob("strongroom/**/*.py")
    found = (path for path in (REPOSITORY / "resources").rglob("*") if path.is_file())
    resources = [path for path in found if not path.is_relative_to(PICTURES)]
    wanted = {path.relative_to(REPOSITORY / "desktop").as_posix() for path in modules}
    wanted |= {f"strongroom/{path.relative_to(REPOSITORY).as_posix()}" for path in resources}
    assert wanted | {"strongroom/py.typed"} <= set(zipfile.ZipFile(wheel).namelist())


def test_an_installation_has_no_pictures_of_the_pages(wheel: Path) -> None:
    assert any(PICTURES.rglob("*.png"))
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if "screenshots" in name]


def test_an_installation_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from strongroom.assets import resource; print(resource('README.md'))"
    seen = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(seen.stdout.strip()) == tmp_path / "strongroom" / "resources" / "README.md"
