"""What every kind of key slot of a vault must do."""

from abc import ABC, abstractmethod
from dataclasses import replace

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.header import Header, Slot, read_header, write_header
from strongroom.vault.keys import DataKey
from strongroom.vault.slots import Factor, unlock, unwrap, wrap

VAULT = bytes(range(16))
SALT = bytes(32)


class VaultSlotContract(ABC):
    """Inherit it, and say which factor opens the slot and which others are wrong."""

    @abstractmethod
    def factor(self) -> Factor:
        """The right one; made anew each time, as if it were brought again."""

    @abstractmethod
    def wrong_factors(self) -> list[Factor]:
        """Of the same kind: at least one for each part the factor consists of."""

    @pytest.fixture
    def key(self) -> DataKey:
        return DataKey.draw()

    @pytest.fixture
    def slot(self, key: DataKey) -> Slot:
        return wrap(key, self.factor(), VAULT)

    def test_opens_again(self, key: DataKey, slot: Slot) -> None:
        opened = unwrap(slot, self.factor(), VAULT)
        assert opened is not None
        assert opened.commits_to(key.commitment(SALT), SALT)

    def test_wrong_factors_do_not_open(self, slot: Slot) -> None:
        wrong = self.wrong_factors()
        assert wrong
        assert [unwrap(slot, factor, VAULT) for factor in wrong] == [None] * len(wrong)

    def test_does_not_open_in_another_vault(self, slot: Slot) -> None:
        assert unwrap(slot, self.factor(), bytes(16)) is None

    @pytest.mark.parametrize("part", ["salt", "nonce", "wrapped"])
    def test_does_not_open_once_a_part_is_changed(self, slot: Slot, part: str) -> None:
        value = getattr(slot, part)
        changed = {part: bytes([value[0] ^ 1]) + value[1:]}
        assert unwrap(replace(slot, **changed), self.factor(), VAULT) is None

    def test_other_parameters_do_not_open(self, slot: Slot) -> None:
        changed = replace(slot, parameters={**slot.parameters, "other": 1})
        with pytest.raises(VaultError) as refused:
            unlock([changed], self.factor(), VAULT)
        assert refused.value.code in {"vault-malformed", "passphrase-wrong"}

    def test_is_not_taken_for_another_kind(self, slot: Slot) -> None:
        with pytest.raises(VaultError) as refused:
            unlock([replace(slot, kind=99)], self.factor(), VAULT)
        assert refused.value.code == "slot-missing"

    def test_its_kind_is_part_of_its_key(self, slot: Slot) -> None:
        assert unwrap(replace(slot, kind=99), self.factor(), VAULT) is None

    def test_two_slots_have_nothing_in_common(self, key: DataKey, slot: Slot) -> None:
        other = wrap(key, self.factor(), VAULT)
        assert {slot.salt, slot.nonce, slot.wrapped}.isdisjoint(
            {other.salt, other.nonce, other.wrapped}
        )

    def test_is_written_and_read(self, slot: Slot) -> None:
        header = Header(VAULT, 1, SALT, SALT, (slot,))
        (read,) = read_header(write_header(header)).slots
        assert unwrap(read, self.factor(), VAULT) is not None

    def test_the_key_is_found_among_other_slots(self, key: DataKey, slot: Slot) -> None:
        others = [wrap(DataKey.draw(), factor, VAULT) for factor in self.wrong_factors()]
        opened = unlock([*others, replace(slot, kind=99), slot], self.factor(), VAULT)
        assert opened.commits_to(key.commitment(SALT), SALT)
