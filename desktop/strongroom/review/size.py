"""How large a transaction will be once it is signed."""

from collections.abc import Sequence
from dataclasses import replace

from strongroom.model.miniscript_witness import satisfied
from strongroom.model.psbt import Psbt, PsbtInput
from strongroom.model.scripts import OutputKind, output_kind, push
from strongroom.model.transaction import TxInput, TxOutput
from strongroom.review.opening import Opening
from strongroom.review.ways import Ways

_SIGNATURE = bytes(72)
"""The length of most signatures: 71 bytes of DER and the sighash type."""

_PUBLIC_KEY = bytes(33)
_SCHNORR = bytes(64)


def estimate_vsize(psbt: Psbt, openings: Sequence[Opening | None]) -> int:
    """Virtual bytes of the finished transaction.

    Finished inputs count as they are, others with signatures of 72 bytes at the full quorum; an
    input that cannot be opened is reckoned as one signed by a single key.
    """
    transaction = psbt.transaction
    inputs = [
        _signed(tx_input, psbt.inputs[index], openings[index], psbt.spent_output(index))
        for index, tx_input in enumerate(transaction.inputs)
    ]
    return replace(transaction, inputs=tuple(inputs)).vsize


def _signed(
    tx_input: TxInput, said: PsbtInput, opening: Opening | None, spent: TxOutput | None
) -> TxInput:
    if said.final_script_sig or said.final_script_witness:
        final = said.final_script_witness or ()
        return replace(tx_input, script_sig=said.final_script_sig or b"", witness=final)
    if opening is None:
        return replace(tx_input, witness=_guess(spent))
    items = _items(opening)
    redeem = opening.scripts.redeem_script
    if opening.is_segwit:
        return replace(tx_input, script_sig=push(redeem) if redeem else b"", witness=items)
    return replace(tx_input, script_sig=b"".join(push(item) for item in items))


def _items(opening: Opening) -> tuple[bytes, ...]:
    """What is shown: a signature and its key, or the quorum's signatures and the script."""
    if opening.key_hash is not None:
        return _SIGNATURE, _PUBLIC_KEY
    if opening.ways is not None:
        return _items_of(opening, opening.ways)
    return (b"", *(_SIGNATURE for _ in range(opening.threshold)), opening.script_code)


def _items_of(opening: Opening, ways: Ways) -> tuple[bytes, ...]:
    """What the way in use shows."""
    signature = _SCHNORR if opening.is_taproot else _SIGNATURE
    script = ways.scripts[ways.number]
    shown = satisfied(script, ways.path.keys, signature, _PUBLIC_KEY) or ()
    if opening.scripts.taproot is None:
        return (*shown, opening.script_code)
    leaf = opening.scripts.taproot.leaves[ways.number]
    return (*shown, leaf.script, leaf.control_block)


def _guess(spent: TxOutput | None) -> tuple[bytes, ...]:
    if spent is not None and output_kind(spent.script_pubkey) is OutputKind.P2TR:
        return (_SCHNORR,)
    return _SIGNATURE, _PUBLIC_KEY
