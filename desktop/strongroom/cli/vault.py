"""``vault create``, ``unlock-test``, ``passwd``, ``rekey``, ``recovery-key``, ``security-key``,
``keyring``, ``generations``, ``restore``, ``export``, ``check``, ``copy`` and ``move``."""

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from strongroom.cli import vault_copy, vault_keyring, vault_move, vault_security_key
from strongroom.cli.options import UsageError, common, counting_number, out_of
from strongroom.cli.output import Answer, Exit, Json
from strongroom.cli.secret_lines import new_passphrase
from strongroom.cli.vault_option import (
    KEYRING_SECONDS,
    Brought,
    add_opening,
    add_passphrase,
    unlocked,
)
from strongroom.cli.vault_sheet import add_sheet, typed_back
from strongroom.transports.files import read_file
from strongroom.vault.age_file import encrypt_for, encrypt_with
from strongroom.vault.chain_cache import ChainCache
from strongroom.vault.creating import create_vault
from strongroom.vault.kept import Kept, kept_folder
from strongroom.vault.keyring import SystemKeyring
from strongroom.vault.places import SUFFIX, Places
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.rescue import put_in_place
from strongroom.vault.security_key import Credential, HeldKey
from strongroom.vault.slot_changes import is_strict
from strongroom.vault.slots import SlotKind
from strongroom.vault.storage import ReadOnly, generations_of
from strongroom.vault.stretching import calibrate
from strongroom.vault.vault import Vault, open_with
from strongroom.words.amounts import plural
from strongroom.words.vault_words import LARGE_VAULT
from strongroom.workflows import vault_states
from strongroom.workflows.vault_at_hand import AtHand
from strongroom.workflows.vault_check import Integrity, check
from strongroom.workflows.vault_export import export
from strongroom.workflows.vault_factors import (
    add_recovery_key,
    change_passphrase,
    rekey,
    renew_passphrase,
)
from strongroom.workflows.vault_ways import has_recovery_key, security_keys

_NEW = "--new-passphrase-file"
_FORGOTTEN = "Without its passphrase nobody can open a vault and nobody can reset it."
_Command = Callable[[argparse.Namespace], Answer]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("vault", help="the encrypted file that keeps it all")
    kinds = group.add_subparsers(required=True)

    def add(name: str, run: _Command, words: str) -> argparse.ArgumentParser:
        parser = kinds.add_parser(name, parents=[common()], help=words)
        parser.add_argument("vault", metavar="PATH", help="the vault's file")
        parser.set_defaults(run=run)
        return parser

    def add_opened(name: str, run: _Command, words: str) -> argparse.ArgumentParser:
        parser = add(name, run, words)
        add_opening(parser)
        parser.add_argument(
            "--recovery-key-file", metavar="FILE", help="opened by the recovery key in it instead"
        )
        return parser

    add_passphrase(add("create", _create, "make a new vault"))
    add_opened("unlock-test", _unlock_test, "see whether it opens; nothing is changed")
    _add_new(add_opened("passwd", _passwd, "another passphrase, with the same data key"))
    rekey = add_opened("rekey", _rekey, "a new data key; what was kept before is removed")
    _add_new(rekey)
    draw = add_opened("recovery-key", _recovery_key, "draw a recovery key, to be typed back")
    add_sheet(rekey, "draw a recovery key too, and write its sheet to print")
    add_sheet(draw, "write its sheet to print, instead of showing the groups")
    words = "add the security key (FIDO2) that is connected; the passphrase then needs it"
    vault_security_key.add_options(add_opened("security-key", _security_key, words))
    words = "require this computer's keyring too; the passphrase then opens it here alone"
    vault_keyring.add_options(add_opened("keyring", _keyring, words))
    add("generations", _generations, "what is kept of earlier writes")
    restore = add_opened("restore", _restore, "bring an earlier generation back")
    restore.add_argument("--generation", required=True, type=counting_number, metavar="N")
    restore.add_argument(
        "--damaged",
        action="store_true",
        help="the vault does not open: put its file aside",
    )
    export = add_opened("export", _export, "everything as open files in one age file")
    export.add_argument("--out", required=True, metavar="FILE.age", help="where to write")
    export.add_argument(
        "--recipient", action="append", metavar="age1…", help="who can open it; may be repeated"
    )
    export.add_argument(
        "--export-passphrase-file", metavar="FILE", help="or what opens it; else asked for"
    )
    add_opened("check", _check, "read all of it, and all that is kept")
    vault_copy.add_options(add("copy", vault_copy.copy, "the file for another computer"))
    words = "have it lie elsewhere, with all that is kept of it; here it is removed at the end"
    vault_move.add_options(add_opened("move", _move, words))


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        _NEW, metavar="FILE", help="its first line is the new passphrase; else asked for twice"
    )


