"""That a wallet was registered on a device, and the proof the device gave for it."""

from dataclasses import dataclass

from strongroom.model.device import Device
from strongroom.vault.record import Record


@dataclass(frozen=True, slots=True)
class RegistrationRecord(Record):
    """A wallet policy (BIP-388) that a device was shown and accepted.

    ``name`` is the policy's as the device has it, ``checksum`` that of the wallet's descriptor
    then. ``proof`` is in hexadecimal what the device wants to see again, Ledger's HMAC of 32 bytes;
    empty where the device remembers it itself. ``day`` is written as ``2026-03-01``, ``2026-03`` or
    ``2026``; it and ``firmware`` may be empty.
    """

    device: Device
    name: str
    checksum: str
    proof: str = ""
    day: str = ""
    firmware: str = ""
