"""Every published sample of keys and wallets has its outcome; none is left out."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from strongroom.formats.reading import RecognitionError, read_wallet, recognise
from strongroom.model.errors import Fact
from strongroom.model.extended_key import ExtendedPublicKey
from tests.formats.outcome_tables import FILES, INSIDE
from tests.formats.outcomes import outcome
from tests.vectors_source import REPOSITORY, vector, vector_names

WHOLE_FILES = (
    "bip129/mode*",
    "bip329/*",
    "bitcoin-core/*",
    "bitcoin-safe/*.wallet",
    "caravan/*-*",
    "coldcard/export/*",
    "coldcard/multisig/*",
    "electrum/*",
    "jade/multisig/*.dat",
    "liana/*",
    "sparrow/*",
    "specter-desktop/*",
)


WALLET_FOLDERS = (
    *("bip129", "bip388", "bitcoin-core", "bitcoin-safe", "caravan", "descriptors", "electrum"),
    *("embit", "liana", "nunchuk", "specter-desktop", "specter-diy"),
)

COLLECTIONS = {
    "bip129/bip129.json": "formats/test_signed_message.py",
    "bitcoin-safe/qr_tools_samples.json": "formats/test_bitcoin_safe.py",
    "caravan/multisig_fixtures.json": "formats/test_caravan.py",
    "embit/test_descriptor.json": "formats/test_descriptor.py",
    "embit/test_taproot.json": "formats/test_descriptor.py",
    **{
        f"descriptors/bip{number}.json": "model/test_descriptor_vectors.py"
        for number in (*range(380, 388), 389, 390)
    },
}
"""Files of many texts, and the tests that take them apart."""

NO_WALLETS = {"bitcoin-safe/recipients.csv"}


def inside(name: str) -> Any:
    file, _, way = name.partition("#")
    value = json.loads(vector(file).read_text())
    for step in filter(None, way.split("/")):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def as_bytes(value: Any) -> bytes:
    return (value if isinstance(value, str) else json.dumps(value)).encode()


def test_no_file_is_left_out() -> None:
    names = {name for pattern in WHOLE_FILES for name in vector_names(pattern)}
    assert set(FILES) == names


def test_no_file_of_a_wallets_folder_is_left_out() -> None:
    here = {name for folder in WALLET_FOLDERS for name in vector_names(f"{folder}/*")}
    parted = {name.partition("#")[0] for name in INSIDE} | set(FRAGMENTS)
    assert here - set(FILES) - parted == set(COLLECTIONS) | NO_WALLETS


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection_is_taken_apart_where_the_table_says(name: str) -> None:
    source = (REPOSITORY / "tests" / COLLECTIONS[name]).read_text()
    folder, _, file = name.partition("/")
    assert folder in source
    assert re.sub(r"bip\d+", "bip", file).partition(".")[0] in source


@pytest.mark.parametrize("name", FILES)
def test_a_whole_file(name: str) -> None:
    assert outcome(vector(name).read_bytes()) == FILES[name]


@pytest.mark.parametrize("name", INSIDE)
def test_a_text_inside_a_file(name: str) -> None:
    assert outcome(as_bytes(inside(name))) == INSIDE[name]


@pytest.mark.parametrize(
    ("group", "count"),
    [
        ("keystone/multisig_configs.json#vectors", 5),
        ("coldcard/export/caravan_ccxp_samples.json#", 3),
        ("krux/wallet_inputs.json#data", 42),
        ("krux/wallet_inputs.json#mnemonics", 3),
        ("krux/psbt_unsigned_signed.json#descriptors", 4),
        ("bip388/bip388.json#valid", 9),
        ("specter-desktop/restore_wallets.json#", 2),
        ("specter-diy/descriptors.json#valid", 6),
        ("specter-diy/descriptors.json#invalid", 6),
        ("specter-diy/wallet_commands.json#", 5),
    ],
)
def test_no_text_of_a_group_is_left_out(group: str, count: int) -> None:
    assert sum(name.startswith(group) for name in INSIDE) == count
    assert len(inside(group)) == count


@pytest.mark.parametrize("name", [name for name, said in FILES.items() if "-of-" in said])
def test_a_wallets_keys_are_those_in_its_file(name: str) -> None:
    data = vector(name).read_bytes()
    keys = {str(key.xpub) for key in read_wallet(data).policy.cosigners}
    spelled = re.findall(r"[xtYZUV]pub[1-9A-Za-z]{107}", data.decode())
    assert keys == {str(ExtendedPublicKey.parse(text)) for text in spelled}


def test_sparrows_verdicts_on_bsms_are_ours_but_for_three() -> None:
    expected = json.loads(vector("sparrow/bsms/expectations.json").read_text())
    ours = {name: outcome(vector(f"sparrow/bsms/{name}").read_bytes()) for name in expected}
    accepted = {name: "-of-" in said for name, said in ours.items()}
    differing = {name for name in expected if accepted[name] != expected[name]["sparrow_accepts"]}
    assert differing == {
        "multisig-3.bsms",  # Sparrow sorts the keys of multi(); here they keep their order
        "multisig-8.bsms",  # one single address is no wallet here
        "multisig-12.bsms",  # the same
    }


STRICTER_THAN_THEIR_SOURCE: dict[str, dict[str, Fact]] = {
    # The BIP also allows single public keys, from which no second address can be derived.
    "bip129/mode1/r1_signer_1_key.bsms": {"reason": "raw-key"},
    "bip129/mode1/r1_signer_2_key.bsms": {"reason": "raw-key"},
    "bip129/mode1/r2_my_multisig_wallet.bsms": {"part": "raw key"},
    # Sparrow does not compare the depth that an xpub tells with the path beside it.
    "sparrow/electrum-singlesig-wallet.json": {"depth": 4, "steps": 3},
}
"""Files that are sound to those who published them, and the facts for which they are refused."""


@pytest.mark.parametrize("name", STRICTER_THAN_THEIR_SOURCE)
def test_a_file_sound_to_its_source_is_refused_for_a_reason(name: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        recognise(vector(name).read_bytes())
    assert refused.value.facts == STRICTER_THAN_THEIR_SOURCE[name]


@pytest.mark.parametrize(
    "name", sorted(set(vector_names("bip129/mode*")) - set(STRICTER_THAN_THEIR_SOURCE))
)
def test_no_other_file_of_bip_129_is_refused(name: str) -> None:
    assert recognise(vector(name).read_bytes()).format == "bsms"


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


FRAGMENTS = {
    "keystone/crypto_account.json": {
        "key key_expression - -:-": 2,
        "key key_expression - -:p2sh-p2wsh": 2,
        "unknown not-recognised": 13,
    },
    "nunchuk/descriptor_strings.json": {
        "key key_expression key-malformed": 6,
        "unknown not-recognised": 36,
        "wallet descriptor file-malformed": 1,
    },
    "seedsigner/decode_qr.json": {
        "address address": 1,
        "psbt base64": 4,
        "secret bip39-words secret-found": 5,
        "secret seedqr secret-found": 2,
        "unknown not-recognised": 88,
        "wallet descriptor 4-of-6 p2wsh "
        "bc1q4t80ewvmwagg4a6g8qg835whuq4n265j26zu87j0uuca9gc3p7nshj0zz9 change-assumed": 1,
        "wallet specter_desktop wallet-unsupported": 1,
    },
    "seedsigner/encode_qr.json": {
        "key key_expression - c49122a5:p2wsh": 1,
        "psbt base64": 1,
        "secret bip39-words secret-found": 5,
        "secret seedqr secret-found": 2,
        "unknown not-recognised": 33,
    },
    "seedsigner/psbt_parser.json": {
        "address address": 3,
        "psbt base64": 4,
        "secret bip39-words secret-found": 4,
        "unknown not-recognised": 18,
        "wallet descriptor 2-of-3 p2sh 2Mzn3axm8tkirSwtB8m8vZ5VEUsyVUmPiv5": 1,
        "wallet descriptor wallet-unsupported": 1,
    },
}


@pytest.mark.parametrize("file", FRAGMENTS)
def test_every_text_of_a_file_of_fragments(file: str) -> None:
    """Source lines, QR parts and names among them are nothing that is known."""
    found = Counter(outcome(text.encode()) for text in texts(json.loads(vector(file).read_text())))
    assert found == FRAGMENTS[file]


def test_no_published_file_of_any_kind_breaks_the_reader() -> None:
    names = vector_names("*")
    assert len(names) > 200
    for name in names:
        with suppress(RecognitionError):  # nothing else may be raised
            recognise(vector(name).read_bytes())
