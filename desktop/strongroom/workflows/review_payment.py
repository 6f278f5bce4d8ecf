"""Opening a PSBT and reviewing it against its wallet."""

import time
from dataclasses import replace

from strongroom.engines.kernel import verify_scripts
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import decode_psbt, read_psbt
from strongroom.model.wallet import Wallet
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.review.psbt import Review, review_psbt


def open_psbt(data: bytes) -> Psbt:
    """Read a PSBT from its binary, base64 or hex form; raises ``ReadError``."""
    return read_psbt(decode_psbt(data))


def review_payment(
    psbt: Psbt,
    wallet: Wallet | None,
    limits: Limits | None = None,
    history: History | None = None,
) -> Review:
    """The review of a PSBT, with its final scripts run by Bitcoin Core's engine.

    It is made for this moment, unless ``history`` tells another.
    """
    known = history or History()
    return review_psbt(
        psbt,
        wallet,
        limits=limits or Limits(),
        history=known if known.now is not None else replace(known, now=int(time.time())),
        script_check=verify_scripts,
    )
