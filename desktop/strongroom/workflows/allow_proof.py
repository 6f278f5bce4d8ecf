"""Proof of who lets an address be paid: a text that names it, signed by a key of the wallet.

Devices sign messages with single keys (BIP-137), so each cosigner has one for it, whose path
``proof_path`` gives.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from strongroom.engines.own_scripts import derived_key
from strongroom.formats.reading import read_message
from strongroom.formats.signed_message import (
    MAX_BYTES,
    is_lone_signature,
    verify_message,
)
from strongroom.formats.text import decode_text
from strongroom.model.addresses import write_address
from strongroom.model.cosigner_key import CosignerKey
from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import ReadError
from strongroom.model.hashes import hash160
from strongroom.model.owner_rules import AllowProof, RulesError
from strongroom.model.scripts import p2wpkh
from strongroom.model.wallet import Wallet
from strongroom.workflows.kept import KeptWallet
from strongroom.workflows.owner_rules import usual_form

MOST_DAYS = 31
"""How many days old a signed text may be: an older one is not signed for this occasion."""

_STEPS = (0, 0)
_BEGIN = "I allow payments to "


def proof_text(wallet: Wallet, address: str, day: date) -> str:
    """What is to be signed; printable ASCII, as small devices ask for.

    Raises ``StrongroomError``: ``address-malformed``, ``wrong-network``.
    """
    return f"{_BEGIN}{usual_form(address, wallet.network)}. {day.isoformat()}"


def proof_path(key: CosignerKey) -> DerivationPath | None:
    """The path of the key that signs for this cosigner; None where its origin is not known."""
    return None if key.origin is None else DerivationPath((*key.origin.path.steps, *_STEPS))


def read_answer(data: bytes) -> str:
    """The text of a file that a signer wrote; raises ``ReadError`` with ``file-too-big``, and
    ``file-malformed`` for what is no text."""
    if len(data) > MAX_BYTES:
        raise ReadError("file-too-big", "a signed message is too long", limit=MAX_BYTES)
    return decode_text(data)


def prove(kept: KeptWallet, address: str, answer: str, today: date) -> AllowProof:
    """The proof in what a device answered: a whole signed message, or the signature alone.

    Raises ``RulesError``: ``proof-other-text`` where the text is not about this address,
    ``proof-nobodys`` where none of the wallet's keys signed; and what ``read_message`` and
    ``proof_text`` raise.
    """
    _, proof = prove_text(kept, partial(proof_text, kept.wallet, address), answer, today)
    return proof


def prove_text(
    kept: KeptWallet, text_of: Callable[[date], str], answer: str, today: date
) -> tuple[int, AllowProof]:
    """The same for any text that ends with its day, as ``text_of`` writes it; and the position of
    the cosigner who signed."""
    texts = [text_of(day) for day in _days(today)]
    if is_lone_signature(answer.strip()):
        return _proof(kept, texts, answer.strip())
    signed = read_message(answer.encode())
    if signed.message not in texts:
        raise RulesError("proof-other-text", "the signed text is another", text=text_of(today))
    return _proof(kept, [signed.message], signed.signature.strip())


def _days(today: date) -> Iterator[date]:
    """From tomorrow, which it may be where the text was made, back."""
    for back in range(-1, MOST_DAYS + 1):
        yield today - timedelta(days=back)


def _proof(kept: KeptWallet, texts: Sequence[str], signature: str) -> tuple[int, AllowProof]:
    named = zip(kept.names(), kept.wallet.policy.cosigners, strict=True)
    for position, (name, key) in enumerate(named):
        public_key = derived_key(key, _STEPS)
        address = write_address(p2wpkh(hash160(public_key)), kept.wallet.network) or ""
        for text in texts:
            if verify_message(public_key, text, signature):
                return position, AllowProof(name, address, text, signature)
    raise RulesError("proof-nobodys", "no key of this wallet signed that text")
