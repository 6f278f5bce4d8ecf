"""What is said of how a payment is packed for a signer."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Translate, as_written

_CONTEXT = "Packing"
_LINE = QT_TRANSLATE_NOOP("Packing", "PSBT version {version}, {previous}, {xpubs}.")
_PREVIOUS = {
    True: QT_TRANSLATE_NOOP("Packing", "with the previous transactions"),
    False: QT_TRANSLATE_NOOP("Packing", "without previous transactions"),
}
_XPUBS = {
    True: QT_TRANSLATE_NOOP("Packing", "with the cosigners’ extended keys"),
    False: QT_TRANSLATE_NOOP("Packing", "without extended keys"),
}
_MISFITS = {
    "version-2": QT_TRANSLATE_NOOP("Packing", "{device} is not known to read version 2."),
    "no-previous": QT_TRANSLATE_NOOP(
        "Packing",
        "Without the previous transactions {device} warns, or refuses: it cannot prove the amounts "
        "that are spent.",
    ),
    "no-xpubs": QT_TRANSLATE_NOOP(
        "Packing",
        "Without the extended keys {device} may refuse, or show the change as if it went to "
        "somebody else.",
    ),
}


def packing_line(
    version: int, translate: Translate = as_written, *, has_previous: bool, has_xpubs: bool
) -> str:
    """``PSBT version 0, with the previous transactions, without extended keys.``"""
    previous = translate(_CONTEXT, _PREVIOUS[has_previous])
    xpubs = translate(_CONTEXT, _XPUBS[has_xpubs])
    said = translate(_CONTEXT, _LINE)
    return said.format(version=version, previous=previous, xpubs=xpubs)


def misfit_sentence(misfit: str, device: str, translate: Translate = as_written) -> str:
    """Why a device, by its maker's name, may not take it."""
    return translate(_CONTEXT, _MISFITS[misfit]).format(device=device)
