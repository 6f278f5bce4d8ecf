"""``rules``: what the owner of a wallet in a vault forbids, and which addresses are listed."""

import argparse
import re
from dataclasses import replace
from datetime import UTC, datetime

from strongroom.cli.files import read_foreign
from strongroom.cli.options import UsageError, add_network, add_wallet, common
from strongroom.cli.output import Answer, Json
from strongroom.cli.vault_option import add_vault, kept_wallet, opened_vault
from strongroom.model.owner_rules import (
    CoolDown,
    OwnerRules,
    Role,
    SpendingLimit,
    StandingRules,
    Strength,
)
from strongroom.model.signed_text import SignedText
from strongroom.words.amounts import date_in_words
from strongroom.words.owner_rule_words import rule_sentences
from strongroom.words.text import visible
from strongroom.workflows.allow_proof import proof_text, prove
from strongroom.workflows.contacts import unlisted
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.signed_text import read_answer, signing_path

_NONE = "none"
_STRENGTHS = tuple(strength.value for strength in Strength)
_ADVICE = (
    "These rules are minded by Strongroom wherever this vault is open. They do not bind the "
    "signers: whoever holds enough of them can sign elsewhere."
)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("rules", help="what the owner of a wallet in a vault forbids")
    kinds = group.add_subparsers(required=True)
    show = kinds.add_parser("show", parents=[common()], help="the rules of a wallet")
    _add_place(show)
    show.set_defaults(run=_show)
    change = kinds.add_parser("set", parents=[common()], help="other rules; laxer ones wait")
    _add_place(change)
    _add_rules(change)
    change.set_defaults(run=_set)
    allow = kinds.add_parser("allow", parents=[common()], help="list an address; it counts later")
    allow.add_argument("address", metavar="ADDRESS", nargs="?")
    _add_place(allow)
    allow.add_argument("--name", default="", help="whose address it is")
    allow.add_argument("--contact", metavar="NAME", help="a contact's address, and their name")
    allow.add_argument("--by", required=True, metavar="WHO", help="who adds it")
    allow.add_argument(
        "--proof", metavar="FILE", help="what a signer of the wallet answered to `request`"
    )
    allow.set_defaults(run=_allow)
    ask = kinds.add_parser(
        "request", parents=[common()], help="the text that proves who lists an address"
    )
    _add_address(ask)
    ask.set_defaults(run=_request)
    disallow = kinds.add_parser("disallow", parents=[common()], help="take an address off the list")
    _add_address(disallow)
    disallow.set_defaults(run=_disallow)
    off = kinds.add_parser("call-off", parents=[common()], help="no laxer rules are to follow")
    _add_place(off)
    off.set_defaults(run=_call_off)


def _add_place(parser: argparse.ArgumentParser) -> None:
    add_wallet(parser, required=True)
    add_vault(parser)
    add_network(parser)


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", metavar="ADDRESS")
    _add_place(parser)


def _add_rules(parser: argparse.ArgumentParser) -> None:
    """What is not named stays as it is."""
    parser.add_argument("--allow-list", choices=(_NONE, *_STRENGTHS), help="unlisted addresses")
    parser.add_argument("--spending", choices=_STRENGTHS, help="what too much does")
    parser.add_argument("--per-payment", type=_amount, metavar="SAT", help="or none")
    parser.add_argument("--per-period", type=_amount, metavar="SAT", help="or none")
    parser.add_argument("--days", type=int, metavar="N", help="the length of the period")
    parser.add_argument("--cool-down-above", type=_amount, metavar="SAT", help="or none")
    parser.add_argument("--cool-down-hours", type=int, metavar="N")
    parser.add_argument(
        "--role", action="append", type=_role, metavar="TITLE:NAME", help="all who acknowledge"
    )
    parser.add_argument("--no-roles", action="store_true", help="anybody acknowledges")
    parser.add_argument("--waiting-hours", type=int, metavar="N", help="before laxer rules hold")


def _show(arguments: argparse.Namespace) -> Answer:
    _check_vault(arguments)
    with opened_vault(arguments) as keeper:
        return _answer(keeper.rules(kept_wallet(keeper, arguments).row))


