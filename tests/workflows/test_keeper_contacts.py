from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.model.comparison import Comparison
from strongroom.model.errors import StrongroomError
from strongroom.model.network import Network
from strongroom.review.history import Known, KnownAs
from strongroom.vault.contacts import ContactRecord, GivenAddress
from strongroom.vault.records import LabelKind
from strongroom.vault.vault import create_with
from strongroom.words.log_words import log_sentence
from strongroom.workflows.contacts import unlisted
from strongroom.workflows.keeper_contacts import MOST_ADDRESSES
from strongroom.workflows.keeping import Keeper, KeepingError
from strongroom.workflows.labels import give_out
from strongroom.workflows.payment import start
from strongroom.workflows.payment_labels import payee_of, payment_labels
from tests.vault.quick import Held
from tests.workflows.rounds import make_payment, make_wallet
from tests.workflows.test_keeping import SEED

WALLET = replace(make_wallet(), name="Family")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PAYMENT = start(make_payment(WALLET).original, [WALLET])
PAYEE = PAYMENT.review.outputs[0].address or ""
OTHER = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
MAINNET = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
GIVEN = GivenAddress(PAYEE, Network.REGTEST, NOW, "Carol", Comparison.PHONE)
YARD = ContactRecord("Nordwind Boatyard", "invoice 12", (GIVEN,))


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        keeper = Keeper(vault)
        keeper.keep_wallet(WALLET, (), NOW)
        yield keeper


def sentences(keeper: Keeper) -> list[str]:
    return [log_sentence(one.kind, one.facts) for one in keeper.log().records.values()][1:]


def outputs(keeper: Keeper) -> tuple[str, ...]:
    return payment_labels(keeper, keeper.wallets()[0].row, PAYMENT).outputs


def test_contacts_are_kept_by_name(keeper: Keeper) -> None:
    for record in (ContactRecord("zoo"), YARD, ContactRecord(" Anna ")):
        keeper.keep_contact(record)
    assert [one.record.name for one in keeper.contacts()] == ["Anna", "Nordwind Boatyard", "zoo"]


def test_an_address_is_kept_as_it_is_usually_written(keeper: Keeper) -> None:
    capitals = replace(GIVEN, address=f" {PAYEE.upper()}\n")
    kept = keeper.keep_contact(replace(YARD, addresses=(capitals,)))
    assert kept.record == YARD


def test_a_payment_to_a_contact_is_called_by_the_contacts_name(keeper: Keeper) -> None:
    row = keeper.wallets()[0].row
    keeper.label(row, LabelKind.ADDRESS, PAYEE, "a label")
    kept = keeper.keep_payment(row, PAYMENT, NOW)
    assert payee_of(keeper, kept, Network.REGTEST) == "a label"
    keeper.keep_contact(YARD)
    assert payee_of(keeper, kept, Network.REGTEST) == YARD.name
    assert outputs(keeper) == (YARD.name, "")
    assert payment_labels(keeper, row, PAYMENT).given == {0: GIVEN}


def test_a_contacts_name_is_never_exported_as_a_label(keeper: Keeper) -> None:
    row = keeper.wallets()[0].row
    keeper.keep_contact(YARD)
    assert give_out(WALLET, keeper.labels(row)) == ""


def test_the_review_knows_what_contacts_gave(keeper: Keeper) -> None:
    keeper.keep_contact(YARD)
    known = keeper.past().history(WALLET, PAYMENT.original).known_addresses
    assert known[PAYEE] == Known(KnownAs.NAMED, YARD.name)


def test_an_address_of_another_network_names_nobody(keeper: Keeper) -> None:
    elsewhere = GivenAddress(MAINNET, Network.BITCOIN, NOW)
    keeper.keep_contact(replace(YARD, addresses=(elsewhere,)))
    assert keeper.contact_of(MAINNET, Network.REGTEST) is None
    assert keeper.contact_of(MAINNET, Network.BITCOIN) is not None


def test_an_address_that_is_entered_again_is_entered_anew(keeper: Keeper) -> None:
    row = keeper.keep_contact(YARD).row
    again = replace(GIVEN, compared=Comparison.IN_PERSON)
    assert keeper.describe_contact(row, "Yard", "", again).record.addresses == (again,)
    other = replace(GIVEN, address=OTHER)
    both = keeper.describe_contact(row, "Yard", "", other).record.addresses
    assert [one.address for one in both] == [PAYEE, OTHER]


