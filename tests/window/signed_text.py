"""A text that one key signed, and a list of files that it signed, for the pages of messages."""

import base64
import hashlib

from embit import script
from embit.networks import NETWORKS

from strongroom.formats.signed_message import SignedMessage
from tests.formats.test_signed_message import KEY, signed_by

FILE = b"the bytes of a file"
_ADDRESS = script.p2wpkh(KEY.get_public_key()).address(NETWORKS["main"])


def signed_text(message: str) -> SignedMessage:
    """By the key of a native segwit address."""
    signature = base64.b64encode(signed_by(KEY, message, 39)).decode()
    return SignedMessage(message, _ADDRESS, signature)


SIGNED_TEXT = signed_text("Bob holds the key of this address.\n1 March 2026")
SIGNED_FILES = signed_text(f"{hashlib.sha256(FILE).hexdigest()}  export.json")
