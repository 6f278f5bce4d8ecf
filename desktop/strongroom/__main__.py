"""Starts Strongroom: the window, the command line, or a worker process when asked to be one."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from strongroom.vault.core_dumps import forbid_core_dumps

WORKERS = {
    "script-check": "strongroom.engines.kernel_worker",
    "reading": "strongroom.workflows.reading_worker",
    "practice-chain": "strongroom.practice.chain_worker",
    "qr-decode": "strongroom.transports.qr.decode_worker",
    "video": "strongroom.window.scanning.video_worker",
    "security-key": "strongroom.vault.security_key_worker",
}
"""The module that answers the calls of each kind of worker."""

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``argv`` (the process's own, if none is given); returns the exit code."""
    forbid_core_dumps()
    arguments = list(sys.argv[1:] if argv is None else argv)
    match arguments:
        case ["_worker", kind] if kind in WORKERS:
            from strongroom import worker

            worker.run(WORKERS[kind])
            return 0
        case ["practice"]:
            return _window([], practises=True)
        case _ if _are_files(arguments):
            return _window(arguments)
    from strongroom.cli.main import main as command_line

    return command_line(arguments)


def _are_files(arguments: Sequence[str]) -> bool:
    """Whether all are files, as a desktop names them to the program it opens them with."""
    return all(os.sep in each and Path(each).is_file() for each in arguments)


def _window(files: Sequence[str], *, practises: bool = False) -> int:
    """The desktop program, which opens ``files`` or begins with practice; without a display they
    are inspected in the terminal, and where there are none, the practice walk is taken there."""
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _DISPLAYS):
        if files:
            return main(["inspect", *files])
        print("There is no display here; practising in the terminal instead.", file=sys.stderr)
        return main(["practice", "--terminal"])
    # Imports make no garbage; the window's own collector takes over from here.
    gc.disable()
    from strongroom.window.unscanned import leave_imports_unscanned

    leave_imports_unscanned()
    from strongroom.cli.fault_log import open_log
    from strongroom.window.app import run

    open_log()
    return run(files, practises=practises)


if __name__ == "__main__":
    sys.exit(main())