@contextlib.contextmanager
def _opened(arguments: argparse.Namespace) -> Iterator[tuple[Vault, Brought]]:
    """The vault, and what opened it beside or instead of a recovery key."""
    if arguments.recovery_key_file is not None:
        text = read_file(arguments.recovery_key_file).decode(errors="replace")
        path, keyring = Path(arguments.vault), SystemKeyring()
        vault, brought = open_with(path, RecoveryKey.read(text), keyring=keyring), Brought()
    else:
        vault, brought = unlocked(arguments)
    with vault:
        yield vault, brought
    vault.settle(KEYRING_SECONDS)


def _create(arguments: argparse.Namespace) -> Answer:
    if arguments.passphrase_file is None:
        # Before anybody thinks one up.
        print(_FORGOTTEN, file=sys.stderr)
    words = new_passphrase(arguments.passphrase_file, "Passphrase", "--passphrase-file")
    with create_vault(Path(arguments.vault), words, calibrate()) as vault:
        document = _document(vault)
    lines = [
        f"Made: {vault.path}",
        _FORGOTTEN,
        "A recovery key on paper is the second way in: strongroom vault recovery-key PATH",
    ]
    return Answer(document, lines)


def _unlock_test(arguments: argparse.Namespace) -> Answer:
    with _opened(arguments) as (vault, _):
        document = _document(vault)
        lines = [f"{vault.path} opens: generation {vault.generation}.", *_read_only_lines(vault)]
    return Answer(document, lines)


def _passwd(arguments: argparse.Namespace) -> Answer:
    with _opened(arguments) as (vault, brought):
        before = security_keys(vault)
        new = new_passphrase(arguments.new_passphrase_file, "New passphrase", _NEW)
        if brought.passphrase:
            at_hand = AtHand(SystemKeyring(), brought.held)
            change_passphrase(vault, brought.passphrase, new, at_hand, calibrate())
        else:
            renew_passphrase(vault, new, calibrate())
        withdrawn = _withdrawn_lines(before, vault)
        document = _document(vault)
    lines = [
        "The new passphrase opens the vault.",
        *withdrawn,
        "Earlier generations and copies still open with the old one. If somebody may know it: "
        "strongroom vault rekey PATH",
    ]
    return Answer(document, lines)


def _rekey(arguments: argparse.Namespace) -> Answer:
    with _opened(arguments) as (vault, brought):
        had_paper, before = has_recovery_key(vault), security_keys(vault)
        words = new_passphrase(arguments.new_passphrase_file, "New passphrase", _NEW)
        is_wanted = arguments.sheet is not None or is_strict(vault.slots)
        paper = typed_back(vault, arguments) if is_wanted else None
        at_hand = AtHand(SystemKeyring(), _renewed_key(brought))
        rekey(vault, words, at_hand, paper, calibrate())
        ChainCache(Places.here().cache, vault).clear()
        left = vault.beside()
        withdrawn = _withdrawn_lines(before, vault)
        document = {**_document(vault), "left": [str(path) for path in left]}
    lines = ["All is encrypted anew, and only the new passphrase opens it.", *withdrawn]
    if had_paper and paper is None:
        lines.append("The recovery key before is withdrawn: strongroom vault recovery-key PATH")
    return Answer(document, [*lines, *_left_lines(left)])


