import base64
from collections.abc import Callable
from dataclasses import replace

import pytest

from strongroom.engines.own_scripts import own_scripts
from strongroom.model.errors import ReadError
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey, Policy, PolicyKey
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_edit import FinalScripts, slim, with_final_scripts, without_xpubs
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record
from strongroom.model.psbt_types import InputType, OutputType
from strongroom.model.psbt_version import to_version
from strongroom.model.psbt_writer import witness_utxo_record
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.signers import (
    PracticeSigner,
    ReturnForm,
    SignerRefused,
    practice_signer,
    practice_signers,
)
from tests.review.codes import FIRING, QUIET, shows
from tests.workflows.altered import with_input_records, with_output_records, with_transaction
from tests.workflows.rounds import CHANGE_INDEX, make_payment, make_wallet, signed_by

SIGNER = practice_signer(1)
WALLET = make_wallet()
PAYMENT = make_payment(WALLET)


def refusal(psbt: Psbt, wallet: Wallet | None = WALLET) -> tuple[str, str]:
    with pytest.raises(SignerRefused) as caught:
        SIGNER.sign(psbt.original, wallet)
    return caught.value.code, caught.value.where


@shows("own-key-missing", QUIET)
@pytest.mark.parametrize("script_type", MULTISIG)
def test_signs_every_input_of_its_wallet(script_type: ScriptType) -> None:
    wallet = make_wallet(script_type)
    payment = make_payment(wallet)
    signed = SIGNER.sign(payment.original, wallet)
    assert signed.signed_inputs == 2
    mine = {d.public_key for e in payment.inputs for d in e.derivations if is_mine(d.fingerprint)}
    made = [s for e in read_psbt(signed.psbt).inputs for s in e.partial_signatures]
    assert {signature.public_key for signature in made} == mine
    assert len(made) == 2


def is_mine(fingerprint: bytes) -> bool:
    return fingerprint == SIGNER.fingerprint


def test_signs_the_same_way_every_time_and_whatever_the_packing() -> None:
    once = SIGNER.sign(PAYMENT.original, WALLET)
    assert SIGNER.sign(base64.b64encode(PAYMENT.original), WALLET) == once
    packed = to_version(without_xpubs(slim(PAYMENT, range(2))), 2)
    again = read_psbt(SIGNER.sign(packed.original, WALLET).psbt)
    assert again.version == 2
    made = [entry.partial_signatures for entry in again.inputs]
    assert made == [entry.partial_signatures for entry in read_psbt(once.psbt).inputs]


def test_adds_to_what_others_signed() -> None:
    begun = signed_by(2, PAYMENT, WALLET).data
    signed = read_psbt(SIGNER.sign(begun, WALLET).psbt)
    assert [len(entry.partial_signatures) for entry in signed.inputs] == [2, 2]


def test_trims_what_it_gives_back() -> None:
    signed = SIGNER.sign(to_version(PAYMENT, 2).original, WALLET, ReturnForm.TRIMMED)
    trimmed = read_psbt(signed.psbt)
    assert trimmed.version == 0
    assert trimmed.transaction == PAYMENT.transaction
    kinds = {record.key_type for entry in trimmed.inputs for record in entry.records}
    assert kinds == {InputType.PARTIAL_SIG}
    assert not any(entry.records for entry in trimmed.outputs)


@pytest.mark.parametrize("script_type", MULTISIG)
def test_takes_the_wallet_from_the_psbt_if_it_was_told_none(script_type: ScriptType) -> None:
    wallet = make_wallet(script_type)
    payment = make_payment(wallet)
    assert SIGNER.sign(payment.original) == SIGNER.sign(payment.original, wallet)


def test_a_wallet_whose_script_keeps_an_order_of_its_own_must_be_registered() -> None:
    wallet = replace(WALLET, policy=replace(WALLET.policy, sorted_keys=False))
    payment = make_payment(wallet)
    assert SIGNER.sign(payment.original, wallet).signed_inputs == 2
    assert refusal(payment, None) == ("input-not-ours", "input 0")


