"""Changing the rules of a wallet: what is stricter holds at once, what is laxer has to wait."""

from dataclasses import replace
from datetime import UTC, datetime

from strongroom.model.addresses import read_address, write_address
from strongroom.model.network import Network
from strongroom.model.owner_rules import (
    HOUR,
    AllowedAddress,
    CoolDown,
    OwnerRules,
    Role,
    RulesError,
    SpendingLimit,
    StandingRules,
    strictest,
)
from strongroom.model.signed_text import SignedText
from strongroom.vault.errors import VaultError
from strongroom.vault.rules_records import (
    AllowedRecord,
    CoolDownRecord,
    OwnerRulesRecord,
    RoleRecord,
    RulesRecord,
    SignedTextRecord,
    SpendingRecord,
)
from strongroom.workflows.free_text import clean

MOST_ALLOWED = 500
"""Addresses on one list."""


def changed(standing: StandingRules, wanted: OwnerRules, when: int) -> StandingRules:
    """The rules as somebody wants them; ``when`` is now, in seconds since 1970.

    Whoever sits down at an open vault can make them stricter, and no laxer before the waiting time
    is over: until then holds what is strict in both. Raises ``ReadError`` with ``secret-found``.
    """
    current = standing.at(when)
    roles = tuple(Role(clean(role.title), clean(role.person)) for role in wanted.roles)
    wanted = replace(wanted, roles=roles)
    now = strictest(current, wanted)
    if _alike(now, wanted):
        return replace(standing, now=wanted, following=None, since=0)
    since = when + now.waiting_hours * HOUR
    return replace(standing, now=now, following=wanted, since=since)


def called_off(standing: StandingRules, when: int) -> StandingRules:
    """Without the laxer rules that were to follow."""
    return replace(standing, now=standing.at(when), following=None, since=0)


def with_address(
    standing: StandingRules,
    allowed: AllowedAddress,
    network: Network,
) -> StandingRules:
    """The rules with an address on the list, as it is usually written; from when on it counts is
    reckoned from ``added``.

    Raises ``StrongroomError``: ``address-malformed``, ``wrong-network``, ``secret-found``, and
    ``RulesError`` with ``address-listed``, ``rules-invalid`` for a full list.
    """
    address = usual_form(allowed.address, network)
    if any(each.address == address for each in standing.allowed):
        raise RulesError("address-listed", "the address is on the list already")
    if len(standing.allowed) >= MOST_ALLOWED:
        raise RulesError("rules-invalid", "the list is full", reason="list", most=MOST_ALLOWED)
    waiting = standing.at(allowed.added).waiting_hours * HOUR
    new = replace(
        allowed,
        address=address,
        name=clean(allowed.name),
        added_by=clean(allowed.added_by),
        counts_from=allowed.added + waiting,
    )
    return replace(standing, allowed=(*standing.allowed, new))


def usual_form(address: str, network: Network) -> str:
    """An address as it is usually written; raises as ``with_address``."""
    parsed = read_address(address.strip())
    if network not in parsed.networks:
        raise RulesError("wrong-network", "an address of another network", network=network.value)
    return write_address(parsed.script_pubkey, network) or address


def without_address(standing: StandingRules, address: str) -> StandingRules:
    """The rules with an address taken from the list; raises ``RulesError`` ``address-unlisted``."""
    left = tuple(each for each in standing.allowed if each.address != address)
    if len(left) == len(standing.allowed):
        raise RulesError("address-unlisted", "this address is not on the list")
    return replace(standing, allowed=left)


def rules_record(standing: StandingRules, when: int) -> RulesRecord:
    """What is stored of the rules that somebody changed at ``when``."""
    following = standing.following
    return RulesRecord(
        now=_record(standing.now),
        changed=_moment(when),
        following=None if following is None else _record(following),
        since=None if following is None else _moment(standing.since),
        allowed=tuple(map(_allowed_record, standing.allowed)),
    )


def read_rules(record: RulesRecord) -> StandingRules:
    """The rules of a record; raises ``VaultError`` with ``rules-unreadable`` for what cannot be."""
    following = record.following
    try:
        return StandingRules(
            now=_rules(record.now),
            following=None if following is None else _rules(following),
            since=0 if record.since is None else int(record.since.timestamp()),
            allowed=tuple(map(_allowed, record.allowed)),
        )
    except (RulesError, ValueError, OverflowError) as error:
        raise unreadable_rules() from error


def unreadable_rules() -> VaultError:
    """Rules that cannot be read must not count as none."""
    return VaultError("rules-unreadable", "the rules of this wallet cannot be read")


def _alike(one: OwnerRules, other: OwnerRules) -> bool:
    """Whether they forbid the same; in which order the roles stand does not matter."""
    return replace(one, roles=()) == replace(other, roles=()) and set(one.roles) == set(other.roles)


def _record(rules: OwnerRules) -> OwnerRulesRecord:
    limit, wait = rules.spending, rules.cool_down
    return OwnerRulesRecord(
        allow_list=rules.allow_list,
        spending=None
        if limit is None
        else SpendingRecord(limit.strength, limit.per_payment, limit.per_period, limit.days),
        cool_down=None if wait is None else CoolDownRecord(wait.amount, wait.hours),
        roles=tuple(RoleRecord(role.title, role.person) for role in rules.roles),
        waiting_hours=rules.waiting_hours,
    )


def _rules(record: OwnerRulesRecord) -> OwnerRules:
    limit, wait = record.spending, record.cool_down
    return OwnerRules(
        allow_list=record.allow_list,
        spending=None
        if limit is None
        else SpendingLimit(limit.strength, limit.per_payment, limit.per_period, limit.days),
        cool_down=None if wait is None else CoolDown(wait.amount, wait.hours),
        roles=tuple(Role(role.title, role.person) for role in record.roles),
        waiting_hours=record.waiting_hours,
    )


def _allowed_record(allowed: AllowedAddress) -> AllowedRecord:
    return AllowedRecord(
        allowed.address,
        allowed.name,
        allowed.added_by,
        _moment(allowed.added),
        _moment(allowed.counts_from),
        SignedTextRecord(proof.signer, proof.address, proof.message, proof.signature)
        if (proof := allowed.proof)
        else None,
    )


def _allowed(record: AllowedRecord) -> AllowedAddress:
    return AllowedAddress(
        record.address,
        record.name,
        record.added_by,
        int(record.added.timestamp()),
        int(record.counts_from.timestamp()),
        SignedText(proof.signer, proof.address, proof.message, proof.signature)
        if (proof := record.proof)
        else None,
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
