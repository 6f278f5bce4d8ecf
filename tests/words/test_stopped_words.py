import pytest

from strongroom.words.stopped_words import steps

FRAUD = steps(["change-foreign"])


def test_what_may_be_a_fraud_says_not_to_sign_and_whom_to_call() -> None:
    assert FRAUD[0] == "Do not sign this file on any device."
    assert FRAUD[1].startswith("Call the person who sent it.")


def test_a_fraud_among_other_faults_counts_alone() -> None:
    assert steps(["fee-high", "input-not-ours"]) == FRAUD
    assert steps(["a code without steps", "sighash"]) == FRAUD


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("utxo-missing", "non-witness UTXO"),
        ("fee-high", "lower fee"),
        ("change-unfindable", "next unused address"),
        ("sighash", "SIGHASH_ALL"),
        ("signature-invalid", "sign the payment again"),
        ("repeated-nonce", "without that key"),
        ("address-not-whitelisted", "whose address"),
        ("spending-limit", "room for it"),
        ("cool-down", "reviewed anew"),
        ("engines-disagree", "makers of Strongroom"),
    ],
)
def test_a_plain_fault_has_steps_of_its_own(code: str, word: str) -> None:
    assert any(word in step for step in steps([code]))
    assert steps([code, "fee-high"]) == steps([code])
