"""The review of a cosigner's key: whether it is the right kind of key for the wallet it is for."""

from collections.abc import Iterator
from enum import Enum
from typing import Protocol

from strongroom.model.finding import Finding
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey
from strongroom.model.script_type import ScriptType
from strongroom.review.key_paths import meaning_of, usual_path
from strongroom.review.weigh import block, warn

_WHERE = "key 0"


class Purpose(Enum):
    """What a key or wallet is looked at for: one that exists must be taken as it is."""

    IMPORT = "import"
    SET_UP = "set-up"


class LabelledKey(Protocol):
    """A key and the script type its export labels it with, if it does."""

    @property
    def key(self) -> CosignerKey: ...

    @property
    def script_type(self) -> ScriptType | None: ...


def review_key(
    exported: LabelledKey,
    script_type: ScriptType | None,
    network: Network,
    purpose: Purpose = Purpose.IMPORT,
) -> tuple[Finding, ...]:
    """What is to be known of one key for a wallet of ``script_type`` (None: not decided yet)."""
    key, label = exported.key, exported.script_type
    return (
        *script_mismatch(key, label, script_type, purpose, _WHERE),
        *wrong_path(key, script_type or label, network, _WHERE),
        *missing_fingerprint(key, _WHERE),
    )


def script_mismatch(
    key: CosignerKey,
    label: ScriptType | None,
    wanted: ScriptType | None,
    purpose: Purpose,
    where: str,
) -> Iterator[Finding]:
    """Prefix (SLIP-132), label and path that name different script types."""
    by_path = meaning_of(key.origin.path).script_type if key.origin else None
    named = {"prefix": key.xpub.script_hint, "label": label, "path": by_path}
    said = {name: kind.value for name, kind in named.items() if kind is not None}
    asked = wanted is not None and {key.xpub.script_hint, label} - {None, wanted}
    if len(set(said.values())) < 2 and not asked:
        return
    reason = "wanted" if len(set(said.values())) < 2 else "several"
    facts = {"reason": reason, "said": ", ".join(f"{name} {kind}" for name, kind in said.items())}
    if wanted is not None:
        facts["wanted"] = wanted.value
    weigh = block if purpose is Purpose.SET_UP else warn
    yield weigh("key-script-mismatch", where, **facts)


def wrong_path(
    key: CosignerKey, script_type: ScriptType | None, network: Network, where: str
) -> Iterator[Finding]:
    """A path for single signatures, another script type or another network; or none at all."""
    reason = _wrong_path(key, script_type, network)
    if reason:
        multisig = script_type if script_type and script_type.is_multisig else ScriptType.P2WSH
        path = f"m/{key.origin.path}" if key.origin else ""
        expected = f"m/{usual_path(multisig, network)}"
        yield warn("key-wrong-path", where, reason=reason, path=path, expected=expected)


def missing_fingerprint(key: CosignerKey, where: str) -> Iterator[Finding]:
    """A key of which nobody told whose seed it came from."""
    if key.fingerprint is None:
        yield warn("fingerprint-missing", where)


def _wrong_path(key: CosignerKey, script_type: ScriptType | None, network: Network) -> str | None:
    if key.xpub.depth == 0:
        return "root"
    if key.origin is None:
        return "no-origin"
    meaning = meaning_of(key.origin.path)
    if meaning.kind not in (None, network.kind):
        return "network"
    if meaning.script_type is None:
        return None
    if meaning.is_single:
        return "single-signature"
    return "script-type" if script_type not in (None, meaning.script_type) else None
