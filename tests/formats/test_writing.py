"""Wallets written by the words of ``--format`` and ``--for``."""

import pytest

from strongroom.formats.contract import WriteError
from strongroom.formats.reading import read_wallet
from strongroom.formats.writing import WALLET_FORMATS, devices_for, write_wallet
from strongroom.model.script_type import ScriptType
from tests.formats.sample_wallets import PLAIN
from tests.recovery_wallets import recovery_wallet


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


WITH_PATHS = ("bip139", "bip380_backup", "bip388", "bitcoin_core", "descriptor")


@pytest.mark.parametrize("script_type", [ScriptType.P2WSH, ScriptType.P2TR])
@pytest.mark.parametrize("form", WITH_PATHS)
def test_recovery_paths_come_back_from_formats_that_hold_them(
    form: str, script_type: ScriptType
) -> None:
    wallet = recovery_wallet((2, 4_320), (1, 52_560), threshold=3, script_type=script_type)
    assert read_wallet(write_wallet(wallet, form, None).encode()).policy == wallet.policy


@pytest.mark.parametrize("form", sorted(set(WALLET_FORMATS) - set(WITH_PATHS)))
def test_formats_that_hold_a_quorum_alone_refuse_recovery_paths(form: str) -> None:
    with pytest.raises(WriteError) as refused:
        write_wallet(recovery_wallet((1, 52_560)), form, None)
    assert (refused.value.code, refused.value.facts["reason"]) == ("device-cannot", "paths")
    with pytest.raises(WriteError) as refused:
        write_wallet(recovery_wallet(script_type=ScriptType.P2TR), form, None)
    assert refused.value.facts["reason"] == "taproot"


def test_sparrow_is_given_no_wallet_it_cannot_open() -> None:
    with pytest.raises(WriteError):
        write_wallet(recovery_wallet((1, 52_560)), "descriptor", "sparrow")
