"""What is said of drills: what was tried, when, by whom, and how it went."""

from strongroom.model.drill import Tried
from strongroom.words.amounts import day_in_words, plural
from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Translate, as_written
from strongroom.words.text import visible

_CONTEXT = "Drills"
TRIED = {
    Tried.WORDS: QT_TRANSLATE_NOOP("Drills", "Backup words read back"),
    Tried.SIGNED: QT_TRANSLATE_NOOP("Drills", "Device signed a text"),
    Tried.WALLET_FILE: QT_TRANSLATE_NOOP("Drills", "Wallet brought back from a file"),
    Tried.VAULT_COPY: QT_TRANSLATE_NOOP("Drills", "Copy of the vault opened"),
    Tried.RECOVERY_KEY: QT_TRANSLATE_NOOP("Drills", "Recovery key typed in from paper"),
}
HOW = {
    Tried.WORDS: QT_TRANSLATE_NOOP(
        "Drills",
        "Restore the words from paper or metal on an empty device of your own, never on a computer,"
        " and compare the fingerprint it shows with the one here. Empty it again afterwards.",
    ),
    Tried.SIGNED: QT_TRANSLATE_NOOP(
        "Drills",
        "Have the device sign a text: this proves that it is there, that its PIN is known, and that"
        " its key is the wallet’s.",
    ),
    Tried.WALLET_FILE: QT_TRANSLATE_NOOP(
        "Drills",
        "Take the wallet’s file from where it is kept, and open it in another program, or have it"
        " checked here: it is laid beside the wallet.",
    ),
    Tried.VAULT_COPY: QT_TRANSLATE_NOOP(
        "Drills", "Open the copy on the computer it is meant for, with what opens it there."
    ),
    Tried.RECOVERY_KEY: QT_TRANSLATE_NOOP(
        "Drills",
        "Fetch the sheet from where it is kept, and type the key in: it is tried on this vault and"
        " not kept.",
    ),
}
NEVER = QT_TRANSLATE_NOOP("Drills", "never tried")
NEVER_OF_KEY = QT_TRANSLATE_NOOP(
    "Drills", "No drill yet: nobody has tried this key’s backup or device."
)
_LAST = QT_TRANSLATE_NOOP("Drills", "Last drill: {line}")
_WENT = QT_TRANSLATE_NOOP("Drills", "{day}, by {by} · {age}")
_FAILED = QT_TRANSLATE_NOOP("Drills", "failed · {line}")
_DUE = QT_TRANSLATE_NOOP("Drills", "{line} · due again")
_TODAY = QT_TRANSLATE_NOOP("Drills", "today")
_AGO = QT_TRANSLATE_NOOP("Drills", "{age} ago")


def tried_words(tried: Tried, translate: Translate = as_written) -> str:
    """What was tried, as a title."""
    return translate(_CONTEXT, TRIED[tried])


def how_words(tried: Tried, translate: Translate = as_written) -> str:
    """What one does to try it."""
    return translate(_CONTEXT, HOW[tried])


def never_words(translate: Translate = as_written, *, of_key: bool = False) -> str:
    """That something was never tried; of a key as a sentence."""
    return translate(_CONTEXT, NEVER_OF_KEY if of_key else NEVER)


def drill_line(
    day: str,
    by: str,
    age: int,
    translate: Translate = as_written,
    *,
    went_well: bool = True,
    is_due: bool = False,
) -> str:
    """``1 March 2026, by Anna · 30 days ago``; ``day`` as in ISO 8601, ``age`` in days."""
    ago = translate(_CONTEXT, _AGO).format(age=plural(age, "day"))
    old = ago if age else translate(_CONTEXT, _TODAY)
    line = translate(_CONTEXT, _WENT).format(day=day_in_words(day), by=visible(by), age=old)
    if not went_well:
        return translate(_CONTEXT, _FAILED).format(line=line)
    return translate(_CONTEXT, _DUE).format(line=line) if is_due else line


def last_drill(tried: Tried, line: str, translate: Translate = as_written) -> str:
    """``Last drill: Device signed a text · 1 March 2026, by Anna · 30 days ago``."""
    whole = f"{tried_words(tried, translate)} · {line}"
    return translate(_CONTEXT, _LAST).format(line=whole)
