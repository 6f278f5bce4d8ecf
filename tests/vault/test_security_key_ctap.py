"""Security keys are asked in the right order, and believed as far as they can be."""

from hashlib import sha256
from threading import Event, Thread
from typing import Any

import pytest
from fido2 import cbor
from fido2.client import ClientDataCollector, Fido2Client, UserInteraction
from fido2.ctap2.base import Ctap2
from fido2.ctap2.extensions import HmacSecretExtension
from fido2.utils import websafe_encode
from fido2.webauthn import (
    CollectedClientData,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRequestOptions,
    PublicKeyCredentialType,
    UserVerificationRequirement,
)
from hypothesis import given
from hypothesis import strategies as some

from strongroom.vault import security_key_ctap as ctap
from strongroom.vault import security_key_device as device
from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import RELYING_PARTY, Credential
from tests.vault.security_keys import SoftKeys, refused, register, untold
from tests.vault.soft_keys import Finger, SoftKey

ANOTHER = Credential(b"c" * 32, b"s" * 32, False)


@pytest.mark.parametrize("pin", ["", "1234", "pässwörter", "x" * 63])
@pytest.mark.parametrize("protocols", [(2, 1), (1,), (2,)])
def test_a_key_gives_the_same_secret_again(protocols: tuple[int, ...], pin: str) -> None:
    key = SoftKey(b"k" * 32, pin, protocols)
    made = register(key, pin)
    credential = made.credential
    assert credential.is_verified is bool(pin)
    expected = key.secret(
        credential.identity, credential.hmac_salt, is_verified=credential.is_verified
    )
    assert SoftKeys(key).read([credential], pin, untold).secret == made.secret == expected


@pytest.mark.parametrize("pin", ["", "1234"])
def test_a_key_of_ctap_2_0_gives_it_too(pin: str) -> None:
    """It has one secret with and without the PIN, and a PIN token of the older kind."""
    key = SoftKey(b"k" * 32, pin, is_first=True)
    held = register(key, pin)
    assert SoftKeys(key).read([held.credential], pin, untold) == held
    assert held.secret == key.secret(
        held.credential.identity, held.credential.hmac_salt, is_verified=False
    )


class Collector(ClientDataCollector):
    """For the library's own client, which speaks for web sites."""

    def collect_client_data(self, options: Any) -> tuple[CollectedClientData, str]:
        data = CollectedClientData.create("webauthn.get", options.challenge, "https://x")
        return data, RELYING_PARTY


class Typed(UserInteraction):
    def __init__(self, pin: str) -> None:
        self.pin = pin

    def prompt_up(self) -> None:
        pass

    def request_pin(self, permissions: Any, rp_id: Any) -> str:
        return self.pin


@pytest.mark.parametrize("pin", ["", "1234"])
def test_the_librarys_own_client_reads_the_same_secret(pin: str) -> None:
    key = SoftKey(b"k" * 32, pin)
    held = register(key, pin)
    extension = HmacSecretExtension(allow_hmac_secret=True)
    client = Fido2Client(key, Collector(), Typed(pin), [extension])
    wanted = UserVerificationRequirement
    options = PublicKeyCredentialRequestOptions(
        challenge=b"c" * 32,
        rp_id=RELYING_PARTY,
        allow_credentials=[
            PublicKeyCredentialDescriptor(
                type=PublicKeyCredentialType.PUBLIC_KEY, id=held.credential.identity
            )
        ],
        user_verification=wanted.REQUIRED if pin else wanted.DISCOURAGED,
        extensions={"hmacGetSecret": {"salt1": held.credential.hmac_salt}},
    )
    answer = client.get_assertion(options).get_response(0)
    assert answer.client_extension_results["hmacGetSecret"]["output1"] == websafe_encode(
        held.secret
    )


def test_every_touch_is_announced() -> None:
    key, said = SoftKey(b"k" * 32), list[tuple[int, int]]()

    def hear(number: int, whole: int) -> None:
        if number:
            said.append((number, whole))

    credential = SoftKeys(key).register([], "", hear).credential
    SoftKeys(key).read([credential], "", hear)
    SoftKeys(key).read([credential.renewed()], "", hear, is_new=True)
    assert said == [(1, 3), (2, 3), (3, 3), (1, 1), (1, 2), (2, 2)]
    assert key.touches == 6


@pytest.mark.parametrize("misread", [2, 3])
def test_a_secret_that_is_read_differently_does_not_count(misread: int) -> None:
    key = SoftKey(b"k" * 32, misreads=misread)
    assert refused(lambda: register(key)).code == "security-key-failed"


def test_a_new_salt_gives_another_secret() -> None:
    key = SoftKey(b"k" * 32)
    held = register(key)
    again = SoftKeys(key).read([held.credential.renewed()], "", untold)
    assert again.secret != held.secret
    assert again.credential.identity == held.credential.identity


def test_a_pin_set_later_leaves_the_secret_what_it_was() -> None:
    key = SoftKey(b"k" * 32)
    held = register(key)
    key.pin = "1234"
    assert SoftKeys(key).read([held.credential], "", untold) == held


