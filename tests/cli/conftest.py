"""Commands run in process, and a practice wallet with a payment from it as files."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from strongroom.cli.main import main
from strongroom.engines.derivation import derive_address
from strongroom.formats.reading import read_key
from strongroom.model.descriptor import write_descriptor
from strongroom.model.network import Network
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.exports import write_exports
from strongroom.workflows.pay import Funding, Payment, pay
from strongroom.workflows.set_up import Draft, set_up

Run = Callable[..., tuple[int, dict]]
COIN = 1_000_000
AMOUNT = 300_000
SHOP = b"\x00\x14" + b"\x09" * 20


@dataclass(frozen=True)
class Desk:
    """The files a treasurer has before them."""

    folder: Path
    wallet: Wallet
    wallet_file: Path
    payment: Path

    def signed(self, number: int) -> Path:
        """The payment as the practice signer of that number gave it back."""
        out = self.folder / f"signed-{number}.psbt"
        words = ["psbt", "sign-practice", self.payment, "--signer", number, "--out", out]
        assert main([str(word) for word in [*words, "--wallet", self.wallet_file]]) == 0
        return out


def line(path: Path, text: str) -> Path:
    """A file of one line beside ``path``, such as of a passphrase."""
    file = path.with_name(f"{text.replace(' ', '-')}.txt")
    file.write_text(text + "\n")
    return file


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where vaults keep what they have seen, apart from that of whoever runs the tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "strongroom"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with ``--json``; its exit code and document."""

    def command(*words: object) -> tuple[int, dict]:
        capsys.readouterr()
        code = main([*(str(word) for word in words), "--json"])
        return code, dict(json.loads(capsys.readouterr().out))

    return command


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A 2-of-3 p2wsh wallet on regtest with one coin, and a payment that nobody has signed."""
    paths = sorted(p for p in write_exports(tmp_path / "keys") if p.name.startswith("ccxp"))
    exports = tuple(read_key(path.read_bytes()) for path in paths)
    wallet = set_up(Draft("Desk", 2, exports, network=Network.REGTEST)).wallet
    wallet_file = tmp_path / "desk.txt"
    wallet_file.write_text(write_descriptor(wallet.policy))
    payment = tmp_path / "payment.psbt"
    payment.write_bytes(pay(wallet, [funding(wallet)], [Payment(SHOP, AMOUNT)], 2.0, 0))
    return Desk(tmp_path, wallet, wallet_file, payment)


def funding(wallet: Wallet) -> Funding:
    script = derive_address(wallet, Branch.RECEIVE, 0).scripts.script_pubkey
    source = TxInput(OutPoint(b"\x05" * 32, 0))
    return Funding(Transaction(2, (source,), (TxOutput(COIN, script),), 0).serialize(), 100)
