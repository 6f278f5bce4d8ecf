from dataclasses import replace
from typing import Any

import pytest

from strongroom.engines.own_scripts import Place
from strongroom.model.derivation import DerivationPath
from strongroom.model.finding import Severity
from strongroom.model.network import Network
from strongroom.model.policy import Policy, PolicyKey
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import KeyDerivation
from strongroom.model.psbt_writer import InputFields
from strongroom.model.script_type import ScriptType
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch, Wallet
from strongroom.review.history import History
from tests.builders import (
    Coin,
    Draft,
    Paid,
    TestWallet,
    cosigner_key,
    draft_payment,
    hardened,
    make_wallet,
)
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, review_of, seen

SIGNERS = make_wallet()
LEGACY = make_wallet(script_type=ScriptType.P2SH)
NESTED = make_wallet(script_type=ScriptType.P2SH_P2WSH)
ALL_KINDS = (SIGNERS, NESTED, LEGACY)
MOST = 2_100_000_000_000_000


def change_input(draft: Draft, **fields: Any) -> Draft:
    draft.inputs[0] = replace(draft.inputs[0], **fields)
    return draft


def another_previous(draft: Draft) -> PreviousTransaction:
    old = draft.inputs[0].previous_transaction
    assert old is not None
    made = replace(old.transaction(), locktime=1)
    return PreviousTransaction.parse(made.serialize())


def spend_index(draft: Draft, index: int) -> Draft:
    spent = draft.transaction.inputs[0]
    moved = replace(spent, outpoint=OutPoint(spent.outpoint.txid, index))
    draft.transaction = replace(draft.transaction, inputs=(moved,))
    return draft


def lying(draft: Draft, **claims: Any) -> Draft:
    utxo = draft.inputs[0].witness_utxo
    assert utxo is not None
    return change_input(draft, witness_utxo=replace(utxo, **claims))


MISMATCHES = {
    "txid": lambda draft: change_input(draft, previous_transaction=another_previous(draft)),
    "index": lambda draft: spend_index(draft, 1),
    "witness-utxo": lambda draft: lying(draft, amount=1_000_001),
}


@shows("utxo-mismatch", FIRING)
@pytest.mark.parametrize("reason", MISMATCHES)
def test_rejects_a_previous_transaction_that_says_otherwise(reason: str) -> None:
    draft = MISMATCHES[reason](draft_payment(SIGNERS))
    findings = found(draft, SIGNERS, "utxo-mismatch")
    assert seen(findings) == [(Severity.REJECT, "input 0")]
    assert reasons(findings) == [reason]
    assert not found(draft, SIGNERS, "utxo-missing")


def test_rejects_a_witness_utxo_with_another_script() -> None:
    draft = lying(draft_payment(SIGNERS), script_pubkey=b"\x51")
    assert reasons(found(draft, SIGNERS, "utxo-mismatch")) == ["witness-utxo"]


@shows("utxo-mismatch", QUIET)
@shows("utxo-missing", QUIET)
@pytest.mark.parametrize("signers", ALL_KINDS)
def test_an_input_with_its_previous_transaction_is_proven(signers: TestWallet) -> None:
    review = review_of(draft_payment(signers), signers)
    assert review.inputs[0].amount == 1_000_000
    assert not {f.code for f in review.findings} & {"utxo-missing", "utxo-mismatch"}


@shows("utxo-missing", FIRING)
@pytest.mark.parametrize("signers", ALL_KINDS)
def test_blocks_an_input_without_any_utxo(signers: TestWallet) -> None:
    draft = change_input(draft_payment(signers), previous_transaction=None, witness_utxo=None)
    review = review_of(draft, signers)
    findings = [f for f in review.findings if f.code == "utxo-missing"]
    assert reasons(findings) == ["nothing"]
    assert (review.fee, review.fee_rate, review.digest) == (None, None, None)
    assert findings[0].facts["txid"] == str(review.inputs[0].outpoint).split(":")[0]


@shows("utxo-missing", FIRING)
@pytest.mark.parametrize("signers", [SIGNERS, NESTED])
def test_blocks_a_segwit_input_whose_amount_is_only_claimed(signers: TestWallet) -> None:
    draft = change_input(draft_payment(signers), previous_transaction=None)
    review = review_of(draft, signers)
    assert review.verdict is Severity.BLOCK
    assert reasons(found(draft, signers, "utxo-missing")) == ["unproven"]
    assert review.inputs[0].amount is None
    assert (review.fee, review.digest) == (None, None)


