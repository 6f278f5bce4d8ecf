import pytest

from strongroom.model.device import Device
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.script_type import COSIGNED, ScriptType
from strongroom.words.device_words import device_title
from strongroom.words.packing_words import misfit_sentence
from strongroom.workflows.device_packing import (
    READS,
    Misfit,
    Need,
    PackingChoice,
    Way,
    misfits,
    packing_for_device,
)
from strongroom.workflows.packing import FULL, Packing
from strongroom.workflows.payment import packing_for, start
from tests.workflows.rounds import make_payment, make_wallet

P2WSH = ScriptType.P2WSH


def test_every_device_has_its_row() -> None:
    assert set(READS) == set(Device)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("device", [*Device, None])
def test_no_device_may_refuse_what_it_is_given_by_itself(device: Device | None, way: Way) -> None:
    packing = packing_for_device(device, way)
    assert not [each for kind in COSIGNED for each in misfits(device, packing, kind)]


CHOSEN = {
    (Device.JADE, Way.CODES): Packing(is_slim=True, has_xpubs=False),
    (Device.JADE, Way.FILE): Packing(has_xpubs=False),
    (Device.KRUX, Way.CODES): Packing(is_slim=True),
    (Device.COLDCARD, Way.FILE): FULL,
    (Device.KEYSTONE, Way.CODES): FULL,
    (Device.LEDGER, Way.FILE): FULL,
    (None, Way.CODES): FULL,
}


@pytest.mark.parametrize(("device", "way"), CHOSEN)
def test_the_device_chooses(device: Device | None, way: Way) -> None:
    assert PackingChoice(device).packing(way) == CHOSEN[device, way]


@pytest.mark.parametrize("way", Way)
def test_a_person_can_choose_otherwise(way: Way) -> None:
    other = Packing(2, has_xpubs=False)
    assert PackingChoice(Device.KEYSTONE, other).packing(way) == other


BARE = Packing(2, is_slim=True, has_xpubs=False)
MISFITS = {
    "a version it does not read": (Device.KEYSTONE, Packing(2), P2WSH, [Misfit.VERSION_2]),
    "amounts it cannot prove": (Device.TREZOR, Packing(is_slim=True), P2WSH, [Misfit.NO_PREVIOUS]),
    "p2sh keeps them": (Device.TREZOR, Packing(is_slim=True), ScriptType.P2SH, []),
    "taproot has none": (Device.TREZOR, Packing(is_slim=True), ScriptType.P2TR, []),
    "no keys of the others": (Device.LEDGER, Packing(has_xpubs=False), P2WSH, [Misfit.NO_XPUBS]),
    "all at once": (Device.KEYSTONE, BARE, P2WSH, [*Misfit]),
    "a device nobody told": (None, BARE, P2WSH, []),
}


@pytest.mark.parametrize("case", MISFITS)
def test_says_what_a_device_may_refuse(case: str) -> None:
    device, packing, script_type, expected = MISFITS[case]
    assert list(misfits(device, packing, script_type)) == expected


@pytest.mark.parametrize("misfit", Misfit)
def test_every_misfit_has_its_sentence(misfit: Misfit) -> None:
    title = device_title(Device.KEYSTONE)
    assert title in misfit_sentence(misfit.value, title)


IGNORING = [device for device, reads in READS.items() if reads.xpubs is Need.IGNORED]


@pytest.mark.parametrize("device", IGNORING)
def test_who_never_looks_at_extended_keys_is_not_told_them(device: Device) -> None:
    wallet = make_wallet()
    payment = start(make_payment(wallet).original, [wallet])
    packed = packing_for(payment, packing_for_device(device))
    assert read_psbt(packed).global_xpubs == ()
    assert not any(key.xpub.to_bytes() in packed for key in wallet.policy.cosigners)
