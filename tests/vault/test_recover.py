"""A vault opens without this program: by ``recover.py`` alone, beside nothing but ``cryptography``."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from strongroom.vault import header, stretching
from strongroom.vault.errors import VaultError
from strongroom.vault.keyring_slot import PassphraseAndKeyring
from strongroom.vault.recovery_key import DrawnRecoveryKey, RecoveryKey
from strongroom.vault.security_key import CREDENTIAL_BYTES, RELYING_PARTY, Credential, HeldKey
from strongroom.vault.security_key_slot import PassphraseAndSecurityKey, credentials_of
from strongroom.vault.slots import Factor, Passphrase
from strongroom.vault.vault import create_with, open_vault, open_with
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import QUICK, Held, quick
from tests.vault.security_keys import SoftKeys, untold
from tests.vault.soft_keys import SoftKey
from tests.vectors_source import REPOSITORY

SAMPLE = Path(__file__).parent / "samples" / "version-1.strongroom"
SAMPLE_PASSPHRASE = "correct horse battery staple"
ROOM = REPOSITORY / "desktop" / "strongroom" / "vault"

ALONE = """
import runpy, sys
sys.path.append(sys.argv.pop(1))
try:
    import strongroom
except ImportError:
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A folder with ``recover.py`` and one with ``cryptography`` and what it is made of."""
    site = tmp_path / "site"
    site.mkdir()
    for name in ("cryptography", "cffi", "_cffi_backend"):
        found = find_spec(name)
        assert found is not None
        assert found.origin is not None
        origin = Path(found.origin)
        origin = origin.parent if found.submodule_search_locations else origin
        (site / origin.name).symlink_to(origin)
    shutil.copy(ROOM / "recover.py", tmp_path)
    return tmp_path


def recover(alone: Path, vault: Path, passphrase: str) -> subprocess.CompletedProcess[bytes]:
    arguments = [str(alone / "site"), str(alone / "recover.py"), str(vault)]
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", ALONE, *arguments],
        input=passphrase.encode() + b"\n",
        capture_output=True,
        cwd=alone,
        check=False,
    )


def test_prints_the_rows(alone: Path, tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    with create_with(path, [Held(), quick("cafe\u0301")]) as vault:
        vault.put("labels", "é", {"text": "a\nb", "version": 1})
        vault.put("labels", "a", {"text": "x" * 10_000})
        vault.save()
    printed = recover(alone, path, "café")
    assert (printed.returncode, printed.stderr) == (0, b"")
    rows = [json.loads(line) for line in printed.stdout.splitlines()]
    assert rows == [
        ["labels", "a", {"text": "x" * 10_000}],
        ["labels", "é", {"text": "a\nb", "version": 1}],
    ]


def test_prints_nothing_of_an_empty_vault(alone: Path, tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    create_with(path, [quick("words")]).lock()
    printed = recover(alone, path, "words")
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("said", "passphrase", "change"),
    [
        ("this is not the passphrase", "wrong", lambda data: data),
        ("the file was changed", "words", lambda data: data[:-1] + bytes([data[-1] ^ 1])),
        ("the file was changed", "words", lambda data: data[:-4096]),
        ("this is not a Strongroom vault", "words", lambda data: b"x" + data),
        ("of version 2", "words", lambda data: data[:19] + b"\2" + data[20:]),
        ("this file is damaged", "words", lambda data: data.replace(b'"salt"', b'"tlas"')),
        (
            "neither a passphrase alone",
            "words",
            lambda data: data.replace(b'"type":1', b'"type":3'),
        ),
    ],
    ids=["passphrase", "changed", "cut", "other file", "later", "damaged", "no slot"],
)
def test_says_what_is_wrong(
    alone: Path, tmp_path: Path, said: str, passphrase: str, change: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "family.strongroom"
    create_with(path, [quick("words")]).lock()
    path.write_bytes(change(path.read_bytes()))
    printed = recover(alone, path, passphrase)
    assert (printed.returncode, printed.stdout) == (1, b"")
    assert said in printed.stderr.decode()
    assert len(printed.stderr.splitlines()) == 1


def test_a_recovery_key_opens_it(alone: Path, tmp_path: Path) -> None:
    path, drawn = tmp_path / "family.strongroom", DrawnRecoveryKey.draw()
    groups = " ".join(drawn.groups)
    with create_with(path, [quick("words"), drawn.typed_back(groups)]) as vault:
        vault.put("labels", "a", {"version": 1})
        vault.save()
    for said in (groups.lower(), "words"):
        printed = recover(alone, path, said)
        assert (printed.stdout, printed.stderr) == (b'["labels","a",{"version":1}]\n', b"")
    mistyped = recover(alone, path, groups[:-1] + ("0" if groups[-1] != "0" else "1"))
    assert mistyped.stderr == b"group 14 of the recovery key is mistyped\n"


def test_says_what_a_passphrase_opens_it_beside(alone: Path, tmp_path: Path) -> None:
    path, drawn = tmp_path / "family.strongroom", DrawnRecoveryKey.draw()
    paper = drawn.typed_back(" ".join(drawn.groups))
    held = HeldKey(Credential(b"c" * 32, b"s" * 32, True), b"h" * 32)
    keyed = PassphraseAndSecurityKey("words", held, QUICK)
    ringed = PassphraseAndKeyring.draw("words", MemoryKeyring(), QUICK)
    said: dict[str, list[Factor]] = {
        "beside a security key (FIDO2): see FORMAT.md": [keyed, paper],
        "beside the keyring of a computer or a security key": [keyed, ringed, keyed, paper],
        "this is not the recovery key, or the file was changed\n": [paper],
    }
    for words, factors in said.items():
        create_with(path, factors).lock()
        printed = recover(alone, path, "words")
        assert words in printed.stderr.decode()
        assert recover(alone, path, " ".join(drawn.groups)).returncode == 0
        path.unlink()


def test_a_vault_of_the_first_version_still_opens(alone: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path))
    with open_vault(path, SAMPLE_PASSPHRASE) as vault:
        tables = ("drafts", "labels", "payments", "psbts", "settings", "wallets")
        rows = [[table, row, value] for table in tables for row, value in vault.table(table)]
        label = dict(vault.table("labels")).popitem()[1]
    printed = recover(alone, path, SAMPLE_PASSPHRASE).stdout
    assert [json.loads(line) for line in printed.splitlines()] == rows
    assert len(rows) == 7
    assert label["text"] == "Miete für März"


EVERY_SLOT = SAMPLE.with_name("every-slot.strongroom")
ITS_RECOVERY_KEY = (
    "000G0 40R47 0M30J E209D 185GT R38E6 1W81Q 24GK4 2GAHK C5RRE 34D11 P70XS 3RFGB WN36S"
)
ITS_KEYRING = {
    "vault 7fb88f73994f7107138cdf0b21241eae": (
        "139b9cd0b7295f1ed4488f9f3d92803135e21837d3ae3fb1c7483eb601a6e7a9"
    )
}
"""Of a vault that was re-keyed, so that the words it was made with open it no longer."""


def test_a_vault_with_every_slot_still_opens_in_every_way(alone: Path, tmp_path: Path) -> None:
    path, keyring = Path(shutil.copy(EVERY_SLOT, tmp_path)), MemoryKeyring()
    keyring.texts = dict(ITS_KEYRING)
    ways = (
        Passphrase("correct horse"),
        PassphraseAndKeyring("battery staple", keyring),
        RecoveryKey.read(ITS_RECOVERY_KEY),
    )
    for factor in ways:
        with open_with(path, factor) as vault:
            ((row, label),) = vault.table("labels")
            assert (row, label["text"]) == ("w/addr/a", "Miete für März")
            assert vault.generation == 4
    with pytest.raises(VaultError):
        open_vault(path, "the first words")
    printed = {recover(alone, path, said).stdout for said in ("correct horse", ITS_RECOVERY_KEY)}
    assert "Miete für März" in printed.pop().decode()
    assert printed == set()


SECURITY_KEYS = SAMPLE.with_name("security-keys.strongroom")
ITS_KEYS = (SoftKey(b"blue".ljust(32)), SoftKey(b"green".ljust(32), "2580"))


def test_a_vault_of_two_security_keys_still_opens_by_each(alone: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(SECURITY_KEYS, tmp_path))
    with open_with(path, RecoveryKey.read(ITS_RECOVERY_KEY)) as vault:
        wanted = credentials_of(vault.slots)
    assert [credential.is_verified for credential in wanted] == [False, True]
    for key in ITS_KEYS:
        held = SoftKeys(key).read(wanted, key.pin, untold)
        with open_with(path, PassphraseAndSecurityKey("battery staple", held)) as vault:
            ((row, label),) = vault.table("labels")
            assert (row, label["text"]) == ("w/addr/a", "Miete für März")
    printed = recover(alone, path, ITS_RECOVERY_KEY).stdout.decode()
    assert "Miete für März" in printed


def test_the_format_is_described_with_the_right_numbers() -> None:
    text = (ROOM / "FORMAT.md").read_text("utf-8")
    numbers = [
        stretching.MEMORY_KIB.start,
        stretching.MEMORY_KIB.stop - 1,
        stretching.DEFAULT.memory_kib,
        stretching.FLOOR.memory_kib,
        CREDENTIAL_BYTES.stop - 1,
    ]
    assert [number for number in numbers if f"{number:,}" not in text] == []
    assert f"version: {header.FORMAT} " in text
    assert f"{CREDENTIAL_BYTES.start} to 1,023" in text
    assert f"always `{RELYING_PARTY}`" in text
