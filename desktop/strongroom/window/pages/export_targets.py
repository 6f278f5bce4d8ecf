"""For whom a wallet is written: its own devices first, then others, programs, and for keeping."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from strongroom.formats import bip138
from strongroom.formats.writing import devices_for
from strongroom.model.device import Device, device_named

DEVICE_TEXT = "coldcard_text"
"""Coldcard's text form, which most devices read, each in its own dialect."""
USB_ONLY = (Device.BITBOX02, Device.LEDGER, Device.TREZOR, Device.KEEPKEY)
"""These read no file of a wallet."""
_PROGRAMS = ("sparrow", "nunchuk", "bluewallet", "bitcoin-safe")
"""Programs that have a dialect of the devices' form."""


class Group(Enum):
    """Who reads it."""

    OWN = "own"
    DEVICES = "devices"
    PROGRAMS = "programs"
    KEEPING = "keeping"


@dataclass(frozen=True, slots=True)
class Target:
    """A format, and the device or program whose dialect it is written in; ``format`` is empty for
    a device that takes no file."""

    format: str
    device: str | None
    ending: str
    group: Group


ENCRYPTED = Target(bip138.NAME, None, "bip138", Group.KEEPING)
LABELS = Target("bip329", None, "jsonl", Group.KEEPING)

_PLAIN = (
    Target("coldcard_descriptor", None, "json", Group.DEVICES),
    Target("specter_diy", None, "txt", Group.DEVICES),
    Target(DEVICE_TEXT, None, "txt", Group.DEVICES),
    *(Target("descriptor", device, "txt", Group.PROGRAMS) for device in devices_for("descriptor")),
    Target("bitcoin_core", None, "json", Group.PROGRAMS),
    Target("caravan", None, "json", Group.PROGRAMS),
    Target("electrum", None, "json", Group.PROGRAMS),
    Target("specter_desktop", None, "json", Group.PROGRAMS),
    Target("ur_output", None, "txt", Group.PROGRAMS),
    Target("descriptor", None, "txt", Group.KEEPING),
    Target("bsms", None, "bsms", Group.KEEPING),
    Target("bip139", None, "json", Group.KEEPING),
    Target("bip388", None, "json", Group.KEEPING),
)


def targets(devices: Iterable[str]) -> tuple[Target, ...]:
    """All there are, group by group; ``devices`` is what people call those of the cosigners."""
    named = dict.fromkeys(filter(None, map(device_named, devices)))
    # Coldcard's file is one for all its models.
    own = [Device.COLDCARD if each is Device.COLDCARD_Q else each for each in named]
    made = [Target("", one, "", Group.OWN) for one in own if one in USB_ONLY]
    for name in devices_for(DEVICE_TEXT):
        group = Group.PROGRAMS if name in _PROGRAMS else Group.DEVICES
        made.append(Target(DEVICE_TEXT, name, "txt", Group.OWN if name in own else group))
    order = list(Group)
    return tuple(sorted((*made, *_PLAIN), key=lambda one: order.index(one.group)))
