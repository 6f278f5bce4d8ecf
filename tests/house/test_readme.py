import re

import pytest

from tests.vectors_source import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
ENVIRONMENT = (REPOSITORY / "packaging" / "environment.sh").read_text(encoding="utf-8")
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")


def blocks() -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("command", ["make run\n", "make test\n"])
def test_the_two_commands_stand_alone_to_be_pasted(command: str) -> None:
    assert command in blocks()


def test_ci_runs_the_command_of_the_readme() -> None:
    assert (REPOSITORY / ".ci" / "run").read_text().splitlines()[-1] == "make test"


def test_the_readme_names_the_system_packages_that_the_environment_wants() -> None:
    wanted = set(re.findall(r"^lib\S+\.so\.\d+ +(\S+)$", ENVIRONMENT, re.MULTILINE))
    line = next(block for block in blocks() if "apt-get" in block)
    named = set(line.split("--no-install-recommends")[1].split())
    assert named == wanted | {"python3-venv"}


def test_the_pip_lines_are_those_that_make_runs() -> None:
    by_hand = re.findall(r"^\.venv/bin/pip install (.*)$", README, re.MULTILINE)
    by_make = re.findall(r"^ +pip_install (.*)$", ENVIRONMENT, re.MULTILINE)
    assert by_hand == by_make


def test_make_alone_explains_every_target() -> None:
    phony = next(x for x in MAKEFILE.splitlines() if x.startswith(".PHONY"))
    explained = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)
    assert sorted(explained) == sorted(phony.split()[1:])
