from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from strongroom.formats.json_text import JsonValue
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.owner_rules import (
    CoolDown,
    OwnerRules,
    Role,
    SpendingLimit,
    StandingRules,
    Strength,
)
from strongroom.vault.errors import VaultError
from strongroom.vault.rules_records import RulesRecord
from strongroom.vault.tables import RULES
from strongroom.workflows.keeping import Keeper, KeepingError
from strongroom.workflows.owner_rules import read_rules, rules_record
from strongroom.workflows.payment import PaymentUnderWay, start
from tests.workflows.rounds import make_payment, make_wallet

WALLET = replace(make_wallet(), name="Family")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
DAY = timedelta(days=1)
STRICT = OwnerRules(
    Strength.STOPS,
    SpendingLimit(Strength.WARNS, 1_000, 5_000, 7),
    CoolDown(500, 12),
    (Role("treasurer", "Anna"), Role("witness", "Bert")),
    48,
)
PSBT = make_payment(WALLET)
PAYEE = start(PSBT.original, [WALLET]).review.outputs[0].address or ""


@pytest.fixture
def keeper() -> Keeper:
    made = Keeper()
    made.keep_wallet(WALLET, (), NOW, row="family")
    return made


def in_force(keeper: Keeper, when: datetime) -> OwnerRules:
    return keeper.rules("family").at(int(when.timestamp()))


def test_a_wallet_begins_without_rules(keeper: Keeper) -> None:
    assert keeper.rules("family") == StandingRules()
    assert in_force(keeper, NOW).is_empty


def test_stricter_rules_hold_at_once(keeper: Keeper) -> None:
    keeper.change_rules("family", STRICT, NOW)
    assert keeper.rules("family") == StandingRules(STRICT)


def test_laxer_rules_wait_as_long_as_the_stricter_ones_say(keeper: Keeper) -> None:
    keeper.change_rules("family", STRICT, NOW)
    lax = OwnerRules(waiting_hours=0)
    keeper.change_rules("family", lax, NOW)
    assert in_force(keeper, NOW + 2 * DAY - timedelta(seconds=1)) == STRICT
    assert in_force(keeper, NOW + 2 * DAY) == lax


def test_what_is_stricter_in_a_change_does_not_wait_for_the_rest(keeper: Keeper) -> None:
    keeper.change_rules("family", STRICT, NOW)
    other = replace(STRICT, allow_list=None, cool_down=CoolDown(100, 24))
    keeper.change_rules("family", other, NOW)
    assert in_force(keeper, NOW) == replace(STRICT, cool_down=CoolDown(100, 24))
    assert in_force(keeper, NOW + 2 * DAY) == other


def test_a_role_is_not_taken_over_at_once(keeper: Keeper) -> None:
    anna, mallory = Role("treasurer", "Anna"), Role("treasurer", "Mallory")
    keeper.change_rules("family", OwnerRules(roles=(anna,)), NOW)
    keeper.change_rules("family", OwnerRules(roles=(mallory,)), NOW)
    assert set(in_force(keeper, NOW).roles) == {anna, mallory}


def test_another_wish_begins_the_wait_anew(keeper: Keeper) -> None:
    keeper.change_rules("family", STRICT, NOW)
    keeper.change_rules("family", OwnerRules(), NOW)
    keeper.change_rules("family", OwnerRules(waiting_hours=1), NOW + DAY)
    assert in_force(keeper, NOW + 2 * DAY) == STRICT
    assert in_force(keeper, NOW + 3 * DAY) == OwnerRules(waiting_hours=1)


def test_a_laxer_wish_can_be_called_off(keeper: Keeper) -> None:
    keeper.change_rules("family", STRICT, NOW)
    keeper.change_rules("family", OwnerRules(), NOW)
    keeper.call_off_rules("family", NOW + DAY)
    assert in_force(keeper, NOW + 9 * DAY) == STRICT


def test_what_follows_holds_on_when_it_is_called_off_too_late(keeper: Keeper) -> None:
    keeper.change_rules("family", STRICT, NOW)
    keeper.change_rules("family", OwnerRules(), NOW)
    keeper.call_off_rules("family", NOW + 3 * DAY)
    assert in_force(keeper, NOW + 3 * DAY) == OwnerRules()


