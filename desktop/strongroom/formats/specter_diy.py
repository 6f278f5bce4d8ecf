"""Specter-DIY's command ``addwallet name&descriptor``, on a QR code or its serial line.

Source: cryptoadvance/specter-diy src/apps/wallets/manager.py. A descriptor with nothing behind its
keys means both branches; they are written ``{0,1}``, which every version of it reads.
"""

import re

from strongroom.formats.branches import refuse_lone_receive
from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.descriptor import COMMAND, read_descriptors
from strongroom.formats.refusals import refuse_unknown_signers
from strongroom.formats.text import device_name, safe_name
from strongroom.model.descriptor import split_checksum, write_descriptor
from strongroom.model.errors import ReadError
from strongroom.model.wallet import Wallet

NAME = "specter_diy"
MAX_BYTES = 64 * 1024

_MAX_NAME = 20
_MULTIPATH = re.compile(r"<(\d+);(\d+)>")


def _claims(content: Content) -> bool:
    return content.json is None and content.text.lstrip().startswith(COMMAND)


def _read(content: Content) -> WalletFile:
    said, mark, descriptor = content.text.strip().removeprefix(COMMAND).partition("&")
    if not mark or len(descriptor.split()) != 1:
        raise ReadError("file-malformed", "the command has no name and descriptor with & between")
    policy, findings = read_descriptors([descriptor])
    name, name_findings = safe_name(said)
    return WalletFile(NAME, name, policy, findings=(*findings, *name_findings))


def _write(wallet: Wallet, _device: str | None) -> str:
    refuse_lone_receive(wallet.policy)
    refuse_unknown_signers(wallet.policy)
    body, _ = split_checksum(write_descriptor(wallet.policy))
    return f"{COMMAND}{device_name(wallet.name, _MAX_NAME, '&')}&{_MULTIPATH.sub(_braces, body)}\n"


def _braces(step: re.Match[str]) -> str:
    return f"{{{step[1]},{step[2]}}}"


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write)
