"""The bitcoin networks, and what keys and addresses look like on each."""

from dataclasses import dataclass
from enum import Enum


class NetworkKind(Enum):
    """What an extended key can tell: the main network, or some test network."""

    MAIN = "main"
    TEST = "test"

    @property
    def coin_type(self) -> int:
        """The BIP-44 coin type, the hardened second step of a path."""
        return 0 if self is NetworkKind.MAIN else 1


@dataclass(frozen=True, slots=True)
class _AddressForm:
    bech32_prefix: str
    p2pkh_prefix: int
    p2sh_prefix: int


_MAIN = _AddressForm("bc", 0x00, 0x05)
_TEST = _AddressForm("tb", 0x6F, 0xC4)
_REGTEST = _AddressForm("bcrt", 0x6F, 0xC4)


class Network(Enum):
    """One bitcoin network; testnet3, testnet4 and signet share their addresses."""

    BITCOIN = "bitcoin"
    TESTNET4 = "testnet4"
    TESTNET3 = "testnet3"
    SIGNET = "signet"
    REGTEST = "regtest"

    @property
    def kind(self) -> NetworkKind:
        return NetworkKind.MAIN if self is Network.BITCOIN else NetworkKind.TEST

    @property
    def bech32_prefix(self) -> str:
        """The human-readable part of segwit addresses (BIP-173)."""
        return self._form.bech32_prefix

    @property
    def p2pkh_prefix(self) -> int:
        """The version byte of base58 addresses that pay to a key."""
        return self._form.p2pkh_prefix

    @property
    def p2sh_prefix(self) -> int:
        """The version byte of base58 addresses that pay to a script."""
        return self._form.p2sh_prefix

    @property
    def _form(self) -> _AddressForm:
        if self is Network.BITCOIN:
            return _MAIN
        return _REGTEST if self is Network.REGTEST else _TEST


def default_network(kind: NetworkKind) -> Network:
    """The network assumed where data says only main or *some test network*."""
    return Network.BITCOIN if kind is NetworkKind.MAIN else Network.TESTNET4