def _left_lines(left: Sequence[Path]) -> list[str]:
    """What became of the earlier writes beside a vault that was re-keyed."""
    if not left:
        return ["What was kept of it before is removed; copies elsewhere are not."]
    count = plural(len(left), "earlier generation")
    return [
        f"{count} could not be removed, and may open with the old passphrase. Remove by hand:",
        *(f"  {path}" for path in left),
    ]


def _renewed_key(brought: Brought) -> HeldKey | None:
    """The security key that opened the vault, with another secret than whoever knew the old."""
    if brought.held is None:
        return None
    wanted = [brought.held.credential.renewed()]
    return brought.keys.ask(lambda usb, pin, touches: usb.read(wanted, pin, touches, is_new=True))


def _withdrawn_lines(before: Sequence[Credential], vault: Vault) -> list[str]:
    """What is to be said where security keys open the vault no longer."""
    gone = len(before) - len(security_keys(vault))
    if not gone:
        return []
    said = [f"Withdrawn, as nobody touched it just now: {plural(gone, 'security key')}."]
    return said if is_strict(vault.slots) else [*said, "The passphrase alone opens the vault."]


def _security_key(arguments: argparse.Namespace) -> Answer:
    with _opened(arguments) as (vault, brought):
        lines = vault_security_key.change(arguments, vault, brought, calibrate())
        document = _document(vault)
    return Answer(document, lines)


def _keyring(arguments: argparse.Namespace) -> Answer:
    with _opened(arguments) as (vault, brought):
        lines = vault_keyring.change(arguments, vault, brought, calibrate())
        document = _document(vault)
    return Answer(document, lines)


def _move(arguments: argparse.Namespace) -> Answer:
    with _opened(arguments) as (vault, _):
        left, lines = vault_move.move(arguments, vault)
        document = {**_document(vault), "left": [str(path) for path in left]}
    return Answer(document, lines)


def _recovery_key(arguments: argparse.Namespace) -> Answer:
    with _opened(arguments) as (vault, _):
        add_recovery_key(vault, typed_back(vault, arguments))
        document = _document(vault)
    return Answer(document, ["The recovery key opens the vault; one made before does no longer."])


def _generations(arguments: argparse.Namespace) -> Answer:
    path = Path(arguments.vault)
    kept = generations_of(path)
    document: dict[str, Json] = {
        "path": str(path),
        "generations": [_kept_json(one) for one in kept],
    }
    lines = [f"{one.generation:6}  {one.saved:%Y-%m-%d %H:%M:%S} UTC  {one.path}" for one in kept]
    return Answer(document, lines or ["Nothing is kept of earlier writes."])


def _restore(arguments: argparse.Namespace) -> Answer:
    if arguments.damaged:
        return _restore_damaged(arguments)
    with _opened(arguments) as (vault, _):
        wanted = arguments.generation
        kept = next((one for one in vault.generations() if one.generation == wanted), None)
        if kept is None:
            raise UsageError(f"Generation {wanted} is not kept; strongroom vault generations PATH")
        present = vault.generation
        vault_states.restore(vault, kept)
        document = {**_document(vault), "restored": wanted, "kept": present}
    return Answer(
        document, [f"Generation {wanted} is back; what was there is kept as generation {present}."]
    )


def _restore_damaged(arguments: argparse.Namespace) -> Answer:
    """By the file of the generation alone, which must open."""
    path, wanted = Path(arguments.vault).resolve(), arguments.generation
    names = sorted(kept_folder(path).glob(f"{wanted:06}-*{SUFFIX}"))
    if len(names) != 1:
        raise UsageError(f"{len(names)} files of generation {wanted} are kept beside {path.name}")
    arguments.vault = str(names[0])
    with _opened(arguments) as (kept, _):
        document = {**_document(kept), "restored": wanted}
    document["path"] = str(put_in_place(names[0], datetime.now(UTC)))
    lines = [f"Generation {wanted} is in its place; the file before lies beside it."]
    return Answer(document, lines)


