"""What the log says was done, as sentences."""

from collections.abc import Mapping
from typing import Final

from strongroom.model.errors import Fact
from strongroom.words.amounts import grouped_address
from strongroom.words.filling import fill
from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Translate, Words, as_written

_HINT = QT_TRANSLATE_NOOP(
    "Words",
    "Somebody changed it after it was written, or it was damaged. Compare it with an export or a"
    " backup made before.",
)

LOG_WORDS: Phrases = {
    "log-broken": Words(QT_TRANSLATE_NOOP("Words", "The log does not hold at line {line}."), _HINT),
    "log-broken:unreadable": Words(
        QT_TRANSLATE_NOOP("Words", "Line {line} of the log is damaged or cut off."), _HINT
    ),
    "log-broken:missing": Words(
        QT_TRANSLATE_NOOP(
            "Words", "Before line {line} of the log something is missing or changed places."
        ),
        _HINT,
    ),
    "log-broken:changed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What stands before line {line} of the log is not what stood there when that line was"
            " written.",
        ),
        _HINT,
    ),
    "log-head-differs": Words(
        QT_TRANSLATE_NOOP("Words", "The log does not end with the line that was expected."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Its last line was changed, lines are missing at its end, or it went on after the head"
            " was noted. Compare the number of entries too.",
        ),
    ),
}
"""What is said where a log does not hold."""

