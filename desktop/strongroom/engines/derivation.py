"""Addresses on which embit, BDK and our own derivation agree."""

from strongroom.engines.bdk_addresses import BdkAddress, bdk_address
from strongroom.engines.embit_addresses import embit_address
from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import own_scripts
from strongroom.model.addresses import write_address
from strongroom.model.wallet import Address, Branch, Wallet, check_index


def derive_address(wallet: Wallet, branch: Branch, index: int) -> Address:
    """One address of the wallet, derived three times over.

    Raises ``EngineError`` with ``engines-disagree`` when any two answers differ in a single byte,
    and ``StrongroomError`` for an index or a branch the wallet has not.
    """
    check_index(index)
    scripts = own_scripts(wallet).scripts(branch, index)
    ours = Address(
        wallet.network,
        branch,
        index,
        write_address(scripts.script_pubkey, wallet.network) or "",
        scripts,
    )
    by_embit = embit_address(wallet, branch, index)
    by_bdk = bdk_address(wallet, branch, index)
    if ours != by_embit:
        raise _disagree("embit", branch, index)
    if by_bdk != BdkAddress(ours.text, scripts.script_pubkey):
        raise _disagree("BDK", branch, index)
    return ours


def _disagree(engine: str, branch: Branch, index: int) -> EngineError:
    return EngineError(
        "engines-disagree",
        f"{engine} derives another address at {branch.value} {index}",
        engine=engine,
        branch=branch.value,
        index=index,
    )
