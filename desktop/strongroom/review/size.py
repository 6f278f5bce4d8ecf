"""How large a transaction will be once it is signed."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from strongroom.model.miniscript_witness import satisfied
from strongroom.model.scripts import OutputKind, output_kind, push
from strongroom.model.transaction import Transaction, TxInput, TxOutput
from strongroom.review.final_scripts import with_final_scripts
from strongroom.review.opening import Opening
from strongroom.review.views import InputView
from strongroom.review.ways import Ways

_SIGNATURE = bytes(72)
"""The length of most signatures: 71 bytes of DER and the sighash type."""

_PUBLIC_KEY = bytes(33)
_SCHNORR = bytes(64)


def estimate_vsize(transaction: Transaction, inputs: Sequence[InputView]) -> int:
    """Virtual bytes of the finished transaction.

    Finished inputs count as they are, others with signatures of 72 bytes at the full quorum; an
    input that cannot be opened is reckoned as one signed by a single key.
    """
    return replace(transaction, inputs=tuple(map(_signed, inputs))).vsize


def _signed(view: InputView) -> TxInput:
    opening = view.opening
    if view.is_final:
        return with_final_scripts(view)
    if opening is None:
        return replace(view.tx_input, witness=_guess(view.spent))
    items = _items(opening, view.good_keys)
    redeem = opening.scripts.redeem_script
    if opening.is_segwit:
        return replace(view.tx_input, script_sig=push(redeem) if redeem else b"", witness=items)
    return replace(view.tx_input, script_sig=b"".join(push(item) for item in items))


def _items(opening: Opening, signed: Collection[bytes]) -> tuple[bytes, ...]:
    """What is shown: a signature and its key, or the quorum's signatures and the script."""
    if opening.key_hash is not None:
        return _SIGNATURE, _PUBLIC_KEY
    if opening.ways is not None:
        return _items_of(opening, opening.ways, signed)
    return (b"", *(_SIGNATURE for _ in range(opening.threshold)), opening.script_code)


def _items_of(opening: Opening, ways: Ways, signed: Collection[bytes]) -> tuple[bytes, ...]:
    """What the way shows that these keys open, or the one in use while they open none."""
    signature = _SCHNORR if opening.is_taproot else _SIGNATURE
    path = ways.path_of(signed)
    number = ways.paths.index(path)
    shown = satisfied(ways.scripts[number], path.keys, signature, _PUBLIC_KEY) or ()
    if opening.scripts.taproot is None:
        return (*shown, opening.script_code)
    leaf = opening.scripts.taproot.leaves[number]
    return (*shown, leaf.script, leaf.control_block)


def _guess(spent: TxOutput | None) -> tuple[bytes, ...]:
    if spent is not None and output_kind(spent.script_pubkey) is OutputKind.P2TR:
        return (_SCHNORR,)
    return _SIGNATURE, _PUBLIC_KEY
