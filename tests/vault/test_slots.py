import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from strongroom.vault.errors import VaultError
from strongroom.vault.keys import DataKey
from strongroom.vault.slots import Factor, Passphrase, unlock, wrap
from strongroom.vault.stretching import DEFAULT
from tests.contracts.vault_slots import VAULT, VaultSlotContract
from tests.vault.quick import QUICK, Held, quick


class TestPassphraseSlot(VaultSlotContract):
    def factor(self) -> Factor:
        return quick("correct horse")

    def wrong_factors(self) -> list[Factor]:
        return [quick("correct horse "), quick("Correct horse")]


class TestSlotWithoutPassphrase(VaultSlotContract):
    def factor(self) -> Factor:
        return Held()

    def wrong_factors(self) -> list[Factor]:
        return [Held(bytes(31) + b"\1")]


def test_is_wrapped_as_the_format_says() -> None:
    slot = wrap(DataKey(b"d" * 32), Held(b"h" * 32), VAULT)
    slot_key = HKDF(SHA256(), 32, slot.salt, b"strongroom slot\4").derive(b"h" * 32)
    bound = b'{"parameters":{},"type":4,"vault":"%s"}' % VAULT.hex().encode()
    assert AESGCM(slot_key).decrypt(slot.nonce, slot.wrapped, bound) == b"d" * 32


def test_an_old_slot_is_opened_with_its_own_stretching() -> None:
    slot = wrap(DataKey.draw(), quick("words"), VAULT)
    assert unlock([slot], Passphrase("words", DEFAULT), VAULT)


@pytest.mark.parametrize("part", ["lanes", "memory_kib", "passes"])
def test_changed_stretching_is_noticed(part: str) -> None:
    slot = wrap(DataKey.draw(), quick(), VAULT)
    slot.parameters[part] += 1  # type: ignore[index, operator]
    with pytest.raises(VaultError, match="wrong") as refused:
        unlock([slot], quick(), VAULT)
    assert refused.value.code == "passphrase-wrong"


def test_a_passphrase_and_a_data_key_do_not_show_themselves() -> None:
    shown = f"{Passphrase('marker', QUICK)!r} {DataKey(b'marker'.ljust(32))!r}"
    assert "marker" not in shown
    assert b"marker".hex() not in shown


def test_a_forgotten_key_is_of_no_use() -> None:
    key = DataKey.draw()
    commitment = key.commitment(bytes(32))
    key.forget()
    assert not key.commits_to(commitment, bytes(32))
