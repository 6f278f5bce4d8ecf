import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.model.firmware import Firmware, read_firmware

WRITTEN = {
    "5.4.4": Firmware((5, 4, 4)),
    "v5.4.4": Firmware((5, 4, 4)),
    "Version 5.6.0 (Mk4)": Firmware((5, 6)),
    "1.3.4Q": Firmware((1, 3, 4), "Q"),
    "6.6.0QX": Firmware((6, 6), "QX"),
    "6.6.0x": Firmware((6, 6), "X"),
    "26.04": Firmware((26, 4)),
    "1.0.10": Firmware((1, 0, 10)),
    "0.0": Firmware(()),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_reads_what_people_write(text: str) -> None:
    assert read_firmware(text) == WRITTEN[text]


UNREAD = [
    "",
    "latest",
    "5",
    "5.4.4 or 5.5.0",
    "1.2.3.4.5",
    "5.4.4beta",
    "2026-07-31",
    "\u0665.\u0664",
    "5..4",
]


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_single_version_is_none(text: str) -> None:
    assert read_firmware(text) is None


def test_numbers_are_compared_as_numbers() -> None:
    nine, ten = read_firmware("1.9"), read_firmware("1.10")
    assert nine is not None
    assert ten is not None
    assert nine.numbers < ten.numbers


@given(st.lists(st.integers(0, 9999), min_size=2, max_size=4))
def test_a_version_written_is_read_again(numbers: list[int]) -> None:
    found = read_firmware("v" + ".".join(map(str, numbers)))
    assert found is not None
    padded = [*found.numbers, *[0] * (len(numbers) - len(found.numbers))]
    assert padded == numbers


@given(st.text(max_size=300))
def test_any_text_is_borne(text: str) -> None:
    assert read_firmware(text) is None or any(character.isdigit() for character in text)
