"""The keystore in a plain Electrum wallet."""

import json

import pytest

from strongroom.formats import electrum_key
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner

KEY = cosigner(1)
FIELDS = {
    "type": "hardware",
    "hw_type": "coldcard",
    "label": "On the shelf",
    "xpub": KEY.xpub.slip132(ScriptType.P2WSH),
    "derivation": f"m/{KEY.origin.path.write(chr(39))}" if KEY.origin else "",
    "root_fingerprint": (KEY.fingerprint or b"").hex(),
}
ALONE = json.dumps(FIELDS)
WALLET = json.dumps({"keystore": FIELDS, "wallet_type": "standard", "seed_version": 17})
AS_NUMBER = {"root_fingerprint": None, "ckcc_xfp": int.from_bytes(KEY.fingerprint or b"", "little")}


class TestElectrumKey(KeyFormatContract):
    samples = (ALONE, WALLET)

    def form(self) -> KeyFormat:
        return electrum_key.FORMAT


@pytest.mark.parametrize("text", [ALONE, WALLET, json.dumps({**FIELDS, **AS_NUMBER})])
def test_gives_the_key_with_name_and_maker(text: str) -> None:
    (exported,) = read_key(text.encode()).keys
    assert (exported.key, exported.script_type) == (KEY, ScriptType.P2WSH)
    assert (exported.key.name, exported.key.device) == ("On the shelf", "coldcard")


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("a number too large", {"root_fingerprint": None, "ckcc_xfp": 1 << 32}, "file-malformed"),
        ("a truth for a number", {"root_fingerprint": None, "ckcc_xfp": True}, "file-malformed"),
        ("another path", {"derivation": "m/48'/1'/0'/1'"}, "key-malformed"),
        ("a number for a key", {"xpub": 7}, "file-malformed"),
    ],
)
def test_refuses(name: str, change: dict[str, object], code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(json.dumps({**FIELDS, **change}).encode())
    assert (refused.value.format, refused.value.code) == ("electrum_key", code), name
