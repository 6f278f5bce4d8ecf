"""``inspect``: what a file is, without changing anything."""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from strongroom.cli.files import open_files
from strongroom.cli.key import key_json
from strongroom.cli.message import message_json, message_lines
from strongroom.cli.options import add_network, add_token, common, network_of
from strongroom.cli.output import Answer, Json, exit_for
from strongroom.cli.wallet import wallet_json, wallet_lines
from strongroom.formats.bip138 import EncryptedBackup
from strongroom.formats.bip329 import LabelFile
from strongroom.formats.bsms_encryption import EncryptedRecord, open_record
from strongroom.formats.contract import KeyExport, WalletFile
from strongroom.formats.payment_request import PaymentRequest
from strongroom.formats.reading import Kind, Recognised, RecognitionError, recognise
from strongroom.formats.signed_message import SignedMessage
from strongroom.model.addresses import ParsedAddress, write_address
from strongroom.model.errors import StrongroomError
from strongroom.model.finding import Finding, raise_rejected
from strongroom.model.network import Network
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import Transaction
from strongroom.transports.qr.contract import QrError
from strongroom.transports.qr.joining import Joining
from strongroom.words.amounts import bitcoin, plural
from strongroom.workflows.check_message import check_message
from strongroom.workflows.networks import choose_network
from strongroom.workflows.open_wallet import check_wallet_file
from strongroom.workflows.reading_apart import borne_apart
from strongroom.workflows.review_payment import review_payment

_KINDS = {
    Kind.KEY: "A cosigner's key",
    Kind.WALLET: "A multisig wallet",
    Kind.PSBT: "A payment to sign (PSBT)",
    Kind.TRANSACTION: "A transaction",
    Kind.ADDRESS: "An address",
    Kind.ENCRYPTED_BACKUP: "An encrypted key or wallet",
    Kind.LABELS: "Labels",
    Kind.SIGNED_MESSAGE: "A signed message",
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("inspect", parents=[common()], help="what a file is")
    add_files(parser)
    add_network(parser)
    add_token(parser)
    parser.set_defaults(run=inspect_files)


def add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="any file; several are pictures of QR codes, or hold their parts",
    )


def inspect_files(arguments: argparse.Namespace) -> Answer:
    """What the files are, or what the QR codes in them make together."""
    name = Path(arguments.files[0]).stem
    opened = _opened(arguments.files)
    if isinstance(opened, bytes):
        data = opened if arguments.token is None else open_record(opened, arguments.token)
        return _answer(data, name, network_of(arguments))
    if opened.payload is None:
        return _partial(opened)
    whole = _answer(borne_apart(opened.payload), name, network_of(arguments))
    document = {**whole.document, "encoding": str(opened.encoding), "complete": True, "missing": 0}
    return replace(whole, document=document)


def _opened(names: Sequence[str]) -> bytes | Joining:
    """As ``open_files``; of codes that do not go together nothing is known."""
    try:
        return open_files(names)
    except QrError as error:
        said, facts = str(error), dict(error.facts)
        raise RecognitionError(Kind.UNKNOWN, "", error.code, said, **facts) from error


def _partial(joining: Joining) -> Answer:
    """What is known of a series while parts of it are missing."""
    progress, encoding = joining.progress, str(joining.encoding)
    missing = [number + 1 for number in progress.missing]
    document: dict[str, Json] = {
        "kind": joining.kind.value,
        "format": encoding,
        "network": None,
        "details": {"parts": progress.total, "missing_parts": missing},
        "encoding": encoding,
        "complete": False,
        "missing": len(missing),
    }
    lines = [
        f"{_KINDS.get(joining.kind, 'Something')} in QR codes ({encoding}), not yet whole",
        f"{len(progress.seen)} of {plural(progress.total, 'part')} are here; missing: "
        + ", ".join(map(str, missing)),
    ]
    return Answer(document, lines)


def _answer(data: bytes, name: str, asked: Network | None) -> Answer:
    found = recognise(data)
    try:
        details = _details(found, asked, name)
    except RecognitionError:
        raise
    except StrongroomError as error:
        message, facts = str(error), dict(error.facts)
        raise RecognitionError(found.kind, found.format, error.code, message, **facts) from error
    findings = tuple(dict.fromkeys((*found.findings, *details.findings)))
    document: dict[str, Json] = {
        "kind": found.kind.value,
        "format": found.format,
        "network": details.network.value if details.network else None,
        "details": details.fields,
    }
    head = f"{_KINDS[found.kind]}, {found.format}"
    return Answer(document, [head, *details.lines], findings, exit_for(findings))


@dataclass(frozen=True, slots=True)
class _Details:
    """What is told of one kind of thing."""

    fields: dict[str, Json]
    lines: list[str]
    network: Network | None = None
    findings: tuple[Finding, ...] = ()