def _set(arguments: argparse.Namespace) -> Answer:
    _check_vault(arguments)
    with opened_vault(arguments) as keeper:
        row, now = kept_wallet(keeper, arguments).row, datetime.now(UTC)
        wanted = _wanted(arguments, _latest(keeper, row))
        return _answer(keeper.change_rules(row, wanted, now))


def _allow(arguments: argparse.Namespace) -> Answer:
    _check_vault(arguments)
    with opened_vault(arguments) as keeper:
        kept, now = kept_wallet(keeper, arguments), datetime.now(UTC)
        address, name = _listed(arguments, keeper, kept)
        proof = None
        if arguments.proof is not None:
            answer = read_answer(read_foreign(arguments.proof))
            proof = prove(kept, address, answer, now.date())
        return _answer(keeper.allow_address(kept.row, address, name, arguments.by, now, proof))


def _listed(arguments: argparse.Namespace, keeper: Keeper, kept: KeptWallet) -> tuple[str, str]:
    """The address that is named, or that a contact gave, and whose it is.

    Raises ``UsageError`` where neither is one address.
    """
    who = arguments.contact
    if who is None:
        if arguments.address is None:
            raise UsageError("Name an address, or --contact NAME")
        return arguments.address, arguments.name
    listed = {one.address for one in keeper.rules(kept.row).allowed}
    found = [
        (given.address, contact.record.name)
        for contact, given in unlisted(keeper.contacts(), kept.wallet.network, listed)
        if contact.record.name.casefold() == who.casefold()
        and arguments.address in (None, given.address)
    ]
    if len(found) != 1:
        raise UsageError(f"--contact {who} names {len(found)} addresses that are not listed yet")
    return found[0]


def _request(arguments: argparse.Namespace) -> Answer:
    _check_vault(arguments)
    with opened_vault(arguments) as keeper:
        kept = kept_wallet(keeper, arguments)
        message = proof_text(kept.wallet, arguments.address, datetime.now(UTC).date())
        cosigners = zip(kept.names(), kept.wallet.policy.cosigners, strict=True)
        keys = [(name, signing_path(key)) for name, key in cosigners]
    document: dict[str, Json] = {
        "message": message,
        "keys": [{"name": name, "path": f"m/{path}" if path else None} for name, path in keys],
    }
    lines = [message, "Signed by one of:"]
    lines += [f"  {visible(name)}  m/{path}" for name, path in keys if path]
    note = "`message request` makes this for a device: --message, and --path of its key"
    return Answer(document, lines, notes=(note,))


def _disallow(arguments: argparse.Namespace) -> Answer:
    _check_vault(arguments)
    with opened_vault(arguments) as keeper:
        row = kept_wallet(keeper, arguments).row
        keeper.disallow_address(row, arguments.address, datetime.now(UTC))
        return _answer(keeper.rules(row))


def _call_off(arguments: argparse.Namespace) -> Answer:
    _check_vault(arguments)
    with opened_vault(arguments) as keeper:
        row = kept_wallet(keeper, arguments).row
        return _answer(keeper.call_off_rules(row, datetime.now(UTC)))


def _check_vault(arguments: argparse.Namespace) -> None:
    if arguments.vault is None:
        raise UsageError("Rules are kept in a vault: --vault PATH, and --wallet NAME in it")


def _latest(keeper: Keeper, row: str) -> OwnerRules:
    """What somebody wanted last, of which some may not hold yet."""
    rules = keeper.rules(row)
    return rules.following or rules.now


def _wanted(arguments: argparse.Namespace, before: OwnerRules) -> OwnerRules:
    """The rules with what was named; raises ``RulesError`` and ``UsageError``."""
    if arguments.role and arguments.no_roles:
        raise UsageError("Name the roles, or --no-roles")
    roles = tuple(arguments.role or ()) if arguments.role or arguments.no_roles else before.roles
    listed = before.allow_list
    if arguments.allow_list is not None:
        listed = None if arguments.allow_list == _NONE else Strength(arguments.allow_list)
    waiting = arguments.waiting_hours
    return replace(
        before,
        allow_list=listed,
        spending=_spending(arguments, before.spending),
        cool_down=_cool_down(arguments, before.cool_down),
        roles=roles,
        waiting_hours=before.waiting_hours if waiting is None else waiting,
    )


