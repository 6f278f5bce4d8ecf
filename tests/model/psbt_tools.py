"""What the tests of the PSBT reader share."""

from collections.abc import Callable, Iterator

import pytest

from strongroom.model.bytes_reader import byte_string
from strongroom.model.errors import ReadError
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import MAGIC


def map_of(*records: tuple[str, str]) -> bytes:
    pairs = [byte_string(bytes.fromhex(k)) + byte_string(bytes.fromhex(v)) for k, v in records]
    return b"".join(pairs) + b"\0"


def psbt_of(global_map: bytes, *maps: bytes) -> bytes:
    return MAGIC + global_map + b"".join(maps)


def every_value(psbt: Psbt) -> Iterator[object]:
    """All that can be asked of a PSBT and its maps."""
    for part in (psbt, *psbt.inputs, *psbt.outputs):
        for name in dir(type(part)):
            if not name.startswith("_") and name not in ("spent_output", "records"):
                yield getattr(part, name)
    for index in range(len(psbt.inputs)):
        yield psbt.spent_output(index)


def error_of(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_psbt(data)
    assert caught.value.code == "psbt-malformed"
    return caught.value


def refusal(read: Callable[[bytes], object], data: bytes) -> str | None:
    """The code with which ``data`` is refused, if it is."""
    try:
        read(data)
    except ReadError as error:
        return error.code
    return None