def test_a_listed_address_counts_after_the_waiting_time(keeper: Keeper) -> None:
    keeper.change_rules("family", STRICT, NOW)
    (entry,) = keeper.allow_address("family", f" {PAYEE}\n", "Landlord", "Anna", NOW).allowed
    assert (entry.address, entry.name, entry.added_by) == (PAYEE, "Landlord", "Anna")
    assert (entry.added, entry.counts_from) == (SECONDS, SECONDS + 48 * 3600)


def test_an_address_in_capitals_is_the_same(keeper: Keeper) -> None:
    (entry,) = keeper.allow_address("family", PAYEE.upper(), "", "Anna", NOW).allowed
    assert entry.address == PAYEE


def test_a_listed_address_is_removed_at_once_and_waits_again(keeper: Keeper) -> None:
    keeper.allow_address("family", PAYEE, "Landlord", "Anna", NOW)
    keeper.disallow_address("family", PAYEE, NOW)
    assert keeper.rules("family").allowed == ()
    (entry,) = keeper.allow_address("family", PAYEE, "Landlord", "Anna", NOW + DAY).allowed
    assert entry.counts_from == SECONDS + 2 * 24 * 3600


def test_an_address_that_was_removed_is_put_back_as_it_was(keeper: Keeper) -> None:
    listed = keeper.allow_address("family", PAYEE, "Landlord", "Anna", NOW)
    keeper.put_back(keeper.disallow_address("family", PAYEE, NOW + DAY))
    assert keeper.rules("family") == listed
    last = list(keeper.log().records.values())[-1]
    assert (last.kind, last.wallet, last.facts["address"]) == ("address-back", "family", PAYEE)


def test_an_address_does_not_come_back_over_rules_changed_since(keeper: Keeper) -> None:
    keeper.allow_address("family", PAYEE, "Landlord", "Anna", NOW)
    removed = keeper.disallow_address("family", PAYEE, NOW)
    keeper.change_rules("family", STRICT, NOW + DAY)
    with pytest.raises(KeepingError) as refused:
        keeper.put_back(removed)
    assert refused.value.code == "changed-since"
    assert keeper.rules("family").allowed == ()
    assert keeper.rules("family").now == STRICT


