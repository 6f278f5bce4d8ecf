"""``address``: a wallet's addresses; ``address find``: whether one is among them."""

import argparse

from strongroom.cli.options import (
    NETWORKS,
    UsageError,
    add_network,
    add_wallet,
    common,
    counting_number,
    network_of,
    wallet_of,
    whole_number,
)
from strongroom.cli.output import Answer, Json, exit_for
from strongroom.cli.wallet import open_wallet_file
from strongroom.engines.derivation import derive_address
from strongroom.engines.own_scripts import own_scripts
from strongroom.formats.secrets import refuse_secrets
from strongroom.model.addresses import ParsedAddress, read_address
from strongroom.model.errors import PolicyError
from strongroom.model.network import Network
from strongroom.model.wallet import Address, Branch
from strongroom.words.amounts import grouped_address
from strongroom.workflows.open_wallet import OpenedWallet

MAX_COUNT = 10_000
MAX_WITHIN = 100_000
DEFAULT_WITHIN = 1_000


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    address = commands.add_parser("address", parents=[common()], help="a wallet's addresses")
    address.add_argument(
        "--index", type=whole_number, default=0, metavar="I", help="the first address, from 0"
    )
    address.add_argument(
        "--count", type=counting_number, default=1, metavar="N", help="how many addresses"
    )
    address.add_argument("--change", action="store_true", help="of the change branch")
    add_wallet(address, required=False)
    add_network(address)
    address.set_defaults(run=_derive)
    group = address.add_subparsers(metavar="find")
    find = group.add_parser("find", help="is an address this wallet's, and where")
    find.add_argument("address", metavar="ADDRESS", help="the address itself")
    find.add_argument(
        "--within",
        type=counting_number,
        default=DEFAULT_WITHIN,
        metavar="N",
        help=f"how many addresses of each branch to look at ({DEFAULT_WITHIN} unless said)",
    )
    find.add_argument("--wallet", required=False, metavar="FILE", default=argparse.SUPPRESS)
    find.add_argument("--accept-paths", action="store_true", default=argparse.SUPPRESS)
    find.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    find.add_argument("--network", choices=NETWORKS, default=argparse.SUPPRESS)
    find.set_defaults(run=_find)


def _derive(arguments: argparse.Namespace) -> Answer:
    opened = open_wallet_file(
        wallet_of(arguments), network_of(arguments), accept_paths=arguments.accept_paths
    )
    branch = Branch.CHANGE if arguments.change else Branch.RECEIVE
    count = arguments.count
    if count > MAX_COUNT:
        raise UsageError(f"--count goes up to {MAX_COUNT}")
    indices = range(arguments.index, arguments.index + count)
    addresses = [derive_address(opened.wallet, branch, index) for index in indices]
    lines = [f"{address.index:>6}  {address.text}" for address in addresses]
    document: dict[str, Json] = {"addresses": [_address_json(address) for address in addresses]}
    return Answer(document, lines, opened.findings, exit_for(opened.findings))


def _opened_for(
    address: ParsedAddress, name: str, asked: Network | None, *, accept_paths: bool
) -> OpenedWallet:
    """The wallet on the network of the address, which says more than keys of a test network do."""
    opened = open_wallet_file(name, asked, accept_paths=accept_paths)
    kind = opened.wallet.network.kind
    fitting = [network for network in address.networks if network.kind is kind]
    if opened.wallet.network in fitting:
        return opened
    if asked is None and fitting:
        return open_wallet_file(name, fitting[0], accept_paths=accept_paths)
    network = opened.wallet.network.value
    raise PolicyError("wrong-network", "the address is of another network", network=network)


def _address_json(address: Address) -> Json:
    redeem, witness = address.scripts.redeem_script, address.scripts.witness_script
    return {
        "index": address.index,
        "branch": address.branch.value,
        "address": address.text,
        "script_pubkey": address.scripts.script_pubkey.hex(),
        "redeem_script": redeem.hex() if redeem else None,
        "witness_script": witness.hex() if witness else None,
    }


def _find(arguments: argparse.Namespace) -> Answer:
    refuse_secrets(arguments.address)
    parsed = read_address(arguments.address)
    opened = _opened_for(
        parsed,
        wallet_of(arguments),
        network_of(arguments),
        accept_paths=arguments.accept_paths,
    )
    within = arguments.within
    if within > MAX_WITHIN:
        raise UsageError(f"--within goes up to {MAX_WITHIN}")
    script, name = parsed.script_pubkey, opened.wallet.name
    place = own_scripts(opened.wallet).find({script}, within).get(script)
    if place is None:
        text = f"Not found among the first {within} addresses of each branch of {name}."
        document: dict[str, Json] = {"mine": False, "branch": None, "index": None}
        return Answer(document, [text], opened.findings, exit_for(opened.findings))
    address = derive_address(opened.wallet, place.branch, place.index)
    text = f"Yours: {place.branch.value} address {place.index} of {name}."
    document = {"mine": True, "branch": place.branch.value, "index": place.index}
    lines = [text, grouped_address(address.text)]
    return Answer(document, lines, opened.findings, exit_for(opened.findings))
