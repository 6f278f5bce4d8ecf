"""What is said of files, devices and the practice chain."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

_EXPORT_AGAIN = QT_TRANSLATE_NOOP(
    "Words", "Export it again from where it came from, and carry it over once more."
)
_ASK_ADDRESS = QT_TRANSLATE_NOOP("Words", "Ask the payee for the address itself.")
_GIVE_DESCRIPTOR = QT_TRANSLATE_NOOP(
    "Words", "Give it the descriptor instead, or use another signer."
)
_SMALLER_FILE = QT_TRANSLATE_NOOP("Words", "Try again with a smaller file.")
_START_AGAIN = QT_TRANSLATE_NOOP("Words", "Start the practice again.")

THING_WORDS: Phrases = {
    "not-recognised:other": Words(
        QT_TRANSLATE_NOOP("Words", "This is another kind of file: {found}, not {wanted}."),
        QT_TRANSLATE_NOOP("Words", "Choose the file that belongs here."),
    ),
    "not-recognised": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is nothing Strongroom knows: no key, wallet, PSBT, transaction, label file or "
            "address.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Check that it is the right file, and that all parts of it are here.",
        ),
    ),
    "not-recognised:unencrypted": Words(
        QT_TRANSLATE_NOOP("Words", "This file is not encrypted, so no token opens it."),
        QT_TRANSLATE_NOOP("Words", "Open it without a token."),
    ),
    "token-needed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This looks like an encrypted key or wallet (BSMS). It opens with the token that its "
            "coordinator gave out.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Ask whoever set the wallet up for the token; strongroom key show and wallet show take "
            "it on the command line, with --token.",
        ),
    ),
    "token-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "This is not a token of the kind that opens such a file."),
        QT_TRANSLATE_NOOP(
            "Words", "Enter its 16 or 32 hexadecimal digits, its number, or its 6 or 12 words."
        ),
    ),
    "token-wrong": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The token does not open this file: it belongs to another setup, or the file was "
            "changed on its way.",
        ),
        QT_TRANSLATE_NOOP("Words", "Compare the token with the coordinator's, then try again."),
    ),
    "file-too-big": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is larger than anything of its kind needs to be, so it was not read.",
        ),
        QT_TRANSLATE_NOOP("Words", "Check that it is the right file."),
    ),
    "file-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "This file is damaged, or not made by the rules of its format."),
        _EXPORT_AGAIN,
    ),
    "file-malformed:detail": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This file is damaged, or not made by the rules of its format: {detail}.",
        ),
        _EXPORT_AGAIN,
    ),
    "backup-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "This backup is damaged: it cannot be opened with any key."),
        QT_TRANSLATE_NOOP("Words", "Try another copy of it."),
    ),
    "backup-unsupported": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This backup was made by a newer program, or there is no wallet in it."
        ),
        QT_TRANSLATE_NOOP(
            "Words", "Open it with the program that made it, and export the wallet's descriptor."
        ),
    ),
    "backup-unsupported:liana-bed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is an encrypted backup in Liana's older form, which only Liana can open.",
        ),
        QT_TRANSLATE_NOOP("Words", "Open it in Liana, and export the wallet's descriptor there."),
    ),
    "backup-locked": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This is an encrypted wallet backup, and none of the keys here opens it."
        ),
        QT_TRANSLATE_NOOP(
            "Words", "Open it together with the key export of any one of its cosigners."
        ),
    ),
    "bytewords-malformed": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This text was not read or typed whole: its letters or its checksum are wrong."
        ),
        _EXPORT_AGAIN,
    ),
    "wallet-encrypted": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is a wallet of {program}, locked with a password. Only {program} opens it.",
        ),
        QT_TRANSLATE_NOOP(
            "Words", "In {program}, save the wallet without a password, or export its descriptor."
        ),
    ),
    "wallets-several": Words(
        QT_TRANSLATE_NOOP(
            "Words", "There are {count:wallet|wallets} in this file, and nothing says which one."
        ),
        QT_TRANSLATE_NOOP("Words", "Export the one you mean by itself."),
    ),
    "file-unreadable": Words(
        QT_TRANSLATE_NOOP("Words", "{name} could not be read: {reason}."),
        QT_TRANSLATE_NOOP("Words", "Check the name, and that you may read the file."),
    ),
    "file-unreadable:folder": Words(
        QT_TRANSLATE_NOOP("Words", "{name} is a folder, which is not opened as a whole."),
        QT_TRANSLATE_NOOP("Words", "Open the files in it; several can be opened at once."),
    ),
    "file-empty": Words(
        QT_TRANSLATE_NOOP("Words", "There is nothing in this file."),
        QT_TRANSLATE_NOOP(
            "Words", "It may not have been written whole: save it again, and open it then."
        ),
    ),
    "file-unwritable": Words(
        QT_TRANSLATE_NOOP("Words", "{name} could not be written: {reason}."),
        QT_TRANSLATE_NOOP("Words", "Choose another folder, or make room on the disk."),
    ),
    "page-undrawn": Words(
        QT_TRANSLATE_NOOP("Words", "The page could not be drawn for this printer."),
        QT_TRANSLATE_NOOP("Words", "Choose another printer, or save the page as a PDF."),
    ),
    "address-malformed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is not a bitcoin address; a character may have been lost or mistyped.",
        ),
        QT_TRANSLATE_NOOP("Words", "Copy it again, whole."),
    ),
    "uri-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "This payment link is not made by the rules."),
        _ASK_ADDRESS,
    ),
    "uri-unsupported": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This payment link asks for something Strongroom does not know ({part}), so paying it "
            "could go wrong.",
        ),
        _ASK_ADDRESS,
    ),
    "device-cannot": Words(
        QT_TRANSLATE_NOOP("Words", "This wallet cannot be given to {device} in this way."),
        QT_TRANSLATE_NOOP("Words", "Choose another format or another signer."),
    ),
    "device-cannot:branches": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This way of writing cannot say which branches this wallet uses.",
        ),
        QT_TRANSLATE_NOOP("Words", "Give out the descriptor instead."),
    ),
    "device-cannot:fingerprint-missing": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A key of this wallet has no fingerprint; devices refuse such a file, or guess.",
        ),
        QT_TRANSLATE_NOOP("Words", "Add the key again from an export that names its signer."),
    ),
    "device-cannot:unsorted": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{device} reads this file as a wallet with sorted keys, and this one's are not.",
        ),
        _GIVE_DESCRIPTOR,
    ),
    "device-cannot:paths-differ": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{device} reads one path for all keys from this file, and this wallet's keys have "
            "several.",
        ),
        QT_TRANSLATE_NOOP("Words", "Give it the descriptor instead."),
    ),
    "device-cannot:test-network": Words(
        QT_TRANSLATE_NOOP("Words", "{device} refuses shared wallets of test networks."),
        QT_TRANSLATE_NOOP("Words", "Use another signer for practice."),
    ),
    "device-cannot:p2sh": Words(
        QT_TRANSLATE_NOOP("Words", "{device} reads no p2sh wallet from this file."),
        QT_TRANSLATE_NOOP("Words", "Use another signer, or another script type."),
    ),
    "device-cannot:keys": Words(
        QT_TRANSLATE_NOOP("Words", "{device} does not take this number of keys in this file."),
        _GIVE_DESCRIPTOR,
    ),
    "device-cannot:same-fingerprint": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{device} takes each fingerprint once, and two keys here come from one seed.",
        ),
        QT_TRANSLATE_NOOP("Words", "Use keys from different seeds."),
    ),
    "device-unavailable": Words(
        QT_TRANSLATE_NOOP("Words", "The signer cannot be reached."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Connect and unlock it, close other wallet programs, and try again.",
        ),
    ),
    "worker-died": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A helper process ended without an answer, so this was not done.",
        ),
        QT_TRANSLATE_NOOP("Words", "Try again; if it happens twice, report it."),
    ),
    "worker-timeout": Words(
        QT_TRANSLATE_NOOP("Words", "A helper process took too long and was stopped."),
        _SMALLER_FILE,
    ),
    "worker-refused": Words(
        QT_TRANSLATE_NOOP("Words", "A helper process could not do this."),
        _SMALLER_FILE,
    ),
    "practice-block-invalid": Words(
        QT_TRANSLATE_NOOP("Words", "The practice chain refused a block: {reason}."),
        _START_AGAIN,
    ),
    "practice-chain-lost": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The practice chain is gone and its coins with it; they were not real.",
        ),
        _START_AGAIN,
    ),
    "practice-funds-short": Words(
        QT_TRANSLATE_NOOP("Words", "The practice chain cannot mint that much."),
        QT_TRANSLATE_NOOP("Words", "Ask for fewer practice coins."),
    ),
    "relay-nonstandard": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The practice network does not pass this transaction on: its form is unusual.",
        ),
        QT_TRANSLATE_NOOP("Words", "Review the payment, and build it again."),
    ),
    "relay-dust": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The practice network does not pass this transaction on: an output is worth less than "
            "it costs to spend.",
        ),
        QT_TRANSLATE_NOOP("Words", "Pay more there, or leave it out."),
    ),
    "relay-fee-low": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The practice network does not pass this transaction on: its fee of {fee:amount} is "
            "below {least:amount}.",
        ),
        QT_TRANSLATE_NOOP("Words", "Build it again with a higher fee."),
    ),
    "relay-amounts": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The practice network refuses this transaction: it pays more than it spends.",
        ),
        QT_TRANSLATE_NOOP("Words", "Build it again."),
    ),
    "relay-immature": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The practice network refuses this transaction: it spends newly mined coins too early.",
        ),
        QT_TRANSLATE_NOOP("Words", "Mine more blocks, then send it again."),
    ),
    "relay-not-final": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The practice network does not take this transaction yet: its locktime has not come.",
        ),
        QT_TRANSLATE_NOOP("Words", "Wait, or mine more blocks."),
    ),
    "relay-input-unknown": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The practice network does not know a coin this transaction spends.",
        ),
        QT_TRANSLATE_NOOP("Words", "Check that the payment was made on this practice chain."),
    ),
    "relay-input-spent": Words(
        QT_TRANSLATE_NOOP("Words", "A coin of this transaction was spent already."),
        QT_TRANSLATE_NOOP("Words", "Build the payment again from other coins."),
    ),
    "relay-known": Words(
        QT_TRANSLATE_NOOP("Words", "The practice network has this transaction already."),
    ),
    "relay-scripts-fail": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The practice network refuses this transaction: a signature or script does not open "
            "its coin.",
        ),
        QT_TRANSLATE_NOOP("Words", "Collect the signatures again."),
    ),
}
