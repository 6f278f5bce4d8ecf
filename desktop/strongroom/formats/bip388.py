"""Wallet policies (BIP-388): a template with ``@0/**`` in it, and the keys it speaks of.

The BIP gives rules but no file. Read: the names of its examples (``template``, ``keys``), of
BIP-138 (``policy``, also one of ``policy_sets``), Ledger (``descriptor_template``, ``keys_info``)
and Jade (``descriptor``, ``datavalues``). Written as BIP-138 has it, and with a name.
"""

import json
import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.json_text import JsonObject
from strongroom.formats.one_wallet import refuse_several
from strongroom.formats.refusals import cannot, refuse_unknown_signers
from strongroom.formats.text import safe_name
from strongroom.model.derivation import HARDENED
from strongroom.model.descriptor import MAX_TEXT, parse_descriptor, write_descriptor
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.key_expression import (
    parse_key_expression,
    write_branches,
    write_key_expression,
)
from strongroom.model.policy import CosignerKey, Policy, PolicyKey
from strongroom.model.wallet import Wallet

NAME = "bip388"
MAX_BYTES = 64 * 1024

_TEMPLATES = ("template", "policy", "descriptor_template")
_KEYS = ("keys", "keys_info")
_NAMES = ("name", "multisig_name", "descriptor_name")
_JADE = ("descriptor", "datavalues")
_SETS = "policy_sets"
_VERSION = 1

_NUMBER = r"(?:0|[1-9][0-9]{0,9})"
_PLACEHOLDER = re.compile(
    rf"(?:@(?P<one>{_NUMBER})|musig\((?P<several>@{_NUMBER}(?:,@{_NUMBER})*)\))"
    rf"(?P<steps>/\*\*|/<(?P<receive>{_NUMBER});(?P<change>{_NUMBER})>/\*)"
)
_KEY = re.compile(r"[xyzYZtuvUV]p(?:ub|rv)[1-9A-HJ-NP-Za-km-z]{20}|\b0[23][0-9a-fA-F]{64}\b")


def _claims(content: Content) -> bool:
    fields = content.json
    if fields is None:
        return False
    has_template = any(name in fields for name in _TEMPLATES)
    has_keys = any(name in fields for name in _KEYS)
    return (has_template and has_keys) or _SETS in fields or all(name in fields for name in _JADE)


def _read(content: Content) -> WalletFile:
    fields = content.json or JsonObject({})
    said = next((fields.text(name) for name in _NAMES if name in fields), "")
    policy = read_policy(*_parts(_set_in_use(fields) if _SETS in fields else fields))
    name, findings = safe_name(said)
    return WalletFile(NAME, name, policy, findings=findings)


def _set_in_use(fields: JsonObject) -> JsonObject:
    """The one set of a BIP-138 document that is in use; archived ones are passed over."""
    if fields.number("version") != _VERSION:
        raise ReadError("backup-unsupported", "a version this program does not know")
    used = [one for one in fields.objects(_SETS) if not one.flag("archived")]
    refuse_several(len(used))
    if not used:
        raise ReadError("file-malformed", "no wallet of it is in use", field=_SETS)
    return used[0]


def _parts(fields: JsonObject) -> tuple[str, Sequence[str]]:
    if all(name in fields for name in _JADE):
        if any(name in fields for name in _TEMPLATES):
            raise _broken("one thing is said under two names")
        values = fields.object("datavalues")
        return fields.text("descriptor"), [
            values.text(f"@{number}") for number in range(len(values.fields))
        ]
    return fields.text(_said(fields, _TEMPLATES)), fields.texts(_said(fields, _KEYS))


def _said(fields: JsonObject, names: Sequence[str]) -> str:
    """The one of its names under which something stands; the first where there is none."""
    said = [name for name in names if name in fields]
    if len(said) > 1:
        raise _broken("one thing is said under two names")
    return said[0] if said else names[0]


