"""Which network a wallet is for, from what its data says and what a person asked for."""

from collections.abc import Collection

from strongroom.model.errors import PolicyError
from strongroom.model.network import Network, NetworkKind, default_network


def possible_networks(kind: NetworkKind, stated: Collection[Network]) -> tuple[Network, ...]:
    """Those that data of a kind can be for; all of the kind where it states none."""
    return tuple(
        network for network in Network if network.kind is kind and (not stated or network in stated)
    )


def choose_network(
    kind: NetworkKind, stated: Collection[Network], asked: Network | None
) -> Network:
    """The network to use.

    ``kind`` is what the keys say, ``stated`` the networks a file may mean (none if it is silent).
    Raises ``PolicyError`` with ``wrong-network`` when the wish contradicts the data.
    """
    possible = [network for network in stated if network.kind is kind]
    if stated and not possible:
        raise _wrong(next(iter(stated)), kind.value)
    if asked is None:
        default = default_network(kind)
        return default if not possible or default in possible else possible[0]
    if asked.kind is not kind or (possible and asked not in possible):
        raise _wrong(asked, kind.value)
    return asked


def _wrong(network: Network, kind: str) -> PolicyError:
    return PolicyError(
        "wrong-network",
        f"this is not for {network.value}",
        network=network.value,
        kind=kind,
    )
