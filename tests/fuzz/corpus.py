"""The kept inputs: few and small, each of them once showed the fuzzer something new."""

from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parent / "kept"


def kept(name: str) -> Iterator[bytes]:
    """The inputs that are kept for one target."""
    for path in sorted((CORPUS / name).glob("*")):
        yield path.read_bytes()
