"""What is said of the ways to spend from a wallet, and of a payment that takes one."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

PATH_WORDS: Phrases = {
    "policy-unusual": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "There are several ways to spend from this wallet: {paths:paths}. The time counts "
            "from the block in which a coin was confirmed.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Check that each of these ways is wanted, and note by when a coin must have moved to "
            "stay with those who can spend at any time.",
        ),
    ),
    "policy-unusual:foreign": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "There are several ways to spend from this wallet, and another program wrote them: "
            "{paths:paths}. Nothing was opened.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Open it only if each of these ways is wanted: in the window where they are shown, or "
            "on the command line with --accept-paths.",
        ),
    ),
    "device-cannot:paths": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What reads this file knows one quorum; this wallet has other ways to spend, and "
            "would be another one there.",
        ),
        QT_TRANSLATE_NOOP("Words", "Write it as a descriptor, or as a wallet policy (BIP-388)."),
    ),
    "device-cannot:taproot": Words(
        QT_TRANSLATE_NOOP("Words", "What reads this file knows no taproot wallet of several keys."),
        QT_TRANSLATE_NOOP("Words", "Write it as a descriptor, or as a wallet policy (BIP-388)."),
    ),
    "delay-invalid": Words(
        QT_TRANSLATE_NOOP(
            "Words", "A recovery path opens after 1 to {limit} blocks; {delay} is not possible."
        ),
        QT_TRANSLATE_NOOP("Words", "Choose a delay in that range; 52,560 blocks are about a year."),
    ),
    "recovery-invalid": Words(
        QT_TRANSLATE_NOOP(
            "Words", "Two recovery paths open at the same time, or a later one comes first."
        ),
        QT_TRANSLATE_NOOP("Words", "Give each recovery path a longer delay than the one before."),
    ),
    "recovery-invalid:count": Words(
        QT_TRANSLATE_NOOP("Words", "A wallet here has up to {limit} recovery paths."),
        QT_TRANSLATE_NOOP("Words", "Leave some of them out."),
    ),
    "recovery-invalid:size": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "So many keys in so many ways make a script of {size} bytes. Nodes pass on {limit} at "
            "most, so nobody could spend the coins.",
        ),
        QT_TRANSLATE_NOOP("Words", "Use fewer keys or fewer recovery paths."),
    ),
    "recovery-invalid:single": Words(
        QT_TRANSLATE_NOOP("Words", "One key can spend already; no fewer can later."),
        QT_TRANSLATE_NOOP("Words", "Let more keys sign, or do without recovery."),
    ),
    "recovery-invalid:script": Words(
        QT_TRANSLATE_NOOP("Words", "Only a native segwit wallet can have recovery paths."),
        QT_TRANSLATE_NOOP("Words", "Choose native segwit, or do without recovery."),
    ),
    "recovery-soon": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Recovery path {path} opens after {blocks:delay}. From then on {threshold} of {count} "
            "can spend a coin that has not moved.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Make sure that such a short time is wanted; coins must be moved before it is over to "
            "stay with the quorum.",
        ),
    ),
    "recovery-no-help": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Recovery path {path} needs {threshold} of the same keys, which is no fewer than the "
            "{usual} that can sign at any time. It helps nobody.",
        ),
        QT_TRANSLATE_NOOP("Words", "Let it need fewer keys, or other ones, or leave it out."),
    ),
    "recovery-path": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This payment takes recovery path {path}: {threshold} of {count} sign, and not the "
            "{usual} that can spend at any time. Each coin must be confirmed for {blocks:delay}.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Make sure that the recovery is wanted, and that the other cosigners know of it. It "
            "can be mined when its coins are old enough.",
        ),
    ),
    "recovery-path:mixed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This input takes recovery path {path}: {threshold} of {count} sign, and its coin must "
            "be confirmed for {blocks:delay}. Other inputs are spent in another way.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Some signers sign only one kind of input. It is simpler to make a payment for each.",
        ),
    ),
    "recovery-early": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "By the heights that were given, this coin is too young for the recovery path: block "
            "{opens} is the first that takes it, and {left:more block|more blocks} must come "
            "before that.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Check the heights. Wait until then, or let the usual quorum sign.",
        ),
    ),
}
