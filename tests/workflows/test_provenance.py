from dataclasses import replace

import pytest

from strongroom.model.errors import ReadError
from strongroom.vault.provenance import (
    NOTHING_SAID,
    PassphraseUse,
    ProvenanceRecord,
    SeedOrigin,
)
from strongroom.vault.records import CosignerRecord
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.provenance import clean_provenance, is_date
from tests.workflows.test_keeping import COSIGNERS, NOW, SEED, WALLET

SAID = ProvenanceRecord(
    serial="D1234567",
    firmware_then="4.1.9",
    firmware_now="5.4.0",
    seed=SeedOrigin.BOTH,
    passphrase=PassphraseUse.YES,
    made="2021-11",
    notes="Bought from the maker",
)


@pytest.mark.parametrize("text", ["", "2026", "2026-03", "2026-03-01", "2024-02-29"])
def test_a_day_a_month_a_year_or_nothing(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    ["26", "2026-3", "2026-13", "2026-02-30", "2026-02-29", "01.03.2026", "2026-03-01 ", "0000",
     "\uff12026", "2026-03-01T00:00:00Z", "x" * 500],
)  # fmt: skip
def test_anything_else_is_no_day(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(ReadError) as refused:
        clean_provenance(replace(SAID, made=text))
    assert refused.value.code == "date-malformed"


@pytest.mark.parametrize("field", ["serial", "firmware_then", "firmware_now", "notes"])
def test_no_text_of_it_takes_a_secret(field: str) -> None:
    holding: dict[str, str] = {field: SEED}
    with pytest.raises(ReadError) as refused:
        clean_provenance(replace(SAID, **holding))  # type: ignore[arg-type]
    assert refused.value.code == "secret-found"


def test_what_hides_in_a_text_is_shown() -> None:
    assert clean_provenance(replace(SAID, notes="a\u202eb")).notes == "a<U+202E>b"


def test_it_is_kept_with_the_cosigner_and_stays_when_the_key_is_compared() -> None:
    keeper = Keeper()
    row = keeper.keep_wallet(WALLET, COSIGNERS, NOW).row
    keeper.describe_cosigner(row, 1, replace(COSIGNERS[1], provenance=SAID))
    kept = keeper.compare_key(row, 1, NOW)
    assert kept.record.cosigners[1] == replace(COSIGNERS[1], provenance=SAID, compared=NOW)
    assert kept.record.cosigners[0].provenance == NOTHING_SAID


def test_a_cosigner_that_was_kept_before_there_was_any_is_read() -> None:
    before = {"name": "Bert", "device": "", "holder": "", "place": "", "compared": None}
    assert CosignerRecord.from_json({**before, "version": 1}).provenance == NOTHING_SAID


def test_a_log_says_what_was_changed_and_not_to_what() -> None:
    keeper = Keeper()
    row = keeper.keep_wallet(WALLET, COSIGNERS, NOW).row
    keeper.describe_cosigner(row, 1, replace(COSIGNERS[1], provenance=SAID))
    entry = list(keeper.log().records.values())[-1]
    assert (entry.kind, entry.facts["changed"]) == ("cosigner-described", ["provenance"])
    assert SAID.serial not in str(entry.facts)
