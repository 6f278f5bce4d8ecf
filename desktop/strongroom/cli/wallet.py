"""``wallet create``, ``show``, ``export``, ``compare``, ``registration`` and ``advisories``."""

import argparse
import hashlib
from pathlib import Path

from strongroom.cli import wallet_advisories, wallet_coins, wallet_registration
from strongroom.cli.files import read_any
from strongroom.cli.options import (
    UsageError,
    about,
    add_network,
    add_out,
    add_script,
    add_token,
    add_wallet_or_file,
    common,
    counting_number,
    network_of,
    out_of,
    wallet_of,
)
from strongroom.cli.output import Answer, Exit, Json, exit_for
from strongroom.cli.wallet_paths import (
    RecoveryOption,
    path_lines,
    paths_json,
    recovery_option,
)
from strongroom.formats.bip138 import NAME as ENCRYPTED
from strongroom.formats.contract import KeyExport
from strongroom.formats.reading import read_key
from strongroom.formats.writing import WALLET_FORMATS, devices_for, write_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.finding import Finding
from strongroom.model.network import Network
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch, Wallet
from strongroom.transports.files import write_file
from strongroom.words.differences import difference_sentence
from strongroom.workflows.compare import compare_wallets
from strongroom.workflows.encrypted_backup import back_up
from strongroom.workflows.open_wallet import OpenedWallet, open_pair, open_wallet
from strongroom.workflows.set_up import Draft, set_up
from strongroom.workflows.set_up_policy import RecoveryDraft


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("wallet", help="multisig wallets").add_subparsers(required=True)
    create = group.add_parser("create", parents=[common()], help="make a wallet from keys")
    create.add_argument("--name", required=True, help="what people call the wallet")
    create.add_argument(
        "--threshold", required=True, type=counting_number, metavar="M", help="how many must sign"
    )
    create.add_argument(
        "--key",
        required=True,
        action="append",
        metavar="FILE",
        dest="keys",
        help="a cosigner's key export; once for each cosigner",
    )
    create.add_argument(
        "--recovery",
        action="append",
        default=[],
        type=recovery_option,
        metavar="M-of-BLOCKS[:FILE,…]",
        help="M of the same keys, or of those in FILES, can sign after so many blocks",
    )
    add_script(create)
    add_network(create)
    add_out(create, required=False)
    create.set_defaults(run=_create)
    show = group.add_parser("show", parents=[common()], help="a wallet file in full")
    add_wallet_or_file(show)
    _add_key(show)
    add_network(show)
    add_token(show)
    add_out(show, required=False)
    show.set_defaults(run=_show)
    export = group.add_parser("export", parents=[common()], help="write it for another program")
    add_wallet_or_file(export)
    _add_key(export)
    export.add_argument("--format", required=True, choices=(*WALLET_FORMATS, ENCRYPTED))
    export.add_argument("--for", dest="device", metavar="DEVICE", help="its dialect of the format")
    add_network(export)
    add_out(export, required=True)
    export.set_defaults(run=_export)
    compare = group.add_parser("compare", parents=[common()], help="do two files say the same")
    compare.add_argument("first", metavar="A")
    compare.add_argument("second", metavar="B")
    compare.set_defaults(run=_compare)
    wallet_registration.add_to(group)
    wallet_advisories.add_to(group)
    wallet_coins.add_to(group)


def _add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key", metavar="FILE", help="a cosigner's key export, to open an encrypted backup with"
    )


def open_wallet_file(
    name: str,
    asked: Network | None,
    key: str | None = None,
    token: str | None = None,
    *,
    accept_paths: bool,
) -> OpenedWallet:
    """The wallet in a file; a file without a name for it gives its own.

    ``key`` is the file of a cosigner's key that opens an encrypted backup, ``token`` what opens an
    encrypted BSMS file, ``accept_paths`` what ``--accept-paths`` says.
    """
    stem = "" if name == "-" else Path(name).stem
    keys = _read_export(key).keys if key else ()
    xpubs = [each.key.xpub for each in keys]
    data = read_any(name, token)
    return open_wallet(data, asked, stem, xpubs, accept_paths=accept_paths)


def _create(arguments: argparse.Namespace) -> Answer:
    recovery_files = [name for option in arguments.recovery for name in option.files]
    out = out_of(arguments, *arguments.keys, *recovery_files)
    exports = tuple(_read_export(name) for name in arguments.keys)
    script_type = ScriptType(arguments.script)
    recovery = tuple(map(_recovery_draft, arguments.recovery))
    draft = Draft(
        arguments.name,
        arguments.threshold,
        exports,
        script_type,
        network_of(arguments),
        recovery,
    )
    made = set_up(draft)
    return _answer(made.wallet, made.first_address, made.findings, out)


def _recovery_draft(option: RecoveryOption) -> RecoveryDraft:
    exports = tuple(_read_export(name) for name in option.files)
    return RecoveryDraft(option.threshold, option.blocks, exports)


