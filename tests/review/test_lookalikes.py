import pytest

from strongroom.engines.own_scripts import Place
from strongroom.model.addresses import write_address
from strongroom.model.finding import Severity
from strongroom.model.network import Network
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch
from strongroom.review import lookalikes
from strongroom.review.history import History, Known, KnownAs
from strongroom.review.lookalikes import ends_of
from tests.builders import CHANGE, Paid, draft_payment, make_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.review.reviewing import found, review_of, seen

SIGNERS = make_wallet()
DRAFT = draft_payment(SIGNERS)
PAID = review_of(DRAFT, SIGNERS).outputs[0].address or ""
NAMED = Known(KnownAs.NAMED, "Landlord")


def altered(*places: int) -> str:
    """The address that is paid with other characters at these places."""
    text = list(PAID)
    for place in places:
        text[place] = "q" if text[place] != "q" else "p"
    return "".join(text)


START = len("bcrt1q")
KNOWN = {
    "the address itself": (PAID, 0),
    "another in the middle": (altered(20), 1),
    "another right behind the first four": (altered(START + 4), 1),
    "another in the first four": (altered(START + 3, 20), 0),
    "another right before the last four": (altered(-5), 1),
    "another in the last four": (altered(-4, 20), 0),
    "another kind": ("3" + PAID[START:], 0),
}


@shows("address-lookalike", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", KNOWN)
def test_warns_of_an_address_that_only_looks_like_a_known_one(name: str) -> None:
    known, count = KNOWN[name]
    history = History(known_addresses={known: NAMED})
    findings = found(DRAFT, SIGNERS, "address-lookalike", history=history)
    assert seen(findings) == [(Severity.WARN, "output 0")] * count
    assert all(f.facts == {"reason": "named", "known": known, "name": "Landlord"} for f in findings)


@shows("address-lookalike", QUIET)
def test_is_silent_where_nothing_is_known() -> None:
    assert not found(DRAFT, SIGNERS, "address-lookalike")
    history = History(known_addresses={altered(20): NAMED})
    assert not found(DRAFT, None, "address-lookalike", history=history)


def test_own_addresses_are_not_held_against_each_other() -> None:
    own = draft_payment(SIGNERS, outputs=[Paid(900_000, CHANGE)])
    address = review_of(own, SIGNERS).outputs[0].address or ""
    known = {address[:20] + "q" * 20 + address[40:]: NAMED}
    assert not found(own, SIGNERS, "address-lookalike", history=History(known_addresses=known))


def test_warns_of_what_looks_like_an_own_unused_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookalikes, "FIRST", 1)
    monkeypatch.setattr(lookalikes, "LAST", 1)
    next_own = SIGNERS.scripts(Place(Branch.RECEIVE, 1)).script_pubkey
    own = write_address(next_own, Network.REGTEST) or ""
    alike = next(
        script
        for number in range(2**14)
        if (script := b"\x00\x20" + next_own[2:3] + number.to_bytes(31, "big"))
        and ends_of(write_address(script, Network.REGTEST) or "") == ends_of(own)
    )
    paying = draft_payment(SIGNERS, outputs=[Paid(900_000, script=alike)])
    (finding,) = found(paying, SIGNERS, "address-lookalike")
    assert finding.facts["reason"] == "own"


@pytest.mark.parametrize("script_type", [ScriptType.P2SH, ScriptType.P2SH_P2WSH])
def test_addresses_of_either_spelling_have_ends(script_type: ScriptType) -> None:
    wallet = make_wallet(script_type=script_type, network=Network.BITCOIN)
    address = review_of(draft_payment(wallet), wallet).outputs[1].address or ""
    assert address[0] == "3"
    assert ends_of(address) == (address[1:5], address[-4:])
    assert ends_of("bc1qabcdefwxyz") == ("1abcd", "wxyz")
