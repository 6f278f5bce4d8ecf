from dataclasses import replace

import pytest

from strongroom.formats.advisories import shipped_advisories
from strongroom.model.advisory import Concern
from strongroom.model.finding import Finding, Severity
from strongroom.review.advisories import Signer, review_signer
from strongroom.words.findings import PHRASES, sentence
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows

KNOWN = shipped_advisories()


def found(signer: Signer) -> list[Finding]:
    return list(review_signer(signer, KNOWN, "key 1"))


def reasons(device: str, then: str, now: str) -> list[str]:
    findings = found(Signer(device, then, now))
    return [str(each.facts["reason"]) for each in findings if each.code == "advisory"]


LIMITS = {
    "Mk3 that made a seed before": ("Coldcard Mk3", "3.2.2", "4.0.0", "seed"),
    "Mk3 that made a seed last": ("Coldcard Mk3", "4.2.0", "4.1.9", "seed"),
    "Mk4 that made a seed last": ("ColdCard Mk4", "v5.6.1", "v5.6.0", "seed"),
    "Edge": ("Coldcard", "6.6.1X", "6.6.0X", "seed"),
    "Q": ("Coldcard Q", "1.5.1Q", "1.5.0Q", "seed"),
    "a Q that is called a Coldcard": ("Coldcard", "1.5.1Q", "1.5.0Q", "seed"),
    "bx before": ("libbitcoin bx", "2.3.0", "3.0.0", "seed"),
    "bx after": ("bx", "4.0.0", "3.8.0", "seed"),
}


@shows("advisory", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("case", LIMITS)
def test_a_seed_is_as_good_as_the_firmware_that_made_it(case: str) -> None:
    device, sound, concerned, reason = LIMITS[case]
    assert reasons(device, sound, "9.9.9") == []
    assert reasons(device, concerned, "9.9.9") == [reason]


NOW = {
    "Coldcard that takes another wallet": ("Coldcard", "3.2.1", "3.2.0", ["registration"]),
    "Coldcard that takes false change": ("Coldcard", "3.2.1", "3.0.5", ["registration", "change"]),
    "Trezor Model T": ("Trezor T", "2.3.3", "2.1.8", ["fee", "passphrase"]),
    "Trezor Model T, older": ("Trezor T", "2.3.3", "2.1.7", ["change", "fee", "passphrase"]),
    "Trezor One": ("Trezor One", "1.9.3", "1.9.2", ["passphrase"]),
    "BitBox02": ("BitBox02", "8.0.0", "7.99", ["fee"]),
    "Jade": ("Jade", "1.0.37", "1.0.36", ["hostile-computer"]),
    "Jade before": ("Jade", "1.0.23", "1.0.24", ["hostile-computer"]),
    "KeepKey": ("KeepKey", "5.5.0", "5.4.9", ["hostile-computer"]),
    "KeepKey, later": ("KeepKey", "7.1.0", "7.0.3", ["hostile-computer"]),
}


@shows("advisory", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("case", NOW)
def test_all_else_is_as_good_as_the_firmware_there_is_now(case: str) -> None:
    device, sound, concerned, expected = NOW[case]
    assert reasons(device, "9.9.9", sound) == []
    assert reasons(device, "9.9.9", concerned) == expected


@shows("advisory", QUIET)
@pytest.mark.parametrize("device", ["", "Krux", "SeedSigner", "Ledger Nano X", "a box of bxs"])
def test_a_device_that_is_not_on_the_list_is_not_spoken_of(device: str) -> None:
    assert found(Signer(device)) == found(Signer(device, "1.0.0", "1.0.0")) == []


@shows("firmware-unrecorded", FIRING, QUIET)
@pytest.mark.parametrize(
    ("signer", "reason"),
    [
        (Signer("Coldcard"), "both"),
        (Signer("Coldcard", "", "5.6.1"), "seed"),
        (Signer("Coldcard", "5.6.1", "the latest"), "now"),
        (Signer("Coldcard", "5.6.1", "5.6.1"), None),
        (Signer("Coldcard", seed_by_hand=True), "now"),
        (Signer("Coldcard Q"), "seed"),
        (Signer("Trezor"), "now"),
        (Signer("Krux"), None),
    ],
)
def test_says_what_is_not_noted_where_it_would_matter(signer: Signer, reason: str | None) -> None:
    findings = found(signer)
    assert [each.code for each in findings] == ["firmware-unrecorded"] * (reason is not None)
    assert [each.severity for each in findings] == [Severity.INFO] * len(findings)
    assert [each.facts["reason"] for each in findings] == [reason] * len(findings)


@shows("advisory", QUIET)
def test_a_seed_thrown_by_hand_is_of_no_firmware() -> None:
    signer = Signer("Coldcard", "5.4.4", "5.6.1")
    assert [each.code for each in found(signer)] == ["advisory"]
    assert found(replace(signer, seed_by_hand=True)) == []


def test_a_warning_says_where_it_was_read_and_of_when_the_list_is() -> None:
    (warning,) = found(Signer("Coldcard Mk4", "5.4.4", "5.6.1"))
    assert (warning.severity, warning.where) == (Severity.WARN, "key 1")
    words = sentence(warning)
    assert "Coldcard Mk4 made with firmware 5.4.4" in words.message
    for part in ("https://github.com/Coldcard/firmware", "31 July 2026", "as of 24 August 2026"):
        assert part in words.hint


@pytest.mark.parametrize("concern", Concern)
def test_every_concern_has_its_words(concern: Concern) -> None:
    assert f"advisory:{concern.value}" in PHRASES
