import pytest

from strongroom.model.psbt_edit import FinalScripts, with_final_scripts
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.script_type import ScriptType
from tests.builders import (
    STRANGER,
    Coin,
    Paid,
    TestWallet,
    draft_payment,
    finalise,
    make_payment,
    make_wallet,
    sign,
)
from tests.review.reviewing import review_of

KINDS = (ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH)
QUORUMS = ((1, 1), (2, 3), (8, 15))
WALLETS = [make_wallet(*quorum, kind) for quorum in QUORUMS for kind in KINDS]


@pytest.mark.parametrize("signers", WALLETS)
def test_the_size_foreseen_is_the_size_that_comes(signers: TestWallet) -> None:
    psbt = make_payment(signers)
    foreseen = review_of(psbt, signers).vsize
    threshold = signers.wallet.policy.threshold
    for signer in range(threshold):
        psbt = sign(signers, psbt, signer)
    came = review_of(finalise(psbt), signers).vsize
    # Signatures are a byte or two shorter now and then, and with them a length before them.
    assert foreseen - 2 * threshold - 2 <= came <= foreseen


# vB of an input by its signed form, as every wallet program reckons with.
OTHERS = {
    "p2wpkh": (STRANGER, 68),
    "p2pkh": (b"\x76\xa9\x14" + bytes(20) + b"\x88\xac", 148),
    "p2tr": (b"\x51\x20" + bytes(32), 58),
}


@pytest.mark.parametrize("name", OTHERS)
def test_inputs_of_others_count_as_their_kind_does(name: str) -> None:
    script, size = OTHERS[name]
    signers = make_wallet()
    one = review_of(draft_payment(signers, [Coin()], [Paid(1)]), signers).vsize
    two = review_of(draft_payment(signers, [Coin(), Coin(script=script)], [Paid(1)]), signers).vsize
    assert abs(two - one - size) <= 1


def test_a_finished_input_counts_as_it_is() -> None:
    signers = make_wallet()
    psbt = read_psbt(make_payment(signers))
    small = with_final_scripts(psbt, {0: FinalScripts(b"", (b"\1" * 40,))}).original
    large = with_final_scripts(psbt, {0: FinalScripts(b"", (b"\1" * 80,))}).original
    assert review_of(large, signers).vsize == review_of(small, signers).vsize + 10
