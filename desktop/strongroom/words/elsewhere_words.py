"""What is to be known of a copy of a vault before it is opened on another computer."""

from collections.abc import Mapping
from typing import Final

from strongroom.words.marker import QT_TRANSLATE_NOOP

ELSEWHERE_WORDS: Final[Mapping[str, str]] = {
    "passphrase": QT_TRANSLATE_NOOP("Words", "There its passphrase opens it."),
    "security-key": QT_TRANSLATE_NOOP(
        "Words", "The passphrase opens it there beside a security key: take the key along."
    ),
    "keyring-stays": QT_TRANSLATE_NOOP(
        "Words",
        "The secret in this computer’s keyring does not travel, so there the passphrase is not"
        " enough.",
    ),
    "recovery-key": QT_TRANSLATE_NOOP("Words", "The recovery key on paper opens it anywhere."),
    "generations-stay": QT_TRANSLATE_NOOP(
        "Words", "Its earlier states stay here, in the folder beside it."
    ),
    "one-goes-on": QT_TRANSLATE_NOOP(
        "Words",
        "Then there are two that know nothing of each other. Once the copy opens there, go"
        " on with one of them and remove the other.",
    ),
}
"""By the values of ``workflows.vault_copy.Elsewhere``."""
