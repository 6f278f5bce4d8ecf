"""What a file is, by its content and never by its name, and what it says."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from strongroom.formats import bip138, bip329, bsms, signed_message
from strongroom.formats.bip329 import LabelFile, is_label_file, read_labels
from strongroom.formats.bsms_encryption import EncryptedRecord, looks_encrypted, read_encrypted
from strongroom.formats.contract import Content, KeyExport, KeyFormat, WalletFile, WalletFormat
from strongroom.formats.encrypted_wallets import Program, program_that_encrypted
from strongroom.formats.json_text import JsonObject, nothing_but_objects, parse_json, parse_object
from strongroom.formats.payment_request import is_payment_request, read_payment_request
from strongroom.formats.recognised import Kind, Recognised, RecognitionError
from strongroom.formats.registry import KEY_FORMATS, WALLET_FORMATS
from strongroom.formats.secrets import SecretKind, search_secrets
from strongroom.formats.signed_message import (
    SignedMessage,
    is_lone_signature,
    is_signed_message,
    read_signed_message,
)
from strongroom.formats.text import decode_text
from strongroom.formats.ur_key import address_text
from strongroom.formats.ur_text import MAX_CHARACTERS, read_content, read_ur, ur_type
from strongroom.formats.ur_types import ADDRESS_NAMES, BYTES, PSBT_NAMES
from strongroom.model.addresses import read_address
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.finding import Finding
from strongroom.model.psbt_reader import decode_psbt, read_psbt
from strongroom.model.transaction import Transaction

__all__ = [
    "KEY_FORMATS",
    "MAX_BYTES",
    "MAX_TEXT",
    "WALLET_FORMATS",
    "Kind",
    "Recognised",
    "RecognitionError",
    "read_key",
    "read_label_file",
    "read_message",
    "read_wallet",
    "recognise",
    "token_needed",
]

MAX_BYTES = 16 * 1024 * 1024

MAX_TEXT = 1024 * 1024
"""Bytes; no key or wallet is larger."""

V = TypeVar("V")

_BEGINNING = 4096
_PSBT_STARTS = ((b"psbt\xff", "binary"), (b"cHNidP", "base64"), (b"70736274ff", "hex"))
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LIANA_BACKUP = re.compile(rb"BEB[\x00-\x1f]")
"""Magic and version of the scheme that went before BIP-138, in Liana's ``.bed`` files."""
_HEX = re.compile(r"[0-9a-fA-F\s]+")
_JSON = re.compile(r"\s*(\{|\[\s*[\[{\"])")
"""How an object or an array begins; behind a bracket of a key expression stands a fingerprint."""


def recognise(data: bytes) -> Recognised:
    """Say what a file is and read it.

    Raises ``RecognitionError``: ``secret-found``, ``not-recognised``, ``file-too-big``, or the code
    with which a file of a known kind is refused.
    """
    if len(data) > MAX_BYTES:
        raise RecognitionError(
            Kind.UNKNOWN, "", "file-too-big", "the file is larger than 16 MiB", limit=MAX_BYTES
        )
    psbt_form = _psbt_form(data)
    if psbt_form:
        return _read_psbt(data, psbt_form)
    if bip138.is_backup(data):
        return _read_backup(data)
    if _LIANA_BACKUP.match(data):
        older = ReadError("backup-unsupported", "a backup of Liana's", reason="liana-bed")
        raise _refused(Kind.ENCRYPTED_BACKUP, "liana-bed", older)
    if len(data) > MAX_CHARACTERS and _begins_as_ur(data):
        raise RecognitionError(
            Kind.UNKNOWN, "ur", "file-too-big", "no UR is that large", limit=MAX_CHARACTERS
        )
    carrier = _carrier(data)
    if carrier is not None:
        return _read_carried(carrier)
    suspicions = search_for_secrets(data)
    try:
        text = decode_text(data)
    except ReadError:
        return _read_transaction(data, "binary")
    recognised = _read_text(text, len(data))
    return replace(recognised, findings=recognised.findings + suspicions)


def read_key(data: bytes) -> KeyExport:
    """A signer's export; errors as ``recognise``, and ``not-recognised`` for anything else."""
    recognised = recognise(data)
    if not isinstance(recognised.value, KeyExport):
        raise _not_a(Kind.KEY, recognised)
    return replace(recognised.value, findings=recognised.findings)


def read_wallet(data: bytes) -> WalletFile:
    """A wallet file; errors as ``recognise``, and ``not-recognised`` for anything else."""
    recognised = recognise(data)
    if not isinstance(recognised.value, WalletFile):
        raise _not_a(Kind.WALLET, recognised)
    return replace(recognised.value, findings=recognised.findings)


