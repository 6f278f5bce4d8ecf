import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from strongroom.vault.disk import Disk
from strongroom.vault.envelope import parse
from strongroom.vault.header import Header, Slot
from strongroom.vault.kept import Kept, KeptGenerations, superfluous
from strongroom.vault.vault import create_with, open_with
from tests.vault.disks import FailingDisk
from tests.vault.quick import Held

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def history(*hours: float) -> list[Kept]:
    """Generations so many hours before 12:00 on 1 March 2026, the latest first."""
    count = len(hours)
    return [
        Kept(Path(str(hour)), count - place, START - timedelta(hours=hour))
        for place, hour in enumerate(hours)
    ]


@pytest.mark.parametrize(
    ("hours", "dropped"),
    [
        ([], []),
        ([0, 1, 2, 3, 4], []),
        ([0, 1, 2, 3, 4, 5], [5]),
        ([0, 1, 2, 3, 4, 24, 25, 48, 49, 50], [25, 49, 50]),
        ([0, 1, 2, 3, 4, 29 * 24, 30 * 24], [30 * 24]),
        ([500 * 24, 501 * 24, 502 * 24, 503 * 24, 504 * 24, 505 * 24], [505 * 24]),
        ([-900, -899, -898, -897, -896, -895], [-895]),
    ],
    ids=["none", "five", "six", "days", "thirty days", "long ago", "from the future"],
)
def test_keeps_five_and_one_a_day_for_thirty_days(hours: list[float], dropped: list[float]) -> None:
    found = superfluous(history(*hours), START.date())
    assert [one.path for one in found] == [Path(str(hour)) for hour in dropped]


def header(generation: int, vault_id: bytes = bytes(16)) -> Header:
    slot = Slot(1, {}, bytes(32), bytes(12), bytes(48))
    return Header(vault_id, generation, bytes(32), bytes(32), (slot,))


def keep(path: Path, saved: datetime, of: Header) -> KeptGenerations:
    """Keep a file that was written then, on that day."""
    path.unlink(missing_ok=True)
    path.write_text(f"generation {of.generation}")
    os.utime(path, (saved.timestamp(), saved.timestamp()))
    kept = KeptGenerations(path, Disk(), saved.timestamp)
    kept.keep(of)
    kept.prune(of.vault_id)
    return kept


def test_forty_days_with_three_saves_each(tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    for number in range(120):
        saved = START + timedelta(days=number // 3, minutes=number)
        kept = keep(path, saved, header(number + 1)).list(bytes(16))
    last_of_days = [3 * day for day in range(40, 10, -1)]
    assert [one.generation for one in kept] == sorted({*last_of_days, 119, 118, 116}, reverse=True)
    assert kept[0].path.read_text() == "generation 120"
    assert kept[0].saved == START + timedelta(days=39, minutes=119)


def test_what_another_vault_keeps_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    keep(path, START - timedelta(days=100), header(1, b"another vault..."))
    for number in range(10):
        kept = keep(path, START, header(number + 1))
    assert [one.generation for one in kept.list(b"another vault...")] == [1]
    assert [one.generation for one in kept.list(bytes(16))] == [10, 9, 8, 7, 6]


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "000001-20260301T120000Z-00000000.strongroom.bak",
        "000001-20261301T120000Z-00000000.strongroom",
        "1-20260301T120000Z-00000000.strongroom",
        "000001-20260301T120000Z-00000001.strongroom",
        ".new",
    ],
)
def test_other_files_are_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "family.kept").mkdir()
    (tmp_path / "family.kept" / name).touch()
    kept = KeptGenerations(tmp_path / "family.strongroom", Disk(), START.timestamp)
    kept.prune(bytes(16))
    assert kept.list(bytes(16)) == ()
    assert (tmp_path / "family.kept" / name).exists()


def test_a_file_with_an_absurd_date_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    path.touch()

    class FarFuture(Disk):
        def modified(self, path: Path) -> float:
            return 1e300

    kept = KeptGenerations(path, FarFuture())
    kept.keep(header(1))
    assert [one.saved.year for one in kept.list(bytes(16))] == [9999]


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_what_is_kept_opens(tmp_path: Path, links: bool) -> None:
    path, disk = tmp_path / "family.strongroom", FailingDisk(links=links)
    with create_with(path, [Held()], disk) as vault:
        for number in range(8):
            vault.put("a", "b", {"number": number})
            vault.save()
        vault_id = parse(path.read_bytes()).header.vault_id
    kept = KeptGenerations(path, Disk()).list(vault_id)
    assert [one.generation for one in kept] == [8, 7, 6, 5, 4]
    for one in kept:
        with open_with(one.path, Held()) as old:
            assert old.get("a", "b") == {"number": one.generation - 2}
