"""The multisig setup file of Coldcard, which nearly every signer and program reads and writes.

One rule reads all dialects: labels in any case, a derivation holds until the next one, both names
of the nested script. Writing is another matter: ``coldcard_dialects`` says what each device takes.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from strongroom.formats.coldcard_dialects import DIALECTS, write_setup_file
from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.key_parts import make_key, script_type_of_path
from strongroom.formats.text import safe_name
from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.finding import Finding, Severity
from strongroom.model.policy import CosignerKey, Policy, PolicyKey
from strongroom.model.script_type import ScriptType

NAME = "coldcard_text"
MAX_BYTES = 64 * 1024

_FORMATS = {
    "p2wsh": ScriptType.P2WSH,
    "p2sh-p2wsh": ScriptType.P2SH_P2WSH,
    "p2wsh-p2sh": ScriptType.P2SH_P2WSH,
    "p2sh": ScriptType.P2SH,
    "bip45": ScriptType.P2SH,
}
_NOT_HELD = frozenset(("p2wpkh", "p2sh-p2wpkh", "p2wpkh-p2sh", "p2pkh", "p2tr"))
_SORTED = {"true": True, "false": False}
_PATH_LABEL = "derivation"
_NOT_FOR_BITCOIN = "blindingkey"

_LABEL = re.compile(r"^[ \t]*(name|policy|format|derivation)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_KEY_LINE = re.compile(r"^[ \t]*[0-9a-f]{8}[ \t]*:[ \t]*[a-z]pub", re.IGNORECASE | re.MULTILINE)
_FINGERPRINT = re.compile(r"[0-9a-fA-F]{8}")
_XPUB = re.compile(r"[xyzYZtuvUV]pub\w+")
_PATH_COMMENT = re.compile(r"#\s*derivation\s*:\s*(m\S*)", re.IGNORECASE)
_QUORUM = re.compile(r"([0-9]{1,3})(?:\s+of\s+|\s*[/,]\s*|\s+)([0-9]{1,3})", re.IGNORECASE)


class _Label(StrEnum):
    """What a file says once."""

    NAME = "name"
    POLICY = "policy"
    FORMAT = "format"
    SORTED = "sorted"


_SAID_ONCE = {label.value: label for label in _Label}


@dataclass(frozen=True, slots=True)
class _KeyText:
    """A key as it stands in the file, made one after what the file says of the wallet is known."""

    fingerprint: str
    path: str
    xpub: str

    def key(self) -> CosignerKey:
        return make_key(self.fingerprint, self.path, self.xpub)

    def script_type(self) -> ScriptType | None:
        """What the prefix, or else the path, says; read apart, so that they need not agree."""
        hint = ExtendedPublicKey.parse(self.xpub).script_hint
        return hint or script_type_of_path(DerivationPath.parse(self.path))


@dataclass(slots=True)
class _Draft:
    """What the lines so far have said.

    ``waiting`` is a fingerprint whose key is to follow on a line of its own (BlueWallet), and
    ``next_path`` a path from a comment, which is for the next key only (Sparrow, Specter-DIY).
    """

    said: dict[_Label, str] = field(default_factory=dict)
    path: str | None = None
    next_path: str | None = None
    waiting: str | None = None
    keys: list[_KeyText] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def _claims(content: Content) -> bool:
    if content.json is not None:
        return False
    labels = {match[1].lower() for match in _LABEL.finditer(content.text)}
    return len(labels) > 1 or (bool(labels) and bool(_KEY_LINE.search(content.text)))


def _read(content: Content) -> WalletFile:
    draft = _Draft()
    for number, line in enumerate(content.lines):
        if line:
            _read_line(draft, line, number)
    if draft.waiting is not None:
        raise ReadError("keys-missing", "a fingerprint has no key behind it")
    name, name_findings = safe_name(draft.said.get(_Label.NAME, ""))
    return WalletFile(NAME, name, _policy(draft), findings=(*draft.findings, *name_findings))


def _read_line(draft: _Draft, line: str, number: int) -> None:
    if line.startswith("#"):
        path = _PATH_COMMENT.fullmatch(line)
        draft.next_path = path[1] if path else draft.next_path
        return
    line = _without_comment(line)
    if draft.waiting is not None:
        _add_key(draft, draft.waiting, line)
        draft.waiting = None
        return
    label, colon, value = (part.strip() for part in line.partition(":"))
    said_once = _SAID_ONCE.get(label.lower())
    if said_once is not None and colon:
        _say(draft, said_once, value)
    elif label.lower() == _PATH_LABEL and colon:
        draft.path = value
    elif _FINGERPRINT.fullmatch(label) and colon:
        _read_key(draft, label, value)
    elif label.lower() != _NOT_FOR_BITCOIN:
        draft.findings.append(Finding("line-ignored", Severity.WARN, f"line {number}"))


def _read_key(draft: _Draft, fingerprint: str, xpub: str) -> None:
    if xpub:
        _add_key(draft, fingerprint, xpub)
    else:
        draft.waiting = fingerprint


def _without_comment(line: str) -> str:
    """As Coldcard cuts: at ``#``, unless a digit follows it."""
    return re.split(r"#(?![0-9])", line, maxsplit=1)[0].strip()


