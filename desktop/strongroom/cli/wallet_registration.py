"""``wallet registration list``, ``add`` and ``remove``: on which devices a wallet is registered."""

import argparse

from strongroom.cli.options import UsageError, add_network, add_wallet, common
from strongroom.cli.output import Answer, Json
from strongroom.cli.vault_option import add_vault, kept_wallet, opened_vault
from strongroom.model.device import Device
from strongroom.model.policy import CosignerKey
from strongroom.vault.records import WalletRecord
from strongroom.words.registration_words import ADVICE, registration_line
from strongroom.words.text import visible
from strongroom.workflows.keeping import KeptWallet
from strongroom.workflows.registrations import (
    Registration,
    registration_findings,
    registration_now,
    registrations_of,
)

_DEVICES = tuple(device.value for device in Device)


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands behind ``wallet``."""
    words = "devices that were shown a wallet in a vault, and the proofs they gave"
    group = kinds.add_parser("registration", help=words).add_subparsers(required=True)
    every = group.add_parser("list", parents=[common()], help="those that are kept")
    _add_place(every)
    every.set_defaults(run=_list)
    add = group.add_parser("add", parents=[common()], help="keep one, in place of the one before")
    _add_place(add)
    _add_device(add)
    add.add_argument("--name", default="", help="the wallet's on the device; else its name here")
    add.add_argument(
        "--proof", default="", metavar="HEX", help="what the device gave: Ledger's HMAC"
    )
    add.add_argument("--date", default="", metavar="DAY", help="when, as 2026-03-01")
    add.add_argument("--firmware", default="", help="of the device then")
    add.set_defaults(run=_add)
    remove = group.add_parser("remove", parents=[common()], help="keep one no longer")
    _add_place(remove)
    _add_device(remove)
    remove.set_defaults(run=_remove)


def _add_place(parser: argparse.ArgumentParser) -> None:
    add_wallet(parser, required=True)
    add_vault(parser)
    add_network(parser)


def _add_device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cosigner", required=True, metavar="WHO", help="a cosigner's name or fingerprint"
    )
    parser.add_argument("--device", required=True, choices=_DEVICES, help="its kind of device")


def _list(arguments: argparse.Namespace) -> Answer:
    _check_vault(arguments)
    with opened_vault(arguments) as keeper:
        return _answer(kept_wallet(keeper, arguments))


def _add(arguments: argparse.Namespace) -> Answer:
    _check_vault(arguments)
    with opened_vault(arguments) as keeper:
        kept = kept_wallet(keeper, arguments)
        position, device = _position(kept, arguments.cosigner), Device(arguments.device)
        given = (arguments.name, arguments.proof, arguments.date, arguments.firmware)
        keeper.keep_registration(kept.row, position, registration_now(kept.record, device, *given))
        return _answer(keeper.wallet(kept.row))


def _remove(arguments: argparse.Namespace) -> Answer:
    _check_vault(arguments)
    with opened_vault(arguments) as keeper:
        kept = kept_wallet(keeper, arguments)
        position = _position(kept, arguments.cosigner)
        keeper.forget_registration(kept.row, position, Device(arguments.device))
        return _answer(keeper.wallet(kept.row))


def _check_vault(arguments: argparse.Namespace) -> None:
    if arguments.vault is None:
        words = "Registrations are kept in a vault: --vault PATH, and --wallet NAME in it"
        raise UsageError(words)


def _position(kept: KeptWallet, who: str) -> int:
    """Of the one cosigner with that name or fingerprint; raises ``UsageError``."""
    keys, told = kept.wallet.policy.cosigners, who.replace(" ", "").lower()
    found = [at for at, key in enumerate(keys) if who == key.name or told == _fingerprint(key)]
    if len(found) != 1:
        known = ", ".join(f"{visible(key.name)} ({_fingerprint(key)})" for key in keys)
        raise UsageError(f"--cosigner {who} names {len(found)} cosigners of this wallet: {known}")
    return found[0]


def _fingerprint(key: CosignerKey) -> str:
    return (key.fingerprint or b"").hex()


def _answer(kept: KeptWallet) -> Answer:
    every = registrations_of(kept.wallet, kept.record)
    findings = [
        found
        for one in every
        for found in registration_findings(one.record, kept.record, f"key {one.position}")
    ]
    lines = [line for one in every for line in _lines(one)]
    document: dict[str, Json] = {"registrations": [_json(one, kept.record) for one in every]}
    none = "This wallet's registrations on devices are not known."
    return Answer(document, lines or [none], tuple(findings), notes=(ADVICE,))


def _lines(one: Registration) -> list[str]:
    said = one.record
    who = f"{visible(one.cosigner)} ({one.fingerprint or 'no fingerprint'})"
    line = registration_line(said.device, said.name, said.day, said.firmware)
    return [who, f"  {line}", *([f"  Proof  {said.proof}"] if said.proof else [])]


def _json(one: Registration, wallet: WalletRecord) -> Json:
    said = one.record
    return {
        "position": one.position,
        "cosigner": one.cosigner,
        "fingerprint": one.fingerprint,
        "device": said.device.value,
        "name": said.name,
        "descriptor_checksum": said.checksum,
        "date": said.day,
        "firmware": said.firmware,
        "proof": said.proof,
        "fits": not registration_findings(said, wallet),
    }
