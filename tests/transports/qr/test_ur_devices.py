"""The sequences that devices were seen to show, joined and read."""

import base64
import json
from typing import Any

import pytest

from strongroom.transports.qr.ur import UrAssembler
from tests.formats.outcomes import outcome
from tests.vectors_source import vector


def items(file: str, test: int) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(vector(file).read_text())["tests"][test]["items"]
    return found


def parts_of(file: str, test: int) -> list[str]:
    return [item["value"] for item in items(file, test) if item["kind"] == "ur:"]


def joined(parts: list[str]) -> UrAssembler:
    assembler = UrAssembler()
    for part in parts:
        assembler.take(part)
    return assembler


@pytest.mark.parametrize(
    ("file", "test", "count", "expected"),
    [
        ("seedsigner/decode_qr.json", 0, 29, "psbt binary"),
        ("seedsigner/encode_qr.json", 4, 4, "key ur_account - c49122a5:p2wsh"),
        ("bitcoin-safe/qr_tools_samples.json", 32, 2, "wallet ur_output key-malformed"),
        ("bitcoin-safe/qr_tools_samples.json", 33, 2, "wallet descriptor wallet-unsupported"),
    ],
)
def test_a_whole_sequence(file: str, test: int, count: int, expected: str) -> None:
    """The third sample calls a key the root and names its parent all the same."""
    parts = parts_of(file, test)
    assert len(parts) == count
    payload = joined(parts).payload
    assert payload is not None
    assert outcome(payload) == expected


def test_seedsigners_parts_are_the_psbt_beside_them() -> None:
    (psbt,) = (
        item["value"]
        for item in items("seedsigner/decode_qr.json", 0)
        if item["kind"] == "psbt-base64"
    )
    assert joined(parts_of("seedsigner/decode_qr.json", 0)).payload == base64.b64decode(psbt)


@pytest.mark.parametrize("name", ["SINGLEPART", "MULTIPART"])
def test_kruxs_parts_are_the_psbt_beside_them(name: str) -> None:
    file = json.loads(vector("krux/qr_parts.json").read_text())
    payload = joined(file[f"TEST_PARTS_FORMAT_{name}_UR"]).payload
    assert payload == bytes.fromhex(file["TEST_DATA_BYTES"]["hex"])


@pytest.mark.parametrize(
    ("device", "total", "seen", "mixed"),
    [
        ("JADE_SS_EXPORT", 5, {0, 1}, 0),
        ("JADE_MS_EXPORT", 6, {0, 1}, 0),
        ("PASSPORT_SS_EXPORT", 14, {4}, 1),
    ],
)
def test_the_beginning_of_a_sequence(device: str, total: int, seen: set[int], mixed: int) -> None:
    """Passport's were filmed late, when its fountain was mixing."""
    exports: dict[str, Any] = json.loads(vector("keeper/device_exports.json").read_text())
    assembler = joined(exports[device])
    progress = assembler.progress
    assert assembler.payload is None
    assert (progress.total, set(progress.seen), progress.mixed) == (total, seen, mixed)
