"""What is said of signed messages and of labels."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

_SHORTER_MESSAGE = QT_TRANSLATE_NOOP("Words", "Choose a shorter message, or another signer.")

MESSAGE_WORDS: Phrases = {
    "message-signature-malformed": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This is not a signature of a message; a part of it may be missing."
        ),
        QT_TRANSLATE_NOOP("Words", "Copy it again, whole, and keep its spelling."),
    ),
    "message-missing": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This is the signature of a message, without the message and the address."
        ),
        QT_TRANSLATE_NOOP("Words", "Verify it together with both."),
    ),
    "path-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "This is no derivation path of a key."),
        QT_TRANSLATE_NOOP("Words", "Write it as the signer does: m/84h/0h/0h/0/0, for example."),
    ),
    "message-not-signed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This address did not sign this message: the signature is another's, or a character of "
            "the message, the address or the signature was changed.",
        ),
        QT_TRANSLATE_NOOP("Words", "Do not rely on it. Ask the signer for all three once more."),
    ),
    "message-not-verified": Words(
        QT_TRANSLATE_NOOP(
            "Words", "Whether this address signed cannot be said by the rules known today."
        ),
        QT_TRANSLATE_NOOP("Words", "Ask for a signature by an address of a usual kind."),
    ),
    "message-not-verified:bip322-funds": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is a proof of funds (BIP-322). It names coins, and Strongroom does not check "
            "whether they exist.",
        ),
        QT_TRANSLATE_NOOP("Words", "Check it with a program that has a node, such as its maker's."),
    ),
    "message-timelock": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The signature holds only from a certain time or age on (locktime {locktime}, sequence "
            "{sequence}).",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask the signer why it was made so."),
    ),
    "signed-file-differs": Words(
        QT_TRANSLATE_NOOP(
            "Words", "The signed message does not vouch for {name}: it names no file with its hash."
        ),
        QT_TRANSLATE_NOOP("Words", "Carry the file over once more, together with its signature."),
    ),
    "device-cannot:message-text": Words(
        QT_TRANSLATE_NOOP(
            "Words", "{device} signs only plain letters, digits and signs (ASCII) on one line."
        ),
        QT_TRANSLATE_NOOP("Words", "Write the message without accents, symbols and line ends."),
    ),
    "device-cannot:message-long": Words(
        QT_TRANSLATE_NOOP("Words", "This message is longer than {device} takes."),
        _SHORTER_MESSAGE,
    ),
    "device-cannot:message-spaces": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{device} takes no message that is a single character, begins or ends with a space or "
            "has three spaces in a row.",
        ),
        QT_TRANSLATE_NOOP("Words", "Change its spaces, or make it longer."),
    ),
    "label-cut": Words(
        QT_TRANSLATE_NOOP(
            "Words", "{count:label is|labels are} longer than 255 characters and cut there."
        ),
        QT_TRANSLATE_NOOP("Words", "Keep the file if the rest of their text matters."),
    ),
    "spendable-ignored": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file marks {count:coin|coins} as not to be spent. Strongroom keeps labels and not "
            "these marks.",
        ),
        QT_TRANSLATE_NOOP("Words", "Take care not to choose those coins for a payment."),
    ),
}
