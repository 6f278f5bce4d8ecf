"""Makes the network's transaction of a signed PSBT, by rust-miniscript through BDK."""

import base64
from dataclasses import dataclass

from strongroom.engines.errors import EngineError


@dataclass(frozen=True, slots=True)
class FinalisedTransaction:
    """The raw transaction in the network's form, with every input's final script."""

    raw: bytes


def finalise(psbt: bytes) -> FinalisedTransaction:
    """Finish every input of a binary version 0 PSBT; those that are finished stay as they are.

    The fee is not looked at: the review has. Raises ``EngineError`` with ``engines-disagree`` where
    BDK cannot read it, and ``not-finalisable`` (fact ``input``: the first it cannot satisfy).
    """
    from bdkpython import bdk

    try:
        result = bdk.Psbt(base64.b64encode(psbt).decode()).finalize()
    except bdk.PsbtParseError as error:
        raise EngineError("engines-disagree", "BDK refuses this PSBT", engine="BDK") from error
    if not result.could_finalize:
        raise _refused(result.errors or [])
    try:
        transaction = result.psbt.extract_tx_unchecked_fee_rate()
    except bdk.ExtractTxError as error:
        raise EngineError("not-finalisable", "BDK extracts no transaction") from error
    return FinalisedTransaction(bytes(transaction.serialize()))


def _refused(errors: list[object]) -> EngineError:
    from bdkpython import bdk

    for error in errors:
        if isinstance(error, bdk.PsbtFinalizeError.InputError):
            reason = str(error.reason)[:200]
            message = f"BDK cannot finish input {error.index}: {reason}"
            return EngineError("not-finalisable", message, input=int(error.index), reason=reason)
    return EngineError("not-finalisable", "BDK cannot finish this PSBT")
