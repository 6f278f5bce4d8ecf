"""What must hold of any review, of any policy: tried on payments made at random.

The letters are those of the properties this program owes; (e) and (f) are about every format and
the store: ``tests/workflows/test_properties.py``.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.engines.kernel import Kernel
from strongroom.engines.own_scripts import Place
from strongroom.model.errors import ReadError
from strongroom.model.finding import Severity
from strongroom.model.network import Network
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_version import to_version
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch
from strongroom.review.limits import Limits
from strongroom.review.psbt import OutputRole
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.finish import finish
from tests.builders import (
    STRANGER,
    Coin,
    Paid,
    TestWallet,
    draft_payment,
    finalise,
    make_payment,
    make_wallet,
    sign,
)
from tests.fuzz.psbt_mutations import Mutator, split
from tests.fuzz.seeds import psbts
from tests.review.reviewing import review_of

KINDS = (ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH)
QUORUMS = ((1, 1), (1, 2), (2, 3), (3, 3), (3, 5), (4, 7))
NETWORKS = (Network.BITCOIN, Network.TESTNET4, Network.SIGNET, Network.REGTEST)

policies = st.tuples(
    st.sampled_from(QUORUMS),
    st.sampled_from(KINDS),
    st.sampled_from(NETWORKS),
    st.booleans(),
)
"""Quorum, script type, network, and whether the script sorts its keys."""

MADE: dict[tuple, TestWallet] = {}
GOOD: dict[tuple, bytes] = {}


def wallet_of(policy: tuple) -> TestWallet:
    if policy not in MADE:
        (threshold, count), kind, network, is_sorted = policy
        MADE[policy] = make_wallet(threshold, count, kind, network, sorted_keys=is_sorted)
    return MADE[policy]


def good_payment(policy: tuple, version: int) -> bytes:
    """A payment with the first signer's signature."""
    if (policy, version) not in GOOD:
        signers = wallet_of(policy)
        signed = sign(signers, make_payment(signers), 0)
        GOOD[policy, version] = to_version(read_psbt(signed), version).original
    return GOOD[policy, version]


branches = st.sampled_from(list(Branch))
places = st.builds(Place, branches, st.integers(0, 40))
versions = st.sampled_from((0, 2))
chances = st.integers(0, 2**32 - 1).map(Random)
"""Hypothesis's own draws are so simple that most of what they change is refused at once."""

# (a) a mutation is refused, or the review differs, or the transaction is byte-equal


def refused_or_seen_or_nothing(policy: tuple, good: bytes, mutated: bytes) -> bool:
    signers = wallet_of(policy)
    try:
        after = read_psbt(mutated)
    except ReadError:
        return True
    before = read_psbt(good)
    seen_before, seen_after = review_of(before, signers), review_of(after, signers)
    # What did not sign the good payment has not signed another.
    assert set(seen_after.signed_by) <= set(seen_before.signed_by)
    return signed(before) == signed(after) or seen_before != seen_after


def signed(psbt: Psbt) -> tuple:
    """All that the signatures commit to."""
    spent = [psbt.spent_output(index) for index in range(len(psbt.inputs))]
    return psbt.transaction, spent, [entry.sighash_type for entry in psbt.inputs]


@settings(max_examples=100)
@given(policy=policies, version=versions, position=st.integers(0), flip=st.integers(1, 255))
def test_a_changed_byte_is_refused_or_seen_or_changes_nothing(
    policy: tuple, version: int, position: int, flip: int
) -> None:
    good = good_payment(policy, version)
    mutated = bytearray(good)
    mutated[position % len(good)] ^= flip
    assert refused_or_seen_or_nothing(policy, good, bytes(mutated))


MUTATOR = Mutator([maps for data in psbts() if (maps := split(data))])


@settings(max_examples=150)
@given(policy=policies, version=versions, chance=chances)
def test_a_changed_field_is_refused_or_seen_or_changes_nothing(
    policy: tuple, version: int, chance: Random
) -> None:
    good = good_payment(policy, version)
    assert refused_or_seen_or_nothing(policy, good, MUTATOR.mutate(good, chance))


# (b) own inputs less own outputs is the net effect shown


coins_given = st.lists(
    st.tuples(st.integers(0, 10**12), places, st.booleans()), min_size=1, max_size=4
)


@settings(max_examples=60)
@given(policy=policies, coins=coins_given, paid=coins_given)
def test_own_inputs_less_own_outputs_is_the_net_effect_shown(
    policy: tuple, coins: list, paid: list
) -> None:
    signers = wallet_of(policy)
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


# (c) an output is change if and only if our derivation within bounds gives its exact script


