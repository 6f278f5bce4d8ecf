"""``contact list``, ``add`` and ``remove``: whom one pays, with the addresses they gave."""

import argparse
from datetime import UTC, datetime

from strongroom.cli.options import UsageError, common
from strongroom.cli.output import Answer, Json
from strongroom.cli.vault_option import add_opening, opened_vault
from strongroom.model.comparison import Comparison
from strongroom.vault.contacts import GivenAddress
from strongroom.words.contact_words import given_line
from strongroom.words.text import visible
from strongroom.workflows.contacts import Contact
from strongroom.workflows.keeping import Keeper

_COMPARED = tuple(one.value for one in Comparison)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("contact", help="whom one pays, and the addresses they gave")
    kinds = group.add_subparsers(required=True)
    every = kinds.add_parser("list", parents=[common()], help="those that are kept")
    every.set_defaults(run=_list)
    add = kinds.add_parser("add", parents=[common()], help="one, or another address of one")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--address", help="that they gave")
    add.add_argument(
        "--compared", choices=_COMPARED, default=Comparison.NOT.value, help="how, with them"
    )
    add.add_argument("--by", default="", metavar="WHO", help="who enters it")
    add.add_argument("--note", help="what else there is to know")
    add.set_defaults(run=_add)
    remove = kinds.add_parser("remove", parents=[common()], help="one, or an address of one")
    remove.add_argument("name", metavar="NAME")
    remove.add_argument("--address", help="this one alone")
    remove.set_defaults(run=_remove)
    for parser in (every, add, remove):
        parser.add_argument("--vault", required=True, metavar="PATH", help="the vault's file")
        add_opening(parser)


def _list(arguments: argparse.Namespace) -> Answer:
    with opened_vault(arguments) as keeper:
        return _answer(keeper.contacts())


def _add(arguments: argparse.Namespace) -> Answer:
    with opened_vault(arguments) as keeper:
        known = _named(keeper, arguments.name)
        note = arguments.note
        if note is None:
            note = known.record.note if known else ""
        given = None
        if arguments.address is not None:
            compared, now = Comparison(arguments.compared), datetime.now(UTC)
            given = keeper.given(arguments.address, compared, arguments.by, now)
        name = known.record.name if known else arguments.name
        keeper.describe_contact(known.row if known else "", name, note, given)
        return _answer(keeper.contacts())


def _remove(arguments: argparse.Namespace) -> Answer:
    with opened_vault(arguments) as keeper:
        known = _named(keeper, arguments.name)
        if known is None:
            raise UsageError(f"No contact of this vault is called {arguments.name}")
        if arguments.address is None:
            keeper.remove_contact(known.row)
        elif any(one.address == arguments.address for one in known.record.addresses):
            keeper.remove_address(known.row, arguments.address)
        else:
            raise UsageError(f"{known.record.name} gave no address {arguments.address}")
        return _answer(keeper.contacts())


def _named(keeper: Keeper, name: str) -> Contact | None:
    """The contact of a name, however its letters are written."""
    same = (one for one in keeper.contacts() if one.record.name.casefold() == name.casefold())
    return next(same, None)


def _answer(contacts: tuple[Contact, ...]) -> Answer:
    document: dict[str, Json] = {
        "contacts": [
            {
                "name": one.record.name,
                "note": one.record.note,
                "addresses": [_address(given) for given in one.record.addresses],
            }
            for one in contacts
        ]
    }
    lines = [line for one in contacts for line in _lines(one)]
    return Answer(document, lines or ["There are no contacts yet."])


def _address(given: GivenAddress) -> Json:
    return {
        "address": given.address,
        "network": given.network.value,
        "compared": given.compared.value,
        "entered": given.entered.isoformat(),
        "entered_by": given.entered_by,
    }


def _lines(contact: Contact) -> list[str]:
    record = contact.record
    note = f", {visible(record.note)}" if record.note else ""
    lines = [f"{visible(record.name)}{note}"]
    for one in record.addresses:
        lines += [f"  {one.address} ({one.network.value})", f"    {given_line(*one.said)}"]
    return lines
