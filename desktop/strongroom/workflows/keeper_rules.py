"""The part of a keeper that keeps the rules of each wallet's owner."""

from datetime import datetime, timedelta

from strongroom.formats.json_text import JsonValue
from strongroom.model.errors import StrongroomError
from strongroom.model.owner_rules import (
    AllowedAddress,
    OwnerRules,
    StandingRules,
)
from strongroom.model.signed_text import SignedText
from strongroom.vault.errors import VaultError
from strongroom.vault.log import LogKind
from strongroom.vault.tables import PAST, RULES
from strongroom.workflows.keeper_base import KeeperBase, KeepingError
from strongroom.workflows.kept_changes import Change, put
from strongroom.workflows.log import Note
from strongroom.workflows.owner_rules import (
    called_off,
    changed,
    read_rules,
    rules_record,
    unreadable_rules,
    with_address,
    without_address,
)


class RulesKeeper(KeeperBase):
    """What ``Keeper`` says of changes holds here too."""

    def rules(self, wallet_row: str) -> StandingRules:
        """The rules of a wallet; raises ``VaultError`` with ``rules-unreadable``."""
        try:
            record = RULES.get(self._shelf, wallet_row)
        except VaultError as error:
            raise unreadable_rules() from error
        return StandingRules() if record is None else read_rules(record)

    def rests_until(self, payment_row: str, when: datetime) -> datetime | None:
        """Until when a kept payment may not go to a signer, if its owner's rules let it rest.

        None too where they cannot be read: its review says so.
        """
        try:
            past = PAST.get(self._shelf, payment_row)
            rest = self.rules(past.wallet).at(_seconds(when)).cool_down if past else None
        except StrongroomError:
            return None
        if past is None or rest is None or past.amount <= rest.amount:
            return None
        until = past.reviewed + timedelta(hours=rest.hours)
        return until if until > when else None

    def change_rules(self, wallet_row: str, wanted: OwnerRules, when: datetime) -> StandingRules:
        """Want other rules; what of them is laxer waits. Raises ``RulesError``."""
        rules = changed(self.rules(wallet_row), wanted, _seconds(when))
        kind = LogKind.RULES_TO_FOLLOW if rules.following else LogKind.RULES_CHANGED
        record = rules_record(rules, _seconds(when))
        facts: dict[str, JsonValue] = {"rules": record.now.to_json()}
        if record.following is not None:
            facts |= {"following": record.following.to_json(), "since": rules.since}
        self._keep_rules(wallet_row, rules, when, kind, facts)
        return rules

    def call_off_rules(self, wallet_row: str, when: datetime) -> StandingRules:
        """Let what holds now hold on, without the laxer rules that were to follow."""
        rules = called_off(self.rules(wallet_row), _seconds(when))
        self._keep_rules(wallet_row, rules, when, LogKind.RULES_CALLED_OFF, {})
        return rules

    def allow_address(
        self,
        wallet_row: str,
        address: str,
        name: str,
        added_by: str,
        when: datetime,
        proof: SignedText | None = None,
    ) -> StandingRules:
        """Put an address on the list; it counts when the waiting time is over.

        ``proof`` was made by ``prove``. Raises what ``with_address`` raises.
        """
        now, network = _seconds(when), self._wallet_record(wallet_row).network
        wanted = AllowedAddress(address.strip(), name, added_by, now, now, proof)
        rules = with_address(self.rules(wallet_row), wanted, network)
        new = rules.allowed[-1]
        facts: dict[str, JsonValue] = {"address": new.address, "name": new.name}
        facts |= {"by": new.added_by, "since": new.counts_from}
        if proof is not None:
            facts |= {"signer": proof.signer, "message": proof.message}
            facts |= {"signer_address": proof.address, "signature": proof.signature}
        self._keep_rules(wallet_row, rules, when, LogKind.ADDRESS_ALLOWED, facts)
        return rules

    def disallow_address(self, wallet_row: str, address: str, when: datetime) -> tuple[Change, ...]:
        """Take an address from the list, at once; ``put_back`` takes what is returned, and the
        address counts then from when it counted before. Raises ``RulesError``."""
        rules = without_address(self.rules(wallet_row), address)
        facts: dict[str, JsonValue] = {"address": address}
        return self._keep_rules(wallet_row, rules, when, LogKind.ADDRESS_DISALLOWED, facts)

    def _check_without_rules(self, wallet_row: str, when: datetime) -> None:
        if not self.rules(wallet_row).at(_seconds(when)).is_empty:
            raise KeepingError("rules-hold", "the owner's rules of this wallet are in force")

    def _keep_rules(
        self,
        wallet_row: str,
        rules: StandingRules,
        when: datetime,
        kind: LogKind,
        facts: dict[str, JsonValue],
    ) -> tuple[Change, ...]:
        name = self._wallet_record(wallet_row).name
        note = Note(kind, {"wallet": name, **facts}, wallet_row)
        return self._make(put(RULES, wallet_row, rules_record(rules, _seconds(when))), notes=[note])


def _seconds(when: datetime) -> int:
    return int(when.timestamp())
