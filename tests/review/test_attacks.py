"""Ways round the review that were tried once and must stay closed."""

from dataclasses import replace

import pytest
from embit import ec

from strongroom.engines.own_scripts import Place
from strongroom.model.finding import Severity
from strongroom.model.psbt import KeyDerivation, PartialSignature
from strongroom.model.psbt_edit import FinalScripts, with_final_scripts, with_signatures
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch
from strongroom.review.belonging import MOST_PARENTS
from tests.builders import (
    CHANGE,
    Coin,
    Paid,
    TestWallet,
    draft_payment,
    finalise,
    make_payment,
    make_wallet,
    sighash,
    sign,
)
from tests.review.codes import FIRING, QUIET, shows
from tests.review.reviewing import found, review_of, seen

SIGNERS = make_wallet()
FAR = 2_000_000_000
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def test_a_coin_paid_far_out_does_not_make_change_beside_it_findable() -> None:
    coins = [Coin(), Coin(1_000, place=Place(Branch.RECEIVE, FAR))]
    outputs = [Paid(600_000), Paid(390_000, Place(Branch.CHANGE, FAR + 1))]
    draft = draft_payment(SIGNERS, coins, outputs)
    assert seen(found(draft, SIGNERS, "change-unfindable")) == [(Severity.BLOCK, "output 1")]
    assert review_of(draft, SIGNERS).outputs[1].kind.value == "payment"


def test_a_wallet_used_far_out_alone_still_finds_its_change() -> None:
    coins = [Coin(place=Place(Branch.RECEIVE, FAR))]
    outputs = [Paid(600_000), Paid(390_000, Place(Branch.CHANGE, FAR + 1))]
    assert not found(draft_payment(SIGNERS, coins, outputs), SIGNERS, "change-unfindable")


def signature_with_nonce(signers: TestWallet, data: bytes, index: int, nonce: int) -> bytes:
    """A signature by the first signer whose secret number is ``nonce``: what must never recur."""
    psbt, root = read_psbt(data), signers.roots[0]
    path = next(
        d.path for d in psbt.inputs[index].derivations if d.fingerprint == root.my_fingerprint
    )
    secret = int.from_bytes(root.derive(list(path)).secret, "big")
    r = int.from_bytes(ec.PrivateKey(nonce.to_bytes(32, "big")).sec()[1:], "big")
    z = int.from_bytes(sighash(psbt, index), "big")
    s = (z + r * secret) * pow(nonce, -1, ORDER) % ORDER
    s = min(s, ORDER - s)
    return der(r) + der(s)


def der(number: int) -> bytes:
    data = number.to_bytes(33, "big").lstrip(b"\0")
    data = b"\0" + data if data[0] & 0x80 else data
    return bytes([2, len(data)]) + data


@shows("repeated-nonce", FIRING, QUIET)
@pytest.mark.parametrize(("second", "severity"), [(77, Severity.BLOCK), (78, None)])
def test_blocks_two_signatures_that_share_their_secret_number(
    second: int, severity: Severity | None
) -> None:
    coins = [Coin(), Coin(place=Place(Branch.RECEIVE, 1))]
    data = make_payment(SIGNERS, coins, [Paid(1_500_000), Paid(490_000, CHANGE)])
    psbt, given = read_psbt(data), {}
    for index, nonce in enumerate((77, second)):
        body = signature_with_nonce(SIGNERS, data, index, nonce)
        signature = b"\x30" + bytes([len(body)]) + body + b"\x01"
        fingerprint = SIGNERS.roots[0].my_fingerprint
        key = next(
            d.public_key for d in psbt.inputs[index].derivations if d.fingerprint == fingerprint
        )
        given[index] = [PartialSignature(key, signature)]
    signed = with_signatures(psbt, given)
    assert [len(entry.signatures) for entry in review_of(signed, SIGNERS).inputs] == [1, 1]
    expected = [] if severity is None else [(severity, "input 1")]
    assert seen(found(signed, SIGNERS, "repeated-nonce")) == expected


def test_an_extended_key_of_ours_by_a_false_path_does_not_match() -> None:
    draft = draft_payment(SIGNERS)
    for fingerprint in (b"\0\0\0\0", draft.xpubs[0].fingerprint):
        other = (*draft.xpubs[0].path[:-1], draft.xpubs[0].path[-1] ^ 1)
        false = replace(draft.xpubs[0], fingerprint=fingerprint, path=other)
        changed = replace(draft, xpubs=[false, *draft.xpubs[1:]])
        assert len(found(changed, SIGNERS, "xpub-mismatch")) == 1


def test_derivations_without_end_are_not_followed() -> None:
    draft = draft_payment(SIGNERS)
    said = draft.outputs[1].derivations[0]
    flood = [
        replace(said, path=(*said.path[:4], number, 0, 0, 1)) for number in range(MOST_PARENTS * 2)
    ]
    keys = [ec.PrivateKey((number + 1).to_bytes(32, "big")).sec() for number in range(len(flood))]
    named = [KeyDerivation(k, d.fingerprint, d.path) for k, d in zip(keys, flood, strict=True)]
    draft.outputs[0] = replace(draft.outputs[0], derivations=named)
    assert "output 0" in {finding.where for finding in found(draft, SIGNERS, "false-origin")}


def test_a_legacy_script_with_longer_pushes_than_it_needs_is_not_finished() -> None:
    signers = make_wallet(script_type=ScriptType.P2SH)
    data = finalise(sign(signers, sign(signers, make_payment(signers), 0), 1))
    psbt = read_psbt(data)
    script = psbt.inputs[0].final_script_sig
    assert script is not None
    assert not found(psbt, signers, "finalised-invalid")
    length = script[1]
    longer = script[:1] + b"\x4c" + bytes([length]) + script[2:]
    padded = with_final_scripts(psbt, {0: FinalScripts(longer, ())})
    assert len(found(padded, signers, "finalised-invalid")) == 1
