"""Payments of a practice wallet for the page of a payment: good, doubtful and false."""

from dataclasses import replace

from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.engines.wallet_fields import OwnCoin, wallet_psbt
from strongroom.model.owner_rules import CoolDown, OwnerRules, StandingRules
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_records import Record
from strongroom.model.psbt_types import OutputType
from strongroom.model.psbt_writer import InputFields
from strongroom.model.scripts import p2wsh
from strongroom.model.transaction import OutPoint, TxInput, TxOutput
from strongroom.model.wallet import Branch
from strongroom.practice.signers import practice_signer
from strongroom.review.history import History
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import PaymentUnderWay, Returned, accept, begin, start
from tests.builders import multisig
from tests.recovery_wallets import payment_with, recovery_wallet
from tests.window.frame import CLUB, FAMILY, NOW, PAYMENT
from tests.workflows.altered import with_output_records, with_transaction
from tests.workflows.lacking import lacking
from tests.workflows.rounds import CHANGE, FEE, SEQUENCE, make_funding, make_payment

_OWN = own_scripts(FAMILY)
_STRANGER = bytes.fromhex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")


def fresh() -> PaymentUnderWay:
    """Nothing stands against it, and nobody has signed."""
    return start(PAYMENT.original, [FAMILY])


def warned() -> PaymentUnderWay:
    """One warning, as its change goes to a receiving address."""
    return start(to_receive().original, [FAMILY])


def blocked() -> PaymentUnderWay:
    """One of the keys behind its change was replaced."""
    return start(false_change().original, [FAMILY])


def unproven() -> PaymentUnderWay:
    """Its file lacks the two transactions it spends from."""
    return start(lacking(FAMILY).original, [FAMILY])


def resting() -> PaymentUnderWay:
    """Nothing is wrong with it, and by the owner's rules it waits."""
    rules = StandingRules(OwnerRules(cool_down=CoolDown(50_000, 24)))
    far = History(now=3_786_000_000, rules=rules)
    return begin(FAMILY, PAYMENT, None, far)


def aging() -> PaymentUnderWay:
    """Of three coins one is old enough for its wallet's recovery path, and one will be soon; nobody
    told the block of the third."""
    wallet = recovery_wallet((1, 52_560))
    psbt = payment_with(wallet, (0xFFFF_FFFD,) * 3)
    first, second, _ = (each.outpoint for each in psbt.transaction.inputs)
    known = History(int(NOW.timestamp()), 852_560, confirmed={first: 800_000, second: 802_000})
    return begin(wallet, psbt, None, known)


def waiting() -> PaymentUnderWay:
    """It waits for a block and for its coins' age, and two signed it for both ways to spend."""
    wallet = recovery_wallet((1, 52_560))
    psbt = payment_with(wallet, (0xFFFF_FFFD, 52_560, 1_008))
    locked = with_transaction(psbt, replace(psbt.transaction, locktime=853_568))
    payment = begin(wallet, locked, None, History(int(NOW.timestamp()), 852_560))
    signed = [practice_signer(number).sign(locked.original, wallet).psbt for number in (1, 2)]
    return accept(payment, [Returned("signed.psbt", each) for each in signed])[0]


def replacing() -> PaymentUnderWay:
    """Spends the coins of one that was kept, with twice its fee and another payee."""
    keeper = Keeper()
    row = keeper.keep_wallet(FAMILY, (), NOW).row
    keeper.keep_payment(row, fresh(), NOW)
    return start(replacement().original, [FAMILY], None, keeper.past())


def foreign_input() -> PaymentUnderWay:
    """The second of its coins is from another wallet."""
    return start(with_foreign_coin().original, [FAMILY])


def costly() -> PaymentUnderWay:
    """Nearly a third of what it sends goes to the miners."""
    return start(_with_fee(31_500).original, [FAMILY])


def replacement() -> Psbt:
    """Of the usual payment, by one with twice the fee and another payee."""
    psbt = _with_fee(2 * FEE)
    payee, change = psbt.transaction.outputs
    another = replace(payee, script_pubkey=p2wsh(b"\x52"))
    return with_transaction(psbt, replace(psbt.transaction, outputs=(another, change)))


def with_foreign_coin() -> Psbt:
    """The usual payment with a coin of a wallet of other keys."""
    funding = [PreviousTransaction.parse(make_funding(wallet).raw) for wallet in (FAMILY, CLUB)]
    inputs = tuple(
        TxInput(OutPoint(previous.txid_bytes, at), sequence=SEQUENCE)
        for at, previous in enumerate(funding)
    )
    unsigned = replace(PAYMENT.transaction, inputs=inputs)
    ours = OwnCoin(funding[0], 0, Place(Branch.RECEIVE, 0))
    theirs = InputFields(previous_transaction=funding[1])
    return wallet_psbt(FAMILY, unsigned, [ours, theirs], [None, CHANGE])


def _with_fee(fee: int) -> Psbt:
    """The usual payment, its fee (satoshi) taken from the change."""
    payee, change = PAYMENT.transaction.outputs
    less = replace(change, amount=change.amount - fee + FEE)
    return with_transaction(PAYMENT, replace(PAYMENT.transaction, outputs=(payee, less)))


def to_receive() -> Psbt:
    return make_payment(FAMILY, change=Place(Branch.RECEIVE, 3))


def false_change() -> Psbt:
    keys = _OWN.public_keys(Branch.CHANGE, 4)
    script = multisig(2, sorted([*keys[:2], _STRANGER]))
    before = PAYMENT.transaction
    false = TxOutput(before.outputs[1].amount, p2wsh(script))
    changed = with_transaction(PAYMENT, replace(before, outputs=(before.outputs[0], false)))
    record = Record(OutputType.WITNESS_SCRIPT, b"", script)
    return with_output_records(changed, 1, [record], OutputType.WITNESS_SCRIPT)
