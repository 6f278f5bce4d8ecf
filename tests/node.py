"""A real bitcoin node on a chain of its own, for the tests marked ``node``.

It is ``bitcoind`` where there is one, else ``btcd``, which is built once if Go is at hand. Each
process of a parallel run starts its own. Both speak JSON-RPC on loopback, to us alone.
"""

import base64
import contextlib
import fcntl
import http.client
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from embit.networks import NETWORKS
from embit.script import Script

from strongroom.model.transaction import OutPoint, Transaction, TxOutput
from tests.single_key import FEE, Owned, SingleKey

NONE_FOUND = "node tests were not run: no bitcoind, btcd or Go found"

BTCD_MODULE = "github.com/btcsuite/btcd"
BTCD_VERSION = (0, 26, 0)
"""The first that has segwit from the start on regtest."""

MATURITY = 100
START_SECONDS = 60.0
CALL_SECONDS = 60.0
ATTEMPTS = 3

MINER = SingleKey(77)
"""Whom the blocks pay; the node has no wallet."""


class NodeError(Exception):
    """The node said no; ``str()`` is what it said."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where on loopback the node listens."""

    p2p: int
    rpc: int


@dataclass(frozen=True, slots=True)
class Program:
    """A node's executable and how it is told where to live."""

    name: str
    path: str
    arguments: Callable[[Path, Ports, str], list[str]]
    mine: Callable[["Node", int], list[str]]


class Node:
    """A running node that mines to ``MINER`` and relays by its default policy."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.name = program.name
        self._program = program
        self._password = secrets.token_hex(16)
        self._ports = _free_ports()
        self.p2p_address = f"127.0.0.1:{self._ports.p2p}"
        self._coinbases: list[Owned] = []
        self._log = folder / "output.txt"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [program.path, *program.arguments(folder, self._ports, self._password)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait_until_ready()

    @property
    def height(self) -> int:
        """The height of its last block."""
        return int(self._call("getblockcount"))

    def mine(self, count: int = 1) -> None:
        """Mine ``count`` blocks with what its memory pool holds."""
        for block in self._program.mine(self, count):
            coinbase = self._call("getblock", block, 1)["tx"][0]
            outputs = Transaction.parse(self.transaction(coinbase)).outputs
            outpoint = OutPoint(bytes.fromhex(coinbase)[::-1], 0)
            self._coinbases.append(Owned(outpoint, outputs[0].amount))

    def fund(self, script_pubkey: bytes, amount: int) -> bytes:
        """Pay ``amount`` satoshi to ``script_pubkey`` and mine it; the raw transaction.

        The output at index 0 is the one asked for.
        """
        spent: list[Owned] = []
        while sum(each.amount for each in spent) < amount + 2 * FEE:
            self.mine(max(0, MATURITY + 1 - len(self._coinbases)))
            spent.append(self._coinbases.pop(0))
        change = sum(each.amount for each in spent) - amount - FEE
        outputs = [TxOutput(amount, script_pubkey), TxOutput(change, MINER.script_pubkey)]
        raw = MINER.pay(spent, outputs).serialize()
        self.send(raw)
        self.mine()
        return raw

    def send(self, raw: bytes) -> str:
        """Hand over a transaction as a peer would; its id, or ``NodeError`` with the reason."""
        return str(self._call("sendrawtransaction", raw.hex()))

    def transaction(self, txid: str) -> bytes:
        """The raw transaction with this id; ``NodeError`` if it is not known."""
        return bytes.fromhex(self._call("getrawtransaction", txid, 0))

    def confirmations(self, txid: str) -> int:
        """Blocks since it was mined, its own counted; 0 while it waits."""
        return int(self._call("getrawtransaction", txid, 1).get("confirmations", 0))

    def stop(self) -> None:
        """End it."""
        with contextlib.suppress(OSError, http.client.HTTPException, NodeError):
            self._call("stop")
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _call(self, method: str, *parameters: object) -> Any:
        return _call(self._ports.rpc, self._password, method, *parameters)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self._call("getblockcount")
                return
            except (OSError, http.client.HTTPException, NodeError) as error:
                if self._process.poll() is None and time.monotonic() < deadline:
                    time.sleep(0.05)
                    continue
                self.stop()
                said = self._log.read_text(errors="replace")[-2000:]
                raise NodeError(f"{self.name} did not start: {said}") from error


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """A node with one coinbase to spend; skips where there is none to be had."""
    program = find_program()
    if program is None:
        pytest.skip(NONE_FOUND)
    with tempfile.TemporaryDirectory(prefix="strongroom-node-") as folder:
        running = start(program, Path(folder))
        try:
            running.mine(MATURITY + 1)
            yield running
        finally:
            running.stop()


def find_program() -> Program | None:
    """bitcoind, else btcd, else a btcd that is built now; None without Go too.

    A ``BITCOIND`` that is not there and a build that fails are errors, not a reason to skip.
    """
    bitcoind = os.environ.get("BITCOIND") or shutil.which("bitcoind")
    if bitcoind:
        if shutil.which(bitcoind) is None:
            raise NodeError(f"BITCOIND is no program: {bitcoind}")
        return Program("bitcoind", bitcoind, _bitcoind_arguments, _mine_by_bitcoind)
    btcd = shutil.which("btcd")
    if btcd is None or _version(btcd) < BTCD_VERSION:
        btcd = _built_btcd()
    return Program("btcd", btcd, _btcd_arguments, _mine_by_btcd) if btcd else None


def start(program: Program, folder: Path) -> Node:
    """Start it, on other ports where another program was quicker."""
    for number in range(ATTEMPTS):
        place = folder / str(number)
        place.mkdir()
        try:
            return Node(program, place)
        except NodeError:
            if number == ATTEMPTS - 1:
                raise
    raise AssertionError


def _bitcoind_arguments(folder: Path, ports: Ports, password: str) -> list[str]:
    return [
        "-regtest",
        f"-datadir={folder}",
        f"-bind=127.0.0.1:{ports.p2p}",
        f"-rpcport={ports.rpc}",
        "-rpcbind=127.0.0.1",
        "-rpcallowip=127.0.0.1",
        "-server",
        "-rpcuser=test",
        f"-rpcpassword={password}",
        "-acceptnonstdtxn=0",
        "-txindex=1",
        "-blockfilterindex=1",
        "-peerblockfilters=1",
        "-dnsseed=0",
        "-discover=0",
        "-listenonion=0",
        "-fallbackfee=0.0001",
    ]


def _btcd_arguments(folder: Path, ports: Ports, password: str) -> list[str]:
    return [
        "--regtest",
        "--rejectnonstd",
        f"--configfile={folder / 'none.conf'}",
        f"--datadir={folder}",
        f"--logdir={folder}",
        f"--listen=127.0.0.1:{ports.p2p}",
        f"--rpclisten=127.0.0.1:{ports.rpc}",
        "--notls",
        "--rpcuser=test",
        f"--rpcpass={password}",
        f"--miningaddr={_miner_address()}",
        "--txindex",
        "--nodnsseed",
        "--nostalldetect",
        "--nobanning",
    ]


def _mine_by_bitcoind(node: Node, count: int) -> list[str]:
    return node._call("generatetoaddress", count, _miner_address())


def _mine_by_btcd(node: Node, count: int) -> list[str]:
    return node._call("generate", count) if count else []


def _miner_address() -> str:
    return str(Script(MINER.script_pubkey).address(NETWORKS["regtest"]))


def _version(btcd: str) -> tuple[int, ...]:
    said = subprocess.run([btcd, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", said)
    return tuple(map(int, found.groups())) if found else (0,)


def _built_btcd() -> str | None:
    """The btcd in the cache, built there under a lock if it is not; None without Go."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "strongroom-tests" / "bin"
    version = ".".join(map(str, BTCD_VERSION))
    btcd = folder / version / "btcd"
    if btcd.exists():
        return str(btcd)
    go = shutil.which("go")
    if go is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not btcd.exists():
            _build_btcd(go, version, btcd)
    return str(btcd)


