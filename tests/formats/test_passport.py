"""Passport's multisig export."""

import json

import pytest

from strongroom.formats import passport
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.vectors_source import vector

CARAVAN = json.loads(vector("coldcard/export/caravan_ccxp_samples.json").read_text())
FIELDS = CARAVAN["validColdcardXpubJSON"]
SAMPLE = json.dumps({**FIELDS, "fw_version": "2.3.1"})


class TestPassport(KeyFormatContract):
    samples = (SAMPLE,)

    def form(self) -> KeyFormat:
        return passport.FORMAT


def test_its_firmware_version_names_the_device() -> None:
    export = read_key(SAMPLE.encode())
    assert (export.format, export.device) == ("passport", "passport")
    assert {exported.key.device for exported in export.keys} == {"passport"}


def test_files_a_key_for_every_script_type() -> None:
    types = [exported.script_type for exported in read_key(SAMPLE.encode()).keys]
    assert types == [ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH]


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("a version that is a number", {"fw_version": 2}, "file-malformed"),
        ("a path of another length", {"p2wsh_deriv": "m/48'/1'/0'"}, "key-malformed"),
        ("a key that is none", {"p2wsh": "x"}, "key-malformed"),
    ],
)
def test_refuses(name: str, change: dict[str, object], code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(json.dumps({**json.loads(SAMPLE), **change}).encode())
    assert (refused.value.format, refused.value.code) == ("passport", code), name
