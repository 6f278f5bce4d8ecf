"""``vault keyring``: this computer's keyring is required beside the passphrase, or no longer."""

import argparse

from strongroom.cli.options import UsageError
from strongroom.cli.vault_option import Brought
from strongroom.vault.keyring import SystemKeyring
from strongroom.vault.stretching import Stretching
from strongroom.vault.vault import Vault
from strongroom.workflows.vault_at_hand import AtHand
from strongroom.workflows.vault_factors import do_without_keyring, require_keyring
from strongroom.workflows.vault_ways import needs_keyring, security_keys


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--remove", action="store_true", help="let it open without any keyring again instead"
    )


def change(
    arguments: argparse.Namespace, vault: Vault, brought: Brought, stretching: Stretching
) -> list[str]:
    """Do what was asked for; says it in lines. Raises ``UsageError`` and ``VaultError``."""
    if arguments.remove:
        return _remove(vault, brought, stretching)
    at_hand = AtHand(SystemKeyring(), brought.held)
    if at_hand.has_keyring_of(vault):
        return ["The keyring of this computer is one that opens the vault already."]
    if not brought.passphrase:
        raise UsageError("A keyring is added with the passphrase it stands beside")
    require_keyring(vault, brought.passphrase, at_hand, stretching)
    if security_keys(vault):
        return ["The passphrase opens the vault here without a security key; elsewhere with one."]
    return [
        "The passphrase opens the vault on this computer, for this user, and nowhere else.",
        "When this computer is lost or broken, the recovery key opens it.",
        "Earlier generations still open as they did.",
    ]


def _remove(vault: Vault, brought: Brought, stretching: Stretching) -> list[str]:
    if not needs_keyring(vault):
        return ["The vault needs no keyring."]
    keys = security_keys(vault)
    if not keys and not brought.passphrase:
        raise UsageError("Without its passphrase: vault passwd sets one that needs no keyring")
    do_without_keyring(vault, brought.passphrase, SystemKeyring(), stretching)
    if keys:
        return ["The passphrase opens the vault together with a security key, and not alone."]
    return ["The passphrase alone opens the vault, on any computer."]