def _say(draft: _Draft, label: _Label, value: str) -> None:
    if label in draft.said:
        raise ReadError("file-malformed", f"the file says its {label} twice", field=label.value)
    draft.said[label] = value


def _add_key(draft: _Draft, fingerprint: str, xpub: str) -> None:
    path = draft.next_path or draft.path
    draft.next_path = None
    if not path:
        raise ReadError("file-malformed", "a key has no derivation before it", field="derivation")
    if not _XPUB.fullmatch(xpub):
        raise ReadError("key-malformed", "a fingerprint has no key behind it")
    draft.keys.append(_KeyText(fingerprint, path, xpub))


def _policy(draft: _Draft) -> Policy:
    match = _QUORUM.fullmatch(draft.said.get(_Label.POLICY, ""))
    if not match:
        raise ReadError("file-malformed", "the file says no policy", field="policy")
    threshold, count = int(match[1]), int(match[2])
    if not 1 <= threshold <= count:
        raise PolicyError(
            "threshold-invalid", "the policy is no quorum", threshold=threshold, count=count
        )
    if len(draft.keys) < count:
        given = len(draft.keys)
        raise PolicyError("keys-missing", "there are too few keys", given=given, expected=count)
    if len(draft.keys) > count:
        raise ReadError("file-malformed", "there are more keys than it says", field="policy")
    is_sorted = _SORTED.get(draft.said.get(_Label.SORTED, "true").lower())
    if is_sorted is None:
        raise ReadError("file-malformed", "sorted is neither true nor false", field="sorted")
    script_type = _script_type(draft)
    keys = tuple(PolicyKey(each.key()) for each in draft.keys)
    return Policy(script_type, threshold, keys, is_sorted)


def _script_type(draft: _Draft) -> ScriptType:
    said = draft.said.get(_Label.FORMAT)
    if said is None:
        return _script_type_unsaid(draft)
    script_type = _FORMATS.get(said.lower())
    if script_type is not None:
        return script_type
    if said.lower() in _NOT_HELD:
        raise PolicyError("wallet-unsupported", "not a multisig script", part=said.lower())
    raise ReadError("file-malformed", "the format is not known", field="format")


def _script_type_unsaid(draft: _Draft) -> ScriptType:
    """P2SH, as Coldcard reads it; but not against what the keys say they are for."""
    meant = {each.script_type() for each in draft.keys} - {None, ScriptType.P2SH}
    if meant:
        raise ReadError("file-malformed", "the file says no format", field="format")
    draft.findings.append(Finding("format-assumed", Severity.WARN, "file", {"format": "p2sh"}))
    return ScriptType.P2SH


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, write_setup_file, tuple(DIALECTS))
