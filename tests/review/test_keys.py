from dataclasses import dataclass, replace

import pytest

from strongroom.model.derivation import DerivationPath, KeyOrigin
from strongroom.model.finding import Finding, Severity
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey
from strongroom.model.script_type import ScriptType
from strongroom.review.keys import Purpose, review_key
from tests.builders import cosigner_key, make_root
from tests.review.codes import FIRING, QUIET, shows

P2WSH, NESTED, P2SH = ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH


@dataclass(frozen=True)
class Exported:
    key: CosignerKey
    script_type: ScriptType | None = None


def key_at(path: str, hint: ScriptType | None = None) -> CosignerKey:
    key = cosigner_key(make_root(1), DerivationPath.parse(path))
    return replace(key, xpub=replace(key.xpub, script_hint=hint))


def without_origin(key: CosignerKey) -> CosignerKey:
    return replace(key, origin=None)


def review(
    key: CosignerKey,
    label: ScriptType | None = None,
    wanted: ScriptType | None = P2WSH,
    network: Network = Network.REGTEST,
    purpose: Purpose = Purpose.IMPORT,
) -> tuple[Finding, ...]:
    return review_key(Exported(key, label), wanted, network, purpose)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@shows("key-wrong-path", QUIET)
@shows("fingerprint-missing", QUIET)
@pytest.mark.parametrize(
    ("path", "script_type"),
    [
        ("48h/1h/0h/2h", P2WSH),
        ("48h/1h/7h/1h", NESTED),
        ("45h", P2SH),
        ("45h/1h/0h", P2SH),
        ("87h/1h/0h", P2WSH),
        ("87h/1h/0h", P2SH),
        ("1h/2/3", P2WSH),
    ],
)
def test_a_key_at_its_usual_path_is_fine(path: str, script_type: ScriptType) -> None:
    assert review(key_at(path), script_type, script_type) == ()
    assert review(key_at(path), None, None) == ()


MISMATCHES = {
    "prefix and label": (key_at("87h/1h/0h", P2WSH), NESTED, None, 1),
    "prefix and path": (key_at("48h/1h/0h/1h", P2WSH), None, None, 1),
    "label and path": (key_at("48h/1h/0h/1h"), P2WSH, None, 1),
    "prefix and what is wanted": (key_at("87h/1h/0h", NESTED), None, P2WSH, 1),
    "label and what is wanted": (key_at("87h/1h/0h"), NESTED, P2WSH, 1),
    "prefix alone": (without_origin(key_at("48h/1h/0h/2h", NESTED)), None, P2WSH, 1),
    "all the same": (key_at("48h/1h/0h/2h", P2WSH), P2WSH, P2WSH, 0),
    "path and what is wanted": (key_at("48h/1h/0h/1h"), None, P2WSH, 0),
}


@shows("key-script-mismatch", FIRING, QUIET)
@pytest.mark.parametrize("name", MISMATCHES)
def test_names_that_differ_warn_and_block_at_set_up(name: str) -> None:
    key, label, wanted, count = MISMATCHES[name]
    for purpose, weight in ((Purpose.IMPORT, Severity.WARN), (Purpose.SET_UP, Severity.BLOCK)):
        findings = review(key, label, wanted, purpose=purpose)
        seen = [f.severity for f in findings if f.code == "key-script-mismatch"]
        assert seen == [weight] * count


PATHS = {
    "for single signatures": ("84h/1h/0h", P2WSH, "single-signature", "m/48h/1h/0h/2h"),
    "for taproot": ("86h/1h/0h", NESTED, "single-signature", "m/48h/1h/0h/1h"),
    "for old single signatures": ("44h/1h/0h", P2SH, "single-signature", "m/45h"),
    "for another script": ("48h/1h/0h/1h", P2WSH, "script-type", "m/48h/1h/0h/2h"),
    "for p2sh": ("45h", P2WSH, "script-type", "m/48h/1h/0h/2h"),
    "of the main network": ("48h/0h/0h/2h", P2WSH, "network", "m/48h/1h/0h/2h"),
    "of the root": ("", P2WSH, "root", "m/48h/1h/0h/2h"),
}


@shows("key-wrong-path", FIRING)
@pytest.mark.parametrize("name", PATHS)
def test_warns_of_a_wrong_path_and_says_the_right_one(name: str) -> None:
    path, script_type, reason, expected = PATHS[name]
    (finding,) = review(key_at(path), None, script_type)
    assert (finding.code, finding.severity) == ("key-wrong-path", Severity.WARN)
    assert finding.facts == {"reason": reason, "path": f"m/{path}", "expected": expected}


def test_the_right_path_on_the_main_network_has_another_coin_type() -> None:
    findings = review(key_at("48h/1h/0h/2h"), network=Network.BITCOIN)
    assert findings[0].facts["expected"] == "m/48h/0h/0h/2h"


def test_a_key_without_origin_has_neither_path_nor_fingerprint() -> None:
    findings = review(without_origin(key_at("48h/1h/0h/2h")))
    assert codes(findings) == ["key-wrong-path", "fingerprint-missing"]
    assert findings[0].facts["reason"] == "no-origin"


@shows("fingerprint-missing", FIRING)
def test_warns_of_the_placeholder_for_a_fingerprint() -> None:
    key = key_at("48h/1h/0h/2h")
    assert key.origin is not None
    nameless = replace(key, origin=KeyOrigin(bytes(4), key.origin.path))
    assert codes(review(nameless)) == ["fingerprint-missing"]
