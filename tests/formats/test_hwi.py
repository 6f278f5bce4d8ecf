"""HWI's answers."""

import json

import pytest

from strongroom.formats import hwi
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.descriptor import with_checksum
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner

KEY, NESTED = cosigner(1), cosigner(1, ScriptType.P2SH)
XPUB = json.dumps({"xpub": str(KEY.xpub)})
EXPERT = json.dumps({
    "xpub": str(KEY.xpub), "testnet": True, "private": False, "depth": 4,
    "parent_fingerprint": "00112233", "child_num": 2147483650, "chaincode": "00", "pubkey": "02",
})  # fmt: skip
DESCRIPTORS = json.dumps({
    "receive": [with_checksum(f"pkh([{KEY.origin}]{KEY.xpub}/0/*)"),
                with_checksum(f"sh(wpkh([{NESTED.origin}]{NESTED.xpub}/0/*))")],
    "internal": [with_checksum(f"pkh([{KEY.origin}]{KEY.xpub}/1/*)")],
})  # fmt: skip
DEVICES = json.dumps([{
    "type": "coldcard", "model": "coldcard", "path": "0001:0005:00", "fingerprint": "0f056943",
    "needs_pin_sent": False, "needs_passphrase_sent": False,
}])  # fmt: skip


class TestHwi(KeyFormatContract):
    samples = (XPUB, EXPERT, DESCRIPTORS)

    def form(self) -> KeyFormat:
        return hwi.FORMAT


def test_a_key_alone_has_no_origin() -> None:
    (exported,) = read_key(XPUB.encode()).keys
    assert (exported.key.xpub, exported.key.origin) == (KEY.xpub, None)


def test_the_keys_of_descriptors_are_named_once_with_their_origins() -> None:
    assert [exported.key for exported in read_key(DESCRIPTORS.encode()).keys] == [KEY, NESTED]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a list of devices", DEVICES, "keys-missing"),
        ("no descriptors", '{"receive": [], "internal": []}', "keys-missing"),
        ("descriptors that are none", '{"receive": ["x"], "internal": []}', "file-malformed"),
        ("a wrong checksum", DESCRIPTORS.replace("#", "#q", 1), "checksum-wrong"),
        ("a wallet", '{"receive": ["wsh(sortedmulti(1,x))"], "internal": []}', "file-malformed"),
        ("numbers", '{"receive": [1], "internal": []}', "file-malformed"),
        ("a mistyped key", '{"xpub": "xpub6"}', "key-malformed"),
    ],
)
def test_refuses(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(text.encode())
    assert (refused.value.format, refused.value.code) == ("hwi", code), name
