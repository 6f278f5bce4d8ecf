"""Specter Desktop's devices: one with its accounts, and a backup of several."""

import json

import pytest

from strongroom.formats import specter_device
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.script_type import ScriptType
from strongroom.workflows.open_key import choose_key
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner
from tests.vectors_source import vector

DEVICE = vector("specter-desktop/specter_device.json").read_text()
BACKUP = vector("specter-desktop/restore_devices.json").read_text()
KEY = cosigner(1)
FIELDS = {
    "derivation": f"m/{KEY.origin.path}" if KEY.origin else "",
    "original": KEY.xpub.slip132(ScriptType.P2WSH),
    "fingerprint": (KEY.fingerprint or b"").hex(),
    "type": "wsh",
    "xpub": str(KEY.xpub),
}


def device(**changed: object) -> bytes:
    return json.dumps({"name": "Mine", "type": "specter", "keys": [{**FIELDS, **changed}]}).encode()


class TestSpecterDevice(KeyFormatContract):
    samples = (DEVICE, BACKUP, device().decode())

    def form(self) -> KeyFormat:
        return specter_device.FORMAT


def test_the_key_for_a_script_type_is_chosen_from_all_accounts() -> None:
    export = read_key(DEVICE.encode())
    chosen = choose_key(export, ScriptType.P2WSH).key
    assert str(chosen.origin) == "08686ac6/48h/1h/0h/2h"
    assert (chosen.name, chosen.device, export.device) == ("Specter", "specter", "specter")


def test_a_backup_names_no_single_maker() -> None:
    export = read_key(BACKUP.encode())
    assert export.device == ""
    assert {each.key.device for each in export.keys} == {"specter", "bitcoincore"}


def test_a_key_without_a_fingerprint_keeps_its_path() -> None:
    (exported,) = read_key(device(fingerprint=None)).keys
    assert exported.key.fingerprint is None
    assert exported.key.origin is not None
    assert KEY.origin is not None
    assert exported.key.origin.path == KEY.origin.path


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("another plain spelling", {"xpub": str(cosigner(2).xpub)}, "key-malformed"),
        ("another path", {"derivation": "m/48h/1h/0h/1h"}, "key-malformed"),
        ("no key", {"original": None}, "file-malformed"),
        ("a number for a path", {"derivation": 48}, "file-malformed"),
    ],
)
def test_refuses(name: str, change: dict[str, object], code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(device(**change))
    assert (refused.value.format, refused.value.code) == ("specter_device", code), name


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("no keys", '{"type": "specter", "keys": []}', "keys-missing"),
        ("keys that are texts", '{"type": "specter", "keys": ["a"]}', "file-malformed"),
        ("too many keys",
         json.dumps({"type": "specter", "keys": [FIELDS] * 401}), "file-malformed"),
    ],
)  # fmt: skip
def test_refuses_a_device(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(text.encode())
    assert (refused.value.format, refused.value.code) == ("specter_device", code), name
