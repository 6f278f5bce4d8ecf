import pytest

from strongroom.model.finding import Severity
from strongroom.model.transaction import TxOutput
from strongroom.review.outputs import dust_limit
from strongroom.review.psbt import OutputRole
from tests.builders import Coin, Paid, draft_payment, make_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, review_of, seen

SIGNERS = make_wallet()
KEY = SIGNERS.wallet.policy.cosigners[0].xpub.public_key
P2PKH = b"\x76\xa9\x14" + bytes(20) + b"\x88\xac"
P2SH = b"\xa9\x14" + bytes(20) + b"\x87"
P2WPKH = b"\x00\x14" + bytes(20)
P2WSH = b"\x00\x20" + bytes(32)
P2TR = b"\x51\x20" + bytes(31) + b"\x01"

# Bitcoin Core's thresholds at its rate of 3 sat/vB.
DUST = {P2PKH: 546, P2SH: 540, P2WPKH: 294, P2WSH: 330, P2TR: 330}


@pytest.mark.parametrize("script", DUST)
def test_knows_what_bitcoin_core_calls_dust(script: bytes) -> None:
    assert dust_limit(TxOutput(0, script), 3) == DUST[script]


@shows("dust", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("amount", "count"), [(293, 1), (294, 0), (0, 1)])
def test_warns_of_dust(amount: int, count: int) -> None:
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000), Paid(amount, script=P2WPKH)])
    assert seen(found(draft, SIGNERS, "dust")) == [(Severity.WARN, "output 1")] * count


@shows("data-output", FIRING, BOUNDARY)
@pytest.mark.parametrize(("amount", "weight"), [(0, Severity.INFO), (1, Severity.BLOCK)])
def test_data_must_not_burn_anything(amount: int, weight: Severity) -> None:
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000), Paid(amount, script=b"\x6a\x02hi")])
    assert seen(found(draft, SIGNERS, "data-output")) == [(weight, "output 1")]
    assert not found(draft, SIGNERS, "dust")
    output = review_of(draft, SIGNERS).outputs[1]
    assert (output.kind, output.address) == (OutputRole.DATA, None)


SCRIPTS = {
    "a later witness version": (b"\x52\x20" + bytes(32), Severity.WARN),
    "a witness program of odd length": (b"\x00\x19" + bytes(25), Severity.BLOCK),
    "pay to public key": (b"\x21" + KEY + b"\xac", Severity.WARN),
    "bare multisig": (b"\x51\x21" + KEY + b"\x51\xae", Severity.WARN),
    "whoever knows a secret": (b"\xa8\x20" + bytes(32) + b"\x87", Severity.WARN),
    "nobody": (b"\x51\x6a", Severity.WARN),
    "a push that does not end": (b"\x4c\xff\x00", Severity.WARN),
    "nothing": (b"", Severity.BLOCK),
    "one": (b"\x51", Severity.BLOCK),
    "a number": (b"\x01\x07", Severity.BLOCK),
    "a delay only": (b"\x01\x90\xb2", Severity.BLOCK),
    "pay to anchor": (bytes.fromhex("51024e73"), Severity.BLOCK),
}


@shows("unknown-script", FIRING)
@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_without_an_address(name: str) -> None:
    script, weight = SCRIPTS[name]
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000, script=script)])
    assert seen(found(draft, SIGNERS, "unknown-script")) == [(weight, "output 0")]
    output = review_of(draft, SIGNERS).outputs[0]
    assert (output.kind, output.address) == (OutputRole.UNKNOWN, None)


@shows("data-output", QUIET)
@shows("unknown-script", QUIET)
@pytest.mark.parametrize("script", DUST)
def test_addresses_are_payments(script: bytes) -> None:
    draft = draft_payment(SIGNERS, [Coin()], [Paid(900_000, script=script)])
    assert not found(draft, SIGNERS, "unknown-script")
    output = review_of(draft, SIGNERS).outputs[0]
    assert output.kind is OutputRole.PAYMENT
    assert output.address is not None


def test_blocks_a_taproot_output_whose_key_is_no_point() -> None:
    draft = draft_payment(SIGNERS, outputs=[Paid(900_000, script=b"\x51\x20" + b"\xff" * 32)])
    findings = found(draft, SIGNERS, "unknown-script")
    assert seen(findings) == [(Severity.BLOCK, "output 0")]
    assert reasons(findings) == ["nobody"]
