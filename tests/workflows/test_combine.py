import base64
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from embit.bip32 import HDKey
from embit.bip39 import mnemonic_to_seed
from embit.ec import Signature
from embit.psbt import PSBT
from embit.util import secp256k1
from hypothesis import given
from hypothesis import strategies as st

from strongroom.model.errors import ReadError
from strongroom.model.finding import Finding, Severity
from strongroom.model.psbt import KeyDerivation, PartialSignature, Psbt
from strongroom.model.psbt_edit import with_signatures
from strongroom.model.psbt_reader import decode_psbt, read_psbt
from strongroom.model.psbt_records import Record
from strongroom.model.psbt_types import InputType
from strongroom.model.psbt_version import to_version
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Wallet
from strongroom.practice.signers import ReturnForm
from strongroom.workflows.combine import Combination, Returned, combine
from strongroom.workflows.finish import finish
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import vector
from tests.workflows.altered import (
    by_key,
    flip_last_bit,
    high_s,
    of_type,
    one_satoshi_less,
    signatures_alone,
    with_input_records,
    with_signatures_changed,
    with_transaction,
)
from tests.workflows.rounds import make_payment, make_wallet, signed_by

GENERATOR = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"

WORDS = "juice cereal seven grab retire draft company awesome tribe quiz gap fish"
FINGERPRINT = bytes.fromhex("e508cf54")
"""Practice signer 1's."""

WALLET = make_wallet()
PAYMENT = make_payment(WALLET)
FIRST, SECOND, THIRD = (signed_by(number, PAYMENT, WALLET) for number in (1, 2, 3))


def codes(combination: Combination) -> list[str]:
    return [finding.code for finding in combination.findings]


def keys_signed(psbt: Psbt) -> list[int]:
    return [len(entry.partial_signatures) for entry in psbt.inputs]


def embit_verifies_all(psbt: Psbt, wallet: Wallet) -> bool:
    """Every signature, by embit's reading, sighash and curve alone."""
    parsed = PSBT.parse(to_version(psbt, 0).original)
    legacy = wallet.policy.script_type is ScriptType.P2SH
    for index, entry in enumerate(parsed.inputs):
        script = entry.redeem_script if legacy else entry.witness_script
        if legacy:
            digest = parsed.tx.sighash_legacy(index, script)
        else:
            digest = parsed.tx.sighash_segwit(index, script, entry.witness_utxo.value)
        for key, signature in entry.partial_sigs.items():
            if not key.verify(Signature.parse(signature[:-1]), digest):
                return False
    return True


def raw_transaction(psbt: Psbt, wallet: Wallet) -> Transaction:
    return Transaction.parse(finish(psbt, wallet).raw)


@shows("unsigned-return", QUIET)
@pytest.mark.parametrize("script_type", MULTISIG)
def test_any_two_of_three_signers_complete_a_payment(script_type: ScriptType) -> None:
    wallet = make_wallet(script_type)
    payment = make_payment(wallet)
    for pair in combinations((1, 2, 3), 2):
        combined = combine(payment, [signed_by(number, payment, wallet) for number in pair], wallet)
        assert combined.complete
        assert combined.signatures == 4
        assert combined.findings == ()
        assert keys_signed(combined.psbt) == [2, 2]
        assert embit_verifies_all(combined.psbt, wallet)


def test_counts_what_is_missing() -> None:
    combined = combine(PAYMENT, [FIRST], WALLET)
    assert not combined.complete
    assert combined.signatures == 2
    assert [len(added) for added in combined.added] == [1, 1]


def test_without_anything_returned_the_original_stays_as_it_is() -> None:
    combined = combine(PAYMENT, [], WALLET)
    assert combined.psbt is PAYMENT
    assert (combined.signatures, combined.complete, combined.findings) == (0, False, ())


@pytest.mark.parametrize("script_type", MULTISIG)
def test_trimmed_answers_are_as_good(script_type: ScriptType) -> None:
    wallet = make_wallet(script_type)
    payment = make_payment(wallet)
    trimmed = [signed_by(number, payment, wallet, ReturnForm.TRIMMED) for number in (1, 3)]
    full = [signed_by(number, payment, wallet) for number in (1, 3)]
    combined = combine(payment, trimmed, wallet)
    assert combined == combine(payment, full, wallet)
    assert combined.findings == ()


