"""The vault that commands work in: opened by its passphrase, locked again when they are done."""

import argparse
import contextlib
from collections.abc import Iterator
from getpass import getpass
from pathlib import Path

from strongroom.cli.options import UsageError, network_of
from strongroom.formats.text import decode_text, text_lines
from strongroom.transports.files import read_file
from strongroom.vault.keyring import SystemKeyring
from strongroom.vault.vault import open_vault
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.networks import choose_network

KEYRING_SECONDS = 2.0
"""How long the end of a command waits for the keyring at most."""


def add_vault(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vault", metavar="PATH", help="the vault in which the wallet is kept")
    add_passphrase(parser)


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="its first line is the passphrase; else asked for"
    )


@contextlib.contextmanager
def opened_vault(arguments: argparse.Namespace) -> Iterator[Keeper]:
    """What is kept in the vault named; raises ``VaultError``, such as ``passphrase-wrong``."""
    with open_vault(Path(arguments.vault), passphrase(arguments), keyring=SystemKeyring()) as vault:
        yield Keeper(vault)
    vault.settle(KEYRING_SECONDS)


def kept_wallet(keeper: Keeper, arguments: argparse.Namespace) -> KeptWallet:
    """The one wallet of the name in ``--wallet``.

    Raises ``UsageError`` where there is none or several, ``PolicyError`` with ``wrong-network``.
    """
    name = arguments.wallet
    named = [kept for kept in keeper.wallets() if name in (kept.wallet.name, kept.row)]
    if len(named) != 1:
        known = ", ".join(f"{kept.wallet.name} ({kept.row})" for kept in keeper.wallets())
        raise UsageError(f"--wallet {name} names {len(named)} wallets of this vault: {known}")
    network = named[0].wallet.network
    choose_network(network.kind, (network,), network_of(arguments))
    return named[0]


def passphrase(arguments: argparse.Namespace) -> str:
    """The passphrase that opens the vault; raises ``UsageError`` where nobody types one."""
    return secret_line(arguments.passphrase_file, "Passphrase of the vault: ")


def new_passphrase(file: str | None, what: str, option: str) -> str:
    """A passphrase that is typed twice, unless it stands in a file; raises ``UsageError``."""
    if file is not None:
        return secret_line(file, "")
    typed = _asked(f"{what}: ", option)
    if _asked("Once more: ", option) != typed:
        raise UsageError("The two are not the same; nothing was changed")
    return typed


def secret_line(file: str | None, question: str) -> str:
    """The first line of a file, or else what is typed and not shown."""
    if file is None:
        return _asked(question, "--passphrase-file")
    return text_lines(decode_text(read_file(file)))[0]


def _asked(question: str, option: str) -> str:
    try:
        return getpass(question)
    except EOFError:
        raise UsageError(f"Nobody typed a passphrase; name a {option}") from None
