"""The record of a review, to be kept: what was seen, when, and which warnings were read."""

import json
from datetime import UTC, datetime

from strongroom.formats.json_text import JsonValue
from strongroom.workflows.acknowledged import Acknowledged
from strongroom.workflows.payment import PaymentUnderWay
from strongroom.workflows.review_document import finding_json, review_json


def review_record(payment: PaymentUnderWay, when: datetime) -> bytes:
    """The document of ``psbt review`` with the wallet's name and the time, as JSON.

    It takes the time of a comparison phrase.
    """
    read = sorted(payment.acknowledged, key=lambda each: (each.code, each.where, str(each.role)))
    record: dict[str, JsonValue] = {
        "reviewed": _moment(when),
        "wallet": payment.wallet.name,
        "network": payment.wallet.network.value,
        **review_json(payment.review),
        "findings": [finding_json(finding) for finding in payment.review.findings],
        "warnings_read": [_read(each) for each in read],
    }
    return f"{json.dumps(record, indent=2, ensure_ascii=False)}\n".encode()


def _read(read: Acknowledged) -> JsonValue:
    by: JsonValue = (
        None if read.role is None else {"role": read.role.title, "person": read.role.person}
    )
    return {"code": read.code, "where": read.where, "at": _moment(read.at), "by": by}


def _moment(when: datetime | None) -> str | None:
    return None if when is None else when.astimezone(UTC).isoformat(timespec="seconds")
