"""Payments of a practice wallet for the page of a payment: good, doubtful and false."""

from dataclasses import replace

from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.model.owner_rules import CoolDown, OwnerRules, StandingRules
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_records import Record
from strongroom.model.psbt_types import OutputType
from strongroom.model.scripts import p2wsh
from strongroom.model.transaction import TxOutput
from strongroom.model.wallet import Branch
from strongroom.practice.signers import practice_signer
from strongroom.review.history import History
from strongroom.workflows.payment import PaymentUnderWay, Returned, accept, begin, start
from tests.builders import multisig
from tests.recovery_wallets import payment_with, recovery_wallet
from tests.window.frame import FAMILY, NOW, PAYMENT
from tests.workflows.altered import with_output_records, with_transaction
from tests.workflows.lacking import lacking
from tests.workflows.rounds import make_payment

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
