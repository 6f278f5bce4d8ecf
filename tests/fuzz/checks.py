"""What holds of every reader, whatever it is given."""

import resource
import time

from tests.fuzz.targets import Target

Outcome = object
"""What was read, or the error with which it was refused."""


def check(target: Target, data: bytes) -> Outcome:
    """Read ``data``, twice where that is quick.

    Raises ``AssertionError`` where the target does not keep its word. Any error that is not one of
    the target's own goes through as it is.
    """
    before, memory = time.process_time(), _most_memory()
    first = _outcome(target, data)
    seconds, grown = time.process_time() - before, _most_memory() - memory
    assert seconds <= target.seconds, f"{seconds:.1f} s of the processor"
    assert grown <= target.memory, f"{grown >> 20} MiB more than before"
    if not target.is_slow:
        assert _outcome(target, data) == first, "a second reading is another one"
    return first


def _outcome(target: Target, data: bytes) -> Outcome:
    try:
        return target.read(data)
    except target.refuses as error:
        return type(error), getattr(error, "code", ""), str(error)


def _most_memory() -> int:
    """Bytes the process has had at most."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
