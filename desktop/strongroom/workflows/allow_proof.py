"""Proof of who lets an address be paid: a text that names it, signed by a key of the wallet."""

from datetime import date
from functools import partial

from strongroom.model.signed_text import SignedText
from strongroom.model.wallet import Wallet
from strongroom.workflows.kept import KeptWallet
from strongroom.workflows.owner_rules import usual_form
from strongroom.workflows.signed_text import signed_text

_BEGIN = "I allow payments to "


def proof_text(wallet: Wallet, address: str, day: date) -> str:
    """What is to be signed; printable ASCII, as small devices ask for.

    Raises ``StrongroomError``: ``address-malformed``, ``wrong-network``.
    """
    return f"{_BEGIN}{usual_form(address, wallet.network)}. {day.isoformat()}"


def prove(kept: KeptWallet, address: str, answer: str, today: date) -> SignedText:
    """The proof in what a device answered; raises what ``signed_text`` and ``proof_text`` raise."""
    _, proof = signed_text(kept, partial(proof_text, kept.wallet, address), answer, today)
    return proof
