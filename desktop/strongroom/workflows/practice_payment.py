"""A practice wallet, and payments of pretend coins from it, on a chain made for the purpose."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from strongroom.engines.derivation import derive_address
from strongroom.formats.contract import KeyExport
from strongroom.formats.reading import read_key
from strongroom.model.network import Network
from strongroom.model.scripts import p2wsh
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.chain import PracticeChain
from strongroom.practice.exports import export_text
from strongroom.practice.signers import practice_signers
from strongroom.vault.progress import Progress, unheard
from strongroom.vault.records import CosignerRecord
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.pay import Funding, Payment, pay
from strongroom.workflows.payment import PaymentUnderWay, begin
from strongroom.workflows.review_payment import open_psbt
from strongroom.workflows.set_up import Draft, SetUp, set_up

NAME = "Practice wallet"
THRESHOLD = 2
COINS = (3_000_000, 5_000_000, 2_500_000)
"""Satoshi of the practice coins."""

AMOUNT = 4_200_000
"""Satoshi of the payment."""

FEE_RATE = 2.0
"""Of the payment, in sat/vB."""

_SOURCE = "Practice"
"""Where a payment that was made here is said to come from."""

_SHOP = p2wsh(b"\x51")
"""Where the payment goes: anyone could take it, nobody is there."""

_STEPS = 3


def practice_wallet(exports: Sequence[KeyExport]) -> SetUp:
    """The wallet in which two of these keys must sign, on the practice network."""
    return set_up(Draft(NAME, THRESHOLD, tuple(exports), network=Network.REGTEST))


def mint(chain: PracticeChain, wallet: Wallet, index: int = 0) -> Funding:
    """Practice coins, mined to the receiving address of that index."""
    chain.start()
    script = derive_address(wallet, Branch.RECEIVE, index).scripts.script_pubkey
    raw = chain.fund(script, COINS)
    return Funding(raw, chain.height)


def propose(wallet: Wallet, funding: Funding, index: int = 0) -> bytes:
    """A payment of the coins as a binary PSBT, its change at the change address of that index."""
    return pay(wallet, [funding], [Payment(_SHOP, AMOUNT)], FEE_RATE, change_index=index)


def make_practice_payment(
    keeper: Keeper, wallet: Wallet | None = None, progress: Progress = unheard
) -> PaymentUnderWay:
    """A reviewed payment that is not kept yet, from a practice wallet or (without one) from that
    of the three usual signers; nothing is kept by that.

    Raises ``StrongroomError`` where the chain or the review fails.
    """
    wallet = wallet or _usual_wallet(keeper)
    progress(0, _STEPS)
    past = keeper.past()
    row = past.row(wallet)
    earlier = sum(each.wallet == row for each in past.payments.values())
    with PracticeChain() as chain:
        progress(1, _STEPS)
        for index in count(earlier):
            psbt = open_psbt(propose(wallet, mint(chain, wallet, index), index))
            history = past.history(wallet, psbt)
            if not history.conflicting:
                break
    progress(2, _STEPS)
    made = begin(wallet, psbt, keeper.limits(), history)
    progress(_STEPS, _STEPS)
    return made


def keep_practice_payment(keeper: Keeper, payment: PaymentUnderWay, when: datetime) -> str:
    """Keep a payment that was made here, and its wallet where that is new; the wallet's row.

    Nobody is said to have compared the keys. A payment that is stopped by more than the owner's
    rules is not kept.
    """
    row = _row_of(keeper, payment.wallet)
    if not row:
        names = [CosignerRecord(signer.name) for signer in practice_signers()]
        row = keeper.keep_wallet(payment.wallet, names, when).row
    if payment.may_be_kept:
        keeper.keep_payment(row, payment, when, _SOURCE)
    return row


def _usual_wallet(keeper: Keeper) -> Wallet:
    """The wallet of the usual signers, by the name it is kept under where it is kept."""
    exports = [read_key(export_text(signer).encode()) for signer in practice_signers()]
    wallet = practice_wallet(exports).wallet
    kept = keeper.same_wallet(wallet)
    return wallet if kept is None else kept.wallet


def _row_of(keeper: Keeper, wallet: Wallet) -> str:
    kept = keeper.same_wallet(wallet)
    return "" if kept is None else kept.row