@pytest.mark.parametrize("version", [0, 2])
def test_answers_in_another_psbt_version_are_as_good(version: int) -> None:
    original = to_version(PAYMENT, version)
    other = to_version(PAYMENT, 2 - version)
    returned = [signed_by(number, other, WALLET) for number in (1, 2)]
    combined = combine(original, returned, WALLET)
    assert combined.complete
    assert combined.findings == ()
    assert combined.psbt.version == version


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param(bytes, id="binary"),
        pytest.param(base64.b64encode, id="base64"),
        pytest.param(lambda data: data.hex().upper().encode() + b"\r\n", id="hex"),
    ],
)
def test_answers_come_as_binary_and_as_text(wrap: Callable[[bytes], bytes]) -> None:
    signed = Returned("text", wrap(SECOND.data))
    network = raw_transaction(combine(PAYMENT, [FIRST, THIRD]).psbt, WALLET).serialize()
    combined = combine(PAYMENT, [signed, Returned("transaction", wrap(network))], WALLET)
    assert combined.signatures == 6
    assert combined.findings == ()


@pytest.mark.parametrize("script_type", MULTISIG)
def test_signatures_are_taken_out_of_a_network_transaction(script_type: ScriptType) -> None:
    wallet = make_wallet(script_type)
    payment = make_payment(wallet)
    signed = combine(payment, [signed_by(n, payment, wallet) for n in (2, 3)], wallet).psbt
    returned = Returned("final", raw_transaction(signed, wallet).serialize())
    combined = combine(payment, [returned], wallet)
    assert combined.psbt == signed
    assert combined.findings == ()


def bip174(text: str) -> list[bytes]:
    """What the steps of BIP-174's walk give whose text holds ``text``."""
    steps = json.loads(vector("bip174/bip174_roles.json").read_text())["steps"]
    items = [item for step in steps if text in step["text"] for item in step["items"]]
    mark = "Bytes in Hex: "
    return [bytes.fromhex(item.removeprefix(mark)) for item in items if item.startswith(mark)]


def after(text: str, number: int) -> Psbt:
    return read_psbt(bip174(text)[number])


def maps(psbt: Psbt) -> list[set[Record]]:
    """The records of every map, in no order, for BIP-174 leaves it free."""
    inputs = [set(entry.records) for entry in psbt.inputs]
    return [set(psbt.global_records), *inputs, *(set(entry.records) for entry in psbt.outputs)]


def test_combines_as_bip_174_says() -> None:
    signed = bip174("must create this PSBT")[2:4]
    for files in (signed, signed[::-1]):
        returned = [Returned(str(number), data) for number, data in enumerate(files)]
        combined = combine(after("adds SIGHASH_ALL", 0), returned)
        assert maps(combined.psbt) == maps(after("a combiner must create this PSBT", 0))
        assert combined.complete
        assert combined.findings == ()


def test_signatures_are_taken_out_of_finished_inputs() -> None:
    finalized = bip174("an input finalizer must create")[0]
    combined = combine(after("adds SIGHASH_ALL", 0), [Returned("finished", finalized)])
    assert maps(combined.psbt) == maps(after("a combiner must create this PSBT", 0))
    assert combined.complete


def test_combines_coldcards_worked_example() -> None:
    names = ("unsigned", "4", "5", "combined")
    unsigned, one, other, expected = (
        decode_psbt(vector(f"coldcard/psbt/worked-{name}.psbt").read_bytes()) for name in names
    )
    combined = combine(read_psbt(unsigned), [Returned("4", one), Returned("5", other)])
    want = read_psbt(expected)
    assert combined.complete
    got = [set(entry.partial_signatures) for entry in combined.psbt.inputs]
    assert got == [set(entry.partial_signatures) for entry in want.inputs]


def test_a_finished_input_keeps_its_scripts() -> None:
    seventh = read_psbt(decode_psbt(vector("coldcard/psbt/worked-7.psbt").read_bytes()))
    fourth = vector("coldcard/psbt/worked-4.psbt").read_bytes()
    combined = combine(seventh, [Returned("4", fourth)])
    assert combined.psbt is seventh
    assert combined.complete
    assert "finalised-invalid" not in codes(combined)


def test_a_finished_input_that_does_not_verify_is_named() -> None:
    finalized = after("an input finalizer must create", 0)
    script = bytearray(finalized.inputs[0].final_script_sig or b"")
    script[40] ^= 1
    record = Record(InputType.FINAL_SCRIPTSIG, b"", bytes(script))
    broken = with_input_records(finalized, 0, [record], InputType.FINAL_SCRIPTSIG)
    combined = combine(broken, [])
    assert [(f.code, f.where) for f in combined.findings] == [("finalised-invalid", "input 0")]
    assert not combined.complete


# -- what is not taken