def _details(found: Recognised, asked: Network | None, name: str) -> _Details:
    match found.value:
        case KeyExport() as export:
            return _key_details(export, asked)
        case WalletFile() as file:
            opened = check_wallet_file(file, asked, name)
            fields = wallet_json(opened.wallet, opened.first_address)
            lines = wallet_lines(opened.wallet, opened.first_address)
            return _Details(fields, lines, opened.wallet.network, opened.findings)
        case Psbt() as psbt:
            return _psbt_details(psbt)
        case Transaction() as transaction:
            return _transaction_details(transaction)
        case ParsedAddress() as address:
            return _address_details(address, asked)
        case PaymentRequest() as request:
            return _request_details(request, asked)
        case EncryptedBackup() as backup:
            return _backup_details(backup)
        case EncryptedRecord() as record:
            return _encrypted_details(record)
        case SignedMessage() as signed:
            return _message_details(signed, asked)
        case LabelFile() as labels:
            return _label_details(labels)


def _key_details(export: KeyExport, asked: Network | None) -> _Details:
    network = choose_network(export.keys[0].key.xpub.kind, export.networks, asked)
    keys: list[Json] = [key_json(key) for key in export.keys]
    lines = [
        f"  {key.key.origin or 'no origin'}  {key.script_type.value if key.script_type else ''}"
        for key in export.keys
    ]
    fields: dict[str, Json] = {"device": export.device, "keys": keys}
    return _Details(fields, lines, network, export.findings)


def _encrypted_details(record: EncryptedRecord) -> _Details:
    fields: dict[str, Json] = {"opens_with": "token", "bytes": len(record.ciphertext)}
    lines = ["It has the form of one; whether it is shows when a token opens it: --token TOKEN"]
    return _Details(fields, lines)


def _message_details(signed: SignedMessage, asked: Network | None) -> _Details:
    checked = check_message(signed)
    networks = checked.address.networks
    network = choose_network(networks[0].kind, networks, asked)
    return _Details(message_json(checked), message_lines(checked), network, checked.findings)


def _label_details(file: LabelFile) -> _Details:
    types = Counter(label.type.value for label in file.labels)
    skipped: list[Json] = [{"line": each.line, "reason": each.reason} for each in file.skipped]
    fields: dict[str, Json] = {
        "labels": len(file.labels),
        "types": dict(types),
        "skipped": skipped,
        "unknown_fields": file.unknown_fields,
    }
    lines = [f"  {count} of type {name}" for name, count in types.items()]
    if file.skipped:
        lines.append(f"  {plural(len(file.skipped), 'line')} left out")
    lines.append("See what fits a wallet: strongroom labels import FILE --wallet WALLET")
    return _Details(fields, lines)


def _psbt_details(psbt: Psbt) -> _Details:
    # What would be refused with any wallet is refused here; the rest is for the review to weigh.
    raise_rejected(review_payment(psbt, None).findings)
    transaction = psbt.transaction
    signatures = sum(len(entry.partial_signatures) for entry in psbt.inputs)
    fields: dict[str, Json] = {
        "psbt_version": psbt.version,
        "txid": transaction.txid,
        "inputs": len(transaction.inputs),
        "outputs": len(transaction.outputs),
        "signatures": signatures,
    }
    count = f"{plural(len(transaction.inputs), 'input')}, "
    lines = [
        f"Version {psbt.version}, {count}{plural(len(transaction.outputs), 'output')}, "
        f"{plural(signatures, 'signature')} not yet verified",
        f"Transaction {transaction.txid}",
        "Review it against its wallet: strongroom psbt review FILE --wallet WALLET",
    ]
    return _Details(fields, lines)


def _transaction_details(transaction: Transaction) -> _Details:
    fields: dict[str, Json] = {
        "txid": transaction.txid,
        "inputs": len(transaction.inputs),
        "outputs": len(transaction.outputs),
        "vsize": transaction.vsize,
    }
    total = sum(output.amount for output in transaction.outputs)
    lines = [
        f"Transaction {transaction.txid}",
        f"{plural(len(transaction.inputs), 'input')}, {bitcoin(total)} in "
        f"{plural(len(transaction.outputs), 'output')}, {transaction.vsize} vB",
    ]
    return _Details(fields, lines)


def _backup_details(backup: EncryptedBackup) -> _Details:
    paths: list[Json] = [f"m/{path}" for path in backup.paths]
    fields: dict[str, Json] = {"paths": paths, "size": len(backup.ciphertext)}
    lines = ["Any one of the wallet's keys opens it: strongroom wallet show FILE --key KEY"]
    return _Details(fields, lines)


def _address_details(address: ParsedAddress, asked: Network | None) -> _Details:
    network = choose_network(address.networks[0].kind, address.networks, asked)
    names: list[Json] = [each.value for each in address.networks]
    text = write_address(address.script_pubkey, network)
    script = address.script_pubkey.hex()
    fields: dict[str, Json] = {"address": text, "script_pubkey": script, "networks": names}
    lines = [f"On {', '.join(each.value for each in address.networks)}"]
    return _Details(fields, [text, *lines] if text else lines, network)


def _request_details(request: PaymentRequest, asked: Network | None) -> _Details:
    details = _address_details(request.address, asked)
    said: dict[str, Json] = {
        "address": request.text,
        "amount": request.amount,
        "label": request.label,
        "message": request.message,
    }
    amount = "no amount named" if request.amount is None else bitcoin(request.amount)
    lines = [f"Asks for a payment: {amount}", *details.lines]
    return replace(details, fields={**details.fields, **said}, lines=lines)
