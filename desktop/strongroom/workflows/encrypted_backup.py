"""A wallet's descriptor in a backup that any one of its keys opens (BIP-138), and back again."""

from collections.abc import Iterable
from dataclasses import replace

from strongroom.formats import bip138
from strongroom.formats.bip138_items import (
    DESCRIPTORS,
    POLICIES,
    Item,
    ItemKind,
    read_items,
    write_items,
)
from strongroom.formats.contract import WalletFile
from strongroom.formats.one_wallet import refuse_several
from strongroom.formats.reading import read_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.wallet import Wallet


def back_up(wallet: Wallet) -> str:
    """The text of a backup that every cosigner's key opens; another one each time."""
    policy = wallet.policy
    item = Item(ItemKind.BIP, write_descriptor(policy).encode(), bip=DESCRIPTORS)
    paths = [key.origin.path for key in policy.cosigners if key.origin is not None]
    sealed = bip138.seal(write_items([item]), (key.xpub for key in policy.cosigners), paths)
    return bip138.backup_text(sealed)


def unlock(backup: bip138.EncryptedBackup, keys: Iterable[ExtendedPublicKey]) -> WalletFile:
    """The wallet in a backup that one of ``keys`` opens.

    Raises ``ReadError``: ``backup-locked`` where none does, ``backup-malformed``,
    ``backup-unsupported`` where no wallet is in it, ``PolicyError`` with ``wallets-several``, or
    what a wallet is refused for.
    """
    opened = (bip138.open_with(backup, key) for key in keys)
    inside = next((plaintext for plaintext in opened if plaintext is not None), None)
    if inside is None:
        raise ReadError("backup-locked", "none of the keys opens this backup")
    wallets = [item for item in read_items(inside) if item.bip in (DESCRIPTORS, POLICIES)]
    if not wallets:
        raise ReadError("backup-unsupported", "no wallet is in this backup")
    first, *others = (read_wallet(item.content) for item in wallets)
    refuse_several(len({first.policy, *(other.policy for other in others)}))
    return replace(first, format=bip138.NAME)