LOG_SENTENCES: Final = {
    "wallet-set-up": QT_TRANSLATE_NOOP(
        "Words", "The wallet {wallet} was set up: {threshold} of {keys} keys sign."
    ),
    "wallet-imported": QT_TRANSLATE_NOOP(
        "Words", "The wallet {wallet} was taken in from a file: {threshold} of {keys} keys sign."
    ),
    "wallet-changed": QT_TRANSLATE_NOOP(
        "Words", "The keys of the wallet {wallet} were changed: {threshold} of {keys} sign."
    ),
    "wallet-renamed": QT_TRANSLATE_NOOP(
        "Words", "The wallet {before} was given another name: {wallet}."
    ),
    "wallet-removed": QT_TRANSLATE_NOOP("Words", "The wallet {wallet} was removed."),
    "wallet-back": QT_TRANSLATE_NOOP("Words", "The wallet {wallet} was brought back."),
    "wallet-gone": QT_TRANSLATE_NOOP(
        "Words", "The wallet {wallet}, removed thirty days before, is gone for good."
    ),
    "key-compared": QT_TRANSLATE_NOOP(
        "Words",
        "{cosigner}: somebody said that the key {fingerprint} is the one on the device itself.",
    ),
    "key-not-compared": QT_TRANSLATE_NOOP(
        "Words", "{cosigner}: the word that the key {fingerprint} was compared is taken back."
    ),
    "cosigner-described": QT_TRANSLATE_NOOP(
        "Words", "{cosigner}: what is said of this cosigner was changed."
    ),
    "device-registered": QT_TRANSLATE_NOOP(
        "Words",
        "{cosigner}: somebody said that the wallet is registered on the {device} as {name}.",
    ),
    "registration-removed": QT_TRANSLATE_NOOP(
        "Words", "{cosigner}: what was kept of the registration on the {device} was removed."
    ),
    "drill-passed": QT_TRANSLATE_NOOP("Words", "A drill by {by} on {day:day} went well."),
    "drill-passed:words": QT_TRANSLATE_NOOP(
        "Words",
        "Drill by {by} on {day:day}: the backup words of {cosigners}, read back, gave the"
        " fingerprint of the key.",
    ),
    "drill-passed:signed": QT_TRANSLATE_NOOP(
        "Words", "Drill by {by} on {day:day}: {cosigners} signed a text."
    ),
    "drill-passed:wallet-file": QT_TRANSLATE_NOOP(
        "Words", "Drill by {by} on {day:day}: a file of the wallet {wallet} brought it back."
    ),
    "drill-passed:vault-copy": QT_TRANSLATE_NOOP(
        "Words", "Drill by {by} on {day:day}: a copy of the vault opened."
    ),
    "drill-passed:recovery-key": QT_TRANSLATE_NOOP(
        "Words", "Drill by {by} on {day:day}: the recovery key on paper opens the vault."
    ),
    "drill-failed": QT_TRANSLATE_NOOP("Words", "A drill by {by} on {day:day} failed."),
    "drill-failed:words": QT_TRANSLATE_NOOP(
        "Words",
        "Drill by {by} on {day:day} failed: the backup words of {cosigners}, read back, did not"
        " give the fingerprint of the key.",
    ),
    "drill-failed:signed": QT_TRANSLATE_NOOP(
        "Words", "Drill by {by} on {day:day} failed: {cosigners} did not sign a text."
    ),
    "drill-failed:wallet-file": QT_TRANSLATE_NOOP(
        "Words",
        "Drill by {by} on {day:day} failed: a file of the wallet {wallet} did not bring it back.",
    ),
    "drill-failed:vault-copy": QT_TRANSLATE_NOOP(
        "Words", "Drill by {by} on {day:day} failed: a copy of the vault did not open."
    ),
    "drill-failed:recovery-key": QT_TRANSLATE_NOOP(
        "Words", "Drill by {by} on {day:day} failed: the recovery key did not open the vault."
    ),
    "risk-accepted": QT_TRANSLATE_NOOP(
        "Words", "{wallet}: addresses are shown before all keys were compared."
    ),
    "risk-not-accepted": QT_TRANSLATE_NOOP(
        "Words", "{wallet}: addresses are shown only once all keys were compared."
    ),
    "contact-address-entered": QT_TRANSLATE_NOOP(
        "Words", "The address {address} was entered for the contact {contact}."
    ),
    "contact-address-entered:phone": QT_TRANSLATE_NOOP(
        "Words",
        "The address {address} was entered for the contact {contact}, compared by telephone.",
    ),
    "contact-address-entered:in-person": QT_TRANSLATE_NOOP(
        "Words", "The address {address} was entered for the contact {contact}, compared in person."
    ),
    "contact-address-entered:signed": QT_TRANSLATE_NOOP(
        "Words",
        "The address {address} was entered for the contact {contact}, compared by a signed"
        " message.",
    ),
    "contact-address-entered:not": QT_TRANSLATE_NOOP(
        "Words", "The address {address} was entered for the contact {contact}, not compared."
    ),
    "contact-address-removed": QT_TRANSLATE_NOOP(
        "Words", "The address {address} of the contact {contact} was removed."
    ),
    "contact-renamed": QT_TRANSLATE_NOOP(
        "Words", "The contact {before} was given another name: {contact}."
    ),
    "contact-removed": QT_TRANSLATE_NOOP("Words", "The contact {contact} was removed."),
    "contact-back": QT_TRANSLATE_NOOP("Words", "The contact {contact} was put back."),
    "limits-moved": QT_TRANSLATE_NOOP("Words", "The limits of the review were moved."),
    "rules-changed": QT_TRANSLATE_NOOP(
        "Words", "The owner’s rules of the wallet {wallet} were changed."
    ),
    "rules-to-follow": QT_TRANSLATE_NOOP(
        "Words",
        "The owner’s rules of the wallet {wallet} were changed; what is laxer follows on"
        " {since:date}.",
    ),
    "rules-called-off": QT_TRANSLATE_NOOP(
        "Words", "The laxer rules that were to follow for the wallet {wallet} were called off."
    ),
    "address-allowed": QT_TRANSLATE_NOOP(
        "Words",
        "{wallet}: {by} put {name} on the list of addresses, {address}; it counts from"
        " {since:date}.",
    ),
    "address-disallowed": QT_TRANSLATE_NOOP(
        "Words", "{wallet}: the address {address} was taken from the list."
    ),
    "address-back": QT_TRANSLATE_NOOP(
        "Words", "{wallet}: the address {address}, just taken from the list, was put back on it."
    ),
    "payment-kept": QT_TRANSLATE_NOOP(
        "Words", "A payment of {paid:amount} was reviewed: {warnings:warning|warnings}."
    ),
    "payment-stopped": QT_TRANSLATE_NOOP(
        "Words", "The review stopped a payment: {count:finding forbids|findings forbid} signing it."
    ),
    "warnings-read": QT_TRANSLATE_NOOP(
        "Words", "Of a payment’s review, {count:warning|warnings} stood as read."
    ),
    "payment-saved": QT_TRANSLATE_NOOP("Words", "A payment went to {cosigner} to be signed."),
    "phrase-compared": QT_TRANSLATE_NOOP(
        "Words", "{by} compared the words of a payment and had the same ones."
    ),
    "payment-signed": QT_TRANSLATE_NOOP("Words", "The signatures of {cosigner} came in."),
    "return-refused": QT_TRANSLATE_NOOP(
        "Words",
        "What came back for a payment was refused: {count:finding speaks|findings speak} against"
        " it.",
    ),
    "payment-finished": QT_TRANSLATE_NOOP("Words", "A payment was finished: transaction {txid}."),
    "payment-carried": QT_TRANSLATE_NOOP("Words", "A finished transaction was carried away."),
    "payment-reduced": QT_TRANSLATE_NOOP(
        "Words",
        "A payment was finished ninety days before: its transaction and records stay, its PSBTs are"
        " gone.",
    ),
    "payment-removed": QT_TRANSLATE_NOOP("Words", "A payment was removed."),
    "payment-back": QT_TRANSLATE_NOOP("Words", "A removed payment was put back."),
    "passphrase-changed": QT_TRANSLATE_NOOP("Words", "The passphrase of the vault was changed."),
    "recovery-key-made": QT_TRANSLATE_NOOP(
        "Words", "A recovery key was made; one made before opens the vault no longer."
    ),
    "keyring-required": QT_TRANSLATE_NOOP(
        "Words", "The passphrase opens the vault beside this computer’s keyring, and not alone."
    ),
    "keyring-not-required": QT_TRANSLATE_NOOP(
        "Words", "The vault does without this computer’s keyring."
    ),
    "security-key-added": QT_TRANSLATE_NOOP(
        "Words",
        "The security key {key} ({mark}) was added: the passphrase opens the vault beside it, and"
        " not alone.",
    ),
    "security-key-removed": QT_TRANSLATE_NOOP(
        "Words", "The security key with the mark {mark} opens the vault no longer."
    ),
    "re-keyed": QT_TRANSLATE_NOOP("Words", "All was encrypted anew under another key."),
    "generation-restored": QT_TRANSLATE_NOOP(
        "Words", "The earlier state {generation} was brought back in the place of {present}."
    ),
    "file-replaced": QT_TRANSLATE_NOOP(
        "Words",
        "On {replaced:date} UTC an earlier state took the place of the vault’s file. What was noted"
        " between that state and then is not in this log.",
    ),
    "older-continued": QT_TRANSLATE_NOOP(
        "Words",
        "An older file, state {generation}, went on as the vault. State {later} was seen before;"
        " what was noted between the two is not in this log.",
    ),
    "wallet-exported": QT_TRANSLATE_NOOP(
        "Words", "A file of the wallet {wallet} ({form}) was saved as {name} in {folder}."
    ),
    "wallet-backed-up": QT_TRANSLATE_NOOP(
        "Words",
        "An encrypted backup of the wallet {wallet} (BIP-138) was saved as {name} in {folder}.",
    ),
    "labels-exported": QT_TRANSLATE_NOOP(
        "Words", "The labels of the wallet {wallet} were saved as {name} in {folder}."
    ),
    "vault-copied": QT_TRANSLATE_NOOP(
        "Words", "The vault’s file, state {generation}, was copied to {name} in {folder}."
    ),
    "vault-exported": QT_TRANSLATE_NOOP("Words", "All of the vault was exported as {name}."),
    "vault-moved": QT_TRANSLATE_NOOP(
        "Words", "The vault was moved from the folder {before} to {folder}, as {name}."
    ),
    "recovery-sheet-printed": QT_TRANSLATE_NOOP(
        "Words",
        "A recovery sheet was sent to a printer; its key counts once it was typed back.",
    ),
    "recovery-sheet-saved": QT_TRANSLATE_NOOP(
        "Words",
        "A recovery sheet was saved as {name} in {folder}; its key counts once it was typed back.",
    ),
}

_VARIANTS: Final = {
    "contact-address-entered": "compared",
    "drill-passed": "tried",
    "drill-failed": "tried",
}
"""Kinds of which there are several sentences, by a fact whose value stands behind a colon."""

_LATER = QT_TRANSLATE_NOOP("Words", "Noted by a later version of Strongroom: {kind}.")


def log_sentence(kind: str, facts: Mapping[str, object], translate: Translate = as_written) -> str:
    """An entry of the log by its kind and facts; one of a later program is still said to be."""
    known: dict[str, Fact] = {
        name: fact for name, fact in facts.items() if isinstance(fact, str | int | float)
    }
    if fingerprint := known.get("fingerprint"):
        shown = grouped_address(str(fingerprint).upper())
        # One without a name goes by it.
        if known.get("cosigner") == fingerprint:
            known["cosigner"] = shown
        known["fingerprint"] = shown
    plain = LOG_SENTENCES.get(kind, _LATER)
    template = LOG_SENTENCES.get(f"{kind}:{known.get(_VARIANTS.get(kind, ''))}", plain)
    return fill(translate("Words", template), {**known, "kind": kind})
