"""Requests to sign a message, for each device in its own way."""

import json

import pytest

from strongroom.formats.contract import WriteError
from strongroom.formats.message_request import DEVICES, QR_DEVICES, write_message_request
from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import ReadError
from strongroom.model.script_type import ScriptType
from tests.vectors_source import vector

PATH = DerivationPath.parse("m/84h/0h/0h/0/5")


@pytest.mark.parametrize("device", QR_DEVICES)
def test_most_devices_read_one_line(device: str) -> None:
    assert (
        write_message_request(PATH, "I am: here", device)
        == "signmessage m/84h/0h/0h/0/5 ascii:I am: here"
    )


def test_jades_own_sample_is_what_is_written() -> None:
    sample = json.loads(vector("jade/message/msgfile_simple.json").read_text())["input"]["filedata"]
    written = write_message_request(DerivationPath.parse("M/0"), "Jade is cool", "jade")
    assert written == sample.replace("M/", "m/")


def test_coldcard_reads_json_or_three_lines() -> None:
    asked = json.loads(write_message_request(PATH, "I am here", "coldcard"))
    assert asked == {"msg": "I am here", "subpath": "m/84'/0'/0'/0/5", "addr_fmt": "p2wpkh"}
    lines = write_message_request(PATH, "I am here", "coldcard-text", ScriptType.P2PKH)
    assert lines == "I am here\nm/84'/0'/0'/0/5\np2pkh\n"


def test_a_cosigners_key_signs_by_its_plain_address() -> None:
    path = DerivationPath.parse("m/48h/0h/0h/2h/0/0")
    assert json.loads(write_message_request(path, "hello", "coldcard"))["addr_fmt"] == "p2pkh"


@pytest.mark.parametrize(
    ("device", "message", "reason"),
    [
        ("jade", "", "message-text"),
        ("jade", "grüezi", "message-text"),
        ("jade", "two\nlines", "message-text"),
        ("krux", "x" * 1001, "message-long"),
        ("coldcard", "x" * 241, "message-long"),
        ("coldcard", "x", "message-spaces"),
        ("coldcard", " x y", "message-spaces"),
        ("coldcard-text", "x y ", "message-spaces"),
        ("coldcard-text", "x   y", "message-spaces"),
    ],
)
def test_a_device_that_cannot_is_named_with_the_reason(
    device: str, message: str, reason: str
) -> None:
    with pytest.raises(WriteError) as refused:
        write_message_request(PATH, message, device)
    assert (refused.value.code, refused.value.facts["reason"]) == ("device-cannot", reason)


@pytest.mark.parametrize("device", DEVICES)
def test_a_secret_is_not_put_into_a_code(device: str) -> None:
    with pytest.raises(ReadError) as refused:
        write_message_request(PATH, "abandon " * 11 + "about", device)
    assert refused.value.code == "secret-found"


def test_other_devices_are_not_guessed() -> None:
    with pytest.raises(KeyError):
        write_message_request(PATH, "hello", "typewriter")