class TestWhichKey:
    def test_the_one_that_knows_the_vault_is_asked(self) -> None:
        mine, other, old = SoftKey(b"m" * 32), SoftKey(b"o" * 32), SoftKey(b"u", speaks_ctap2=False)
        held = register(mine)
        keys = SoftKeys(old, other, mine)
        assert keys.read([ANOTHER, held.credential], "", untold) == held
        assert (other.touches, old.touches) == (0, 0)

    @pytest.mark.parametrize("answer", [b"\x2b", b"\0\xff"], ids=["refuses", "babbles"])
    def test_one_that_will_not_be_looked_at_stops_no_other(self, answer: bytes) -> None:
        mine = SoftKey(b"m" * 32)
        rude = SoftKey(b"r" * 32, answers={Ctap2.CMD.GET_ASSERTION: answer})
        held = register(mine)
        assert SoftKeys(rude, mine).read([held.credential], "", untold) == held
        error = refused(lambda: SoftKeys(rude).read([held.credential], "", untold))
        assert error.code in REFUSED

    def test_none_and_wrong_ones_are_told_apart(self) -> None:
        held = register(SoftKey(b"m" * 32))
        codes = [
            refused(lambda keys=keys: keys.read([held.credential], "", untold)).code
            for keys in (SoftKeys(), SoftKeys(SoftKey(b"o" * 32), SoftKey(b"p" * 32)))
        ]
        assert codes == ["security-key-none", "security-key-other"]

    def test_a_key_is_registered_once(self) -> None:
        key, new = SoftKey(b"k" * 32), SoftKey(b"n" * 32)
        held = register(key)
        assert refused(lambda: register(key, "", [held.credential])).code == "security-key-known"
        both = SoftKeys(key, new).register([held.credential], "", untold)
        assert SoftKeys(new).read([both.credential], "", untold) == both

    def test_of_several_new_ones_none_is_guessed(self) -> None:
        keys = SoftKeys(SoftKey(b"a" * 32), SoftKey(b"b" * 32))
        assert refused(lambda: keys.register([], "", untold)).code == "security-key-several"
        assert [key.touches for key in keys.inserted] == [0, 0]

    @pytest.mark.parametrize(
        "key", [SoftKey(b"k", speaks_ctap2=False), SoftKey(b"k", extensions=("credProtect",))]
    )
    def test_one_that_gives_no_secrets_is_said(self, key: SoftKey) -> None:
        assert refused(lambda: register(key)).code == "security-key-unsuitable"

    def test_none_is_registered_where_none_is(self) -> None:
        assert refused(lambda: SoftKeys().register([], "", untold)).code == "security-key-none"


FINGERS = {
    Finger.NEVER: "security-key-untouched",
    Finger.REFUSES: "security-key-refused",
}


@pytest.mark.parametrize(("finger", "code"), FINGERS.items())
def test_a_key_that_is_not_touched_gives_nothing(finger: Finger, code: str) -> None:
    key = SoftKey(b"k" * 32)
    held = register(key)
    key.finger = finger
    assert refused(lambda: SoftKeys(key).read([held.credential], "", untold)).code == code
    assert refused(lambda: register(key)).code == code


def test_a_key_that_waits_for_a_touch_can_be_cancelled() -> None:
    key, cancelled, ended = SoftKey(b"k" * 32, finger=Finger.NOBODY), Event(), list[VaultError]()
    waits = Event()
    errand = device.Errand(cancelled, lambda *_: waits.set())
    ask = lambda: ended.append(refused(lambda: ctap.register([device.Key.of(key)], [], "", errand)))  # noqa: E731
    thread = Thread(target=ask)
    thread.start()
    assert waits.wait(30)
    cancelled.set()
    thread.join(30)
    assert ended[0].facts["status"] == "KEEPALIVE_CANCEL"


def test_a_key_that_always_wants_a_pin_is_not_believed_without() -> None:
    key = SoftKey(b"k" * 32)
    held = register(key)
    key.always_verifies = True
    error = refused(lambda: SoftKeys(key).read([held.credential], "", untold))
    assert (error.code, error.facts["status"]) == ("security-key-refused", "PUAT_REQUIRED")


NONSENSE = {
    "nothing": b"",
    "no more": b"\0",
    "not CBOR": b"\0\xff\xff",
    "an array": b"\0\x80",
    "half": b"\0" + cbor.encode({1: "none", 2: bytes(37), 3: {}})[:-4],
    "numbers": b"\0" + cbor.encode({1: 1, 2: 2, 3: 3}),
    "too deep": b"\0" + b"\x81" * 5000,
    "short data": b"\0" + cbor.encode({1: "none", 2: b"short", 3: {}}),
    "no credential": b"\0" + cbor.encode({1: "none", 2: sha256(b"").digest() + bytes(5), 3: {}}),
    "an unknown status": b"\xdd",
}
COMMANDS = (Ctap2.CMD.GET_ASSERTION, Ctap2.CMD.MAKE_CREDENTIAL, Ctap2.CMD.CLIENT_PIN)
REFUSED = {"security-key-failed", "security-key-refused", "security-key-unsuitable"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE.keys())
def test_a_key_may_answer_anything(command: int, nonsense: bytes) -> None:
    key = SoftKey(b"k" * 32)
    held = register(key)
    key.answers[command] = nonsense
    asked = (
        register
        if command == Ctap2.CMD.MAKE_CREDENTIAL
        else (lambda key: SoftKeys(key).read([held.credential], "", untold))
    )
    assert refused(lambda: asked(key)).code in REFUSED


@given(some.binary(max_size=200), some.sampled_from(COMMANDS))
def test_no_answer_gives_a_secret_or_a_fault(answer: bytes, command: int) -> None:
    key = SoftKey(b"k" * 32, answers={command: b"\0" + answer})
    assert refused(lambda: register(key)).code in REFUSED
