"""What is said of signatures, of what comes back from signers, and of the engines."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

_KEEP_AND_REPORT = QT_TRANSLATE_NOOP(
    "Words", "Do not sign. Keep the file, and report what happened."
)

_RETIRE = QT_TRANSLATE_NOOP(
    "Words",
    "Retire this key: move the coins to a wallet without it, at once.",
)

_SIGN_THE_REVIEWED = QT_TRANSLATE_NOOP(
    "Words", "Do not send it on. Find out where it was changed, and sign the reviewed one again."
)

SIGNING_WORDS: Phrases = {
    "sighash": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A signature here would not cover the whole transaction ({type}), so someone could "
            "change the rest of it afterwards.",
        ),
        QT_TRANSLATE_NOOP("Words", "Do not sign. Ask who made this file."),
    ),
    "sighash:field": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file asks for signatures that do not cover the whole transaction ({type}), so "
            "someone could change the rest of it afterwards.",
        ),
        QT_TRANSLATE_NOOP("Words", "Do not sign. Ask for a proposal that signs everything (ALL)."),
    ),
    "sighash:signature": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A signature here does not cover the whole transaction ({type}), so someone could "
            "change the rest of it. It is not counted.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask that signer to sign again, and to sign everything (ALL)."),
    ),
    "signature-invalid": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A signature is damaged, was changed, or stands in the wrong place. It is not counted.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask that signer to sign again."),
    ),
    "signature-other-transaction": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A signature is in good form and does not fit: most likely it was made for an earlier "
            "version of this payment. It is not counted.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask that signer to sign this version."),
    ),
    "signature-unknown-key": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A signature is from a key that has no say over this coin. It is not counted.",
        ),
        QT_TRANSLATE_NOOP("Words", "Check that the signer was used with this wallet."),
    ),
    "signatures-missing": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "There are not enough signatures yet to finish this transaction.",
        ),
        QT_TRANSLATE_NOOP("Words", "Collect the missing ones, then finish it."),
    ),
    "finalised-invalid": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The finished signatures of this input do not open the coin it spends. The network "
            "would refuse this transaction.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Go back to the PSBT with the single signatures, and finish it again.",
        ),
    ),
    "changed-after-review": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What came back ({name}) is not the transaction that was reviewed: its {part:plain}"
            " differs ({place:place}). Nothing that differs was taken over.",
        ),
        _SIGN_THE_REVIEWED,
    ),
    "changed-after-review:several": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What came back ({name}) is not the payment that was reviewed. Nothing that differs was"
            " taken over.",
        ),
        _SIGN_THE_REVIEWED,
    ),
    "changed-after-review:script": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What came back ({name}) pays another address than the payment that was reviewed"
            " ({place:place}). Nothing that differs was taken over.",
        ),
        _SIGN_THE_REVIEWED,
    ),
    "changed-after-review:amount": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What came back ({name}) pays another amount than the payment that was reviewed"
            " ({place:place}). Nothing that differs was taken over.",
        ),
        _SIGN_THE_REVIEWED,
    ),
    "changed-after-review:outpoint": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What came back ({name}) spends another coin than the payment that was reviewed"
            " ({place:place}). Nothing that differs was taken over.",
        ),
        _SIGN_THE_REVIEWED,
    ),
    "changed-after-review:packed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What was packed for the signer is not what was reviewed, or not packed as it should "
            "be. It was not given out.",
        ),
        QT_TRANSLATE_NOOP(
            "Words", "This is a fault of Strongroom. Keep the file, and report what happened."
        ),
    ),
    "fields-dropped": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file {name} carried more than signatures ({fields}). Only its signatures were "
            "taken over.",
        ),
    ),
    "unsigned-return:complete": Words(
        QT_TRANSLATE_NOOP(
            "Words", "The file {name} has no new signature; this payment has all it needs."
        ),
    ),
    "unsigned-return": Words(
        QT_TRANSLATE_NOOP("Words", "The file {name} came back without a new signature."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Check that the signer holds a key of this wallet and knows the wallet, then sign "
            "again.",
        ),
    ),
    "engines-disagree": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Two independent programs inside Strongroom do not agree here ({engine}). Until they "
            "do, nothing of it can be trusted.",
        ),
        QT_TRANSLATE_NOOP("Words", "Do not use it. Keep the file, and report what happened."),
    ),
    "engines-disagree:transaction": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Strongroom and {engine} read different transactions from this file. It may be made to"
            " deceive one of them.",
        ),
        _KEEP_AND_REPORT,
    ),
    "engines-disagree:fee": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Strongroom and {engine} find different fees in this file. It may be made to deceive "
            "one of them.",
        ),
        _KEEP_AND_REPORT,
    ),
    "engines-disagree:refused": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{engine} refuses this file, so there is no second opinion on it.",
        ),
        QT_TRANSLATE_NOOP("Words", "Do not sign. Ask who made this file for another one."),
    ),
    "engines-disagree:address": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{engine} derives another address where this output lies, so it cannot be vouched for.",
        ),
        _KEEP_AND_REPORT,
    ),
    "engines-disagree:too-many": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "So many outputs come back to this wallet that their addresses were not all derived"
            " twice.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask for several payments with fewer outputs each."),
    ),
    "repeated-nonce": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Two signatures by key {cosigner:ordinal} share a secret number (the nonce). From them "
            "anyone can work out the private key.",
        ),
        _RETIRE,
    ),
    "repeated-nonce:earlier": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A signature by key {cosigner:ordinal} shares its secret number (the nonce) with one "
            "that the same key made for another payment. From the two anyone can work out the "
            "private key.",
        ),
        _RETIRE,
    ),
    "not-finalisable": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The signatures could not be put together into a finished transaction.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Check that every signer signed this very payment, then finish it again.",
        ),
    ),
    "funds-short": Words(
        QT_TRANSLATE_NOOP("Words", "The chosen coins do not cover the payment and its fee."),
        QT_TRANSLATE_NOOP("Words", "Pay less, choose more coins, or a lower fee rate."),
    ),
    "payment-dust": Words(
        QT_TRANSLATE_NOOP("Words", "One of the amounts is too small: nodes would not pass it on."),
        QT_TRANSLATE_NOOP("Words", "Pay more there, or leave it out."),
    ),
    "payment-impossible": Words(
        QT_TRANSLATE_NOOP("Words", "A payment like this cannot be built."),
        QT_TRANSLATE_NOOP("Words", "Check the addresses, amounts, coins and fee rate."),
    ),
    "transaction-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "These bytes are not a transaction the network could read."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Export it again from where it came from, and carry it over once more.",
        ),
    ),
    "transaction-unknown": Words(
        QT_TRANSLATE_NOOP("Words", "There is no such transaction here."),
        QT_TRANSLATE_NOOP("Words", "Check the transaction id."),
    ),
    "spent-outputs-wrong": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What the inputs spend is not known in full, so their scripts cannot be run.",
        ),
        QT_TRANSLATE_NOOP("Words", "Open the previous transactions, then try again."),
    ),
    "payment-blocked": Words(
        QT_TRANSLATE_NOOP("Words", "The review found something that forbids signing this payment."),
        QT_TRANSLATE_NOOP("Words", "Read the findings, and ask who made this file."),
    ),
    "warning-open": Words(
        QT_TRANSLATE_NOOP(
            "Words", "There are {count:warning|warnings} that nobody has acknowledged yet."
        ),
        QT_TRANSLATE_NOOP("Words", "Read each warning and acknowledge it, or do not sign."),
    ),
    "wallet-unknown": Words(
        QT_TRANSLATE_NOOP("Words", "This payment does not spend from any of the wallets here."),
        QT_TRANSLATE_NOOP("Words", "Open the wallet it belongs to first."),
    ),
}
