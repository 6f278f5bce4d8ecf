"""Every vector of BIP-380 to 390, of BIP-67 and of SLIP-132 has its outcome; none is left out.

No descriptor among them is a public multisig wallet as it stands: they are of single keys, private
or fixed, or not wrapped in a script. Where they hold a public ``sortedmulti`` or ``multi`` of
wallets, it is wrapped here and must give the published scripts.
"""

import json
from typing import Any

import pytest
from embit import bip32
from embit.networks import NETWORKS
from embit.script import p2pkh, p2sh, p2wpkh

from strongroom.engines.own_scripts import OwnScripts
from strongroom.model.addresses import write_address
from strongroom.model.descriptor import (
    descriptor_checksum,
    parse_descriptor,
    with_checksum,
    write_descriptor,
)
from strongroom.model.errors import StrongroomError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.key_expression import parse_key_expression, to_policy_key
from strongroom.model.network import Network, NetworkKind
from strongroom.model.script_type import ScriptType
from strongroom.model.scripts import ScriptSet, multisig_script, wrap
from strongroom.model.wallet import Branch, Wallet
from tests.vectors_source import vector

SECRET = "secret-found"
UNHELD = "wallet-unsupported"
KEY = "key-malformed"
FIXED = "key-fixed"
HARDENED = "hardened-wildcard"
CHECKSUM = "checksum-wrong"

OUTCOMES = {
    ("bip380", "valid"): [
        *[UNHELD] * 5,  # raw keys
        *[SECRET] * 2,  # WIF
        FIXED,
        FIXED,
        FIXED,
        KEY,  # the key lies four steps deep, its origin names three
        KEY,  # hardened steps behind a public key
        *[HARDENED] * 2,
        *[SECRET] * 7,  # xprv
    ],
    ("bip380", "invalid"): [
        *[KEY] * 7,
        *[SECRET] * 8,
        KEY,
    ],
    ("bip380", "checksum"): [UNHELD, UNHELD, *[CHECKSUM] * 6],
    ("bip381", "valid"): [
        *[SECRET, UNHELD] * 2,
        UNHELD,
        *[SECRET, UNHELD] * 4,
        SECRET,
        UNHELD,
        SECRET,
        UNHELD,
    ],
    ("bip381", "invalid"): [UNHELD] * 4,
    ("bip382", "valid"): [
        *[SECRET, UNHELD] * 2,
        *[SECRET] * 3,
        UNHELD,
        *[SECRET, UNHELD] * 2,
    ],
    ("bip382", "invalid"): [
        *[SECRET] * 2,
        *[UNHELD] * 2,
        SECRET,
        *[UNHELD] * 6,
    ],
    ("bip383", "valid"): [
        SECRET,
        UNHELD,
        UNHELD,
        SECRET,
        UNHELD,  # sortedmulti at top level, see below
        SECRET,
        UNHELD,  # raw keys
        *[SECRET] * 2,
    ],
    ("bip383", "invalid"): [*[UNHELD] * 3, SECRET],
    ("bip384", "valid"): [SECRET, UNHELD, UNHELD, SECRET],
    ("bip384", "invalid"): [UNHELD] * 3,
    ("bip385", "valid"): [UNHELD] * 4,
    ("bip385", "invalid"): [UNHELD] * 6,
    ("bip386", "valid"): [UNHELD, SECRET, SECRET, UNHELD, SECRET, SECRET],
    ("bip386", "invalid"): [SECRET, *[UNHELD] * 3],
    ("bip387", "valid"): [SECRET, UNHELD, SECRET, SECRET, UNHELD, SECRET],
    ("bip387", "invalid"): [*[UNHELD] * 6, SECRET],
    ("bip389", "valid"): [
        UNHELD,
        SECRET,
        UNHELD,
        UNHELD,  # multi at top level, see below
        UNHELD,
        UNHELD,  # three branches
    ],
    ("bip389", "invalid"): [SECRET, UNHELD, UNHELD, SECRET, *[UNHELD] * 4],
    ("bip390", "valid"): [SECRET, *[UNHELD] * 5],
    ("bip390", "invalid"): [UNHELD] * 14,
}


def vectors_of(file: str) -> dict[str, Any]:
    return json.loads(vector(f"descriptors/{file}.json").read_text())


def outcome(file: str, part: str, text: str) -> str:
    try:
        if file == "bip380" and part != "checksum":
            to_policy_key(parse_key_expression(text))
        else:
            parse_descriptor(text)
    except StrongroomError as error:
        return error.code
    return "read"


@pytest.mark.parametrize(("file", "part"), OUTCOMES)
def test_every_vector_has_its_outcome(file: str, part: str) -> None:
    said = [outcome(file, part, one["descriptor"]) for one in vectors_of(file)[part]]
    assert said == OUTCOMES[file, part]


@pytest.mark.parametrize("number", [380, 381, 382, 383, 384, 385, 386, 387, 389, 390])
def test_no_part_of_a_file_is_left_out(number: int) -> None:
    file = f"bip{number}"
    parts = {part for part, ones in vectors_of(file).items() if isinstance(ones, list)}
    assert parts == {part for name, part in OUTCOMES if name == file}


