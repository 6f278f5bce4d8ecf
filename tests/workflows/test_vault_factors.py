from functools import partial

from strongroom.vault.vault import open_with
from strongroom.workflows.vault_ways import has_recovery_key, needs_keyring
from tests.workflows.vault_desks import (
    NEW_PAPER,
    PAPER,
    Desk,
    change_passphrase,
    do_without_keyring,
    refusal,
    rekey,
    renew_passphrase,
    require_keyring,
)


def test_the_keyring_is_required_only_where_there_is_a_recovery_key(desk: Desk) -> None:
    with desk.opened() as vault:
        assert not has_recovery_key(vault)
        action = partial(require_keyring, vault, "words", desk.here())
        assert refusal(action) == "recovery-key-needed"
        assert desk.secrets() == 0
    assert desk.opens("words")


def test_a_wrong_passphrase_requires_nothing(desk: Desk) -> None:
    with desk.opened() as vault:
        vault.add_factor(PAPER)
        assert refusal(partial(require_keyring, vault, "guess", desk.here())) == "passphrase-wrong"
        assert desk.secrets() == 0
    assert desk.opens("words")


def test_then_the_passphrase_alone_or_elsewhere_opens_nothing(strict: Desk) -> None:
    assert strict.opens("words", strict.keyring)
    assert not strict.opens("words")
    assert not strict.opens("words", strict.elsewhere)


def test_a_strict_vault_gets_another_passphrase_and_another_secret(strict: Desk) -> None:
    with strict.opened() as vault:
        change_passphrase(vault, "words", "new words", strict.here())
        assert needs_keyring(vault)
    assert strict.opens("new words", strict.keyring)
    assert not strict.opens("words", strict.keyring)
    assert strict.secrets() == 1


def test_one_can_do_without_the_keyring_again(strict: Desk) -> None:
    with strict.opened() as vault:
        do_without_keyring(vault, "words", strict.keyring)
        assert not needs_keyring(vault)
    assert strict.opens("words")
    assert strict.secrets() == 0


def test_a_forgotten_passphrase_is_replaced_by_whoever_has_the_paper(strict: Desk) -> None:
    with open_with(strict.path, PAPER) as vault:
        renew_passphrase(vault, "new words")
        assert sorted(slot.kind for slot in vault.slots) == [1, 4]
    assert strict.opens("new words")
    assert not strict.opens("words", strict.keyring)


def test_a_re_key_keeps_a_strict_vault_strict(strict: Desk) -> None:
    with strict.opened() as vault:
        assert refusal(partial(rekey, vault, "new words", strict.here())) == "recovery-key-needed"
        rekey(vault, "new words", strict.here(), NEW_PAPER)
    assert strict.opens("new words", strict.keyring)
    assert not strict.opens("new words")
    assert strict.secrets() == 1
    open_with(strict.path, NEW_PAPER).lock()
    assert refusal(lambda: open_with(strict.path, PAPER)) == "passphrase-wrong"


def test_a_re_key_withdraws_the_paper_unless_it_is_drawn_anew(desk: Desk) -> None:
    with desk.opened() as vault:
        vault.add_factor(PAPER)
        rekey(vault, "new words", desk.here())
        assert not has_recovery_key(vault)
    assert (desk.opens("new words"), desk.opens("words")) == (True, False)


def test_a_keyring_that_fails_changes_nothing(desk: Desk) -> None:
    with desk.opened() as vault:
        vault.add_factor(PAPER)
        desk.keyring.refuses = "keyring-refused"
        assert refusal(partial(require_keyring, vault, "words", desk.here())) == "keyring-refused"
    assert desk.opens("words")
