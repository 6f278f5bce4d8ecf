"""Every published file is in a table with its outcome, or is taken apart by a named test."""

import json
import re
from typing import Any

import pytest

from tests.formats.outcome_tables import FILES, INSIDE
from tests.formats.outcomes import outcome
from tests.formats.payment_outcomes import PAYMENTS
from tests.formats.test_vectors import COLLECTIONS, FRAGMENTS, NO_WALLETS
from tests.vectors_source import REPOSITORY, vector, vector_names

TAKEN_APART = {
    "bbqr/krux_bbqr.json": "transports/qr/test_bbqr.py",
    "bbqr/krux_bbqr_psbt.json": "transports/qr/test_bbqr.py",
    "bip138-draft/bip380_descriptor_backup.json": "formats/test_bip380_backup.py",
    "bip138-draft/bip388.json": "formats/test_bip388.py",
    "bip138-draft/bip388_wallet_policy.json": "formats/test_bip388.py",
    "bip138-draft/chacha20poly1305_encryption.json": "formats/test_bip138.py",
    "bip138-draft/content_type.json": "formats/test_bip138.py",
    "bip138-draft/derivation_path.json": "formats/test_bip138.py",
    "bip138-draft/encrypted_backup.json": "formats/test_bip138.py",
    "bip138-draft/encryption_secret.json": "formats/test_bip138.py",
    "bip138-draft/individual_secrets.json": "formats/test_bip138.py",
    "bip138-draft/keys_types.json": "formats/test_bip138.py",
    "bip174/bip174_psbts.json": "model/test_psbt.py",
    "bip174/bip174_roles.json": "workflows/test_combine.py",
    "bip174/foundation_bip-0174.json": "model/test_psbt_writer.py",
    "bip32/bip-0032.json": "model/test_published_keys.py",
    "bip322/basic-test-vectors.json": "formats/test_bip322.py",
    "bip322/generated-test-vectors.json": "formats/test_bip322.py",
    "bip328/vectors.json": "model/test_published_keys.py",
    "bip370/bip370_psbts.json": "model/test_psbt.py",
    "bip371/bip371_psbts.json": "model/test_psbt.py",
    "bip373/bip373_psbts.json": "model/test_psbt.py",
    "bip67/bip67.json": "model/test_descriptor_vectors.py",
    "hwi/bip32_vectors.json": "model/test_published_keys.py",
    "hwi/coldcard_xpubs.json": "model/test_published_keys.py",
    "hwi/test_bip32.json": "model/test_published_keys.py",
    "hwi/test_psbt.json": "model/test_psbt.py",
    "krux/qr_parts.json": "transports/qr/test_joining.py",
    "krux/qr_parts_bbqr_multi.json": "transports/qr/test_joining.py",
    "message-signing/trezor_signmessage.json": "formats/test_signed_message.py",
    "seedqr/seedqr_vectors.json": "formats/test_secrets.py",
    "slip132/slip132.json": "model/test_extended_key.py",
    "ur/bytewords.json": "model/test_bytewords.py",
    "ur/decode_errors.json": "transports/qr/test_ur.py",
    "ur/foundation_bcr-2020-006.json": "formats/ur_outcomes.py",
    "ur/foundation_bcr-2020-007.json": "formats/ur_outcomes.py",
    "ur/foundation_bcr-2020-008.json": "formats/ur_outcomes.py",
    "ur/foundation_bcr-2020-009.json": "formats/ur_outcomes.py",
    "ur/fountain.json": "transports/qr/test_fountain.py",
    "ur/hummingbird.json": "formats/ur_outcomes.py",
    "ur/output_descriptor_v3.json": "formats/ur_outcomes.py",
    "ur/registry_papers.json": "formats/ur_outcomes.py",
    "ur/urtypes_py.json": "formats/ur_outcomes.py",
}
"""Collections of many texts, and the module that takes each apart."""

TAKEN_APART_HERE = ("jade/message/*.json", "jade/psbt/*.json", "jade/multisig/*.json")

UNSIGNED, SIGNED = "psbt base64", ("psbt base64", "transaction hex")

STRICTER_THAN_JADE = {
    "multisig_file_jade": "key-malformed",
    "multisig_file_p2sh": "key-malformed",
    "multisig_file_p2wsh": "key-malformed",
    "multisig_file_p2wsh-p2sh": "key-malformed",
}
"""Jade takes a path that is not as deep as its key says."""


def test_no_published_file_is_left_out() -> None:
    here = {name for pattern in TAKEN_APART_HERE for name in vector_names(pattern)}
    wallets = set(FILES) | {name.partition("#")[0] for name in INSIDE} | set(FRAGMENTS)
    apart = set(COLLECTIONS) | NO_WALLETS | set(TAKEN_APART) | here
    assert set(vector_names("*")) == wallets | set(PAYMENTS) | apart
    assert not set(PAYMENTS) & (wallets | apart)


@pytest.mark.parametrize("name", PAYMENTS)
def test_a_payment_or_a_scanned_text(name: str) -> None:
    assert outcome(vector(name).read_bytes()) == PAYMENTS[name]


@pytest.mark.parametrize("name", TAKEN_APART)
def test_a_collection_is_taken_apart_where_the_table_says(name: str) -> None:
    source = (REPOSITORY / "tests" / TAKEN_APART[name]).read_text()
    folder, _, file = name.partition("/")
    stem = file.partition(".")[0]
    assert folder in source
    assert stem in source or re.sub(r"bip\d+_", "_", stem) in source


def contents(name: str) -> Any:
    return json.loads(vector(name).read_text())


@pytest.mark.parametrize("name", vector_names("jade/psbt/*.json"))
def test_jades_psbts_before_and_after_signing(name: str) -> None:
    case = contents(name)
    assert outcome(case["input"]["psbt"].encode()) == UNSIGNED
    after = case["expected_output"]
    answers = after.values() if isinstance(after, dict) else [after]
    assert {outcome(answer.encode()) for answer in answers} <= set(SIGNED)


@pytest.mark.parametrize("name", vector_names("jade/message/*.json"))
def test_jades_requests_are_no_answers_and_its_signatures_lack_their_message(name: str) -> None:
    case = contents(name)
    asked = case["input"].get("filedata") or case["input"]["message"]
    assert outcome(asked.encode()) == "unknown not-recognised"
    signature = case.get("expected_output")
    if isinstance(signature, str):
        assert outcome(signature.encode()) == "signed-message signed_message message-missing"


@pytest.mark.parametrize("name", vector_names("jade/multisig/*_file_*.json"))
def test_what_jade_says_of_its_wallet_files_is_what_is_said_here(name: str) -> None:
    case = contents(name)
    ours = FILES[f"jade/multisig/{case['input']['multisig_file']}"]
    stem = name.rpartition("/")[2].removesuffix(".json")
    if "expected_error" in case:
        assert "-of-" not in ours
    elif stem in STRICTER_THAN_JADE:
        assert ours.endswith(STRICTER_THAN_JADE[stem])
    else:
        told = case["expected_result"]
        assert f"{told['threshold']}-of-{told['num_signers']} " in ours


@pytest.mark.parametrize("name", vector_names("jade/multisig/*_reg_*.json"))
def test_a_wallet_as_jade_is_told_of_it_by_cable_is_no_file(name: str) -> None:
    assert outcome(vector(name).read_bytes()) == "unknown not-recognised"
    signers = contents(name)["input"]["descriptor"]["signers"]
    kinds = {outcome(signer["xpub"].encode()) for signer in signers}
    assert kinds == {"key key_expression - -:-"}
