"""Opening a device's key export and choosing the key that is meant."""

from dataclasses import dataclass, field, replace

from strongroom.formats.contract import ExportedKey, KeyExport
from strongroom.formats.reading import read_key
from strongroom.formats.text import decode_text
from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import ReadError
from strongroom.model.finding import Finding
from strongroom.model.network import Network
from strongroom.model.script_type import COSIGNED, ScriptType
from strongroom.review.keys import review_key
from strongroom.workflows.networks import choose_network


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """An export, the key chosen from it, and what is to be known about that key.

    ``text`` is the export as it came, ``name`` its file's.
    """

    export: KeyExport
    chosen: ExportedKey
    network: Network
    findings: tuple[Finding, ...]
    text: str = field(default="", repr=False)
    name: str = ""


def open_key(
    data: bytes,
    wanted: ScriptType | None,
    asked: Network | None,
    path: DerivationPath | None = None,
) -> OpenedKey:
    """Read an export and choose the key for ``wanted``, or the one most wallets use.

    ``path`` leaves only the keys that lie there. Raises ``StrongroomError`` with the codes of the
    review; ``key-not-in-export`` when there is none for ``wanted`` or at ``path``, ``keys-several``
    when there is more than one.
    """
    export = read_key(data)
    chosen = choose_key(export if path is None else _at(export, path), wanted)
    network = choose_network(chosen.key.xpub.kind, export.networks, asked)
    script_type = wanted or chosen.script_type
    findings = export.findings + review_key(chosen, script_type, network)
    return OpenedKey(export, chosen, network, findings, decode_text(data))


def _at(export: KeyExport, path: DerivationPath) -> KeyExport:
    there = tuple(e for e in export.keys if e.key.origin is not None and e.key.origin.path == path)
    if not there:
        raise ReadError(
            "key-not-in-export", f"it holds no key at m/{path}", reason="path", path=f"m/{path}"
        )
    return replace(export, keys=there)


def choose_key(export: KeyExport, wanted: ScriptType | None) -> ExportedKey:
    """The key for a script type; without a wish p2wsh before nested before p2sh."""
    for script_type in (wanted,) if wanted else COSIGNED:
        fitting = [each for each in export.keys if each.script_type is script_type]
        if len(fitting) > 1:
            raise ReadError(
                "keys-several",
                f"the export holds {len(fitting)} keys for {script_type.value}",
                count=len(fitting),
                script_type=script_type.value,
            )
        if fitting:
            return fitting[0]
    if wanted is None or len(export.keys) == 1:
        return export.keys[0]  # a key made for something else is for the review to name
    raise ReadError(
        "key-not-in-export",
        f"the export holds no key for {wanted.value}",
        script_type=wanted.value,
    )
