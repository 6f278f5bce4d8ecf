from dataclasses import replace

import pytest

from strongroom.engines.own_scripts import Place
from strongroom.model.descriptor import parse_descriptor, with_checksum, write_descriptor
from strongroom.model.finding import Severity
from strongroom.model.psbt import KeyDerivation
from strongroom.model.psbt_writer import OutputFields
from strongroom.model.script_type import ScriptType
from strongroom.model.transaction import TxOutput
from strongroom.model.wallet import Branch, Wallet
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.review.psbt import OutputRole
from tests.builders import (
    CHANGE,
    STRANGER,
    Coin,
    Draft,
    Paid,
    TestWallet,
    draft_payment,
    hardened,
    make_wallet,
    multisig,
    p2sh,
    wrap,
)
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, review_of, seen

SIGNERS = make_wallet()
NESTED = make_wallet(script_type=ScriptType.P2SH_P2WSH)
LEGACY = make_wallet(script_type=ScriptType.P2SH)
OTHERS = make_wallet(seed=50)
UNSORTED = make_wallet(sorted_keys=False)
ACCOUNT = hardened(48, 1, 0, 2)


def receive(index: int) -> Place:
    return Place(Branch.RECEIVE, index)


def change(index: int) -> Place:
    return Place(Branch.CHANGE, index)


def instead_of_change(
    script_pubkey: bytes, fields: OutputFields, signers: TestWallet = SIGNERS
) -> Draft:
    """A usual payment whose change goes somewhere else and says what ``fields`` say."""
    draft = draft_payment(signers)
    draft.pay(1, TxOutput(390_000, script_pubkey))
    draft.outputs[1] = fields
    return draft


def false_change(inner: bytes, signers: TestWallet = SIGNERS) -> Draft:
    """Change into ``inner``, told with scripts that fit and our own derivations."""
    scripts = wrap(signers.wallet.policy.script_type, inner)
    fields = OutputFields(
        scripts.redeem_script, scripts.witness_script, signers.derivations(CHANGE)
    )
    return instead_of_change(scripts.script_pubkey, fields, signers)


KEYS = SIGNERS.keys(CHANGE)
STRANGE_KEY = OTHERS.keys(CHANGE)[0]
UNUSED_BRANCH = SIGNERS.keys(CHANGE, branch_step=2)
OURS = SIGNERS.scripts(CHANGE)
assert OURS.witness_script is not None


def derived_at(*tail: int) -> OutputFields:
    """Says that the output's keys lie at ``tail`` behind our accounts, and it is so."""
    keys = [derivation.public_key for derivation in SIGNERS.derivations(CHANGE, *tail)]
    script = multisig(2, sorted(keys))
    return OutputFields(witness_script=script, derivations=SIGNERS.derivations(CHANGE, *tail))


def paid_at(*tail: int) -> Draft:
    fields = derived_at(*tail)
    assert fields.witness_script is not None
    return instead_of_change(wrap(ScriptType.P2WSH, fields.witness_script).script_pubkey, fields)


