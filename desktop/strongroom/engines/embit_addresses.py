"""Addresses as embit derives them."""

from functools import lru_cache

from embit.base import EmbitError
from embit.descriptor import Descriptor
from embit.networks import NETWORKS

from strongroom.engines.errors import EngineError
from strongroom.model.descriptor import write_descriptor
from strongroom.model.network import Network
from strongroom.model.scripts import ScriptSet
from strongroom.model.wallet import Address, Branch, Wallet

_NETWORKS = {
    Network.BITCOIN: "main",
    Network.TESTNET4: "test",
    Network.TESTNET3: "test",
    Network.SIGNET: "signet",
    Network.REGTEST: "regtest",
}


def embit_address(wallet: Wallet, branch: Branch, index: int) -> Address:
    """One address and its scripts; raises ``EngineError`` where embit refuses the wallet."""
    body = write_descriptor(wallet.policy, branch).partition("#")[0]
    try:
        derived = _descriptor(body).derive(index)
        scripts = ScriptSet(
            derived.script_pubkey().data,
            _data(derived.redeem_script()),
            _data(derived.witness_script()),
        )
        text = derived.address(NETWORKS[_NETWORKS[wallet.network]])
    except (EmbitError, ValueError, RuntimeError) as error:
        raise EngineError(
            "engines-disagree", "embit refuses this wallet", engine="embit"
        ) from error
    return Address(wallet.network, branch, index, text, scripts)


@lru_cache(maxsize=32)
def _descriptor(text: str) -> Descriptor:
    """From text each time: a Descriptor keeps, and changes, the key objects it is made of."""
    return Descriptor.from_string(text)


def _data(script: object) -> bytes | None:
    data = getattr(script, "data", None)
    return bytes(data) if data else None
