"""The signers this program knows by name, and how people write those names."""

import re
from enum import StrEnum


class Device(StrEnum):
    """A kind of signer; the words are those of ``--for``."""

    BITBOX02 = "bitbox02"
    COLDCARD = "coldcard"
    COLDCARD_Q = "coldcard-q"
    JADE = "jade"
    KEEPKEY = "keepkey"
    KEYSTONE = "keystone"
    KRUX = "krux"
    LEDGER = "ledger"
    PASSPORT = "passport"
    SEEDSIGNER = "seedsigner"
    SPECTER_DIY = "specter-diy"
    TREZOR = "trezor"


_SPELLINGS = {
    Device.BITBOX02: r"bitbox",
    Device.COLDCARD_Q: r"coldcard ?q|cold card q|\bq1\b",
    Device.COLDCARD: r"cold ?card|\bmk ?[1-5]\b",
    Device.JADE: r"\bjade\b",
    Device.KEEPKEY: r"keep ?key",
    Device.KEYSTONE: r"keystone|cobo",
    Device.KRUX: r"\bkrux\b",
    Device.LEDGER: r"ledger|\bnano\b",
    Device.PASSPORT: r"passport|foundation",
    Device.SEEDSIGNER: r"seed ?signer",
    Device.SPECTER_DIY: r"specter",
    Device.TREZOR: r"trezor",
}
"""Looked for in this order, whatever the case of the letters."""


def device_named(text: str) -> Device | None:
    """The device meant by what somebody wrote beside a key, such as "Alice's ColdCard Q"."""
    plain = text.lower().replace("-", " ").replace("_", " ")
    found = (device for device, spelling in _SPELLINGS.items() if re.search(spelling, plain))
    return next(found, None)
