"""Checking who signed a message: every form of signature that wallets and devices give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from strongroom.engines.kernel import ScriptCheck, verify_scripts
from strongroom.formats.bip322 import (
    FullProof,
    FundsProof,
    SimpleProof,
    decode_signature,
    follows_the_rules,
    has_form_of_to_sign,
    is_conclusive,
    read_proof,
    to_sign,
)
from strongroom.formats.secrets import refuse_secrets
from strongroom.formats.signed_message import (
    MAX_MESSAGE,
    SignedMessage,
    is_recoverable,
    verify_for_script,
)
from strongroom.model.addresses import ParsedAddress, read_address
from strongroom.model.errors import ReadError
from strongroom.model.finding import Finding
from strongroom.model.transaction import Transaction
from strongroom.review.weigh import block, warn

CheckScripts = Callable[[bytes, Sequence[tuple[int, bytes]]], ScriptCheck]
"""As ``verify_scripts``, which runs in a worker process."""

_WHERE = "file"


class MessageForm(Enum):
    """How a message was signed; the value is the word of the command line."""

    BIP137 = "bip137"
    SIMPLE = "bip322-simple"
    FULL = "bip322-full"
    FUNDS = "bip322-funds"


class MessageVerdict(Enum):
    """Whether the address signed. INCONCLUSIVE: nobody can say that without more than is here."""

    VALID = "valid"
    INVALID = "invalid"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class CheckedMessage:
    """A signed message and what the check came to.

    ``locktime`` and ``sequence`` are those the signature asks for before it holds; both are usually
    0 (BIP-322: *valid at time T and age S*).
    """

    signed: SignedMessage
    address: ParsedAddress
    form: MessageForm
    verdict: MessageVerdict
    locktime: int = 0
    sequence: int = 0

    @property
    def is_valid(self) -> bool:
        return self.verdict is MessageVerdict.VALID

    @property
    def findings(self) -> tuple[Finding, ...]:
        """``message-not-signed`` where the signature is another's or another message's."""
        match self.verdict:
            case MessageVerdict.INVALID:
                return (block("message-not-signed", _WHERE),)
            case MessageVerdict.INCONCLUSIVE:
                return (block("message-not-verified", _WHERE, reason=self.form.value),)
        if self.locktime or self.sequence:
            facts = {"locktime": self.locktime, "sequence": self.sequence}
            return (warn("message-timelock", _WHERE, **facts),)
        return ()


def check_message(
    signed: SignedMessage, check_scripts: CheckScripts = verify_scripts
) -> CheckedMessage:
    """Check one signed message.

    Raises ``ReadError``: ``secret-found``, ``address-malformed``, ``message-signature-malformed``,
    ``file-too-big``; and what ``check_scripts`` raises.
    """
    refuse_secrets(signed.address)
    address = read_address(signed.address.strip())
    if len(signed.message.encode()) > MAX_MESSAGE:
        raise ReadError("file-too-big", "the message is too long", limit=MAX_MESSAGE)
    refuse_secrets(signed.message)
    recoverable = _recoverable(signed.signature)
    if recoverable is not None:
        good = verify_for_script(address.script_pubkey, signed.message, recoverable)
        return CheckedMessage(signed, address, MessageForm.BIP137, _verdict(good))
    return _check_proof(signed, address, check_scripts)


def _recoverable(signature: str) -> bytes | None:
    try:
        data = decode_signature(signature.strip()[:100])
    except ReadError:
        return None  # it may have a prefix
    return data if is_recoverable(data) else None


def _check_proof(
    signed: SignedMessage, address: ParsedAddress, check_scripts: CheckScripts
) -> CheckedMessage:
    script = address.script_pubkey
    match read_proof(signed.signature):
        case FundsProof():
            return CheckedMessage(signed, address, MessageForm.FUNDS, MessageVerdict.INCONCLUSIVE)
        case SimpleProof() as proof:
            form, transaction = MessageForm.SIMPLE, to_sign(signed.message, script, proof)
        case FullProof(transaction):
            form = MessageForm.FULL
    if len(transaction.inputs) > 1:
        return CheckedMessage(signed, address, MessageForm.FUNDS, MessageVerdict.INCONCLUSIVE)
    verdict = _judge(transaction, signed.message, script, check_scripts)
    sequence = transaction.inputs[0].sequence
    return CheckedMessage(signed, address, form, verdict, transaction.locktime, sequence)


def _judge(
    transaction: Transaction, message: str, script: bytes, check_scripts: CheckScripts
) -> MessageVerdict:
    spent = transaction.inputs[0]
    if not has_form_of_to_sign(transaction, message, script):
        return MessageVerdict.INVALID
    if not follows_the_rules(spent, script):
        return MessageVerdict.INVALID
    if not check_scripts(transaction.serialize(), [(0, script)]).verified:
        return MessageVerdict.INVALID
    if not is_conclusive(transaction, script):
        return MessageVerdict.INCONCLUSIVE
    return MessageVerdict.VALID


def _verdict(good: bool) -> MessageVerdict:
    return MessageVerdict.VALID if good else MessageVerdict.INVALID
