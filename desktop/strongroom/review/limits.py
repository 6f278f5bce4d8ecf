"""The measures of a review: how much is too much, and why."""

from dataclasses import dataclass

_WEEK = 7 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Limits:
    """Named measures. They move only in the settings; no single review can be talked out of them.

    - ``fee_block_percent``, ``fee_warn_percent``: shares of what is sent to others.
    - ``fee_floor``: satoshi; a small payment may cost a large share, below this nobody is robbed.
    - ``fee_rate_block``: sat/vB, above what blocks have been filled at for any length of time.
    - ``fee_estimate_times``: a fee of so many times a fresh estimate blocks; an estimate is fresh
      for ``fee_estimate_age`` seconds.
    - ``fee_low_tenths``: tenths of sat/vB that Bitcoin Core relays since 2025.
    - ``gap``: unused addresses that other programs look ahead when they restore a wallet.
    - ``far``: addresses we look ahead; what lies beyond is as good as lost.
    - ``search_most``: addresses looked through one after the other, whatever a PSBT claims.
    - ``hints_most``: derivations of one input or output that are followed: one for each cosigner;
      ``hints_in_all`` of a whole PSBT, which parts beyond that number do not share in.
    - ``addresses_most``: own outputs whose addresses all engines derive; more are not vouched for.
    - ``delay`` seconds, ``delay_blocks`` blocks: a payment may wait this week without a word.
    - ``dust_rate``: sat/vB at which the network reckons what spending an output costs.
    - ``foreign_bytes``: fields nobody here reads that a signer with little memory still carries.
    - ``relay_weight``: weight units above which nodes do not pass a transaction on.
    """

    fee_block_percent: int = 10
    fee_warn_percent: int = 5
    fee_floor: int = 20_000
    fee_rate_block: int = 500
    fee_estimate_times: int = 5
    fee_estimate_age: int = 2 * 60 * 60
    fee_low_tenths: int = 1
    gap: int = 20
    far: int = 1_000
    search_most: int = 5_000
    hints_most: int = 20
    hints_in_all: int = 3_000
    addresses_most: int = 1_000
    delay: int = _WEEK
    delay_blocks: int = _WEEK // 600
    dust_rate: int = 3
    foreign_bytes: int = 4_096
    relay_weight: int = 400_000
