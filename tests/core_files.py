"""Whether the system writes core files, for the test that searches one."""

import resource
from pathlib import Path

NONE_WRITTEN = "core files were not searched: the system writes none beside the process"

_PATTERN = Path("/proc/sys/kernel/core_pattern")


def are_written() -> bool:
    """Whether a core dump would become a file beside the process, were it not for us."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    return most != 0 and _PATTERN.exists() and _PATTERN.read_text().startswith("core")