BAD_SIGNATURES: dict[str, tuple[Callable[[PartialSignature], PartialSignature], set[str]]] = {
    "one bit flipped": (flip_last_bit, {"signature-invalid", "signature-other-transaction"}),
    "high S": (high_s, {"signature-invalid"}),
    "sighash single": (of_type(3), {"sighash"}),
    "sighash all, anyone can pay": (of_type(0x81), {"sighash"}),
    "another cosigner's key": (
        by_key(read_psbt(SECOND.data).inputs[0].partial_signatures[0].public_key),
        {"signature-invalid"},
    ),
    "a key of nobody": (by_key(bytes.fromhex(GENERATOR)), {"signature-unknown-key"}),
    "no signature at all": (
        lambda given: replace(given, signature=b"\x30" * 20),
        {"signature-invalid"},
    ),
}


@pytest.mark.parametrize("name", BAD_SIGNATURES)
def test_a_bad_signature_is_left_out_and_the_good_ones_are_kept(name: str) -> None:
    change, expected = BAD_SIGNATURES[name]
    combined = combine(PAYMENT, [with_signatures_changed(FIRST, change)], WALLET)
    assert keys_signed(combined.psbt) == [0, 1]
    assert [(f.severity, f.where) for f in combined.findings] == [(Severity.BLOCK, "file")]
    (finding,) = combined.findings
    assert finding.code in expected
    assert finding.facts["name"] == "changed signer 1"
    assert finding.facts["input"] == 0


def test_a_signature_made_for_another_transaction_is_said_to_be() -> None:
    other = make_payment(WALLET, amount=90_000)
    made = [
        entry.partial_signatures for entry in read_psbt(signed_by(1, other, WALLET).data).inputs
    ]
    pasted = signatures_alone(PAYMENT.transaction, made)
    combined = combine(PAYMENT, [Returned("pasted", pasted.original)], WALLET)
    assert combined.psbt is PAYMENT
    assert "signature-other-transaction" in codes(combined)


def test_a_signature_of_the_other_input_is_no_good() -> None:
    made = [entry.partial_signatures for entry in read_psbt(FIRST.data).inputs]
    swapped = signatures_alone(PAYMENT.transaction, made[::-1])
    combined = combine(PAYMENT, [Returned("swapped", swapped.original)], WALLET)
    assert combined.psbt is PAYMENT
    assert codes(combined) == ["signature-unknown-key", "signature-unknown-key"]


def test_signatures_of_inputs_that_are_not_the_wallets_have_unknown_keys() -> None:
    stranger = make_wallet(threshold=2, count=4)
    combined = combine(PAYMENT, [FIRST, SECOND], stranger)
    assert combined.psbt is PAYMENT
    assert set(codes(combined)) == {"signature-unknown-key"}


def test_a_bad_signature_in_a_network_transaction_is_left_out() -> None:
    final = raw_transaction(combine(PAYMENT, [FIRST, SECOND]).psbt, WALLET)
    empty, one, other, script = final.inputs[0].witness
    flipped = flip_last_bit(PartialSignature(b"", one)).signature
    spent = replace(final.inputs[0], witness=(empty, flipped, other, script))
    raw = replace(final, inputs=(spent, final.inputs[1])).serialize()
    combined = combine(PAYMENT, [Returned("final", raw)], WALLET)
    assert keys_signed(combined.psbt) == [1, 2]
    assert codes(combined) == ["signature-invalid"]


def test_a_bad_signature_in_the_original_is_dropped() -> None:
    damaged = read_psbt(with_signatures_changed(FIRST, flip_last_bit).data)
    combined = combine(damaged, [SECOND], WALLET)
    assert keys_signed(combined.psbt) == [1, 2]
    assert [finding.where for finding in combined.findings] == ["input 0"]


def test_an_input_whose_output_nobody_tells_takes_no_signature() -> None:
    bare = with_input_records(PAYMENT, 0, [], InputType.NON_WITNESS_UTXO, InputType.WITNESS_UTXO)
    combined = combine(bare, [FIRST])
    assert keys_signed(combined.psbt) == [0, 1]
    assert codes(combined)[0] == "utxo-missing"
    assert not combined.complete


# -- what came back with nothing


@shows("unsigned-return", FIRING)
@pytest.mark.parametrize("data", [PAYMENT.original, to_version(PAYMENT, 2).original])
def test_an_answer_without_a_signature_is_said_to_be_unsigned(data: bytes) -> None:
    combined = combine(PAYMENT, [Returned("again", data)], WALLET)
    facts = {"name": "again"}
    assert combined.findings == (Finding("unsigned-return", Severity.WARN, "file", facts),)


def test_an_answer_with_only_the_signatures_that_were_there_is_unsigned() -> None:
    begun = combine(PAYMENT, [FIRST], WALLET).psbt
    combined = combine(begun, [FIRST, SECOND], WALLET)
    assert [(f.code, f.facts["name"]) for f in combined.findings] == [
        ("unsigned-return", "signer 1")
    ]


