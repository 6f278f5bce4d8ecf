"""Wallets as UR ``crypto-output``, and ``output-descriptor`` as it is called since 2023."""

from dataclasses import replace

from strongroom.formats import descriptor
from strongroom.formats.branches import refuse_lone_receive
from strongroom.formats.cbor import write_cbor
from strongroom.formats.contract import Content, WalletFile, WalletFormat, WriteError
from strongroom.formats.text import safe_name
from strongroom.formats.ur_script import (
    descriptor_name,
    descriptor_text,
    write_nested,
    write_source,
)
from strongroom.formats.ur_text import Ur, read_ur, ur_type, write_ur
from strongroom.formats.ur_types import OUTPUT_NAMES
from strongroom.model.descriptor import refuse_private_keys, with_checksum
from strongroom.model.errors import ReadError
from strongroom.model.policy import CosignerKey
from strongroom.model.wallet import Wallet

NAME = "ur_output"
MAX_BYTES = 64 * 1024

PRESENT = "v2"
"""The word for the present version, which few devices read yet."""


def wallet_ur(wallet: Wallet, *, present: bool = False) -> Ur:
    """The wallet as a UR, of the first version or the ``present`` one, which holds the name too.

    Raises ``WriteError`` (``device-cannot``).
    """
    policy = wallet.policy
    refuse_lone_receive(policy)
    if not all(map(_is_placed, policy.cosigners)):
        raise WriteError(
            "device-cannot",
            "A UR tells how deep a key lies by its path, and a key here has none.",
            reason="fingerprint-missing",
            device="",
        )
    name, _ = safe_name(wallet.name)
    value = write_source(policy, name) if present else write_nested(policy)
    return Ur(OUTPUT_NAMES[present], write_cbor(value))


def _is_placed(key: CosignerKey) -> bool:
    return key.origin is not None or key.xpub.depth == 0


def _claims(content: Content) -> bool:
    return ur_type(content.text) in OUTPUT_NAMES


def _read(content: Content) -> WalletFile:
    """What the same descriptor would be as text; the UR's checksum stands for the text's."""
    value = read_ur(content.text).value()
    text = descriptor_text(value)
    refuse_private_keys(text)
    as_text = Content(with_checksum(text), len(text))
    if not descriptor.FORMAT.claims(as_text):
        raise ReadError("wallet-unsupported", "this is no script of a wallet", part="script")
    read = descriptor.FORMAT.read(as_text)
    name, findings = safe_name(descriptor_name(value))
    return replace(read, format=NAME, name=name, findings=read.findings + findings)


def _write(wallet: Wallet, device: str | None) -> str:
    return f"{write_ur(wallet_ur(wallet, present=device == PRESENT))}\n"


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write, (PRESENT,))