@shows("utxo-missing", FIRING)
def test_blocks_a_legacy_input_with_only_a_witness_utxo() -> None:
    draft = draft_payment(LEGACY)
    previous = draft.inputs[0].previous_transaction
    assert previous is not None
    utxo = previous.output(0)
    change_input(draft, previous_transaction=None, witness_utxo=utxo)
    assert reasons(found(draft, LEGACY, "utxo-missing")) == ["legacy"]


@shows("utxo-missing", QUIET)
def test_the_wallets_own_chain_data_proves_an_amount() -> None:
    draft = change_input(draft_payment(SIGNERS), previous_transaction=None)
    outpoint, utxo = draft.transaction.inputs[0].outpoint, draft.inputs[0].witness_utxo
    assert utxo is not None
    review = review_of(draft, SIGNERS, history=History(coins={outpoint: utxo}))
    assert review.fee == 10_000
    assert "utxo-missing" not in {finding.code for finding in review.findings}


def test_a_taproot_amount_needs_no_previous_transaction() -> None:
    draft = draft_payment(SIGNERS, [Coin(), Coin(script=b"\x51\x20" + bytes(32))])
    previous = draft.inputs[1].previous_transaction
    assert previous is not None
    draft.inputs[1] = InputFields(witness_utxo=previous.output(0))
    assert not found(draft, SIGNERS, "utxo-missing")


AMOUNTS = {
    "at most": (MOST, MOST, []),
    "too much paid": (MOST, MOST + 1, ["amount", "sum", "exceeds"]),
    "negative": (1_000_000, -1, ["amount"]),
    "too much spent": (MOST + 1, 1_000, ["amount", "sum"]),
    "exceeds": (1_000_000, 1_000_001, ["exceeds"]),
    "all of it": (1_000_000, 1_000_000, []),
}


