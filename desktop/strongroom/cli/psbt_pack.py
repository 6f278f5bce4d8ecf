"""``psbt pack``: a reviewed payment as one signer takes it."""

import argparse
import base64
import hashlib
from dataclasses import replace
from pathlib import Path

from strongroom.cli.options import (
    add_out,
    common,
    out_of,
)
from strongroom.cli.output import Answer, Exit, Json, exit_for
from strongroom.cli.payment_beside import (
    Beside,
    add_beside,
    lay_beside,
    opened_psbt,
    read_beside,
)
from strongroom.model.device import Device, device_named
from strongroom.model.psbt_reader import read_psbt
from strongroom.transports.files import write_file
from strongroom.words.device_words import device_title
from strongroom.words.packing_words import misfit_sentence, packing_line
from strongroom.workflows.device_packing import misfits, packing_for_device
from strongroom.workflows.packing import Packing
from strongroom.workflows.payment import PaymentUnderWay, open_warnings, packing_for


def add_to(group: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    pack = group.add_parser("pack", parents=[common()], help="what goes to one signer")
    pack.add_argument("file", metavar="FILE")
    add_beside(pack, needs_wallet=True)
    pack.add_argument(
        "--for",
        dest="device",
        type=_device,
        metavar="DEVICE",
        help="as this device takes it",
    )
    pack.add_argument("--version", type=int, choices=(0, 2), help="of the PSBT")
    previous = pack.add_mutually_exclusive_group()
    previous.add_argument(
        "--slim",
        action="store_true",
        default=None,
        help="without previous transactions, for few codes",
    )
    previous.add_argument("--full", action="store_false", dest="slim", help="with them")
    xpubs = pack.add_mutually_exclusive_group()
    xpubs.add_argument(
        "--with-xpubs", action="store_true", default=None, dest="xpubs", help="the extended keys"
    )
    xpubs.add_argument("--without-xpubs", action="store_false", dest="xpubs")
    pack.add_argument(
        "--acknowledge",
        action="append",
        default=[],
        metavar="CODE",
        help="a warning of the review that was read; once for each",
    )
    add_out(pack, required=True)
    pack.set_defaults(run=_pack)


def _device(text: str) -> Device:
    found = device_named(text)
    if found is None:
        known = ", ".join(Device)
        raise argparse.ArgumentTypeError(f"{text!r} is none of {known}")
    return found


def _pack(arguments: argparse.Namespace) -> Answer:
    out = out_of(arguments, arguments.file, *read_beside(arguments)) or "-"
    psbt = opened_psbt(arguments, arguments.file)
    read = frozenset(arguments.acknowledge)
    beside = lay_beside(arguments, psbt, arguments.file, goes_on=True, acknowledged=read)
    payment = beside.payment
    stopped = exit_for((*beside.unticked, *beside.findings)) is not Exit.DONE
    if payment is None or stopped or open_warnings(payment):
        return _not_packed(beside, payment)
    packing = _packing(arguments)
    return _packed(arguments.device, packing, beside, packing_for(payment, packing), out)


def _packing(arguments: argparse.Namespace) -> Packing:
    """The device's, with what was asked for in place of it."""
    packing = packing_for_device(arguments.device)
    if arguments.version is not None:
        packing = replace(packing, version=arguments.version)
    if arguments.slim is not None:
        packing = replace(packing, is_slim=arguments.slim)
    if arguments.xpubs is not None:
        packing = replace(packing, has_xpubs=arguments.xpubs)
    return packing


def _not_packed(beside: Beside, payment: PaymentUnderWay | None) -> Answer:
    lines = ["Not packed; nothing was written."]
    warnings = open_warnings(payment) if payment is not None and not payment.is_blocked else ()
    if warnings and not beside.unticked:
        codes = dict.fromkeys(found.code for found in warnings)
        asked = " ".join(f"--acknowledge {code}" for code in codes)
        lines.append(f"Read the warnings; then say so with {asked}")
    findings = (*beside.unticked, *beside.findings)
    return Answer({"sha256": None}, lines, findings, Exit.BLOCKED, notes=beside.notes)


def _packed(
    device: Device | None, packing: Packing, beside: Beside, data: bytes, out: str
) -> Answer:
    made = read_psbt(data)
    has_previous = any(entry.previous_transaction for entry in made.inputs)
    document: dict[str, Json] = {
        "device": device,
        "psbt_version": made.version,
        "previous_transactions": has_previous,
        "xpubs": bool(made.global_xpubs),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    line = packing_line(made.version, has_previous=has_previous, has_xpubs=bool(made.global_xpubs))
    notes = [*beside.notes, *_misfit_notes(device, packing, beside)]
    if out == "-":
        document["psbt"] = base64.b64encode(data).decode()
        return Answer(document, [], beside.findings, raw=str(document["psbt"]), notes=notes)
    write_file(Path(out), data)
    return Answer(document, [line], beside.findings, notes=(*notes, f"Wrote {out}"))


def _misfit_notes(device: Device | None, packing: Packing, beside: Beside) -> list[str]:
    if device is None or beside.wallet is None:
        return []
    found = misfits(device, packing, beside.wallet.policy.script_type)
    return [misfit_sentence(each.value, device_title(device)) for each in found]
