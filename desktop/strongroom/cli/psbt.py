"""``psbt review``, ``pack``, ``combine``, ``finalize`` and ``sign-practice``."""

import argparse
import base64
from datetime import UTC, datetime
from pathlib import Path

from strongroom.cli import psbt_pack
from strongroom.cli.files import read_any, read_foreign
from strongroom.cli.options import (
    UsageError,
    about,
    add_out,
    add_paper,
    add_wallet,
    common,
    out_of,
    refuse_to_replace,
    whole_number,
)
from strongroom.cli.output import Answer, Exit, Json, exit_for
from strongroom.cli.payment_beside import add_beside, lay_beside, opened_psbt, read_beside
from strongroom.cli.review_text import review_lines
from strongroom.cli.wallet import open_wallet_file
from strongroom.model.finding import Finding
from strongroom.model.network import Network
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_writer import write_psbt
from strongroom.practice.signers import practice_signer
from strongroom.transports.files import write_file
from strongroom.words.amounts import plural
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.finish import NotFinished, finish
from strongroom.workflows.payment import PaymentUnderWay
from strongroom.workflows.review_document import review_json
from strongroom.workflows.review_payment import open_psbt


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("psbt", help="payments to sign").add_subparsers(required=True)
    review = group.add_parser("review", parents=[common()], help="what signing it would do")
    review.add_argument("file", metavar="FILE")
    add_beside(review, needs_wallet=True)
    review.add_argument(
        "--record",
        metavar="FILE",
        help="write the record of the review, unless it is stopped: .pdf to print, or .json",
    )
    add_paper(review)
    review.set_defaults(run=_review)
    psbt_pack.add_to(group)
    join = group.add_parser("combine", parents=[common()], help="join the signatures")
    join.add_argument("files", nargs="+", metavar="FILE", help="the original, then the signed ones")
    add_beside(join, needs_wallet=False)
    add_out(join, required=True)
    join.set_defaults(run=_combine)
    finalize = group.add_parser("finalize", parents=[common()], help="the final transaction")
    finalize.add_argument("file", metavar="FILE")
    add_beside(finalize, needs_wallet=False)
    add_out(finalize, required=True)
    finalize.set_defaults(run=_finalize)
    sign = group.add_parser("sign-practice", parents=[common()], help="sign with a practice signer")
    sign.add_argument("file", metavar="FILE")
    sign.add_argument(
        "--signer", required=True, type=whole_number, metavar="N", help="which one, from 1 to 5"
    )
    add_wallet(sign, required=False)
    add_out(sign, required=True)
    sign.set_defaults(run=_sign)


def _review(arguments: argparse.Namespace) -> Answer:
    record = _record_of(arguments)
    psbt = opened_psbt(arguments, arguments.file)
    beside = lay_beside(arguments, psbt, arguments.file)
    lines, code = (
        review_lines(beside.review, beside.wallet, beside.heights),
        exit_for(beside.findings),
    )
    document = review_json(beside.review)
    if record is None or beside.payment is None or code is Exit.BLOCKED:
        return Answer(document, lines, beside.findings, code, notes=beside.notes)
    _write_record(beside.payment, record, arguments.paper)
    document["record"] = str(record)
    notes = (*beside.notes, f"Wrote {record}")
    return Answer(document, lines, beside.findings, code, notes=notes)


def _record_of(arguments: argparse.Namespace) -> Path | None:
    """Where the record goes, if anywhere; raises ``UsageError`` for a name that cannot be."""
    if arguments.record is None:
        return None
    record = Path(arguments.record)
    if record.suffix.lower() not in (".pdf", ".json"):
        raise UsageError("The name of a record ends in .pdf or .json")
    refuse_to_replace("--record", str(record), arguments.file, *read_beside(arguments))
    return record


def _write_record(payment: PaymentUnderWay, record: Path, paper: str | None) -> None:
    # Qt comes along with them; most reviews need none of it.
    from strongroom.paper.measures import PaperSize
    from strongroom.paper.review_record import record_file

    size = PaperSize[paper.upper()] if paper else None
    write_file(record, record_file(payment, datetime.now(UTC), record.name, size))


