"""Caravan's and Unchained's way to give out one key."""

import json

import pytest

from strongroom.formats import caravan_key
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner

KEY = cosigner(1)
FIELDS = {
    "xpub": str(KEY.xpub),
    "rootFingerprint": (KEY.fingerprint or b"").hex().upper(),
    "bip32Path": f"m/{KEY.origin.path.write(chr(39))}" if KEY.origin else "",
}
SAMPLE = json.dumps(FIELDS)


class TestCaravanKey(KeyFormatContract):
    samples = (SAMPLE,)

    def form(self) -> KeyFormat:
        return caravan_key.FORMAT


def test_gives_the_key_with_its_origin() -> None:
    (exported,) = read_key(SAMPLE.encode()).keys
    assert (exported.key, exported.script_type) == (KEY, ScriptType.P2WSH)


def test_a_key_without_its_signers_fingerprint_is_read_and_said_to_be() -> None:
    (exported,) = read_key(json.dumps({**FIELDS, "rootFingerprint": None}).encode()).keys
    assert exported.key.fingerprint is None


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("a path that is too short", {"bip32Path": "m/48'/1'"}, "key-malformed"),
        ("a fingerprint that is none", {"rootFingerprint": "Unknown"}, "key-malformed"),
        ("no path", {"bip32Path": None}, "file-malformed"),
    ],
)
def test_refuses(name: str, change: dict[str, object], code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(json.dumps({**FIELDS, **change}).encode())
    assert (refused.value.format, refused.value.code) == ("caravan_key", code), name
