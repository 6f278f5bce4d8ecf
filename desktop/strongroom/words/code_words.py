"""What is said of QR codes, and of the pictures and videos they are in."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

CODE_WORDS: Phrases = {
    "not-recognised:no-code": Words(
        QT_TRANSLATE_NOOP("Words", "There is no QR code in this picture that can be read."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Take the picture closer and straight, without glare, with a light border around the "
            "whole code.",
        ),
    ),
    "not-recognised:no-part": Words(
        QT_TRANSLATE_NOOP("Words", "This file is no part of a QR series."),
        QT_TRANSLATE_NOOP(
            "Words", "Give several files only where they hold the parts of one series."
        ),
    ),
    "video-unreadable": Words(
        QT_TRANSLATE_NOOP("Words", "This is no video that can be read here, or it is damaged."),
        QT_TRANSLATE_NOOP("Words", "Use MP4, WebM or AVI, or photos of the codes."),
    ),
    "qr-limit": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This QR sequence is larger than anything that belongs here, so it was not read.",
        ),
        QT_TRANSLATE_NOOP("Words", "Use a file instead."),
    ),
    "qr-limit:one-code": Words(
        QT_TRANSLATE_NOOP("Words", "This is too large for one QR code."),
        QT_TRANSLATE_NOOP("Words", "Use an encoding of several codes, such as UR or BBQr."),
    ),
    "qr-malformed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This QR code was cut or changed: it does not go on as it begins.",
        ),
        QT_TRANSLATE_NOOP("Words", "Show the sequence again; if it stays so, export it again."),
    ),
    "qr-conflict": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The parts of this QR sequence contradict one another. Reading starts over.",
        ),
        QT_TRANSLATE_NOOP("Words", "Show the sequence from its beginning, and only that one."),
    ),
    "qr-type": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This QR code holds something that Strongroom does not take in.",
        ),
        QT_TRANSLATE_NOOP("Words", "Show a public key, a wallet or a PSBT."),
    ),
    "qr-limit:version": Words(
        QT_TRANSLATE_NOOP("Words", "Not even the beginning of a part fits in so small a QR code."),
        QT_TRANSLATE_NOOP("Words", "Allow a larger version, such as 10."),
    ),
    "qr-type:no-text": Words(
        QT_TRANSLATE_NOOP("Words", "This encoding carries text alone, and the file is none."),
        QT_TRANSLATE_NOOP("Words", "Use UR or BBQr."),
    ),
    "qr-type:base43": Words(
        QT_TRANSLATE_NOOP("Words", "Base43 carries a PSBT or a transaction, and this is neither."),
        QT_TRANSLATE_NOOP("Words", "Use another encoding."),
    ),
    "qr-incomplete": Words(
        QT_TRANSLATE_NOOP("Words", "Parts of this QR series are missing: {missing} of {total}."),
        QT_TRANSLATE_NOOP("Words", "Open a file that holds all of them."),
    ),
    "qr-type:private": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This QR code is part of a transfer of private keys between signers. Strongroom never "
            "takes part in one.",
        ),
        QT_TRANSLATE_NOOP("Words", "Show a public key, a wallet or a PSBT."),
    ),
    "qr-type:executable": Words(
        QT_TRANSLATE_NOOP(
            "Words", "This QR code holds a program. Strongroom runs nothing that is shown to it."
        ),
        QT_TRANSLATE_NOOP("Words", "Show a public key, a wallet or a PSBT."),
    ),
}
