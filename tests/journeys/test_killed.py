"""The real program ended by SIGKILL in the middle: the next start goes on, and nothing is lost."""

import time
from pathlib import Path

import pytest

from strongroom.vault.creating import create_vault
from strongroom.vault.places import Places
from strongroom.vault.vault import open_vault
from strongroom.workflows.keeping import Keeper, KeptPayment, KeptWallet
from tests.journeys.steps import PASSPHRASE, make_vault
from tests.person import Typing
from tests.screen import Screen
from tests.window.frame import COMPARED, FAMILY, NOW, PAYMENT, SIGNED

pytestmark = [pytest.mark.screen, pytest.mark.timeout(600)]
STILL = 1.0
"""Seconds without a write after which the vault counts as written."""


def test_a_set_up_goes_on_where_it_was_killed(screen: Screen) -> None:
    with Typing(screen) as person:
        make_vault(person)
        person.go_on("New wallet")
        person.enter("Name of the wallet")
        person.write("Cabin fund")
        person.choose("Bitcoin", "Regtest")
        go_on_after_kill(person)
        person.see("Regtest")
        person.go_on("Continue")
        person.use("2 of 2")
        go_on_after_kill(person)
        assert person.is_ticked("2 of 2")
        person.go_on("Continue")
        person.use("Practice signer")
        person.see_all("Good key", 1)
        go_on_after_kill(person)
        person.see_all("Good key", 1)
        person.use("Practice signer")
        person.see_all("Good key", 2)
        person.go_on("Continue")
        person.use("Practice signer 1: I compared")
        go_on_after_kill(person)
        assert person.is_ticked("Practice signer 1: I compared")
        assert not person.is_ticked("Practice signer 2: I compared")
        person.go_on("Keep this wallet")
        person.kill()
        unlock(person)
        person.go_on("Continue: The set-up of Cabin fund is not finished")
        # One write keeps the wallet and the step after it, so only these two can be.
        before, after = "Practice signer 1: I compared", "Save for Coldcard"
        if person.see_any(before, after) == before:
            assert person.is_ticked(before)
            person.go_on("Keep this wallet")
            person.see(after)
        go_on_after_kill(person)
        person.see(after)
        person.kill()
    (vault,) = Places.of({}, screen.home).known_vaults()
    (wallet,) = kept_wallets(vault)
    assert wallet.wallet.name == "Cabin fund"
    assert [one.compared is not None for one in wallet.record.cosigners] == [True, False]


def test_a_payment_goes_on_where_it_was_killed(screen: Screen) -> None:
    vault = Places.of({}, screen.home).vault("Home vault")
    keep_family(vault)
    unsigned, answers = write_files(screen.home)
    with Typing(screen) as person:
        unlock(person)
        person.bring(unsigned, then="Save for Alice")
        person.use("Save for Alice", screen.home / "for-alice.psbt")
        person.see("for-alice.psbt is saved")
        person.kill()
        unlock(person)
        person.go_on("Continue: A payment waits for 2 more signatures")
        load(person, answers[0])
        settle(screen.home)
        person.kill()
        unlock(person)
        person.go_on("Continue: A payment waits for one more signature")
        load(person, answers[1])
        settle(screen.home)
        person.go_on("Finish the payment")
        person.kill()
        unlock(person)
        if person.see_any("A payment has every signature", "Nothing needs you").startswith("A"):
            person.go_on("Continue: A payment has every signature")
            person.go_on("Finish the payment")
            person.see("The transaction is finished")
            person.kill()
    assert kept_payment(vault).is_finished


def load(person: Typing, answer: Path) -> None:
    person.use("Load what came back", answer)
    person.see("New signatures came in")


def keep_family(path: Path) -> None:
    """A vault with a wallet whose keys were compared."""
    path.parent.mkdir(parents=True)
    vault = create_vault(path, PASSPHRASE)
    Keeper(vault).keep_wallet(FAMILY, COMPARED, NOW)
    vault.lock()


def kept_payment(path: Path) -> KeptPayment:
    """The one payment in the vault of a program that is gone."""
    vault = open_vault(path, PASSPHRASE)
    (payment,) = Keeper(vault).payments()
    vault.lock()
    return payment


def kept_wallets(path: Path) -> tuple[KeptWallet, ...]:
    """The wallets in the vault of a program that is gone."""
    vault = open_vault(path, PASSPHRASE)
    wallets = Keeper(vault).wallets()
    vault.lock()
    return wallets


def write_files(folder: Path) -> tuple[Path, list[Path]]:
    """A payment, and what two signers gave back for it."""
    unsigned = folder / "boat.psbt"
    unsigned.write_bytes(PAYMENT.original)
    answers = [folder / f"back-{number}.psbt" for number in (1, 2)]
    for path, returned in zip(answers, SIGNED, strict=False):
        path.write_bytes(returned.data)
    return unsigned, answers


def go_on_after_kill(person: Typing) -> None:
    settle(person.screen.home)
    person.kill()
    unlock(person)
    person.go_on("Continue: The set-up of Cabin fund is not finished")


def unlock(person: Typing) -> None:
    """Starts the program where it was ended, and opens the vault."""
    if person.program.poll() is not None:
        person.start()
    if person.see_any("Unlock", "Welcome") == "Welcome":
        person.go_on("Open or make a vault")
    person.enter("Passphrase")
    person.write(PASSPHRASE)
    person.go_on("Unlock")
    person.see("Everything is saved")


def settle(home: Path) -> None:
    """Waits until nothing was written to the vault for a while."""
    (vault,) = Places.of({}, home).known_vaults()
    before = None
    while before != (before := vault.stat().st_mtime_ns):
        time.sleep(STILL)
