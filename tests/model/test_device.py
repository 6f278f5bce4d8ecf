import pytest

from strongroom.model.device import Device, device_named


@pytest.mark.parametrize(
    ("text", "device"),
    [
        ("Coldcard Q", Device.COLDCARD_Q),
        ("ColdCard Mk4", Device.COLDCARD),
        ("coldcard", Device.COLDCARD),
        ("Mk 4", Device.COLDCARD),
        ("Alice's Jade Plus", Device.JADE),
        ("Foundation Passport", Device.PASSPORT),
        ("Keystone 3 Pro", Device.KEYSTONE),
        ("SeedSigner", Device.SEEDSIGNER),
        ("seed signer", Device.SEEDSIGNER),
        ("Specter-DIY", Device.SPECTER_DIY),
        ("Ledger Nano X", Device.LEDGER),
        ("Trezor Safe 5", Device.TREZOR),
        ("BitBox02", Device.BITBOX02),
        ("", None),
        ("the blue one in the jaded box", None),
    ],
)
def test_knows_the_device_people_mean(text: str, device: Device | None) -> None:
    assert device_named(text) is device


@pytest.mark.parametrize("device", Device)
def test_knows_every_device_by_its_own_word(device: Device) -> None:
    assert device_named(device.value) is device
