"""The whole way in practice mode: keys, wallet, coins, payment, review, signatures, transaction."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from strongroom.engines.derivation import derive_address
from strongroom.formats.reading import read_key
from strongroom.formats.writing import write_wallet
from strongroom.model.finding import Severity
from strongroom.model.network import Network
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_writer import write_psbt
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.chain import PracticeChain
from strongroom.practice.exports import write_exports
from strongroom.practice.signers import practice_signer
from strongroom.review.psbt import Review
from strongroom.transports.files import write_file
from strongroom.words.amounts import bitcoin, grouped_address
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.finish import Finished, finish
from strongroom.workflows.open_wallet import open_wallet
from strongroom.workflows.pay import Funding
from strongroom.workflows.practice_history import practice_history
from strongroom.workflows.practice_payment import (
    AMOUNT,
    COINS,
    NAME,
    THRESHOLD,
    mint,
    practice_wallet,
    propose,
)
from strongroom.workflows.review_payment import open_psbt, review_payment

SIGNERS = (1, 2, 3)


class WalkError(RuntimeError):
    """A step did not end as it must; a fault of the program."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was taken: ``name`` and ``result`` for machines, the rest for people."""

    name: str
    result: str
    title: str
    lines: tuple[str, ...] = ()
    review: Review | None = None
    wallet: Wallet | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The mined transaction and the folder with every file of the way."""

    txid: str
    verified: bool
    folder: Path


class Walk:
    """One walk, in a folder of its own that stays."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="strongroom-practice-"))
        self._chain = PracticeChain()
        self._wallet: Wallet | None = None
        self._finished: Finished | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._chain.close()

    def steps(self) -> Iterator[Step]:
        """Take the steps one after the other, each when it is asked for."""
        yield self._export_keys()
        wallet, step = self._make_wallet()
        yield step
        yield self._first_address(wallet)
        funding, step = self._mint(wallet)
        yield step
        payment, step = self._propose(wallet, funding)
        yield step
        yield self._review(wallet, payment)
        signed = []
        for number in SIGNERS[:THRESHOLD]:
            returned, step = self._sign(wallet, payment, number)
            signed.append(returned)
            yield step
        combined, step = self._combine(wallet, payment, signed)
        yield step
        finished, step = self._finish(wallet, combined)
        yield step
        yield self._mine(finished)

    def outcome(self) -> Outcome:
        """What the walk came to, once every step was taken."""
        if self._finished is None:
            raise WalkError("the walk is not over")
        return Outcome(self._finished.txid, self._finished.verified, self.folder)

    def _export_keys(self) -> Step:
        files = write_exports(self.folder / "keys")
        names = tuple(practice_signer(number).name for number in SIGNERS)
        return Step(
            "keys", f"{len(files)} files", "Three practice signers export their keys", names
        )

    def _make_wallet(self) -> tuple[Wallet, Step]:
        paths = sorted((self.folder / "keys").glob("ccxp-*.json"))
        exports = tuple(read_key(path.read_bytes()) for path in paths)
        made = practice_wallet(exports)
        for name, form in (("wallet.txt", "descriptor"), ("wallet-coldcard.txt", "coldcard_text")):
            write_file(self.folder / name, write_wallet(made.wallet, form, None).encode())
        write_file(self.folder / "wallet.bsms", write_wallet(made.wallet, "bsms", None).encode())
        opened = open_wallet((self.folder / "wallet.bsms").read_bytes(), Network.REGTEST, NAME)
        if opened.wallet.policy != made.wallet.policy:
            raise WalkError("the wallet file does not hold the wallet")
        title = f"A wallet in which {THRESHOLD} of {len(exports)} must sign"
        fingerprints = (
            f"{key.fingerprint.hex() if key.fingerprint else ''}  m/{key.origin.path}"
            for key in made.wallet.policy.cosigners
            if key.origin
        )
        return made.wallet, Step("wallet", made.first_address, title, tuple(fingerprints))

    def _first_address(self, wallet: Wallet) -> Step:
        address = derive_address(wallet, Branch.RECEIVE, 0)
        title = "The first address, by two engines that agree"
        return Step("address", address.text, title, (grouped_address(address.text),))

    def _mint(self, wallet: Wallet) -> tuple[Funding, Step]:
        funding = mint(self._chain, wallet)
        text = f"{len(COINS)} coins, {bitcoin(sum(COINS))} in all"
        step = Step("coins", text, "Practice coins, mined by Bitcoin Core's engine", (text,))
        return funding, step

    def _propose(self, wallet: Wallet, funding: Funding) -> tuple[Psbt, Step]:
        data = propose(wallet, funding)
        write_file(self.folder / "payment.psbt", data)
        title = f"A payment of {bitcoin(AMOUNT)} is proposed"
        return open_psbt(data), Step("payment", "payment.psbt", title, ("payment.psbt",))

    def _review(self, wallet: Wallet, payment: Psbt) -> Step:
        history = practice_history(self._chain, payment)
        review = review_payment(payment, wallet, history=history)
        if review.verdict >= Severity.BLOCK:
            raise WalkError("the review stops a good payment")
        return Step("review", review.verdict.word, "The review", (), review, wallet)

    def _sign(self, wallet: Wallet, payment: Psbt, number: int) -> tuple[Returned, Step]:
        signer = practice_signer(number)
        signed = signer.sign(write_psbt(payment), wallet)
        name = f"payment-signed-{number}.psbt"
        write_file(self.folder / name, signed.psbt)
        title = f"{signer.name} signs"
        return Returned(name, signed.psbt), Step("sign", name, title, (name,))

    def _combine(self, wallet: Wallet, payment: Psbt, signed: list[Returned]) -> tuple[Psbt, Step]:
        combined = combine(payment, signed, wallet)
        if not combined.complete:
            raise WalkError("two signatures are not enough")
        write_file(self.folder / "payment-combined.psbt", write_psbt(combined.psbt))
        text = f"{combined.signatures} signatures, each verified"
        return combined.psbt, Step("combine", text, "The signatures are put together", (text,))

    def _finish(self, wallet: Wallet, combined: Psbt) -> tuple[Finished, Step]:
        finished = finish(combined, wallet)
        self._finished = finished
        write_file(self.folder / "payment.txn", (finished.raw.hex() + "\n").encode())
        lines = (f"{finished.txid}", f"{finished.vsize} vB; Bitcoin Core's engine ran its scripts")
        return finished, Step("finalize", finished.txid, "The final transaction", lines)

    def _mine(self, finished: Finished) -> Step:
        txid = self._chain.submit(finished.raw)
        self._chain.mine()
        height = self._chain.height
        if self._chain.confirmations(txid) != 1:
            raise WalkError("the transaction was not mined")
        return Step("mined", str(height), f"Mined in block {height}", (txid,))
