import asyncio
from hashlib import sha256
from pathlib import Path

import bdkpython
import pytest
from embit.bip32 import HDKey
from embit.networks import NETWORKS

from strongroom.model.transaction import OutPoint, Transaction, TxOutput
from tests.node import Node, NodeError, find_program, start
from tests.single_key import FEE, Owned, SingleKey

KEY = SingleKey(3)
PAYEE = b"\x00\x20" + sha256(b"\x51").digest()


def funded(node: Node, amount: int) -> Owned:
    raw = Transaction.parse(node.fund(KEY.script_pubkey, amount))
    assert raw.outputs[0] == TxOutput(amount, KEY.script_pubkey)
    return Owned(OutPoint(raw.txid_bytes, 0), amount)


@pytest.mark.node
def test_a_payment_is_passed_on_and_mined(node: Node) -> None:
    owned = funded(node, 100_000)
    payment = KEY.pay([owned], [TxOutput(100_000 - FEE, PAYEE)])
    txid = node.send(payment.serialize())
    assert txid == payment.txid
    assert node.confirmations(txid) == 0
    height = node.height
    node.mine(2)
    assert node.height == height + 2
    assert node.confirmations(txid) == 2
    assert node.transaction(txid) == payment.serialize()


@pytest.mark.node
def test_more_than_one_coinbase_can_be_asked_for(node: Node) -> None:
    funded(node, 120 * 100_000_000)


@pytest.mark.node
@pytest.mark.parametrize(
    ("outputs", "reason"),
    [
        pytest.param([TxOutput(100, PAYEE), TxOutput(90_000, PAYEE)], "dust", id="dust"),
        pytest.param([TxOutput(100_000, PAYEE)], "fee|insufficient priority", id="no fee"),
        pytest.param([TxOutput(100_001, PAYEE)], "belowout|less than", id="more than it has"),
        pytest.param([TxOutput(90_000, b"\x51\x93" * 20)], "scriptpubkey|script form", id="form"),
    ],
)
def test_refuses_what_its_policy_refuses(node: Node, outputs: list[TxOutput], reason: str) -> None:
    owned = funded(node, 100_000)
    with pytest.raises(NodeError, match=reason):
        node.send(KEY.pay([owned], outputs).serialize())


@pytest.mark.node
def test_refuses_a_wrong_signature(node: Node) -> None:
    owned = funded(node, 100_000)
    forged = SingleKey(4).pay([owned], [TxOutput(90_000, PAYEE)])
    with pytest.raises(NodeError, match=r"script-verify|failed to validate input"):
        node.send(forged.serialize())


@pytest.mark.node
def test_does_not_know_what_it_was_never_sent(node: Node) -> None:
    with pytest.raises(NodeError):
        node.transaction("11" * 32)


def bdk_wallet() -> bdkpython.Wallet:
    keys = [HDKey.from_seed(bytes([seed]) * 32).to_public() for seed in (1, 2)]
    texts = [key.to_base58(version=NETWORKS["regtest"]["xpub"]) for key in keys]
    receive, change = (
        bdkpython.Descriptor(
            f"wsh(sortedmulti(2,{texts[0]}/{branch}/*,{texts[1]}/{branch}/*))",
            bdkpython.NetworkKind.TEST,
        )
        for branch in (0, 1)
    )
    persister = bdkpython.Persister.new_in_memory()
    return bdkpython.Wallet(receive, change, bdkpython.Network.REGTEST, persister)


async def sync_by_filters(node: Node, wallet: bdkpython.Wallet, folder: Path) -> None:
    peer = bdkpython.Peer(
        address=bdkpython.IpAddress.from_ipv4(127, 0, 0, 1),
        port=int(node.p2p_address.split(":")[1]),
        v2_transport=False,
    )
    builder = bdkpython.CbfBuilder().peers([peer]).connections(1).only_configured_peers()
    parts = builder.data_dir(str(folder)).scan_type(bdkpython.ScanType.SYNC()).build(wallet)
    parts.node.run()
    try:
        wallet.apply_update(await asyncio.wait_for(parts.client.update(), 60))
    finally:
        parts.client.shutdown()


@pytest.mark.node
def test_bdk_finds_a_payment_by_compact_filters(node: Node, tmp_path: Path) -> None:
    wallet = bdk_wallet()
    address = wallet.reveal_next_address(bdkpython.KeychainKind.EXTERNAL).address
    node.fund(address.script_pubkey().to_bytes(), 123_456)
    asyncio.run(sync_by_filters(node, wallet, tmp_path))
    assert wallet.latest_checkpoint().height == node.height
    assert wallet.balance().confirmed.to_sat() == 123_456


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found, and next to it an empty cache."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("BITCOIND", raising=False)
    return folder


def write_program(folder: Path, name: str, *lines: str) -> str:
    path = folder / name
    path.write_text("\n".join(("#!/bin/sh", *lines)))
    path.chmod(0o755)
    return str(path)


def found(path: str) -> bool:
    program = find_program()
    return program is not None and program.path == path


def test_without_bitcoind_btcd_and_go_there_is_no_node(programs: Path) -> None:
    assert find_program() is None


def test_bitcoind_is_preferred(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(programs, "btcd", "echo btcd version 0.26.0-beta")
    assert found(write_program(programs, "bitcoind"))
    named = write_program(programs, "another")
    monkeypatch.setenv("BITCOIND", named)
    assert found(named)


def test_a_bitcoind_that_is_not_there_is_an_error(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BITCOIND", str(programs / "missing"))
    with pytest.raises(NodeError, match="BITCOIND"):
        find_program()


def test_btcd_is_taken_from_the_path_unless_it_is_too_old(programs: Path) -> None:
    write_program(programs, "btcd", "echo btcd version 0.25.0-beta")
    assert find_program() is None
    assert found(write_program(programs, "btcd", "echo btcd version 0.26.0-beta"))


def test_btcd_is_built_once(programs: Path, tmp_path: Path) -> None:
    write_program(programs, "go", 'echo "$@" >> "$XDG_CACHE_HOME/calls"', 'echo > "$GOBIN/btcd"')
    built = tmp_path / "cache" / "strongroom-tests" / "bin" / "0.26.0" / "btcd"
    assert found(str(built))
    assert found(str(built))
    calls = (tmp_path / "cache" / "calls").read_text()
    assert calls == "install github.com/btcsuite/btcd@v0.26.0\n"


def test_a_build_that_fails_is_an_error(programs: Path) -> None:
    write_program(programs, "go", "echo no such module >&2", "exit 1")
    with pytest.raises(NodeError, match="no such module"):
        find_program()


def test_a_node_that_ends_at_once_says_why(programs: Path, tmp_path: Path) -> None:
    write_program(programs, "bitcoind", "echo not today", "exit 1")
    program = find_program()
    assert program is not None
    with pytest.raises(NodeError, match="not today"):
        start(program, tmp_path)
