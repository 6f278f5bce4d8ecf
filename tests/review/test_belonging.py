from dataclasses import replace
from typing import Any

import pytest

from strongroom.engines.own_scripts import Place
from strongroom.model.finding import Severity
from strongroom.model.policy import CosignerKey, Policy, PolicyKey
from strongroom.model.psbt import GlobalXpub, KeyDerivation
from strongroom.model.wallet import Branch, Wallet
from tests.builders import STRANGER, Coin, Draft, Paid, draft_payment, hardened, make_wallet
from tests.review.codes import FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, review_of, seen

SIGNERS = make_wallet()
OTHERS = make_wallet(seed=50)
ONE_STRANGE = [Coin(), Coin(script=STRANGER)]


def with_input_derivation(draft: Draft, number: int, **fields: Any) -> Draft:
    derivations = list(draft.inputs[0].derivations)
    derivations[number] = replace(derivations[number], **fields)
    draft.inputs[0] = replace(draft.inputs[0], derivations=derivations)
    return draft


@shows("input-not-ours", FIRING)
def test_blocks_an_input_of_somebody_else() -> None:
    draft = draft_payment(SIGNERS, ONE_STRANGE, [Paid(1_900_000)])
    review = review_of(draft, SIGNERS)
    assert seen(found(draft, SIGNERS, "input-not-ours")) == [(Severity.BLOCK, "input 1")]
    assert [entry.mine for entry in review.inputs] == [True, False]
    assert review.totals.own_inputs == 1_000_000


@shows("input-not-ours", FIRING)
def test_says_so_when_no_input_is_from_this_wallet() -> None:
    findings = found(draft_payment(OTHERS), SIGNERS, "input-not-ours")
    assert seen(findings) == [(Severity.BLOCK, "transaction")]
    assert reasons(findings) == ["all"]


def test_an_input_is_ours_though_nothing_in_the_psbt_says_so() -> None:
    draft = draft_payment(SIGNERS)
    draft.inputs[0] = replace(draft.inputs[0], derivations=(), witness_script=None)
    review = review_of(draft, SIGNERS)
    assert review.inputs[0].mine
    assert review.inputs[0].place == Place(Branch.RECEIVE, 0)


@pytest.mark.parametrize("index", [0, 1_000, 5_000, 2**31 - 1])
def test_an_input_is_ours_wherever_its_derivation_points(index: int) -> None:
    place = Place(Branch.RECEIVE, index)
    review = review_of(draft_payment(SIGNERS, [Coin(place=place)], [Paid(900_000)]), SIGNERS)
    assert review.inputs[0].place == place


def test_an_input_that_lies_about_its_place_is_searched_for() -> None:
    draft = draft_payment(SIGNERS)
    derivations = SIGNERS.derivations(Place(Branch.CHANGE, 77))
    draft.inputs[0] = replace(draft.inputs[0], derivations=derivations)
    assert review_of(draft, SIGNERS).inputs[0].place == Place(Branch.RECEIVE, 0)


OTHER_KEY = OTHERS.keys(Place(Branch.RECEIVE, 0))[0]
FALSEHOODS: dict[str, dict[str, Any]] = {
    "a foreign key": {"public_key": OTHER_KEY},
    "another index": {"path": (*hardened(48, 1, 0, 2), 0, 1)},
    "another branch": {"path": (*hardened(48, 1, 0, 2), 1, 0)},
    "another account": {"path": (*hardened(48, 1, 1, 2), 0, 0)},
    "a hardened step": {"path": (*hardened(48, 1, 0, 2), *hardened(0), 0)},
    "no path": {"path": ()},
    "a path without end": {"path": (*hardened(48, 1, 0, 2), *[0] * 200)},
    "another signer's fingerprint": {"fingerprint": SIGNERS.roots[1].my_fingerprint},
}


@shows("false-origin", FIRING)
@pytest.mark.parametrize("name", FALSEHOODS)
def test_blocks_a_key_that_is_not_where_its_origin_says(name: str) -> None:
    draft = with_input_derivation(draft_payment(SIGNERS), 0, **FALSEHOODS[name])
    assert seen(found(draft, SIGNERS, "false-origin")) == [(Severity.BLOCK, "input 0")]


def test_blocks_a_foreign_key_under_our_fingerprint_in_an_output() -> None:
    draft = draft_payment(SIGNERS)
    path = (*hardened(48, 1, 0, 2), 1, 5)
    claim = KeyDerivation(OTHER_KEY, SIGNERS.roots[0].my_fingerprint, path)
    draft.outputs[0] = replace(draft.outputs[0], derivations=(claim,))
    assert seen(found(draft, SIGNERS, "false-origin")) == [(Severity.BLOCK, "output 0")]


