from collections.abc import Callable

import pytest
from embit.psbt import PSBT as EmbitPsbt

from strongroom.model.errors import StrongroomError
from strongroom.model.frozen import freeze
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_edit import FinalScripts, slim, with_final_scripts
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record
from strongroom.model.psbt_version import to_version
from strongroom.model.psbt_writer import join_maps, write_psbt
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Wallet
from strongroom.practice.signers import practice_signer
from strongroom.review.history import History
from strongroom.workflows import packing
from strongroom.workflows.combine import combine
from strongroom.workflows.finish import finish as finish_payment
from strongroom.workflows.packing import FULL, Packing, pack
from strongroom.workflows.payment import Returned, accept, packing_for, start
from strongroom.workflows.review_payment import review_payment
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import REPOSITORY
from tests.workflows.altered import (
    one_satoshi_less,
    with_another_amount,
    with_transaction,
    without_outputs_spent,
)
from tests.workflows.rounds import make_payment, make_wallet, signed_by, spent_by

SLIM = Packing(is_slim=True)
EVERY = [
    Packing(version, is_slim, has_xpubs)
    for version in (0, 2)
    for is_slim in (False, True)
    for has_xpubs in (True, False)
]
WALLETS = {kind: make_wallet(kind) for kind in MULTISIG}


def packed(psbt: Psbt, wallet: Wallet, how: Packing = FULL) -> Psbt:
    return read_psbt(pack(psbt, wallet, review_payment(psbt, wallet), how))


def bare(psbt: Psbt) -> Psbt:
    """As a hasty program would make it: nothing but the transaction and what it spends."""
    kept = (b"\x00", b"\x01")
    inputs = [tuple(r for r in entry.records if r.key in kept) for entry in psbt.inputs]
    first = tuple(r for r in psbt.global_records if r.key == b"\x00")
    return read_psbt(join_maps([first, *inputs, *(() for _ in psbt.outputs)]))


@shows("changed-after-review", QUIET)
@pytest.mark.parametrize("script_type", MULTISIG)
@pytest.mark.parametrize("version", [0, 2])
@pytest.mark.parametrize("how", EVERY, ids=str)
def test_is_the_reviewed_transaction_in_every_form(
    script_type: ScriptType, version: int, how: Packing
) -> None:
    wallet = WALLETS[script_type]
    psbt = to_version(make_payment(wallet), version)
    made = packed(psbt, wallet, how)
    assert freeze(made) == freeze(psbt)
    assert made.version == how.version
    assert len(made.global_xpubs) == (len(wallet.policy.keys) if how.has_xpubs else 0)
    assert not (how.is_slim and script_type.is_segwit and made.inputs[0].previous_transaction)


@pytest.mark.parametrize("script_type", MULTISIG)
def test_says_all_that_signers_ask_for_whatever_the_file_left_out(script_type: ScriptType) -> None:
    wallet = WALLETS[script_type]
    whole = make_payment(wallet)
    made = packed(bare(whole), wallet)
    assert write_psbt(made) == write_psbt(whole)
    assert len(made.global_xpubs) == len(wallet.policy.keys)
    EmbitPsbt.parse(write_psbt(made))  # what many signers run


def test_leaves_out_what_does_not_belong_to_the_payment() -> None:
    wallet = WALLETS[ScriptType.P2WSH]
    whole = make_payment(wallet)
    odd = (*whole.global_records, Record(0xFC, b"\x04evil\x00", b"payload"))
    inputs, outputs = ([e.records for e in side] for side in (whole.inputs, whole.outputs))
    psbt = read_psbt(join_maps([odd, *inputs, *outputs]))
    assert b"payload" not in write_psbt(packed(psbt, wallet))


HIDDEN = b"carried out with it"


def with_stowaways(psbt: Psbt) -> Psbt:
    """The file of somebody who wants signers to be told more than was reviewed."""
    unknown = (Record(0xF0, b"", HIDDEN), Record(0xFC, b"\x04evil\x00", HIDDEN))
    inputs = [(*entry.records, *unknown) for entry in psbt.inputs]
    outputs = [(*entry.records, *unknown) for entry in psbt.outputs]
    return read_psbt(join_maps([(*psbt.global_records, *unknown), *inputs, *outputs]))


def with_one_input_finished(psbt: Psbt, wallet: Wallet) -> Psbt:
    signed = combine(psbt, [signed_by(1, psbt, wallet), signed_by(2, psbt, wallet)], wallet).psbt
    finished = Transaction.parse(finish_payment(signed, wallet).raw).inputs[0]
    scripts = FinalScripts(finished.script_sig, finished.witness)
    return with_final_scripts(psbt, {0: scripts})


@pytest.mark.parametrize("script_type", MULTISIG)
def test_leaves_it_out_also_where_an_input_is_finished(script_type: ScriptType) -> None:
    wallet = WALLETS[script_type]
    psbt = with_one_input_finished(make_payment(wallet), wallet)
    made = packed(with_stowaways(psbt), wallet)
    assert HIDDEN not in write_psbt(made)
    assert write_psbt(made) == write_psbt(psbt)


def test_leaves_it_out_also_where_the_chain_stands_for_the_amounts() -> None:
    wallet = WALLETS[ScriptType.P2WSH]
    psbt = slim(make_payment(wallet), range(2))
    coins = {s.outpoint: o for s, o in zip(psbt.transaction.inputs, spent_by(psbt), strict=True)}
    review = review_payment(psbt, wallet, history=History(coins=coins))
    made = pack(with_stowaways(psbt), wallet, review)
    assert made == write_psbt(psbt)


