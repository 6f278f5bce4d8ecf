import json
from datetime import UTC, datetime
from typing import Any

from strongroom.engines.own_scripts import Place
from strongroom.formats.json_text import parse_json
from strongroom.model.owner_rules import Role
from strongroom.model.wallet import Branch
from strongroom.review.comparison_phrase import comparison_phrase
from strongroom.workflows.payment import PaymentUnderWay, acknowledge, open_warnings, start
from strongroom.workflows.review_record import review_record
from tests.workflows.rounds import make_payment, make_wallet

WALLET = make_wallet()
NOW = datetime(2026, 11, 21, 14, 6, tzinfo=UTC)
DOUBTFUL = start(make_payment(WALLET, change=Place(Branch.RECEIVE, 3)).original, [WALLET])


def record(payment: PaymentUnderWay) -> dict[str, Any]:
    text = review_record(payment, NOW).decode()
    assert parse_json(text) == json.loads(text)
    return dict(json.loads(text))


def test_a_record_says_what_was_reviewed_when_and_for_which_wallet() -> None:
    found = record(DOUBTFUL)
    assert (found["reviewed"], found["wallet"]) == ("2026-11-21T14:06:00+00:00", "Practice")
    assert found["digest"] == (DOUBTFUL.digest or b"").hex()
    assert found["phrase"].split() == list(comparison_phrase(DOUBTFUL.digest or b""))
    assert found["outputs"][0]["address"] == DOUBTFUL.review.outputs[0].address
    assert {each["code"] for each in found["findings"]} == {
        each.code for each in DOUBTFUL.review.findings
    }


def test_a_record_says_which_warnings_were_read() -> None:
    assert record(DOUBTFUL)["warnings_read"] == []
    (warning,) = open_warnings(DOUBTFUL)
    (read,) = record(acknowledge(DOUBTFUL, warning, NOW))["warnings_read"]
    assert read == {
        "code": "change-receive-branch",
        "where": "output 1",
        "at": "2026-11-21T14:06:00+00:00",
        "by": None,
    }


def test_a_record_says_who_read_a_warning() -> None:
    (warning,) = open_warnings(DOUBTFUL)
    anna = Role("treasurer", "Anna")
    (read,) = record(acknowledge(DOUBTFUL, warning, NOW, anna))["warnings_read"]
    assert read["by"] == {"role": "treasurer", "person": "Anna"}