@shows("false-origin", QUIET)
def test_nothing_is_false_about_a_path_that_cannot_be_followed() -> None:
    draft = draft_payment(SIGNERS, ONE_STRANGE, [Paid(1_900_000)])
    elsewhere = KeyDerivation(OTHER_KEY, SIGNERS.roots[0].my_fingerprint, hardened(84, 1, 0))
    draft.inputs[1] = replace(draft.inputs[1], derivations=(elsewhere,))
    assert not found(draft, SIGNERS, "false-origin")


@shows("false-origin", QUIET)
def test_a_second_account_of_one_seed_is_no_false_origin() -> None:
    second = make_wallet(count=1, threshold=1)
    review = review_of(draft_payment(second), SIGNERS)
    assert "false-origin" not in {finding.code for finding in review.findings}


def change_xpub(number: int, **fields: Any) -> Draft:
    draft = draft_payment(SIGNERS)
    draft.xpubs[number] = replace(draft.xpubs[number], **fields)
    return draft


XPUBS = {
    "as it should be": (draft_payment(SIGNERS), 0),
    "none": (replace(draft_payment(SIGNERS), xpubs=[]), 0),
    "some only": (replace(draft_payment(SIGNERS), xpubs=list(SIGNERS.xpubs()[:1])), 0),
    "one of others": (
        replace(draft_payment(SIGNERS), xpubs=[*SIGNERS.xpubs()[:2], OTHERS.xpubs()[2]]),
        1,
    ),
    "one too many": (
        replace(draft_payment(SIGNERS), xpubs=[*SIGNERS.xpubs(), OTHERS.xpubs()[2]]),
        1,
    ),
    "another fingerprint": (change_xpub(0, fingerprint=b"\1\2\3\4"), 1),
    "another path": (change_xpub(0, path=hardened(48, 1, 1, 2)), 1),
    "no fingerprint": (change_xpub(0, fingerprint=bytes(4)), 0),
}


@shows("xpub-mismatch", FIRING, QUIET)
@pytest.mark.parametrize("name", XPUBS)
def test_blocks_cosigners_that_are_not_the_wallets(name: str) -> None:
    draft, count = XPUBS[name]
    findings = found(draft, SIGNERS, "xpub-mismatch")
    assert seen(findings) == [(Severity.BLOCK, "transaction")] * count


def test_blocks_a_cosigner_with_another_chain_code() -> None:
    draft = draft_payment(SIGNERS)
    xpub = bytearray(draft.xpubs[0].xpub)
    xpub[20] ^= 1
    draft.xpubs[0] = replace(draft.xpubs[0], xpub=bytes(xpub))
    assert len(found(draft, SIGNERS, "xpub-mismatch")) == 1


@shows("input-not-ours", QUIET)
def test_takes_a_psbt_that_knows_the_origin_of_a_key_nobody_told_us() -> None:
    keys = [CosignerKey(key.xpub) for key in SIGNERS.wallet.policy.cosigners]
    policy = Policy(SIGNERS.wallet.policy.script_type, 2, tuple(map(PolicyKey, keys)))
    bare = replace(SIGNERS, wallet=Wallet("Bare", SIGNERS.wallet.network, policy))
    review = review_of(draft_payment(SIGNERS), bare)
    assert [finding.code for finding in review.findings] == ["rbf"]
    assert [output.place for output in review.outputs] == [None, Place(Branch.CHANGE, 0)]


@shows("fingerprint-missing", FIRING, QUIET)
def test_warns_of_own_keys_that_no_signer_will_know() -> None:
    draft = with_input_derivation(draft_payment(SIGNERS), 1, fingerprint=bytes(4))
    assert seen(found(draft, SIGNERS, "fingerprint-missing")) == [(Severity.WARN, "input 0")]
    assert not found(draft_payment(SIGNERS), SIGNERS, "fingerprint-missing")


def test_an_unknown_version_of_extended_key_is_a_mismatch_not_a_crash() -> None:
    draft = draft_payment(SIGNERS)
    first = draft.xpubs[0]
    draft.xpubs[0] = GlobalXpub(b"\0\0\0\0" + first.xpub[4:], first.fingerprint, first.path)
    assert len(found(draft, SIGNERS, "xpub-mismatch")) == 1
