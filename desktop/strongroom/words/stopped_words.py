"""What to do about a payment that is stopped, step by step, by what stopped it."""

from collections.abc import Iterable

from strongroom.words.marker import QT_TRANSLATE_NOOP

_DO_NOT_SIGN = QT_TRANSLATE_NOOP("Words", "Do not sign this file on any device.")
_CALL = QT_TRANSLATE_NOOP(
    "Words", "Call the person who sent it. Do not answer the message it came in."
)
_ANEW = QT_TRANSLATE_NOOP("Words", "Make the payment anew from your own coins.")
_SEND_AGAIN = QT_TRANSLATE_NOOP("Words", "Open the new file here; it is reviewed from the start.")
_ASK_TO_SIGN_AGAIN = QT_TRANSLATE_NOOP(
    "Words", "Ask the cosigner whose signature it is to sign the payment again."
)

_FRAUD = (_DO_NOT_SIGN, _CALL, _ANEW)
_SIGNATURE = (
    QT_TRANSLATE_NOOP("Words", "Do not pass this file on."),
    QT_TRANSLATE_NOOP("Words", "Open the payment as it was before it was signed."),
    _ASK_TO_SIGN_AGAIN,
)
_STEPS: dict[str, tuple[str, ...]] = {
    "utxo-missing": (
        QT_TRANSLATE_NOOP(
            "Words", "Open the previous transactions that are named here; the review goes on."
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Or ask for the file with the transactions it spends from in it (non-witness UTXO).",
        ),
        _SEND_AGAIN,
    ),
    "fee-high": (
        _DO_NOT_SIGN,
        QT_TRANSLATE_NOOP("Words", "Have the payment made anew with a lower fee."),
        QT_TRANSLATE_NOOP(
            "Words", "If the fee is meant, the limit is in Settings; then open the file again."
        ),
    ),
    "change-unfindable": (
        _DO_NOT_SIGN,
        QT_TRANSLATE_NOOP(
            "Words", "Have the payment made anew, with the next unused address for its change."
        ),
    ),
    "sighash": (
        _DO_NOT_SIGN,
        QT_TRANSLATE_NOOP(
            "Words", "Have the file made anew so that a signature covers all of it (SIGHASH_ALL)."
        ),
    ),
    "signature-invalid": _SIGNATURE,
    "signature-other-transaction": _SIGNATURE,
    "signature-unknown-key": _SIGNATURE,
    "finalised-invalid": _SIGNATURE,
    "repeated-nonce": (
        QT_TRANSLATE_NOOP("Words", "Do not sign with that signer any more: its key is at risk."),
        QT_TRANSLATE_NOOP("Words", "Set up a wallet without that key."),
        QT_TRANSLATE_NOOP("Words", "Move the coins there, signed by the other cosigners."),
    ),
    "address-not-whitelisted": (
        _DO_NOT_SIGN,
        QT_TRANSLATE_NOOP("Words", "Find out whose address it is, by another way than this file."),
        QT_TRANSLATE_NOOP(
            "Words", "If it is to be paid, add it to the list on the wallet's page, under Rules."
        ),
    ),
    "spending-limit": (
        _DO_NOT_SIGN,
        QT_TRANSLATE_NOOP("Words", "Wait until there is room for it, or have less paid."),
        QT_TRANSLATE_NOOP("Words", "The limit is on the wallet's page, under Rules."),
    ),
    "cool-down": (
        QT_TRANSLATE_NOOP("Words", "Do not sign before that time, on any device."),
        QT_TRANSLATE_NOOP("Words", "Ask the others whether they know of this payment."),
        QT_TRANSLATE_NOOP("Words", "Then open it again from here; it is reviewed anew."),
    ),
    "engines-disagree": (
        _DO_NOT_SIGN,
        QT_TRANSLATE_NOOP("Words", "Save the record, and send it to the makers of Strongroom."),
        QT_TRANSLATE_NOOP("Words", "Have the payment made anew by another program."),
    ),
}


def steps(codes: Iterable[str]) -> tuple[str, ...]:
    """The steps for the codes that stop a payment, the heaviest first.

    A code without steps of its own may be a fraud, and then nothing else counts.
    """
    known = [_STEPS.get(code, _FRAUD) for code in codes]
    return _FRAUD if _FRAUD in known or not known else known[0]
