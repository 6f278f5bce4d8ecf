"""The steps of the whole way, for whoever goes it: at a real screen, or in this process."""

import subprocess
import sys
from pathlib import Path
from typing import Protocol

from strongroom.engines.derivation import derive_address
from strongroom.model.network import Network
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.signers import practice_signers
from strongroom.workflows.open_wallet import open_wallet
from tests.journeys.chains import Chain
from tests.journeys.payments import COIN, bdk_payment

PASSPHRASE = "eleven quiet herons wade"
HOLDERS = ("Alice", "Bob", "Carol")
SIGNERS = (1, 3)
"""Numbers of the practice signers that sign: Alice's and Carol's."""


class Visitor(Protocol):
    """Somebody before the window; a control is named by how its name begins."""

    @property
    def home(self) -> Path:
        """A folder for the files of the journey."""

    def use(self, start: str, *files: Path) -> None:
        """Presses a button or ticks a box; ``files`` answer the dialog that opens then."""

    def go_on(self, start: str, *files: Path) -> None:
        """Presses the button of the page's next step."""

    def enter(self, start: str) -> None:
        """Puts the keyboard in a field."""

    def write(self, text: str) -> None: ...

    def choose(self, now: str, wanted: str) -> None:
        """Chooses another of a list that shows what is chosen ``now``."""

    def bring(self, path: Path, then: str) -> None:
        """Has the program open a file, whatever is in it, and waits for what shows ``then``."""

    def see(self, start: str) -> str:
        """Waits for something; its whole name."""

    def see_all(self, start: str, count: int) -> None:
        """Waits for ``count`` of them."""


def pay(person: Visitor, chain: Chain) -> None:
    """The whole way, from an empty home to a transaction in a block."""
    make_vault(person)
    wallet = set_up_wallet(person)
    payment = person.home / "boat.psbt"
    payment.write_bytes(proposal(person, wallet, chain))
    person.bring(payment, then="Save for Alice")
    raw = sign_and_finish(person)
    txid = chain.send(raw)
    assert txid == Transaction.parse(raw).txid
    chain.mine()
    assert chain.confirmations(txid) == 1


def practise(person: Visitor) -> Transaction:
    """From an empty home to a finished payment of practice coins, with no file but the last."""
    saved = person.home / "practice.txn"
    person.use("Practise")
    person.go_on("Begin")
    person.see("Reviewed. 2 more signatures complete it.")
    person.go_on("Sign with Practice signer 1")
    person.see("Signed, checked: today")
    person.use("Sign with Practice signer 3")
    person.go_on("Finish the payment")
    person.go_on("Save the transaction", saved)
    person.see("The transaction is saved")
    return Transaction.parse(bytes.fromhex(saved.read_text()))


def make_vault(person: Visitor) -> None:
    person.go_on("Open or make a vault")
    person.enter("Passphrase")
    person.write(PASSPHRASE)
    person.enter("Passphrase once more")
    person.write(PASSPHRASE)
    person.use("Then make a recovery key on paper")
    person.go_on("Make the vault")
    person.see("Everything is saved")


def set_up_wallet(person: Visitor) -> Wallet:
    """The wizard from end to end; the wallet is read from the file it saved."""
    person.go_on("New wallet")
    person.enter("Name of the wallet")
    person.write("Journey")
    person.choose("Bitcoin", "Regtest")
    person.go_on("Continue")
    person.use("3 of 5")
    person.use("2 of 3")
    person.go_on("Continue")
    for number, (name, export) in enumerate(practice_keys(person.home / "keys"), start=1):
        person.use("Open file", export)
        person.see_all("Good key", number)
        person.enter("coldcard: Name")
        person.write(name)
    person.go_on("Continue")
    for name in HOLDERS:
        person.use(f"{name}: I compared this key")
    person.go_on("Keep this wallet")
    saved = person.home / "wallet.txt"
    person.use("Save for Descriptor", saved)
    person.see("Saved as wallet.txt")
    person.go_on("Continue")
    person.go_on("Go to the wallet")
    return open_wallet(saved.read_bytes(), Network.REGTEST).wallet


def proposal(person: Visitor, wallet: Wallet, chain: Chain) -> bytes:
    """A payment of a coin that was paid to the address the program shows."""
    person.use("Receive")
    shown = person.see("Receiving address 0: ").partition(": ")[2].replace(" ", "")
    address = derive_address(wallet, Branch.RECEIVE, 0)
    assert shown == address.text
    return bdk_payment(wallet, chain.fund(address.scripts.script_pubkey, COIN)).original


def sign_and_finish(person: Visitor) -> bytes:
    """From the review to the transaction, read from the file it saved."""
    folder, answers = person.home, []
    for number in SIGNERS:
        name = HOLDERS[number - 1]
        unsigned = folder / f"for-{name}.psbt"
        person.use(f"Save for {name}", unsigned)
        person.see(f"for-{name}.psbt is saved")
        answers.append(signed(unsigned, number))
    person.go_on("Load what came back", *answers)
    person.go_on("Finish the payment")
    person.go_on("Save the transaction", folder / "boat.txn")
    person.see("The transaction is saved")
    return bytes.fromhex((folder / "boat.txn").read_text())


def practice_keys(folder: Path) -> list[tuple[str, Path]]:
    """Who holds each of three practice signers, and its key as the program saves it."""
    strongroom("practice", "keys", "--out", folder)
    fingerprints = [signer.fingerprint.hex().upper() for signer in practice_signers(3)]
    exports = [folder / f"ccxp-{fingerprint}.json" for fingerprint in fingerprints]
    return list(zip(HOLDERS, exports, strict=True))


def signed(unsigned: Path, number: int) -> Path:
    """What a practice signer gives back for the file it was given."""
    answer = unsigned.with_name(f"from-{number}.psbt")
    strongroom("psbt", "sign-practice", unsigned, "--signer", number, "--out", answer)
    return answer


def strongroom(*words: object) -> None:
    command = [sys.executable, "-m", "strongroom", *map(str, words)]
    subprocess.run(command, check=True, capture_output=True)