OWN = (OutputRole.CHANGE, OutputRole.SELF)
FAR = Limits(far=50)
"""The bound of the search, nearer than usual: it takes so many derivations."""

indices = st.one_of(st.integers(0, 5), st.integers(45, 62), st.sampled_from([10**6, 2**31 - 1]))


def other_quorum(policy: tuple) -> TestWallet:
    (threshold, count), *rest = policy
    return wallet_of(((threshold - 1 or threshold + 1, max(count, 2)), *rest))


def others(policy: tuple) -> TestWallet:
    (threshold, count), kind, network, is_sorted = policy
    return make_wallet(threshold, count, kind, network, sorted_keys=is_sorted, seed=90)


SOURCES = {"ours": wallet_of, "another quorum": other_quorum, "others'": others}


@settings(max_examples=80)
@given(
    policy=policies,
    used=st.integers(0, 5),
    place=st.builds(Place, branches, indices),
    marked=st.booleans(),
    truth=st.sampled_from(sorted(SOURCES)),
)
def test_an_output_is_change_if_and_only_if_our_derivation_within_bounds_gives_its_script(
    policy: tuple, used: int, place: Place, marked: bool, truth: str
) -> None:
    signers, source = wallet_of(policy), SOURCES[truth](policy)
    coin = Coin(place=Place(Branch.RECEIVE, used))
    paid = Paid(900_000, script=source.scripts(place).script_pubkey)
    draft = draft_payment(signers, [coin], [paid])
    if marked:
        draft.outputs[0] = source.output_fields(place)
    output = review_of(draft, signers, limits=FAR).outputs[0]
    expected = truth == "ours" and place.index <= used + FAR.far
    assert (output.kind in OWN) is expected
    assert (output.kind is OutputRole.CHANGE) is (expected and place.branch is Branch.CHANGE)


# (d) combining never changes the unsigned transaction and adds only signatures that verify


@settings(max_examples=50)
@given(
    policy=policies,
    version=versions,
    who=st.lists(st.integers(0, 6), min_size=1, max_size=4),
    chance=chances,
)
def test_combining_keeps_the_transaction_and_adds_only_signatures_that_verify(
    policy: tuple, version: int, who: list[int], chance: Random
) -> None:
    signers = wallet_of(policy)
    reviewed = read_psbt(make_payment(signers, [Coin(), Coin(1_000, Place(Branch.RECEIVE, 3))]))
    returned = []
    for number in who:
        signed_psbt = sign(signers, reviewed.original, number % len(signers.roots))
        answer = to_version(read_psbt(signed_psbt), version).original
        changed = answer if number % 2 else MUTATOR.mutate(answer, chance)
        returned.append(Returned(str(number), changed))
    try:
        combined = combine(reviewed, returned, signers.wallet)
    except ReadError:
        return
    assert combined.psbt.transaction == reviewed.transaction
    review = review_of(combined.psbt, signers)
    kept = [len(entry.partial_signatures) for entry in combined.psbt.inputs]
    assert [len(entry.signatures) for entry in review.inputs] == kept
    assert combined.signatures == sum(kept)


# and whatever was changed, what is let through and complete can be finished


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    with Kernel() as engine:
        yield engine


@settings(max_examples=80)
@given(
    policy=policies,
    version=versions,
    is_finished=st.booleans(),
    chance=chances,
)
def test_whatever_was_changed_what_is_let_through_and_complete_can_be_finished(
    kernel: Kernel, policy: tuple, version: int, is_finished: bool, chance: Random
) -> None:
    signers = wallet_of(policy)
    complete = good_payment(policy, 0)
    for signer in range(1, policy[0][0]):
        complete = sign(signers, complete, signer)
    made = finalise(complete) if is_finished else complete
    try:
        after = read_psbt(MUTATOR.mutate(to_version(read_psbt(made), version).original, chance))
    except ReadError:
        return
    review = review_of(after, signers, script_check=kernel.verify_scripts)
    if review.complete and review.verdict < Severity.BLOCK:
        assert finish(after, signers.wallet, kernel.verify_scripts).verified


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("version", [0, 2])
def test_the_payments_that_are_changed_were_good(kind: ScriptType, version: int) -> None:
    policy = ((2, 3), kind, Network.REGTEST, True)
    review = review_of(good_payment(policy, version), wallet_of(policy))
    assert review.verdict <= Severity.WARN
    assert len(review.inputs[0].signatures) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_both_versions_of_one_psbt_have_one_review(kind: ScriptType) -> None:
    policy = ((2, 3), kind, Network.REGTEST, True)
    reviews = [review_of(good_payment(policy, version), wallet_of(policy)) for version in (0, 2)]
    first, second = (replace(review, psbt_version=0) for review in reviews)
    assert first == second
