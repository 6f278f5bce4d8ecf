"""Opening a wallet file of any known format and checking it before it is used."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from strongroom.engines.derivation import derive_address
from strongroom.formats.bip138 import EncryptedBackup
from strongroom.formats.contract import DeviceProof, WalletFile
from strongroom.formats.reading import read_wallet, recognise
from strongroom.formats.text import safe_name
from strongroom.model.errors import PolicyError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.finding import Finding
from strongroom.model.network import Network
from strongroom.model.wallet import Branch, Wallet
from strongroom.review.keys import Purpose
from strongroom.review.recovery import paths_fact
from strongroom.review.wallets import review_wallet
from strongroom.workflows.encrypted_backup import unlock
from strongroom.workflows.networks import choose_network, possible_networks

UNNAMED = "Wallet"
"""The name of a wallet whose file has none."""


@dataclass(frozen=True, slots=True)
class OpenedWallet:
    """A wallet from a file, its first address, and what is to be known about it.

    ``networks`` are those the file can be for: more than one where it does not tell. ``proofs`` are
    what it has of devices that the wallet was registered on.
    """

    wallet: Wallet
    format: str
    first_address: str
    findings: tuple[Finding, ...]
    networks: tuple[Network, ...] = ()
    proofs: tuple[DeviceProof, ...] = ()


def open_wallet(
    data: bytes,
    asked: Network | None = None,
    name: str = "",
    keys: Iterable[ExtendedPublicKey] = (),
    *,
    accept_paths: bool = False,
) -> OpenedWallet:
    """Read a wallet file and derive its first address by every engine.

    ``name`` is used where the file has none; ``keys`` open an encrypted backup; ``accept_paths`` as
    in ``check_wallet_file``. Raises ``StrongroomError`` with the review's codes.
    """
    found = recognise(data)
    backup = found.value if isinstance(found.value, EncryptedBackup) else None
    file = unlock(backup, keys) if backup else read_wallet(data)
    return check_wallet_file(file, asked, name, accept_paths=accept_paths)


def open_pair(first: bytes, second: bytes) -> tuple[OpenedWallet, OpenedWallet]:
    """Read two wallet files to be compared; one that names no network is read for the other's.

    Nothing is done with them, so their ways to spend need no consent.
    """
    one, other = read_wallet(first), read_wallet(second)
    if one.policy.kind is other.policy.kind:
        one, other = (
            replace(one, networks=one.networks or other.networks),
            replace(other, networks=other.networks or one.networks),
        )
    return (
        check_wallet_file(one, name=other.name, accept_paths=True),
        check_wallet_file(other, name=one.name, accept_paths=True),
    )


def check_wallet_file(
    file: WalletFile,
    asked: Network | None = None,
    name: str = "",
    *,
    accept_paths: bool = False,
) -> OpenedWallet:
    """Make a wallet of what a file says and check it before it is used.

    A script that says its ways to spend otherwise than wallets made here is refused
    (``policy-unusual``, with its ``paths``) unless somebody saw them and ``accept_paths``.
    """
    if file.policy.conditions is not None and not accept_paths:
        paths = paths_fact(file.policy.paths)
        message = "there are several ways to spend"
        raise PolicyError("policy-unusual", message, reason="foreign", paths=paths)
    network = choose_network(file.policy.kind, file.networks, asked)
    clean, name_findings = safe_name(file.name or name or UNNAMED)
    wallet = Wallet(clean, network, file.policy)
    first = derive_address(wallet, Branch.RECEIVE, 0)
    findings = (*file.findings, *name_findings, *review_wallet(wallet, Purpose.IMPORT))
    unique, networks = dict.fromkeys(findings), possible_networks(file.policy.kind, file.networks)
    return OpenedWallet(wallet, file.format, first.text, tuple(unique), networks, file.proofs)


def on_network(opened: OpenedWallet, network: Network) -> OpenedWallet:
    """The wallet on the network somebody chose; raises ``PolicyError`` with ``wrong-network``."""
    asked = choose_network(opened.wallet.policy.kind, opened.networks, network)
    wallet = replace(opened.wallet, network=asked)
    first = derive_address(wallet, Branch.RECEIVE, 0)
    return replace(opened, wallet=wallet, first_address=first.text)
