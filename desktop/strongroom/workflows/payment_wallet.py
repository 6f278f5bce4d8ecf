"""Which wallet a PSBT is from: the one whose coins it spends."""

from collections.abc import Iterable

from strongroom.model.psbt import Psbt, PsbtInput
from strongroom.model.wallet import Wallet
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.review.ownership import Ownership, ownership_of


def find_wallet(psbt: Psbt, wallets: Iterable[Wallet]) -> Wallet | None:
    """The wallet that most of the inputs spend from, by our own derivation.

    Where no input tells what it spends, the wallet whose script or keys are named there, at the
    places they are said to be: the review then says what is missing. None where neither is so.
    """
    owned = [(wallet, ownership_of(psbt, wallet, Limits(), History())) for wallet in wallets]
    best = max(owned, key=lambda each: _own_inputs(each[1]), default=None)
    if best is not None and _own_inputs(best[1]):
        return best[0]
    return next((wallet for wallet, owner in owned if _is_named(psbt, owner)), None)


def _own_inputs(owner: Ownership) -> int:
    return sum(place is not None for place in owner.input_places)


def _is_named(psbt: Psbt, owner: Ownership) -> bool:
    """Whether an input that does not tell what it spends names the wallet's script, or its keys.

    Wallets can share their cosigners, so a script counts before the keys in it.
    """
    return any(
        _names(entry, owner)
        for index, entry in enumerate(psbt.inputs)
        if psbt.spent_output(index) is None
    )


def _names(entry: PsbtInput, owner: Ownership) -> bool:
    shown = {entry.witness_script, entry.redeem_script} - {None}
    if shown:
        own = owner.scripts_hinted(entry.derivations)
        return any({each.witness_script, each.redeem_script} & shown for each in own)
    named = {derivation.public_key for derivation in entry.derivations}
    return bool(named & owner.keys_hinted(entry.derivations))
