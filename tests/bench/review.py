"""How long the review of a large payment takes, with a long past, beside what others read of it."""

import base64
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from bdkpython import bdk
from embit.psbt import PSBT

from strongroom.engines.bdk_addresses import bdk_address
from strongroom.engines.embit_addresses import embit_address
from strongroom.engines.own_scripts import Place
from strongroom.model.owner_rules import CoolDown, OwnerRules, Role, SpendingLimit, StandingRules
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import PartialSignature
from strongroom.model.psbt_edit import with_signatures
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch
from strongroom.review.history import History, Known, KnownAs, Nonce, Spent
from strongroom.review.limits import Limits
from strongroom.review.psbt import review_psbt
from strongroom.review.search import Reach, Search
from tests.bench.figures import Figure, LeftOut, Timing, timed
from tests.builders import (
    CHANGE,
    STRANGER,
    Coin,
    Draft,
    Paid,
    TestWallet,
    draft_payment,
    make_payment,
    make_wallet,
    sign,
)

_INPUTS = 500
_BOUND = 1_500.0
"""Milliseconds for so many inputs, each with the whole transaction it spends from."""

_FILLERS = 10
"""Outputs of such a transaction that are paid to others."""

_PAST = 1_000
"""Payments that were seen before."""

_SEARCHED = 10_000
_SEARCH_BOUND = 2_000.0
_SAMPLE = 100
_HOSTILE_INPUTS = 7_000
_HOSTILE_BOUND = 6_000.0
_NOW = 1_800_000_000
_REPETITIONS = 3


def review() -> Iterator[Figure | LeftOut]:
    """Bounds are for a processor's time; beside them stand embit and BDK with the same bytes."""
    signers = make_wallet()
    unsigned = _payment(signers, _INPUTS)
    signed = sign(signers, sign(signers, unsigned, 0), 1)
    for name, data in (("unsigned", unsigned), ("signed by two", signed)):
        work = partial(_review, signers, data)
        note = f"{len(data) / 1000:.0f} kB, {_PAST} payments seen before, every rule set"
        title = f"Review of {_INPUTS} inputs, {name}"
        yield timed(work, _REPETITIONS).used(title, _BOUND, note)
        note = "reads the file and adds the fee up; verifies nothing"
        yield timed(partial(_embit, data), _REPETITIONS).figure("  embit", note=note)
        yield timed(partial(_bdk, data), _REPETITIONS).figure("  BDK", note=note)
    yield _memory(signers)
    yield from _search(signers)
    yield _hostile()


def _review(signers: TestWallet, data: bytes) -> object:
    psbt = read_psbt(data)
    return review_psbt(psbt, signers.wallet, history=_history())


def _history() -> History:
    numbers = range(_PAST)
    rules = OwnerRules(
        spending=SpendingLimit(per_period=1), cool_down=CoolDown(0, 1), roles=(Role("w", "Anna"),)
    )
    return History(
        now=_NOW,
        least_used=20,
        seen={OutPoint(number.to_bytes(32, "big"), 0): 1 for number in numbers},
        used_addresses=frozenset(f"bcrt1q{number:058}" for number in numbers),
        known_addresses={f"bcrt1q{number:058}": Known(KnownAs.PAID) for number in numbers},
        nonces={Nonce(f"{number:066}", f"{number:064}"): "" for number in numbers},
        rules=StandingRules(rules),
        spent=tuple(Spent(_NOW - number, 1) for number in numbers),
    )


def _payment(signers: TestWallet, inputs: int) -> bytes:
    """A payment whose previous transactions pay others too."""
    coins = [Coin(place=Place(Branch.RECEIVE, number % 20)) for number in range(inputs)]
    total = sum(coin.amount for coin in coins)
    draft = draft_payment(signers, coins, [Paid(total - 900_000), Paid(500_000, CHANGE)])
    for number in range(inputs):
        _spend_from_large(draft, number)
    return draft.build().original


def _spend_from_large(draft: Draft, number: int) -> None:
    fields = draft.inputs[number]
    assert fields.witness_utxo is not None
    fillers = tuple(TxOutput(1_000 + each, STRANGER) for each in range(_FILLERS))
    source = TxInput(OutPoint(number.to_bytes(32, "big"), number), bytes(107))
    made = Transaction(2, (source,), (fields.witness_utxo, *fillers), 0)
    previous = PreviousTransaction.parse(made.serialize())
    draft.inputs[number] = replace(fields, previous_transaction=previous)
    spent = replace(draft.transaction.inputs[number], outpoint=OutPoint(previous.txid_bytes, 0))
    inputs = list(draft.transaction.inputs)
    inputs[number] = spent
    draft.transaction = replace(draft.transaction, inputs=tuple(inputs))


def _embit(data: bytes) -> int:
    return int(PSBT.parse(data).fee())


def _bdk(data: bytes) -> int:
    return int(bdk.Psbt(base64.b64encode(data).decode()).fee())


def _memory(signers: TestWallet) -> Figure:
    """Twice the inputs take twice the memory, whatever was seen before."""
    half, whole = (_peak(signers, count) / count for count in (_INPUTS // 2, _INPUTS))
    note = f"{whole / 1000:.1f} kB an input, at the peak"
    return Figure("Memory of an input among twice as many", whole / half, "times", 1.1, note)


def _peak(signers: TestWallet, inputs: int) -> int:
    data = _payment(signers, inputs)
    _review(signers, data)
    tracemalloc.start()
    _review(signers, data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def _search(signers: TestWallet) -> Iterator[Figure]:
    """A script that is nowhere, so that all addresses are derived."""
    reach = Reach(-1, Limits(far=_SEARCHED // 2, search_most=_SEARCHED))
    script = b"\x00\x20" + bytes(32)
    timing = timed(lambda: Search(signers.wallet).within(script, reach), _REPETITIONS)
    yield timing.used(f"Search of {_SEARCHED:,} addresses", _SEARCH_BOUND)
    for name, derive in (("embit", embit_address), ("BDK", bdk_address)):
        work = partial(_derive_some, derive, signers)
        each = timed(work, 1)
        times = _SEARCHED / _SAMPLE
        scaled = Timing(each.wall * times, each.cpu * times)
        yield scaled.figure(f"  {name}", note=f"reckoned from {_SAMPLE}")


def _derive_some(derive: Callable[..., object], signers: TestWallet) -> None:
    for index in range(_SAMPLE):
        derive(signers.wallet, Branch.RECEIVE, index)


def _hostile() -> Figure:
    """Before segwit each signature takes in the whole transaction; none of these is good."""
    legacy = make_wallet(script_type=ScriptType.P2SH)
    coins, paid = [Coin()] * _HOSTILE_INPUTS, [Paid(_HOSTILE_INPUTS * 1_000_000 - 100_000)]
    psbt = draft_payment(legacy, coins, paid).build()
    signature = read_psbt(sign(legacy, make_payment(legacy), 0)).inputs[0].partial_signatures[0]
    wrong = [PartialSignature(key, signature.signature) for key in legacy.keys(coins[0].place)]
    data = with_signatures(psbt, dict.fromkeys(range(_HOSTILE_INPUTS), wrong)).original
    timing = timed(lambda: review_psbt(read_psbt(data), legacy.wallet), 1)
    note = f"{len(data) / 1_000_000:.1f} MB, {_HOSTILE_INPUTS} inputs with three bad signatures"
    return timing.used("Review of a hostile p2sh file", _HOSTILE_BOUND, note)