def read_policy(template: str, keys: Sequence[str]) -> Policy:
    """The policy of a template and its keys, held to the rules of the BIP before anything else.

    Raises ``ReadError`` with ``file-malformed`` where one is broken, and ``ReadError`` and
    ``PolicyError`` as ``parse_descriptor`` does.
    """
    if len(template) > MAX_TEXT:
        raise ReadError("file-too-big", "the template is too long", limit=MAX_TEXT)
    _check_template(template, len(keys))
    _check_keys(keys)
    return parse_descriptor(_PLACEHOLDER.sub(lambda place: _expand(place, keys), template)).policy


def _check_template(template: str, count: int) -> None:
    places = list(_PLACEHOLDER.finditer(template))
    rest = _PLACEHOLDER.sub("", template)
    numbers = [number for place in places for number in _numbers(place)]
    if "@" in rest or "musig" in rest:
        raise _broken("a key is followed by something else than /** or /<a;b>/*")
    if _KEY.search(rest):
        raise _broken("the template holds a key itself")
    if any(place["several"] for place in places) and not template.startswith("tr("):
        raise _broken("musig stands outside tr")
    if list(dict.fromkeys(numbers)) != list(range(count)):
        raise _broken("the keys are not used each and in their order")
    _check_steps(places)


def _check_steps(places: Iterable[re.Match[str]]) -> None:
    """One key may stand in several places, but then under other steps in each."""
    used: set[tuple[frozenset[int], int]] = set()
    for place in places:
        steps = _steps(place)
        if steps[0] == steps[1] or max(steps) >= HARDENED:
            raise _broken("two different numbers belong between < and >")
        new = {(frozenset(_numbers(place)), step) for step in steps}
        if new & used:
            raise _broken("a key is used twice with the same steps")
        used |= new


def _check_keys(keys: Sequence[str]) -> None:
    expressions = [parse_key_expression(key) for key in keys]
    if not all(expression.is_bare for expression in expressions):
        raise _broken("steps stand behind a key")
    for (i, first), (j, second) in combinations(enumerate(expressions), 2):
        if first.xpub.public_key == second.xpub.public_key:
            raise PolicyError("key-duplicate", f"keys {i} and {j} are the same", first=i, second=j)


def _numbers(place: re.Match[str]) -> list[int]:
    if place["one"] is not None:
        return [int(place["one"])]
    return [int(number[1:]) for number in place["several"].split(",")]


def _steps(place: re.Match[str]) -> tuple[int, int]:
    return (0, 1) if place["receive"] is None else (int(place["receive"]), int(place["change"]))


def _expand(place: re.Match[str], keys: Sequence[str]) -> str:
    key = ",".join(keys[number] for number in _numbers(place))
    return f"musig({key}){place['steps']}" if place["several"] else f"{key}{place['steps']}"


def _broken(sentence: str) -> ReadError:
    return ReadError("file-malformed", sentence)


def _write(wallet: Wallet, _device: str | None) -> str:
    policy = wallet.policy
    refuse_unknown_signers(policy)
    every = _every_key(policy)
    if any(key.branches.change is None or len(key.branches.receive) != 1 for key in every):
        raise cannot("branches", "A wallet policy has two branches, one step behind each key.")
    template = write_descriptor(policy).partition("#")[0]
    bare = list(dict.fromkeys(write_key_expression(key, "", "'") for key in every))
    for key in every:
        number = bare.index(write_key_expression(key, "", "'"))
        written = write_key_expression(key, write_branches(key.branches))
        steps = write_branches(key.branches).replace("/<0;1>/*", "/**")
        template = template.replace(written, f"@{number}{steps}")
    fields = {"name": safe_name(wallet.name)[0], "policy": template, "keys": bare}
    return json.dumps(fields, indent=1, ensure_ascii=False) + "\n"


def _every_key(policy: Policy) -> tuple[PolicyKey, ...]:
    """The keys in the order of the template; taproot's begins with the one that nobody holds."""
    if not policy.leaves:
        return policy.every_key
    return (PolicyKey(CosignerKey(policy.internal_key), policy.keys[0].branches), *policy.every_key)


FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write)
