"""What each limit of the review is called, what it does, and why it is where it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from strongroom.words.marker import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class LimitWords:
    """``meaning`` says what happens beyond the limit, ``reason`` why the usual one is usual."""

    title: str
    meaning: str
    reason: str


LIMIT_WORDS: Mapping[str, LimitWords] = {
    "fee_block_percent": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Fee that stops a payment"),
        QT_TRANSLATE_NOOP(
            "Limits", "A fee above this share of what is sent to others stops the payment."
        ),
        QT_TRANSLATE_NOOP(
            "Limits", "Who changes a payment to harm you can hide a theft in its fee."
        ),
    ),
    "fee_warn_percent": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Fee that needs a look"),
        QT_TRANSLATE_NOOP("Limits", "A fee above this share of what is sent is pointed out."),
        QT_TRANSLATE_NOOP("Limits", "Most payments cost far less; half the limit that stops."),
    ),
    "fee_floor": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Fee that never stops a payment"),
        QT_TRANSLATE_NOOP(
            "Limits", "Up to this amount a fee may be a large share of a small payment."
        ),
        QT_TRANSLATE_NOOP("Limits", "A few coins cost this much to spend at usual rates."),
    ),
    "fee_rate_block": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Fee rate that stops a payment"),
        QT_TRANSLATE_NOOP("Limits", "A fee rate above this one stops the payment."),
        QT_TRANSLATE_NOOP("Limits", "Places in a block have not cost more for any length of time."),
    ),
    "fee_estimate_times": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Fee against the present one"),
        QT_TRANSLATE_NOOP(
            "Limits", "A fee above so many times what is asked at present stops the payment."
        ),
        QT_TRANSLATE_NOOP("Limits", "Estimates are often wrong by half, and rarely by this much."),
    ),
    "fee_estimate_age": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "How long an estimate counts"),
        QT_TRANSLATE_NOOP("Limits", "An older estimate of fees is not looked at."),
        QT_TRANSLATE_NOOP("Limits", "In some hours what is asked can change many times over."),
    ),
    "fee_low_tenths": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Fee rate that is too low"),
        QT_TRANSLATE_NOOP(
            "Limits", "Below this rate it is said that the payment may never arrive."
        ),
        QT_TRANSLATE_NOOP("Limits", "Nodes pass on no less since 2025, unless they were told to."),
    ),
    "gap": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Unused addresses in a row"),
        QT_TRANSLATE_NOOP(
            "Limits", "Change that goes further beyond the last used address is pointed out."
        ),
        QT_TRANSLATE_NOOP("Limits", "Other programs look this far when they restore a wallet."),
    ),
    "far": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Addresses that are looked through"),
        QT_TRANSLATE_NOOP(
            "Limits", "Change that goes further beyond the last used address stops the payment."
        ),
        QT_TRANSLATE_NOOP(
            "Limits", "What lies beyond is as good as lost. More takes longer at each review."
        ),
    ),
    "delay": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Delay that needs a look"),
        QT_TRANSLATE_NOOP("Limits", "A payment that can only be mined later is pointed out."),
        QT_TRANSLATE_NOOP("Limits", "Programs set a height near today's; more is on purpose."),
    ),
    "dust_rate": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Rate at which dust is reckoned"),
        QT_TRANSLATE_NOOP(
            "Limits", "An output that costs more to spend at this rate than it holds is dust."
        ),
        QT_TRANSLATE_NOOP("Limits", "Nodes reckon with the same rate."),
    ),
    "foreign_bytes": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Data of other programs"),
        QT_TRANSLATE_NOOP("Limits", "More that nobody here reads in one file is pointed out."),
        QT_TRANSLATE_NOOP("Limits", "Signers with little memory still carry this much."),
    ),
    "relay_weight": LimitWords(
        QT_TRANSLATE_NOOP("Limits", "Size of a transaction"),
        QT_TRANSLATE_NOOP("Limits", "A transaction that weighs more is pointed out."),
        QT_TRANSLATE_NOOP("Limits", "Nodes do not pass on one that is heavier."),
    ),
}
