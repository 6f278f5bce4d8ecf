"""What a file may say of a security key, and the slots that need one."""

import string
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as some

from strongroom.vault.envelope import MAX_HEADER
from strongroom.vault.errors import VaultError
from strongroom.vault.header import MAX_SLOTS, Header, read_header, write_header
from strongroom.vault.keys import DataKey
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.security_key import CREDENTIAL_BYTES, Credential, HeldKey
from strongroom.vault.security_key_slot import PassphraseAndSecurityKey
from strongroom.vault.slots import Factor, unlock, wrap
from strongroom.vault.stretching import Stretching
from strongroom.vault.vault import Vault, create_with, open_vault, open_with
from tests.contracts.vault_slots import VAULT, VaultSlotContract
from tests.vault.quick import QUICK
from tests.vault.security_keys import SoftKeys, untold
from tests.vault.soft_keys import SoftKey

PAPER = RecoveryKey(b"r" * 32)
CREDENTIAL = Credential(b"c" * 32, b"s" * 32, True)
HELD = HeldKey(CREDENTIAL, b"h" * 32)
NOTED = CREDENTIAL.parameters
LONGEST = CREDENTIAL_BYTES.stop - 1


def factor(text: str = "words", held: HeldKey = HELD) -> PassphraseAndSecurityKey:
    return PassphraseAndSecurityKey(text, held, QUICK)


def refusal(action: Any) -> str:
    with pytest.raises(VaultError) as refused:
        action()
    return refused.value.code


class TestSecurityKeySlot(VaultSlotContract):
    def factor(self) -> Factor:
        return factor()

    def wrong_factors(self) -> list[Factor]:
        return [factor("Words"), factor(held=HeldKey(CREDENTIAL, b"i" * 32))]


class TestSlotOfASoftKeyWithPin(VaultSlotContract):
    """The key is asked anew for each factor."""

    @pytest.fixture(autouse=True)
    def keys(self) -> None:
        self.inserted = SoftKeys(SoftKey(b"a" * 32, pin="1234"))
        self.credential = self.inserted.register([], "1234", untold).credential

    def factor(self) -> Factor:
        return factor(held=self.inserted.read([self.credential], "1234", untold))

    def wrong_factors(self) -> list[Factor]:
        held = self.inserted.read([self.credential], "1234", untold)
        other = self.inserted.read([self.credential.renewed()], "1234", untold)
        wrong = HeldKey(self.credential, other.secret)
        return [factor("Words", held), factor(held=wrong)]


def test_is_wrapped_as_the_format_says() -> None:
    slot = wrap(DataKey(b"d" * 32), factor(), VAULT)
    stretched = Argon2id(
        salt=slot.salt, length=32, iterations=1, lanes=1, memory_cost=19 * 1024
    ).derive(b"words")
    slot_key = HKDF(SHA256(), 32, slot.salt, b"strongroom slot\3").derive(stretched + b"h" * 32)
    bound = (
        b'{"parameters":{"credential":"%s","hmac_salt":"%s","lanes":1,"memory_kib":19456,"passes":1,'
        b'"relying_party":"strongroom:vault","verified":true},"type":3,"vault":"%s"}'
    ) % (b"63" * 32, b"73" * 32, VAULT.hex().encode())
    assert AESGCM(slot_key).decrypt(slot.nonce, slot.wrapped, bound) == b"d" * 32


def test_what_is_noted_is_read_again() -> None:
    for length in (CREDENTIAL_BYTES.start, LONGEST):
        for is_verified in (True, False):
            credential = Credential(b"c" * length, b"s" * 32, is_verified)
            assert Credential.read(credential.parameters) == credential


def test_a_vault_has_room_for_as_many_keys_as_slots() -> None:
    longest = HeldKey(Credential(b"c" * LONGEST, b"s" * 32, True), b"h" * 32)
    slot = wrap(DataKey.draw(), factor(held=longest), VAULT)
    data = write_header(Header(VAULT, 1, bytes(32), bytes(32), (slot,) * MAX_SLOTS))
    assert len(data) <= MAX_HEADER
    assert read_header(data).slots == (slot,) * MAX_SLOTS


HOSTILE = {
    "no credential": {"credential": None},
    "a number": {"credential": 7},
    "not hexadecimal": {"credential": "zz" * 32},
    "capitals": {"credential": "AB" * 32},
    "half a byte": {"credential": "c" * 65},
    "spaces": {"credential": " " + "c" * 62 + " "},
    "a credential of 15 bytes": {"credential": "cc" * (CREDENTIAL_BYTES.start - 1)},
    "a credential of 1024 bytes": {"credential": "cc" * CREDENTIAL_BYTES.stop},
    "a megabyte": {"credential": "cc" * 2**20},
    "a short salt": {"hmac_salt": "ab" * 31},
    "a long salt": {"hmac_salt": "ab" * 33},
    "a list": {"hmac_salt": ["ab" * 32]},
    "a bank's key": {"relying_party": "bank.example"},
    "nobody's key": {"relying_party": ""},
    "verified perhaps": {"verified": 1},
    "verified in words": {"verified": "true"},
    "verified not said": {"verified": None},
    "no memory": {"memory_kib": 0},
    "too much memory": {"memory_kib": 2**21 + 1},
    "too many passes": {"passes": 21},
    "too many lanes": {"lanes": 17},
    "something more": {"name": "Alice's"},
}


