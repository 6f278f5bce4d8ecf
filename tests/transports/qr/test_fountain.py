import json
import random
from collections.abc import Callable
from typing import Any
from zlib import crc32

import pytest

from strongroom.transports.qr.contract import QrError
from strongroom.transports.qr.fountain import (
    Known,
    Sampler,
    Xoshiro,
    fragment_length,
    mixed_in,
    places_in,
    shuffled,
)
from tests.vectors_source import vector

PUBLISHED: dict[str, Any] = json.loads(vector("ur/fountain.json").read_text())
WOLF = b"Wolf"


def from_the_checksum_of_wolf() -> Xoshiro:
    return Xoshiro(crc32(WOLF).to_bytes(4, "big"))


@pytest.mark.parametrize(
    ("name", "begin", "draw"),
    [
        ("first100_mod_100", lambda: Xoshiro(WOLF), lambda wolf: wolf.next() % 100),
        (
            "seed_from_crc32_of_Wolf_mod_100",
            from_the_checksum_of_wolf,
            lambda wolf: wolf.next() % 100,
        ),
        ("next_int_1_10", lambda: Xoshiro(WOLF), lambda wolf: wolf.next_below(10) + 1),
    ],
)
def test_draws_the_published_numbers(
    name: str, begin: Callable[[], Xoshiro], draw: Callable[[Xoshiro], int]
) -> None:
    wolf = begin()
    assert [draw(wolf) for _ in range(100)] == PUBLISHED["xoshiro"][name]


def test_picks_the_published_places() -> None:
    case, wolf = PUBLISHED["random_sampler"], Xoshiro(WOLF)
    sampler = Sampler(tuple(case["weights"]))
    assert [sampler.pick(wolf) for _ in case["samples"]] == case["samples"]


def test_shuffles_as_published() -> None:
    wolf = Xoshiro(WOLF)
    for result in PUBLISHED["shuffle"]["results"]:
        assert [place + 1 for place in shuffled(10, 10, wolf)] == result


def test_mixes_as_many_fragments_as_published() -> None:
    sampler = Sampler(tuple(1 / degree for degree in range(1, 12)))
    degrees = [sampler.pick(Xoshiro(f"Wolf-{number}".encode())) + 1 for number in range(1, 201)]
    assert degrees == PUBLISHED["choose_degree"]["degrees"]


def test_mixes_the_published_fragments() -> None:
    wolf, case = Xoshiro(WOLF), PUBLISHED["choose_fragments"]
    message = bytes(wolf.next_below(256) for _ in range(1024))
    for number, indexes in zip(case["seq"], case["indexes"], strict=True):
        mixed = mixed_in(number, 11, crc32(message))
        assert list(places_in(mixed)) == sorted(indexes)


@pytest.mark.parametrize(
    ("length", "most", "expected"),
    [
        (12345, 1955, 1764),
        (12345, 30000, 12345),
        (1, 10, 1),
        (10, 1, 10),
        (11, 1, 6),
        (256, 30, 29),
    ],
)
def test_fragments_are_as_few_and_as_even_as_can_be(length: int, most: int, expected: int) -> None:
    assert fragment_length(length, most) == expected


def test_mixed_parts_alone_give_every_fragment() -> None:
    drawing = random.Random(1)
    fragments = [drawing.getrandbits(64) for _ in range(40)]
    known, number = Known(40), 40
    while not known.is_complete:
        number += 1
        mixed = mixed_in(number, 40, 99)
        data = 0
        for place in places_in(mixed):
            data ^= fragments[place]
        known = known.with_part(mixed, data)
    assert known.fragments == dict(enumerate(fragments))
    assert number < 120


def test_mixed_parts_are_taken_from_one_another() -> None:
    known = Known(3).with_part(0b111, 1 ^ 2 ^ 4).with_part(0b110, 2 ^ 4)
    assert known.fragments == {0: 1}
    assert known.with_part(0b010, 2).fragments == {0: 1, 1: 2, 2: 4}


def test_what_follows_from_the_rest_adds_nothing() -> None:
    known = Known(3).with_part(0b011, 3).with_part(0b110, 6)
    assert known.with_part(0b101, 5) == known


def test_what_contradicts_the_rest_is_refused() -> None:
    known = Known(3).with_part(0b011, 3).with_part(0b110, 6)
    with pytest.raises(QrError) as refused:
        known.with_part(0b101, 4)
    assert refused.value.code == "qr-conflict"
