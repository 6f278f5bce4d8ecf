import base64
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.finding import Finding, Rejected
from strongroom.model.frozen import freeze, review_digest
from strongroom.model.owner_rules import Role
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_types import InputType
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Wallet
from strongroom.practice.signers import ReturnForm, practice_signer
from strongroom.review.limits import Limits
from strongroom.workflows.past import Past
from strongroom.workflows.payment import (
    NotFinished,
    PaymentError,
    PaymentUnderWay,
    Returned,
    Signing,
    accept,
    acknowledge,
    acknowledgements,
    file_name,
    finish,
    may_sign,
    missing_roles,
    open_warnings,
    packing_for,
    progress,
    resume,
    review_again,
    start,
    take_back,
)
from tests.workflows.altered import (
    flip_last_bit,
    one_satoshi_less,
    with_input_records,
    with_signatures_changed,
    with_transaction,
    without_outputs_spent,
)
from tests.workflows.rounds import make_payment, make_wallet, signed_by

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
WALLET = make_wallet()
OTHERS = (make_wallet(ScriptType.P2SH_P2WSH), make_wallet(threshold=3), make_wallet(count=4))
PSBT = make_payment(WALLET)
FIRST, SECOND = (signed_by(number, PSBT, WALLET) for number in (1, 2))


def opened(psbt: Psbt = PSBT) -> PaymentUnderWay:
    return start(psbt.original, [WALLET])


def read(payment: PaymentUnderWay) -> PaymentUnderWay:
    for warning in open_warnings(payment):
        payment = acknowledge(payment, warning)
    return payment


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANNA, BERT = Role("treasurer", "Anna"), Role("witness", "Bert")


def with_roles(payment: PaymentUnderWay) -> PaymentUnderWay:
    return replace(payment, roles=(ANNA, BERT))


def codes(findings: Iterable[Finding]) -> list[str]:
    return [found.code for found in findings]


def states(payment: PaymentUnderWay) -> list[Signing]:
    return [each.state for each in progress(payment)]


def test_a_lock_is_measured_from_now_whatever_else_is_known() -> None:
    far = replace(PSBT.transaction, locktime=4_000_000_000)
    locked = start(with_transaction(PSBT, far).original, [WALLET], None, Past())
    assert "locktime" in codes(open_warnings(locked))


@pytest.mark.parametrize("position", range(4))
def test_a_payment_finds_its_wallet_among_several(position: int) -> None:
    wallets = [*OTHERS[:position], WALLET, *OTHERS[position:]]
    assert start(PSBT.original, wallets).wallet is WALLET


@pytest.mark.parametrize("script_type", MULTISIG)
def test_every_script_type_finds_its_wallet(script_type: ScriptType) -> None:
    wallets = [make_wallet(each) for each in MULTISIG]
    found = start(make_payment(make_wallet(script_type)).original, wallets)
    assert found.wallet.policy.script_type is script_type


def test_base64_opens_as_binary_does() -> None:
    assert start(base64.b64encode(PSBT.original), [WALLET]).digest == opened().digest


def test_the_wallet_is_found_by_its_named_keys_where_no_coin_is_told() -> None:
    payment = start(without_outputs_spent(PSBT).original, [*OTHERS, WALLET])
    assert payment.wallet is WALLET
    assert payment.is_blocked
    assert "utxo-missing" in codes(payment.review.findings)


@pytest.mark.parametrize("wallets", [(), OTHERS])
def test_a_payment_of_no_known_wallet_is_told_so(wallets: tuple[Wallet, ...]) -> None:
    with pytest.raises(PaymentError) as caught:
        start(PSBT.original, wallets)
    assert caught.value.code == "wallet-unknown"


def test_what_must_not_be_loaded_is_refused_whoever_it_is_from() -> None:
    first = PSBT.transaction.outputs[0]
    huge = replace(PSBT.transaction, outputs=(replace(first, amount=21_000_000 * 10**8 + 1),))
    bad = with_transaction(
        PSBT, replace(huge, outputs=(*huge.outputs, PSBT.transaction.outputs[1]))
    )
    for wallets in ([WALLET], []):
        with pytest.raises(Rejected) as caught:
            start(bad.original, wallets)
        assert caught.value.code == "amount-out-of-range"


