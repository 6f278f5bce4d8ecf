"""Runs every benchmark and prints its figures; ends in 1 where one is out of its bound."""

import sys

from tests.bench.codes import codes
from tests.bench.figures import Benchmark, Figure
from tests.bench.imports import imports
from tests.bench.large_start import large_start
from tests.bench.large_vault import large_vault
from tests.bench.review import review
from tests.bench.start_up import start_up
from tests.bench.vault import vault

BENCHMARKS: tuple[Benchmark, ...] = (
    codes,
    imports,
    review,
    start_up,
    vault,
    large_vault,
    large_start,
)


def main() -> int:
    is_good = True
    for benchmark in BENCHMARKS:
        for figure in benchmark():
            print(figure, flush=True)
            is_good = is_good and (not isinstance(figure, Figure) or figure.is_good)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
