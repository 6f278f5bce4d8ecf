"""What of a reviewed payment goes to which signer: packed anew from what the review proved."""

from dataclasses import dataclass, replace

from strongroom.engines.wallet_fields import OwnCoin, own_input_fields, wallet_psbt
from strongroom.model.errors import Fact, StrongroomError
from strongroom.model.frozen import differences, freeze
from strongroom.model.psbt import Psbt, PsbtInput
from strongroom.model.psbt_edit import (
    FinalScripts,
    slim,
    with_final_scripts,
    with_signatures,
    without_xpubs,
)
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_version import to_version
from strongroom.model.psbt_writer import InputFields, write_psbt
from strongroom.model.wallet import Wallet
from strongroom.review.result import Review


class PackingError(StrongroomError):
    """What was packed is not what was reviewed, or not as asked (``changed-after-review``)."""

    def __init__(self, message: str, **facts: Fact) -> None:
        super().__init__("changed-after-review", message, reason="packed", **facts)


@dataclass(frozen=True, slots=True)
class Packing:
    """``version`` is the PSBT's. A slim one leaves out what segwit signers do without: previous
    transactions, which make most of its size. ``has_xpubs`` says whether the cosigners' extended
    keys are in it, which tell a signer the wallet, and whoever finds the file as well."""

    version: int = 0
    is_slim: bool = False
    has_xpubs: bool = True


FULL = Packing()
"""What every signer and every other coordinator reads."""


def pack(psbt: Psbt, wallet: Wallet, review: Review, packing: Packing = FULL) -> bytes:
    """The binary PSBT for a signer, of ``psbt`` and its ``review``.

    It says of every own input and output what the wallet says, keeps the signatures and finished
    scripts, and leaves out whatever else stood in the file. It is read back by the strict reader
    and held to ``psbt`` and ``packing`` before it leaves; raises ``PackingError``.
    """
    made = _slimmed(_anew(psbt, wallet, review), wallet, packing)
    made = made if packing.has_xpubs else without_xpubs(made)
    packed = write_psbt(to_version(made, packing.version))
    _hold_to(psbt, packed, packing)
    return packed


def _anew(psbt: Psbt, wallet: Wallet, review: Review) -> Psbt:
    """Everything from the wallet; from the file what is spent, and what was signed or finished."""
    coins = [_coin(psbt, wallet, review, index) for index in range(len(psbt.inputs))]
    made = wallet_psbt(wallet, psbt.transaction, coins, [each.place for each in review.outputs])
    signatures = {index: entry.partial_signatures for index, entry in enumerate(psbt.inputs)}
    signed = with_signatures(made, {index: given for index, given in signatures.items() if given})
    scripts = {index: _final_scripts(entry) for index, entry in enumerate(psbt.inputs)}
    return with_final_scripts(signed, {index: final for index, final in scripts.items() if final})


def _coin(psbt: Psbt, wallet: Wallet, review: Review, index: int) -> OwnCoin | InputFields:
    """What an input spends. Nobody signs a finished one or a foreign one: no key is told there."""
    entry, reviewed = psbt.inputs[index], review.inputs[index]
    previous, witness_utxo = entry.previous_transaction, entry.witness_utxo
    if reviewed.place is None or _final_scripts(entry):
        return InputFields(previous_transaction=previous, witness_utxo=witness_utxo)
    if previous is None:  # the wallet's own chain data stand for the amount
        return replace(own_input_fields(wallet, reviewed.place), witness_utxo=witness_utxo)
    return OwnCoin(previous, reviewed.outpoint.index, reviewed.place)


def _final_scripts(entry: PsbtInput) -> FinalScripts | None:
    script_sig, witness = entry.final_script_sig or b"", entry.final_script_witness or ()
    return FinalScripts(script_sig, witness) if script_sig or witness else None


def _slimmed(psbt: Psbt, wallet: Wallet, packing: Packing) -> Psbt:
    if not packing.is_slim or not wallet.policy.script_type.is_segwit:
        return psbt
    return slim(psbt, range(len(psbt.inputs)))


def _hold_to(reviewed: Psbt, packed: bytes, packing: Packing) -> None:
    """Read what was packed and compare the whole of it with what was reviewed."""
    read = read_psbt(packed)
    if read.version != packing.version or (read.global_xpubs and not packing.has_xpubs):
        raise PackingError("it is packed otherwise than was asked")
    before, after = freeze(reviewed), freeze(read)
    if before is None or after is None:
        raise PackingError("an output that is spent is not known")
    found = differences(before, after)
    if found:
        part, place = found[0].part.value, found[0].where
        raise PackingError("packing changed the payment", part=part, place=place)
