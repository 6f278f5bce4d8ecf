"""What must hold of any review of wallets with several ways to spend, in segwit and in taproot.

The letters are those of ``test_properties.py``, which tries the same on plain quorums. Wallets are
made at random: their keys, quorums and delays, and who stands in which path.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from strongroom.engines.kernel import Kernel
from strongroom.engines.own_scripts import Place
from strongroom.model.errors import ReadError
from strongroom.model.finding import Severity
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_version import to_version
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch
from strongroom.review.limits import Limits
from strongroom.review.psbt import OutputRole, Review, review_psbt
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.finish import NotFinished, finish
from tests.builders import CHANGE, STRANGER
from tests.fuzz.psbt_mutations import Mutator, split
from tests.path_wallets import (
    DELAYS,
    PEOPLE,
    USUAL,
    Made,
    Spent,
    Way,
    Ways,
    back,
    payment,
    sign,
    some_ways,
)
from tests.second_opinion import btclib_verifies

FAR = Limits(far=50)
"""The bound of the search, nearer than usual: every wallet here is a new one."""

wallets = some_ways()
places = st.builds(Place, st.sampled_from(list(Branch)), st.integers(0, 40))
sequences = st.sampled_from((USUAL, 0xFFFF_FFFF, 0, *DELAYS, 150, (1 << 22) | 144))
people = st.lists(st.integers(0, PEOPLE - 1), max_size=4)
versions = st.sampled_from((0, 2))
chances = st.integers(0, 2**32 - 1).map(Random)
"""Hypothesis's own draws are so simple that most of what they change is refused at once."""


def review(ways: Ways, psbt: Psbt) -> Review:
    return review_psbt(psbt, ways.wallet, limits=FAR)


def good(ways: Ways, sequence: int, *signed: int) -> Psbt:
    """A payment with change, its coin spent as the sequence says."""
    change = back(ways, 390_000, CHANGE)
    psbt = payment(ways, [Spent(sequence=sequence)], [Made(600_000), change])
    return sign(ways, psbt, *signed)


# (a) a mutation is refused, or the review differs, or the transaction is byte-equal


def refused_or_seen_or_nothing(ways: Ways, before: Psbt, mutated: bytes) -> bool:
    try:
        after = read_psbt(mutated)
    except ReadError:
        return True
    seen_before, seen_after = review(ways, before), review(ways, after)
    # What did not sign the good payment has not signed another.
    assert set(seen_after.signed_by) <= set(seen_before.signed_by)
    assert seen_before.complete or not seen_after.complete
    return signed(before) == signed(after) or seen_before != seen_after


def signed(psbt: Psbt) -> tuple:
    """All that the signatures commit to."""
    spent = [psbt.spent_output(index) for index in range(len(psbt.inputs))]
    return psbt.transaction, spent, [entry.sighash_type for entry in psbt.inputs]


