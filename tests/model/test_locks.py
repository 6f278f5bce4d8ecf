"""What makes a transaction wait, by the numbers of BIP-68."""

import pytest

from strongroom.model.locks import RelativeLock, Tip, heeds_relative_locks, relative_lock

LOCKS = {
    "final": (0xFFFF_FFFF, None),
    "replaceable": (0xFFFF_FFFD, None),
    "zero": (0, None),
    "no blocks, in other bits": (0x0001_0000, None),
    "no time": (1 << 22, None),
    "a block": (1, RelativeLock(600, 1)),
    "most blocks": (0xFFFF, RelativeLock(39_321_000, 65_535)),
    "blocks beside bits that mean nothing": (0x0001_0007, RelativeLock(4_200, 7)),
    "by the clock": ((1 << 22) | 2, RelativeLock(1_024)),
    "switched off": ((1 << 31) | 7, None),
}


@pytest.mark.parametrize("name", LOCKS)
def test_a_sequence_asks_for_blocks_or_for_time(name: str) -> None:
    sequence, lock = LOCKS[name]
    assert relative_lock(sequence) == lock


@pytest.mark.parametrize(("version", "heeds"), [(-1, True), (0, False), (1, False), (2, True)])
def test_only_later_versions_heed_it(version: int, heeds: bool) -> None:
    assert heeds_relative_locks(version) is heeds


def test_blocks_are_reckoned_from_what_was_told() -> None:
    tip = Tip(900_000, 1_800_000_000)
    moments = [tip.about_when(height) for height in (899_999, 900_000, 900_144)]
    assert moments == [1_799_999_400, 1_800_000_000, 1_800_086_400]
