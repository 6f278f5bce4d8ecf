"""Joining what the signers gave back with the PSBT that was reviewed, one signature after another.

Nothing but signatures of type ALL that verify for the reviewed transaction is taken over. Whatever
else a file holds is dropped, and what is wrong with it becomes findings about that file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding
from strongroom.model.psbt import Psbt
from strongroom.model.wallet import Wallet
from strongroom.review.signature_check import SignatureState
from strongroom.review.signatures import sighash_name
from strongroom.review.weigh import block, info, warn
from strongroom.workflows.held_to import changed_claims, changed_transaction, dropped_fields
from strongroom.workflows.returned import Returned, ReturnedFile, read_returned
from strongroom.workflows.signature_bench import Judged, SignatureBench
from strongroom.workflows.signature_set import InputSignatures, join, with_exactly

__all__ = ["Combination", "Returned", "combine"]

_CODES = {
    SignatureState.OTHER_TYPE: "sighash",
    SignatureState.INVALID: "signature-invalid",
    SignatureState.OTHER_TRANSACTION: "signature-other-transaction",
    SignatureState.UNKNOWN_KEY: "signature-unknown-key",
    SignatureState.UNCHECKED: "utxo-missing",
}


@dataclass(frozen=True, slots=True)
class Combination:
    """``psbt`` is the original with every good signature, and no other.

    ``added`` are those that the original had not got, input by input. ``signatures`` counts all
    that are in it now, and ``complete`` says whether each input has as many as it takes.
    """

    psbt: Psbt
    added: tuple[InputSignatures, ...]
    findings: tuple[Finding, ...]
    complete: bool
    signatures: int


@dataclass(frozen=True, slots=True)
class _Sorted:
    """What one file came to: good signatures input by input, and what was wrong."""

    good: tuple[InputSignatures, ...]
    findings: tuple[Finding, ...]


def combine(
    original: Psbt, returned: Sequence[Returned], wallet: Wallet | None = None
) -> Combination:
    """The original with the good signatures of all files, in whatever order they come.

    Raises ``ReadError`` (``psbt-malformed``, fact ``name``) for a file that is no PSBT and no
    transaction.
    """
    bench = SignatureBench(original, wallet)
    first = _sort_original(original, bench)
    files = [_sort_file(original, read_returned(file), bench, first) for file in returned]
    every = (first, *files)
    joined = [join(chain(*given)) for given in zip(*(each.good for each in every), strict=True)]
    loose = {i: given for i, given in enumerate(joined) if not _is_finished(original, i)}
    return Combination(
        psbt=with_exactly(original, loose),
        added=tuple(map(_without, joined, first.good)),
        findings=tuple(dict.fromkeys(chain(*(each.findings for each in every)))),
        complete=bool(joined) and all(bench.is_enough(i, s) for i, s in enumerate(joined)),
        signatures=sum(map(len, joined)),
    )


def _sort_original(original: Psbt, bench: SignatureBench) -> _Sorted:
    good, findings = [], []
    for index, entry in enumerate(original.inputs):
        judged = bench.judge(index, entry)
        good.append(join(each.signature for each in judged if each.is_good))
        finished = _is_finished(original, index)
        if finished and (not bench.is_enough(index, good[-1]) or not _all_good(judged)):
            findings.append(block("finalised-invalid", f"input {index}"))
        elif not finished:
            findings += _faults(original, index, judged, f"input {index}", {})
    return _Sorted(tuple(good), tuple(findings))


def _sort_file(
    original: Psbt, file: ReturnedFile, bench: SignatureBench, first: _Sorted
) -> _Sorted:
    nothing = tuple(() for _ in original.inputs)
    changed = changed_transaction(original.transaction, file, bench.network)
    if changed:
        return _Sorted(nothing, tuple(changed))
    findings = changed_claims(original, file, bench.network)
    good = list[InputSignatures](nothing)
    for index, entry in enumerate(file.inputs):
        if not _is_finished(original, index):
            judged = bench.judge(index, entry)
            good[index] = join(each.signature for each in judged if each.is_good)
            facts: dict[str, Fact] = {"name": file.name, "input": index}
            findings += _faults(original, index, judged, "file", facts)
    if not findings and not any(map(_without, good, first.good)):
        findings.append(_nothing_new(file, bench, first))
    return _Sorted(tuple(good), (*findings, *dropped_fields(original, file)))


def _nothing_new(file: ReturnedFile, bench: SignatureBench, first: _Sorted) -> Finding:
    if all(bench.is_enough(index, good) for index, good in enumerate(first.good)):
        return info("unsigned-return", "file", name=file.name, reason="complete")
    return warn("unsigned-return", "file", name=file.name)


def _faults(
    original: Psbt, index: int, judged: Iterable[Judged], where: str, facts: dict[str, Fact]
) -> list[Finding]:
    """One finding for each kind of fault at one input, with the first key and their number."""
    grouped: dict[str, list[Judged]] = {}
    for each in judged:
        if not each.is_good:
            grouped.setdefault(_code(original, index, each), []).append(each)
    return [
        block(code, where, **facts, count=len(bad), **_about(bad[0]))
        for code, bad in grouped.items()
    ]


def _code(original: Psbt, index: int, judged: Judged) -> str:
    if judged.state is SignatureState.UNCHECKED and original.spent_output(index) is not None:
        return _CODES[SignatureState.UNKNOWN_KEY]
    return _CODES[judged.state]


def _about(judged: Judged) -> dict[str, Fact]:
    """Whose signature it is said to be, and of what type if that is what is wrong."""
    facts: dict[str, Fact] = {}
    if judged.signature.public_key:
        facts["key"] = judged.signature.public_key.hex()
    if judged.state is SignatureState.OTHER_TYPE:
        facts["reason"] = "signature"
        facts["type"] = sighash_name(judged.signature.signature[-1])
    return facts


def _all_good(judged: Iterable[Judged]) -> bool:
    return all(each.is_good for each in judged)


def _is_finished(psbt: Psbt, index: int) -> bool:
    entry = psbt.inputs[index]
    return bool(entry.final_script_sig or entry.final_script_witness)


def _without(now: InputSignatures, before: InputSignatures) -> InputSignatures:
    known = {signature.public_key for signature in before}
    return tuple(signature for signature in now if signature.public_key not in known)
