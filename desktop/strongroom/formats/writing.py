"""Wallets written in the words of other programs and devices."""

from strongroom.formats import reading
from strongroom.formats.refusals import refuse_paths
from strongroom.model.wallet import Wallet

_WRITERS = {form.name: form.write for form in reading.WALLET_FORMATS if form.write is not None}
_DEVICES = {form.name: form.devices for form in reading.WALLET_FORMATS}

_WITH_PATHS = ("bip139", "bip380_backup", "bip388", "bitcoin_core", "descriptor")
"""The formats that hold a descriptor or a template, and so tell of every way to spend."""

_PLAIN_DEVICES = ("sparrow",)
"""Programs that read such a file for its quorum alone."""

WALLET_FORMATS: tuple[str, ...] = tuple(sorted(_WRITERS))
"""The words for a format that is written."""


def devices_for(format_name: str) -> tuple[str, ...]:
    """The words for the devices that have their own dialect of a format."""
    return _DEVICES[format_name]


def write_wallet(wallet: Wallet, format_name: str, device: str | None) -> str:
    """The wallet as text with LF line ends.

    ``format_name`` is one of ``WALLET_FORMATS``, ``device`` one of its ``devices_for`` or None.
    Raises ``WriteError`` with ``device-cannot`` where the format or the device cannot hold it, and
    ``KeyError`` for other words.
    """
    if device is not None and device not in _DEVICES[format_name]:
        raise KeyError(device)
    if format_name not in _WITH_PATHS or device in _PLAIN_DEVICES:
        refuse_paths(wallet.policy)
    return _WRITERS[format_name](wallet, device)