FALSE_CHANGE = {
    "one signature fewer": (false_change(multisig(1, sorted(KEYS))), "quorum"),
    "one signature more": (false_change(multisig(3, sorted(KEYS))), "quorum"),
    "one key replaced": (false_change(multisig(2, sorted([*KEYS[:2], STRANGE_KEY]))), "key"),
    "one key added": (false_change(multisig(2, sorted([*KEYS, STRANGE_KEY]))), "key"),
    "one key left out": (false_change(multisig(2, sorted(KEYS[:2]))), "key"),
    "all keys replaced": (false_change(multisig(2, sorted(OTHERS.keys(CHANGE)))), "output"),
    "keys not sorted": (false_change(multisig(2, sorted(KEYS, reverse=True))), "order"),
    "another way to spend": (
        false_change(b"\x63" + multisig(2, sorted(KEYS)) + b"\x67\x51\x68"),
        "form",
    ),
    "an opcode behind": (false_change(multisig(2, sorted(KEYS)) + b"\x61"), "form"),
    "other script type": (
        instead_of_change(
            p2sh(OURS.script_pubkey),
            OutputFields(OURS.script_pubkey, OURS.witness_script, SIGNERS.derivations(CHANGE)),
        ),
        "script-type",
    ),
    "our scripts, another output": (
        instead_of_change(STRANGER, SIGNERS.output_fields(CHANGE)),
        "output",
    ),
    "our keys by derivation alone": (
        instead_of_change(STRANGER, OutputFields(derivations=SIGNERS.derivations(CHANGE))),
        "output",
    ),
    "another branch": (paid_at(2, 0), "branch"),
    "no branch": (paid_at(7), "branch"),
    "a branch below the change branch": (paid_at(1, 0, 0), "branch"),
    "a hardened index": (paid_at(1, *hardened(0)), "hardened"),
    "a hardened branch": (paid_at(*hardened(1), 0), "hardened"),
    "a foreign key under our origin": (
        instead_of_change(
            STRANGER,
            OutputFields(
                derivations=(
                    KeyDerivation(STRANGE_KEY, SIGNERS.roots[0].my_fingerprint, (*ACCOUNT, 1, 0)),
                )
            ),
        ),
        "key",
    ),
    "our signer, an account of its own": (
        instead_of_change(
            STRANGER,
            OutputFields(
                derivations=(
                    KeyDerivation(STRANGE_KEY, SIGNERS.roots[0].my_fingerprint, hardened(84, 1, 0)),
                )
            ),
        ),
        "output",
    ),
    "our account under no fingerprint": (
        instead_of_change(
            STRANGER,
            OutputFields(derivations=(KeyDerivation(STRANGE_KEY, bytes(4), (*ACCOUNT, 1, 0)),)),
        ),
        "output",
    ),
    "our key under a foreign fingerprint": (
        instead_of_change(
            STRANGER,
            OutputFields(derivations=(KeyDerivation(KEYS[0], b"\1\2\3\4", (0, 1, 0)),)),
        ),
        "output",
    ),
    "our key of another branch under a foreign fingerprint": (
        instead_of_change(
            STRANGER,
            OutputFields(derivations=(KeyDerivation(UNUSED_BRANCH[0], b"\1\2\3\4", (9, 2, 0)),)),
        ),
        "output",
    ),
    "a script with our key and no derivation": (
        instead_of_change(
            STRANGER, OutputFields(witness_script=multisig(1, sorted([KEYS[0], STRANGE_KEY])))
        ),
        "output",
    ),
}


@shows("change-foreign", FIRING)
@pytest.mark.parametrize("name", FALSE_CHANGE)
def test_blocks_what_claims_to_be_change_and_lists_it_as_a_payment(name: str) -> None:
    draft, reason = FALSE_CHANGE[name]
    review = review_of(draft, SIGNERS)
    findings = [f for f in review.findings if f.code == "change-foreign"]
    assert seen(findings) == [(Severity.BLOCK, "output 1")]
    assert reasons(findings) == [reason]
    assert review.outputs[1].kind is OutputRole.PAYMENT
    assert review.totals.own_outputs == 0


def test_blocks_sorted_keys_where_the_wallet_keeps_their_order() -> None:
    keys = UNSORTED.keys(CHANGE)
    assert list(keys) != sorted(keys)
    draft = false_change(multisig(2, sorted(keys)), UNSORTED)
    assert reasons(found(draft, UNSORTED, "change-foreign")) == ["order"]


@pytest.mark.parametrize("signers", [NESTED, LEGACY])
def test_blocks_another_quorum_in_other_script_types(signers: TestWallet) -> None:
    draft = false_change(multisig(1, sorted(signers.keys(CHANGE))), signers)
    assert reasons(found(draft, signers, "change-foreign")) == ["quorum"]


@shows("change-foreign", QUIET)
def test_another_wallet_of_the_payee_claims_nothing() -> None:
    payee = OTHERS.output_fields(CHANGE)
    draft = instead_of_change(OTHERS.scripts(CHANGE).script_pubkey, payee)
    assert not found(draft, SIGNERS, "change-foreign")


@shows("change-foreign", QUIET)
@shows("change-unmarked", QUIET)
@pytest.mark.parametrize("signers", [SIGNERS, NESTED, LEGACY, UNSORTED])
def test_knows_its_change(signers: TestWallet) -> None:
    output = review_of(draft_payment(signers), signers).outputs[1]
    assert (output.kind, output.place) == (OutputRole.CHANGE, CHANGE)
    assert output.findings == ()


DISTANCES = {
    "last used": (20, None),
    "at the gap": (25, None),
    "beyond the gap": (26, Severity.WARN),
    "as far as is searched": (1_005, Severity.WARN),
    "farther": (1_006, Severity.BLOCK),
    "out of sight": (2_000_000_000, Severity.BLOCK),
}


@shows("change-unfindable", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", DISTANCES)
def test_says_when_change_is_hard_to_find_again(name: str) -> None:
    index, weight = DISTANCES[name]
    draft = draft_payment(
        SIGNERS, [Coin(place=receive(5)), Coin(place=change(2))], [Paid(900_000, change(index))]
    )
    findings = found(draft, SIGNERS, "change-unfindable")
    assert seen(findings) == ([(weight, "output 0")] if weight else [])
    within = weight is not Severity.BLOCK
    kind = review_of(draft, SIGNERS).outputs[0].kind
    assert (kind is OutputRole.CHANGE) is within


@shows("change-unfindable", BOUNDARY)
@pytest.mark.parametrize(("index", "count"), [(120, 0), (121, 1)])
def test_the_chain_knows_better_what_was_last_used(index: int, count: int) -> None:
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000, change(index))])
    history = History(last_used=100)
    assert len(found(draft, SIGNERS, "change-unfindable", history=history)) == count


