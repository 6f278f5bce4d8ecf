from dataclasses import replace
from datetime import UTC, datetime

import pytest

from strongroom.formats import bip138
from strongroom.formats.bip138_items import (
    DESCRIPTORS,
    LABELS,
    POLICIES,
    Item,
    ItemKind,
    write_items,
)
from strongroom.formats.reading import Kind, RecognitionError, recognise
from strongroom.formats.writing import write_wallet
from strongroom.model.descriptor import write_descriptor
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.workflows.encrypted_backup import back_up, unlock
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.open_anything import NextStep, open_anything
from strongroom.workflows.open_wallet import open_wallet
from tests.workflows.rounds import make_wallet

WALLET = make_wallet()
KEYS = tuple(key.xpub for key in WALLET.policy.cosigners)
OTHER = make_wallet(count=5).policy.cosigners[-1].xpub
BACKUP = back_up(WALLET).encode()


def read(data: bytes) -> bip138.EncryptedBackup:
    found = recognise(data).value
    assert isinstance(found, bip138.EncryptedBackup)
    return found


@pytest.mark.parametrize("key", KEYS, ids=["first", "second", "third"])
def test_any_one_key_gives_the_wallet_back(key: ExtendedPublicKey) -> None:
    opened = open_wallet(BACKUP, WALLET.network, keys=[key])
    assert (opened.wallet.policy, opened.format) == (WALLET.policy, "bip138")


def test_no_other_key_does() -> None:
    with pytest.raises(ReadError) as caught:
        unlock(read(BACKUP), [OTHER])
    assert caught.value.code == "backup-locked"


def test_the_keys_stand_nowhere_in_it() -> None:
    binary = bip138.write_backup(read(BACKUP))
    assert not any(key.public_key[1:] in binary or str(key).encode() in BACKUP for key in KEYS)


def test_is_opened_by_a_wallet_that_is_here() -> None:
    keeper = Keeper()
    kept = keeper.keep_wallet(WALLET, (), datetime(2026, 3, 1, tzinfo=UTC))
    opened = open_anything(BACKUP, keeper.wallets())
    assert (opened.next_step, opened.wallet_row) == (NextStep.SHOW_WALLET, kept.row)


def test_says_that_a_key_is_needed() -> None:
    with pytest.raises(ReadError) as caught:
        open_anything(BACKUP)
    assert caught.value.code == "backup-locked"


def test_says_that_there_is_no_wallet_in_it() -> None:
    labels = write_items([Item(ItemKind.BIP, b"{}", bip=LABELS)])
    with pytest.raises(ReadError) as caught:
        unlock(bip138.seal(labels, KEYS), KEYS)
    assert caught.value.code == "backup-unsupported"


def test_one_of_two_wallets_in_it_is_not_chosen() -> None:
    wallets = (WALLET, make_wallet(threshold=1))
    texts = [write_descriptor(wallet.policy).encode() for wallet in wallets]
    items = [Item(ItemKind.BIP, text, bip=DESCRIPTORS) for text in texts]
    with pytest.raises(PolicyError) as caught:
        unlock(bip138.seal(write_items(items), KEYS), KEYS)
    assert (caught.value.code, dict(caught.value.facts)) == ("wallets-several", {"count": 2})
    policy = write_wallet(WALLET, "bip388", None).encode()
    twice = (items[0], replace(items[0], content=policy, bip=POLICIES))
    assert unlock(bip138.seal(write_items(twice), KEYS), KEYS).policy == WALLET.policy


def test_names_the_older_form_of_liana() -> None:
    with pytest.raises(RecognitionError) as caught:
        recognise(b"BEB\x01" + bytes(40))
    refused = caught.value
    assert (refused.kind, refused.format) == (Kind.ENCRYPTED_BACKUP, "liana-bed")
    assert (refused.code, refused.facts["reason"]) == ("backup-unsupported", "liana-bed")
