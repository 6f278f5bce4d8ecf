"""``key show``: a cosigner key as its device exported it."""

import argparse

from strongroom.cli.files import read_any
from strongroom.cli.options import add_network, add_token, common, derivation_path, network_of
from strongroom.cli.output import Answer, Json, exit_for
from strongroom.formats.contract import ExportedKey
from strongroom.model.script_type import COSIGNED, ScriptType
from strongroom.workflows.open_key import OpenedKey, open_key


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    group = commands.add_parser("key", help="cosigner keys").add_subparsers(required=True)
    show = group.add_parser("show", parents=[common()], help="a key as read from an export")
    show.add_argument("file", metavar="FILE")
    show.add_argument(
        "--script",
        choices=[script_type.value for script_type in COSIGNED],
        help="the script type to choose the key for, where an export holds several",
    )
    show.add_argument(
        "--path",
        type=derivation_path,
        help="the path of the key, where several have one script type",
    )
    add_network(show)
    add_token(show)
    show.set_defaults(run=_show)


def _show(arguments: argparse.Namespace) -> Answer:
    wanted = ScriptType(arguments.script) if arguments.script else None
    data = read_any(arguments.file, arguments.token)
    opened = open_key(data, wanted, network_of(arguments), arguments.path)
    chosen = key_json(opened.chosen)
    document: dict[str, Json] = {
        **chosen,
        "network": opened.network.value,
        "device": opened.export.device,
        "format": opened.export.format,
        "all_keys": [key_json(key) for key in opened.export.keys],
    }
    return Answer(document, _lines(opened, chosen), opened.findings, exit_for(opened.findings))


def key_json(exported: ExportedKey) -> dict[str, Json]:
    """One key of an export."""
    origin = exported.key.origin
    return {
        "fingerprint": origin.fingerprint.hex() if origin else None,
        "derivation": f"m/{origin.path}" if origin else None,
        "xpub": str(exported.key.xpub),
        "script_type": exported.script_type.value if exported.script_type else None,
    }


def _lines(opened: OpenedKey, chosen: dict[str, Json]) -> list[str]:
    lines = [
        f"Fingerprint  {chosen['fingerprint'] or 'not told'}",
        f"Path         {chosen['derivation'] or 'not told'}",
        f"Key (xpub)   {chosen['xpub']}",
        f"Made for     {chosen['script_type'] or 'not told'}, {opened.network.value}",
    ]
    if opened.export.device:
        lines.append(f"Device       {opened.export.device}")
    others = [key for key in opened.export.keys if key is not opened.chosen]
    if others:
        lines.append("Also in the export; --script or --path chooses another:")
        lines += [_other_line(key) for key in others]
    return lines


def _other_line(exported: ExportedKey) -> str:
    fields = key_json(exported)
    return f"  {fields['derivation'] or 'no path told'}  {fields['script_type'] or ''}".rstrip()