def test_leaves_finished_inputs_alone() -> None:
    final = with_final_scripts(PAYMENT, {0: FinalScripts(witness=(b"", b"\x51"))})
    with_origin = with_input_records(
        final, 0, [r for r in PAYMENT.inputs[0].records if r.key_type == InputType.BIP32_DERIVATION]
    )
    assert SIGNER.sign(with_origin.original, WALLET).signed_inputs == 1


def test_there_are_three_signers_and_two_more() -> None:
    assert [signer.name for signer in practice_signers()] == [
        "Practice signer 1",
        "Practice signer 2",
        "Practice signer 3",
    ]
    fingerprints = {signer.fingerprint for signer in practice_signers(5)}
    assert len(fingerprints) == 5


@pytest.mark.parametrize("number", [0, -1, 6])
def test_there_is_no_other(number: int) -> None:
    with pytest.raises(SignerRefused) as caught:
        PracticeSigner(number)
    assert caught.value.code == "signer-unknown"


# -- what it refuses


def records_of(psbt: Psbt, index: int, *key_types: int) -> list[Record]:
    return [record for record in psbt.outputs[index].records if record.key_type in key_types]


def change_to(script: bytes) -> Psbt:
    """The change's amount paid elsewhere, with all that is said of the change left as it is."""
    transaction = PAYMENT.transaction
    outputs = (transaction.outputs[0], replace(transaction.outputs[1], script_pubkey=script))
    return with_transaction(PAYMENT, replace(transaction, outputs=outputs))


def change_of(wallet: Wallet, branch: Branch = Branch.CHANGE, index: int = CHANGE_INDEX) -> Psbt:
    return change_to(own_scripts(wallet).scripts(branch, index).script_pubkey)


def quorum_of(threshold: int, count: int) -> Wallet:
    return make_wallet(threshold=threshold, count=count)


def claimed_at(path: tuple[int, ...]) -> Psbt:
    """The change with this signer's key said to lie elsewhere."""
    told = records_of(PAYMENT, 1, OutputType.BIP32_DERIVATION)
    steps = b"".join(step.to_bytes(4, "little") for step in path)
    moved = [replace(r, value=r.value[:4] + steps) if is_mine(r.value[:4]) else r for r in told]
    return with_output_records(PAYMENT, 1, moved, OutputType.BIP32_DERIVATION)


HARDENED = 1 << 31
ACCOUNT = (HARDENED + 48, HARDENED + 1, HARDENED, HARDENED + 2)

FOREIGN_CHANGE: dict[str, Callable[[], Psbt]] = {
    "another quorum": lambda: change_of(quorum_of(1, 3)),
    "a cosigner more": lambda: change_of(quorum_of(2, 4)),
    "another script type": lambda: change_of(make_wallet(ScriptType.P2SH_P2WSH)),
    "another branch": lambda: change_of(WALLET, Branch.RECEIVE),
    "another index": lambda: change_of(WALLET, index=CHANGE_INDEX + 1),
    "somebody's address": lambda: change_to(b"\x00\x14" + bytes(20)),
    "a path of no branch": lambda: claimed_at((*ACCOUNT, 2, CHANGE_INDEX)),
    "a hardened index": lambda: claimed_at((*ACCOUNT, 1, HARDENED + CHANGE_INDEX)),
    "a path that is too short": lambda: claimed_at((*ACCOUNT, 1)),
    "no path": lambda: claimed_at(()),
}


@pytest.mark.parametrize("name", FOREIGN_CHANGE)
def test_refuses_change_that_is_not_the_wallets(name: str) -> None:
    psbt = FOREIGN_CHANGE[name]()
    assert refusal(psbt) == ("change-foreign", "output 1")
    assert refusal(psbt, None) == ("change-foreign", "output 1")


