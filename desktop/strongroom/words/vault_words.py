"""What is said of the vault and its passphrase."""

from typing import Final

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

VAULT_WORDS: Phrases = {
    "passphrase-wrong": Words(
        QT_TRANSLATE_NOOP("Words", "The passphrase is wrong, or the file was changed or damaged."),
        QT_TRANSLATE_NOOP(
            "Words", "Try again, and mind capital letters and the keyboard's language."
        ),
    ),
    "passphrase-unusable": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This passphrase is empty, or holds a character that cannot be typed again reliably.",
        ),
        QT_TRANSLATE_NOOP("Words", "Choose another one."),
    ),
    "stretching-weak": Words(
        QT_TRANSLATE_NOOP(
            "Words", "With these settings the passphrase would be too easy to guess."
        ),
        QT_TRANSLATE_NOOP("Words", "Keep the settings Strongroom suggests."),
    ),
    "slot-missing": Words(
        QT_TRANSLATE_NOOP("Words", "This vault is not opened in this way."),
        QT_TRANSLATE_NOOP(
            "Words", "Open it with its passphrase, or with another key it was given."
        ),
    ),
    "recovery-key-here": Words(
        QT_TRANSLATE_NOOP("Words", "This is the recovery key of a vault. Nothing was opened."),
        QT_TRANSLATE_NOOP(
            "Words",
            "It belongs only where that vault is unlocked: choose the vault's file, and tick “This"
            " is the recovery key”.",
        ),
    ),
    "recovery-key-length": Words(
        QT_TRANSLATE_NOOP(
            "Words", "A recovery key has {wanted} letters and digits; {count} were typed."
        ),
        QT_TRANSLATE_NOOP("Words", "Compare it with the sheet group by group."),
    ),
    "recovery-key-mistyped": Words(
        QT_TRANSLATE_NOOP("Words", "Group {group} of the recovery key was mistyped."),
        QT_TRANSLATE_NOOP("Words", "Compare that group with the sheet letter by letter."),
    ),
    "recovery-key-changed": Words(
        QT_TRANSLATE_NOOP("Words", "These groups do not make a recovery key."),
        QT_TRANSLATE_NOOP(
            "Words", "Several letters differ from the sheet; compare every group with it."
        ),
    ),
    "recovery-key-other": Words(
        QT_TRANSLATE_NOOP("Words", "This is a recovery key, but another one."),
        QT_TRANSLATE_NOOP("Words", "Type the groups that were shown just now."),
    ),
    "recovery-key-needed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Without a recovery key this would leave a vault that one broken device shuts for"
            " good. Nothing was changed.",
        ),
        QT_TRANSLATE_NOOP("Words", "Add a recovery key first."),
    ),
    "slots-full": Words(
        QT_TRANSLATE_NOOP("Words", "A vault is opened by {limit} things at most."),
        QT_TRANSLATE_NOOP("Words", "Remove one that is no longer used."),
    ),
    "generation-closed": Words(
        QT_TRANSLATE_NOOP(
            "Words", "The vault's present key does not open this earlier generation of it."
        ),
        QT_TRANSLATE_NOOP("Words", "Open its file by itself, with the passphrase it had then."),
    ),
    "keyring-absent": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This computer has no keyring that Strongroom can use for the vault."
        ),
        QT_TRANSLATE_NOOP("Words", "Open the vault with its recovery key, or do without keyring."),
    ),
    "keyring-locked": Words(
        QT_TRANSLATE_NOOP("Words", "The keyring of this computer is locked."),
        QT_TRANSLATE_NOOP("Words", "Unlock it, and try again."),
    ),
    "keyring-refused": Words(
        QT_TRANSLATE_NOOP("Words", "The keyring of this computer did not keep what it was given."),
        QT_TRANSLATE_NOOP("Words", "Look at the keyring's own program, and try again."),
    ),
    "keyring-entry-missing": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The keyring here has no secret for this vault: it was made on another computer or by"
            " another user, or the secret was removed.",
        ),
        QT_TRANSLATE_NOOP("Words", "Open the vault with its recovery key."),
    ),
    "age-recipient": Words(
        QT_TRANSLATE_NOOP("Words", "Recipient {place} is not one of age’s public keys."),
        QT_TRANSLATE_NOOP("Words", "A recipient begins with age1 and comes from age-keygen."),
    ),
    "vault-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "This is not a vault, or it was damaged."),
        QT_TRANSLATE_NOOP("Words", "Open an earlier generation of it, or a backup."),
    ),
    "vault-newer": Words(
        QT_TRANSLATE_NOOP("Words", "This vault was made by a later version of Strongroom."),
        QT_TRANSLATE_NOOP("Words", "Open it with that version."),
    ),
    "vault-too-big": Words(
        QT_TRANSLATE_NOOP("Words", "This is larger than a vault can be."),
        QT_TRANSLATE_NOOP("Words", "Check that it is the right file."),
    ),
    "vault-missing": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The vault's file is no longer where it was. Earlier generations of it may still be"
            " there.",
        ),
        QT_TRANSLATE_NOOP("Words", "Put the file back, or open an earlier generation."),
    ),
    "vault-missing:folder": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The folder of the vault is not there: was its stick taken out? All that was saved is"
            " on it; this last step was not.",
        ),
        QT_TRANSLATE_NOOP("Words", "Put it in again, then repeat the step."),
    ),
    "vault-changed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Something else has changed the vault's file since it was opened. Nothing was written"
            " over it.",
        ),
        QT_TRANSLATE_NOOP("Words", "Close the vault, and open it again."),
    ),
    "vault-exists": Words(
        QT_TRANSLATE_NOOP("Words", "There is a file named {name} already."),
        QT_TRANSLATE_NOOP("Words", "Choose another name."),
    ),
    "vault-locked": Words(
        QT_TRANSLATE_NOOP("Words", "The vault is locked."),
        QT_TRANSLATE_NOOP("Words", "Unlock it first."),
    ),
    "vault-read-only": Words(
        QT_TRANSLATE_NOOP("Words", "This vault is open for reading only, so nothing was saved."),
        QT_TRANSLATE_NOOP(
            "Words", "Close it where else it is open, or check that you may write to its folder."
        ),
    ),
    "vault-read-only:older": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This file is older than the one that was last open here, so nothing was saved.",
        ),
        QT_TRANSLATE_NOOP(
            "Words", "Find the newer file, or say that you mean to go on with this one."
        ),
    ),
    "vault-read-only:kept": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This is an earlier state of a vault and stays as it is; nothing was saved."
        ),
        QT_TRANSLATE_NOOP("Words", "Bring it back in the vault itself, or put it in its place."),
    ),
    "vault-memory": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Unlocking takes {mebibytes} MiB of memory, and this computer has not got that free.",
        ),
        QT_TRANSLATE_NOOP("Words", "Close other programs, and try again."),
    ),
    "vault-unreadable": Words(
        QT_TRANSLATE_NOOP("Words", "The vault {name} could not be read: {reason}."),
        QT_TRANSLATE_NOOP("Words", "Check the name, and that you may read the file."),
    ),
    "vault-unwritable": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The vault {name} could not be written: {reason}. What was saved before is still"
            " there.",
        ),
        QT_TRANSLATE_NOOP("Words", "Make room on the disk, or choose another folder."),
    ),
    "record-malformed": Words(
        QT_TRANSLATE_NOOP("Words", "An entry of the vault is damaged."),
        QT_TRANSLATE_NOOP("Words", "Open an earlier generation of the vault, or a backup."),
    ),
    "record-newer": Words(
        QT_TRANSLATE_NOOP(
            "Words", "An entry of the vault was made by a later version of Strongroom."
        ),
        QT_TRANSLATE_NOOP("Words", "Open the vault with that version."),
    ),
    "psbts-gone": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This payment was finished more than ninety days ago: only its transaction and what was"
            " noted of it are kept.",
        ),
        QT_TRANSLATE_NOOP("Words", "To review it again, open its PSBT from a backup."),
    ),
    "row-invalid": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Something that was to be saved does not fit into the vault. Nothing was saved.",
        ),
        QT_TRANSLATE_NOOP("Words", "Report what you were doing."),
    ),
    "row-unknown": Words(
        QT_TRANSLATE_NOOP("Words", "The vault has no such entry any more."),
        QT_TRANSLATE_NOOP("Words", "Look at the list again; it may have been removed."),
    ),
}

LARGE_VAULT: Final = QT_TRANSLATE_NOOP(
    "Words",
    "The file has grown larger than 32 MiB, and above 256 MiB it could no longer be saved: remove"
    " wallets that are no longer needed, which frees their room after thirty days.",
)
"""Of ``Vault.is_large``."""
