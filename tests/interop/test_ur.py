"""Our parts of URs beside those of the library that most wallets in JavaScript use."""

from random import Random

import pytest

from strongroom.formats.cbor import write_cbor
from strongroom.transports.qr.ur import UrAssembler, UrFrames
from tests.npm import Npm

CASES = [
    ("bytes", size, most, seed)
    for seed, (size, most) in enumerate(
        [(20, 200), (20, 10), (199, 200), (1_000, 100), (3_333, 150), (20_000, 150), (100, 11)]
    )
] + [("crypto-psbt", 5_000, 212, 99)]
"""Type, bytes of the content, bytes of a fragment, and where the content is begun from."""


def _cbor(size: int, seed: int) -> bytes:
    return write_cbor(Random(seed).randbytes(size))


def _shown(frames: UrFrames) -> int:
    """The plain parts, and as many mixed ones."""
    return 2 * frames.count


@pytest.mark.npm
def test_our_parts_are_those_of_bc_ur(npm: Npm) -> None:
    requests, expected = [], []
    for ur_type, size, most, seed in CASES:
        cbor = _cbor(size, seed)
        frames = UrFrames(ur_type, cbor, most)
        count = _shown(frames)
        requests.append(
            {"what": "encode", "type": ur_type, "cbor": cbor.hex(), "most": most, "count": count}
        )
        expected.append([frames.text(number).lower() for number in range(count)])
    assert npm.run("ur.mjs", requests) == expected


@pytest.mark.npm
@pytest.mark.parametrize("lost", [0.0, 0.3, 0.6])
def test_bc_ur_reads_our_parts_whatever_was_lost(lost: float, npm: Npm) -> None:
    losing = Random(7)
    requests, expected = [], []
    for ur_type, size, most, seed in CASES:
        cbor = _cbor(size, seed)
        frames = UrFrames(ur_type, cbor, most)
        seen = [number for number in range(8 * frames.count + 40) if losing.random() >= lost]
        requests.append({"what": "decode", "parts": [frames.text(number) for number in seen]})
        expected.append((ur_type, cbor.hex()))
    answers = npm.run("ur.mjs", requests)
    assert [(answer.get("type"), answer.get("cbor")) for answer in answers] == expected


@pytest.mark.npm
@pytest.mark.parametrize("lost", [0.0, 0.3, 0.6])
def test_we_read_the_parts_of_bc_ur_whatever_was_lost(lost: float, npm: Npm) -> None:
    losing = Random(8)
    requests = [
        {
            "what": "encode",
            "type": ur_type,
            "cbor": _cbor(size, seed).hex(),
            "most": most,
            "count": 4 * (size // most + 1) + 40,
        }
        for ur_type, size, most, seed in CASES
    ]
    answers = npm.run("ur.mjs", requests)
    for (_, size, _, seed), parts in zip(CASES, answers, strict=True):
        assembler = UrAssembler()
        for part in parts:
            if losing.random() >= lost:
                assembler.take(part)
        assert assembler.payload == Random(seed).randbytes(size)
