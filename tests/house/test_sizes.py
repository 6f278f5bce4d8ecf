import ast
from collections.abc import Iterator
from pathlib import Path

from tests.vectors_source import REPOSITORY

MODULE_LINES = 400
FUNCTION_LINES = 60

MODULES = sorted((REPOSITORY / "desktop" / "strongroom").rglob("*.py"))


def functions(module: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_every_module_fits_in_the_head() -> None:
    assert MODULES
    assert not [m for m in MODULES if len(m.read_text("utf-8").splitlines()) > MODULE_LINES]


def test_every_function_fits_on_a_screen() -> None:
    long = [(m, *f) for m in MODULES for f in functions(m) if f[1] > FUNCTION_LINES]
    assert not long
