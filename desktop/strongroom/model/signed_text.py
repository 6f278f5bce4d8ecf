"""A text that a cosigner signed to prove something, as whoever doubts it can verify again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedText:
    """``signer`` is the cosigner's name, ``address`` that of the key, in whose name devices sign.

    ``signature`` is in Base64: any program that verifies messages (BIP-137) can check it.
    """

    signer: str
    address: str
    message: str
    signature: str
