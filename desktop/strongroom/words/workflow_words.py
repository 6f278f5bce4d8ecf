"""What is said on the way: of a wallet being set up, of payments, and of what is kept."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

WORKFLOW_WORDS: Phrases = {
    "name-missing": Words(
        QT_TRANSLATE_NOOP("Words", "The wallet has no name yet."),
        QT_TRANSLATE_NOOP("Words", "Give it one by which everyone will know it."),
    ),
    "keys-surplus": Words(
        QT_TRANSLATE_NOOP("Words", "There are {given} keys where {expected} are wanted."),
        QT_TRANSLATE_NOOP("Words", "Remove a key, or go back and choose a larger quorum."),
    ),
    "wallet-unknown": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This payment spends from none of the wallets that are open here, so nobody can say "
            "what it does.",
        ),
        QT_TRANSLATE_NOOP("Words", "Open its wallet first, then the payment again."),
    ),
    "previous-unrelated": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This transaction, {txid}, is not one that the payment spends from."
        ),
        QT_TRANSLATE_NOOP("Words", "Open the transactions that the review names as missing."),
    ),
    "previous-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "{name} is not a raw transaction."),
        QT_TRANSLATE_NOOP("Words", "Give the whole transaction, in hex or as it is (binary)."),
    ),
    "replaced-unrelated": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{name} spends none of the coins that this payment spends, so neither replaces the "
            "other.",
        ),
        QT_TRANSLATE_NOOP("Words", "Give the payment that this one is to replace."),
    ),
    "replaced-unrelated:same": Words(
        QT_TRANSLATE_NOOP("Words", "{name} is this very payment, not one that it replaces."),
        QT_TRANSLATE_NOOP("Words", "Give the payment that this one is to replace."),
    ),
    "replaced-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "{name} is neither a PSBT nor a transaction."),
        QT_TRANSLATE_NOOP("Words", "Give the payment that this one is to replace."),
    ),
    "payment-blocked": Words(
        QT_TRANSLATE_NOOP(
            "Words", "The review found something that forbids signing. Nothing was done."
        ),
        QT_TRANSLATE_NOOP("Words", "Read what the review found, and ask who made this file."),
    ),
    "warning-open": Words(
        QT_TRANSLATE_NOOP("Words", "The review has warnings that nobody has acknowledged yet."),
        QT_TRANSLATE_NOOP("Words", "Read each warning and acknowledge it, then go on."),
    ),
    "files-too-many": Words(
        QT_TRANSLATE_NOOP("Words", "These are {count} files; up to {limit} are opened at once."),
        QT_TRANSLATE_NOOP("Words", "Open those that belong to one wallet or payment."),
    ),
    "nothing-opened": Words(
        QT_TRANSLATE_NOOP("Words", "None of these {count} files could be opened."),
        QT_TRANSLATE_NOOP("Words", "Open one alone to read why."),
    ),
    "limit-out-of-bounds": Words(
        QT_TRANSLATE_NOOP("Words", "A limit of the review cannot be moved that far."),
        QT_TRANSLATE_NOOP("Words", "Choose a value between the bounds that stand beside it."),
    ),
    "date-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "{text} is no day, month or year."),
        QT_TRANSLATE_NOOP("Words", "Write it as 2026-03-01, 2026-03 or 2026."),
    ),
    "proof-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "This is not what a device gives as proof of a registration."),
        QT_TRANSLATE_NOOP(
            "Words",
            "It consists of the digits 0 to 9 and the letters a to f; Ledger's has 64 of them. "
            "Leave it empty where the device keeps it itself.",
        ),
    ),
    "registration-outdated": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "It no longer fits: the device was shown other keys or other ways to spend than this "
            "wallet has now.",
        ),
        QT_TRANSLATE_NOOP("Words", "Register the wallet on the device again."),
    ),
    "registration-name": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The name does not fit: the device has this wallet as {name}, and here it is called "
            "{wallet}.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "A proof holds under the device's name alone. Give other programs that name with it, "
            "or register the wallet again.",
        ),
    ),
    "registration-unknown": Words(
        QT_TRANSLATE_NOOP("Words", "No registration on a {device} is kept of this cosigner."),
        QT_TRANSLATE_NOOP("Words", "See which there are: strongroom wallet registration list."),
    ),
    "person-nameless": Words(
        QT_TRANSLATE_NOOP("Words", "There is no name yet."),
        QT_TRANSLATE_NOOP("Words", "Give one by which everybody will know who or what is meant."),
    ),
    "name-taken": Words(
        QT_TRANSLATE_NOOP("Words", "Another has the name {name} already."),
        QT_TRANSLATE_NOOP("Words", "Choose a name that tells the two apart."),
    ),
    "drill-nobodys": Words(
        QT_TRANSLATE_NOOP("Words", "Nobody is named who did this drill."),
        QT_TRANSLATE_NOOP("Words", "Write who did it."),
    ),
    "drill-keyless": Words(
        QT_TRANSLATE_NOOP("Words", "No key is named that was tried."),
        QT_TRANSLATE_NOOP("Words", "Tick the keys."),
    ),
    "drill-to-come": Words(
        QT_TRANSLATE_NOOP("Words", "This day is still to come, or is no day."),
        QT_TRANSLATE_NOOP("Words", "Write the day of the drill as in 2026-03-01."),
    ),
    "drill-other-wallet": Words(
        QT_TRANSLATE_NOOP("Words", "The file {name} is of another wallet than this one."),
        QT_TRANSLATE_NOOP(
            "Words", "Look for the right file now, while nothing depends on it; save it anew."
        ),
    ),
    "drill-other-key": Words(
        QT_TRANSLATE_NOOP("Words", "This is a recovery key, but it does not open this vault."),
        QT_TRANSLATE_NOOP(
            "Words", "Look for the right sheet, or make a new recovery key on the vault’s page."
        ),
    ),
    "address-anothers": Words(
        QT_TRANSLATE_NOOP("Words", "This address is already that of your contact {name}."),
        QT_TRANSLATE_NOOP("Words", "Ask both. Somebody may have given you a false address."),
    ),
    "contact-full": Words(
        QT_TRANSLATE_NOOP("Words", "A contact has {most} addresses at most."),
        QT_TRANSLATE_NOOP("Words", "Remove those that are no longer used."),
    ),
    "height-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "This is not the height of a block."),
        QT_TRANSLATE_NOOP("Words", "Write it in digits, as in 840000."),
    ),
    "height-out-of-bounds": Words(
        QT_TRANSLATE_NOOP("Words", "No block has the height {height}."),
        QT_TRANSLATE_NOOP("Words", "Look up the number of the newest block, and write that."),
    ),
    "height-after-newest": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A coin is said to be in block {height}, and the newest block to be {newest}, which "
            "comes before it.",
        ),
        QT_TRANSLATE_NOOP("Words", "Look both numbers up again; one of them is wrong."),
    ),
    "height-twice": Words(
        QT_TRANSLATE_NOOP("Words", "Two heights are given for the transaction {txid}."),
        QT_TRANSLATE_NOOP("Words", "It is in one block alone: leave the wrong one out."),
    ),
    "height-of-no-coin": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This payment spends no coin of the transaction {txid}, whose block was given."
        ),
        QT_TRANSLATE_NOOP(
            "Words", "Give the transactions that stand beside the coins in the review."
        ),
    ),
    "height-of-no-coin:wallet": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "No coin known of this wallet came with the transaction {txid}, whose block was given.",
        ),
        QT_TRANSLATE_NOOP("Words", "Give transactions of the coins that are listed."),
    ),
    "no-own-coins": Words(
        QT_TRANSLATE_NOOP(
            "Words", "The transaction {txid} pays nothing to an address of this wallet."
        ),
        QT_TRANSLATE_NOOP("Words", "Give the transaction that paid the wallet."),
    ),
    "coin-unknown": Words(
        QT_TRANSLATE_NOOP("Words", "No coin {outpoint} is known of this wallet."),
        QT_TRANSLATE_NOOP("Words", "Give a coin as it is listed: TXID:N."),
    ),
    "changed-since": Words(
        QT_TRANSLATE_NOOP("Words", "Nothing was put back: this was changed since."),
        QT_TRANSLATE_NOOP("Words", "What is there now stays as it is."),
    ),
    "row-unknown": Words(
        QT_TRANSLATE_NOOP("Words", "There is no such entry any more."),
        QT_TRANSLATE_NOOP("Words", "Go back, and choose another."),
    ),
}
