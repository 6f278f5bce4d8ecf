"""What is said of a wallet's registration on a device."""

from collections.abc import Iterator

from strongroom.model.device import Device
from strongroom.words.amounts import day_in_words
from strongroom.words.device_words import device_title
from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Translate, as_written
from strongroom.words.text import visible

ADVICE = QT_TRANSLATE_NOOP(
    "Registrations",
    "Strongroom does not speak to devices by USB yet. What is kept here is for other programs, and "
    "for later: a Ledger wants to see its proof again with every payment.",
)
_DAY = QT_TRANSLATE_NOOP("Registrations", "Registered on the device: {day}")
_SOME_DAY = QT_TRANSLATE_NOOP("Registrations", "Registered on the device")
_NAME = QT_TRANSLATE_NOOP("Registrations", "as {name}")
_FIRMWARE = QT_TRANSLATE_NOOP("Registrations", "firmware {firmware}")


def registration_line(
    device: Device, name: str, day: str, firmware: str, translate: Translate = as_written
) -> str:
    """``Registered on the device: 3 March 2026 · Ledger · as Savings``."""
    return " · ".join(_parts(device, name, day, firmware, translate))


def _parts(
    device: Device, name: str, day: str, firmware: str, translate: Translate
) -> Iterator[str]:
    context = "Registrations"
    words = translate(context, _DAY if day else _SOME_DAY)
    yield words.format(day=visible(day_in_words(day))) if day else words
    yield device_title(device)
    yield translate(context, _NAME).format(name=visible(name))
    if firmware:
        yield translate(context, _FIRMWARE).format(firmware=visible(firmware))