def test_what_is_no_psbt_is_told_so() -> None:
    with pytest.raises(ReadError) as caught:
        start(b"good morning", [WALLET])
    assert caught.value.code == "psbt-malformed"


def test_the_digest_is_that_of_the_frozen_transaction() -> None:
    frozen = freeze(PSBT)
    assert frozen is not None
    assert opened().digest == review_digest("regtest", frozen)


def test_nobody_has_signed_at_first() -> None:
    assert states(opened()) == [Signing.NOT_YET] * 3


def test_signatures_are_counted_by_cosigner() -> None:
    payment, findings = accept(opened(), [SECOND])
    assert states(payment) == [Signing.NOT_YET, Signing.SIGNED, Signing.NOT_YET]
    assert findings == ()
    assert payment.original == PSBT


def test_a_cosigner_who_signed_one_input_of_two_is_not_done() -> None:
    half = with_input_records(read_psbt(FIRST.data), 1, [], InputType.PARTIAL_SIG)
    payment, _ = accept(opened(), [Returned("half", half.original)])
    first = progress(payment)[0]
    assert (first.state, first.signed_inputs, first.own_inputs) == (Signing.PARTLY, 1, 2)


@pytest.mark.parametrize("form", ReturnForm)
def test_several_files_at_once_make_it_complete(form: ReturnForm) -> None:
    files = [signed_by(number, PSBT, WALLET, form) for number in (3, 1)]
    payment, _ = accept(opened(), files)
    assert payment.review.complete
    done = finish(read(payment))
    assert done.verified
    assert Transaction.parse(done.raw).txid == PSBT.transaction.txid


def test_signatures_that_come_one_by_one_add_up() -> None:
    payment, _ = accept(opened(), [FIRST])
    payment, _ = accept(payment, [SECOND])
    together, _ = accept(opened(), [SECOND, FIRST])
    assert payment.combined == together.combined
    assert payment.review.complete


def test_a_return_for_another_transaction_adds_nothing() -> None:
    other = with_transaction(PSBT, one_satoshi_less(PSBT.transaction))
    changed = signed_by(1, other, WALLET)
    payment, findings = accept(opened(), [changed])
    assert "changed-after-review" in codes(findings)
    assert payment.combined == PSBT
    assert payment.digest == opened().digest


def test_a_signature_that_does_not_verify_is_not_counted() -> None:
    payment, findings = accept(opened(), [with_signatures_changed(FIRST, flip_last_bit)])
    assert codes(findings) == ["signature-other-transaction"]
    assert states(payment)[0] is Signing.PARTLY


def test_a_file_that_is_nothing_does_not_keep_the_others_back() -> None:
    payment, findings = accept(opened(), [Returned("holiday.jpg", b"\xff\xd8\xff"), FIRST])
    assert codes(findings) == ["psbt-malformed"]
    assert findings[0].facts["name"] == "holiday.jpg"
    assert states(payment)[0] is Signing.SIGNED


def test_a_returned_file_with_seed_words_is_called_what_it_is() -> None:
    payment, findings = accept(opened(), [Returned("note.txt", SEED.encode())])
    assert codes(findings) == ["secret-found"]
    assert "winner" not in repr(findings) + repr(payment)


def test_a_finished_transaction_counts_as_a_return() -> None:
    payment, _ = accept(opened(), [FIRST, SECOND])
    raw = finish(read(payment)).raw
    again, _ = accept(opened(), [Returned("final.txn", raw)])
    assert again.review.complete


def test_finishing_too_early_says_what_is_missing() -> None:
    payment, _ = accept(opened(), [FIRST])
    with pytest.raises(NotFinished) as caught:
        finish(read(payment))
    assert caught.value.code == "signatures-missing"


def test_a_packing_carries_what_others_signed_already() -> None:
    payment, _ = accept(opened(), [FIRST])
    packed = packing_for(read(payment))
    signed = practice_signer(2).sign(packed, WALLET).psbt
    both, _ = accept(opened(), [Returned("second", signed)])
    assert both.review.complete


def blocked() -> PaymentUnderWay:
    return review_again(opened(), replace(Limits(), fee_rate_block=0), opened().history)


