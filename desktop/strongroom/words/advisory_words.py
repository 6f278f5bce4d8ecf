"""What is said of published warnings about a signer."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

_UPDATE = QT_TRANSLATE_NOOP(
    "Words",
    "Bring the device up to date before you use it again, and note the new firmware here. Read "
    "{source} (published {published:day}; the list of warnings is as of {as_of:day}, newer ones "
    "are not known here).",
)
_NOTE = QT_TRANSLATE_NOOP(
    "Words",
    "Note it where the key is described. The list of warnings is as of {as_of:day}; newer ones "
    "are not known here.",
)

ADVISORY_WORDS: Phrases = {
    "advisory": Words(
        QT_TRANSLATE_NOOP(
            "Words", "There is a published warning about {device} with firmware {firmware}."
        ),
        _UPDATE,
    ),
    "advisory:seed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A seed that {device} made with firmware {firmware} may be guessed by strangers. It "
            "stays so whatever firmware the device has now.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Move the coins to a wallet that has a key of another seed in place of this one. Read "
            "{source} (published {published:day}; the list of warnings is as of {as_of:day}, newer "
            "ones are not known here).",
        ),
    ),
    "advisory:change": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{device} with firmware {firmware} can be made to take an output for its own change "
            "that goes to somebody else.",
        ),
        _UPDATE,
    ),
    "advisory:registration": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{device} with firmware {firmware} may have registered a wallet in which keys were "
            "exchanged, even its own.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Bring it up to date, register the wallet on it again, and compare every key there. "
            "Read {source} (published {published:day}; the list of warnings is as of {as_of:day}, "
            "newer ones are not known here).",
        ),
    ),
    "advisory:fee": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{device} with firmware {firmware} can be shown false amounts of the coins that are "
            "spent, so that a large fee goes unnoticed.",
        ),
        _UPDATE,
    ),
    "advisory:passphrase": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{device} with firmware {firmware} does not show a passphrase that the computer sends "
            "it. Another one in its place would make another key.",
        ),
        _UPDATE,
    ),
    "advisory:hostile-computer": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{device} with firmware {firmware} has a fault through which a hostile computer or "
            "program could misuse it.",
        ),
        _UPDATE,
    ),
    "firmware-unrecorded": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Some firmware of {device} has published warnings. Which one made this key’s seed, and "
            "which it has now, is not noted.",
        ),
        _NOTE,
    ),
    "firmware-unrecorded:seed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Seeds made by some firmware of {device} have published warnings. Which one made this "
            "key’s seed is not noted.",
        ),
        _NOTE,
    ),
    "firmware-unrecorded:now": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Some firmware of {device} has published warnings. Which one it has now is not noted.",
        ),
        _NOTE,
    ),
}
