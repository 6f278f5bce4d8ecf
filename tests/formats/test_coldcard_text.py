"""Coldcard's setup file as every program writes it."""

import json

import pytest

from strongroom.formats import coldcard_text
from strongroom.formats.contract import WalletFormat
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.model.finding import Severity
from strongroom.model.policy import CosignerKey
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN, cosigner
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import vector, vector_names

SPARROW = vector("sparrow/cc-multisig-export-2.txt").read_text()
JADE = vector("jade/multisig/multisig_file_sparrow.dat").read_text()
KEYS = [cosigner(seed) for seed in (1, 2, 3)]
HEAD = "Name: Sample\nPolicy: 2 of 3\nFormat: P2WSH\n"
PATH = "Derivation: m/48'/1'/0'/2'\n"


def lines(keys: list[CosignerKey] = KEYS) -> str:
    return "".join(f"{(key.fingerprint or b'').hex()}: {key.xpub}\n" for key in keys)


GOOD = HEAD + PATH + lines()
LEGACY = (
    "# Coldcard Multisig setup file (created on 0F056943)\n#\nName: CC-2-of-3\nPolicy: 2 of 3\n"
    "\nDerivation: m/45'/0\n\n" + lines([cosigner(seed, ScriptType.P2SH) for seed in (1, 2, 3)])
)
BLUEWALLET = HEAD + PATH + lines().replace(": ", ":\n")


class TestColdcardText(WalletFormatContract):
    samples = (GOOD, LEGACY, SPARROW, JADE, BLUEWALLET)

    def form(self) -> WalletFormat:
        return coldcard_text.FORMAT


def with_paths(label: str) -> str:
    return HEAD + "".join(f"{label}: m/48'/1'/0'/2'\n{lines([key])}\n" for key in KEYS)


@shows("keys-missing", QUIET)
@shows("format-assumed", QUIET)
@shows("line-ignored", QUIET)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plain", GOOD),
        ("upper-case fingerprints", HEAD + PATH + "".join(
            f"{(key.fingerprint or b'').hex().upper()}: {key.xpub}\n" for key in KEYS)),
        ("labels in other case", GOOD.replace("Name", "NAME").replace("Policy", "policy")),
        ("a slash in the policy", GOOD.replace("2 of 3", "2/3")),
        ("a comma in the policy", GOOD.replace("2 of 3", "2, 3")),
        ("h for hardened", GOOD.replace("'", "h")),
        ("H for hardened", GOOD.replace("'", "H")),
        ("format in lower case", GOOD.replace("P2WSH", "p2wsh")),
        ("a derivation before every key", with_paths("Derivation")),
        ("a comment before every key (Sparrow)", with_paths("# derivation")),
        ("the comment instead of a wrong derivation",
         HEAD + "Derivation: m/1\n" + with_paths("# derivation")[len(HEAD):]),
        ("a key on the next line (BlueWallet)", BLUEWALLET),
        ("indented", "\n".join("    " + line for line in GOOD.splitlines())),
        ("SLIP-132 keys", HEAD + PATH + "".join(
            f"{(key.fingerprint or b'').hex()}: {key.xpub.slip132(ScriptType.P2WSH)}\n"
            for key in KEYS)),
        ("comments behind values", GOOD.replace("2 of 3", "2 of 3 # quorum")),
        ("sorted, said by Jade", GOOD.replace("Policy", "Sorted: True\nPolicy")),
    ],
)  # fmt: skip
def test_every_dialect_is_the_same_wallet_without_a_finding(name: str, text: str) -> None:
    file = read_wallet(text.encode())
    assert (file.policy, file.findings) == (PLAIN.policy, ()), name
    assert file.name == "Sample"


@pytest.mark.parametrize(
    ("word", "script_type"),
    [
        ("P2SH-P2WSH", ScriptType.P2SH_P2WSH),
        ("P2WSH-P2SH", ScriptType.P2SH_P2WSH),
        ("P2SH", ScriptType.P2SH),
        ("BIP45", ScriptType.P2SH),
    ],
)
def test_the_names_of_the_script_types(word: str, script_type: ScriptType) -> None:
    assert read_wallet(GOOD.replace("P2WSH", word, 1).encode()).policy.script_type is script_type


def test_unsorted_keys_keep_their_order() -> None:
    policy = read_wallet((GOOD + "Sorted: False\n").encode()).policy
    assert not policy.sorted_keys
    assert [key.xpub for key in policy.cosigners] == [key.xpub for key in KEYS]


def test_a_derivation_holds_until_the_next() -> None:
    other = cosigner(3, account=7)
    text = HEAD + PATH + lines(KEYS[:2]) + "Derivation: m/48'/1'/7'/2'\n" + lines([other])
    assert read_wallet(text.encode()).policy.cosigners[2] == other