@pytest.mark.parametrize(("index", "count"), [(120, 0), (121, 1)])
def test_the_vault_knows_of_addresses_that_no_input_tells_of(index: int, count: int) -> None:
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000, change(index))])
    history = History(least_used=100)
    assert len(found(draft, SIGNERS, "change-unfindable", history=history)) == count


def test_an_input_may_tell_of_more_than_the_vault_knows() -> None:
    draft = draft_payment(SIGNERS, [Coin(place=receive(90))], [Paid(900_000, change(110))])
    assert not found(draft, SIGNERS, "change-unfindable", history=History(least_used=5))
    assert found(draft, SIGNERS, "change-unfindable", history=History(last_used=5))


@pytest.mark.parametrize(("index", "count"), [(3, 0), (4, 1)])
def test_the_gap_moves_with_the_settings(index: int, count: int) -> None:
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000, change(index))])
    assert len(found(draft, SIGNERS, "change-unfindable", limits=Limits(gap=3))) == count


@shows("change-receive-branch", FIRING, QUIET)
def test_warns_of_change_on_the_receive_branch() -> None:
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000, receive(3))])
    findings = found(draft, SIGNERS, "change-receive-branch")
    assert seen(findings) == [(Severity.WARN, "output 0")]
    assert review_of(draft, SIGNERS).outputs[0].kind is OutputRole.SELF
    assert not found(draft_payment(SIGNERS), SIGNERS, "change-receive-branch")


@shows("change-receive-branch", QUIET)
def test_a_wallet_with_one_branch_takes_its_change_there() -> None:
    text = write_descriptor(SIGNERS.wallet.policy).split("#")[0].replace("<0;1>", "0")
    policy = parse_descriptor(with_checksum(text)).policy
    lone = replace(SIGNERS, wallet=Wallet("Lone", SIGNERS.wallet.network, policy))
    draft = draft_payment(SIGNERS, outputs=[Paid(990_000, receive(3))])
    review = review_of(draft, lone)
    assert review.outputs[0].kind is OutputRole.CHANGE
    assert [finding.code for finding in review.findings] == ["rbf"]


@shows("change-unmarked", FIRING)
@pytest.mark.parametrize("place", [change(0), change(1_000), receive(999)])
def test_finds_change_that_is_not_marked(place: Place) -> None:
    script = SIGNERS.scripts(place).script_pubkey
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000, script=script)])
    output = review_of(draft, SIGNERS).outputs[0]
    assert output.place == place
    assert output.findings[-1].code == "change-unmarked"
    assert output.findings[-1].severity is Severity.INFO


def test_does_not_look_farther_than_it_says() -> None:
    script = SIGNERS.scripts(change(1_001)).script_pubkey
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000, script=script)])
    assert review_of(draft, SIGNERS).outputs[0].kind is OutputRole.PAYMENT


def test_an_earlier_wider_search_does_not_change_what_is_found() -> None:
    far = draft_payment(SIGNERS, [Coin(place=receive(500))], [Paid(900_000)])
    review_of(far, SIGNERS)
    test_does_not_look_farther_than_it_says()


def test_change_marked_with_other_keys_is_still_ours_and_not_marked() -> None:
    draft = draft_payment(SIGNERS)
    derivations = SIGNERS.derivations(change(5))
    draft.outputs[1] = replace(draft.outputs[1], derivations=derivations)
    review = review_of(draft, SIGNERS)
    assert review.outputs[1].kind is OutputRole.CHANGE
    assert [finding.code for finding in review.outputs[1].findings] == ["change-unmarked"]


@shows("address-reuse", FIRING, QUIET)
@pytest.mark.parametrize("used", [True, False])
def test_warns_of_an_own_address_paid_again(used: bool) -> None:
    address = review_of(draft_payment(SIGNERS), SIGNERS).outputs[1].address
    history = History(used_addresses=frozenset([address or ""]) if used else frozenset())
    findings = found(draft_payment(SIGNERS), SIGNERS, "address-reuse", history=history)
    assert seen(findings) == [(Severity.WARN, "output 1")] * used


def test_warns_of_change_to_the_address_spent_from() -> None:
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000, receive(0))])
    assert len(found(draft, SIGNERS, "address-reuse")) == 1
