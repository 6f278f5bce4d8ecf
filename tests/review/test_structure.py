import pytest

from strongroom.model.finding import Severity
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record
from strongroom.model.psbt_types import GlobalType
from strongroom.model.psbt_version import to_version
from strongroom.model.psbt_writer import join_maps
from strongroom.review.limits import Limits
from tests.builders import Coin, Paid, draft_payment, make_payment, make_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, review_of, seen

SIGNERS = make_wallet()


def with_global(record: Record, version: int = 0) -> bytes:
    psbt = to_version(read_psbt(make_payment(SIGNERS)), version)
    inputs = [entry.records for entry in psbt.inputs]
    outputs = [entry.records for entry in psbt.outputs]
    return join_maps([(*psbt.global_records, record), *inputs, *outputs])


@shows("transaction-empty", QUIET)
@shows("utxo-missing", QUIET)
@shows("proprietary-data", QUIET)
def test_a_usual_payment_has_no_more_than_a_note() -> None:
    review = review_of(make_payment(SIGNERS), SIGNERS)
    assert [finding.code for finding in review.findings] == ["rbf"]
    assert review.verdict is Severity.INFO


@shows("transaction-empty", FIRING)
@pytest.mark.parametrize(("coins", "paid"), [([], [Paid(1)]), ([Coin()], []), ([], [])])
def test_blocks_a_transaction_without_inputs_or_outputs(
    coins: list[Coin], paid: list[Paid]
) -> None:
    review = review_of(draft_payment(SIGNERS, coins, paid), SIGNERS)
    assert review.verdict is Severity.BLOCK
    assert review.findings[0].code == "transaction-empty"
    assert not review.complete


@shows("transaction-unusual", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("version", "count"), [(0, 1), (1, 0), (2, 0), (3, 0), (4, 1), (-1, 1)])
def test_warns_of_versions_that_are_not_passed_on(version: int, count: int) -> None:
    draft = draft_payment(SIGNERS, version=version)
    findings = found(draft, SIGNERS, "transaction-unusual")
    assert seen(findings) == [(Severity.WARN, "transaction")] * count


@shows("transaction-unusual", FIRING, QUIET)
@pytest.mark.parametrize(("flags", "count"), [(0, 0), (1, 1), (4, 1)])
def test_warns_of_a_psbt_that_may_still_be_changed(flags: int, count: int) -> None:
    psbt = with_global(Record(GlobalType.TX_MODIFIABLE, b"", bytes([flags])), version=2)
    assert reasons(found(psbt, SIGNERS, "transaction-unusual")) == ["modifiable"] * count


@shows("proprietary-data", FIRING)
@shows("too-large", QUIET)
def test_warns_of_fields_nobody_here_reads() -> None:
    psbt = with_global(Record(0xF0, b"key", b"value"))
    (finding,) = found(psbt, SIGNERS, "proprietary-data")
    assert finding.facts == {"fields": 1, "bytes": 9}
    assert not found(psbt, SIGNERS, "too-large")


@shows("too-large", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("length", "count"), [(4_095, 0), (4_096, 1)])
def test_warns_of_foreign_fields_too_large_for_signers(length: int, count: int) -> None:
    psbt = with_global(Record(0xF0, b"", bytes(length)))
    assert reasons(found(psbt, SIGNERS, "too-large")) == ["fields"] * count


@shows("too-large", FIRING, QUIET, BOUNDARY)
def test_warns_of_a_transaction_too_heavy_to_be_passed_on() -> None:
    draft = draft_payment(SIGNERS)
    vsize = review_of(draft, SIGNERS).vsize
    at_limit = Limits(relay_weight=4 * vsize)
    above = Limits(relay_weight=4 * vsize - 1)
    assert not found(draft, SIGNERS, "too-large", limits=at_limit)
    assert reasons(found(draft, SIGNERS, "too-large", limits=above)) == ["weight"]
