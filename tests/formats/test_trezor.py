"""What Trezor's programs print of a key."""

import json

import pytest

from strongroom.formats import trezor
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner

KEY = cosigner(1)
CONNECT = {
    "path": [2147483696, 2147483649, 2147483648, 2147483650],
    "serializedPath": f"m/{KEY.origin.path.write(chr(39))}" if KEY.origin else "",
    "xpub": str(KEY.xpub),
    "fingerprint": 1234567890,
    "depth": 4,
}
SAMPLE = json.dumps(CONNECT)
NODE = json.dumps({"node": {"depth": 4, "fingerprint": 1}, "xpub": str(KEY.xpub)})


class TestTrezor(KeyFormatContract):
    samples = (SAMPLE, NODE)

    def form(self) -> KeyFormat:
        return trezor.FORMAT


def test_the_parents_fingerprint_is_never_taken_for_the_masters() -> None:
    (exported,) = read_key(SAMPLE.encode()).keys
    assert (exported.key.xpub, exported.key.fingerprint) == (KEY.xpub, None)
    assert (exported.script_type, exported.key.device) == (ScriptType.P2WSH, "trezor")


def test_refuses_another_path() -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(json.dumps({**CONNECT, "serializedPath": "m/48'"}).encode())
    assert (refused.value.format, refused.value.code) == ("trezor", "key-malformed")
