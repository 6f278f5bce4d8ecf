"""Any wallet, as any writer writes it, goes through the codes of every encoding and is the same."""

from collections.abc import Iterable

import pytest
from hypothesis import assume, given, settings

from strongroom.formats.contract import WriteError
from strongroom.formats.reading import read_wallet
from strongroom.formats.ur_output import wallet_ur
from strongroom.formats.ur_text import write_ur
from strongroom.formats.writing import WALLET_FORMATS, devices_for, write_wallet
from strongroom.model.wallet import Wallet
from strongroom.transports.qr.contract import Code, Encoding, Frames
from strongroom.transports.qr.frames_out import frames_of
from strongroom.transports.qr.joining import Joining
from tests.formats.sample_wallets import wallets

SERIES = (Encoding.UR, Encoding.BBQR, Encoding.SPECTER)
"""Encodings with as many parts as a wallet needs."""


def written(wallet: Wallet) -> dict[str, str]:
    """The wallet by every writer, and for every device, that can hold it."""
    texts = {}
    for form in WALLET_FORMATS:
        for device in (None, *devices_for(form)):
            try:
                texts[f"{form} {device}"] = write_wallet(wallet, form, device)
            except WriteError:
                continue
    return texts


def through(frames: Frames, numbers: Iterable[int]) -> bytes:
    joining = Joining()
    for number in numbers:
        joining.take(Code.of_text(frames.text(number)))
    assert joining.payload is not None
    return joining.payload


@pytest.mark.parametrize("encoding", SERIES)
@settings(max_examples=10)
@given(wallets())
def test_a_written_wallet_comes_through_as_it_was(encoding: Encoding, wallet: Wallet) -> None:
    texts = written(wallet)
    assert "descriptor None" in texts
    for writer, text in texts.items():
        frames = frames_of(text.encode(), encoding)
        payload = through(frames, reversed(range(frames.count)))
        assert read_wallet(payload).policy == wallet.policy, writer


@pytest.mark.parametrize("is_present", [False, True])
@settings(max_examples=25)
@given(wallets())
def test_a_wallet_as_ur_comes_through_in_parts_of_either_version(
    is_present: bool, wallet: Wallet
) -> None:
    try:
        ur = wallet_ur(wallet, present=is_present)
    except WriteError:
        assume(False)
    frames = frames_of(write_ur(ur).encode(), Encoding.UR, 7)
    assert frames.text(0).startswith(f"UR:{ur.type.upper()}/")
    payload = through(frames, range(frames.count))
    assert read_wallet(payload).policy == wallet.policy


@settings(max_examples=25)
@given(wallets())
def test_a_fountain_gives_the_wallet_when_every_third_part_is_lost(wallet: Wallet) -> None:
    text = write_wallet(wallet, "descriptor", None)
    frames = frames_of(text.encode(), Encoding.UR, 7)
    seen = (number for number in range(4 * frames.count + 40) if number % 3)
    assert read_wallet(through(frames, seen)).policy == wallet.policy
