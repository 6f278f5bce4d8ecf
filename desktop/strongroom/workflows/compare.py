"""Whether two wallets are the same one, and in what they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from strongroom.model.errors import Fact
from strongroom.model.policy import Branches, CosignerKey, Policy, PolicyKey
from strongroom.model.wallet import Wallet
from strongroom.review.recovery import paths_fact


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two wallets say differently.

    ``code`` is ``network``, ``script-type``, ``threshold``, ``sorting``, ``key-only-in-first``,
    ``key-only-in-second``, ``key-order``, ``branches`` or ``paths``, each of which makes another
    wallet; or ``origin`` or ``name``, which do not.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def makes_another_wallet(self) -> bool:
        return self.code not in ("origin", "name")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which two wallets differ."""

    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether both have the same addresses on the same network."""
        return not any(difference.makes_another_wallet for difference in self.differences)


def compare_wallets(first: Wallet, second: Wallet) -> Comparison:
    """Compare two wallets; the order of keys counts only where the script keeps it."""
    differences = [
        *_value("network", first.network.value, second.network.value),
        *_value("script-type", first.policy.script_type.value, second.policy.script_type.value),
        *_value("threshold", first.policy.threshold, second.policy.threshold),
        *_sorting(first.policy, second.policy),
        *_keys(first.policy, second.policy),
        *_paths(first.policy, second.policy),
        *_value("name", first.name, second.name),
    ]
    return Comparison(tuple(differences))


def _value(code: str, first: Fact, second: Fact) -> list[Difference]:
    return [] if first == second else [Difference(code, {"first": first, "second": second})]


def _sorting(first: Policy, second: Policy) -> list[Difference]:
    if len(first.keys) == 1 == len(second.keys):
        return []
    return _value("sorting", first.sorted_keys, second.sorted_keys)


def _paths(first: Policy, second: Policy) -> list[Difference]:
    """What the usual way does not tell: recovery paths, and how the script says them."""
    if first.is_plain and second.is_plain:
        return []
    if (first.script, first.paths, _slots(first)) == (second.script, second.paths, _slots(second)):
        return []
    facts: dict[str, Fact] = {
        "first": paths_fact(first.paths),
        "second": paths_fact(second.paths),
    }
    return [Difference("paths", facts)]


def _slots(policy: Policy) -> list[tuple[bytes, bytes, Branches]]:
    return [(*_identity(key), key.branches) for key in policy.every_key]


def _keys(first: Policy, second: Policy) -> list[Difference]:
    in_first = {_identity(key): key for key in first.every_key}
    in_second = {_identity(key): key for key in second.every_key}
    differences = [
        *(_only("first", key) for name, key in in_first.items() if name not in in_second),
        *(_only("second", key) for name, key in in_second.items() if name not in in_first),
    ]
    for name, key in in_first.items():
        if name in in_second:
            differences += _same_key(key, in_second[name])
    is_ordered = not (first.sorted_keys and second.sorted_keys)
    if is_ordered and in_first.keys() == in_second.keys() and list(in_first) != list(in_second):
        differences.append(Difference("key-order"))
    return differences


def _same_key(first: PolicyKey, second: PolicyKey) -> list[Difference]:
    """What is said of one key: its branches, and where it comes from."""
    facts: dict[str, Fact] = {"key": str(first.key.xpub)}
    differences = []
    if first.branches != second.branches:
        differences.append(Difference("branches", facts))
    if first.key.origin != second.key.origin:
        origins = {"first": _origin(first.key), "second": _origin(second.key)}
        differences.append(Difference("origin", facts | origins))
    return differences


def _identity(key: PolicyKey) -> tuple[bytes, bytes]:
    """What every child key follows from."""
    return key.key.xpub.public_key, key.key.xpub.chain_code


def _only(where: str, key: PolicyKey) -> Difference:
    facts: dict[str, Fact] = {"key": str(key.key.xpub), "origin": _origin(key.key)}
    return Difference(f"key-only-in-{where}", facts)


def _origin(key: CosignerKey) -> str:
    return str(key.origin) if key.origin else ""