def _combine(arguments: argparse.Namespace) -> Answer:
    first, *others = arguments.files
    out = out_of(arguments, *arguments.files, *read_beside(arguments)) or "-"
    with about(first):
        original = opened_psbt(arguments, first)
    beside = lay_beside(arguments, original, first, goes_on=True)
    wallet, findings = beside.wallet, (*beside.unticked, *beside.review.findings)
    if wallet is not None and exit_for(findings) is Exit.BLOCKED:
        return _not_combined(findings)
    original = beside.completed(original)
    combined = combine(original, [Returned(name, read_any(name)) for name in others], wallet)
    ours = tuple(found for found in combined.findings if found.where != "file")
    if exit_for(ours) is Exit.BLOCKED:
        return _not_combined(combined.findings)
    document: dict[str, Json]
    document = {"signatures": combined.signatures, "complete": combined.complete}
    notes = _write_psbt(combined.psbt, out, document)
    state = "enough to finalize" if combined.complete else "not yet enough to finalize"
    lines = [f"{plural(combined.signatures, 'signature')}: {state}."]
    raw = _base64(combined.psbt) if out == "-" else None
    return Answer(document, lines, combined.findings, exit_for(combined.findings), raw, notes)


def _not_combined(findings: tuple[Finding, ...]) -> Answer:
    document: dict[str, Json] = {"signatures": None, "complete": False}
    return Answer(document, ["Not combined; nothing was written."], findings, Exit.BLOCKED)


def _write_psbt(psbt: Psbt, out: str, document: dict[str, Json]) -> tuple[str, ...]:
    """Write binary to a file, or put base64 where ``-`` asks for it."""
    if out == "-":
        document["psbt"] = _base64(psbt)
        return ()
    write_file(Path(out), write_psbt(psbt))
    return (f"Wrote {out}",)


def _base64(psbt: Psbt) -> str:
    return base64.b64encode(write_psbt(psbt)).decode()


def _finalize(arguments: argparse.Namespace) -> Answer:
    out = out_of(arguments, arguments.file, *read_beside(arguments)) or "-"
    psbt = opened_psbt(arguments, arguments.file)
    beside = lay_beside(arguments, psbt, arguments.file, goes_on=True)
    wallet, review = beside.wallet, beside.review
    findings = (*beside.unticked, *review.findings)
    if exit_for(findings) is Exit.BLOCKED:
        return _not_final(findings)
    try:
        done = finish(beside.completed(psbt), wallet)
    except NotFinished as stopped:
        return _not_final((*stopped.findings, *review.findings))
    document: dict[str, Json] = {
        "txid": done.txid,
        "unsigned_txid": done.unsigned_txid,
        "hex": done.raw.hex(),
        "vsize": done.vsize,
        "fee": done.fee,
        "verified": done.verified,
    }
    lines = [f"Transaction {done.txid}", f"{done.vsize} vB, fee {done.fee} sat, scripts verified"]
    if out == "-":
        return Answer(document, lines, review.findings, raw=done.raw.hex())
    write_file(Path(out), (done.raw.hex() + "\n").encode())
    return Answer(document, lines, review.findings, notes=(f"Wrote {out}",))


def _not_final(findings: tuple[Finding, ...]) -> Answer:
    document: dict[str, Json] = {
        "txid": None,
        "unsigned_txid": None,
        "hex": None,
        "vsize": None,
        "fee": None,
        "verified": False,
    }
    return Answer(document, ["Not finalized; nothing was written."], findings, Exit.BLOCKED)


def _sign(arguments: argparse.Namespace) -> Answer:
    out = out_of(arguments, arguments.file, arguments.wallet) or "-"
    data = read_foreign(arguments.file)
    signer = practice_signer(arguments.signer)
    registered = None
    if arguments.wallet:
        registered = open_wallet_file(
            arguments.wallet, Network.REGTEST, accept_paths=arguments.accept_paths
        ).wallet
    signed = signer.sign(data, registered)
    document: dict[str, Json] = {"signed_inputs": signed.signed_inputs, "signer": signer.name}
    psbt = open_psbt(signed.psbt)
    notes = _write_psbt(psbt, out, document)
    lines = [f"{signer.name} signed {plural(signed.signed_inputs, 'input')}."]
    raw = _base64(psbt) if out == "-" else None
    return Answer(document, lines, raw=raw, notes=notes)