def _spending(arguments: argparse.Namespace, before: SpendingLimit | None) -> SpendingLimit | None:
    per_payment, per_period = (
        _chosen(given, known)
        for given, known in (
            (arguments.per_payment, before.per_payment if before else None),
            (arguments.per_period, before.per_period if before else None),
        )
    )
    if per_payment is None and per_period is None:
        if arguments.days is not None or arguments.spending is not None:
            raise UsageError("--days and --spending go with --per-payment or --per-period")
        return None
    days = arguments.days if arguments.days is not None else before.days if before else 30
    strength = before.strength if before else Strength.STOPS
    if arguments.spending is not None:
        strength = Strength(arguments.spending)
    return SpendingLimit(strength, per_payment, per_period, days)


def _cool_down(arguments: argparse.Namespace, before: CoolDown | None) -> CoolDown | None:
    amount = _chosen(arguments.cool_down_above, before.amount if before else None)
    hours = arguments.cool_down_hours
    if amount is None:
        if hours is not None:
            raise UsageError("--cool-down-hours goes with --cool-down-above")
        return None
    return CoolDown(amount, hours if hours is not None else before.hours if before else 24)


def _chosen(given: int | str | None, known: int | None) -> int | None:
    """``none`` takes a limit away, and where nothing is named it stays."""
    if given is None:
        return known
    return None if isinstance(given, str) else given


def _amount(text: str) -> int | str:
    if text == _NONE:
        return text
    if not re.fullmatch(r"[0-9]{1,16}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is neither satoshi nor none")
    return int(text)


def _role(text: str) -> Role:
    title, colon, person = text.partition(":")
    if not (title and colon and person):
        raise argparse.ArgumentTypeError(f"{text!r} is not TITLE:NAME")
    return Role(title, person)


def _answer(rules: StandingRules) -> Answer:
    now = int(datetime.now(UTC).timestamp())
    following = rules.following if rules.following and now < rules.since else None
    document: dict[str, Json] = {
        "now": _rules_json(rules.at(now)),
        "following": _rules_json(following) if following else None,
        "since": _moment(rules.since) if following else None,
        "allowed": [
            {
                "address": each.address,
                "name": each.name,
                "added_by": each.added_by,
                "added": _moment(each.added),
                "counts_from": _moment(each.counts_from),
                "counts": each.counts_from <= now,
                "proof": _proof_json(each.proof),
            }
            for each in rules.allowed
        ],
    }
    lines = list(rule_sentences(rules.at(now)))
    if following:
        lines += [f"From {date_in_words(rules.since)}:"]
        lines += [f"  {sentence}" for sentence in rule_sentences(following)]
    for each in rules.allowed:
        counts = "" if each.counts_from <= now else "counts from "
        moment = date_in_words(each.added if not counts else each.counts_from)
        who = f"{visible(each.name)}, added by {visible(each.added_by)}"
        lines += [each.address, f"  {who}, {counts}{moment}"]
        if each.proof is not None:
            signer = visible(each.proof.signer)
            lines.append(f"  {signer} signed: {visible(each.proof.message)}")
    return Answer(document, lines, notes=(_ADVICE,))


def _proof_json(proof: SignedText | None) -> Json:
    """As ``message verify`` takes it."""
    if proof is None:
        return None
    return {
        "signer": proof.signer,
        "address": proof.address,
        "message": proof.message,
        "signature": proof.signature,
    }


def _rules_json(rules: OwnerRules) -> Json:
    limit, rest = rules.spending, rules.cool_down
    spending: Json = None
    if limit is not None:
        spending = {
            "strength": limit.strength.value,
            "per_payment": limit.per_payment,
            "per_period": limit.per_period,
            "days": limit.days,
        }
    return {
        "allow_list": rules.allow_list.value if rules.allow_list else None,
        "spending": spending,
        "cool_down": {"amount": rest.amount, "hours": rest.hours} if rest else None,
        "roles": [{"title": role.title, "person": role.person} for role in rules.roles],
        "waiting_hours": rules.waiting_hours,
    }


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