def _read_export(name: str) -> KeyExport:
    with about(name):
        return read_key(read_any(name))


def _show(arguments: argparse.Namespace) -> Answer:
    name = wallet_of(arguments)
    out = out_of(arguments, name)
    opened = open_wallet_file(
        name,
        network_of(arguments),
        arguments.key,
        arguments.token,
        accept_paths=arguments.accept_paths,
    )
    return _answer(opened.wallet, opened.first_address, opened.findings, out)


def _answer(
    wallet: Wallet, first_address: str, findings: tuple[Finding, ...], out: str | None
) -> Answer:
    document = wallet_json(wallet, first_address)
    exit_code = exit_for(findings)
    notes: tuple[str, ...] = ()
    raw = None
    if out and exit_code is Exit.DONE:
        raw = write_descriptor(wallet.policy) if out == "-" else None
        if out != "-":
            write_file(Path(out), (write_descriptor(wallet.policy) + "\n").encode())
            notes = (f"Wrote {out}",)
        else:
            document["content"] = raw
    lines = wallet_lines(wallet, first_address)
    return Answer(document, lines, findings, exit_code, raw, notes)


def wallet_json(wallet: Wallet, first_address: str) -> dict[str, Json]:
    """The main fields of ``wallet show``."""
    policy = wallet.policy
    change = write_descriptor(policy, Branch.CHANGE) if policy.has_change_branch else None
    return {
        "name": wallet.name,
        "network": wallet.network.value,
        "threshold": policy.threshold,
        "cosigners": [
            {
                "name": key.name,
                "fingerprint": key.origin.fingerprint.hex() if key.origin else None,
                "derivation": f"m/{key.origin.path}" if key.origin else None,
                "xpub": str(key.xpub),
            }
            for key in policy.cosigners
        ],
        "paths": paths_json(policy),
        "script_type": policy.script_type.value,
        "sorted_keys": policy.sorted_keys,
        "descriptor": write_descriptor(policy),
        "descriptor_receive": write_descriptor(policy, Branch.RECEIVE),
        "descriptor_change": change,
        "first_address": first_address,
    }


def wallet_lines(wallet: Wallet, first_address: str) -> list[str]:
    """A wallet as a person reads it."""
    policy = wallet.policy
    head = f"{policy.threshold} of {len(policy.keys)} must sign"
    lines = [f"{wallet.name}: {head}, {policy.script_type.value}, {wallet.network.value}"]
    for place, key in enumerate(policy.cosigners, start=1):
        origin = (
            f"{key.origin.fingerprint.hex()} m/{key.origin.path}" if key.origin else "no origin"
        )
        name = f"  {key.name}" if key.name else ""
        lines += [f"  Key {place}  {origin}{name}", f"         {key.xpub}"]
    lines += path_lines(policy)
    lines += [f"First address  {first_address}", "Descriptor", write_descriptor(policy)]
    return lines


def _export(arguments: argparse.Namespace) -> Answer:
    name = wallet_of(arguments)
    out = out_of(arguments, name)
    opened = open_wallet_file(
        name, network_of(arguments), arguments.key, accept_paths=arguments.accept_paths
    )
    _check_device(arguments.format, arguments.device)
    content = _content(opened.wallet, arguments.format, arguments.device)
    document: dict[str, Json] = {
        "format": arguments.format,
        "path": None if out == "-" else out,
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
    }
    exit_code = exit_for(opened.findings)
    if exit_code is not Exit.DONE:
        return Answer(document, ["Nothing was written."], opened.findings, exit_code)
    if out is None or out == "-":
        document["content"] = content
        return Answer(document, [], opened.findings, raw=content.rstrip("\n"))
    write_file(Path(out), content.encode())
    return Answer(document, [f"Wrote {out}"], opened.findings)


def _content(wallet: Wallet, format_name: str, device: str | None) -> str:
    if format_name == ENCRYPTED:
        return back_up(wallet)
    return write_wallet(wallet, format_name, device)


def _check_device(format_name: str, device: str | None) -> None:
    devices = () if format_name == ENCRYPTED else devices_for(format_name)
    if device and device not in devices:
        known = ", ".join(devices) or "none"
        raise UsageError(f"--for {device}: {format_name} has no such dialect ({known})")


def _compare(arguments: argparse.Namespace) -> Answer:
    if arguments.first == arguments.second == "-":
        raise UsageError("Standard input holds one wallet; name a file for the other")
    with about(f"{arguments.first}, {arguments.second}"):
        first, second = open_pair(read_any(arguments.first), read_any(arguments.second))
    comparison = compare_wallets(first.wallet, second.wallet)
    differences = [difference_sentence(each.code, each.facts) for each in comparison.differences]
    same = "The same wallet." if comparison.same else "Not the same wallet."
    document: dict[str, Json] = {"same": comparison.same, "differences": differences}
    return Answer(document, [same, *(f"  {text}" for text in differences)])
