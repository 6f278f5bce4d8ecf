"""What a device is given so that it signs a message: a QR code's text, or a file's.

Most take ``signmessage <path> ascii:<message>`` (Specter-DIY, SeedSigner, Jade, Krux, Keystone);
Coldcard takes JSON, or three lines. Sources: Coldcard/firmware docs/msg-signing.md,
Blockstream/Jade main/process/sign_message.c.
"""

import json
import re

from strongroom.formats.contract import WriteError
from strongroom.formats.key_parts import script_type_of_path
from strongroom.formats.secrets import refuse_secrets
from strongroom.model.derivation import DerivationPath
from strongroom.model.script_type import ScriptType

QR_DEVICES = ("jade", "keystone", "krux", "seedsigner", "specter-diy")
COLDCARD = "coldcard"
COLDCARD_TEXT = "coldcard-text"
DEVICES = (COLDCARD, COLDCARD_TEXT, *QR_DEVICES)
"""The words for a device; ``coldcard-text`` is what older ones read from a card."""

SINGLE_KEY = (ScriptType.P2PKH, ScriptType.P2SH_P2WPKH, ScriptType.P2WPKH)
"""The addresses that Coldcard names in its answer; they are of one key, as the signature is."""

MAX_MESSAGE = 1000
"""Characters, so that a QR code holds it."""

MAX_FOR_COLDCARD = 240
MIN_FOR_COLDCARD = 2

_PRINTABLE = re.compile(r"[ -~]+")
_SPACES = re.compile(r"^ | $|   ")


def write_message_request(
    path: DerivationPath, message: str, device: str, script_type: ScriptType | None = None
) -> str:
    """The text to give to one of ``DEVICES``.

    ``script_type`` is one of ``SINGLE_KEY``; None is what the path is for. Raises ``WriteError``
    with ``device-cannot``, ``ReadError`` with ``secret-found`` and ``KeyError`` for other devices.
    """
    if device not in DEVICES:
        raise KeyError(device)
    refuse_secrets(message)
    _check(message, device)
    if device in QR_DEVICES:
        return f"signmessage m/{path} ascii:{message}"
    subpath = f"m/{path.write(chr(39))}"
    address_form = (script_type or _usual(path)).value
    if device == COLDCARD_TEXT:
        return f"{message}\n{subpath}\n{address_form}\n"
    return json.dumps({"msg": message, "subpath": subpath, "addr_fmt": address_form})


def _usual(path: DerivationPath) -> ScriptType:
    meant = script_type_of_path(path)
    return meant if meant in SINGLE_KEY else ScriptType.P2PKH


def _check(message: str, device: str) -> None:
    is_coldcard = device not in QR_DEVICES
    if not _PRINTABLE.fullmatch(message):
        raise _cannot(device, "message-text")
    if len(message) > (MAX_FOR_COLDCARD if is_coldcard else MAX_MESSAGE):
        raise _cannot(device, "message-long")
    if is_coldcard and (len(message) < MIN_FOR_COLDCARD or _SPACES.search(message)):
        raise _cannot(device, "message-spaces")


def _cannot(device: str, reason: str) -> WriteError:
    return WriteError(
        "device-cannot", f"{device} does not sign this message", reason=reason, device=device
    )
