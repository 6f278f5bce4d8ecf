"""``labels import`` and ``export``: what people call addresses and payments (BIP-329)."""

import argparse
import hashlib
from pathlib import Path

from strongroom.cli.files import read_foreign
from strongroom.cli.options import UsageError, add_network, add_wallet, common, network_of
from strongroom.cli.output import Answer, Json, exit_for
from strongroom.cli.vault_option import add_vault, kept_wallet, opened_vault
from strongroom.cli.wallet import open_wallet_file
from strongroom.formats.bip329 import Label, LabelFile
from strongroom.formats.reading import read_label_file
from strongroom.transports.files import write_file
from strongroom.words.amounts import plural
from strongroom.workflows.backup_notes import labels_saved
from strongroom.workflows.labels import (
    MergePreview,
    MergeState,
    give_out,
    preview_labels,
    take_in,
)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("labels", help="names of addresses and payments (BIP-329)")
    kinds = group.add_subparsers(required=True)
    take = kinds.add_parser("import", parents=[common()], help="take labels in, or see what would")
    take.add_argument("file", metavar="FILE")
    _add_place(take)
    take.add_argument("--replace", action="store_true", help="also where another label is kept")
    take.add_argument(
        "--not-seed-words",
        action="store_true",
        help="also labels whose words could be of a seed, after looking at them",
    )
    take.set_defaults(run=_import)
    give = kinds.add_parser("export", parents=[common()], help="write the labels of a wallet")
    give.add_argument("file", metavar="FILE", help="where to write; - prints")
    _add_place(give)
    give.set_defaults(run=_export)


def _add_place(parser: argparse.ArgumentParser) -> None:
    add_wallet(parser, required=True)
    add_vault(parser)
    add_network(parser)


def _import(arguments: argparse.Namespace) -> Answer:
    file = read_label_file(read_foreign(arguments.file))
    if arguments.vault is None:
        wallet = open_wallet_file(
            arguments.wallet, network_of(arguments), accept_paths=arguments.accept_paths
        ).wallet
        return _answer(arguments, file, preview_labels(file, wallet), is_stored=False)
    with opened_vault(arguments) as keeper:
        kept = kept_wallet(keeper, arguments)
        preview = preview_labels(file, kept.wallet, keeper.labels(kept.row))
        take_in(keeper, kept.row, _wanted(arguments, preview))
    return _answer(arguments, file, preview, is_stored=True)


def _wanted(arguments: argparse.Namespace, preview: MergePreview) -> list[Label]:
    return preview.wanted(replace=arguments.replace, not_seed_words=arguments.not_seed_words)


def _answer(
    arguments: argparse.Namespace, file: LabelFile, preview: MergePreview, *, is_stored: bool
) -> Answer:
    wanted = _wanted(arguments, preview)
    taken = {(label.type, label.reference) for label in wanted}
    left: list[Json] = [
        {"type": line.label.type.value, "ref": line.label.reference, "reason": line.state.value}
        for line in preview.lines
        if (line.label.type, line.label.reference) not in taken
    ]
    bad: list[Json] = [{"line": each.line, "reason": each.reason} for each in preview.skipped]
    document: dict[str, Json] = {
        "imported": len(wanted),
        "skipped": [*left, *bad],
        "stored": is_stored,
        "counts": {state.value: len(preview.of(state)) for state in MergeState},
        "unknown_fields": file.unknown_fields,
    }
    head = "Taken in" if is_stored else "New to this wallet"
    lines = [f"{head}: {plural(len(wanted), 'label')}"]
    lines += [
        f"  {plural(len(preview.of(state)), 'label')}: {_SAID[state]}"
        for state in MergeState
        if state is not MergeState.NEW and preview.of(state)
    ]
    lines += [f"  Line {each.line + 1} left out: {each.reason}" for each in preview.skipped]
    notes = () if is_stored else ("Nothing was stored: name the vault of the wallet with --vault",)
    findings = (*file.findings, *preview.findings)
    return Answer(document, lines, findings, exit_for(findings), notes=notes)


_SAID = {
    MergeState.SAME: "here already",
    MergeState.DIFFERENT: "here with another text; --replace takes the file's",
    MergeState.FOREIGN: "not of this wallet",
    MergeState.NOT_KEPT: "of a kind that is not kept here, or without a text",
    MergeState.SUSPECTED: "words that could be of a seed; --not-seed-words takes them in",
}


def _export(arguments: argparse.Namespace) -> Answer:
    if arguments.vault is None:
        raise UsageError("Labels are kept in a vault: --vault PATH, and --wallet NAME in it")
    with opened_vault(arguments) as keeper:
        kept = kept_wallet(keeper, arguments)
        labels = keeper.labels(kept.row)
        content = give_out(kept.wallet, labels)
        if arguments.file != "-":
            write_file(Path(arguments.file), content.encode())
            keeper.note(labels_saved(kept, Path(arguments.file), content.encode()))
    document: dict[str, Json] = {
        "exported": len(labels),
        "format": "bip329",
        "path": None if arguments.file == "-" else arguments.file,
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
    }
    if arguments.file == "-":
        document["content"] = content
        return Answer(document, [], raw=content.rstrip("\n"))
    return Answer(document, [f"{plural(len(labels), 'label')} written to {arguments.file}"])
