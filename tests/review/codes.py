"""Which test shows each code firing, staying quiet and at its limit: ``python -m tests.review.codes``.

A test says it of itself: ``@shows("fee-high", FIRING, QUIET, BOUNDARY)``. The marks are read from
the sources, so that no test has to run.
"""

import ast
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TypeVar

from tests.vectors_source import REPOSITORY

Test = TypeVar("Test", bound=Callable)


class Case(Enum):
    """What a test shows of a code; BOUNDARY is the last value without it and the first with it."""

    FIRING = "firing"
    QUIET = "quiet"
    BOUNDARY = "boundary"


FIRING, QUIET, BOUNDARY = Case

WEIGHERS = ("reject", "block", "warn", "info", "Finding")

LIMITED = frozenset(
    (
        "psbt-malformed",
        "transaction-unusual",
        "amount-out-of-range",
        "change-unfindable",
        "fee-high",
        "fee-low",
        "locktime",
        "rbf",
        "dust",
        "data-output",
        "too-large",
        "secret-found",
        "secret-suspected",
        "text-unsafe",
        "key-malformed",
        "threshold-invalid",
        "low-threshold",
        "same-vendor",
        "qr-limit",
        "file-too-big",
        "signatures-missing",
        "address-lookalike",
        "address-not-whitelisted",
        "spending-limit",
        "cool-down",
        "clock-set-back",
        "recovery-path",
        "recovery-early",
        "recovery-soon",
        "recovery-invalid",
        "advisory",
        "path-too-long",
        "file-malformed",
    )
)
"""Codes that depend on a measure."""

NOT_BUILT = frozenset(("device-unavailable",))
"""Codes of the design that nothing in the program raises yet."""


def shows(code: str, *cases: Case) -> Callable[[Test], Test]:
    """Says of a test that it shows ``code`` in these cases."""
    assert code, cases
    return lambda test: test


@cache
def shown() -> dict[tuple[str, Case], tuple[str, ...]]:
    """The tests that say they show a code in a case."""
    found: dict[tuple[str, Case], tuple[str, ...]] = {}
    for path in sorted((REPOSITORY / "tests").rglob("test_*.py")):
        for code, case, name in _marks(path):
            found[code, case] = (*found.get((code, case), ()), name)
    return found


def raised() -> frozenset[str]:
    """Every code that the program puts into a finding."""
    codes = (
        argument.value
        for path in sorted((REPOSITORY / "desktop" / "strongroom").rglob("*.py"))
        for name, arguments in _calls(ast.parse(path.read_text("utf-8")))
        if name in WEIGHERS
        for argument in arguments[:1]
        if isinstance(argument, ast.Constant)
    )
    return frozenset(map(str, codes))


def table(codes: frozenset[str]) -> Iterator[str]:
    """Lines of a table: how many tests show each code in each case."""
    yield f"{'code':30}" + "".join(f"{case.value:>10}" for case in Case)
    for code in sorted(codes):
        counts = [len(shown().get((code, case), ())) for case in Case]
        last = counts[-1] or ("" if code in LIMITED else "-")
        yield f"{code:30}{counts[0]:>10}{counts[1]:>10}{last:>10}"


def _marks(path: Path) -> Iterator[tuple[str, Case, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                for name, arguments in _calls(decorator):
                    if name == "shows":
                        yield from _cases(arguments, f"{path.stem}.{node.name}")


def _cases(arguments: list[ast.expr], name: str) -> Iterator[tuple[str, Case, str]]:
    code, *cases = arguments
    assert isinstance(code, ast.Constant)
    for case in cases:
        assert isinstance(case, ast.Name)
        yield str(code.value), Case[case.id], name


def _calls(tree: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node.args


if __name__ == "__main__":
    from tests.words.test_findings import DESIGN

    print("\n".join(table(raised() | frozenset(DESIGN) - NOT_BUILT)))
