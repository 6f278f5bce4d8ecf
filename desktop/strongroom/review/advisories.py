"""The review of a signer: what was published about its device and the firmware it has had."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from strongroom.model.advisory import Advisory, AdvisoryList, Concern
from strongroom.model.device import Device, device_named
from strongroom.model.finding import Finding
from strongroom.model.firmware import Firmware, read_firmware
from strongroom.review.weigh import info, warn

_WORD = re.compile(r"[a-z0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Signer:
    """What people say of a signer, in their words. ``seed_by_hand`` is whether its seed was thrown
    with dice or coins, to which no firmware adds."""

    device: str
    firmware_then: str = ""
    firmware_now: str = ""
    seed_by_hand: bool = False


def review_signer(signer: Signer, known: AdvisoryList, where: str) -> Iterator[Finding]:
    """``advisory`` for each warning about the firmware that made the seed, or that it has now;
    ``firmware-unrecorded`` where there are warnings and nobody said which that is."""
    missing = []
    for part, said in _firmware_said(signer):
        firmware = read_firmware(said)
        about = [
            each
            for each in known.advisories
            if _part(each) == part and _is_of(each, signer.device, firmware)
        ]
        if firmware is not None:
            concerned = (each for each in about if each.is_about(firmware))
            yield from (_warning(each, signer.device, said, known, where) for each in concerned)
        elif about:
            missing.append(part)
    if missing:
        reason = missing[0] if len(missing) == 1 else "both"
        device, as_of = signer.device, known.as_of.isoformat()
        yield info("firmware-unrecorded", where, reason=reason, device=device, as_of=as_of)


def _firmware_said(signer: Signer) -> Iterator[tuple[str, str]]:
    if not signer.seed_by_hand:
        yield "seed", signer.firmware_then
    yield "now", signer.firmware_now


def _part(advisory: Advisory) -> str:
    return "seed" if advisory.concern is Concern.SEED else "now"


def _is_of(advisory: Advisory, said: str, firmware: Firmware | None) -> bool:
    if advisory.device is None:
        return not set(advisory.words).isdisjoint(_WORD.findall(said.lower()))
    device = device_named(said)
    if device is Device.COLDCARD and firmware is not None and firmware.letters.startswith("Q"):
        device = Device.COLDCARD_Q
    return device is advisory.device


def _warning(
    advisory: Advisory, device: str, firmware: str, known: AdvisoryList, where: str
) -> Finding:
    return warn(
        "advisory",
        where,
        reason=advisory.concern.value,
        device=device,
        firmware=firmware,
        published=advisory.published,
        source=advisory.source,
        as_of=known.as_of.isoformat(),
    )
