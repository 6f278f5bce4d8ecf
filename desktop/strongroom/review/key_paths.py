"""What the path of a cosigner's key says it is for, and which path it should have."""

from dataclasses import dataclass

from strongroom.model.derivation import HARDENED, DerivationPath
from strongroom.model.network import Network, NetworkKind
from strongroom.model.script_type import ScriptType

_BIP48 = 48
_SINGLE = {
    44: ScriptType.P2PKH,
    49: ScriptType.P2SH_P2WPKH,
    84: ScriptType.P2WPKH,
    86: ScriptType.P2TR,
}
_BIP48_SCRIPTS = {1: ScriptType.P2SH_P2WSH, 2: ScriptType.P2WSH, 3: ScriptType.P2TR}
_WITH_COIN_TYPE = frozenset((*_SINGLE, _BIP48, 87))


@dataclass(frozen=True, slots=True)
class PathMeaning:
    """``script_type`` and ``kind`` of network a path stands for; None where it does not say.

    ``is_single`` says that it is for the wallets of one signer.
    """

    script_type: ScriptType | None
    kind: NetworkKind | None
    is_single: bool = False


def meaning_of(path: DerivationPath) -> PathMeaning:
    """What the well-known paths mean (BIP-44, 45, 48, 49, 84, 86, 87)."""
    steps = [step - HARDENED if step >= HARDENED else None for step in path.steps]
    purpose = steps[0] if steps else None
    if purpose == 45:
        return PathMeaning(ScriptType.P2SH, None)
    if purpose not in _WITH_COIN_TYPE:
        return PathMeaning(None, None)
    kinds = {kind.coin_type: kind for kind in NetworkKind}
    kind = kinds.get(steps[1]) if len(steps) > 1 and steps[1] is not None else None
    if purpose == _BIP48:
        script = steps[3] if len(steps) > 3 else None
        return PathMeaning(_BIP48_SCRIPTS.get(script) if script is not None else None, kind)
    script_type = _SINGLE.get(purpose) if purpose is not None else None
    return PathMeaning(script_type, kind, is_single=script_type is not None)


def usual_path(script_type: ScriptType, network: Network) -> DerivationPath:
    """The path signers use for the first account of a multisig wallet (BIP-45, BIP-48)."""
    if script_type is ScriptType.P2SH:
        return DerivationPath((HARDENED | 45,))
    script = next((n for n, kind in _BIP48_SCRIPTS.items() if kind is script_type), 2)
    steps = (_BIP48, network.kind.coin_type, 0, script)
    return DerivationPath(tuple(HARDENED | step for step in steps))
