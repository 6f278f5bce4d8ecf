"""A signer's keys as ``crypto-account`` and ``account-descriptor``."""

import pytest

from strongroom.formats import ur_account
from strongroom.formats.cbor import CborValue, Tagged, write_cbor
from strongroom.formats.contract import KeyFormat
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.formats.ur_key import write_extended_key
from strongroom.formats.ur_text import Ur, write_ur
from strongroom.model.policy import CosignerKey, PolicyKey
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner

NATIVE = cosigner(1)
NESTED = cosigner(1, ScriptType.P2SH_P2WSH)
MASTER = int.from_bytes(NATIVE.fingerprint or b"", "big")


def key_of(key: CosignerKey = NATIVE) -> CborValue:
    return write_extended_key(PolicyKey(key), present=False)


def account(*outputs: CborValue, master: int = MASTER) -> str:
    return write_ur(Ur("crypto-account", write_cbor({1: master, 2: list(outputs)})))


PLAIN = Tagged(401, key_of())
SAMPLE = account(PLAIN, Tagged(400, Tagged(401, key_of(NESTED))))
PRESENT = write_ur(
    Ur(
        "account-descriptor",
        write_cbor(
            {
                1: MASTER,
                2: [
                    Tagged(
                        40308,
                        {
                            1: "wsh(cosigner(@0))",
                            2: [write_extended_key(PolicyKey(NATIVE), present=True)],
                        },
                    )
                ],
            }
        ),
    )
)


class TestUrAccount(KeyFormatContract):
    samples = (SAMPLE, PRESENT, SAMPLE.upper())

    def form(self) -> KeyFormat:
        return ur_account.FORMAT


def test_gives_each_key_with_its_script() -> None:
    exported = read_key(SAMPLE.encode()).keys
    assert [(each.key, each.script_type) for each in exported] == [
        (NATIVE, ScriptType.P2WSH),
        (NESTED, ScriptType.P2SH_P2WSH),
    ]


@pytest.mark.parametrize(
    "output",
    [
        PLAIN,
        Tagged(308, PLAIN),
        Tagged(401, Tagged(410, key_of())),
        Tagged(308, Tagged(401, Tagged(410, key_of()))),
    ],
)
def test_the_tags_of_outputs_and_cosigners_may_be_there_or_not(output: CborValue) -> None:
    (exported,) = read_key(account(output).encode()).keys
    assert (exported.key, exported.script_type) == (NATIVE, ScriptType.P2WSH)


def test_a_key_without_a_fingerprint_has_the_accounts() -> None:
    key = key_of()
    assert isinstance(key, Tagged)
    assert isinstance(key.value, dict)
    origin = key.value[6]
    assert isinstance(origin, Tagged)
    assert isinstance(origin.value, dict)
    del origin.value[2]
    (exported,) = read_key(account(Tagged(401, key)).encode()).keys
    assert exported.key == NATIVE


def test_a_script_yet_to_come_is_passed_over() -> None:
    text = account(Tagged(405, key_of()), Tagged(401, key_of()))
    assert len(read_key(text.encode()).keys) == 1


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("another fingerprint", account(PLAIN, master=MASTER ^ 1), "key-malformed"),
        ("no keys", account(), "keys-missing"),
        ("none that is known", account(Tagged(405, key_of())), "keys-missing"),
        ("too many", account(*[PLAIN] * 101), "file-malformed"),
        ("no list", write_ur(Ur("crypto-account", write_cbor({1: MASTER}))), "file-malformed"),
        ("a list", write_ur(Ur("crypto-account", write_cbor([]))), "file-malformed"),
        ("a fingerprint of 33 bits", account(PLAIN, master=2**32), "file-malformed"),
        ("a fingerprint below zero", account(PLAIN, master=-1), "file-malformed"),
        ("a wrong checksum", SAMPLE[:-2] + "ae", "bytewords-malformed"),
    ],
)
def test_refuses(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(text.encode())
    assert (refused.value.code, refused.value.format) == (code, "ur_account")
