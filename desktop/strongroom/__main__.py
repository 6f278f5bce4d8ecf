"""Starts Strongroom: a worker process when asked to be one, the command line otherwise."""

import sys
from collections.abc import Sequence

from strongroom import worker

WORKERS = {
    "script-check": "strongroom.engines.kernel_worker",
    "practice-chain": "strongroom.practice.chain_worker",
}
"""The module that answers the calls of each kind of worker."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``argv`` (the process's own, if none is given); returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    match arguments:
        case ["_worker", kind] if kind in WORKERS:
            worker.run(WORKERS[kind])
            return 0
    from strongroom.cli.main import main as command_line

    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