def test_a_payment_to_another_wallet_of_its_own_is_a_payment() -> None:
    bare = with_output_records(
        change_of(quorum_of(1, 3)),
        1,
        [],
        *(record.key_type for record in PAYMENT.outputs[1].records),
    )
    assert SIGNER.sign(bare.original, WALLET).signed_inputs == 2


def with_sighash(sighash_type: int) -> Psbt:
    record = Record(InputType.SIGHASH_TYPE, b"", sighash_type.to_bytes(4, "little"))
    return with_input_records(PAYMENT, 1, [record])


@pytest.mark.parametrize("sighash_type", [0, 2, 3, 0x81, 0x83, 0x101])
def test_refuses_to_sign_less_than_everything(sighash_type: int) -> None:
    assert refusal(with_sighash(sighash_type)) == ("sighash", "input 1")


def test_signs_everything_where_it_is_asked_to() -> None:
    assert SIGNER.sign(with_sighash(1).original, WALLET).signed_inputs == 2


def without_utxo(*kept: int, wallet: Wallet = WALLET) -> Psbt:
    payment = make_payment(wallet)
    types = {InputType.NON_WITNESS_UTXO, InputType.WITNESS_UTXO} - set(kept)
    return with_input_records(payment, 0, [], *types)


def lying_utxo(*removed: int) -> Psbt:
    spent = PAYMENT.spent_output(0)
    assert spent is not None
    lie = witness_utxo_record(replace(spent, amount=spent.amount + 1))
    return with_input_records(PAYMENT, 0, [lie], InputType.WITNESS_UTXO, *removed)


def another_previous() -> Psbt:
    previous = PAYMENT.inputs[0].previous_transaction
    assert previous is not None
    other = replace(previous.transaction(), locktime=7).serialize()
    record = Record(InputType.NON_WITNESS_UTXO, b"", other)
    return with_input_records(PAYMENT, 0, [record], InputType.NON_WITNESS_UTXO)


def another_script(key_type: int) -> Psbt:
    return with_input_records(PAYMENT, 0, [Record(key_type, b"", b"\x51")], key_type)


def underpaid(percent: int) -> Psbt:
    """The change cut so that the fee is about this share of what is paid out."""
    transaction = PAYMENT.transaction
    spent, first = 140_000, transaction.outputs[0]
    paid = spent * 100 // (100 + percent)
    outputs = (first, replace(transaction.outputs[1], amount=paid - first.amount))
    return with_transaction(PAYMENT, replace(transaction, outputs=outputs))


def of_amounts(*amounts: int) -> Psbt:
    transaction = PAYMENT.transaction
    outputs = [
        replace(output, amount=amount)
        for output, amount in zip(transaction.outputs, amounts, strict=True)
    ]
    return with_transaction(PAYMENT, replace(transaction, outputs=tuple(outputs)))


REFUSED: dict[str, tuple[Callable[[], Psbt], str, str]] = {
    "no output spent": (without_utxo, "utxo-missing", "input 0"),
    "another previous transaction": (another_previous, "utxo-mismatch", "input 0"),
    "two tales of an amount": (lying_utxo, "utxo-mismatch", "input 0"),
    "another witness script": (
        lambda: another_script(InputType.WITNESS_SCRIPT),
        "script-mismatch",
        "input 0",
    ),
    "a redeem script too many": (
        lambda: another_script(InputType.REDEEM_SCRIPT),
        "script-mismatch",
        "input 0",
    ),
    "no word of its own key": (
        lambda: with_input_records(PAYMENT, 0, [], InputType.BIP32_DERIVATION),
        "input-not-ours",
        "input 0",
    ),
    "a fee above a tenth": (lambda: underpaid(11), "fee-high", "transaction"),
    "more paid than spent": (
        lambda: of_amounts(100_000, 41_000),
        "amount-out-of-range",
        "transaction",
    ),
    "nothing left to sign": (lambda: finished(PAYMENT), "nothing-to-sign", "transaction"),
    "nobody paid": (lambda: paying_nobody(PAYMENT), "transaction-empty", "transaction"),
}


