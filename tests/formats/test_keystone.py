"""Cobo's and Keystone's export of one key."""

import json

import pytest

from strongroom.formats import keystone
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner

KEY = cosigner(1)
FIELDS = {
    "ExtPubKey": KEY.xpub.slip132(ScriptType.P2WSH),
    "MasterFingerprint": (KEY.fingerprint or b"").hex(),
    "AccountKeyPath": "48'/1'/0'/2'",
}
SAMPLE = json.dumps(FIELDS)


class TestKeystone(KeyFormatContract):
    samples = (SAMPLE,)

    def form(self) -> KeyFormat:
        return keystone.FORMAT


def test_gives_the_key_with_its_origin() -> None:
    (exported,) = read_key(SAMPLE.encode()).keys
    assert exported.key == KEY
    assert exported.script_type is ScriptType.P2WSH


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("another path", {"AccountKeyPath": "48'/1'/0'/1'"}, "key-malformed"),
        ("no fingerprint", {"MasterFingerprint": ""}, "key-malformed"),
        ("a path that is null", {"AccountKeyPath": None}, "file-malformed"),
    ],
)
def test_refuses(name: str, change: dict[str, object], code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(json.dumps({**FIELDS, **change}).encode())
    assert (refused.value.format, refused.value.code) == ("keystone", code), name
