"""A PSBT may be as large and as false as it likes: the review stays short and ends soon."""

from dataclasses import replace

import pytest

from strongroom.engines.own_scripts import Place
from strongroom.model.finding import Severity
from strongroom.model.psbt import KeyDerivation, PartialSignature
from strongroom.model.psbt_edit import FinalScripts, with_final_scripts
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_writer import OutputFields
from strongroom.model.script_type import ScriptType
from strongroom.model.sighash import LegacyHasher
from strongroom.model.transaction import TxOutput
from strongroom.model.wallet import Branch
from strongroom.review import signature_check
from strongroom.review.limits import Limits
from strongroom.review.origins import hinted_indices
from tests.builders import (
    CHANGE,
    STRANGER,
    Coin,
    Paid,
    draft_payment,
    hardened,
    make_payment,
    make_root,
    make_wallet,
    public_key,
    sign,
)
from tests.review.reviewing import found, reasons, review_of

SIGNERS = make_wallet()
STRANGE_KEYS = [public_key(make_root(77), (number,)) for number in range(40)]
SIGNED = read_psbt(sign(SIGNERS, make_payment(SIGNERS), 0))
SIGNATURE = SIGNED.inputs[0].partial_signatures[0].signature


def test_many_bad_signatures_of_one_input_are_one_finding() -> None:
    draft = draft_payment(SIGNERS)
    signatures = tuple(PartialSignature(key, SIGNATURE) for key in STRANGE_KEYS)
    draft.inputs[0] = replace(draft.inputs[0], partial_signatures=signatures)
    (finding,) = found(draft, SIGNERS, "signature-unknown-key")
    assert finding.facts["count"] == 40


def test_many_foreign_cosigners_are_one_finding() -> None:
    draft = draft_payment(SIGNERS)
    draft.xpubs = [*make_wallet(seed=50).xpubs(), *make_wallet(seed=60).xpubs()]
    (finding,) = found(draft, SIGNERS, "xpub-mismatch")
    assert finding.facts["count"] == 6


def test_an_endless_finished_stack_is_not_gone_through() -> None:
    stack = (SIGNATURE,) * 5_000
    psbt = with_final_scripts(SIGNED, {0: FinalScripts(b"", stack)}).original
    review = review_of(psbt, SIGNERS)
    assert reasons([f for f in review.findings if f.code == "finalised-invalid"]) == ["None"]


def test_derivations_share_a_bound_and_own_change_near_by_is_found_all_the_same() -> None:
    far, near = Place(Branch.CHANGE, 5_000), Place(Branch.CHANGE, 3)
    draft = draft_payment(SIGNERS, outputs=[Paid(500_000, far), Paid(400_000, near)])
    tight = review_of(draft, SIGNERS, limits=Limits(hints_in_all=2))
    assert [output.place for output in tight.outputs] == [None, near]
    assert found(draft, SIGNERS, "change-foreign", limits=Limits(hints_in_all=2))
    wide = review_of(draft, SIGNERS, limits=Limits(hints_in_all=3))
    assert [output.place for output in wide.outputs] == [far, near]


def test_only_so_many_derivations_are_followed() -> None:
    said = [KeyDerivation(key, b"\1\2\3\4", (n % 3,)) for n, key in enumerate(STRANGE_KEYS)]
    unheard = KeyDerivation(STRANGE_KEYS[0], b"\1\2\3\4", hardened(9))
    assert hinted_indices([unheard, *said], 20) == (0, 1, 2)
    assert hinted_indices(said, 2) == (0, 1)


def test_blocks_more_own_outputs_than_are_derived_by_all_engines() -> None:
    paid = [Paid(300_000, Place(Branch.CHANGE, index)) for index in range(3)]
    draft = draft_payment(SIGNERS, outputs=paid)
    assert not found(draft, SIGNERS, "engines-disagree", limits=Limits(addresses_most=3))
    findings = found(draft, SIGNERS, "engines-disagree", limits=Limits(addresses_most=2))
    assert reasons(findings) == ["too-many"]
    assert findings[0].severity is Severity.BLOCK


def test_beyond_a_bound_old_signatures_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    legacy = make_wallet(script_type=ScriptType.P2SH)
    psbt = sign(legacy, make_payment(legacy, [Coin()] * 3, [Paid(2_900_000, CHANGE)]), 0)
    assert len(review_of(psbt, legacy).signed_by) == 1
    twice = 2 * LegacyHasher(read_psbt(psbt).transaction).size
    monkeypatch.setattr(signature_check, "MOST_LEGACY", twice)
    review = review_of(psbt, legacy)
    assert [len(entry.signatures) for entry in review.inputs] == [1, 1, 0]
    assert review.signed_by == ()


def test_of_much_false_change_only_the_first_is_looked_into() -> None:
    draft = draft_payment(SIGNERS)
    false = OutputFields(derivations=SIGNERS.derivations(CHANGE))
    outputs = draft.transaction.outputs[:1] + (TxOutput(1_000, STRANGER),) * 30
    draft.transaction = replace(draft.transaction, outputs=outputs)
    draft.outputs = [draft.outputs[0], *[false] * 30]
    review = review_of(draft, SIGNERS)
    assert len([f for f in review.findings if f.code == "change-foreign"]) == 30
    claims = [output.index for output in review.outputs if output.claim]
    assert claims == list(range(1, 21))