@pytest.mark.parametrize("changes", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_slot_is_refused(changes: dict[str, Any]) -> None:
    parameters = {**factor().parameters, **changes}
    assert refusal(lambda: factor().key_material(parameters, bytes(32))) == "vault-malformed"


@pytest.mark.parametrize("name", factor().parameters)
def test_a_slot_with_a_parameter_less_is_refused(name: str) -> None:
    parameters = {one: value for one, value in factor().parameters.items() if one != name}
    assert refusal(lambda: factor().key_material(parameters, bytes(32))) == "vault-malformed"


_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(string.hexdigits),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=5,
)


@given(some.dictionaries(some.sampled_from(sorted(NOTED)), _JSON))
def test_anything_is_read_or_refused(changes: dict[str, Any]) -> None:
    noted = {**NOTED, **changes}
    try:
        read = Credential.read(noted)
    except VaultError as refused:
        code = refused.code
    else:
        code = "vault-malformed" if read.parameters != noted else ""
    assert code == ("" if noted == NOTED else "vault-malformed")


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_secret_of_another_length_is_none(length: int) -> None:
    assert refusal(lambda: HeldKey(CREDENTIAL, bytes(length))) == "security-key-failed"


def test_every_flipped_bit_of_a_slot_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all that stands in the file for it; stretching, which is tested elsewhere, takes long."""
    quick = lambda _, text, salt: sha256(text.encode() + salt).digest()  # noqa: E731
    monkeypatch.setattr(Stretching, "stretch", quick)
    slot = wrap(DataKey.draw(), factor(), VAULT)
    data = write_header(Header(VAULT, 1, bytes(32), bytes(32), (slot,)))
    start, end = data.index(b'"slots"'), data.index(b'"vault"')
    assert end - start > 500
    for place in range(8 * start, 8 * end):
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(VaultError):
            unlock(read_header(bytes(flipped)).slots, factor(), VAULT)


def test_no_secret_shows_itself() -> None:
    shown = repr(factor("marker", HeldKey(CREDENTIAL, b"marker".ljust(32))))
    assert "marker" not in shown


def strict(path: Path, *held: HeldKey) -> None:
    create_with(path, [*(factor(held=one) for one in held), PAPER]).lock()


def registered(key: SoftKey, *known: Credential) -> HeldKey:
    return SoftKeys(key).register(known, key.pin, untold)


def opened(path: Path, key: SoftKey, words: str = "words") -> Vault:
    wanted = [Credential.read(slot.parameters) for slot in slots(path) if slot.kind == 3]
    return open_with(path, factor(words, SoftKeys(key).read(wanted, key.pin, untold)))


def slots(path: Path) -> Any:
    with open_with(path, PAPER) as vault:
        return vault.slots


def test_each_of_two_keys_opens_the_vault_and_no_other(tmp_path: Path) -> None:
    path, blue, green = (
        tmp_path / "family.strongroom",
        SoftKey(b"b" * 32),
        SoftKey(b"g" * 32, "1234"),
    )
    strict(path, registered(blue), registered(green))
    opened(path, blue).lock()
    opened(path, green).lock()
    assert refusal(lambda: opened(path, green, "guess")) == "passphrase-wrong"
    assert refusal(lambda: opened(path, SoftKey(b"r" * 32))) == "security-key-other"
    assert refusal(lambda: open_vault(path, "words")) == "slot-missing"
    open_with(path, PAPER).lock()


def test_a_removed_key_opens_it_no_longer(tmp_path: Path) -> None:
    path, blue, green = tmp_path / "family.strongroom", SoftKey(b"b" * 32), SoftKey(b"g" * 32)
    first, second = registered(blue), registered(green)
    strict(path, first, second)
    with open_with(path, PAPER) as vault:
        vault.remove_slot(vault.slots[0])
    assert refusal(lambda: open_with(path, factor(held=first))) == "security-key-other"
    assert refusal(lambda: opened(path, blue)) == "security-key-other"
    opened(path, green).lock()


def test_a_vault_that_keys_alone_open_is_never_made(tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    assert refusal(lambda: create_with(path, [factor()])) == "recovery-key-needed"
    strict(path, HELD)
    with open_with(path, PAPER) as vault:
        paper = vault.slots[-1]
        assert refusal(lambda: vault.remove_slot(paper)) == "recovery-key-needed"
