"""Wallets written in the words of other programs and devices."""

from strongroom.formats import reading
from strongroom.model.wallet import Wallet

WALLET_FORMATS: tuple[str, ...] = tuple(sorted(form.name for form in reading.WALLET_FORMATS))
"""The words for a format."""

_BY_NAME = {form.name: form for form in reading.WALLET_FORMATS}


def devices_for(format_name: str) -> tuple[str, ...]:
    """The words for the devices that have their own dialect of a format."""
    return _BY_NAME[format_name].devices


def write_wallet(wallet: Wallet, format_name: str, device: str | None) -> str:
    """The wallet as text with LF line ends.

    ``format_name`` is one of ``WALLET_FORMATS``, ``device`` one of its ``devices_for`` or None.
    Raises ``WriteError`` with ``device-cannot`` where the format or the device cannot hold it, and
    ``KeyError`` for other words.
    """
    form = _BY_NAME[format_name]
    if device is not None and device not in form.devices:
        raise KeyError(device)
    return form.write(wallet, device)
