from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from strongroom.formats.signed_message import SignedMessage
from strongroom.formats.writing import write_wallet
from strongroom.model.drill import Tried
from strongroom.model.errors import StrongroomError
from strongroom.vault.errors import VaultError
from strongroom.vault.log import LogKind
from strongroom.vault.recovery_key import DrawnRecoveryKey
from strongroom.vault.vault import Vault, create_with, open_with
from strongroom.words.log_words import log_sentence
from strongroom.workflows.check_message import check_message
from strongroom.workflows.drills import (
    DUE_AFTER_DAYS,
    Drill,
    drill_text,
    file_drill,
    last_of,
    last_of_key,
    recovery_drill,
    signed_drill,
)
from strongroom.workflows.encrypted_backup import back_up
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.log import Note
from strongroom.workflows.vault_factors import add_recovery_key
from tests.vault.quick import Held
from tests.window.frame import COMPARED
from tests.workflows.rounds import make_wallet
from tests.workflows.signed_texts import path_of, signature_of, signed_text
from tests.workflows.test_keeping import OTHER, SEED

WALLET = replace(make_wallet(), name="Family savings")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
TEXT = "Strongroom drill of family-savings. 2026-03-01"
WORDS = Drill(Tried.WORDS, went_well=True, by="Anna", day=TODAY, keys=(0, 1))
FIRST, SECOND, _ = ((key.fingerprint or b"").hex() for key in WALLET.policy.cosigners)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        yield vault


@pytest.fixture
def keeper(vault: Vault) -> Keeper:
    keeper = Keeper(vault, lambda: NOW)
    keeper.keep_wallet(WALLET, COMPARED, NOW)
    return keeper


def row(keeper: Keeper) -> str:
    return keeper.wallets()[0].row


def sentence(keeper: Keeper) -> str:
    record = list(keeper.log().records.values())[-1]
    return log_sentence(record.kind, record.facts)


def test_a_drill_stands_in_the_log_by_key_and_day(keeper: Keeper) -> None:
    keeper.note_drill(row(keeper), replace(WORDS, note="slow, but right"), TODAY)
    assert sentence(keeper) == (
        "Drill by Anna on 1 March 2026: the backup words of Alice, Bob, read back, gave the"
        " fingerprint of the key."
    )
    (noted,) = keeper.drills()
    assert (noted.keys, noted.day, noted.note) == ((FIRST, SECOND), TODAY, "slow, but right")
    assert noted.went_well
    assert not noted.is_checked
    assert keeper.check_log().is_intact


@pytest.mark.parametrize("tried", list(Tried))
@pytest.mark.parametrize("went_well", [True, False])
def test_whatever_was_tried_has_a_sentence_of_its_own(
    keeper: Keeper, tried: Tried, went_well: bool
) -> None:
    keeper.note_drill(row(keeper), replace(WORDS, tried=tried, went_well=went_well), TODAY)
    said = sentence(keeper)
    assert ("failed" in said) is not went_well
    assert said not in (
        f"A drill by Anna on 1 March 2026 {how}" for how in ("failed.", "went well.")
    )
    assert keeper.drills()[0].tried is tried


def test_the_last_drill_of_each_key_is_known(keeper: Keeper) -> None:
    own = row(keeper)
    for days, keys in ((0, (0,)), (30, (0, 1)), (400, (1,))):
        day = TODAY - timedelta(days=days)
        keeper.note_drill(own, replace(WORDS, day=day, keys=keys), TODAY)
    found = [last_of_key(keeper.drills(), key) for key in WALLET.policy.cosigners]
    assert [one and one.age(TODAY) for one in found] == [0, 30, None]
    assert last_of_key(keeper.drills(), WALLET.policy.cosigners[0], Tried.SIGNED) is None


def test_a_key_without_a_fingerprint_is_named_by_itself(keeper: Keeper) -> None:
    keys = tuple(replace(one, key=replace(one.key, origin=None)) for one in OTHER.policy.keys)
    wallet = replace(OTHER, policy=replace(OTHER.policy, keys=keys))
    bare, own = wallet.policy.cosigners, keeper.keep_wallet(wallet, (), NOW).row
    keeper.note_drill(own, replace(WORDS, keys=(1,)), TODAY)
    assert [last_of_key(keeper.drills(), key) is not None for key in bare] == [False, True, False]


def test_what_is_of_the_vault_is_no_wallets_own(keeper: Keeper) -> None:
    keeper.note_drill(row(keeper), replace(WORDS, tried=Tried.RECOVERY_KEY), TODAY)
    assert last_of(keeper.drills(), "", Tried.RECOVERY_KEY) is not None
    assert last_of(keeper.drills(), row(keeper), Tried.RECOVERY_KEY) is None


@pytest.mark.parametrize(
    ("days", "went_well", "is_due"),
    [(DUE_AFTER_DAYS, True, False), (DUE_AFTER_DAYS + 1, True, True), (0, False, True)],
)
def test_a_drill_is_due_again_after_half_a_year_or_when_it_failed(
    keeper: Keeper, days: int, went_well: bool, is_due: bool
) -> None:
    day = TODAY - timedelta(days=days)
    keeper.note_drill(row(keeper), replace(WORDS, day=day, went_well=went_well), TODAY)
    assert keeper.drills()[0].is_due(TODAY) is is_due


