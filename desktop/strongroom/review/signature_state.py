"""What a signature can be worth."""

from enum import Enum


class SignatureState(Enum):
    """What a signature is worth; only a good one counts.

    ``OTHER_TYPE`` does not sign everything (SIGHASH_ALL). ``INVALID`` is damaged, changed, or
    belongs to another input or key. ``OTHER_TRANSACTION`` is well made and verifies for nothing
    here. ``UNKNOWN_KEY`` has no place in the script. ``UNCHECKED``: the script is not known, or
    there are too many.
    """

    GOOD = "good"
    OTHER_TYPE = "other-type"
    INVALID = "invalid"
    OTHER_TRANSACTION = "other-transaction"
    UNKNOWN_KEY = "unknown-key"
    UNCHECKED = "unchecked"
