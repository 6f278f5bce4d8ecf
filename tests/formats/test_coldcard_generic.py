"""Coldcard's generic export: a section's own fingerprint is compared and never used as an origin."""

import json
from typing import Any

import pytest

from strongroom.formats import coldcard_generic
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.network import Network
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import vector

SAMPLE = vector("liana/coldcard-export.json").read_text()
SINGLE = vector("sparrow/cc-singlesig-keystore-1.json").read_text()
MASTER = json.loads(SAMPLE)["xfp"]


class TestColdcardGeneric(KeyFormatContract):
    samples = (SAMPLE, SINGLE)

    def form(self) -> KeyFormat:
        return coldcard_generic.FORMAT


def test_gives_the_keys_of_the_multisig_export_of_the_same_device() -> None:
    export = read_key(vector("coldcard/export/coldcard-export.json").read_bytes())
    generic = {k.script_type: k.key for k in export.keys}
    ccxp = read_key(vector("coldcard/multisig/ccxp-0F056943.json").read_bytes())
    assert {k.script_type: k.key for k in ccxp.keys}.items() <= generic.items()
    assert len(generic) == 6


def test_every_origin_is_the_master_keys() -> None:
    origins = [exported.key.origin for exported in read_key(SAMPLE.encode()).keys]
    assert {origin.fingerprint.hex() for origin in origins if origin} == {MASTER.lower()}


@shows("networks-mixed", QUIET)
def test_the_chain_says_on_which_networks_it_may_be() -> None:
    test = (Network.TESTNET4, Network.TESTNET3, Network.SIGNET)
    assert read_key(SAMPLE.encode()).networks == test
    assert read_key(changed(chain="XRT")).networks == (Network.REGTEST,)


def test_single_key_exports_are_read_for_what_they_are() -> None:
    types = [exported.script_type for exported in read_key(SINGLE.encode()).keys]
    assert types == [ScriptType.P2WPKH, ScriptType.P2SH_P2WPKH, ScriptType.P2PKH]


def changed(section: str = "", **fields: Any) -> bytes:
    sample = json.loads(SAMPLE)
    (sample[section] if section else sample).update(fields)
    return json.dumps(sample).encode()


OTHER = json.loads(SAMPLE)["bip48_1"]


@shows("networks-mixed", FIRING)
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("another fingerprint in a section", changed("bip48_2", xfp=MASTER), "key-malformed"),
        ("another master fingerprint", changed(xfp="6BA6CFD0"), "key-malformed"),
        (
            "another spelling of another key",
            changed("bip48_2", _pub=OTHER["_pub"]),
            "key-malformed",
        ),
        ("another path", changed("bip48_2", deriv="m/48h/1h/0h/1h"), "key-malformed"),
        ("a chain of another network", changed(chain="BTC"), "networks-mixed"),
        ("an unknown chain", changed(chain="LTC"), "file-malformed"),
        ("a section that is a text", changed(bip45="x"), "file-malformed"),
        ("a section without a key", changed("bip45", xpub=None), "file-malformed"),
    ],
)
def test_refuses(name: str, data: bytes, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(data)
    assert (refused.value.format, refused.value.code) == ("coldcard_generic", code), name
