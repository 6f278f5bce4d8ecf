"""How a PSBT is packed for each device: what it reads, and what it does without."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from strongroom.model.device import Device
from strongroom.model.psbt import Psbt
from strongroom.model.script_type import ScriptType
from strongroom.workflows.packing import FULL, Packing

_SLIMMED = (ScriptType.P2SH_P2WSH, ScriptType.P2WSH)
"""Wallets whose previous transactions can be left out: taproot has none, and p2sh always has."""


class Way(Enum):
    """How it is carried: a file has room, and of codes there should be few."""

    FILE = "file"
    CODES = "codes"


class Need(Enum):
    """What a device does with a part of a PSBT: it refuses, warns or passes over inputs without
    it; it reads it where it is there; it never looks at it."""

    WANTED = "wanted"
    READ = "read"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Reads:
    """``previous`` are the previous transactions of segwit inputs, ``xpubs`` the cosigners'
    extended keys (PSBT_GLOBAL_XPUB)."""

    version_2: bool
    previous: Need
    xpubs: Need


READS: Final = {
    Device.BITBOX02: Reads(version_2=True, previous=Need.WANTED, xpubs=Need.WANTED),
    Device.COLDCARD: Reads(version_2=True, previous=Need.READ, xpubs=Need.READ),
    Device.COLDCARD_Q: Reads(version_2=True, previous=Need.READ, xpubs=Need.READ),
    Device.JADE: Reads(version_2=True, previous=Need.READ, xpubs=Need.IGNORED),
    Device.KEEPKEY: Reads(version_2=True, previous=Need.WANTED, xpubs=Need.WANTED),
    Device.KEYSTONE: Reads(version_2=False, previous=Need.WANTED, xpubs=Need.WANTED),
    Device.KRUX: Reads(version_2=True, previous=Need.READ, xpubs=Need.WANTED),
    Device.LEDGER: Reads(version_2=True, previous=Need.WANTED, xpubs=Need.WANTED),
    Device.PASSPORT: Reads(version_2=False, previous=Need.READ, xpubs=Need.READ),
    Device.SEEDSIGNER: Reads(version_2=True, previous=Need.READ, xpubs=Need.IGNORED),
    Device.SPECTER_DIY: Reads(version_2=True, previous=Need.READ, xpubs=Need.IGNORED),
    Device.TREZOR: Reads(version_2=True, previous=Need.WANTED, xpubs=Need.WANTED),
}
"""As read in the firmware's published sources, and in HWI's for the devices it speaks to. All of
them read version 0, and none asks for version 2."""


class Misfit(Enum):
    """Why a device may not take a packing."""

    VERSION_2 = "version-2"
    NO_PREVIOUS = "no-previous"
    NO_XPUBS = "no-xpubs"


@dataclass(frozen=True, slots=True)
class PackingChoice:
    """For which device it is packed; ``other`` was chosen in place of that device's packing."""

    device: Device | None
    other: Packing | None = None

    def packing(self, way: Way) -> Packing:
        return self.other or packing_for_device(self.device, way)


def packing_for_device(device: Device | None, way: Way = Way.FILE) -> Packing:
    """Full for a device nobody told. Previous transactions are left out of codes alone: where
    there is room for them, a device can check the amounts against them."""
    if device is None:
        return FULL
    reads = READS[device]
    return Packing(
        is_slim=way is Way.CODES and reads.previous is not Need.WANTED,
        has_xpubs=reads.xpubs is not Need.IGNORED,
    )


def has_previous(psbt: Psbt, packing: Packing, script_type: ScriptType) -> bool:
    """Whether there will be previous transactions in it."""
    is_there = any(entry.previous_transaction for entry in psbt.inputs)
    is_slimmed = packing.is_slim and script_type in _SLIMMED
    return is_there and not is_slimmed and script_type is not ScriptType.P2TR


def can_be_slim(psbt: Psbt, script_type: ScriptType) -> bool:
    """Whether there are previous transactions that can be left out."""
    return script_type in _SLIMMED and has_previous(psbt, FULL, script_type)


def misfits(device: Device | None, packing: Packing, script_type: ScriptType) -> Iterator[Misfit]:
    """What of a packing a device may refuse; nothing for one nobody told."""
    if device is None:
        return
    reads = READS[device]
    if packing.version == 2 and not reads.version_2:
        yield Misfit.VERSION_2
    if packing.is_slim and script_type in _SLIMMED and reads.previous is Need.WANTED:
        yield Misfit.NO_PREVIOUS
    if not packing.has_xpubs and reads.xpubs is Need.WANTED:
        yield Misfit.NO_XPUBS
