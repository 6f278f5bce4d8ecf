from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from strongroom.model.errors import ReadError
from strongroom.vault.people import PersonRecord, PlaceKind, PlaceRecord, Role
from strongroom.vault.vault import create_with
from strongroom.workflows.keeping import Keeper, KeepingError
from tests.vault.quick import Held
from tests.workflows.test_keeping import COSIGNERS, NOW, OTHER, SEED, WALLET

ANNA = PersonRecord("Anna", Role.TREASURER, "by telephone in the evening")
BANK = PlaceRecord("at the bank", PlaceKind.BANK, "box 12")


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        keeper = Keeper(vault)
        keeper.keep_wallet(WALLET, COSIGNERS, NOW)
        keeper.keep_wallet(OTHER, COSIGNERS, NOW)
        yield keeper


def holders(keeper: Keeper) -> set[str]:
    return {one.holder for kept in keeper.wallets() for one in kept.record.cosigners}


def test_people_and_places_are_kept_by_name(keeper: Keeper) -> None:
    for record in (PersonRecord("clara"), ANNA, PersonRecord("Bert")):
        keeper.keep_person(record)
    place = keeper.keep_place(BANK)
    assert [one.record.name for one in keeper.people()] == ["Anna", "Bert", "clara"]
    assert keeper.places() == (place,)


def test_a_new_name_is_everybodys_that_named_it(keeper: Keeper) -> None:
    anna, bank = keeper.keep_person(ANNA), keeper.keep_place(BANK)
    keeper.keep_person(replace(ANNA, name="Anna Berg"), anna.row)
    keeper.keep_place(replace(BANK, name="at the new bank"), bank.row)
    assert holders(keeper) == {"Anna Berg", "Bert", ""}
    places = {one.place for kept in keeper.wallets() for one in kept.record.cosigners}
    assert places == {"at home", "at the new bank", ""}
    changed = [dict(one.facts) for one in keeper.log().records.values()][-4:]
    assert [one["changed"] for one in changed] == [["holder"], ["holder"], ["place"], ["place"]]


def test_a_renaming_is_one_write(keeper: Keeper) -> None:
    anna = keeper.keep_person(ANNA)
    assert keeper.vault is not None
    before = keeper.vault.generation
    keeper.keep_person(replace(ANNA, name="Anna Berg"), anna.row)
    assert keeper.vault.generation == before + 1


def test_who_is_removed_can_be_had_back_and_keys_go_on_naming_them(keeper: Keeper) -> None:
    anna = keeper.keep_person(ANNA)
    removed = keeper.remove_person(anna.row)
    assert keeper.people() == ()
    assert "Anna" in holders(keeper)
    keeper.put_back(removed)
    assert keeper.people() == (anna,)


def test_who_was_removed_does_not_come_back_beside_another_of_the_name(keeper: Keeper) -> None:
    removed = keeper.remove_person(keeper.keep_person(ANNA).row)
    again = keeper.keep_person(PersonRecord("ANNA"))
    with pytest.raises(KeepingError) as refused:
        keeper.put_back(removed)
    assert (refused.value.code, keeper.people()) == ("name-taken", (again,))


def test_a_place_does_not_come_back_beside_another_of_the_name(keeper: Keeper) -> None:
    removed = keeper.remove_place(keeper.keep_place(BANK).row)
    again = keeper.keep_place(PlaceRecord("At the bank"))
    with pytest.raises(KeepingError) as refused:
        keeper.put_back(removed)
    assert (refused.value.code, keeper.places()) == ("name-taken", (again,))


@pytest.mark.parametrize("name", ["Anna", "ANNA", " anna "])
def test_two_have_not_the_same_name(keeper: Keeper, name: str) -> None:
    anna = keeper.keep_person(ANNA)
    with pytest.raises(KeepingError) as refused:
        keeper.keep_person(PersonRecord(name))
    assert refused.value.code == "name-taken"
    assert keeper.keep_person(replace(ANNA, role=Role.HEIR), anna.row).record.role is Role.HEIR


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda keeper: keeper.keep_person(PersonRecord("  ")), "person-nameless"),
        (lambda keeper: keeper.keep_place(BANK, "nowhere"), "row-unknown"),
        (lambda keeper: keeper.keep_person(PersonRecord("Anna", reach=SEED)), "secret-found"),
        (lambda keeper: keeper.keep_place(replace(BANK, notes=SEED)), "secret-found"),
    ],
)
def test_refuses(keeper: Keeper, act: Callable[[Keeper], object], code: str) -> None:
    with pytest.raises((KeepingError, ReadError)) as refused:
        act(keeper)
    assert refused.value.code == code
    assert (keeper.people(), keeper.places()) == ((), ())


def test_they_are_carried_into_a_vault(keeper: Keeper) -> None:
    memory = Keeper()
    anna = memory.keep_person(ANNA)
    memory.carry_into(keeper)
    assert keeper.people() == (anna,)