def read_message(data: bytes) -> SignedMessage:
    """A signed message; errors as ``recognise``, and ``not-recognised`` for anything else."""
    recognised = recognise(data)
    if not isinstance(recognised.value, SignedMessage):
        raise _not_a(Kind.SIGNED_MESSAGE, recognised)
    return recognised.value


def read_label_file(data: bytes) -> LabelFile:
    """Labels; errors as ``recognise``, and ``not-recognised`` for anything else."""
    recognised = recognise(data)
    if not isinstance(recognised.value, LabelFile):
        raise _not_a(Kind.LABELS, recognised)
    return recognised.value


def token_needed(found: Recognised) -> RecognitionError:
    """The error to raise where an encrypted record is wanted open."""
    return RecognitionError(
        found.kind, found.format, "token-needed", "this opens with its coordinator's token"
    )


def search_for_secrets(data: bytes) -> tuple[Finding, ...]:
    """What is suspected of a file; raises ``RecognitionError`` with ``secret-found``."""
    search = search_secrets(data)
    if search.found is not None:
        raise secret_found(search.found)
    return search.findings


def secret_found(secret: SecretKind) -> RecognitionError:
    """The refusal of what holds a secret, which names the secret's kind alone."""
    return RecognitionError(
        Kind.SECRET,
        secret.value,
        "secret-found",
        "this holds a secret that no computer should see",
        kind=secret.value,
    )


def _psbt_form(data: bytes) -> str | None:
    if data.startswith(_PSBT_STARTS[0][0]):
        return _PSBT_STARTS[0][1]
    start = b"".join(data[:256].removeprefix(_BYTE_ORDER_MARK).split())
    for magic, form in _PSBT_STARTS[1:]:
        if start.startswith(magic) or (form == "hex" and start.lower().startswith(magic)):
            return form
    return None


def _begins_as_ur(data: bytes) -> bool:
    return data[:64].removeprefix(_BYTE_ORDER_MARK).lstrip()[:3].lower() == b"ur:"


def _carrier(data: bytes) -> str | None:
    """The text of a UR around bytes or a PSBT, if that is what the file is."""
    if not _begins_as_ur(data):
        return None
    try:
        text = decode_text(data)
    except ReadError:
        return None
    return text if ur_type(text) in (BYTES, *PSBT_NAMES) else None


def _read_carried(carrier: str) -> Recognised:
    """What a UR carries, as if it had come by itself; it is less than half as long."""
    kind = Kind.PSBT if ur_type(carrier) in PSBT_NAMES else Kind.UNKNOWN
    try:
        content = read_content(carrier)
    except ReadError as error:
        raise _refused(kind, "ur", error) from error
    return _read_psbt(content, "ur") if kind is Kind.PSBT else recognise(content)


def _read_psbt(data: bytes, form: str) -> Recognised:
    try:
        return Recognised(Kind.PSBT, form, read_psbt(decode_psbt(data)))
    except StrongroomError as error:
        search_for_secrets(data)
        raise _refused(Kind.PSBT, form, error) from error


def _read_backup(data: bytes) -> Recognised:
    try:
        return Recognised(Kind.ENCRYPTED_BACKUP, bip138.NAME, bip138.read_backup(data))
    except StrongroomError as error:
        raise _refused(Kind.ENCRYPTED_BACKUP, bip138.NAME, error) from error


def _read_text(text: str, size: int) -> Recognised:
    if is_signed_message(text):
        return _read_signed_message(text)
    if is_label_file(text):
        return _read_labels(text)
    content = content_of(text, size)
    for wallet_format in WALLET_FORMATS:
        if wallet_format.claims(content):
            return _read_as(Kind.WALLET, wallet_format, content)
    for key_format in KEY_FORMATS:
        if key_format.claims(content):
            return _read_as(Kind.KEY, key_format, content)
    line = text.strip()
    if is_lone_signature(line):
        raise RecognitionError(
            Kind.SIGNED_MESSAGE,
            signed_message.NAME,
            "message-missing",
            "a signature alone",
            signature=line,
        )
    program = program_that_encrypted(line)
    if program is not None:
        raise _encrypted(program)
    if is_payment_request(line):
        return _read_payment_request(line)
    if ur_type(line) in ADDRESS_NAMES:
        return _read_ur_address(line)
    if _HEX.fullmatch(line):
        return _read_hex(line)
    if size > MAX_TEXT and _JSON.match(text):
        raise RecognitionError(
            Kind.UNKNOWN, "json", "file-too-big", "no JSON is that large", limit=MAX_TEXT
        )
    return _read_address(line)


