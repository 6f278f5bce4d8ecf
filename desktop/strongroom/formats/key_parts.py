"""What exports say of a key in parts (fingerprint, path, key), put together and checked."""

from strongroom.formats.contract import ExportedKey
from strongroom.formats.json_text import JsonObject
from strongroom.model.derivation import HARDENED, DerivationPath, KeyOrigin, parse_fingerprint
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.key_expression import parse_key_expression, to_policy_key
from strongroom.model.policy import Branches, CosignerKey
from strongroom.model.script_type import ScriptType

LABELS = (
    ("p2wsh", ScriptType.P2WSH),
    ("p2sh_p2wsh", ScriptType.P2SH_P2WSH),
    ("p2wsh_p2sh", ScriptType.P2SH_P2WSH),
    ("p2sh", ScriptType.P2SH),
    ("p2tr", ScriptType.P2TR),
)
"""The names under which multisig exports file their keys; the nested one has two spellings."""

_BY_PURPOSE = {
    44: ScriptType.P2PKH,
    45: ScriptType.P2SH,
    49: ScriptType.P2SH_P2WPKH,
    84: ScriptType.P2WPKH,
    86: ScriptType.P2TR,
}
_BIP48_SCRIPTS = {1: ScriptType.P2SH_P2WSH, 2: ScriptType.P2WSH, 3: ScriptType.P2TR}


def make_key(fingerprint: str, path: str, xpub: str, device: str = "") -> CosignerKey:
    """A key with its origin; raises ``ReadError`` with ``key-malformed`` where they disagree."""
    origin = KeyOrigin(parse_fingerprint(fingerprint), DerivationPath.parse(path))
    return CosignerKey(ExtendedPublicKey.parse(xpub.strip()), origin, device=device)


def bare_key(text: str, *usual: Branches) -> CosignerKey:
    """A key expression behind which nothing stands, or what a wallet puts there anyway.

    ``usual`` are branches that are let pass besides. Raises ``ReadError`` and ``PolicyError``,
    ``file-malformed`` for other steps.
    """
    expression = parse_key_expression(text)
    passing = (Branches(), *usual)
    if not expression.is_bare and to_policy_key(expression).branches not in passing:
        raise ReadError("file-malformed", "steps stand behind the key")
    return CosignerKey(expression.xpub, expression.origin)


def make_told_key(
    xpub: str, fingerprint: str | None, path: str | None, *, name: str = "", device: str = ""
) -> CosignerKey:
    """A key with as much of its origin as was told; errors as ``make_key``.

    A path without a fingerprint has the placeholder 00000000, and neither is no origin.
    """
    origin = None
    if path or fingerprint:
        known = parse_fingerprint(fingerprint or "00000000")
        origin = KeyOrigin(known, DerivationPath.parse(path or ""))
    return CosignerKey(ExtendedPublicKey.parse(xpub.strip()), origin, name=name, device=device)


def script_type_of_path(path: DerivationPath) -> ScriptType | None:
    """What a path's standard says its keys are for (BIP-44, 45, 48, 49, 84, 86), if it has one."""
    steps = path.steps
    if not steps or not steps[0] & HARDENED:
        return None
    purpose = steps[0] & ~HARDENED
    if purpose == 48:
        script = steps[3] if len(steps) > 3 else 0
        return _BIP48_SCRIPTS.get(script & ~HARDENED) if script & HARDENED else None
    return _BY_PURPOSE.get(purpose)


def script_type_of_key(key: CosignerKey) -> ScriptType | None:
    """What a key's SLIP-132 prefix, or else its path, says it is for."""
    if key.xpub.script_hint is not None:
        return key.xpub.script_hint
    return script_type_of_path(key.origin.path) if key.origin else None


def has_labelled_keys(fields: JsonObject) -> bool:
    """Whether an object files keys as Coldcard's multisig export does."""
    return "xfp" in fields and any(
        label in fields or f"{label}_deriv" in fields for label, _ in LABELS
    )


def read_labelled_keys(fields: JsonObject, device: str) -> tuple[ExportedKey, ...]:
    """The keys filed under their script types, each with its path in ``<label>_deriv``.

    Raises ``ReadError``: ``file-malformed`` for a path without a key or the reverse,
    ``key-malformed``.
    """
    fingerprint = fields.text("xfp")
    found: list[ExportedKey] = []
    for label, script_type in LABELS:
        xpub, path = fields.optional_text(label), fields.optional_text(f"{label}_deriv")
        if (xpub is None) != (path is None):
            raise ReadError("file-malformed", f"{label} has a path or a key, not both", field=label)
        if xpub is None or path is None:
            continue
        exported = ExportedKey(make_key(fingerprint, path, xpub, device), script_type)
        if any(other.script_type is script_type and other != exported for other in found):
            raise ReadError("file-malformed", "two spellings name different keys", field=label)
        if exported not in found:
            found.append(exported)
    return tuple(found)
