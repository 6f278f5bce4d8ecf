"""Wallets written by the words of ``--format`` and ``--for``."""

import pytest

from strongroom.formats.reading import read_wallet
from strongroom.formats.writing import WALLET_FORMATS, devices_for, write_wallet
from tests.formats.sample_wallets import PLAIN


def test_the_words_for_formats() -> None:
    assert WALLET_FORMATS == (
        "bip139",
        "bip380_backup",
        "bip388",
        "bitcoin_core",
        "bsms",
        "caravan",
        "coldcard_descriptor",
        "coldcard_text",
        "descriptor",
        "electrum",
        "specter_desktop",
        "specter_diy",
        "ur_output",
    )


@pytest.mark.parametrize("form", WALLET_FORMATS)
def test_each_is_written_and_read_back_as_itself(form: str) -> None:
    file = read_wallet(write_wallet(PLAIN, form, None).encode())
    assert (file.format, file.policy) == (form, PLAIN.policy)


def test_the_words_for_devices() -> None:
    assert "seedsigner" in devices_for("coldcard_text")
    assert devices_for("bsms") == ()


@pytest.mark.parametrize(("form", "device"), [("bitcoin_safe", None), ("bsms", "coldcard")])
def test_other_words_are_no_words(form: str, device: str | None) -> None:
    with pytest.raises(KeyError):
        write_wallet(PLAIN, form, device)
