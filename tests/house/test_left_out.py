from pathlib import Path

import pytest

from tests import conftest
from tests.core_files import NONE_WRITTEN
from tests.vectors_source import REPOSITORY, kept_elsewhere, sources, vector_names

ABSENT_VECTOR = next(source.file for source in sources() if not source.copied)

TESTS = """
import pytest
from tests.core_files import NONE_WRITTEN
from tests.node import NONE_FOUND
from tests.vectors_source import vector, vector_files, vector_names

@pytest.mark.parametrize("name", vector_names("bitcoin-safe/*.wallet"))
def test_reads_a_wallet(name): assert vector(name).read_bytes()

def test_reads_some_wallets(): assert vector_files("bitcoin-safe/*.wallet")

def test_reads_a_copied_vector(): assert vector("bip39/english.txt").read_text()

@pytest.mark.node
def test_asks_a_node(): pytest.skip(NONE_FOUND)

@pytest.mark.npm
def test_asks_another_program(): pytest.skip("no npm")

@pytest.mark.skipif(True, reason=NONE_WRITTEN)
def test_searches_a_core_file(): pass
"""


@pytest.fixture
def lone_clone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with these tests and our conftest, and no vectors but the copied ones."""
    monkeypatch.setenv("STRONGROOM_VECTORS", str(pytester.path / "nowhere"))
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.delenv("STRONGROOM_CI", raising=False)
    pytester.makeini("[pytest]\nmarkers =\n  node\n  npm\nqt_api = pyside6")
    pytester.makeconftest(Path(conftest.__file__).read_text())
    pytester.makepyfile(TESTS)
    return pytester


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["alone", "spread"])
def test_says_what_a_lone_clone_left_out(
    lone_clone: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    result = lone_clone.runpytest_subprocess(*arguments)
    result.assert_outcomes(passed=1, skipped=7)
    result.stdout.fnmatch_lines_random(
        [
            "vector cases that were not run, as ../shared/vectors is absent: 4",
            "node tests were not run: no bitcoind, btcd or Go found",
            "npm tests were not run: no node and npm found",
            NONE_WRITTEN,
        ]
    )
    assert result.ret == pytest.ExitCode.OK


def test_fails_in_ci_when_anything_was_left_out(
    lone_clone: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRONGROOM_CI", "1")
    result = lone_clone.runpytest_subprocess()
    result.assert_outcomes(passed=1, skipped=7)
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_passes_in_ci_when_nothing_was_left_out(
    lone_clone: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRONGROOM_CI", "1")
    result = lone_clone.runpytest_subprocess("-k", "copied")
    assert result.ret == pytest.ExitCode.OK


def test_a_skip_while_collecting_is_counted_too(lone_clone: pytest.Pytester) -> None:
    lone_clone.makepyfile(f"from tests.vectors_source import vector\nvector({ABSENT_VECTOR!r})")
    result = lone_clone.runpytest_subprocess("-n", "2")
    result.stdout.fnmatch_lines(["vector cases that were not run*: 1"])


def test_refuses_a_name_or_a_pattern_that_no_vector_has() -> None:
    with pytest.raises(LookupError):
        vector_names("no-such-folder/*")


def test_knows_of_every_vector_that_lies_elsewhere() -> None:
    if not kept_elsewhere().is_dir():
        pytest.skip("nothing lies elsewhere")
    assert {source.file for source in sources()} == set(vector_names("*"))
