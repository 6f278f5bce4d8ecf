from dataclasses import replace
from datetime import UTC, datetime

import pytest

from strongroom.model.locks import Tip
from strongroom.model.network import Network
from strongroom.paper.document import pdf
from strongroom.paper.measures import PaperSize
from strongroom.paper.review_record import review_page
from strongroom.practice.signers import practice_signer
from strongroom.review.comparison_phrase import comparison_phrase
from strongroom.words.amounts import grouped_address
from strongroom.workflows.payment import (
    PaymentUnderWay,
    Returned,
    accept,
    acknowledge,
    begin,
    open_warnings,
)
from tests.paper.reading import Read, ink_at_edges, read
from tests.recovery_wallets import payment_of, payment_with, recovery_wallet
from tests.window.frame import SIGNED
from tests.window.page_payments import aging, blocked, fresh, replacing, warned

NOON = 1_772_366_400
"""Of the first of March 2026."""
WHEN = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def recorded(payment: PaymentUnderWay) -> Read:
    return read(pdf(review_page(payment, WHEN), PaperSize.A4))


def in_earnest(payment: PaymentUnderWay, name: str) -> PaymentUnderWay:
    """Of a wallet that is no practice."""
    return replace(payment, wallet=replace(payment.wallet, name=name, network=Network.SIGNET))


def test_it_holds_what_was_seen() -> None:
    payment = fresh()
    words, review = recorded(payment).words, payment.review
    assert grouped_address(review.txid) in words
    assert payment.digest is not None
    assert grouped_address(payment.digest.hex()) in words
    assert " ".join(comparison_phrase(payment.digest)) in words
    for output in review.outputs:
        assert output.address is not None
        assert grouped_address(output.address) in words
    assert "(100 000 sat)" in words
    assert "4.9 sat/vB" in words
    assert "Family savings" in words
    assert "Practice" in words


def test_a_whole_address_stands_on_one_line() -> None:
    payment = fresh()
    (page,) = recorded(payment).texts
    address = payment.review.outputs[0].address
    assert address is not None
    assert any(grouped_address(address) in line for line in page.splitlines())


def test_it_says_which_warning_was_ticked_when() -> None:
    payment = warned()
    before = recorded(payment).words
    assert "not ticked as read" in before
    (warning,) = open_warnings(payment)
    after = recorded(acknowledge(payment, warning, WHEN)).words
    assert "ticked as read on 1 March 2026" in after
    assert "not ticked" not in after


def test_it_lays_a_replacement_beside_what_it_replaces() -> None:
    payment = replacing()
    words, (found,) = recorded(payment).words, payment.review.replacements
    assert "Beside the payment it replaces" in words
    assert grouped_address(found.txid) in words
    for payee in found.payees:
        assert payee.address is not None
        assert grouped_address(payee.address) in words
    assert "Paid by the other payment alone" in words
    assert "9.8 sat/vB instead of 4.9 sat/vB" in words
    assert "Beside the payment" not in recorded(fresh()).words


def test_it_says_who_has_signed() -> None:
    signed = accept(fresh(), SIGNED[:1])[0]
    words = recorded(signed).words
    assert words.count("signed, and the signatures were checked") == 1
    assert words.count("has not signed") == 2


def test_what_is_stopped_says_so_and_has_no_phrase() -> None:
    payment = blocked()
    words = recorded(payment).words
    assert "Do not sign." in words
    assert "change-foreign" in words
    assert "Comparison phrase" not in words


def test_a_wallet_with_a_recovery_path_says_every_way_and_the_one_that_is_taken() -> None:
    wallet = recovery_wallet((1, 52_560))
    usual = recorded(begin(wallet, payment_of(wallet))).words
    later = recorded(begin(wallet, payment_of(wallet, path=1))).words
    way = "1 of 3 after 52 560 blocks (about 1 year)"
    for words in (usual, later):
        assert f"Signatures needed 2 of 3; {way}" in words
    assert "spent by the recovery path" not in usual
    assert f"spent by the recovery path {way}" in later


def test_each_coin_says_who_signed_it_with_which_key_for_which_way() -> None:
    wallet = recovery_wallet((1, 52_560))
    psbt = payment_of(wallet, path=1)
    signed = Returned("signed", practice_signer(2).sign(psbt.original, wallet).psbt)
    words = recorded(accept(begin(wallet, psbt), [signed])[0]).words
    assert "m/48h/1h/0h/2h/0/0, for 2 of 3 at any time, which is not taken" in words
    assert "m/48h/1h/0h/2h/2/0, for 1 of 3 after 52 560 blocks (about 1 year)" in words
    assert "signed by 67CC F6F6 with m/48h/1h/0h/2h/2/0" in words


def test_each_coin_says_when_its_recovery_path_opens_once_its_block_was_told() -> None:
    words = recorded(aging()).words
    assert "1 of 3 can already spend its coin: block 852560 has come" in words
    assert "1 of 3 can spend its coin from block 854560 (about 15 March 2026)" in words
    assert words.count("spend its coin") == 2


def test_a_relative_lock_is_told_in_blocks_and_days() -> None:
    wallet = recovery_wallet()
    words = recorded(begin(wallet, payment_with(wallet, (52_560,)))).words
    assert "its coin must be confirmed for 52 560 blocks (about 365 days)" in words


LOCKTIMES = {
    "a block": (900_144, None, "Mined only after block 900144"),
    "a block, once one was told": (
        900_144,
        Tip(900_000, NOON),
        "block 900144 (about 2 March 2026)",
    ),
    "a day": (NOON, None, "Mined only after 1 March 2026"),
}


@pytest.mark.parametrize("name", LOCKTIMES)
def test_a_locktime_is_told_as_a_date(name: str) -> None:
    lock, tip, words = LOCKTIMES[name]
    payment = fresh()
    review = replace(payment.review, locktime=lock, tip=tip)
    assert words in recorded(replace(payment, review=review)).words
    entry = replace(review.inputs[0], sequence=0xFFFF_FFFF)
    final = recorded(replace(payment, review=replace(review, inputs=(entry,)))).words
    assert f"{words}" in final
    assert "which has no effect" in final


def test_many_outputs_take_several_pages_and_none_is_lost() -> None:
    payment = in_earnest(fresh(), "Family savings")
    one = payment.review.outputs[0]
    many = tuple(replace(one, index=number, amount=1_000 + number) for number in range(300))
    found = recorded(replace(payment, review=replace(payment.review, outputs=many)))
    assert len(found.texts) > 5
    for number in range(300):
        assert f"(1 {number:03} sat)" in found.words
    for number, text in enumerate(found.texts, 1):
        assert f"page {number} of {len(found.texts)}" in text
    assert not any(ink_at_edges(picture, 15) for picture in found.pictures)


NAMES = {
    "steered": ("abc\u202ecba", "abc<U+202E>cba"),
    "long": ("x" * 300, "x" * 40),
    "right to left": ("משפחה", "2 of 3"),
    "emoji": ("\N{SAILBOAT} club", "club"),
    "format": ("{wallet} {0}", "{wallet} {0}"),
}


@pytest.mark.parametrize(("name", "shown"), NAMES.values(), ids=NAMES.keys())
def test_whatever_the_wallets_name_the_record_stays_whole(name: str, shown: str) -> None:
    found = recorded(in_earnest(fresh(), name))
    assert shown in found.words
    assert "page 1 of 1" in found.words
    assert "These coins have no value" not in found.words
    assert not any(ink_at_edges(picture, 15) for picture in found.pictures)
