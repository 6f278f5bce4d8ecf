"""The practice signers' key exports, in the files that real signers write."""

import json
from collections.abc import Sequence
from pathlib import Path

from strongroom.model.policy import CosignerKey
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.practice.signers import PracticeSigner, practice_signers
from strongroom.transports.files import FileError, write_file

PASSPORT_FIRMWARE = "2.3.0"

_COLDCARD_NAMES = {
    ScriptType.P2SH: "p2sh",
    ScriptType.P2SH_P2WSH: "p2sh_p2wsh",
    ScriptType.P2WSH: "p2wsh",
    ScriptType.P2TR: "p2tr",
}
_PASSPORT_NAMES = {**_COLDCARD_NAMES, ScriptType.P2SH_P2WSH: "p2wsh_p2sh"}
_TEMPLATES = {
    ScriptType.P2SH_P2WSH: "sh(wsh(sortedmulti(M,{},...)))",
    ScriptType.P2WSH: "wsh(sortedmulti(M,{},...))",
}


def write_exports(
    folder: Path, signers: Sequence[PracticeSigner] | None = None
) -> tuple[Path, ...]:
    """Write every export of the signers (the first three unless said) and say which files.

    For each signer: ``ccxp-XFP.json`` as Coldcard writes it, ``XFP-sparrow-multisig.json`` as
    Passport does, and one ``XFP-SCRIPT.txt`` with a key expression for each script type. Raises
    ``FileError``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "it cannot be made"
        raise FileError(
            "file-unwritable", f"{folder}: {reason}", name=str(folder), reason=reason
        ) from error
    written = []
    for signer in practice_signers() if signers is None else signers:
        for name, text in _files(signer).items():
            write_file(folder / name, text.encode())
            written.append(folder / name)
    return tuple(written)


def export_text(signer: PracticeSigner) -> str:
    """The signer's keys for every script type, in one file as Coldcard's EDGE firmware writes
    it, which knows taproot."""
    keys = {**_keys(signer), ScriptType.P2TR: signer.account_key(ScriptType.P2TR)}
    return _coldcard(signer.fingerprint.hex().upper(), keys)


def _keys(signer: PracticeSigner) -> dict[ScriptType, CosignerKey]:
    return {script_type: signer.account_key(script_type) for script_type in reversed(MULTISIG)}


def _files(signer: PracticeSigner) -> dict[str, str]:
    keys = _keys(signer)
    taproot = (ScriptType.P2TR, signer.account_key(ScriptType.P2TR))
    xfp = signer.fingerprint.hex().upper()
    plain = {
        f"{xfp}-{script_type.value}.txt": _key_expression(key) + "\n"
        for script_type, key in (*keys.items(), taproot)
    }
    return {
        f"ccxp-{xfp}.json": _coldcard(xfp, keys),
        f"{xfp}-sparrow-multisig.json": _passport(xfp, keys),
        **plain,
    }


def _coldcard(xfp: str, keys: dict[ScriptType, CosignerKey]) -> str:
    """Coldcard/firmware shared/multisig.py; the account is text there."""
    fields = {}
    for script_type, key in keys.items():
        name = _COLDCARD_NAMES[script_type]
        fields[f"{name}_deriv"] = _path(key)
        fields[name] = key.xpub.slip132(script_type)
        if script_type in _TEMPLATES:
            template = _TEMPLATES[script_type]
            fields[f"{name}_desc"] = template.format(_key_expression(key) + "/0/*")
    return json.dumps({**fields, "account": "0", "xfp": xfp}, indent=2) + "\n"


def _passport(xfp: str, keys: dict[ScriptType, CosignerKey]) -> str:
    """Foundation-Devices/passport2 modules/wallets/multisig_json.py."""
    fields = {}
    for script_type, key in keys.items():
        name = _PASSPORT_NAMES[script_type]
        fields[f"{name}_deriv"] = _path(key)
        fields[name] = key.xpub.slip132(script_type)
    return json.dumps({**fields, "xfp": xfp, "fw_version": PASSPORT_FIRMWARE}, indent=2) + "\n"


def _key_expression(key: CosignerKey) -> str:
    origin = key.origin
    before = f"[{origin.fingerprint.hex()}/{origin.path.write(chr(39))}]" if origin else ""
    return f"{before}{key.xpub}"


def _path(key: CosignerKey) -> str:
    return "m/" + key.origin.path.write("'") if key.origin else "m"
