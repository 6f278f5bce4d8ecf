"""What is said of the security keys (FIDO2) that open a vault beside its passphrase."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

_WITHOUT = QT_TRANSLATE_NOOP(
    "Words", "Try again; if it is lost or broken, open the vault with its recovery key."
)

SECURITY_KEY_WORDS: Phrases = {
    "security-key-none": Words(
        QT_TRANSLATE_NOOP("Words", "No security key is connected, or none that may be used here."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Put it in, and try again; if it is lost, open the vault with its recovery key.",
        ),
    ),
    "security-key-other": Words(
        QT_TRANSLATE_NOOP("Words", "The security key that is connected does not open this vault."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Put in the one that was added to it. A key that was reset has forgotten the vault;"
            " then the recovery key opens it.",
        ),
    ),
    "security-key-several": Words(
        QT_TRANSLATE_NOOP("Words", "More than one new security key is connected."),
        QT_TRANSLATE_NOOP("Words", "Leave in only the one that is to be added."),
    ),
    "security-key-known": Words(
        QT_TRANSLATE_NOOP("Words", "The security key that is connected opens this vault already."),
        QT_TRANSLATE_NOOP("Words", "Put in the new one."),
    ),
    "security-key-unsuitable": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This security key cannot open a vault: it gives no secrets (hmac-secret)."
        ),
        QT_TRANSLATE_NOOP("Words", "Use another one; most keys with FIDO2 can do it."),
    ),
    "security-key-pin-needed": Words(
        QT_TRANSLATE_NOOP("Words", "The security key {name} asks for its PIN."),
        QT_TRANSLATE_NOOP("Words", "Type it; it goes to the key and is stored nowhere."),
    ),
    "security-key-pin-wrong": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is not the PIN of the security key {name}. Tries left until it locks: {retries}.",
        ),
        QT_TRANSLATE_NOOP("Words", "Try again, with care."),
    ),
    "security-key-pin-paused": Words(
        QT_TRANSLATE_NOOP("Words", "The security key takes no more PINs for now."),
        QT_TRANSLATE_NOOP("Words", "Take it out, put it in again, and type the PIN with care."),
    ),
    "security-key-blocked": Words(
        QT_TRANSLATE_NOOP("Words", "The security key has locked itself after too many wrong PINs."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Only a reset makes it work again, and then it has forgotten the vault: open that with"
            " its recovery key or another security key.",
        ),
    ),
    "security-key-untouched": Words(
        QT_TRANSLATE_NOOP("Words", "Nobody touched the security key in time."),
        QT_TRANSLATE_NOOP("Words", "Try again, and touch it when it blinks."),
    ),
    "security-key-refused": Words(
        QT_TRANSLATE_NOOP("Words", "The security key refused what it was asked ({status})."),
        _WITHOUT,
    ),
    "security-key-failed": Words(
        QT_TRANSLATE_NOOP("Words", "The security key did not answer as it should."),
        _WITHOUT,
    ),
}
