from dataclasses import replace

from strongroom.window.look import Look, Unit
from strongroom.window.measures import Measures
from strongroom.window.widgets.transaction_picture import TransactionPicture
from strongroom.window.widgets.transaction_state import (
    MOST_ENDS,
    EndKind,
    TransactionEnd,
    TransactionState,
    folded,
)
from tests.window.samples import FALSE_PAYMENT, GOOD_PAYMENT

OWN, BLOCKED = EndKind.OWN, EndKind.BLOCKED


def test_says_all_it_shows_in_the_order_it_is_read(look: Look) -> None:
    assert TransactionPicture(look, FALSE_PAYMENT).accessibleName() == (
        "Family savings spends 0.00821430, Rent, March; 0.00650000, Rent, April; "
        "0.01200000, Deposit returned. It pays "
        "Nordwind Boatyard, 0.01500000 BTC, The payment; "
        "Leaves this wallet, 0.01168238 BTC, Called change in the file, but not yours; "
        "Fee 0.00003192 BTC, 8.0 sat/vB."
    )


def test_follows_the_unit(look: Look) -> None:
    picture = TransactionPicture(look, GOOD_PAYMENT)
    look.change(unit=Unit.SATOSHI)
    assert "1500000 sat" in picture.accessibleName()


def test_says_what_is_not_known(look: Look) -> None:
    unknown = TransactionState("Savings", (TransactionEnd(OWN, None),), (), None)
    spoken = TransactionPicture(look, unknown).accessibleName()
    assert spoken == "Savings spends Amount not known. It pays Fee not known."


def test_a_name_with_braces_is_only_a_name(look: Look) -> None:
    state = replace(GOOD_PAYMENT, wallet="{inputs} {0}")
    assert TransactionPicture(look, state).accessibleName().startswith("{inputs} {0} spends")


def test_lists_its_ends_where_there_is_no_width_for_bands(look: Look) -> None:
    picture = TransactionPicture(look, GOOD_PAYMENT)
    wide, narrow = picture.heightForWidth(900), picture.heightForWidth(360)
    assert wide < 270
    assert narrow > wide
    look.change(measures=Measures(2.0))
    assert picture.heightForWidth(600) > 2 * wide


def test_many_ends_are_drawn_as_one() -> None:
    ends = tuple(TransactionEnd(OWN, amount) for amount in range(1, 21))
    shown = folded(ends)
    assert len(shown) == MOST_ENDS
    assert sum(end.amount or 0 for end in shown) == sum(range(1, 21))
    assert (shown[-1].count, shown[-1].kind) == (14, OWN)


def test_a_blocked_end_is_never_hidden_among_others() -> None:
    ends = (*(TransactionEnd(OWN, 1) for _ in range(30)), TransactionEnd(BLOCKED, 5, "Lost"))
    assert TransactionEnd(BLOCKED, 5, "Lost") in folded(ends)
    many = tuple(TransactionEnd(BLOCKED, amount) for amount in range(20))
    assert folded(many) == many


def test_what_is_not_known_makes_the_whole_unknown() -> None:
    ends = (*(TransactionEnd(OWN, 1) for _ in range(12)), TransactionEnd(EndKind.OTHER, None))
    rest = folded(ends)[-1]
    assert (rest.amount, rest.kind) == (None, EndKind.OTHER)
