"""What formats share that may hold several wallets, and what they say besides the descriptor."""

from collections.abc import Mapping
from dataclasses import replace

from strongroom.formats.text import safe_name
from strongroom.model.errors import PolicyError
from strongroom.model.finding import Finding
from strongroom.model.network import Network
from strongroom.model.policy import Policy

TEST_NETWORKS = (Network.TESTNET4, Network.TESTNET3)
"""What files mean by ``testnet``."""


def refuse_several(count: int) -> None:
    """Raise ``PolicyError`` with ``wallets-several``: nobody said which of them is meant."""
    if count > 1:
        raise PolicyError("wallets-several", "there is more than one wallet", count=count)


def name_keys(policy: Policy, names: Mapping[bytes, str]) -> tuple[Policy, tuple[Finding, ...]]:
    """The policy with its keys named by their fingerprints, and ``text-unsafe`` where need be."""
    keys, findings = [], list[Finding]()
    for each in policy.every_key:
        name, found = safe_name(names.get(each.key.fingerprint or b"", ""))
        keys.append(replace(each, key=replace(each.key, name=name)))
        findings += found
    return policy.with_every_key(keys), tuple(dict.fromkeys(findings))
