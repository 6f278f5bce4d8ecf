"""Registrations of a wallet on its cosigners' devices: made fit to be kept, and held to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from strongroom.formats.contract import DeviceProof
from strongroom.formats.text import device_name
from strongroom.model.descriptor import parse_descriptor, write_descriptor
from strongroom.model.device import Device
from strongroom.model.errors import ReadError
from strongroom.model.finding import Finding, Severity
from strongroom.model.wallet import Wallet
from strongroom.vault.records import CosignerRecord, WalletRecord
from strongroom.vault.registrations import RegistrationRecord
from strongroom.workflows.free_text import clean, refuse_secrets
from strongroom.workflows.provenance import check_date

MAX_PROOF = 128
"""Bytes."""
MAX_DEVICE_NAME = 64
"""Characters of a policy's name on a device, as Ledger has it; others take fewer."""

_HMAC = 32
"""Bytes of what Ledger gives (HMAC-SHA256)."""
_PROOF = re.compile(f"(?:[0-9a-f]{{2}}){{0,{MAX_PROOF}}}")


@dataclass(frozen=True, slots=True)
class Registration:
    """One of a wallet, on a device of the cosigner at ``position``; ``fingerprint`` is the master
    key's in hexadecimal, empty where it is not known."""

    position: int
    cosigner: str
    fingerprint: str
    record: RegistrationRecord


def registrations_of(wallet: Wallet, record: WalletRecord) -> tuple[Registration, ...]:
    """All of a wallet, in the order of its keys."""
    told = ((key.fingerprint or b"").hex() for key in wallet.policy.cosigners)
    return tuple(
        Registration(position, said.name, fingerprint, one)
        for position, (fingerprint, said) in enumerate(zip(told, record.cosigners, strict=True))
        for one in said.registrations
    )


def name_on_device(record: WalletRecord) -> str:
    """The name under which a device would most likely be told the wallet."""
    return device_name(record.name, MAX_DEVICE_NAME, "")


def registration_now(
    record: WalletRecord,
    device: Device,
    name: str = "",
    proof: str = "",
    day: str = "",
    firmware: str = "",
) -> RegistrationRecord:
    """A registration of the wallet as it is; without a name it is that of ``name_on_device``."""
    chosen = name.strip() or name_on_device(record)
    return RegistrationRecord(device, chosen, _checksum(record), proof, day, firmware)


def clean_registration(said: RegistrationRecord) -> RegistrationRecord:
    """The record with texts fit to be kept, its proof in small letters without spaces.

    Raises ``ReadError``: ``secret-found``, ``date-malformed`` and ``proof-malformed``.
    """
    check_date(said.day)
    proof = _clean_proof(said.device, said.proof)
    return replace(said, name=clean(said.name), firmware=clean(said.firmware), proof=proof)


def cosigners_of_file(wallet: Wallet, proofs: Iterable[DeviceProof]) -> list[CosignerRecord]:
    """What a file says of each cosigner: its names, and on which devices it is registered."""
    keys = wallet.policy.cosigners
    cosigners = [CosignerRecord(key.name, key.device) for key in keys]
    checksum = _checksum_of(write_descriptor(wallet.policy))
    for one in proofs:
        record = RegistrationRecord(one.device, one.name, checksum, one.proof)
        for position, key in enumerate(keys):
            if key.fingerprint == one.fingerprint:
                cosigners[position] = with_registration(cosigners[position], record)
    return cosigners


def with_registration(said: CosignerRecord, one: RegistrationRecord) -> CosignerRecord:
    """The cosigner with a registration, in place of the one on the same kind of device."""
    others = [each for each in said.registrations if each.device is not one.device]
    every = sorted((*others, one), key=lambda each: each.device.value)
    return replace(said, registrations=tuple(every))


def without_registration(said: CosignerRecord, device: Device) -> CosignerRecord:
    """The cosigner without the registration on that kind of device."""
    kept = tuple(each for each in said.registrations if each.device is not device)
    return replace(said, registrations=kept)


def registration_of(said: CosignerRecord, device: Device) -> RegistrationRecord | None:
    """The registration on that kind of device, if there is one."""
    return next((each for each in said.registrations if each.device is device), None)


def registration_findings(
    one: RegistrationRecord, record: WalletRecord, where: str = "wallet"
) -> tuple[Finding, ...]:
    """Why a registration does not fit the wallet as it is now: none where it does.

    ``registration-outdated`` for a wallet whose keys or ways to spend are others by now,
    ``registration-name`` for one whose name is another than the device has.
    """
    if one.checksum != _checksum(record):
        return (Finding("registration-outdated", Severity.WARN, where, {"name": one.name}),)
    if one.name not in (record.name, name_on_device(record)):
        facts = {"name": one.name, "wallet": record.name}
        return (Finding("registration-name", Severity.WARN, where, facts),)
    return ()


def registrations_carried(before: WalletRecord, after: WalletRecord) -> WalletRecord:
    """The later form of a wallet, with what is known of devices whose keys are still in it."""
    known = dict(zip(_keys(before), before.cosigners, strict=True))
    cosigners = tuple(
        replace(said, registrations=said.registrations or known[key].registrations)
        if key in known
        else said
        for key, said in zip(_keys(after), after.cosigners, strict=True)
    )
    return replace(after, cosigners=cosigners)


def _clean_proof(device: Device, text: str) -> str:
    """Raises ``ReadError`` as ``clean_registration`` does."""
    refuse_secrets(text)
    plain = "".join(text.split()).lower()
    size = len(plain) // 2
    is_proof = _PROOF.fullmatch(plain) is not None
    if not is_proof or (device is Device.LEDGER and size not in (0, _HMAC)):
        raise ReadError("proof-malformed", "this is no proof of such a device", size=size)
    return plain


def _checksum(record: WalletRecord) -> str:
    return _checksum_of(record.descriptor)


def _checksum_of(descriptor: str) -> str:
    return descriptor.rpartition("#")[2]


def _keys(record: WalletRecord) -> list[str]:
    return [str(key.xpub) for key in parse_descriptor(record.descriptor).policy.cosigners]
