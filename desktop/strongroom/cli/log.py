"""``log show``, ``export`` and ``verify``: what was done in a vault, and whether that holds."""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from strongroom.cli.files import read_foreign
from strongroom.cli.options import add_out, common, out_of
from strongroom.cli.output import Answer, Json, exit_for
from strongroom.cli.vault_option import add_opening, opened_vault
from strongroom.formats.log_chain import CheckedLog, read_log
from strongroom.model.finding import Finding, Severity
from strongroom.transports.files import write_file
from strongroom.vault.records import LogRecord
from strongroom.words.amounts import plural
from strongroom.words.log_words import log_sentence
from strongroom.words.text import visible

_HEAD = re.compile("[0-9a-f]{64}")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("log", help="what was done in a vault, in a log that proves itself")
    kinds = group.add_subparsers(required=True)
    show = kinds.add_parser("show", parents=[common()], help="what was done, the latest last")
    show.add_argument("--wallet", metavar="NAME", help="of one wallet alone")
    show.add_argument("--payment", metavar="TXID", help="of one payment alone, or how it begins")
    show.set_defaults(run=_show)
    export = kinds.add_parser("export", parents=[common()], help="the log as JSON Lines")
    add_out(export, required=True)
    export.set_defaults(run=_export)
    for parser in (show, export):
        parser.add_argument("--vault", required=True, metavar="PATH", help="the vault's file")
        add_opening(parser)
    verify = kinds.add_parser("verify", parents=[common()], help="whether an exported log holds")
    verify.add_argument("file", metavar="FILE")
    verify.add_argument(
        "--head", type=_head, metavar="SHA256", help="the head it must have, noted elsewhere"
    )
    verify.set_defaults(run=_verify)


def _show(arguments: argparse.Namespace) -> Answer:
    with opened_vault(arguments) as keeper:
        found = keeper.check_log()
        shown = _of_wallet(tuple(keeper.log().records.values()), arguments.wallet)
        shown = [one for one in shown if _is_of_payment(one, arguments.payment)]
    entries: list[Json] = [_json(record) for record in shown]
    lines = [_line(one) for one in shown]
    findings = tuple(_breaks(found))
    document = {**_document(found), "entries": entries}
    return Answer(document, [*lines, *_lines(found)], findings, exit_for(findings))


def _of_wallet(records: Sequence[LogRecord], name: str | None) -> list[LogRecord]:
    """All, or those of the wallet that has, or had, the name."""
    rows = {one.wallet for one in records if name in (one.wallet, one.facts.get("wallet"))}
    return [one for one in records if name is None or one.wallet in rows]


def _is_of_payment(record: LogRecord, begins: str | None) -> bool:
    return not begins or str(record.facts.get("payment", "")).startswith(begins.lower())


def _export(arguments: argparse.Namespace) -> Answer:
    out = out_of(arguments, arguments.vault)
    with opened_vault(arguments) as keeper:
        found, content = keeper.check_log(), keeper.log_file()
    document: dict[str, Json] = {**_document(found), "path": arguments.vault, "out": out}
    # What is broken is exported all the same: it is what there is to look at.
    findings = tuple(_breaks(found, Severity.WARN))
    if out == "-":
        document["content"] = text = content.decode()
        return Answer(document, [], findings, exit_for(findings), raw=text.rstrip("\n"))
    write_file(Path(str(out)), content)
    said = [f"{plural(found.count, 'entry', 'entries')} written to {out}.", *_lines(found)]
    return Answer(document, said, findings, exit_for(findings))


def _verify(arguments: argparse.Namespace) -> Answer:
    found = read_log(read_foreign(arguments.file))
    findings = [*_breaks(found)]
    if arguments.head not in (None, found.head):
        findings.append(Finding("log-head-differs", Severity.BLOCK, "file", {"head": found.head}))
    return Answer(_document(found), _lines(found), findings, exit_for(findings))


def _document(found: CheckedLog) -> dict[str, Json]:
    return {
        "intact": found.is_intact,
        "vault": found.vault,
        "count": found.count,
        "head": found.head,
        "broken": [{"line": each.line, "reason": each.reason.value} for each in found.breaks],
    }


def _lines(found: CheckedLog) -> list[str]:
    if found.is_intact:
        said = f"The log holds: {plural(found.count, 'entry', 'entries')}."
    else:
        said = f"The log does not hold: it is broken at {plural(len(found.breaks), 'line')}."
    return [
        said,
        f"Its head is {found.head}.",
        "Only the head, noted elsewhere, shows whether its last lines are all there.",
    ]


def _breaks(found: CheckedLog, severity: Severity = Severity.BLOCK) -> Iterator[Finding]:
    for each in found.breaks:
        facts = {"line": each.line, "reason": each.reason.value}
        yield Finding("log-broken", severity, f"line {each.line - 1}", facts)


def _json(record: LogRecord) -> Json:
    return {name: value for name, value in record.to_json().items() if name != "version"}


def _line(record: LogRecord) -> str:
    """Payments are told apart by how their ids begin."""
    payment = str(record.facts.get("payment", ""))[:8]
    said = f"{_moment(record)}  {log_sentence(record.kind, record.facts)}"
    return f"{said} (payment {visible(payment)})" if payment else said


def _moment(record: LogRecord) -> str:
    return f"{record.at:%Y-%m-%d %H:%M:%S} UTC"


def _head(text: str) -> str:
    if not _HEAD.fullmatch(text.lower()):
        raise argparse.ArgumentTypeError("a head has 64 hexadecimal digits")
    return text.lower()
