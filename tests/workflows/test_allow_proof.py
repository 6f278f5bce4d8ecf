"""Proof of who let an address be paid: signed by embit, and verified as a message by itself too."""

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from strongroom.formats.message_request import DEVICES, write_message_request
from strongroom.formats.signed_message import SignedMessage
from strongroom.model.errors import StrongroomError
from strongroom.workflows.allow_proof import proof_text, prove
from strongroom.workflows.check_message import check_message
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.kept import KeptWallet
from strongroom.workflows.payment import start
from strongroom.workflows.signed_text import MOST_DAYS
from tests.workflows.rounds import make_payment, make_wallet
from tests.workflows.signed_texts import path_of, signature_of, signed_text

WALLET = replace(make_wallet(), name="Family")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
PAYMENT = start(make_payment(WALLET).original, [WALLET])
PAYEE, OWN = (output.address or "" for output in PAYMENT.review.outputs)
TEXT = f"I allow payments to {PAYEE}. 2026-03-01"


@pytest.fixture
def keeper() -> Keeper:
    made = Keeper()
    made.keep_wallet(WALLET, (), NOW, row="family")
    return made


@pytest.fixture
def kept(keeper: Keeper) -> KeptWallet:
    (kept,) = keeper.wallets()
    return kept


def test_the_text_names_the_address_and_the_day() -> None:
    assert proof_text(WALLET, PAYEE.upper(), TODAY) == TEXT


@pytest.mark.parametrize("device", DEVICES)
def test_every_device_that_signs_messages_takes_the_text(device: str) -> None:
    assert TEXT in write_message_request(path_of(1), TEXT, device)


@pytest.mark.parametrize("place", range(3))
def test_a_cosigners_key_proves_it(place: int, kept: KeptWallet) -> None:
    number = place + 1
    proof = prove(kept, PAYEE, signed_text(number, path_of(number), TEXT), TODAY)
    assert proof.signer == f"Key {number}"
    checked = check_message(SignedMessage(proof.message, proof.address, proof.signature))
    assert checked.is_valid


def test_a_signature_alone_is_held_against_the_texts_of_the_last_days(kept: KeptWallet) -> None:
    answer, last = signature_of(1, path_of(1), TEXT), TODAY + timedelta(days=MOST_DAYS)
    assert prove(kept, PAYEE, answer, last).message == TEXT
    with pytest.raises(StrongroomError) as caught:
        prove(kept, PAYEE, answer, last + timedelta(days=1))
    assert caught.value.code == "proof-nobodys"


REFUSED = {
    "another address": (TEXT.replace(PAYEE, OWN), "proof-other-text"),
    "no day": (TEXT[:-11], "proof-other-text"),
    "a day that is none": (TEXT.replace("03-01", "02-30"), "proof-other-text"),
    "a day too long ago": (TEXT.replace("03-01", "01-28"), "proof-other-text"),
    "more than the text": (TEXT + "\nand to others. 2026-03-01", "proof-other-text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_what_was_signed_for_another_end(name: str, kept: KeptWallet) -> None:
    text, code = REFUSED[name]
    with pytest.raises(StrongroomError) as caught:
        prove(kept, PAYEE, signed_text(1, path_of(1), text), TODAY)
    assert caught.value.code == code


def test_refuses_who_is_no_cosigner(kept: KeptWallet) -> None:
    for made in (signed_text, signature_of):
        answer = made(4, path_of(4), TEXT)
        with pytest.raises(StrongroomError) as caught:
            prove(kept, PAYEE, answer, TODAY)
        assert caught.value.code == "proof-nobodys"


@pytest.mark.parametrize("answer", ["", "yes", b64encode(bytes(65)).decode(), TEXT])
def test_refuses_what_is_no_signature(answer: str, kept: KeptWallet) -> None:
    with pytest.raises(StrongroomError):
        prove(kept, PAYEE, answer, TODAY)


def test_the_proof_stays_with_the_address_and_in_the_log(keeper: Keeper, kept: KeptWallet) -> None:
    proof = prove(kept, PAYEE, signed_text(2, path_of(2), TEXT), TODAY)
    keeper.allow_address("family", PAYEE, "Shop", "Anna", NOW, proof)
    assert keeper.rules("family").allowed[0].proof == proof
    assert list(keeper.log().records.values())[-1].facts["signature"] == proof.signature
