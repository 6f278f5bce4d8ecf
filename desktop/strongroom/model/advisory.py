"""Published warnings about signers, and the firmware they are about."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from strongroom.model.device import Device
from strongroom.model.firmware import Firmware


class Concern(Enum):
    """What can go wrong; a seed stays as it was made, all else changes with the firmware."""

    SEED = "seed"
    CHANGE = "change"
    REGISTRATION = "registration"
    FEE = "fee"
    PASSPHRASE = "passphrase"
    HOSTILE_COMPUTER = "hostile-computer"


@dataclass(frozen=True, slots=True)
class FirmwareRange:
    """From ``first`` on, and ``before`` another."""

    first: Firmware
    before: Firmware

    def __post_init__(self) -> None:
        if self.first.numbers >= self.before.numbers:
            raise ValueError("a range of firmware ends before it begins")

    def __contains__(self, firmware: Firmware) -> bool:
        return self.first.numbers <= firmware.numbers < self.before.numbers


@dataclass(frozen=True, slots=True)
class Advisory:
    """About a ``device``, or about what people call by one of the ``words``, in small letters.

    ``published`` is a day, a month or a year, as in ISO 8601; ``source`` is the page's address.
    """

    name: str
    device: Device | None
    words: tuple[str, ...]
    concern: Concern
    ranges: tuple[FirmwareRange, ...]
    published: str
    source: str

    def is_about(self, firmware: Firmware) -> bool:
        return any(firmware in each for each in self.ranges)


@dataclass(frozen=True, slots=True)
class AdvisoryList:
    """Those known on the day ``as_of``."""

    as_of: date
    advisories: tuple[Advisory, ...]
