"""The version of a signer's firmware, as people write it and as it is compared."""

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"(?<![\d.])(\d{1,4}(?:\.\d{1,4}){1,3})([A-Za-z]{0,2})(?![\w.])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Firmware:
    """``numbers`` count from the left, without zeros at the end; ``letters`` name an edition, as
    Coldcard's ``Q`` and ``X``, and are not compared."""

    numbers: tuple[int, ...]
    letters: str = ""


def read_firmware(text: str) -> Firmware | None:
    """The one version in a text such as ``v5.4.4 (Mk4)``; None where there is none, or several."""
    found = _WRITTEN.findall(text)
    if len(found) != 1:
        return None
    numbers, letters = found[0]
    counted = [int(number) for number in numbers.split(".")]
    while counted and counted[-1] == 0:
        counted.pop()
    return Firmware(tuple(counted), letters.upper())
