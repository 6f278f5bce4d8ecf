"""What to do at each device to have it read a code, and to have it show one."""

from dataclasses import dataclass

from strongroom.model.device import Device
from strongroom.words.marker import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class DeviceWords:
    """``reads``: how it is brought to read a code from this screen. ``shows``: how it is brought
    to show its answer to a camera here. Whole sentences, still to be translated."""

    reads: str
    shows: str


_ANY = DeviceWords(
    QT_TRANSLATE_NOOP(
        "Words",
        "Have the signer scan a QR code, and hold it a hand’s breadth from this one.",
    ),
    QT_TRANSLATE_NOOP("Words", "Have the signer show its answer as a QR code."),
)
_JADE = DeviceWords(
    QT_TRANSLATE_NOOP(
        "Words", "Choose Scan QR on the Jade, and hold it a hand’s breadth from this code."
    ),
    QT_TRANSLATE_NOOP("Words", "When you have agreed, the Jade shows the signed payment as codes."),
)
_COLDCARD_Q = DeviceWords(
    QT_TRANSLATE_NOOP(
        "Words", "Press the QR key of the Coldcard Q, and hold it a hand’s breadth from this code."
    ),
    QT_TRANSLATE_NOOP(
        "Words", "When you have agreed, press the QR key: the signed payment comes as codes."
    ),
)
_SEEDSIGNER = DeviceWords(
    QT_TRANSLATE_NOOP(
        "Words", "Choose Scan on the SeedSigner, and hold it a hand’s breadth from this code."
    ),
    QT_TRANSLATE_NOOP(
        "Words", "When you have agreed, the SeedSigner shows the signed payment as codes."
    ),
)
_KRUX = DeviceWords(
    QT_TRANSLATE_NOOP(
        "Words", "Choose Sign, PSBT and the camera on the Krux, and hold it before this code."
    ),
    QT_TRANSLATE_NOOP("Words", "When you have agreed, choose to sign to a QR code on the Krux."),
)
_PASSPORT = DeviceWords(
    QT_TRANSLATE_NOOP(
        "Words", "Choose Sign with QR code on the Passport, and hold it before this code."
    ),
    QT_TRANSLATE_NOOP(
        "Words", "When you have agreed, the Passport shows the signed payment as codes."
    ),
)
_KEYSTONE = DeviceWords(
    QT_TRANSLATE_NOOP(
        "Words", "Touch the scan sign on the Keystone, and hold it a hand’s breadth from this code."
    ),
    QT_TRANSLATE_NOOP(
        "Words", "When you have agreed, the Keystone shows the signed payment as codes."
    ),
)
_SPECTER = DeviceWords(
    QT_TRANSLATE_NOOP(
        "Words", "Choose Scan QR code on the Specter-DIY, and hold it before this code."
    ),
    QT_TRANSLATE_NOOP(
        "Words", "When you have agreed, the Specter-DIY shows the signed payment as a code."
    ),
)
_WORDS = {
    Device.JADE: _JADE,
    Device.COLDCARD_Q: _COLDCARD_Q,
    Device.SEEDSIGNER: _SEEDSIGNER,
    Device.KRUX: _KRUX,
    Device.PASSPORT: _PASSPORT,
    Device.KEYSTONE: _KEYSTONE,
    Device.SPECTER_DIY: _SPECTER,
}

_TITLES = {
    Device.BITBOX02: "BitBox02",
    Device.COLDCARD: "Coldcard",
    Device.COLDCARD_Q: "Coldcard Q",
    Device.JADE: "Jade",
    Device.KEEPKEY: "KeepKey",
    Device.KEYSTONE: "Keystone",
    Device.KRUX: "Krux",
    Device.LEDGER: "Ledger",
    Device.PASSPORT: "Passport",
    Device.SEEDSIGNER: "SeedSigner",
    Device.SPECTER_DIY: "Specter-DIY",
    Device.TREZOR: "Trezor",
}


def device_title(device: Device) -> str:
    """A device as its maker writes it."""
    return _TITLES[device]


def words_of(device: Device | None) -> DeviceWords:
    """The words for a device; those for any signer where it is not known."""
    return _ANY if device is None else _WORDS.get(device, _ANY)