@pytest.mark.parametrize(
    "act",
    [packing_for, finish, lambda payment: accept(payment, [FIRST])],
    ids=["packing", "finishing", "accepting"],
)
def test_a_blocked_payment_goes_nowhere(act: Callable[[PaymentUnderWay], object]) -> None:
    payment = read(blocked())
    assert not may_sign(payment)
    with pytest.raises(PaymentError) as caught:
        act(payment)
    assert caught.value.code == "payment-blocked"
    assert [found.code for found in caught.value.findings] == ["fee-high"]


def with_a_warning() -> PaymentUnderWay:
    """Its fee is worth a word where any fee is."""
    payment = start(PSBT.original, [WALLET], replace(Limits(), fee_warn_percent=0))
    assert [found.code for found in open_warnings(payment)] == ["fee-high"]
    return payment


@pytest.mark.parametrize("act", [packing_for, finish])
def test_a_warning_must_be_read_first(act: Callable[[PaymentUnderWay], object]) -> None:
    payment = with_a_warning()
    assert not may_sign(payment)
    with pytest.raises(PaymentError) as caught:
        act(payment)
    assert caught.value.code == "warning-open"
    assert caught.value.findings == open_warnings(payment)
    assert may_sign(read(payment))


def test_every_role_reads_a_warning_and_nobody_else_counts() -> None:
    payment = with_roles(with_a_warning())
    (warning,) = open_warnings(payment)
    for reader, missing in ((None, (ANNA, BERT)), (BERT, (ANNA,))):
        payment = acknowledge(payment, warning, role=reader)
        assert missing_roles(payment, warning) == missing
        with pytest.raises(PaymentError) as caught:
            packing_for(payment)
        assert caught.value.code == "acknowledgement-missing"
        assert caught.value.facts["roles"] == ", ".join(map(str, missing))
    payment = acknowledge(payment, warning, role=ANNA)
    assert may_sign(payment)
    assert not may_sign(take_back(payment, warning, BERT))


def test_what_a_role_read_counts_where_there_are_no_roles_any_more() -> None:
    payment = with_a_warning()
    (warning,) = open_warnings(payment)
    assert may_sign(acknowledge(payment, warning, role=ANNA))


def test_a_tick_says_by_whom_and_when_and_the_last_one_counts() -> None:
    payment = with_roles(with_a_warning())
    (warning,) = open_warnings(payment)
    for at in (NOON, NOON + timedelta(hours=1)):
        payment = acknowledge(payment, warning, at, ANNA)
    (read_by_anna,) = acknowledgements(payment, warning)
    assert (read_by_anna.role, read_by_anna.at) == (ANNA, NOON + timedelta(hours=1))


def test_what_was_read_stays_read_when_signatures_come() -> None:
    payment = read(with_a_warning())
    signed = practice_signer(1).sign(packing_for(payment), WALLET).psbt
    after, _ = accept(payment, [Returned("signer 1", signed)])
    assert may_sign(after)
    assert states(after)[0] is Signing.SIGNED


def test_a_kept_payment_goes_on_where_it_was() -> None:
    payment, _ = accept(opened(), [FIRST])
    again = resume(WALLET, payment.original, payment.combined)
    assert again == payment


def test_a_kept_payment_is_held_to_its_original() -> None:
    other = with_transaction(PSBT, one_satoshi_less(PSBT.transaction))
    again = resume(WALLET, PSBT, read_psbt(signed_by(1, other, WALLET).data))
    assert again.combined == PSBT


def test_file_names_tell_wallet_transaction_and_signer() -> None:
    payment = replace(opened(), wallet=replace(WALLET, name="../Fam\u00edlia"))
    name = f"familia-{PSBT.transaction.txid[:8]}"
    assert file_name(payment) == f"{name}.psbt"
    assert file_name(payment, "Anna\u2019s Coldcard") == f"{name}-annas-coldcard.psbt"


@pytest.mark.parametrize("length", [0, 5, 40, 200, 300])
def test_a_psbt_that_was_cut_is_an_error_and_no_crash(length: int) -> None:
    with pytest.raises(StrongroomError):
        start(PSBT.original[:length], [WALLET])
