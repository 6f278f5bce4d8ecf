import pytest

from strongroom.model.device import Device
from strongroom.words.device_words import device_title
from strongroom.words.registration_words import registration_line


def test_a_registration_is_told_by_its_day_device_name_and_firmware() -> None:
    said = registration_line(Device.LEDGER, "Savings", "2026-03-03", "2.4.6")
    assert said == "Registered on the device: 3 March 2026 · Ledger · as Savings · firmware 2.4.6"


def test_what_is_not_known_is_left_out() -> None:
    said = registration_line(Device.BITBOX02, "Savings", "", "")
    assert said == "Registered on the device · BitBox02 · as Savings"


UGLY = "a\u202eb {day}"


@pytest.mark.parametrize(
    ("name", "day", "firmware"),
    [(UGLY, "2026", "1.0"), ("Savings", UGLY, "1.0"), ("Savings", "2026", UGLY)],
)
def test_no_text_of_it_can_turn_the_line_around(name: str, day: str, firmware: str) -> None:
    assert "a<U+202E>b {day}" in registration_line(Device.JADE, name, day, firmware)


@pytest.mark.parametrize("device", Device)
def test_every_device_has_its_makers_name(device: Device) -> None:
    assert device_title(device).lower().replace(" ", "-") == device.value
