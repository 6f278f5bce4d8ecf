"""Coldcard's multisig export and its relatives."""

import json
import re

import pytest

from strongroom.formats import coldcard_ccxp
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner
from tests.vectors_source import vector

CARAVAN = json.loads(vector("coldcard/export/caravan_ccxp_samples.json").read_text())
FIELDS = {**CARAVAN["validColdcardXpubNewFirmwareJSON"], "account": "0"}
NEW = json.dumps(FIELDS)
OLD = json.dumps(CARAVAN["validColdcardXpubJSON"])
SINGLE = json.dumps(
    {
        "xfp": "5271C071",
        "xpub": "Vpub5mpRVCzdkDTtCwH9LrfiiPonePjP4CZSakA4wynC4zVBVAooaykiCzjUniYbLpWxoRotGiXwoKG"
        "cHC5kSxiJGX1Ybjf2ioNommVmCJg7AV2",
        "path": "m/48'/1'/0'/2'",
    }
)


class TestColdcardCcxp(KeyFormatContract):
    samples = (NEW, OLD, SINGLE)

    def form(self) -> KeyFormat:
        return coldcard_ccxp.FORMAT


@pytest.mark.parametrize("name", ["0F056943", "6BA6CFD0", "7BB026BE"])
def test_each_key_is_the_one_coldcards_own_template_names(name: str) -> None:
    text = vector(f"coldcard/multisig/ccxp-{name}.json").read_text()
    export = read_key(text.encode())
    assert export.device == "coldcard"
    keys = {exported.script_type: exported.key for exported in export.keys}
    for script_type, label in ((ScriptType.P2WSH, "p2wsh"), (ScriptType.P2SH_P2WSH, "p2sh_p2wsh")):
        template = json.loads(text)[f"{label}_desc"]
        found = re.search(r"\[(.*?)\](\w+)/0/\*", template)
        assert found
        origin = keys[script_type].origin
        assert origin
        assert str(origin).replace("h", "'") == found[1]
        assert str(keys[script_type].xpub) == found[2]
    assert str(keys[ScriptType.P2SH].xpub) == json.loads(text)["p2sh"]


def test_both_spellings_of_the_nested_type_give_the_same_keys() -> None:
    new = read_key(NEW.encode())
    old = read_key(OLD.encode())
    assert [k.script_type for k in old.keys] == [k.script_type for k in new.keys]
    assert [k.key for k in old.keys] == [k.key for k in new.keys]
    assert (old.device, new.device) == ("", "coldcard")


def test_a_single_key_is_for_what_its_prefix_says() -> None:
    (exported,) = read_key(SINGLE.encode()).keys
    assert exported.script_type is ScriptType.P2WSH
    assert str(exported.key.xpub).startswith("tpub")


def changed(**fields: object) -> bytes:
    sample = FIELDS | fields
    return json.dumps({name: value for name, value in sample.items() if value != "gone"}).encode()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a path without its key", changed(p2sh="gone"), "file-malformed"),
        ("a key without its path", changed(p2sh_deriv="gone"), "file-malformed"),
        ("a path of another length", changed(p2sh_deriv="m/45'/0"), "key-malformed"),
        ("another last step", changed(p2wsh_deriv="m/48'/1'/0'/1'"), "key-malformed"),
        ("another fingerprint of a first step", changed(xfp="6BA6CFD0"), "key-malformed"),
        ("a step that is too large", changed(p2sh_deriv="m/2147483648'"), "key-malformed"),
        ("no fingerprint", changed(xfp=None), "file-malformed"),
        ("a fingerprint that is a number", changed(xfp=12345678), "file-malformed"),
        ("a key that is a number", changed(p2wsh=1), "file-malformed"),
        ("an account that is none", changed(account="x"), "file-malformed"),
        ("two different nested keys", changed(
            p2wsh_p2sh_deriv="m/48'/1'/0'/1'",
            p2wsh_p2sh=str(cosigner(1, ScriptType.P2SH_P2WSH).xpub),
        ), "file-malformed"),
        ("a mistyped key", changed(p2sh=FIELDS["p2sh"][:-1] + "1"), "key-malformed"),
        ("Caravan's invalid sample",
         json.dumps(CARAVAN["invalidColdcardXpubJSON"]).encode(), "file-malformed"),
        ("no keys at all", b'{"xfp": "0F056943", "p2wsh": null}', "keys-missing"),
    ],
)  # fmt: skip
def test_refuses(name: str, data: bytes, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(data)
    assert (refused.value.kind, refused.value.format) == ("key", "coldcard_ccxp"), name
    assert refused.value.code == code, name
