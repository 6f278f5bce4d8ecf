import pytest

from tests.vectors_source import COPIED, SOURCES, sources

MAY_BE_COPIED = {
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-2-Clause-Patent",
    "BSD-3-Clause",
    "CC0-1.0",
    "MIT",
    "Unlicense",
    "public domain (stated in the BIP)",
}


def test_every_copied_vector_has_its_source_and_every_source_its_vector() -> None:
    files = {path.relative_to(COPIED).as_posix() for path in COPIED.rglob("*") if path.is_file()}
    assert files - {SOURCES.name} == {source.file for source in sources() if source.copied}


@pytest.mark.parametrize("licence", sorted({s.licence for s in sources() if s.copied}))
def test_what_was_copied_may_be_copied(licence: str) -> None:
    assert licence in MAY_BE_COPIED


def test_what_may_be_copied_was_copied() -> None:
    assert not [s.file for s in sources() if not s.copied and s.licence in MAY_BE_COPIED]