@shows("format-assumed", FIRING)
def test_without_a_format_it_is_p2sh_as_coldcard_has_it_and_a_warning() -> None:
    file = read_wallet(LEGACY.encode())
    assert file.policy.script_type is ScriptType.P2SH
    assert [(f.code, f.severity) for f in file.findings] == [("format-assumed", Severity.WARN)]


@shows("line-ignored", FIRING)
def test_lines_it_does_not_know_are_named() -> None:
    file = read_wallet(f"{GOOD}Birthday: 2020\nhello\nBlindingKey: 00\n".encode())
    assert file.policy == PLAIN.policy
    assert [(f.code, f.where) for f in file.findings] == [
        ("line-ignored", "line 7"),
        ("line-ignored", "line 8"),
    ]


def test_a_name_that_steers_the_display_is_shown_escaped() -> None:
    file = read_wallet(GOOD.replace("Sample", "Sam\u202eple").encode())
    assert file.name == "Sam<U+202E>ple"
    assert [f.code for f in file.findings] == ["text-unsafe"]


def test_a_name_keeps_a_number_sign_before_a_digit() -> None:
    assert read_wallet(GOOD.replace("Sample", "Vault #2 # old").encode()).name == "Vault #2"


@shows("keys-missing", FIRING)
@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("no policy", GOOD.replace("Policy", "# Policy"), "file-malformed"),
        ("no policy that can be read", GOOD.replace("2 of 3", "two of three"), "file-malformed"),
        ("two names", GOOD + "Name: Other\n", "file-malformed"),
        ("two policies", GOOD + "Policy: 2 of 3\n", "file-malformed"),
        ("two formats", GOOD + "format: P2WSH\n", "file-malformed"),
        ("an unknown format", GOOD.replace("P2WSH", "P2WPH"), "file-malformed"),
        ("a format of single keys", GOOD.replace("P2WSH", "P2WPKH"), "wallet-unsupported"),
        ("no format though the paths say one", GOOD.replace("Format", "# Format"),
         "file-malformed"),
        ("neither sorted nor not", GOOD + "Sorted: perhaps\n", "file-malformed"),
        ("threshold zero", GOOD.replace("2 of 3", "0 of 3"), "threshold-invalid"),
        ("threshold over the keys", GOOD.replace("2 of 3", "4 of 3"), "threshold-invalid"),
        ("a key too few", GOOD.replace("2 of 3", "2 of 4"), "keys-missing"),
        ("a key too many", GOOD.replace("2 of 3", "2 of 2"), "file-malformed"),
        ("a fingerprint without its key", GOOD + "aabbccdd:\n", "keys-missing"),
        ("a key without a path", HEAD + lines(), "file-malformed"),
        ("an unreadable path", GOOD.replace("m/48'", "m/48J"), "key-malformed"),
        ("a path of another length", GOOD.replace("/2'", "/2'/0"), "key-malformed"),
        ("another last step", GOOD.replace("/2'", "/1'"), "key-malformed"),
        ("one key twice", HEAD + PATH + lines([KEYS[0], KEYS[1], KEYS[0]]), "key-duplicate"),
        ("one key twice under another fingerprint",
         HEAD + PATH + lines([*KEYS[:2]]) + f"aabbccdd: {KEYS[0].xpub}\n", "key-duplicate"),
        ("not a key", HEAD + PATH + lines(KEYS[:2]) + "aabbccdd: hello\n", "key-malformed"),
        ("more than p2sh can hold",
         GOOD.replace("P2WSH", "P2SH").replace("2 of 3", "2 of 16")
         + lines([cosigner(seed) for seed in range(4, 17)]), "threshold-invalid"),
    ],
)  # fmt: skip
def test_refuses(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_wallet(text.encode())
    assert (refused.value.kind, refused.value.format) == ("wallet", "coldcard_text"), name
    assert refused.value.code == code, name


JADES_REASONS = {
    "Invalid derivation path": "key-malformed",
    "Invalid multisig file": "file-malformed",
    "Insufficient information records": "file-malformed",
    "Invalid multisig format": "wallet-unsupported",
    "Invalid multisig policy": "threshold-invalid",
    "Invalid number of signers": "file-malformed",
    "Failed to validate co-signers": "key-malformed",  # a key's path is not its own
}


@pytest.mark.parametrize("name", vector_names("jade/multisig/multisig_bad_file_*.dat"))
def test_what_jade_refuses_is_refused_for_its_reason(name: str) -> None:
    expected = json.loads(vector(name.replace(".dat", ".json")).read_text())["expected_error"]
    with pytest.raises(RecognitionError) as refused:
        read_wallet(vector(name).read_bytes())
    assert refused.value.code == JADES_REASONS[expected]