@settings(max_examples=50)
@given(wallets, sequences, versions, st.integers(0), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_seen_or_changes_nothing(
    ways: Ways, sequence: int, version: int, position: int, flip: int
) -> None:
    before = to_version(good(ways, sequence, ways.ways[0].people[0]), version)
    mutated = bytearray(before.original)
    mutated[position % len(mutated)] ^= flip
    assert refused_or_seen_or_nothing(ways, before, bytes(mutated))


@settings(max_examples=50)
@given(wallets, sequences, versions, chances)
def test_a_changed_field_is_refused_or_seen_or_changes_nothing(
    ways: Ways, sequence: int, version: int, chance: Random
) -> None:
    before = to_version(good(ways, sequence, ways.ways[0].people[0]), version)
    lender = good(replace(ways, seed=40), USUAL, ways.ways[-1].people[0])
    mutator = Mutator([split(lender.original) or []])
    assert refused_or_seen_or_nothing(ways, before, mutator.mutate(before.original, chance))


# (b) own inputs less own outputs is the net effect shown


coins = st.lists(st.tuples(st.integers(0, 10**12), places, st.booleans()), min_size=1, max_size=4)


@settings(max_examples=30)
@given(wallets, coins, coins, sequences)
def test_own_inputs_less_own_outputs_is_the_net_effect_shown(
    ways: Ways, spent: list, made: list, sequence: int
) -> None:
    psbt = payment(
        ways,
        [Spent(n, place, None if ours else STRANGER, sequence) for n, place, ours in spent],
        [back(ways, n, place) if ours else Made(n) for n, place, ours in made],
    )
    found = review(ways, psbt)
    own_inputs = sum(amount for amount, _, ours in spent if ours)
    used = max((place.index for _, place, ours in spent if ours), default=-1)
    near = [n for n, place, ours in made if ours and place.index <= used + FAR.far]
    assert found.totals.net == own_inputs - sum(near)
    assert found.fee == sum(each[0] for each in spent) - sum(each[0] for each in made)


# (c) an output is change if and only if our derivation within bounds gives its exact script


OWN = (OutputRole.CHANGE, OutputRole.SELF)
indices = st.one_of(st.integers(0, 5), st.integers(45, 62), st.sampled_from([10**6, 2**31 - 1]))


def other_quorum(ways: Ways) -> Ways:
    first, *later = ways.ways
    threshold = first.threshold - 1 or first.threshold + 1
    return replace(ways, ways=(replace(first, threshold=threshold), *later))


def other_delay(ways: Ways) -> Ways:
    *earlier, last = ways.ways
    return replace(ways, ways=(*earlier, replace(last, delay=last.delay - 1 or 2)))


def one_path_more(ways: Ways) -> Ways:
    return replace(ways, ways=(*ways.ways, Way(1, ways.ways[0].people[:1], 65_534)))


def other_kind(ways: Ways) -> Ways:
    kind = ScriptType.P2TR if ways.kind is ScriptType.P2WSH else ScriptType.P2WSH
    return replace(ways, kind=kind)


OTHERS = {
    "another quorum": other_quorum,
    "another delay": other_delay,
    "one path more": one_path_more,
    "another kind of script": other_kind,
    "others'": lambda ways: replace(ways, seed=90),
}


def possible(ways: Ways) -> bool:
    """Whether there can be such a wallet, and it is in none of the ways one that is meant here."""
    try:
        return bool(ways.wallet) and (ways.kind is ScriptType.P2TR or len(ways.ways) > 1)
    except ValueError:
        return False


@settings(max_examples=50)
@given(
    wallets,
    st.integers(0, 5),
    st.builds(Place, st.sampled_from(Branch), indices),
    st.booleans(),
)
def test_an_output_of_ours_is_change_within_bounds(
    ways: Ways, used: int, place: Place, is_marked: bool
) -> None:
    made = back(ways, 900_000, place)
    made = made if is_marked else replace(made, said=None)
    psbt = payment(ways, [Spent(place=Place(Branch.RECEIVE, used))], [made])
    output = review(ways, psbt).outputs[0]
    expected = place.index <= used + FAR.far
    assert (output.kind in OWN) is expected
    assert (output.kind is OutputRole.CHANGE) is (expected and place.branch is Branch.CHANGE)


@settings(max_examples=50)
@given(wallets, places, st.sampled_from(sorted(OTHERS)), st.booleans())
def test_an_output_of_another_wallet_is_not_change_and_may_not_say_so(
    ways: Ways, place: Place, name: str, is_marked: bool
) -> None:
    other = OTHERS[name](ways)
    assume(possible(other) and other.script(place) != ways.script(place))
    made = back(other, 900_000, place)
    if is_marked and name != "others'":
        claims = [made, replace(made, said=(ways, place))]
    else:
        claims = [replace(made, said=None)]
    for claim in claims:
        found = review(ways, payment(ways, [Spent()], [claim]))
        assert found.outputs[0].kind is OutputRole.PAYMENT
        foreign = [each.where for each in found.findings if each.code == "change-foreign"]
        assert foreign == (["output 0"] if claim.said else [])


# (d) combining never changes the unsigned transaction and adds only signatures that verify


@settings(max_examples=50)
@given(
    wallets,
    st.lists(sequences, min_size=1, max_size=3),
    people,
    versions,
    chances,
)
def test_combining_keeps_the_transaction_and_adds_only_signatures_that_verify(
    ways: Ways, asked: list[int], who: list[int], version: int, chance: Random
) -> None:
    spent = [Spent(place=Place(Branch.RECEIVE, n), sequence=s) for n, s in enumerate(asked)]
    reviewed = payment(ways, spent, [Made(600_000)])
    lender = good(replace(ways, seed=40), USUAL, ways.ways[-1].people[0])
    mutator = Mutator([split(lender.original) or []])
    returned = []
    for number in who:
        answer = to_version(sign(ways, reviewed, number), version).original
        changed = answer if number % 2 else mutator.mutate(answer, chance)
        returned.append(Returned(str(number), changed))
    try:
        combined = combine(reviewed, returned, ways.wallet)
    except ReadError:
        return
    assert combined.psbt.transaction == reviewed.transaction
    kept = [given for entry in combined.psbt.inputs for given in entry.partial_signatures]
    assert combined.signatures == len(kept)
    for index, entry in enumerate(combined.psbt.inputs):
        assert all(
            btclib_verifies(combined.psbt, index, given) for given in entry.partial_signatures
        )


# and what the review calls complete can be finished, and what it does not cannot


@settings(max_examples=30)
@given(
    wallets,
    st.lists(sequences, min_size=1, max_size=2),
    st.sets(st.integers(0, PEOPLE - 1)),
)
def test_what_is_complete_is_what_bitcoin_core_takes(
    kernel: Kernel, ways: Ways, asked: list[int], who: set[int]
) -> None:
    spent = [Spent(place=Place(Branch.RECEIVE, n), sequence=s) for n, s in enumerate(asked)]
    psbt = sign(ways, payment(ways, spent, [Made(600_000)]), *sorted(who))
    is_complete = all(any(quorum(way, who, age(s)) for way in ways.ways) for s in asked)
    found = review(ways, psbt)
    assert found.complete is is_complete
    assert combine(psbt, (), ways.wallet).complete is is_complete
    if is_complete:
        final = finish(psbt, ways.wallet, kernel.verify_scripts)
        assert final.verified
        assert final.vsize <= found.vsize
    else:
        with pytest.raises(NotFinished, match="signatures-missing"):
            finish(psbt, ways.wallet, kernel.verify_scripts)


@settings(max_examples=50)
@given(wallets, sequences, versions, chances)
def test_whatever_was_changed_what_is_let_through_and_complete_can_be_finished(
    kernel: Kernel, ways: Ways, sequence: int, version: int, chance: Random
) -> None:
    before = to_version(good(ways, sequence, *range(PEOPLE)), version).original
    try:
        after = read_psbt(Mutator([split(before) or []]).mutate(before, chance))
    except ReadError:
        return
    found = review_psbt(after, ways.wallet, limits=FAR, script_check=kernel.verify_scripts)
    if found.complete and found.verdict < Severity.BLOCK:
        assert finish(after, ways.wallet, kernel.verify_scripts).verified


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    with Kernel() as engine:
        yield engine


def quorum(way: Way, who: set[int], blocks: int) -> bool:
    return way.delay <= blocks and len(who & set(way.people)) >= way.threshold


def age(sequence: int) -> int:
    """The blocks of a relative lock (BIP-68), by its bits."""
    return 0 if sequence >> 31 or sequence >> 22 & 1 else sequence & 0xFFFF