def test_leaves_it_out_also_where_an_input_is_foreign() -> None:
    wallet = WALLETS[ScriptType.P2WSH]
    psbt = with_stowaways(make_payment(make_wallet(count=4)))
    made = packed(psbt, wallet)
    assert HIDDEN not in write_psbt(made)
    assert not any(entry.derivations for entry in made.inputs)
    assert not any(entry.derivations for entry in made.outputs)


def test_a_slim_one_leaves_previous_transactions_out_of_segwit_inputs() -> None:
    wallet = WALLETS[ScriptType.P2WSH]
    made = packed(make_payment(wallet), wallet, SLIM)
    assert all(e.previous_transaction is None and e.witness_utxo for e in made.inputs)


def test_a_legacy_input_keeps_its_previous_transaction() -> None:
    wallet = WALLETS[ScriptType.P2SH]
    made = packed(make_payment(wallet), wallet, SLIM)
    assert all(entry.previous_transaction for entry in made.inputs)


@pytest.mark.parametrize("how", [FULL, SLIM], ids=["full", "slim"])
def test_a_signer_signs_it_beside_who_signed_before(how: Packing) -> None:
    wallet = WALLETS[ScriptType.P2WSH]
    psbt = make_payment(wallet)
    payment, _ = accept(start(write_psbt(psbt), [wallet]), [signed_by(1, psbt, wallet)])
    signed = practice_signer(2).sign(packing_for(payment, how), wallet).psbt
    both, found = accept(start(write_psbt(psbt), [wallet]), [Returned("second", signed)])
    assert (both.review.complete, found) == (True, ())


CHANGED = {
    "an output's amount": (
        lambda psbt: with_transaction(psbt, one_satoshi_less(psbt.transaction)),
        {"part": "amount", "place": "output 0"},
    ),
    "a coin's amount": (with_another_amount, {"part": "spent-amount", "place": "input 0"}),
    "what is spent": (without_outputs_spent, {}),
}


@shows("changed-after-review", FIRING)
@pytest.mark.parametrize(("change", "facts"), CHANGED.values(), ids=CHANGED)
def test_what_was_changed_never_leaves(
    change: Callable[[Psbt], Psbt], facts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet = WALLETS[ScriptType.P2WSH]
    psbt = make_payment(wallet)
    monkeypatch.setattr(packing, "write_psbt", lambda _: write_psbt(change(psbt)))
    with pytest.raises(StrongroomError) as caught:
        pack(psbt, wallet, review_payment(psbt, wallet))
    assert caught.value.code == "changed-after-review"
    assert dict(caught.value.facts) == {"reason": "packed", **facts}


OTHERWISE = {
    "another version": (lambda psbt: to_version(psbt, 2), FULL),
    "extended keys all the same": (
        lambda _: make_payment(WALLETS[ScriptType.P2WSH]),
        Packing(has_xpubs=False),
    ),
}


@pytest.mark.parametrize(("change", "asked"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_is_packed_otherwise_than_asked_never_leaves(
    change: Callable[[Psbt], Psbt], asked: Packing, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet = WALLETS[ScriptType.P2WSH]
    psbt = make_payment(wallet)
    monkeypatch.setattr(packing, "write_psbt", lambda made: write_psbt(change(made)))
    with pytest.raises(StrongroomError) as caught:
        pack(psbt, wallet, review_payment(psbt, wallet), asked)
    assert dict(caught.value.facts) == {"reason": "packed"}


@pytest.mark.parametrize("first", EVERY, ids=str)
def test_answers_in_both_versions_are_joined(first: Packing) -> None:
    wallet = WALLETS[ScriptType.P2WSH]
    payment = start(make_payment(wallet).original, [wallet])
    answers = [
        Returned(str(number), practice_signer(number).sign(packing_for(payment, how), wallet).psbt)
        for number, how in ((1, first), (2, Packing(2 - first.version)))
    ]
    assert {read_psbt(each.data).version for each in answers} == {0, 2}
    joined, found = accept(payment, answers)
    assert (joined.review.complete, found) == (True, ())
    assert finish_payment(joined.combined, wallet).verified


MAY_WRITE = {
    "review/engines.py": "for BDK to read beside us",
    "workflows/packing.py": "what goes to signers, read back and compared",
    "workflows/kept.py": "for the vault",
    "workflows/kept_payment.py": "to tell what was kept from what is there",
    "workflows/payment.py": "to hold what was kept to what was reviewed",
    "workflows/practice_walk.py": "the practice signers' own files",
    "workflows/vault_archive.py": "open files, for somebody who asks for all of the vault",
    "cli/psbt.py": "what a combiner makes, not what a signer gets",
}
"""Whatever else turns a PSBT into bytes could carry one past ``pack``."""


def test_nothing_but_packing_makes_what_a_signer_gets() -> None:
    rooms = REPOSITORY / "desktop" / "strongroom"
    writers = {
        path.relative_to(rooms).as_posix()
        for path in rooms.rglob("*.py")
        if path.parent.name != "model" and "write_psbt(" in path.read_text("utf-8")
    }
    assert writers == set(MAY_WRITE)