REFUSED = {
    "no address": ("hello", "address-malformed"),
    "another network's": ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "wrong-network"),
    "listed already": (PAYEE, "address-listed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_what_cannot_be_on_the_list(name: str, keeper: Keeper) -> None:
    address, code = REFUSED[name]
    keeper.allow_address("family", PAYEE, "", "", NOW)
    before = keeper.rules("family")
    with pytest.raises(StrongroomError) as caught:
        keeper.allow_address("family", address, "", "", NOW)
    assert caught.value.code == code
    assert keeper.rules("family") == before


def test_what_is_not_listed_is_not_removed(keeper: Keeper) -> None:
    with pytest.raises(StrongroomError) as caught:
        keeper.disallow_address("family", PAYEE, NOW)
    assert caught.value.code == "address-unlisted"


def test_a_secret_is_kept_in_no_name(keeper: Keeper) -> None:
    seed = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    with pytest.raises(ReadError):
        keeper.allow_address("family", PAYEE, seed, "", NOW)
    with pytest.raises(ReadError):
        keeper.change_rules("family", OwnerRules(roles=(Role("witness", seed),)), NOW)
    assert keeper.rules("family") == StandingRules()


def test_rules_come_back_from_their_record_as_they_were() -> None:
    standing = StandingRules(STRICT, OwnerRules(), SECONDS + 5)
    record = RulesRecord.from_json(rules_record(standing, SECONDS).to_json())
    assert read_rules(record) == standing
    assert record.changed == NOW


def test_rules_are_of_a_wallet_that_is_here(keeper: Keeper) -> None:
    with pytest.raises(KeepingError):
        keeper.change_rules("nobody", STRICT, NOW)


def test_a_wallet_is_not_removed_while_its_rules_hold(keeper: Keeper) -> None:
    keeper.change_rules("family", STRICT, NOW)
    keeper.change_rules("family", OwnerRules(), NOW)
    with pytest.raises(KeepingError) as caught:
        keeper.remove_wallet("family", NOW + DAY)
    assert caught.value.code == "rules-hold"
    keeper.remove_wallet("family", NOW + 2 * DAY)
    assert keeper.wallets() == ()


def test_a_removed_wallet_takes_its_list_along(keeper: Keeper) -> None:
    listed = keeper.allow_address("family", PAYEE, "Landlord", "Anna", NOW)
    keeper.remove_wallet("family", NOW)
    assert keeper.rules("family") == StandingRules()
    keeper.bring_back("family")
    assert keeper.rules("family") == listed


UNREADABLE: dict[str, Callable[[dict[str, JsonValue]], dict[str, JsonValue]]] = {
    "of a later program": lambda record: {**record, "version": 99},
    "nothing of it": lambda record: {},
    "no rules now": lambda record: {**record, "now": None},
    "another strength": lambda record: _with_now(record, allow_list="asks"),
    "a wait into the past": lambda record: _with_now(record, waiting_hours=-1),
    "a truth for hours": lambda record: _with_now(record, waiting_hours=None),
    "a role of nobody": lambda record: _with_now(
        record, roles=[{"title": "", "person": "", "version": 1}]
    ),
    "a limit of nothing": lambda record: _with_now(
        record,
        spending={
            "strength": "stops",
            "per_payment": None,
            "per_period": None,
            "days": 7,
            "version": 1,
        },
    ),
    "an address without its moments": lambda record: {
        **record,
        "allowed": [{"address": PAYEE, "name": "", "added_by": "", "version": 1}],
    },
}


def _with_now(record: dict[str, JsonValue], **changed: JsonValue) -> dict[str, JsonValue]:
    now = record["now"]
    assert isinstance(now, dict)
    return {**record, "now": {**now, **changed}}


@pytest.mark.parametrize("name", UNREADABLE)
def test_rules_that_cannot_be_read_let_no_payment_pass(name: str, keeper: Keeper) -> None:
    record = rules_record(StandingRules(STRICT), SECONDS).to_json()
    keeper._shelf.put(RULES.name, "family", UNREADABLE[name](record))
    for ask in (
        lambda: start(PSBT.original, [WALLET], None, keeper.past()),
        lambda: keeper.rules("family"),
    ):
        with pytest.raises(VaultError) as caught:
            ask()
        assert caught.value.code == "rules-unreadable"


def review(keeper: Keeper) -> PaymentUnderWay:
    return start(PSBT.original, [WALLET], None, keeper.past())


def test_the_review_applies_the_rules_of_its_wallet(keeper: Keeper) -> None:
    keeper.change_rules("family", OwnerRules(Strength.STOPS), NOW)
    assert review(keeper).review.findings[0].code == "address-not-whitelisted"
    keeper.allow_address("family", PAYEE, "Landlord", "Anna", NOW)
    assert not review(keeper).is_blocked


def test_a_large_payment_is_kept_while_it_rests(keeper: Keeper) -> None:
    keeper.change_rules("family", OwnerRules(cool_down=CoolDown(0, 1)), NOW)
    first = review(keeper)
    assert (first.is_blocked, first.may_be_kept) == (True, True)
    keeper.keep_payment("family", first, datetime.now(UTC))
    assert review(keeper).is_blocked
    keeper.forget_payment(first.txid)
    keeper.keep_payment("family", first, datetime.now(UTC) - timedelta(hours=1))
    assert not review(keeper).is_blocked


def test_says_until_when_a_kept_payment_rests(keeper: Keeper) -> None:
    keeper.change_rules("family", OwnerRules(cool_down=CoolDown(0, 1)), NOW)
    row = keeper.keep_payment("family", review(keeper), NOW).row
    end = NOW + timedelta(hours=1)
    assert keeper.rests_until(row, NOW) == end
    assert keeper.rests_until(row, end) is None
    assert keeper.rests_until("another", NOW) is None
    keeper.change_rules("family", OwnerRules(cool_down=CoolDown(10**9, 1), waiting_hours=0), NOW)
    assert keeper.rests_until(row, NOW) == end


def test_what_left_the_wallet_counts_until_the_period_is_over(keeper: Keeper) -> None:
    keeper.change_rules("family", OwnerRules(spending=SpendingLimit(per_period=150_000)), NOW)
    first = review(keeper)
    now = datetime.now(UTC)
    keeper.keep_payment("family", first, now)
    other = make_payment(WALLET, coins=(50_001, 90_001))
    assert not start(other.original, [WALLET], None, keeper.past()).is_blocked
    keeper.note_saved(first.txid, "aabbccdd", now)
    assert start(other.original, [WALLET], None, keeper.past()).is_blocked
    replacing = make_payment(WALLET, amount=90_000)
    assert not start(replacing.original, [WALLET], None, keeper.past()).is_blocked
