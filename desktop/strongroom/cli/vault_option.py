"""The vault that commands work in: opened by its passphrase, locked again when they are done."""

import argparse
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from strongroom.cli.options import UsageError, network_of
from strongroom.cli.secret_lines import secret_line
from strongroom.cli.security_key_option import KeysAtHand, add_pin
from strongroom.vault.keyring import SystemKeyring
from strongroom.vault.security_key import HeldKey
from strongroom.vault.vault import Vault
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.networks import choose_network
from strongroom.workflows.vault_unlock import Way, unlock

KEYRING_SECONDS = 2.0
"""How long the end of a command waits for the keyring at most."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What opened a vault: the passphrase (empty where it was a recovery key), and a security key,
    if one was needed, of those at hand."""

    passphrase: str = field(default="", repr=False)
    held: HeldKey | None = None
    keys: KeysAtHand = field(default_factory=lambda: KeysAtHand(None))


def add_vault(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vault", metavar="PATH", help="the vault in which the wallet is kept")
    add_opening(parser)


def add_opening(parser: argparse.ArgumentParser) -> None:
    """The options for what opens a vault."""
    add_passphrase(parser)
    add_pin(parser)


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="its first line is the passphrase; else asked for"
    )


@contextlib.contextmanager
def opened_vault(arguments: argparse.Namespace) -> Iterator[Keeper]:
    """What is kept in the vault named; raises ``VaultError``, such as ``passphrase-wrong``."""
    vault, _ = unlocked(arguments)
    with vault:
        yield Keeper(vault)
    vault.settle(KEYRING_SECONDS)


def unlocked(arguments: argparse.Namespace) -> tuple[Vault, Brought]:
    """The vault named, by its passphrase; a security key is asked where it is needed.

    Raises what ``unlock`` does.
    """
    keys = KeysAtHand(arguments.pin_file)
    path, words, keyring = Path(arguments.vault), passphrase(arguments), SystemKeyring()
    opened = keys.ask(
        lambda usb, pin, touches: unlock(path, words, Way(keyring, usb, pin), touches)
    )
    return opened.vault, Brought(words, opened.held, keys)


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
