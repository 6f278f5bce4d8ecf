"""Extended public keys in every SLIP-132 spelling."""

import json

import pytest

from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey, is_private_key_text
from strongroom.model.network import NetworkKind
from strongroom.model.script_type import ScriptType
from tests.vectors_source import vector

SPELLINGS = {
    "xpub": (NetworkKind.MAIN, None),
    "ypub": (NetworkKind.MAIN, ScriptType.P2SH_P2WPKH),
    "zpub": (NetworkKind.MAIN, ScriptType.P2WPKH),
    "Ypub": (NetworkKind.MAIN, ScriptType.P2SH_P2WSH),
    "Zpub": (NetworkKind.MAIN, ScriptType.P2WSH),
    "tpub": (NetworkKind.TEST, None),
    "upub": (NetworkKind.TEST, ScriptType.P2SH_P2WPKH),
    "vpub": (NetworkKind.TEST, ScriptType.P2WPKH),
    "Upub": (NetworkKind.TEST, ScriptType.P2SH_P2WSH),
    "Vpub": (NetworkKind.TEST, ScriptType.P2WSH),
}
XPUB = "xpub6BosfCnifzxcFwrSzQiqu2DBVTshkCXacvNsWGYJVVhhawA7d4R5WSWGFNbi8Aw6ZRc1brxMyWMzG3DSSSSoekkudhUd9yLb6qx39T9nMdj"


@pytest.mark.parametrize("prefix", SPELLINGS)
def test_every_spelling_is_read_and_written_back(prefix: str) -> None:
    kind, hint = SPELLINGS[prefix]
    plain = ExtendedPublicKey.parse(XPUB)
    key = ExtendedPublicKey(
        kind, plain.depth, plain.parent_fingerprint, plain.child_number, plain.chain_code,
        plain.public_key, hint,
    )  # fmt: skip
    text = key.slip132(hint) if hint else str(key)
    assert text.startswith(prefix)
    assert ExtendedPublicKey.parse(text) == key


def test_the_published_slip132_keys_are_read_with_their_meaning() -> None:
    for row in json.loads(vector("slip132/slip132.json").read_text())["vectors"]:
        key = ExtendedPublicKey.parse(row["pub"])
        assert (key.kind, key.script_hint) == SPELLINGS[row["pub"][:4]]
        assert key.depth == 3
        with pytest.raises(ReadError) as refused:
            ExtendedPublicKey.parse(row["prv"])
        assert refused.value.code == "secret-found"


def test_the_spelling_is_lost_in_the_canonical_form() -> None:
    zpub = ExtendedPublicKey.parse(XPUB).slip132(ScriptType.P2WSH)
    assert str(ExtendedPublicKey.parse(zpub)) == XPUB


BAD = {
    "empty": "",
    "one letter changed": XPUB[:-1] + "k",
    "not base58": XPUB[:-1] + "0",
    "cut short": XPUB[:60],
    "endless": "x" * 100_000,
    "an address": "1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_refuses_what_is_no_extended_key(text: str) -> None:
    with pytest.raises(ReadError) as refused:
        ExtendedPublicKey.parse(text)
    assert refused.value.code == "key-malformed"


def test_refuses_a_point_off_the_curve() -> None:
    data = bytearray(ExtendedPublicKey.parse(XPUB).to_bytes())
    data[45:] = b"\x02" + b"\xff" * 32
    with pytest.raises(ReadError, match="curve"):
        ExtendedPublicKey.from_bytes(bytes(data))


def test_knows_private_keys_of_every_kind() -> None:
    assert is_private_key_text("L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1")
    assert is_private_key_text("5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss")
    assert not is_private_key_text(XPUB)
    assert not is_private_key_text("1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA")
