import re
import tomllib
from pathlib import Path

import pytest

from tests.vectors_source import REPOSITORY

PINNED = re.compile(r"^([a-z0-9-]+)==([^ ]+)( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")

EVERYTHING = REPOSITORY / "packaging" / "requirements.lock"
BUILD = REPOSITORY / "packaging" / "build.lock"


def pins(lock: Path) -> dict[str, str]:
    found = [PINNED.match(line) for line in lock.read_text().splitlines()]
    return {match[1]: match[2] for match in found if match}


def normal(requirement: str) -> str:
    return re.split(r"[=<>;]", requirement)[0].strip().lower()


def project() -> dict[str, list[str]]:
    data = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    return {
        "run": data["project"]["dependencies"],
        "develop": data["project"]["optional-dependencies"]["dev"],
        "build": data["build-system"]["requires"],
    }


@pytest.mark.parametrize("lock", [EVERYTHING, BUILD], ids=lambda lock: lock.name)
def test_a_lock_holds_pins_hashes_and_comments_only(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    assert not [x for x in lines if not (PINNED.match(x) or HASH.match(x) or x.startswith("#"))]


@pytest.mark.parametrize("lock", [EVERYTHING, BUILD], ids=lambda lock: lock.name)
def test_every_pin_has_a_hash(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    assert all(HASH.match(lines[i + 1]) for i, line in enumerate(lines) if PINNED.match(line))


@pytest.mark.parametrize("group", project())
def test_the_lock_holds_what_the_project_asks_for(group: str) -> None:
    assert {normal(requirement) for requirement in project()[group]} <= pins(EVERYTHING).keys()


@pytest.mark.parametrize("requirement", [r for r in project()["run"] if "==" in r])
def test_the_lock_holds_the_version_the_project_asks_for(requirement: str) -> None:
    assert pins(EVERYTHING)[normal(requirement)] == requirement.split("==")[1]


def test_the_build_lock_is_a_part_of_the_lock() -> None:
    assert pins(BUILD).items() <= pins(EVERYTHING).items()
    assert {normal(requirement) for requirement in project()["build"]} <= pins(BUILD).keys()