def test_what_decides_where_money_goes_stands_in_the_log(keeper: Keeper) -> None:
    row = keeper.keep_contact(YARD).row
    keeper.keep_contact(replace(YARD, name="Nordwind"), row)
    keeper.put_back(keeper.remove_address(row, PAYEE))
    keeper.put_back(keeper.remove_contact(row))
    entered, *others = sentences(keeper)
    assert entered.endswith("for the contact Nordwind Boatyard, compared by telephone.")
    assert others[0] == "The contact Nordwind Boatyard was given another name: Nordwind."
    assert others[1].endswith("of the contact Nordwind was removed.")
    assert others[2].endswith("for the contact Nordwind, compared by telephone.")
    assert others[3:] == [
        "The contact Nordwind was removed.",
        "The contact Nordwind was put back.",
    ]


def test_a_removal_is_undone(keeper: Keeper) -> None:
    kept = keeper.keep_contact(YARD)
    keeper.put_back(keeper.remove_contact(kept.row))
    keeper.put_back(keeper.remove_address(kept.row, PAYEE))
    assert keeper.contacts() == (kept,)


@pytest.mark.parametrize("name", [YARD.name, "Anna"])
def test_a_contact_is_not_put_back_beside_one_of_its_name_or_address(
    keeper: Keeper, name: str
) -> None:
    removed = keeper.remove_contact(keeper.keep_contact(YARD).row)
    again = keeper.keep_contact(replace(YARD, name=name))
    with pytest.raises(KeepingError) as refused:
        keeper.put_back(removed)
    code = "name-taken" if name == YARD.name else "address-anothers"
    assert (refused.value.code, keeper.contacts()) == (code, (again,))


def test_an_address_is_not_put_back_once_another_gave_it(keeper: Keeper) -> None:
    row = keeper.keep_contact(YARD).row
    removed = keeper.remove_address(row, PAYEE)
    keeper.keep_contact(replace(YARD, name="Anna"))
    with pytest.raises(KeepingError) as refused:
        keeper.put_back(removed)
    assert refused.value.code == "address-anothers"


def test_what_is_on_the_list_is_not_offered_for_it_again(keeper: Keeper) -> None:
    both = replace(YARD, addresses=(GIVEN, replace(GIVEN, address=OTHER)))
    kept = keeper.keep_contact(both)
    found = unlisted(keeper.contacts(), Network.REGTEST, [PAYEE])
    assert [(contact, one.address) for contact, one in found] == [(kept, OTHER)]
    assert unlisted(keeper.contacts(), Network.BITCOIN, []) == ()


def test_a_network_with_a_wallet_here_is_taken_first(keeper: Keeper) -> None:
    assert keeper.given(PAYEE, Comparison.PHONE, "Carol", NOW) == GIVEN
    assert keeper.given(MAINNET, Comparison.NOT, "", NOW).network is Network.BITCOIN


REFUSED: dict[str, tuple[Callable[[Keeper], object], str]] = {
    "no name": (lambda keeper: keeper.keep_contact(replace(YARD, name=" ")), "person-nameless"),
    "a name twice": (
        lambda keeper: keeper.keep_contact(ContactRecord("ANNA")),
        "name-taken",
    ),
    "an address twice": (
        lambda keeper: keeper.keep_contact(
            ContactRecord("Bert", "", (replace(GIVEN, address=OTHER),))
        ),
        "address-anothers",
    ),
    "no address": (
        lambda keeper: keeper.describe_contact(anna(keeper), "A", "", wrong("hello")),
        "address-malformed",
    ),
    "another network's": (
        lambda keeper: keeper.describe_contact(anna(keeper), "A", "", wrong(MAINNET)),
        "wrong-network",
    ),
    "a secret": (lambda keeper: keeper.keep_contact(replace(YARD, note=SEED)), "secret-found"),
    "nobody": (lambda keeper: keeper.keep_contact(YARD, "nowhere"), "row-unknown"),
    "too many": (
        lambda keeper: keeper.keep_contact(
            replace(YARD, addresses=(GIVEN,) * (MOST_ADDRESSES + 1))
        ),
        "contact-full",
    ),
}


def wrong(address: str) -> GivenAddress:
    return replace(GIVEN, address=address)


def anna(keeper: Keeper) -> str:
    return keeper.contacts()[0].row


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name: str, keeper: Keeper) -> None:
    kept = keeper.keep_contact(ContactRecord("Anna", "", (replace(GIVEN, address=OTHER),)))
    act, code = REFUSED[name]
    with pytest.raises(StrongroomError) as refused:
        act(keeper)
    assert refused.value.code == code
    assert keeper.contacts() == (kept,)


def test_as_many_addresses_as_may_be_are_kept(keeper: Keeper) -> None:
    addresses = (GIVEN,) * MOST_ADDRESSES
    assert keeper.keep_contact(replace(YARD, addresses=addresses)).record.addresses == addresses


def test_they_are_carried_into_a_vault(keeper: Keeper) -> None:
    memory = Keeper()
    kept = memory.keep_contact(YARD)
    memory.carry_into(keeper)
    assert keeper.contacts() == (kept,)
