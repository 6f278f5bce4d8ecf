"""Addresses as BDK derives them, by rust-miniscript."""

import atexit
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from strongroom.engines.errors import EngineError
from strongroom.model.descriptor import write_descriptor
from strongroom.model.network import Network, NetworkKind
from strongroom.model.wallet import Branch, Wallet

if TYPE_CHECKING:
    from bdkpython import bdk

_NETWORKS = {
    Network.BITCOIN: "BITCOIN",
    Network.TESTNET4: "TESTNET4",
    Network.TESTNET3: "TESTNET",
    Network.SIGNET: "SIGNET",
    Network.REGTEST: "REGTEST",
}


@dataclass(frozen=True, slots=True)
class BdkAddress:
    """What BDK says of an address; the scripts inside it does not tell."""

    text: str
    script_pubkey: bytes


def bdk_address(wallet: Wallet, branch: Branch, index: int) -> BdkAddress:
    """One address; raises ``EngineError`` where BDK refuses the wallet."""
    from bdkpython import bdk

    descriptor = bdk_descriptor(write_descriptor(wallet.policy, branch), wallet.network.kind)
    try:
        address = descriptor.derive_address(index, bdk_network(wallet.network))
    except bdk.DescriptorError as error:
        raise _refused() from error
    return BdkAddress(str(address), bytes(address.script_pubkey().to_bytes()))


def bdk_network(network: Network) -> "bdk.Network":
    """BDK's own word for a network, for this room's other modules."""
    from bdkpython import bdk

    return bdk.Network[_NETWORKS[network]]


@lru_cache(maxsize=32)
def bdk_descriptor(text: str, kind: NetworkKind) -> "bdk.Descriptor":
    """A descriptor for this room's other modules; it must not leave the room."""
    from bdkpython import bdk

    network_kind = bdk.NetworkKind.MAIN if kind is NetworkKind.MAIN else bdk.NetworkKind.TEST
    try:
        return bdk.Descriptor(text, network_kind)
    except bdk.DescriptorError as error:
        raise _refused() from error


# A descriptor that lives until the interpreter is taken down cannot free what it holds.
atexit.register(bdk_descriptor.cache_clear)


def _refused() -> EngineError:
    return EngineError("engines-disagree", "BDK refuses this wallet", engine="BDK")
