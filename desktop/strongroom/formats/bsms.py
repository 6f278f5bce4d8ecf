"""Bitcoin Secure Multisig Setup (BIP-129), unencrypted: a signer's key, and the wallet of them all.

Written exactly as the BIP says; read also as Sparrow writes it (multipath steps, a blank line for
the restrictions, an upper-case address) and as Nunchuk does (``/*`` for both branches). Whatever
was meant must give the first address that the record states.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from strongroom.engines.derivation import derive_address
from strongroom.formats.branches import (
    complete_branches,
    has_usual_branches,
    refuse_lone_receive,
)
from strongroom.formats.contract import (
    Content,
    ExportedKey,
    KeyExport,
    KeyFormat,
    WalletFile,
    WalletFormat,
    WriteError,
)
from strongroom.formats.key_parts import script_type_of_key
from strongroom.formats.signed_message import verify_message
from strongroom.formats.text import safe_name, text_lines
from strongroom.model.addresses import ParsedAddress, read_address
from strongroom.model.descriptor import parse_descriptor, write_descriptor
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.finding import Finding
from strongroom.model.key_expression import KeyExpression, parse_key_expression
from strongroom.model.network import Network
from strongroom.model.policy import Branches, CosignerKey, Policy
from strongroom.model.wallet import Branch, Wallet

NAME = "bsms"
MAX_BYTES = 32 * 1024
MAX_DESCRIPTION = 80

_VERSION = "BSMS 1.0"
_BOTH_BRANCHES = "/0/*,/1/*"
_UNRESTRICTED = "No path restrictions"
_TOKEN = re.compile(r"[0-9a-fA-F]{2,32}")
_FUNCTION = re.compile(r"[a-z_]+\(")
_ORIGIN = re.compile(r"\[[^\[\]]*\]")


def _claims_wallet(content: Content) -> bool:
    lines = content.lines
    return lines[:1] == [_VERSION] and len(lines) > 1 and bool(_FUNCTION.match(lines[1]))


def _claims_key(content: Content) -> bool:
    return content.lines[:1] == [_VERSION] and not _claims_wallet(content)


def _read_wallet(content: Content) -> WalletFile:
    """Round 2: descriptor, path restrictions, first address."""
    lines = text_lines(content.text.strip())
    if len(lines) != 4:
        raise ReadError("file-malformed", "a BSMS wallet has four lines", lines=len(lines))
    restrictions, stated = lines[2].strip(), _read_address(lines[3].strip())
    for policy, findings in _meanings(lines[1].strip(), restrictions):
        networks = tuple(n for n in stated.networks if n.kind is policy.kind)
        if networks and _first_script(policy, networks[0]) == stated.script_pubkey:
            return WalletFile(NAME, "", policy, networks, lines[3].strip(), findings)
    raise ReadError("first-address-differs", "the keys do not give the address that is stated")


def _meanings(descriptor: str, restrictions: str) -> Iterator[tuple[Policy, tuple[Finding, ...]]]:
    """The wallets that a descriptor and its path restrictions may mean, the plainest first."""
    for_both_branches = restrictions.replace(" ", "") == _BOTH_BRANCHES
    if not for_both_branches and restrictions.lower() not in ("", _UNRESTRICTED.lower()):
        raise _unsupported_restriction()
    policy = parse_descriptor(descriptor, bare_keys=for_both_branches).policy
    unbranched = all(key.branches == Branches((), None) for key in policy.every_key)
    if for_both_branches and not (unbranched or has_usual_branches(policy)):
        raise _unsupported_restriction()
    if not (unbranched and for_both_branches):
        yield complete_branches(policy)
    if unbranched:
        usual = [replace(key, branches=Branches()) for key in policy.every_key]
        yield policy.with_every_key(usual), ()


def _first_script(policy: Policy, network: Network) -> bytes:
    address = derive_address(Wallet("", network, policy), Branch.RECEIVE, 0)
    return address.scripts.script_pubkey


def _read_address(text: str) -> ParsedAddress:
    try:
        return read_address(text)
    except ReadError as error:
        raise ReadError("file-malformed", "the first address is not an address") from error


def _unsupported_restriction() -> PolicyError:
    return PolicyError(
        "wallet-unsupported", "the wallet is restricted to other paths", part="path restriction"
    )


def _read_key(content: Content) -> KeyExport:
    """Round 1: token, key, description, and the key's signature over all of it."""
    lines = text_lines(content.text.strip())
    if len(lines) != 5 or not _TOKEN.fullmatch(lines[1]) or len(lines[3]) > MAX_DESCRIPTION:
        raise ReadError("file-malformed", "a BSMS key record has five lines", lines=len(lines))
    expression = _read_expression(lines[2])
    if not expression.is_bare or expression.origin is None:
        raise ReadError("file-malformed", "a BSMS key has its origin and nothing behind it")
    if not verify_message(expression.xpub.public_key, "\n".join(lines[:4]), lines[4]):
        raise ReadError("signature-invalid", "the record is not signed by its key")
    name, findings = safe_name(lines[3], "description")
    key = CosignerKey(expression.xpub, expression.origin, name=name)
    return KeyExport(NAME, "", (ExportedKey(key, script_type_of_key(key)),), findings=findings)


def _read_expression(text: str) -> KeyExpression:
    """As ``parse_key_expression``; the single key that the BIP also allows has no addresses."""
    try:
        return parse_key_expression(text)
    except ReadError as error:
        if error.code != "wallet-unsupported":
            raise
        sentence = "the key record holds a single key, not an xpub"
        raise ReadError("key-fixed", sentence, reason="raw-key") from error


def _write(wallet: Wallet, _device: str | None) -> str:
    """A round 2 record, without a line end behind it, as in the BIP's examples."""
    policy = wallet.policy
    refuse_lone_receive(policy)
    if policy.has_change_branch and not has_usual_branches(policy):
        raise WriteError(
            "device-cannot",
            "BSMS knows no other branches than 0 and 1. Give the descriptor instead.",
            reason="branches",
            device="",
        )
    descriptor = write_descriptor(policy).partition("#")[0].replace("/<0;1>/*", "/**")
    restrictions = _BOTH_BRANCHES if policy.has_change_branch else _UNRESTRICTED
    first = derive_address(wallet, Branch.RECEIVE, 0)
    template = _ORIGIN.sub(lambda origin: origin[0].replace("h", "'"), descriptor)
    return "\n".join((_VERSION, template, restrictions, first.text))


KEY_FORMAT = KeyFormat(NAME, MAX_BYTES, _claims_key, _read_key)
WALLET_FORMAT = WalletFormat(NAME, MAX_BYTES, _claims_wallet, _read_wallet, _write)
