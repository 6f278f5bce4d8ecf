import io
import json
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from strongroom.formats.bip329 import read_labels
from strongroom.formats.log_chain import read_log
from strongroom.model.device import Device
from strongroom.model.psbt_reader import read_psbt
from strongroom.vault.age_file import encrypt_for, encrypt_with
from strongroom.vault.errors import VaultError
from strongroom.vault.people import PersonRecord, PlaceRecord, Role
from strongroom.vault.records import LabelKind
from strongroom.vault.vault import Vault, create_with
from strongroom.workflows.compare import compare_wallets
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.open_wallet import open_wallet
from strongroom.workflows.registrations import registration_now
from strongroom.workflows.vault_archive import archive
from tests.age import Age
from tests.vault.quick import Held
from tests.window.frame import FAMILY, PAYMENT, practice_keeper

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
LABEL = "Miete für März"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Three wallets, a label and a payment, and a table of a later program."""
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        keeper = Keeper(vault)
        practice_keeper().carry_into(keeper)
        keeper.label(keeper.wallets()[0].row, LabelKind.TRANSACTION, "ab" * 32, LABEL)
        vault.put("later-things", "1", {"version": 9})
        vault.save()
        yield vault


def taken_apart(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        entries = tar.getmembers()
        assert {entry.mode for entry in entries} == {0o600}
        files = {one.name.removeprefix("strongroom/"): tar.extractfile(one) for one in entries}
        return {name: file.read() for name, file in files.items() if file}


def test_every_row_is_there_also_those_nobody_here_understands(vault: Vault) -> None:
    rows = [
        json.loads(line) for line in taken_apart(archive(vault, WHEN))["rows.jsonl"].splitlines()
    ]
    assert ["later-things", "1", {"version": 9}] in rows
    for table in ("wallets", "labels", "payments", "psbts"):
        stored = [[table, row, value] for row, value in vault.table(table)]
        assert [row for row in rows if row[0] == table] == stored


def test_wallets_labels_and_payments_are_files_that_others_read(vault: Vault) -> None:
    files = taken_apart(archive(vault, WHEN))
    row = Keeper(vault).wallets()[0].row
    wallet = open_wallet(files[f"wallets/family-savings-{row}.txt"], FAMILY.network, "").wallet
    assert compare_wallets(wallet, FAMILY).same
    payee, own = read_labels(files[f"labels/family-savings-{row}.jsonl"].decode()).labels
    assert payee.text == "Nordwind Boatyard"
    assert (own.reference, own.text) == ("ab" * 32, LABEL)
    txid = read_psbt(PAYMENT.original).transaction.txid
    assert read_psbt(files[f"payments/{txid}.psbt"]).transaction.txid == txid
    assert len([name for name in files if name.startswith("wallets/")]) == 6


def test_what_is_said_of_keys_people_and_places_is_there(vault: Vault) -> None:
    keeper = Keeper(vault)
    keeper.keep_person(PersonRecord("Dora", Role.WITNESS, "by telephone"))
    keeper.keep_place(PlaceRecord("at home"))
    files = taken_apart(archive(vault, WHEN))
    row = keeper.wallets()[0].row
    keys = [json.loads(line) for line in files[f"keys/family-savings-{row}.jsonl"].splitlines()]
    assert [key["holder"] for key in keys] == ["Alice", "Bob", "Carol"]
    assert json.loads(files["people.jsonl"])["reach"] == "by telephone"
    assert json.loads(files["places.jsonl"])["name"] == "at home"


def test_registrations_on_devices_are_there_with_their_proofs(vault: Vault) -> None:
    keeper = Keeper(vault)
    kept = keeper.wallets()[0]
    said = registration_now(kept.record, Device.LEDGER, proof="ab" * 32)
    keeper.keep_registration(kept.row, 1, said)
    one = json.loads(taken_apart(archive(vault, WHEN))["registrations.jsonl"])
    told = kept.wallet.policy.cosigners[1].fingerprint
    assert (one["wallet"], bytes.fromhex(one["fingerprint"])) == (kept.row, told)
    assert (one["device"], one["name"], one["proof"]) == ("ledger", said.name, "ab" * 32)


def test_each_wallet_is_a_backup_that_others_read_too(vault: Vault) -> None:
    files = taken_apart(archive(vault, WHEN))
    row = Keeper(vault).wallets()[0].row
    backup = files[f"wallets/family-savings-{row}.json"]
    assert compare_wallets(open_wallet(backup, None, "").wallet, FAMILY).same
    assert open_wallet(backup, None, "").format == "bip139"


def test_its_log_holds(vault: Vault) -> None:
    found = read_log(taken_apart(archive(vault, WHEN))["log.jsonl"])
    assert found == Keeper(vault).check_log()
    assert found.count > 0


def test_is_the_same_for_the_same_vault(vault: Vault) -> None:
    assert archive(vault, WHEN) == archive(vault, WHEN)


@pytest.mark.age
def test_the_age_program_opens_it_with_an_identity(vault: Vault, tmp_path: Path, age: Age) -> None:
    data, out = archive(vault, WHEN), tmp_path / "export.age"
    mine, other = (pyrage.x25519.Identity.generate() for _ in range(2))
    out.write_bytes(encrypt_for(data, [str(other.to_public()), f" {mine.to_public()}\n"]))
    for identity in (mine, other):
        assert age.decrypt(out, str(identity)) == data


@pytest.mark.age
def test_the_age_program_opens_it_with_a_passphrase(vault: Vault, tmp_path: Path, age: Age) -> None:
    data, sealed, out = archive(vault, WHEN), tmp_path / "export.age", tmp_path / "export.tar"
    sealed.write_bytes(encrypt_with(data, "seven quiet lanterns"))
    assert age.decrypt_with(sealed, "seven loud lanterns", out) == 1
    assert not out.exists()
    assert age.decrypt_with(sealed, "seven quiet lanterns", out) == 0
    assert out.read_bytes() == data


@pytest.mark.parametrize("text", ["", "age1", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1QQ", "x" * 9999])
def test_what_is_no_recipient_is_said(text: str) -> None:
    good = str(pyrage.x25519.Identity.generate().to_public())
    with pytest.raises(VaultError) as refused:
        encrypt_for(b"data", [good, text])
    assert (refused.value.code, refused.value.facts["place"]) == ("age-recipient", 2)


def test_an_empty_passphrase_is_none() -> None:
    with pytest.raises(VaultError) as refused:
        encrypt_with(b"data", "")
    assert refused.value.code == "passphrase-unusable"
