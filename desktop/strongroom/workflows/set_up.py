"""Setting up a wallet: from keys and a quorum to a wallet that may be used."""

from collections.abc import Sequence
from dataclasses import dataclass

from strongroom.engines.derivation import derive_address
from strongroom.formats.contract import KeyExport
from strongroom.formats.secrets import refuse_secrets
from strongroom.formats.text import safe_name
from strongroom.model.errors import PolicyError
from strongroom.model.finding import Finding
from strongroom.model.network import Network
from strongroom.model.policy import MAX_KEYS_CREATED, Policy
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch, Wallet
from strongroom.review.keys import Purpose, review_key
from strongroom.review.wallets import review_wallet
from strongroom.workflows.networks import choose_network
from strongroom.workflows.open_key import choose_key
from strongroom.workflows.set_up_policy import RecoveryDraft, new_policy


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has said so far."""

    name: str
    threshold: int
    exports: tuple[KeyExport, ...]
    script_type: ScriptType = ScriptType.P2WSH
    network: Network | None = None
    recovery: tuple[RecoveryDraft, ...] = ()

    @property
    def every_export(self) -> tuple[KeyExport, ...]:
        """The exports of all cosigners, those of the recovery paths behind the others."""
        return self.exports + tuple(each for path in self.recovery for each in path.exports)


@dataclass(frozen=True, slots=True)
class SetUp:
    """The wallet a draft makes, its first address, and what is to be known about it."""

    wallet: Wallet
    first_address: str
    findings: tuple[Finding, ...]


def set_up(draft: Draft) -> SetUp:
    """Make the wallet and review it as a new one.

    Raises ``PolicyError``, ``ReadError`` and ``EngineError`` with the codes of the review.
    """
    if len(draft.exports) > MAX_KEYS_CREATED:
        raise PolicyError(
            "threshold-invalid",
            f"a wallet made here has at most {MAX_KEYS_CREATED} keys",
            threshold=draft.threshold,
            count=len(draft.exports),
            limit=MAX_KEYS_CREATED,
        )
    if not draft.exports:
        raise PolicyError("keys-missing", "a wallet needs keys", given=0, expected=draft.threshold)
    refuse_secrets(draft.name)
    chosen = [choose_key(export, draft.script_type) for export in draft.exports]
    policy = new_policy(draft.script_type, draft.threshold, chosen, draft.recovery)
    network = _network(draft.every_export, policy, draft.network)
    name, name_findings = safe_name(draft.name)
    wallet = Wallet(name, network, policy)
    findings = list(name_findings)
    places = {key.xpub.public_key: place for place, key in enumerate(policy.cosigners)}
    for export in draft.every_export:
        exported = choose_key(export, draft.script_type)
        place = places[exported.key.xpub.public_key]
        found = review_key(exported, draft.script_type, network, Purpose.SET_UP)
        findings += _at_key(place, (*found, *export.findings))
    findings += review_wallet(wallet, Purpose.SET_UP)
    first = derive_address(wallet, Branch.RECEIVE, 0)
    return SetUp(wallet, first.text, tuple(dict.fromkeys(findings)))


def _network(exports: Sequence[KeyExport], policy: Policy, asked: Network | None) -> Network:
    networks = {choose_network(policy.kind, export.networks, asked) for export in exports}
    if len(networks) > 1:
        raise PolicyError("networks-mixed", "the exports are for different networks")
    return networks.pop()


def _at_key(place: int, findings: Sequence[Finding]) -> list[Finding]:
    return [Finding(found.code, found.severity, f"key {place}", found.facts) for found in findings]