def _build_btcd(go: str, version: str, btcd: Path) -> None:
    with tempfile.TemporaryDirectory(dir=btcd.parent.parent) as unfinished:
        done = subprocess.run(
            [go, "install", f"{BTCD_MODULE}@v{version}"],
            env={**os.environ, "GOBIN": unfinished},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise NodeError(f"btcd cannot be built: {done.stderr[-2000:]}")
        btcd.parent.mkdir(exist_ok=True)
        os.replace(Path(unfinished) / "btcd", btcd)


def _free_ports() -> Ports:
    with contextlib.ExitStack() as sockets:
        listening = [sockets.enter_context(socket.socket()) for _ in range(2)]
        for each in listening:
            each.bind(("127.0.0.1", 0))
        return Ports(*(each.getsockname()[1] for each in listening))


def _call(port: int, password: str, method: str, *parameters: object) -> Any:
    request = {"jsonrpc": "1.0", "id": 0, "method": method, "params": parameters}
    word = base64.b64encode(f"test:{password}".encode()).decode()
    headers = {"Authorization": f"Basic {word}", "Content-Type": "application/json"}
    with contextlib.closing(
        http.client.HTTPConnection("127.0.0.1", port, timeout=CALL_SECONDS)
    ) as connection:
        connection.request("POST", "/", json.dumps(request), headers)
        body = connection.getresponse().read()
    try:
        answer = json.loads(body)
    except ValueError:
        raise NodeError(body.decode(errors="replace")) from None
    if answer["error"]:
        raise NodeError(answer["error"]["message"])
    return answer["result"]
