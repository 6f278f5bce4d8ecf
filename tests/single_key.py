"""A key of the tests with its own outputs: what miners are paid to, signed for by embit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from embit.ec import PrivateKey
from embit.script import p2pkh, p2wpkh
from embit.transaction import Transaction as EmbitTransaction

from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput

FEE = 1_000
"""Satoshi, more than 1 sat/vB for a few inputs."""


@dataclass(frozen=True, slots=True)
class Owned:
    """An output of the key, ``amount`` in satoshi."""

    outpoint: OutPoint
    amount: int


class SingleKey:
    """Holds p2wpkh outputs and spends them."""

    def __init__(self, seed: int) -> None:
        self._key = PrivateKey(bytes([seed]) * 32)
        public_key = self._key.get_public_key()
        self.script_pubkey: bytes = p2wpkh(public_key).data
        self._public_key: bytes = public_key.sec()
        self._script_code = p2pkh(public_key)

    def pay(
        self,
        owned: Sequence[Owned],
        outputs: Sequence[TxOutput],
        *,
        version: int = 2,
        sequence: int = 0xFFFF_FFFD,
        locktime: int = 0,
    ) -> Transaction:
        """A signed transaction that spends ``owned`` whole."""
        inputs = tuple(TxInput(each.outpoint, sequence=sequence) for each in owned)
        unsigned = Transaction(version, inputs, tuple(outputs), locktime)
        signed = [
            replace(each, witness=self._witness(unsigned, index, owned[index].amount))
            for index, each in enumerate(inputs)
        ]
        return replace(unsigned, inputs=tuple(signed))

    def _witness(self, unsigned: Transaction, index: int, amount: int) -> tuple[bytes, ...]:
        parsed = EmbitTransaction.parse(unsigned.serialize())
        digest = parsed.sighash_segwit(index, self._script_code, amount)
        signature: bytes = self._key.sign(digest).serialize()
        return signature + b"\x01", self._public_key
