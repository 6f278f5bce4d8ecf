"""A payment that another wallet program proposes, for the journeys."""

from bdkpython import bdk

from strongroom.model.descriptor import write_descriptor
from strongroom.model.psbt import Psbt
from strongroom.model.wallet import Branch, Wallet
from strongroom.workflows.review_payment import open_psbt

COIN = 1_000_000
AMOUNT = 400_000
"""Satoshi."""

FEE_RATE = 3
"""sat/vB."""


def bdk_payment(wallet: Wallet, funding: bytes) -> Psbt:
    """A payment that BDK's wallet builds from the coin in ``funding``."""
    kind = bdk.NetworkKind.TEST
    branches = [bdk.Descriptor(write_descriptor(wallet.policy, branch), kind) for branch in Branch]
    store = bdk.Persister.new_in_memory()
    holder = bdk.Wallet(*branches, bdk.Network.REGTEST, store)
    holder.reveal_addresses_to(bdk.KeychainKind.EXTERNAL, 5)
    holder.apply_unconfirmed_txs([bdk.UnconfirmedTx(tx=bdk.Transaction(funding), last_seen=1)])
    shop = bdk.Script(b"\x00\x14" + b"\x09" * 20)
    builder = bdk.TxBuilder().add_recipient(shop, bdk.Amount.from_sat(AMOUNT))
    builder = builder.fee_rate(bdk.FeeRate.from_sat_per_vb(FEE_RATE)).add_global_xpubs()
    return open_psbt(builder.finish(holder).serialize().encode())
