"""``vault security-key``: a security key is added, or one is removed."""

import argparse

from strongroom.cli.options import UsageError, counting_number
from strongroom.cli.security_key_option import KeysAtHand, add_pin
from strongroom.cli.vault_option import Brought
from strongroom.vault.keyring import SystemKeyring
from strongroom.vault.stretching import Stretching
from strongroom.vault.vault import Vault
from strongroom.workflows.vault_at_hand import AtHand
from strongroom.workflows.vault_security_keys import (
    add_security_key,
    do_without_security_key,
    remove_security_key,
)
from strongroom.workflows.vault_ways import is_last, security_keys

_NEW = "--new-pin-file"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_pin(parser, _NEW, "as --pin-file, for the key that is added")
    parser.add_argument(
        "--remove", type=counting_number, metavar="N", help="remove the key of that number instead"
    )


def change(
    arguments: argparse.Namespace, vault: Vault, brought: Brought, stretching: Stretching
) -> list[str]:
    """Do what was asked for; says it in lines. Raises ``UsageError`` and ``VaultError``."""
    if arguments.remove is not None:
        return _remove(arguments.remove, vault, brought, stretching)
    if not brought.passphrase:
        raise UsageError("A security key is added with the passphrase it stands beside")
    keys = KeysAtHand(arguments.new_pin_file, _NEW)
    new = keys.ask(lambda usb, pin, touches: usb.register(security_keys(vault), pin, touches))
    at_hand = AtHand(SystemKeyring(), brought.held)
    add_security_key(vault, brought.passphrase, new, at_hand, stretching)
    return [
        "The passphrase opens the vault together with this security key, and not alone.",
        "When the key is lost or broken, the recovery key or another security key opens it.",
        "Earlier generations still open as they did.",
    ]


def _remove(number: int, vault: Vault, brought: Brought, stretching: Stretching) -> list[str]:
    known = security_keys(vault)
    if number > len(known):
        raise UsageError(f"This vault has {len(known)} security keys; unlock-test counts them")
    key = known[number - 1]
    if not is_last(vault, key):
        remove_security_key(vault, key)
        return [f"Security key {number} opens the vault no longer."]
    if brought.held is None:
        raise UsageError("It is the last one: vault passwd sets a passphrase that needs none")
    do_without_security_key(vault, brought.passphrase, brought.held, stretching)
    return ["The passphrase alone opens the vault."]
