"""The two chains a payment can be proven on: a real node, and Bitcoin Core's engine alone."""

from typing import Protocol

from strongroom.practice.chain import PracticeChain
from tests.node import Node


class Chain(Protocol):
    """Coins in, transactions out."""

    def fund(self, script_pubkey: bytes, amount: int) -> bytes: ...

    def send(self, raw: bytes) -> str: ...

    def mine(self) -> None: ...

    def confirmations(self, txid: str) -> int: ...


class KernelChain:
    """Consensus by the engine, relay by the practice chain's own checks; no network."""

    def __init__(self, chain: PracticeChain) -> None:
        self._chain = chain

    def fund(self, script_pubkey: bytes, amount: int) -> bytes:
        return self._chain.fund(script_pubkey, [amount])

    def send(self, raw: bytes) -> str:
        return self._chain.submit(raw)

    def mine(self) -> None:
        self._chain.mine()

    def confirmations(self, txid: str) -> int:
        return self._chain.confirmations(txid)


class NodeChain:
    """Relay policy, consensus and mining by a node that is not ours."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def fund(self, script_pubkey: bytes, amount: int) -> bytes:
        raw = self._node.fund(script_pubkey, amount)
        self._node.mine(1)
        return raw

    def send(self, raw: bytes) -> str:
        return self._node.send(raw)

    def mine(self) -> None:
        self._node.mine(1)

    def confirmations(self, txid: str) -> int:
        return self._node.confirmations(txid)