def test_the_number_of_vectors() -> None:
    assert {key: len(said) for key, said in OUTCOMES.items()} == {
        (file, part): len(vectors_of(file)[part]) for file, part in OUTCOMES
    }
    assert sum(map(len, OUTCOMES.values())) == 176


def test_the_checksum_of_bip380() -> None:
    assert descriptor_checksum("raw(deadbeef)") == "89f8spxm"


@pytest.mark.parametrize("number", [383, 389])
def test_a_checksum_that_is_there_is_compared(number: int) -> None:
    text = vectors_of(f"bip{number}")["valid"][3 if number == 389 else 4]["descriptor"]
    wrapped = with_checksum(f"wsh({text})")
    assert parse_descriptor(wrapped).has_checksum
    assert outcome("bip380", "checksum", wrapped[:-1] + "!") == CHECKSUM


def scripts_at(text: str, branch: Branch, index: int) -> ScriptSet:
    policy = parse_descriptor(text).policy
    return OwnScripts(Wallet("", Network.BITCOIN, policy)).scripts(branch, index)


def test_the_sorted_multisig_of_bip383_wrapped_in_wsh_has_its_scripts() -> None:
    one = vectors_of("bip383")["valid"][4]
    found = [
        scripts_at(f"wsh({one['descriptor']})", Branch.RECEIVE, index).witness_script
        for index in range(3)
    ]
    assert found == [bytes.fromhex(script) for script in one["scripts"]]


@pytest.mark.parametrize("wrapper", ["wsh({})", "sh({})", "sh(wsh({}))"])
def test_the_multipath_multisig_of_bip389_is_its_two_expansions(wrapper: str) -> None:
    one = vectors_of("bip389")["valid"][3]
    policy = parse_descriptor(wrapper.format(one["descriptor"])).policy
    for branch, expanded in zip(Branch, one["expands_to"], strict=True):
        assert write_descriptor(policy, branch) == with_checksum(wrapper.format(expanded))
    assert write_descriptor(policy) == with_checksum(wrapper.format(one["descriptor"]))


@pytest.mark.parametrize("place", range(4))
def test_bip67_sorts_the_keys_and_gives_the_script_and_its_address(place: int) -> None:
    one = json.loads(vector("bip67/bip67.json").read_text())["vectors"][place]
    keys = tuple(sorted(bytes.fromhex(key) for key in one["keys"]))
    assert [key.hex() for key in keys] == one["sorted"]
    script = multisig_script(one["required"], keys)
    assert script.hex() == one["script"]
    paid = wrap(ScriptType.P2SH, script).script_pubkey
    assert write_address(paid, Network.BITCOIN) == one["address"]


def test_bip67_has_four_vectors() -> None:
    assert len(json.loads(vector("bip67/bip67.json").read_text())["vectors"]) == 4


def slip132() -> dict[str, Any]:
    return json.loads(vector("slip132/slip132.json").read_text())


def test_slip132_keys_of_every_prefix_are_read_or_refused_as_secrets() -> None:
    assert len(slip132()["vectors"]) == 3
    for one in slip132()["vectors"]:
        xpub = ExtendedPublicKey.parse(one["pub"])
        assert xpub.slip132(xpub.script_hint or ScriptType.P2PKH) == one["pub"]
        with pytest.raises(StrongroomError) as refused:
            ExtendedPublicKey.parse(one["prv"])
        assert refused.value.code == SECRET


def test_slip132_keys_are_the_keys_their_addresses_say() -> None:
    output = {
        "xpub": p2pkh,
        "ypub": lambda key: p2sh(p2wpkh(key)),
        "zpub": p2wpkh,
    }
    for one in slip132()["vectors"]:
        plain = bip32.HDKey.from_string(str(ExtendedPublicKey.parse(one["pub"])))
        key = plain.derive("m/0/0").key
        assert output[one["pub"][:4]](key).address(NETWORKS["main"]) == one["address"]


MEANINGS = {
    "P2PKH or P2SH": None,
    "P2WPKH in P2SH": ScriptType.P2SH_P2WPKH,
    "P2WPKH": ScriptType.P2WPKH,
    "Multi-signature P2WSH in P2SH": ScriptType.P2SH_P2WSH,
    "Multi-signature P2WSH": ScriptType.P2WSH,
}


def test_slip132_prefixes_mean_what_its_table_says() -> None:
    body = ExtendedPublicKey.parse(slip132()["vectors"][0]["pub"]).to_bytes()[4:]
    assert len(slip132()["bitcoin_rows"]) == 10
    for coin, public, private, meaning, _ in slip132()["bitcoin_rows"]:
        key = ExtendedPublicKey.from_bytes(bytes.fromhex(public[2:10]) + body)
        kind = NetworkKind.TEST if "Testnet" in coin else NetworkKind.MAIN
        assert (key.kind, key.script_hint) == (kind, MEANINGS[meaning])
        assert key.slip132(key.script_hint or ScriptType.P2PKH).startswith(public[-4:])
        with pytest.raises(StrongroomError) as refused:
            ExtendedPublicKey.from_bytes(bytes.fromhex(private[2:10]) + body)
        assert refused.value.code == SECRET
