"""Every signature in a published PSBT verifies by two chains of libraries that share nothing."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache

import pytest

from strongroom.model.errors import ReadError
from strongroom.model.finding import Severity
from strongroom.model.psbt import PartialSignature, Psbt, PsbtInput
from strongroom.model.psbt_reader import decode_psbt, read_psbt
from strongroom.model.psbt_version import to_version
from tests.review.reviewing import review_of
from tests.second_opinion import (
    btclib_runs,
    btclib_verifies,
    core_runs,
    embit_verifies,
    signatures,
)
from tests.vectors_source import COPIED, vector

PSBTS = re.compile(rb"cHNidP[0-9A-Za-z+/]+=*|70736274ff[0-9a-f]+")
"""PSBTs in base64 and in hexadecimal, wherever they stand in a file."""

ELSEWHERE = ("coldcard/psbt/multisig-single-unsigned.psbt", "keystone/psbt/signed_41262fb9.psbt")
"""Those with signatures among the vectors that are not copied."""


@cache
def published() -> dict[str, Psbt]:
    """The published PSBTs, each once, by file and number."""
    found: dict[bytes, tuple[str, Psbt]] = {}
    for path in sorted(COPIED.rglob("*.*")):
        for number, data in enumerate(_candidates(path.read_bytes())):
            with suppress(ReadError):
                psbt = read_psbt(decode_psbt(data))
                found.setdefault(psbt.original, (f"{path.name} {number}", psbt))
    return dict(found.values())


def _candidates(data: bytes) -> Iterator[bytes]:
    yield data
    yield from PSBTS.findall(data)


@cache
def signed() -> dict[str, Psbt]:
    """Those with signatures."""
    return {name: psbt for name, psbt in published().items() if _can_be_verified(psbt)}


@cache
def leaves() -> frozenset[bytes]:
    """Every script of taproot that any of them tells."""
    told = (entry.taproot_leaf_scripts for psbt in published().values() for entry in psbt.inputs)
    return frozenset(leaf.script for scripts in told for leaf in scripts)


def _can_be_verified(psbt: Psbt) -> bool:
    """Whether it has signatures, and tells truly what they are for (some must be refused)."""
    told = all(psbt.spent_output(index) for index in places(psbt))
    is_refused = told and review_of(psbt, None).verdict is Severity.REJECT
    return bool(places(psbt)) and told and not is_refused


def places(psbt: Psbt) -> set[int]:
    """The inputs with anything signed; a finished one may tell nothing else."""
    loose = {i for i, entry in enumerate(psbt.inputs) if is_signed(entry)}
    return loose | set(finished(psbt))


def is_signed(entry: PsbtInput) -> bool:
    return bool(entry.partial_signatures or entry.taproot_key_signature)


def finished(psbt: Psbt) -> list[int]:
    return [
        index
        for index, entry in enumerate(psbt.inputs)
        if entry.final_script_sig or entry.final_script_witness
    ]


@pytest.mark.parametrize("name", signed())
def test_both_verify_every_signature(name: str) -> None:
    _check(signed()[name])


@pytest.mark.parametrize("name", ELSEWHERE)
def test_both_verify_every_signature_of_those_elsewhere(name: str) -> None:
    _check(read_psbt(decode_psbt(vector(name).read_bytes())))


def _check(psbt: Psbt) -> None:
    for index, given in signatures(psbt):
        assert embit_verifies(psbt, index, given, leaves())
        assert btclib_verifies(psbt, index, given)
    for index in finished(psbt):
        assert core_runs(psbt, index)
        assert btclib_runs(psbt, index)


def some(has: Callable[[PartialSignature], bool]) -> tuple[Psbt, int, PartialSignature]:
    """The first signature of a kind."""
    found = ((psbt, *each) for psbt in signed().values() for each in signatures(psbt))
    return next(each for each in found if has(each[2]))


KINDS = {
    "of ECDSA": lambda given: len(given.public_key) == 33,
    "for a leaf": lambda given: bool(given.leaf_hash),
    "for an output key": lambda given: len(given.public_key) == 32 and not given.leaf_hash,
}


@pytest.mark.parametrize("name", KINDS)
def test_for_another_transaction_it_verifies_by_neither(name: str) -> None:
    psbt, index, given = some(KINDS[name])
    other = at_another_height(psbt)
    assert not embit_verifies(other, index, given, leaves())
    assert not btclib_verifies(other, index, given)


def test_finished_for_another_transaction_it_is_run_by_neither() -> None:
    psbt = next(each for each in signed().values() if finished(each))
    other, index = at_another_height(psbt), finished(psbt)[0]
    assert not core_runs(other, index)
    assert not btclib_runs(other, index)


def at_another_height(psbt: Psbt) -> Psbt:
    """The PSBT with another locktime in its transaction."""
    unsigned = psbt.transaction.serialize_without_witness()
    other = replace(psbt.transaction, locktime=psbt.transaction.locktime ^ 1)
    plain = to_version(psbt, 0).original
    return read_psbt(plain.replace(unsigned, other.serialize_without_witness(), 1))


def test_those_left_out_tell_not_what_they_spend_or_are_refused() -> None:
    left = [psbt for name, psbt in published().items() if name not in signed() and places(psbt)]
    untold = [psbt for psbt in left if not all(psbt.spent_output(i) for i in places(psbt))]
    refused = [psbt for psbt in left if review_of(psbt, None).verdict is Severity.REJECT]
    assert (len(untold), len(refused), len(left)) == (3, 3, 6)


def test_there_are_many_of_them(record_property: Callable[[str, object], None]) -> None:
    every = [given for psbt in signed().values() for _, given in signatures(psbt)]
    schnorr = sum(len(given.public_key) == 32 for given in every)
    final = sum(len(finished(psbt)) for psbt in signed().values())
    figure = (
        f"published PSBTs with signatures, each verified twice: {len(signed())} "
        f"({len(every) - schnorr} of ECDSA, {schnorr} of Schnorr, {final} finished inputs)"
    )
    record_property("figure", figure)
    assert len(signed()) >= 45
    assert len(every) - schnorr >= 45
    assert schnorr >= 15
    assert final >= 15