def _export(arguments: argparse.Namespace) -> Answer:
    out = out_of(arguments, arguments.vault)
    if out is None or out == "-":
        raise UsageError("An export is binary: name a file with --out")
    with _opened(arguments) as (vault, _):
        seal = partial(_sealed, arguments)
        exported, path = export(vault, Path(out), seal, datetime.now(UTC)), vault.path
    document: dict[str, Json] = {
        "path": str(path),
        "out": out,
        "format": "age",
        "sha256": exported.sha256,
        "size": exported.size,
    }
    return Answer(document, [f"Written to {out}; age -d opens it, and tar takes it apart."])


def _sealed(arguments: argparse.Namespace, data: bytes) -> bytes:
    if arguments.recipient:
        return encrypt_for(data, arguments.recipient)
    file, option = arguments.export_passphrase_file, "--export-passphrase-file"
    return encrypt_with(data, new_passphrase(file, "Passphrase of the export", option))


def _check(arguments: argparse.Namespace) -> Answer:
    with _opened(arguments) as (vault, _):
        found, is_large = check(vault), vault.is_large
        document = _document(vault)
        cache = ChainCache(Places.here().cache, vault).path
    generations: list[Json] = [
        {**_kept_json(kept), "state": state.value} for kept, state in found.generations
    ]
    document |= {
        "integrity": found.integrity.value,
        "unreadable": list(found.unreadable),
        "log_intact": found.log.is_intact,
        "is_large": is_large,
        "generations": generations,
        "cache": str(cache) if cache.exists() else None,
    }
    lines = [f"The vault: {found.integrity.value}."]
    lines += [f"  cannot be read: {row}" for row in found.unreadable]
    lines += [] if found.log.is_intact else ["  the log does not hold: strongroom log show"]
    lines += [f"  generation {kept.generation}: {state.value}" for kept, state in found.generations]
    lines += [LARGE_VAULT] if is_large else []
    if cache.exists():
        lines.append(f"Transactions it has seen may be thrown away at any time: {cache}")
    is_ok = found.integrity is Integrity.OK
    return Answer(document, lines, exit_code=Exit.DONE if is_ok else Exit.REJECTED)


def _document(vault: Vault) -> dict[str, Json]:
    """What every command says of a vault it has opened, or made."""
    older = vault.older_than
    return {
        "path": str(vault.path),
        "integrity": "ok",
        "generation": vault.generation,
        "opened_by": [_kind(slot.kind) for slot in vault.slots],
        "security_keys": len(security_keys(vault)),
        "read_only": vault.read_only.value if vault.read_only else None,
        "newer_generation": older.generation if older else None,
    }


def _kind(number: int) -> str:
    known = {kind.value: kind.name.lower().replace("_", "-") for kind in SlotKind}
    return known.get(number, str(number))


def _kept_json(kept: Kept) -> dict[str, Json]:
    return {
        "generation": kept.generation,
        "saved": kept.saved.isoformat().replace("+00:00", "Z"),
        "path": str(kept.path),
    }


def _read_only_lines(vault: Vault) -> list[str]:
    match vault.read_only, vault.older_than:
        case ReadOnly.OLDER, older if older is not None:
            return [
                f"It is older than generation {older.generation} of {older.saved:%Y-%m-%d %H:%M}"
                f" UTC, which was open here; this one was written {vault.saved:%Y-%m-%d %H:%M} UTC."
            ]
        case ReadOnly.IN_USE, _:
            return ["Another program has it open, so it is for reading."]
        case ReadOnly.KEPT, _:
            return ["It is an earlier generation, so it is for reading."]
        case ReadOnly.UNWRITABLE, _:
            return ["Its folder cannot be written to, so it is for reading."]
    return []
