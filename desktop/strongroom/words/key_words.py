"""What is said of keys, wallets and signers."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

_EXPORT_AT = QT_TRANSLATE_NOOP("Words", "Export the key again at {expected}.")
_COMPARE_FIRST = QT_TRANSLATE_NOOP(
    "Words", "Compare the first address with another copy of the wallet."
)

KEY_WORDS: Phrases = {
    "secret-found": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "There are secret words or a private key in this. Whoever has them can sign for that "
            "key, and they are now exposed to this computer. Nothing was kept.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Give Strongroom public keys (xpub) only. If the secret guards real coins, move them "
            "to a new key.",
        ),
    ),
    "secret-suspected": Words(
        QT_TRANSLATE_NOOP("Words", "There is a row of words in this that could be part of a seed."),
        QT_TRANSLATE_NOOP("Words", "Make sure they are not seed words before you keep it."),
    ),
    "key-malformed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is not a sound public key: a part of it contradicts the rest, or it was cut or "
            "mistyped.",
        ),
        QT_TRANSLATE_NOOP("Words", "Export it again from the signer, and carry it over once more."),
    ),
    "key-malformed:detail": Words(
        QT_TRANSLATE_NOOP("Words", "This is not a sound public key: {detail}."),
        QT_TRANSLATE_NOOP("Words", "Export it again from the signer, and carry it over once more."),
    ),
    "key-duplicate": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Two of the cosigners are the same key (keys {first:ordinal} and {second:ordinal}). "
            "One person would hold two votes without anyone noticing.",
        ),
        QT_TRANSLATE_NOOP("Words", "Give each cosigner a key from a signer of their own."),
    ),
    "key-same-signer": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This key comes from the same seed ({fingerprint}) as key {other:ordinal}. Whoever "
            "loses or finds that seed loses or finds both.",
        ),
        QT_TRANSLATE_NOOP("Words", "Use a key from another signer."),
    ),
    "key-script-mismatch": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This key is labelled for different script types ({said}). A wallet made with it may "
            "not be what its signer thinks.",
        ),
        QT_TRANSLATE_NOOP("Words", "Export the key again for the script type of this wallet."),
    ),
    "key-script-mismatch:wanted": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This key was exported for another script type ({said}) than {wanted}."
        ),
        QT_TRANSLATE_NOOP("Words", "Export the key for {wanted}, or choose its script type."),
    ),
    "key-wrong-path": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This key lies at {path}. Signers expect {expected} for this wallet and may refuse to "
            "sign.",
        ),
        _EXPORT_AT,
    ),
    "key-wrong-path:root": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is the signer's root key, not the key of an account. Signers expect {expected}"
            " and may refuse to sign.",
        ),
        _EXPORT_AT,
    ),
    "key-wrong-path:no-origin": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Nobody told which path this key lies at. Signers need it to find the key again, and "
            "may refuse to sign.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Export the key again with its origin; the usual path is {expected}.",
        ),
    ),
    "key-wrong-path:network": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This key lies at {path}, which belongs to another bitcoin network. Signers may refuse"
            " to sign.",
        ),
        _EXPORT_AT,
    ),
    "key-wrong-path:single-signature": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This key lies at {path}, which is for wallets with one signature. Signers may refuse "
            "it in a shared wallet, and its coins get mixed up.",
        ),
        _EXPORT_AT,
    ),
    "key-wrong-path:script-type": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This key lies at {path}, which is for another script type. Signers may refuse to "
            "sign.",
        ),
        _EXPORT_AT,
    ),
    "fingerprint-missing": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Nobody told which signer this key belongs to (its master fingerprint). Some signers "
            "will refuse to sign.",
        ),
        QT_TRANSLATE_NOOP("Words", "Export the key again together with its fingerprint."),
    ),
    "key-not-in-export": Words(
        QT_TRANSLATE_NOOP("Words", "This export holds no key for {script_type}."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Choose another script type, or export the key for it from the signer.",
        ),
    ),
    "key-not-in-export:path": Words(
        QT_TRANSLATE_NOOP("Words", "This export holds no key at {path}."),
        QT_TRANSLATE_NOOP("Words", "Look up which paths it holds, or export that key."),
    ),
    "threshold-invalid": Words(
        QT_TRANSLATE_NOOP("Words", "This is not a quorum that a wallet can have here."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Choose a number of signatures between one and the number of keys.",
        ),
    ),
    "threshold-invalid:limit": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{threshold} of {count} is not a quorum that a wallet can have here (up to {limit}"
            " keys).",
        ),
        QT_TRANSLATE_NOOP(
            "Words", "Choose a number of signatures between one and the number of keys."
        ),
    ),
    "keys-missing": Words(
        QT_TRANSLATE_NOOP("Words", "There are fewer keys here than the wallet needs."),
        QT_TRANSLATE_NOOP("Words", "Add the missing keys."),
    ),
    "keys-missing:devices": Words(
        QT_TRANSLATE_NOOP("Words", "This lists the signers that are connected, and holds no key."),
        QT_TRANSLATE_NOOP("Words", "Ask the signer for its key (getxpub or getdescriptors)."),
    ),
    "keys-missing:expected": Words(
        QT_TRANSLATE_NOOP("Words", "There are {given:key|keys} where {expected} are needed."),
        QT_TRANSLATE_NOOP("Words", "Add the missing keys."),
    ),
    "checksum-wrong": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The descriptor's checksum does not fit: a character of it was changed, lost or "
            "mistyped.",
        ),
        QT_TRANSLATE_NOOP("Words", "Copy it again from where it came from."),
    ),
    "checksum-wrong:absent": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The descriptor came without its checksum, so a mistyped character would not be "
            "noticed.",
        ),
        _COMPARE_FIRST,
    ),
    "networks-mixed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Some keys are for the main bitcoin network and some for a test network. They make no "
            "wallet together.",
        ),
        QT_TRANSLATE_NOOP("Words", "Export all keys for the same network."),
    ),
    "branches-crossed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Receiving and change addresses do not belong together here: the two descriptions "
            "differ in more than the branch.",
        ),
        QT_TRANSLATE_NOOP("Words", "Export the wallet again from where it came from."),
    ),
    "branch-unknown": Words(
        QT_TRANSLATE_NOOP("Words", "This wallet has no change branch of its own."),
        QT_TRANSLATE_NOOP("Words", "Use its receiving addresses."),
    ),
    "hardened-wildcard": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The descriptor derives addresses in a hardened way, which is not possible from public"
            " keys.",
        ),
        QT_TRANSLATE_NOOP("Words", "Export the wallet again with plain steps."),
    ),
    "key-fixed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The descriptor has a key that gives one address only. A wallet needs keys that give "
            "many.",
        ),
        QT_TRANSLATE_NOOP("Words", "Export the wallet with its extended public keys (xpub)."),
    ),
    "key-fixed:raw-key": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This key record holds one public key and no xpub, so no addresses can be derived from "
            "it.",
        ),
        QT_TRANSLATE_NOOP("Words", "Export the account's xpub from the signer."),
    ),
    "unsorted-multi": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The keys of this wallet count in the order given (multi). Many signers expect sorted "
            "keys and may show other addresses.",
        ),
        QT_TRANSLATE_NOOP("Words", "Compare the first address on every signer before you receive."),
    ),
    "wallet-unsupported:musig": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The keys of this wallet sign together as one (MuSig2). Its signers exchange messages "
            "twice for each payment, which Strongroom does not carry yet.",
        ),
        QT_TRANSLATE_NOOP("Words", "Open it in the program that made it."),
    ),
    "wallet-unsupported:sortedmulti-a": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This taproot wallet sorts its keys anew at each address (sortedmulti_a). One of the "
            "two engines here does not read that, so its addresses cannot be compared.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Open it in the program that made it. Taproot wallets made here sort their keys once, "
            "when they are set up.",
        ),
    ),
    "wallet-unsupported": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Strongroom cannot hold this wallet, because of a part of it: {part}.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Open it in the program that made it, or export it as a plain multisig wallet.",
        ),
    ),
    "first-address-differs": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The keys do not give the first address that the file states. The file was changed, or"
            " it is for another wallet.",
        ),
        QT_TRANSLATE_NOOP("Words", "Do not receive to it. Ask for the file again by another way."),
    ),
    "own-key-missing": Words(
        QT_TRANSLATE_NOOP("Words", "The connected signer has no key in this wallet."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Connect another signer, or open the wallet this one belongs to.",
        ),
    ),
    "wallet-unverified": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Nobody has compared the keys on each device yet. Someone could have swapped one on "
            "its way here.",
        ),
        QT_TRANSLATE_NOOP("Words", "Compare each key on its device before you receive."),
    ),
    "no-redundancy": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "All {count} keys must sign. If one of them is lost, the coins are lost.",
        ),
        QT_TRANSLATE_NOOP("Words", "Consider one more key than signatures."),
    ),
    "low-threshold": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{threshold} of {count} is less than half. A few keys in the wrong hands are enough to"
            " spend.",
        ),
        QT_TRANSLATE_NOOP("Words", "Consider asking for more signatures."),
    ),
    "same-vendor": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "{count:key|keys} are from one maker ({maker}), enough to sign. One fault of that "
            "maker could open or close the wallet.",
        ),
        QT_TRANSLATE_NOOP("Words", "Consider signers of different makers."),
    ),
    "already-here": Words(
        QT_TRANSLATE_NOOP("Words", "This wallet is here already, with the same keys and quorum."),
        QT_TRANSLATE_NOOP("Words", "Its labels can be merged into the one you have."),
    ),
    "text-unsafe": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A name or label holds characters that hide or turn text around, or is too long. It is"
            " shown with those made visible.",
        ),
        QT_TRANSLATE_NOOP("Words", "Give it a plain name."),
    ),
    "change-assumed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file gives receiving addresses only. Change addresses were taken to be {branch}, "
            "as most programs do.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Compare a change address with the program that made the wallet.",
        ),
    ),
    "branches-unusual": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This wallet does not use the usual branches of its keys but {branches}. Other programs"
            " do not look there when it is restored from its keys alone.",
        ),
        QT_TRANSLATE_NOOP("Words", "Keep the descriptor with every backup of this wallet."),
    ),
    "keys-several": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This file holds {count:key|keys} for {script_type}; which one is meant is open.",
        ),
        QT_TRANSLATE_NOOP(
            "Words", "Choose the one that is meant, or export it again into a file of its own."
        ),
    ),
    "path-too-long": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file gives a path that leads beyond this key ({path}); what is too much was left"
            " out.",
        ),
        _COMPARE_FIRST,
    ),
    "format-assumed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file does not say its script type; it was taken to be {format}.",
        ),
        _COMPARE_FIRST,
    ),
    "line-ignored": Words(
        QT_TRANSLATE_NOOP("Words", "A line of this file was not understood and left out."),
        QT_TRANSLATE_NOOP("Words", "Check that nothing is missing from the wallet."),
    ),
    "index-invalid": Words(
        QT_TRANSLATE_NOOP("Words", "There is no address with this number."),
        QT_TRANSLATE_NOOP("Words", "Choose a number from 0 to 2147483647."),
    ),
    "wallet-not-registered": Words(
        QT_TRANSLATE_NOOP("Words", "This signer does not know the wallet."),
        QT_TRANSLATE_NOOP("Words", "Load the wallet into the signer first."),
    ),
    "nothing-to-sign": Words(
        QT_TRANSLATE_NOOP("Words", "There is nothing here for this signer to sign."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Check that it holds a key of this wallet, and that it has not signed already.",
        ),
    ),
    "signer-unknown": Words(
        QT_TRANSLATE_NOOP("Words", "There is no such practice signer."),
        QT_TRANSLATE_NOOP("Words", "Choose a number from 1 to {limit}."),
    ),
}
