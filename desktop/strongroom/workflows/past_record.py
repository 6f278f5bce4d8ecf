"""How a payment is remembered for the reviews of later ones."""

from dataclasses import replace
from datetime import datetime

from strongroom.review.result import ReviewedOutput
from strongroom.vault.past_records import CoinRecord, NonceRecord, PaidRecord, PastRecord
from strongroom.workflows.payment import PaymentUnderWay
from strongroom.workflows.told_heights import ToldHeights


def past_record(
    before: PastRecord | None, wallet_row: str, payment: PaymentUnderWay, when: datetime
) -> PastRecord:
    """What is remembered of a payment by now; ``before`` is what was remembered of it until now."""
    review = payment.review
    is_signed = any(entry.signatures for entry in review.inputs)
    return PastRecord(
        wallet=wallet_row,
        reviewed=when if before is None else before.reviewed,
        amount=max(review.totals.net or 0, 0),
        coins=proven_coins(payment),
        paid=tuple(_paid(output) for output in review.outputs if output.address),
        nonces=_nonces(before, payment),
        left=_first(before.left if before else None, when if is_signed else None),
        finished=before.finished if before else None,
    )


def coins_told(payment: PaymentUnderWay, told: ToldHeights) -> tuple[CoinRecord, ...]:
    """The own coins of a payment whose blocks somebody told."""
    coins = proven_coins(payment)
    return tuple(coin for coin in coins if coin.outpoint.partition(":")[0] in told.blocks)


def gone_out(record: PastRecord, when: datetime) -> PastRecord:
    """The payment went to a signer."""
    return replace(record, left=record.left or when)


def is_past(record: PastRecord) -> bool:
    """Whether it may have been sent, so that it counts even where nobody wants to see it more."""
    return record.left is not None


def _first(known: datetime | None, now: datetime | None) -> datetime | None:
    return now if known is None else known


def proven_coins(payment: PaymentUnderWay) -> tuple[CoinRecord, ...]:
    """Own coins of which the amount is proven; what is only said is not remembered."""
    return tuple(
        CoinRecord(
            str(entry.outpoint),
            entry.amount,
            entry.address or "",
            entry.place.index,
        )
        for entry in payment.review.inputs
        if entry.place is not None and entry.amount is not None
    )


def _paid(output: ReviewedOutput) -> PaidRecord:
    index = output.place.index if output.place else None
    return PaidRecord(output.address or "", output.amount, index, output.index)


def _nonces(before: PastRecord | None, payment: PaymentUnderWay) -> tuple[NonceRecord, ...]:
    """Those known before stay, whatever signatures a later form of the payment lacks."""
    new = (NonceRecord(n.key, n.point) for entry in payment.review.inputs for n in entry.nonces)
    return tuple(dict.fromkeys((*(before.nonces if before else ()), *new)))