@shows("amount-out-of-range", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", AMOUNTS)
def test_rejects_amounts_that_cannot_be(name: str) -> None:
    spent, paid, expected = AMOUNTS[name]
    draft = draft_payment(SIGNERS, [Coin(spent)], [Paid(paid)])
    findings = found(draft, SIGNERS, "amount-out-of-range")
    assert reasons(findings) == expected
    assert all(finding.severity is Severity.REJECT for finding in findings)


def test_rejects_a_sum_that_cannot_be_though_each_amount_can() -> None:
    draft = draft_payment(SIGNERS, [Coin(MOST), Coin(MOST)], [Paid(MOST), Paid(MOST)])
    assert reasons(found(draft, SIGNERS, "amount-out-of-range")) == ["sum"]


OTHER_SCRIPT = b"\x51"
SCRIPT_CASES: dict[str, tuple[TestWallet, dict[str, Any], int]] = {
    "native, wrong witness script": (SIGNERS, {"witness_script": OTHER_SCRIPT}, 1),
    "native, needless redeem script": (SIGNERS, {"redeem_script": OTHER_SCRIPT}, 1),
    "nested, wrong witness script": (NESTED, {"witness_script": OTHER_SCRIPT}, 1),
    "nested, wrong redeem script": (NESTED, {"redeem_script": OTHER_SCRIPT}, 1),
    "nested, no redeem script": (NESTED, {"redeem_script": None}, 0),
    "nested, neither": (NESTED, {"redeem_script": None, "witness_script": None}, 0),
    "legacy, wrong redeem script": (LEGACY, {"redeem_script": OTHER_SCRIPT}, 1),
    "legacy, needless witness script": (LEGACY, {"witness_script": OTHER_SCRIPT}, 1),
    "legacy, as it was": (LEGACY, {}, 0),
    "native, as it was": (SIGNERS, {}, 0),
    "nested, as it was": (NESTED, {}, 0),
}


@shows("script-mismatch", FIRING, QUIET)
@pytest.mark.parametrize("name", SCRIPT_CASES)
def test_rejects_scripts_the_spent_output_does_not_commit_to(name: str) -> None:
    signers, fields, count = SCRIPT_CASES[name]
    findings = found(change_input(draft_payment(signers), **fields), signers, "script-mismatch")
    assert seen(findings) == [(Severity.REJECT, "input 0")] * count


@shows("amount-conflict", FIRING, QUIET)
@pytest.mark.parametrize(("before", "count"), [(1_000_000, 0), (999_999, 1)])
def test_blocks_an_amount_that_differs_from_an_earlier_one(before: int, count: int) -> None:
    draft = draft_payment(SIGNERS)
    outpoint = draft.transaction.inputs[0].outpoint
    findings = found(draft, SIGNERS, "amount-conflict", history=History(seen={outpoint: before}))
    assert seen(findings) == [(Severity.BLOCK, "input 0")] * count


def test_blocks_an_amount_that_differs_from_the_chain() -> None:
    draft = draft_payment(SIGNERS)
    outpoint, utxo = draft.transaction.inputs[0].outpoint, draft.inputs[0].witness_utxo
    assert utxo is not None
    history = History(coins={outpoint: TxOutput(5, utxo.script_pubkey)})
    assert len(found(draft, SIGNERS, "amount-conflict", history=history)) == 1
    change_input(draft, previous_transaction=None)
    assert review_of(draft, SIGNERS, history=history).inputs[0].amount is None


@shows("wrong-network", FIRING, QUIET)
def test_rejects_extended_keys_of_the_other_network() -> None:
    draft = draft_payment(SIGNERS)
    draft.xpubs = list(make_wallet(network=Network.BITCOIN).xpubs())
    assert seen(found(draft, SIGNERS, "wrong-network")) == [(Severity.REJECT, "transaction")]
    assert not found(draft_payment(SIGNERS), SIGNERS, "wrong-network")


PATHS = {
    "main coin type": (hardened(48, 0, 0, 2), 1),
    "single signature on the main network": (hardened(84, 0, 0), 1),
    "test coin type": (hardened(84, 1, 0), 0),
    "another coin": (hardened(84, 2, 0), 0),
    "no coin type in this path": (hardened(45, 0), 0),
    "short": (hardened(48), 0),
    "plain steps": ((48, 0), 0),
}


@shows("wrong-network", FIRING, QUIET)
@pytest.mark.parametrize("name", PATHS)
def test_rejects_paths_of_the_other_network(name: str) -> None:
    path, count = PATHS[name]
    draft = draft_payment(SIGNERS)
    key = SIGNERS.keys(Place(Branch.RECEIVE, 9))[0]
    foreign = KeyDerivation(key, b"\1\2\3\4", (*path, 0, 0))
    draft.outputs[0] = replace(draft.outputs[0], derivations=(foreign,))
    expected = [(Severity.REJECT, "output 0")] * count
    assert seen(found(draft, SIGNERS, "wrong-network")) == expected


def test_a_wallet_whose_keys_have_a_main_network_path_is_taken_as_it_is() -> None:
    path = DerivationPath(hardened(48, 0, 0, 2))
    keys = tuple(PolicyKey(cosigner_key(root, path)) for root in SIGNERS.roots)
    policy = Policy(ScriptType.P2WSH, 2, keys)
    odd = TestWallet(Wallet("Odd", Network.REGTEST, policy), SIGNERS.roots, (path.steps,) * 3)
    assert [finding.code for finding in review_of(draft_payment(odd), odd).findings] == ["rbf"]


def test_without_a_wallet_nothing_is_said_of_ownership() -> None:
    review = review_of(draft_payment(SIGNERS), None)
    assert [finding.code for finding in review.findings] == ["rbf"]
    assert review.fee == 10_000
    assert (review.threshold, review.signed_by, review.digest) == (None, (), None)


def test_a_coin_of_an_unknown_transaction_form_is_no_obstacle() -> None:
    source = TxInput(OutPoint(bytes(32), 0xFFFF_FFFF), script_sig=b"\1\2")
    utxo = TxOutput(1_000_000, SIGNERS.scripts(Place(Branch.RECEIVE, 0)).script_pubkey)
    coinbase = Transaction(1, (source,), (utxo, TxOutput(0, b"\x6a")), 7)
    draft = draft_payment(SIGNERS)
    change_input(draft, previous_transaction=PreviousTransaction.parse(coinbase.serialize()))
    spent = replace(draft.transaction.inputs[0], outpoint=OutPoint(coinbase.txid_bytes, 0))
    draft.transaction = replace(draft.transaction, inputs=(spent,))
    assert review_of(draft, SIGNERS).fee == 10_000
