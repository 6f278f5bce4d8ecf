"""``message verify`` and ``message request``: who signed a text, and asking a device to."""

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path

from strongroom.cli.files import read_foreign
from strongroom.cli.options import (
    UsageError,
    add_network,
    add_out,
    common,
    derivation_path,
    network_of,
    out_of,
)
from strongroom.cli.output import Answer, Json, exit_for
from strongroom.formats.message_request import DEVICES, SINGLE_KEY, write_message_request
from strongroom.formats.reading import read_message
from strongroom.formats.signed_message import SignedFile, SignedMessage, signed_files
from strongroom.model.finding import Finding
from strongroom.model.script_type import ScriptType
from strongroom.review.weigh import block
from strongroom.transports.files import read_file, write_file
from strongroom.words.text import visible_lines
from strongroom.workflows.check_message import CheckedMessage, MessageVerdict, check_message
from strongroom.workflows.networks import choose_network


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("message", help="signed messages").add_subparsers(required=True)
    verify = group.add_parser("verify", parents=[common()], help="did this address sign that")
    verify.add_argument(
        "file", nargs="?", metavar="FILE", help="a signed message, or - to read one"
    )
    verify.add_argument("--address")
    verify.add_argument("--message")
    verify.add_argument("--signature", help="in Base64, as devices and BIP-322 give it")
    verify.add_argument(
        "--of", action="append", default=[], metavar="FILE", help="a file the message vouches for"
    )
    add_network(verify)
    verify.set_defaults(run=_verify)
    request = group.add_parser("request", parents=[common()], help="what a device is given to sign")
    request.add_argument(
        "--path", required=True, type=derivation_path, help="of the key that is to sign"
    )
    request.add_argument("--message", required=True)
    request.add_argument("--for", dest="device", required=True, choices=DEVICES)
    request.add_argument(
        "--script",
        choices=[kind.value for kind in SINGLE_KEY],
        help="the address Coldcard names in its answer; what the path is for unless said",
    )
    add_out(request, required=False)
    request.set_defaults(run=_request)


def message_json(checked: CheckedMessage) -> dict[str, Json]:
    """What is told of a signed message; the message as it was signed."""
    files: list[Json] = [
        {"name": each.name, "sha256": each.digest} for each in signed_files(checked.signed.message)
    ]
    return {
        "valid": checked.is_valid,
        "verdict": checked.verdict.value,
        "form": checked.form.value,
        "address": checked.signed.address,
        "message": checked.signed.message,
        "signature": checked.signed.signature,
        "locktime": checked.locktime,
        "sequence": checked.sequence,
        "files": files,
    }


def message_lines(checked: CheckedMessage) -> list[str]:
    """A signed message as a person reads it."""
    return [
        f"{_SAID[checked.verdict]}: {checked.signed.address}",
        *(f"  {part}" for part in visible_lines(checked.signed.message)),
        f"Form  {checked.form.value}",
    ]


_SAID = {
    MessageVerdict.VALID: "Signed by",
    MessageVerdict.INVALID: "Not signed by",
    MessageVerdict.INCONCLUSIVE: "Not verified for",
}


def _verify(arguments: argparse.Namespace) -> Answer:
    checked = check_message(_signed(arguments))
    network = choose_network(
        checked.address.networks[0].kind, checked.address.networks, network_of(arguments)
    )
    compared = [_compared(name, signed_files(checked.signed.message)) for name in arguments.of]
    document: dict[str, Json] = {
        **message_json(checked),
        "network": network.value,
        "compared": [{"name": each.name, "same": each.same} for each in compared],
    }
    findings = (*checked.findings, *(each.finding for each in compared if not each.same))
    lines = message_lines(checked)
    if checked.is_valid:
        lines += [f"The file that was signed: {each.name}" for each in compared if each.same]
    return Answer(document, lines, findings, exit_for(findings))


def _signed(arguments: argparse.Namespace) -> SignedMessage:
    parts = (arguments.message, arguments.address, arguments.signature)
    if arguments.file is None and None not in parts:
        return SignedMessage(*parts)
    if arguments.file is not None and parts == (None, None, None):
        return read_message(read_foreign(arguments.file))
    raise UsageError("Name a signed message FILE, or --address, --message and --signature")


@dataclass(frozen=True, slots=True)
class _Compared:
    """A file, and whether it is one that the message vouches for."""

    name: str
    same: bool

    @property
    def finding(self) -> Finding:
        return block("signed-file-differs", "file", name=self.name)


def _compared(path: str, signed: tuple[SignedFile, ...]) -> _Compared:
    digest = hashlib.sha256(read_file(path)).hexdigest()
    name = Path(path).name
    return _Compared(name, any(each.digest == digest for each in signed))


def _request(arguments: argparse.Namespace) -> Answer:
    out = out_of(arguments)
    script_type = ScriptType(arguments.script) if arguments.script else None
    path, device = arguments.path, arguments.device
    content = write_message_request(path, arguments.message, device, script_type)
    document: dict[str, Json] = {
        "device": device,
        "derivation": f"m/{path}",
        "path": None if out == "-" else out,
        "content": content,
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
    }
    if out is None or out == "-":
        return Answer(document, [], raw=content.rstrip("\n"))
    write_file(Path(out), content.encode())
    return Answer(document, [f"Wrote {out}"])