def _read_signed_message(text: str) -> Recognised:
    message = _attempt(Kind.SIGNED_MESSAGE, signed_message.NAME, read_signed_message, text)
    return Recognised(Kind.SIGNED_MESSAGE, signed_message.NAME, message)


def _read_labels(text: str) -> Recognised:
    labels = _attempt(Kind.LABELS, bip329.NAME, read_labels, text)
    return Recognised(Kind.LABELS, bip329.NAME, labels, labels.findings)


def _attempt(kind: Kind, form: str, read: Callable[[str], V], text: str) -> V:
    """What ``read`` makes of a text of a known kind."""
    try:
        return read(text)
    except ReadError as error:
        raise _refused(kind, form, error) from error


def content_of(text: str, size: int) -> Content:
    """A text of ``size`` bytes, which must be JSON, or JSON on each line, if it begins as such.

    Of a text larger than any format only the beginning is looked at, to say what is too big.
    """
    if size > MAX_TEXT:
        return Content(text[:_BEGINNING], size)
    if not _JSON.match(text):
        return Content(text, size)
    try:
        value = parse_json(text)
    except ReadError as error:
        if _is_object(text.strip().partition("\n")[0]):
            return Content(text, size)
        raise _refused(Kind.UNKNOWN, "json", error) from error
    fields = JsonObject(value) if isinstance(value, dict) else None
    return Content(text, size, fields, nothing_but_objects(value))


def _is_object(line: str) -> bool:
    try:
        return parse_object(line) is not None
    except ReadError:
        return False


def _read_as(kind: Kind, form: KeyFormat | WalletFormat, content: Content) -> Recognised:
    if content.size > form.max_bytes:
        raise RecognitionError(
            kind, form.name, "file-too-big", "the file is too large", limit=form.max_bytes
        )
    try:
        value = form.read(content)
    except StrongroomError as error:
        raise _refused(kind, form.name, error) from error
    return Recognised(kind, form.name, value, value.findings)


def _read_payment_request(line: str) -> Recognised:
    request = _attempt(Kind.ADDRESS, "bip21", read_payment_request, line)
    return Recognised(Kind.ADDRESS, "bip21", request, request.findings)


def _read_address(line: str) -> Recognised:
    try:
        return Recognised(Kind.ADDRESS, "address", read_address(line))
    except ReadError:
        raise _unknown() from None


def _read_ur_address(line: str) -> Recognised:
    try:
        address = read_address(address_text(read_ur(line).value()))
    except ReadError as error:
        raise _refused(Kind.ADDRESS, "ur_address", error) from error
    return Recognised(Kind.ADDRESS, "ur_address", address)


def _read_hex(text: str) -> Recognised:
    try:
        return _read_transaction(bytes.fromhex(text), "hex")
    except ValueError:  # no pairs of digits, or no transaction
        if not looks_encrypted(text):
            raise _unknown() from None
    return Recognised(Kind.ENCRYPTED_BACKUP, bsms.NAME, read_encrypted(text))


def _read_transaction(data: bytes, form: str) -> Recognised:
    try:
        transaction = Transaction.parse(data)
    except ReadError:
        raise _unknown() from None
    if not transaction.inputs or not transaction.outputs:
        raise _unknown()
    return Recognised(Kind.TRANSACTION, form, transaction)


def _refused(kind: Kind, form: str, error: StrongroomError) -> RecognitionError:
    if error.code == "secret-found":
        kind, form = Kind.SECRET, str(error.facts.get("kind", ""))
    return RecognitionError(kind, form, error.code, str(error), **error.facts)


def _encrypted(program: Program) -> RecognitionError:
    return RecognitionError(
        Kind.WALLET,
        program.format,
        "wallet-encrypted",
        f"{program.title} locked this wallet with a password",
        program=program.title,
    )


def _unknown() -> RecognitionError:
    return RecognitionError(Kind.UNKNOWN, "", "not-recognised", "nothing this program knows")


def _not_a(wanted: Kind, found: Recognised) -> RecognitionError:
    if isinstance(found.value, EncryptedRecord):
        return token_needed(found)
    return RecognitionError(
        found.kind,
        found.format,
        "not-recognised",
        f"this is not a {wanted} but a {found.kind}",
        reason="other",
        wanted=wanted.value,
        found=found.kind.value,
    )
