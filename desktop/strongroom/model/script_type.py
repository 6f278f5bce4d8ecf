"""The kinds of script a key or a wallet is meant for."""

from enum import Enum


class ScriptType(Enum):
    """Where the keys end up; the value is the word used in files and on the command line."""

    P2WSH = "p2wsh"
    P2SH_P2WSH = "p2sh-p2wsh"
    P2SH = "p2sh"
    P2TR = "p2tr"
    P2WPKH = "p2wpkh"
    P2SH_P2WPKH = "p2sh-p2wpkh"
    P2PKH = "p2pkh"

    @property
    def is_multisig(self) -> bool:
        """Whether a wallet of several cosigners can have it here."""
        return self in COSIGNED

    @property
    def is_segwit(self) -> bool:
        return self not in (ScriptType.P2SH, ScriptType.P2PKH)


MULTISIG = (ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH)
"""The scripts that hold a quorum by OP_CHECKMULTISIG."""

COSIGNED = (*MULTISIG, ScriptType.P2TR)
"""The scripts that a wallet of several cosigners can have here."""

WITH_RECOVERY = (ScriptType.P2WSH, ScriptType.P2TR)
"""The scripts that can hold recovery paths."""
