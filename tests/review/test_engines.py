import pytest
from bdkpython import bdk

from strongroom.engines import bdk_psbt, derivation
from strongroom.engines.bdk_psbt import BdkReading
from strongroom.engines.embit_addresses import embit_address
from strongroom.engines.errors import EngineError
from strongroom.model.finding import Severity
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_version import to_version
from strongroom.model.wallet import Address, Branch, Wallet
from strongroom.review import engines
from tests.builders import make_payment, make_wallet
from tests.review.codes import FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, seen

SIGNERS = make_wallet()
PAYMENT = read_psbt(make_payment(SIGNERS))
UNSIGNED = PAYMENT.transaction.serialize_without_witness()


@shows("engines-disagree", QUIET)
@pytest.mark.parametrize("version", [0, 2])
def test_bdk_reads_both_versions_as_we_do(version: int) -> None:
    psbt = to_version(PAYMENT, version)
    assert not found(psbt, SIGNERS, "engines-disagree")
    assert bdk_psbt.bdk_reading(PAYMENT.original).fee == 10_000


def test_bdk_reads_the_same_where_no_file_lies_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    before = bdk_psbt.bdk_reading(PAYMENT.original)
    monkeypatch.delattr("os.memfd_create", raising=False)
    assert bdk_psbt.bdk_reading(PAYMENT.original) == before


READINGS = {
    "transaction": BdkReading(UNSIGNED[:-1] + b"\1", 10_000),
    "fee": BdkReading(UNSIGNED, 9_999),
}


@shows("engines-disagree", FIRING)
@pytest.mark.parametrize("reason", READINGS)
def test_blocks_where_bdk_reads_otherwise(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "bdk_reading", lambda _psbt: READINGS[reason])
    findings = found(PAYMENT, SIGNERS, "engines-disagree")
    assert seen(findings) == [(Severity.BLOCK, "transaction")]
    assert reasons(findings) == [reason]


@shows("engines-disagree", QUIET)
def test_a_fee_bdk_does_not_tell_is_no_disagreement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "bdk_reading", lambda _psbt: BdkReading(UNSIGNED, None))
    assert not found(PAYMENT, SIGNERS, "engines-disagree")


def test_blocks_what_bdk_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_psbt: bytes) -> BdkReading:
        raise EngineError("engines-disagree", "no")

    monkeypatch.setattr(engines, "bdk_reading", refuse)
    assert reasons(found(PAYMENT, SIGNERS, "engines-disagree")) == ["refused"]


@shows("engines-disagree", FIRING)
def test_blocks_what_bdk_panics_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(_psbt: bytes) -> bdk.Psbt:
        raise bdk.InternalError("called `Option::unwrap()` on a `None` value")

    monkeypatch.setattr(bdk_psbt, "_read", panic)
    assert reasons(found(PAYMENT, SIGNERS, "engines-disagree")) == ["refused"]


@shows("engines-disagree", FIRING)
def test_blocks_an_own_address_the_engines_derive_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = make_wallet(seed=50).wallet

    def theirs(_wallet: Wallet, branch: Branch, index: int) -> Address:
        return embit_address(other, branch, index)

    monkeypatch.setattr(derivation, "embit_address", theirs)
    findings = found(PAYMENT, SIGNERS, "engines-disagree")
    assert seen(findings) == [(Severity.BLOCK, "output 1")]
    assert findings[0].facts == {"engine": "embit", "reason": "address"}
