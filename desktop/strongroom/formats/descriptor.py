"""Wallets as output descriptors in plain text (BIP-380, 389), as most programs show them.

Read: one line, two lines for receive and change, a multipath line, Sparrow's commented file, a name
before a colon or (Specter) an ampersand, keys with nothing behind them (Krux, Specter-DIY). What
Nunchuk, Liana and Bitcoin Safe give out as a descriptor is such a line or pair.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from strongroom.formats.branches import branch_assumed, complete_branches, refuse_lone_receive
from strongroom.formats.contract import Content, WalletFile, WalletFormat
from strongroom.formats.text import safe_name
from strongroom.model.descriptor import join_branches, parse_descriptor, write_descriptor
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.finding import Finding, Severity
from strongroom.model.policy import Branches, Policy
from strongroom.model.wallet import Branch, Wallet, branch_steps

NAME = "descriptor"
MAX_BYTES = 64 * 1024
MAX_DESCRIPTORS = 3
"""Both branches in one line, and each in its own, as Sparrow writes them."""

_FUNCTIONS = "sh|wsh|multi|sortedmulti|multi_a|sortedmulti_a|tr|rawtr|pk|pkh|wpkh|combo|addr|raw|sp"
_START = re.compile(rf"(?:(?P<name>[^\[\]()&:]*)[:&]\s*)?(?P<body>(?:{_FUNCTIONS})\(.*)")
COMMAND = "addwallet "
"""What stands before a name and a descriptor in a command to Specter-DIY."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A descriptor in the text and the name before it."""

    name: str
    text: str


def _claims(content: Content) -> bool:
    first = next(_meaningful(content), "")
    return content.json is None and not first.startswith(COMMAND) and bool(_START.match(first))


def _read(content: Content) -> WalletFile:
    found = _descriptors(content)
    if len(found) > MAX_DESCRIPTORS:
        raise ReadError("file-malformed", "there is more than one wallet", limit=MAX_DESCRIPTORS)
    policy, findings = read_descriptors([each.text for each in found])
    name, name_findings = safe_name(found[0].name)
    return WalletFile(NAME, name, policy, findings=(*findings, *name_findings))


def read_descriptors(
    texts: Sequence[str], *, is_pair: bool = False
) -> tuple[Policy, tuple[Finding, ...]]:
    """The wallet that one descriptor, or several of its branches, mean, and what was assumed.

    ``is_pair`` says that the first of two is known to be the receive branch, whatever its steps.
    Raises ``ReadError`` and ``PolicyError`` with the codes of the review.
    """
    policies, findings = [], list[Finding]()
    for text in texts:
        policy, found = _parse(text)
        policies.append(policy)
        findings += found
    policy, assumed = (join_branches(*policies), ()) if is_pair else _join(policies)
    return policy, (*dict.fromkeys(findings), *assumed)


def _meaningful(content: Content) -> Iterator[str]:
    return (line for line in content.lines if line and not line.startswith("#"))


def _descriptors(content: Content) -> list[_Found]:
    """Each descriptor; a line that begins none goes on with the one before it."""
    found: list[_Found] = []
    for line in _meaningful(content):
        match = _START.fullmatch(line)
        if match:
            found.append(_Found((match["name"] or "").strip(), match["body"]))
        else:
            found[-1] = replace(found[-1], text=found[-1].text + line)
    return found


def _parse(text: str) -> tuple[Policy, list[Finding]]:
    """A policy, and what had to be assumed of it."""
    findings = []
    if text.count("(") != text.count(")"):
        raise ReadError("file-malformed", "the descriptor's brackets do not match")
    try:
        parsed = parse_descriptor(text)
    except PolicyError as error:
        if error.code != "key-fixed":
            raise
        parsed = parse_descriptor(text, bare_keys=True)
        findings.append(branch_assumed("/<0;1>/*"))
    if not parsed.has_checksum:
        findings.append(Finding("checksum-wrong", Severity.WARN, "file", {"absent": True}))
    return parsed.policy, findings


def _join(policies: list[Policy]) -> tuple[Policy, tuple[Finding, ...]]:
    """One wallet from its descriptors; raises ``PolicyError`` with ``branches-crossed``."""
    first, *others = policies
    if first.has_change_branch:
        branches = _single(first, Branch.RECEIVE), _single(first, Branch.CHANGE)
        if any(other not in (first, *branches) for other in others):
            raise PolicyError("branches-crossed", "the descriptors are not of one wallet")
        return first, ()
    if not others:
        return complete_branches(first)
    if len(others) > 1:
        raise PolicyError("branches-crossed", "the descriptors are not of one wallet")
    if _last_step(first) == 1 and _last_step(others[0]) == 0:
        return join_branches(others[0], first), ()
    return join_branches(first, others[0]), ()


def _single(policy: Policy, branch: Branch) -> Policy:
    keys = [
        replace(key, branches=Branches(steps, None))
        for key, steps in zip(policy.every_key, branch_steps(policy, branch), strict=True)
    ]
    return policy.with_every_key(keys)


def _last_step(policy: Policy) -> int | None:
    return policy.keys[0].branches.receive[-1] if policy.keys[0].branches.receive else None


def _write(wallet: Wallet, device: str | None) -> str:
    """One multipath line; for Bitcoin Core the pair; for Sparrow all three with its comments."""
    policy = wallet.policy
    refuse_lone_receive(policy)
    both = write_descriptor(policy)
    if device is None or not policy.has_change_branch:
        return f"{both}\n"
    receive = write_descriptor(policy, Branch.RECEIVE)
    change = write_descriptor(policy, Branch.CHANGE)
    if device == _CORE:
        return f"{receive}\n{change}\n"
    return (
        f"# Receive and change descriptor (BIP389):\n{both}\n\n\n"
        f"# Receive descriptor (Bitcoin Core):\n{receive}\n\n"
        f"# Change descriptor (Bitcoin Core):\n{change}\n"
    )


_CORE = "bitcoin-core"
FORMAT = WalletFormat(NAME, MAX_BYTES, _claims, _read, _write, (_CORE, "sparrow"))
