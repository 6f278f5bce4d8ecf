"""Texts that a signer of a wallet signs to prove something: which key does, and what came back.

Devices sign messages with single keys (BIP-137), so each cosigner has one for it, whose path
``signing_path`` gives. A text ends with its day: it is signed for this occasion and no other.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from strongroom.engines.own_scripts import derived_key
from strongroom.formats.reading import read_message
from strongroom.formats.signed_message import MAX_BYTES, is_lone_signature, verify_message
from strongroom.formats.text import decode_text
from strongroom.model.addresses import write_address
from strongroom.model.cosigner_key import CosignerKey
from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.hashes import hash160
from strongroom.model.scripts import p2wpkh
from strongroom.model.signed_text import SignedText
from strongroom.workflows.kept import KeptWallet

MOST_DAYS = 31
"""How many days old a signed text may be."""

_STEPS = (0, 0)


class ProofError(StrongroomError):
    """An answer that proves nothing: ``proof-other-text``, ``proof-nobodys``."""


def signing_path(key: CosignerKey) -> DerivationPath | None:
    """The path of the key that signs for this cosigner; None where its origin is not known."""
    return None if key.origin is None else DerivationPath((*key.origin.path.steps, *_STEPS))


def read_answer(data: bytes) -> str:
    """The text of a file that a signer wrote; raises ``ReadError`` with ``file-too-big``, and
    ``file-malformed`` for what is no text."""
    if len(data) > MAX_BYTES:
        raise ReadError("file-too-big", "a signed message is too long", limit=MAX_BYTES)
    return decode_text(data)


def signed_text(
    kept: KeptWallet, text_of: Callable[[date], str], answer: str, today: date
) -> tuple[int, SignedText]:
    """What a device answered, a whole signed message or the signature alone, with the position of
    the cosigner who signed. ``text_of`` writes what was to be signed on a day.

    Raises ``ProofError``: ``proof-other-text`` where the text is another or too old,
    ``proof-nobodys`` where none of the wallet's keys signed; and what ``read_message`` raises.
    """
    texts = [text_of(day) for day in _days(today)]
    if is_lone_signature(answer.strip()):
        return _verified(kept, texts, answer.strip())
    signed = read_message(answer.encode())
    if signed.message not in texts:
        raise ProofError("proof-other-text", "the signed text is another", text=text_of(today))
    return _verified(kept, [signed.message], signed.signature.strip())


def _days(today: date) -> Iterator[date]:
    """From tomorrow, which it may be where the text was made, back."""
    for back in range(-1, MOST_DAYS + 1):
        yield today - timedelta(days=back)


def _verified(kept: KeptWallet, texts: Sequence[str], signature: str) -> tuple[int, SignedText]:
    named = zip(kept.names(), kept.wallet.policy.cosigners, strict=True)
    for position, (name, key) in enumerate(named):
        public_key = derived_key(key, _STEPS)
        address = write_address(p2wpkh(hash160(public_key)), kept.wallet.network) or ""
        for text in texts:
            if verify_message(public_key, text, signature):
                return position, SignedText(name, address, text, signature)
    raise ProofError("proof-nobodys", "no key of this wallet signed that text")