def finished(psbt: Psbt) -> Psbt:
    """Every input finished, its keys still told."""
    final = with_final_scripts(psbt, {i: FinalScripts(witness=(b"\x51",)) for i in range(2)})
    for index, entry in enumerate(psbt.inputs):
        told = [r for r in entry.records if r.key_type == InputType.BIP32_DERIVATION]
        final = with_input_records(final, index, told)
    return final


def paying_nobody(psbt: Psbt) -> Psbt:
    bare = replace(psbt, outputs=())
    return with_transaction(bare, replace(psbt.transaction, outputs=()))


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_what_a_real_signer_would(name: str) -> None:
    make, code, where = REFUSED[name]
    assert refusal(make()) == (code, where)


def test_a_fee_of_just_under_a_tenth_is_signed() -> None:
    assert SIGNER.sign(underpaid(9).original, WALLET).signed_inputs == 2


def test_a_legacy_input_needs_its_previous_transaction() -> None:
    wallet = make_wallet(ScriptType.P2SH)
    payment = make_payment(wallet)
    spent = payment.spent_output(1)
    assert spent is not None
    record = witness_utxo_record(spent)
    bare = with_input_records(payment, 1, [record], InputType.NON_WITNESS_UTXO)
    assert refusal(bare, wallet) == ("utxo-missing", "input 1")


def test_refuses_a_wallet_it_does_not_know() -> None:
    assert refusal(without_xpubs(PAYMENT), None) == ("wallet-not-registered", "transaction")


def test_refuses_inputs_of_another_wallet_than_the_registered_one() -> None:
    for other in (quorum_of(1, 3), make_wallet(ScriptType.P2SH_P2WSH)):
        assert refusal(without_xpubs(PAYMENT), other) == ("input-not-ours", "input 0")


def test_refuses_extended_keys_that_are_not_the_wallets() -> None:
    assert refusal(PAYMENT, quorum_of(2, 4)) == ("xpub-mismatch", "transaction")


@shows("own-key-missing", FIRING)
def test_refuses_a_wallet_it_is_no_member_of() -> None:
    with pytest.raises(SignerRefused) as caught:
        practice_signer(4).sign(PAYMENT.original, WALLET)
    assert caught.value.code == "own-key-missing"
    with pytest.raises(SignerRefused) as caught:
        practice_signer(4).sign(PAYMENT.original)
    assert caught.value.code == "own-key-missing"


def test_refuses_its_own_fingerprint_before_another_key() -> None:
    first, second, third = (s.account_key(ScriptType.P2WSH) for s in practice_signers())
    stranger = practice_signer(4).account_key(ScriptType.P2WSH)
    false = CosignerKey(stranger.xpub, first.origin)
    keys = tuple(PolicyKey(key) for key in (false, second, third))
    wallet = Wallet("w", Network.REGTEST, Policy(ScriptType.P2WSH, 2, keys))
    payment = make_payment(wallet)
    assert refusal(payment, wallet) == ("own-key-missing", "wallet")
    assert refusal(payment, None) == ("own-key-missing", "wallet")


@pytest.mark.parametrize("network", [Network.TESTNET4, Network.SIGNET])
def test_refuses_every_network_but_regtest(network: Network) -> None:
    assert refusal(PAYMENT, replace(WALLET, network=network)) == ("wrong-network", "transaction")


def test_refuses_what_is_no_psbt() -> None:
    with pytest.raises(ReadError):
        SIGNER.sign(b"psbt", WALLET)


def test_a_locktime_nobody_can_tell_is_not_signed() -> None:
    psbt = to_version(PAYMENT, 2)
    wishes = [(InputType.REQUIRED_TIME, 1_600_000_000), (InputType.REQUIRED_HEIGHT, 800_000)]
    for index, (key_type, number) in enumerate(wishes):
        psbt = with_input_records(
            psbt, index, [Record(key_type, b"", number.to_bytes(4, "little"))]
        )
    assert refusal(psbt) == ("locktime-undetermined", "transaction")
