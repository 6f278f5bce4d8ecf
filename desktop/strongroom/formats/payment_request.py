"""Payment requests as links, ``bitcoin:address?amount=…`` (BIP-21, BIP-321), read strictly."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from strongroom.formats.text import safe_name
from strongroom.model.addresses import ParsedAddress, read_address
from strongroom.model.errors import ReadError
from strongroom.model.finding import Finding

MAX_TEXT = 4096
"""Characters of a whole link."""

MAX_AMOUNT = 21_000_000 * 100_000_000
"""Satoshi."""

_SCHEME = "bitcoin:"
_AMOUNT = re.compile(r"([0-9]{1,8})(?:\.([0-9]{1,8}))?")
_PARAMETER = re.compile(r"([A-Za-z0-9-]+)(?:=([A-Za-z0-9\-._~!$'()*+,;:@/?%]*))?")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """Who asks to be paid, and how much in satoshi, if it is said."""

    text: str
    address: ParsedAddress
    amount: int | None = None
    label: str = ""
    message: str = ""
    findings: tuple[Finding, ...] = ()


def is_payment_request(text: str) -> bool:
    """Whether the text begins as a link does."""
    return text[: len(_SCHEME)].lower() == _SCHEME


def read_payment_request(text: str) -> PaymentRequest:
    """Read one link.

    Raises ``ReadError``: ``address-malformed``, ``uri-malformed``, or ``uri-unsupported`` for a
    ``req-`` parameter this program does not know.
    """
    if len(text) > MAX_TEXT or not is_payment_request(text):
        raise _malformed("this is not a payment link")
    address, mark, query = text[len(_SCHEME) :].partition("?")
    said = _parameters(query) if mark else {}
    label, label_findings = safe_name(said.get("label", ""), "label")
    message, message_findings = safe_name(said.get("message", ""), "message")
    amount = _satoshi(said["amount"]) if "amount" in said else None
    findings = label_findings + message_findings
    return PaymentRequest(address, read_address(address), amount, label, message, findings)


def _parameters(query: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for part in query.split("&"):
        match = _PARAMETER.fullmatch(part)
        if not match or _BAD_PERCENT.search(part):
            raise _malformed("a payment link has a part that is none")
        name = match[1].lower()
        if name.startswith("req-"):
            raise ReadError("uri-unsupported", f"the link asks for {name[4:40]}", part=name[4:40])
        if name in said:
            raise _malformed("a payment link says one thing twice")
        said[name] = _unquote(match[2] or "")
    return said


def _unquote(value: str) -> str:
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError as error:
        raise _malformed("a payment link has text that is none") from error


def _satoshi(text: str) -> int:
    match = _AMOUNT.fullmatch(text)
    amount = int(match[1]) * 100_000_000 + int((match[2] or "").ljust(8, "0")) if match else -1
    if not 0 <= amount <= MAX_AMOUNT:
        raise _malformed("a payment link has an amount that is none")
    return amount


def _malformed(message: str) -> ReadError:
    return ReadError("uri-malformed", message)