def test_a_payment_that_has_all_it_needs_asks_nobody_to_sign_again() -> None:
    whole = combine(PAYMENT, [FIRST, SECOND], WALLET).psbt
    facts = {"name": "again", "reason": "complete"}
    combined = combine(whole, [Returned("again", PAYMENT.original)], WALLET)
    assert combined.findings == (Finding("unsigned-return", Severity.INFO, "file", facts),)


# -- any order, any number of times


def pool() -> dict[str, Returned]:
    trimmed = signed_by(3, PAYMENT, WALLET, ReturnForm.TRIMMED)
    version_2 = Returned("v2", to_version(read_psbt(SECOND.data), 2).original)
    final = raw_transaction(combine(PAYMENT, [FIRST, SECOND]).psbt, WALLET)
    ground = read_psbt(FIRST.data).inputs[0].partial_signatures[0].public_key
    return {
        "first": FIRST,
        "second in version 2": version_2,
        "third, trimmed": trimmed,
        "final": Returned("final", final.serialize()),
        "flipped": with_signatures_changed(SECOND, flip_last_bit),
        "high": with_signatures_changed(THIRD, high_s, at=1),
        "single": with_signatures_changed(FIRST, of_type(3)),
        "wrong key": with_signatures_changed(THIRD, by_key(ground)),
        "changed": Returned(
            "changed",
            with_transaction(read_psbt(FIRST.data), one_satoshi_less(PAYMENT.transaction)).original,
        ),
        "unsigned": Returned("unsigned", PAYMENT.original),
    }


POOL = pool()


@given(st.lists(st.sampled_from(sorted(POOL)), max_size=8))
def test_order_and_repetition_do_not_matter_and_only_good_signatures_come_in(
    names: list[str],
) -> None:
    at_once = combine(PAYMENT, [POOL[name] for name in names], WALLET)
    one_by_one = PAYMENT
    for name in reversed(names):
        one_by_one = combine(one_by_one, [POOL[name]], WALLET).psbt
    sorted_once = combine(PAYMENT, [POOL[name] for name in sorted(set(names))], WALLET)
    assert at_once.psbt.original == sorted_once.psbt.original == one_by_one.original
    assert set(map(str, at_once.findings)) == set(map(str, sorted_once.findings))
    assert at_once.psbt.transaction == PAYMENT.transaction
    assert embit_verifies_all(at_once.psbt, WALLET)
    signed = {s for e in at_once.psbt.inputs for s in e.partial_signatures}
    bare = [
        tuple(record for record in entry.records if record.key_type != InputType.PARTIAL_SIG)
        for entry in at_once.psbt.inputs
    ]
    assert bare == [entry.records for entry in PAYMENT.inputs]
    assert len(signed) == at_once.signatures


@given(st.sampled_from(sorted(POOL)), st.integers(min_value=0), st.integers(0, 7))
def test_no_flipped_bit_of_an_answer_lets_anything_but_good_signatures_in(
    name: str, position: int, bit: int
) -> None:
    damaged = bytearray(POOL[name].data)
    damaged[position % len(damaged)] ^= 1 << bit
    try:
        combined = combine(PAYMENT, [Returned("damaged", bytes(damaged))], WALLET)
    except ReadError:
        return
    assert combined.psbt.transaction == PAYMENT.transaction
    assert embit_verifies_all(combined.psbt, WALLET)
    assert all(keys <= 2 for keys in keys_signed(combined.psbt))


def test_of_two_signatures_by_one_key_the_same_one_stays_whatever_the_order() -> None:
    """Signers that add chance to their nonces give another signature each time."""
    told = next(d for d in PAYMENT.inputs[0].derivations if d.fingerprint == FINGERPRINT)
    again = with_signatures(PAYMENT, {0: [signature_with_another_nonce(told)]})
    files = [FIRST, Returned("again", again.original)]
    one_way = combine(PAYMENT, files, WALLET)
    assert one_way.psbt == combine(PAYMENT, files[::-1], WALLET).psbt
    assert one_way.findings == ()
    assert keys_signed(one_way.psbt) == [1, 1]


def signature_with_another_nonce(told: KeyDerivation) -> PartialSignature:
    """Practice signer 1's signature of the first input, as if its nonces had chance in them."""
    parsed = PSBT.parse(PAYMENT.original)
    entry = parsed.inputs[0]
    digest = parsed.tx.sighash_segwit(0, entry.witness_script, entry.witness_utxo.value)
    root = HDKey.from_seed(mnemonic_to_seed(WORDS))
    key = root.derive(list(told.path))
    made = secp256k1.ecdsa_sign(digest, key.secret, None, b"\x05" * 32)
    der: bytes = secp256k1.ecdsa_signature_serialize_der(made)
    return PartialSignature(told.public_key, der + b"\x01")
