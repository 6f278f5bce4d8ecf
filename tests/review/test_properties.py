"""What must hold of any review, tried on payments made at random."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.engines.own_scripts import Place
from strongroom.model.errors import ReadError
from strongroom.model.finding import Severity
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_version import to_version
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch
from strongroom.review.psbt import OutputRole
from tests.builders import (
    STRANGER,
    Coin,
    Paid,
    draft_payment,
    make_payment,
    make_wallet,
    sign,
)
from tests.review.reviewing import review_of

KINDS = (ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH)
WALLETS = {
    (threshold, count, kind): make_wallet(threshold, count, kind)
    for threshold, count in ((1, 1), (2, 3), (3, 3), (3, 5))
    for kind in KINDS
}
SIGNED = {name: sign(signers, make_payment(signers), 0) for name, signers in WALLETS.items()}
GOOD = {
    (*name, version): to_version(read_psbt(psbt), version).original
    for name, psbt in SIGNED.items()
    for version in (0, 2)
}

names = st.sampled_from(sorted(GOOD, key=str))
branches = st.sampled_from(list(Branch))
places = st.builds(Place, branches, st.integers(0, 40))


@settings(max_examples=150)
@given(name=names, position=st.integers(0), flip=st.integers(1, 255))
def test_no_byte_can_be_changed_unseen(name: tuple, position: int, flip: int) -> None:
    good, signers = GOOD[name], WALLETS[name[:3]]
    mutated = bytearray(good)
    mutated[position % len(good)] ^= flip
    try:
        after = read_psbt(bytes(mutated))
    except ReadError:
        return
    before = read_psbt(good)
    seen_before, seen_after = review_of(before, signers), review_of(after, signers)
    assert signed(before) == signed(after) or seen_before != seen_after
    assert set(seen_after.signed_by) <= set(seen_before.signed_by)


def signed(psbt: Psbt) -> tuple:
    """All that a signature of a one-input payment commits to."""
    return psbt.transaction, psbt.spent_output(0), psbt.inputs[0].sighash_type


@settings(max_examples=60)
@given(
    coins=st.lists(
        st.tuples(st.integers(0, 10**12), places, st.booleans()), min_size=1, max_size=4
    ),
    paid=st.lists(st.tuples(st.integers(0, 10**12), places, st.booleans()), min_size=1, max_size=4),
)
def test_what_is_shown_is_own_inputs_less_own_outputs(coins: list, paid: list) -> None:
    signers = WALLETS[2, 3, ScriptType.P2WSH]
    draft = draft_payment(
        signers,
        [Coin(amount, place, None if ours else STRANGER) for amount, place, ours in coins],
        [Paid(amount, place if ours else None) for amount, place, ours in paid],
    )
    review = review_of(draft, signers)
    own_inputs = sum(amount for amount, _, ours in coins if ours)
    own_outputs = sum(
        amount for amount, place, ours in paid if ours and place.index <= last_used(coins) + 1_000
    )
    assert review.totals.net == own_inputs - own_outputs
    assert review.fee == sum(c[0] for c in coins) - sum(p[0] for p in paid)


def last_used(coins: list) -> int:
    return max((place.index for _, place, ours in coins if ours), default=-1)


OWN = (OutputRole.CHANGE, OutputRole.SELF)
indices = st.one_of(st.integers(0, 5), st.integers(995, 1_012), st.sampled_from([10**6, 2**31 - 1]))


@settings(max_examples=60)
@given(
    used=st.integers(0, 5),
    branch=branches,
    index=indices,
    kind=st.sampled_from(KINDS),
    marked=st.booleans(),
    truth=st.sampled_from(["ours", "one key fewer to sign", "others'"]),
)
def test_change_is_what_our_derivation_gives_within_bounds(
    used: int, branch: Branch, index: int, kind: ScriptType, marked: bool, truth: str
) -> None:
    signers, place = WALLETS[2, 3, kind], Place(branch, index)
    source = {
        "ours": signers,
        "one key fewer to sign": make_wallet(1, 3, kind),
        "others'": make_wallet(2, 3, kind, seed=90),
    }[truth]
    script = source.scripts(place).script_pubkey
    coin = Coin(place=Place(Branch.RECEIVE, used))
    draft = draft_payment(signers, [coin], [Paid(900_000, script=script)])
    if marked:
        draft.outputs[0] = source.output_fields(place)
    output = review_of(draft, signers).outputs[0]
    expected = truth == "ours" and index <= used + 1_000
    assert (output.kind in OWN) is expected
    assert (output.kind is OutputRole.CHANGE) is (expected and branch is Branch.CHANGE)


@pytest.mark.parametrize("name", sorted(GOOD, key=str))
def test_the_payments_that_are_changed_were_good(name: tuple) -> None:
    review = review_of(GOOD[name], WALLETS[name[:3]])
    assert review.verdict <= Severity.WARN
    assert len(review.inputs[0].signatures) == 1


def test_both_versions_of_one_psbt_have_one_review() -> None:
    for name, signers in WALLETS.items():
        first, second = (review_of(GOOD[(*name, version)], signers) for version in (0, 2))
        assert first.digest == second.digest
        assert (first.txid, first.findings) == (second.txid, second.findings)
