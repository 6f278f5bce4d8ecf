"""The vault that commands work in: opened by its passphrase, locked again when they are done."""

import argparse
import contextlib
from collections.abc import Iterator
from getpass import getpass
from pathlib import Path

from strongroom.cli.options import UsageError, network_of
from strongroom.formats.text import decode_text, text_lines
from strongroom.transports.files import read_file
from strongroom.vault.vault import open_vault
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.networks import choose_network


def add_vault(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vault", metavar="PATH", help="the vault in which the wallet is kept")
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="its first line is the passphrase; else asked for"
    )


@contextlib.contextmanager
def opened_vault(arguments: argparse.Namespace) -> Iterator[Keeper]:
    """What is kept in the vault named; raises ``VaultError``, such as ``passphrase-wrong``."""
    with open_vault(Path(arguments.vault), _passphrase(arguments)) as vault:
        yield Keeper(vault)


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


def _passphrase(arguments: argparse.Namespace) -> str:
    if arguments.passphrase_file is None:
        try:
            return getpass("Passphrase of the vault: ")
        except EOFError:
            raise UsageError("Nobody typed a passphrase; name a --passphrase-file") from None
    return text_lines(decode_text(read_file(arguments.passphrase_file)))[0]
