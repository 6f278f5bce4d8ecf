"""Rules about what is spent: which outputs, of what amount, opened by which scripts."""

from collections.abc import Iterator

from strongroom.model.derivation import HARDENED
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.finding import Finding
from strongroom.model.network import NetworkKind
from strongroom.model.psbt import KeyDerivation, TaprootKeyDerivation, TaprootLeafScript
from strongroom.model.taproot import LEAF_VERSION
from strongroom.model.transaction import TxOutput
from strongroom.review.context import Context
from strongroom.review.opening import matches, needs_segwit
from strongroom.review.views import InputView
from strongroom.review.weigh import block, reject

MAX_AMOUNT = 21_000_000 * 100_000_000
"""Satoshi there will ever be."""

_PURPOSES = frozenset(HARDENED | purpose for purpose in (44, 48, 49, 84, 86, 87))
"""First steps of paths whose second one names the network (BIP-44 and its kin)."""


def utxo_mismatch(context: Context) -> Iterator[Finding]:
    """The previous transaction is not the one spent from, or tells something else."""
    for view in context.inputs:
        reason = _mismatch(view)
        if reason:
            yield reject("utxo-mismatch", view.where, reason=reason)


def utxo_missing(context: Context) -> Iterator[Finding]:
    """What an input spends is not told, or not proven."""
    for view in context.inputs:
        if view.amount is not None or _mismatch(view):
            continue
        reason = "nothing"
        if view.spent is not None:
            segwit = needs_segwit(view.spent, view.said.redeem_script)
            reason = "unproven" if segwit else "legacy"
        txid = view.tx_input.outpoint.txid[::-1].hex()
        yield block("utxo-missing", view.where, reason=reason, txid=txid)


def amount_out_of_range(context: Context) -> Iterator[Finding]:
    """An amount, or a sum of them, that cannot be."""
    spent = [view.spent for view in context.inputs if view.spent]
    for where, output in _all_outputs(context):
        if not 0 <= output.amount <= MAX_AMOUNT:
            yield _out_of_range(where, "amount", output.amount)
    paid = sum(view.output.amount for view in context.outputs)
    received = sum(output.amount for output in spent)
    if max(paid, received) > MAX_AMOUNT:
        yield _out_of_range("transaction", "sum", max(paid, received))
    if spent and len(spent) == len(context.inputs) and paid > received:
        yield _out_of_range("transaction", "exceeds", paid - received)


def script_mismatch(context: Context) -> Iterator[Finding]:
    """A redeem or witness script is not the one that the spent output commits to."""
    for view in context.inputs:
        told = matches(view.spent, view.said.redeem_script, view.said.witness_script)
        if not told or not _taproot_matches(view):
            yield reject("script-mismatch", view.where)


def amount_conflict(context: Context) -> Iterator[Finding]:
    """An output had another amount when it was seen before, or has one on the chain."""
    for view in context.inputs:
        coin = context.history.coins.get(view.tx_input.outpoint)
        before = coin.amount if coin else context.history.seen.get(view.tx_input.outpoint)
        if view.spent and before is not None and before != view.spent.amount:
            amount = view.spent.amount
            yield block("amount-conflict", view.where, before=before, now=amount)


def wrong_network(context: Context) -> Iterator[Finding]:
    """Keys or paths of the main network beside a test wallet, or the reverse."""
    if context.ownership is None:
        return
    network = context.ownership.wallet.network
    if any(_kind_of(xpub.xpub) not in (network.kind, None) for xpub in context.psbt.global_xpubs):
        yield reject("wrong-network", network=network.value)
    own = {root.path[:2] for root in context.ownership.roots}
    for view in context.parts:
        if any(_is_of_other_network(said, network.kind, own) for said in view.said.derivations):
            yield reject("wrong-network", view.where, network=network.value)


def _all_outputs(context: Context) -> Iterator[tuple[str, TxOutput]]:
    """Every output spent and made, with the place where it stands."""
    yield from ((view.where, view.spent) for view in context.inputs if view.spent)
    yield from ((view.where, view.output) for view in context.outputs)


def _mismatch(view: InputView) -> str | None:
    """What is wrong between an input, its previous transaction and its witness UTXO."""
    previous, witness = view.said.previous_transaction, view.said.witness_utxo
    if previous is None:
        return None
    if previous.txid_bytes != view.tx_input.outpoint.txid:
        return "txid"
    output = previous.output(view.tx_input.outpoint.index)
    if output is None:
        return "index"
    return "witness-utxo" if witness not in (None, output) else None


def _taproot_matches(view: InputView) -> bool:
    """Whether what is told of an own taproot coin is what we derive (BIP-371)."""
    own = view.opening.scripts.taproot if view.opening else None
    if own is None:
        return True
    said = view.said
    leaves = {TaprootLeafScript(o.control_block, o.script, LEAF_VERSION) for o in own.leaves}
    return (
        leaves.issuperset(said.taproot_leaf_scripts)
        and said.taproot_internal_key in (None, own.internal_key)
        and said.taproot_merkle_root in (None, own.merkle_root)
        and all(_stands_there(key, view) for key in said.taproot_derivations)
    )


def _stands_there(said: TaprootKeyDerivation, view: InputView) -> bool:
    """Whether a key is told to stand in no other leaf than it does."""
    leaf = view.opening.leaf_of(said.public_key) if view.opening else b""
    return {leaf}.issuperset(said.leaf_hashes)


def _out_of_range(where: str, reason: str, amount: int) -> Finding:
    return reject("amount-out-of-range", where, reason=reason, amount=amount)


def _kind_of(xpub: bytes) -> NetworkKind | None:
    try:
        return ExtendedPublicKey.from_bytes(xpub).kind
    except ReadError:
        return None


def _is_of_other_network(said: KeyDerivation, kind: NetworkKind, own: set[tuple[int, ...]]) -> bool:
    """Whether a path's coin type is the other kind's; our keys' own paths are as they are."""
    if len(said.path) < 2 or said.path[0] not in _PURPOSES or said.path[:2] in own:
        return False
    others = {other.coin_type for other in NetworkKind if other is not kind}
    return said.path[1] & HARDENED != 0 and said.path[1] - HARDENED in others
