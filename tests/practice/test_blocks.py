import pytest
from btclib.block.block_header import BlockHeader

from strongroom.practice.blocks import (
    BLOCK_SECONDS,
    COIN,
    GENESIS_HASH,
    block_time,
    make_block,
    median_time,
    subsidy,
)


def test_the_median_is_that_of_the_last_eleven_blocks() -> None:
    for height in range(40):
        times = sorted(block_time(each) for each in range(max(0, height - 10), height + 1))
        assert median_time(height) == times[len(times) // 2]


@pytest.mark.parametrize(
    ("height", "satoshi"),
    [(1, 50 * COIN), (149, 50 * COIN), (150, 25 * COIN), (300, 1250000000), (150 * 64, 0)],
)
def test_the_subsidy_halves_every_150_blocks(height: int, satoshi: int) -> None:
    assert subsidy(height) == satoshi


@pytest.mark.parametrize("height", [1, 16, 17, 127, 128, 255, 256, 32767, 32768])
def test_a_coinbase_names_its_height(height: int) -> None:
    block = make_block(height, GENESIS_HASH, [], 0, b"\x51")
    script_sig = block.transactions[0].inputs[0].script_sig
    if height <= 16:
        assert script_sig[0] == 0x50 + height
    else:
        number = script_sig[1 : 1 + script_sig[0]]
        assert int.from_bytes(number, "little", signed=True) == height
        assert int.from_bytes(number[:-1], "little", signed=True) != height


def test_another_library_reads_the_header() -> None:
    block = make_block(7, GENESIS_HASH, [], 0, b"\x51")
    header = BlockHeader.parse(block.header)
    assert header.previous_block_hash[::-1] == GENESIS_HASH
    assert int(header.time.timestamp()) == block_time(7) == block_time(6) + BLOCK_SECONDS
    assert header.hash[::-1] == block.hash
