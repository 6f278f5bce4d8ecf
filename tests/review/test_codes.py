"""No code without a test in which it fires, one in which it stays quiet, and one at its limit."""

import pytest

from strongroom.words.findings import PHRASES
from tests.review.codes import BOUNDARY, FIRING, LIMITED, NOT_BUILT, QUIET, raised, shown, table
from tests.words.test_findings import DESIGN

CODES = sorted(raised() | set(DESIGN) - NOT_BUILT)


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_shown_firing_quiet_and_at_its_limit(code: str) -> None:
    wanted = (FIRING, QUIET, BOUNDARY) if code in LIMITED else (FIRING, QUIET)
    assert [case.value for case in wanted if not shown().get((code, case))] == []


def test_what_is_not_built_is_raised_by_nothing() -> None:
    assert not raised() & NOT_BUILT
    assert set(DESIGN) >= NOT_BUILT


def test_only_codes_of_the_program_are_shown() -> None:
    assert {code for code, _ in shown()} <= {*PHRASES, *CODES}
    assert set(CODES) >= LIMITED


def test_the_table_has_a_line_for_every_code() -> None:
    head, *lines = table(frozenset(CODES))
    assert head.split() == ["code", "firing", "quiet", "boundary"]
    assert [line.split()[0] for line in lines] == CODES
