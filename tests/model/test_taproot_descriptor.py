"""Taproot descriptors: those made here, and those that are recognised and refused."""

import re
from hashlib import sha256

import pytest

from strongroom.model.descriptor import parse_descriptor, write_descriptor
from strongroom.model.errors import StrongroomError
from strongroom.model.script_type import ScriptType
from tests.recovery_wallets import recovery_wallet

POLICY = recovery_wallet((2, 4_320), (1, 52_560), threshold=3, script_type=ScriptType.P2TR).policy
BODY = write_descriptor(POLICY).partition("#")[0]
FIRST = BODY.split("multi_a(3,")[1].split(",")[0]
INTERNAL = BODY[3:].split(",")[0]


def test_the_tree_is_the_template() -> None:
    bare = re.sub(r"(\[[^]]*\])?tpub\w+/<(\d);\d>/\*", r"K\2", BODY)
    assert bare == (
        "tr(K0,{multi_a(3,K0,K0,K0),{and_v(v:multi_a(2,K2,K2,K2),older(4320)),"
        "and_v(v:multi_a(1,K4,K4,K4),older(52560))}})"
    )


def test_nobody_holds_the_internal_key() -> None:
    """BIP-341's point, and a chain code that says of which keys it is."""
    points = b"".join(key.key.xpub.public_key for key in POLICY.every_key)
    assert POLICY.internal_key.chain_code == sha256(points).digest()
    assert f"{POLICY.internal_key}/<0;1>/*" == INTERNAL
    assert POLICY.internal_key.public_key.hex() == (
        "0250929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0"
    )


REFUSED = {
    "a single key": (f"tr({FIRST})", "wallet-unsupported", None),
    "an internal key that signs": (
        BODY.replace(INTERNAL, FIRST, 1),
        "wallet-unsupported",
        None,
    ),
    "the leaves the other way": (
        f"tr({INTERNAL},{{and_v(v:pk({FIRST}),older(9)),pk({FIRST})}})",
        "wallet-unsupported",
        None,
    ),
    "sorted keys": (
        BODY.replace("multi_a(3", "sortedmulti_a(3"),
        "wallet-unsupported",
        "sortedmulti-a",
    ),
    "keys that sign as one": (
        f"tr(musig({FIRST},{FIRST})/<0;1>/*)",
        "wallet-unsupported",
        "musig",
    ),
    "several ways in a leaf": (
        f"tr({INTERNAL},or_d(pk({FIRST}),and_v(v:pk({FIRST}),older(9))))",
        "wallet-unsupported",
        None,
    ),
    "half a branch": (f"tr({INTERNAL},{{pk({FIRST})}})", "file-malformed", None),
    "an open branch": (f"tr({INTERNAL},{{pk({FIRST}),pk({FIRST}))", "file-malformed", None),
    "no tree": (f"tr({INTERNAL},)", "file-malformed", None),
    "branches without end": (f"tr({INTERNAL}," + "{" * 3_000 + ")", "file-malformed", None),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_by_name(case: str) -> None:
    text, code, reason = REFUSED[case]
    with pytest.raises(StrongroomError) as refused:
        parse_descriptor(text)
    assert (refused.value.code, refused.value.facts.get("reason")) == (code, reason)