def test_an_entry_of_a_later_program_is_passed_over(keeper: Keeper) -> None:
    keeper.note(Note(LogKind.DRILL_PASSED, {"tried": "flying", "by": "Anna", "day": "2026-03-01"}))
    keeper.note(Note(LogKind.DRILL_PASSED, {"tried": "words"}))
    assert keeper.drills() == ()


def test_a_drill_that_cannot_be_written_is_not_said_to_be_noted(
    keeper: Keeper, vault: Vault
) -> None:
    with open_with(vault.path, [Held()]) as second:
        reading = Keeper(second)
        with pytest.raises(VaultError) as refused:
            reading.note_drill(row(keeper), WORDS, TODAY)
    assert refused.value.code == "vault-read-only"


# What the program checks itself


def test_a_signed_text_proves_whose_device_signed(keeper: Keeper) -> None:
    kept = keeper.wallets()[0]
    assert drill_text(kept.wallet, TODAY) == TEXT
    for answer in (signature_of(2, path_of(2), TEXT), signed_text(2, path_of(2), TEXT)):
        drill = signed_drill(kept, answer, "Bob", TODAY)
        assert (drill.tried, drill.keys, drill.day) == (Tried.SIGNED, (1,), TODAY)
    keeper.note_drill(kept.row, drill, TODAY)
    (noted,) = keeper.drills()
    assert (noted.keys, noted.is_checked) == ((SECOND,), True)


def test_the_proof_that_is_attached_verifies_as_a_message(keeper: Keeper) -> None:
    kept = keeper.wallets()[0]
    proof = signed_drill(kept, signature_of(1, path_of(1), TEXT), "Anna", TODAY).proof
    message, address, signature = (str(proof[name]) for name in ("message", "address", "signature"))
    assert check_message(SignedMessage(message, address, signature)).is_valid


def test_a_text_of_another_day_is_a_drill_of_that_day(keeper: Keeper) -> None:
    before = TODAY - timedelta(days=20)
    text = drill_text(WALLET, before)
    answer = signature_of(1, path_of(1), text)
    assert signed_drill(keeper.wallets()[0], answer, "Anna", TODAY).day == before


@pytest.mark.parametrize("form", ["descriptor", "coldcard_text", "bip139"])
def test_a_file_that_brings_the_wallet_back_is_a_drill(keeper: Keeper, form: str) -> None:
    data = write_wallet(WALLET, form, None).encode()
    drill = file_drill(keeper.wallets()[0], data, "family.txt", "Anna", TODAY)
    assert (drill.tried, drill.went_well) == (Tried.WALLET_FILE, True)
    assert drill.proof["file"] == "family.txt"


def test_an_encrypted_backup_is_opened_with_the_wallets_own_keys(keeper: Keeper) -> None:
    drill = file_drill(keeper.wallets()[0], back_up(WALLET).encode(), "b.txt", "Anna", TODAY)
    assert drill.went_well


def test_the_recovery_key_is_held_to_the_vault(keeper: Keeper, vault: Vault) -> None:
    drawn = DrawnRecoveryKey(bytes(range(32)))
    text = " ".join(drawn.groups)
    add_recovery_key(vault, drawn.typed_back(text))
    keeper.note_drill(row(keeper), recovery_drill(vault, text, "Anna", TODAY), TODAY)
    assert sentence(keeper).endswith("the recovery key on paper opens the vault.")
    assert drawn.groups[0].encode() not in keeper.log_file()


REFUSED: dict[str, tuple[Callable[[Keeper, Vault], object], str]] = {
    "nobody": (lambda k, v: k.note_drill(row(k), replace(WORDS, by=" "), TODAY), "drill-nobodys"),
    "no key": (lambda k, v: k.note_drill(row(k), replace(WORDS, keys=()), TODAY), "drill-keyless"),
    "tomorrow": (
        lambda k, v: k.note_drill(row(k), replace(WORDS, day=date(2026, 3, 2)), TODAY),
        "drill-to-come",
    ),
    "a secret": (
        lambda k, v: k.note_drill(row(k), replace(WORDS, note=SEED), TODAY),
        "secret-found",
    ),
    "no wallet": (lambda k, v: k.note_drill("nowhere", WORDS, TODAY), "row-unknown"),
    "another text": (
        lambda k, v: signed_drill(
            k.wallets()[0], signed_text(1, path_of(1), f"{TEXT} "), "Anna", TODAY
        ),
        "proof-other-text",
    ),
    "a strangers signature": (
        lambda k, v: signed_drill(k.wallets()[0], signature_of(5, path_of(5), TEXT), "A", TODAY),
        "proof-nobodys",
    ),
    "another wallet": (
        lambda k, v: file_drill(
            k.wallets()[0], write_wallet(OTHER, "descriptor", None).encode(), "o", "A", TODAY
        ),
        "drill-other-wallet",
    ),
    "another key": (
        lambda k, v: recovery_drill(
            v, " ".join(DrawnRecoveryKey(bytes(range(32))).groups), "A", TODAY
        ),
        "drill-other-key",
    ),
    "half a key": (
        lambda k, v: recovery_drill(
            v, " ".join(DrawnRecoveryKey(bytes(range(32))).groups[:7]), "A", TODAY
        ),
        "recovery-key-length",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name: str, keeper: Keeper, vault: Vault) -> None:
    act, code = REFUSED[name]
    with pytest.raises(StrongroomError) as refused:
        act(keeper, vault)
    assert refused.value.code == code
    assert keeper.drills() == ()
