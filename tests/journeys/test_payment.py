"""From key exports to a mined transaction, by every combination of signers and every script.

The payment is built by BDK's own wallet, not by ours; the node is not ours either.
"""

import base64
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from strongroom.engines.derivation import derive_address
from strongroom.formats.reading import read_key
from strongroom.model.descriptor import write_descriptor
from strongroom.model.finding import Severity
from strongroom.model.network import Network
from strongroom.model.psbt_version import to_version
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.chain import PracticeChain
from strongroom.practice.exports import write_exports
from strongroom.practice.signers import ReturnForm, practice_signer, practice_signers
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.finish import finish
from strongroom.workflows.open_wallet import open_wallet
from strongroom.workflows.review_payment import review_payment
from strongroom.workflows.set_up import Draft, set_up
from tests.journeys.chains import Chain, KernelChain, NodeChain
from tests.journeys.payments import AMOUNT, COIN, bdk_payment
from tests.node import Node

SCRIPTS = (ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH)
EXPORTS = {"coldcard": "ccxp-{xfp}.json", "passport": "{xfp}-sparrow-multisig.json"}


@pytest.fixture(scope="module")
def kernel_chain() -> Iterator[Chain]:
    with PracticeChain() as chain:
        yield KernelChain(chain)


@pytest.fixture(scope="module")
def node_chain(node: Node) -> Chain:
    return NodeChain(node)


@pytest.fixture(params=["kernel", pytest.param("node", marks=pytest.mark.node)])
def chain(request: pytest.FixtureRequest) -> Chain:
    """Each journey runs on the engine alone, and on the node where there is one."""
    fixture: Chain = request.getfixturevalue(f"{request.param}_chain")
    return fixture


def wallet_from_exports(
    folder: Path, threshold: int, count: int, script_type: ScriptType, export: str = "coldcard"
) -> Wallet:
    signers = practice_signers(count)
    write_exports(folder, signers)
    names = [EXPORTS[export].format(xfp=signer.fingerprint.hex().upper()) for signer in signers]
    exports = tuple(read_key((folder / name).read_bytes()) for name in names)
    made = set_up(Draft("Journey", threshold, exports, script_type, Network.REGTEST))
    assert max((f.severity for f in made.findings), default=Severity.INFO) < Severity.BLOCK
    written = write_descriptor(made.wallet.policy).encode()
    assert open_wallet(written, Network.REGTEST).wallet.policy == made.wallet.policy
    return made.wallet


def pay_through(chain: Chain, wallet: Wallet, signers: tuple[int, ...], index: int) -> str:
    """The whole way of one payment, and the id of the mined transaction."""
    address = derive_address(wallet, Branch.RECEIVE, index)
    payment = bdk_payment(wallet, chain.fund(address.scripts.script_pubkey, COIN))
    review = review_payment(payment, wallet)
    assert review.verdict < Severity.BLOCK, review.findings
    assert [(o.amount, o.kind.value) for o in review.outputs if o.kind.value == "payment"] == [
        (AMOUNT, "payment")
    ]
    assert review.fee == COIN - sum(output.amount for output in review.outputs)
    returned = [
        Returned(f"signer {number}", practice_signer(number).sign(payment.original, wallet).psbt)
        for number in signers
    ]
    combined = combine(payment, returned, wallet)
    assert combined.complete
    finished = finish(combined.psbt, wallet)
    assert finished.verified
    assert chain.send(finished.raw) == finished.txid
    chain.mine()
    assert chain.confirmations(finished.txid) == 1
    return finished.txid


@pytest.mark.parametrize("script_type", SCRIPTS, ids=[s.value for s in SCRIPTS])
@pytest.mark.parametrize("export", EXPORTS)
def test_two_of_three_pays_with_every_pair(
    chain: Chain, script_type: ScriptType, export: str, tmp_path: Path
) -> None:
    wallet = wallet_from_exports(tmp_path, 2, 3, script_type, export)
    pairs = list(combinations((1, 2, 3), 2))
    txids = {pay_through(chain, wallet, pair, index) for index, pair in enumerate(pairs)}
    assert len(txids) == len(pairs) == 3


@pytest.mark.parametrize("script_type", SCRIPTS, ids=[s.value for s in SCRIPTS])
def test_three_of_five_pays(chain: Chain, script_type: ScriptType, tmp_path: Path) -> None:
    wallet = wallet_from_exports(tmp_path, 3, 5, script_type)
    pay_through(chain, wallet, (1, 3, 5), 0)
    pay_through(chain, wallet, (5, 4, 2), 1)


def test_trimmed_and_converted_answers_finish_too(chain: Chain, tmp_path: Path) -> None:
    wallet = wallet_from_exports(tmp_path, 2, 3, ScriptType.P2WSH)
    script = derive_address(wallet, Branch.RECEIVE, 0).scripts.script_pubkey
    payment = bdk_payment(wallet, chain.fund(script, COIN))
    trimmed = practice_signer(1).sign(payment.original, wallet, ReturnForm.TRIMMED).psbt
    as_version_2 = to_version(payment, 2).original
    converted = practice_signer(3).sign(as_version_2, wallet).psbt
    as_text = base64.b64encode(converted)
    combined = combine(payment, [Returned("trimmed", trimmed), Returned("v2", as_text)], wallet)
    assert combined.complete
    chain.send(finish(combined.psbt, wallet).raw)
    chain.mine()
