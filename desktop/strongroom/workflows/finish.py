"""Finishing a signed PSBT: the network's transaction, checked three ways before anybody has it.

BDK puts the final scripts together, our own sighashes and libsecp256k1 verify every signature in
them, and Bitcoin Core's engine runs them. Only what all agree on is handed out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from strongroom.engines.errors import EngineError
from strongroom.engines.finaliser import finalise
from strongroom.engines.kernel import verify_scripts
from strongroom.model.errors import Fact, StrongroomError
from strongroom.model.finding import Finding
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_edit import without_empty_scripts
from strongroom.model.psbt_version import to_version
from strongroom.model.transaction import Transaction, TxOutput
from strongroom.model.wallet import Wallet
from strongroom.review.context import RunScripts
from strongroom.review.weigh import block
from strongroom.workflows.combine import combine
from strongroom.workflows.returned import finished_input
from strongroom.workflows.signature_bench import SignatureBench
from strongroom.workflows.signature_set import with_scripts


class NotFinished(StrongroomError):
    """Something stands in the way; ``findings`` are all of the weight *block*."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        first = findings[0]
        super().__init__(first.code, f"{first.code} ({first.where})", **first.facts)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Finished:
    """The raw transaction in the network's form; ``vsize`` in virtual bytes, ``fee`` in satoshi.

    ``unsigned_txid`` is the id it had under review. ``verified`` says that every script of it was
    run and succeeded.
    """

    txid: str
    unsigned_txid: str
    raw: bytes
    vsize: int
    fee: int
    verified: bool


def finish(
    psbt: Psbt, wallet: Wallet | None = None, script_check: RunScripts = verify_scripts
) -> Finished:
    """The final transaction of a PSBT with enough signatures; finished inputs stay as they are.

    With a wallet only signatures by its own keys count. Raises ``NotFinished`` with the codes
    ``signatures-missing``, ``transaction-empty``, ``utxo-missing``, ``amount-out-of-range``,
    ``finalised-invalid``, ``engines-disagree`` and those of bad signatures; ``ReadError`` with
    ``locktime-undetermined``; and ``WorkerError`` where the engine gave no answer.
    """
    spent = _ready(psbt, wallet)
    bench = SignatureBench(psbt, wallet)
    transaction = _finalise(psbt, bench)
    _check_signatures(bench, transaction)
    raw = transaction.serialize()
    check = script_check(raw, [(output.amount, output.script_pubkey) for output in spent])
    if not check.verified:
        where = f"input {check.failed[0]}" if check.failed else "transaction"
        raise _stop("engines-disagree", where, engine="kernel")
    return Finished(
        txid=transaction.txid,
        unsigned_txid=psbt.transaction.txid,
        raw=raw,
        vsize=transaction.vsize,
        fee=_fee(spent, transaction),
        verified=check.verified,
    )


def _ready(psbt: Psbt, wallet: Wallet | None) -> list[TxOutput]:
    """What the inputs spend, once every input has enough good signatures and no bad one."""
    if not psbt.inputs or not psbt.outputs:
        raise _stop("transaction-empty", "transaction")
    known = [psbt.spent_output(index) for index in range(len(psbt.inputs))]
    spent = [output for output in known if output is not None]
    if len(spent) < len(known):
        raise _stop("utxo-missing", f"input {known.index(None)}")
    given = combine(psbt, (), wallet)
    if given.findings:
        raise NotFinished(given.findings)
    if not given.complete:
        raise _stop("signatures-missing", "transaction", signatures=given.signatures)
    return spent


def _finalise(psbt: Psbt, bench: SignatureBench) -> Transaction:
    scripts = {index: bench.scripts(index) for index in range(len(psbt.inputs))}
    bare = without_empty_scripts(psbt)
    complete = with_scripts(bare, {index: known for index, known in scripts.items() if known})
    try:
        raw = finalise(to_version(complete, 0).original).raw
    except EngineError as error:
        facts = {key: value for key, value in error.facts.items() if key != "engine"}
        raise _stop("engines-disagree", _place(facts), engine="BDK", **facts) from error
    transaction = Transaction.parse(raw)
    unsigned = transaction.without_signatures().serialize_without_witness()
    if unsigned != psbt.transaction.serialize_without_witness():
        raise _stop("engines-disagree", "transaction", engine="BDK")
    return transaction


def _check_signatures(bench: SignatureBench, transaction: Transaction) -> None:
    """Verify every signature in the final scripts once more, by our own sighash."""
    for index, signed in enumerate(transaction.inputs):
        judged = bench.judge(index, finished_input(signed))
        good = {each.signature.public_key: each.signature for each in judged if each.is_good}
        if len(good) < len(judged) or not bench.is_enough(index, good.values()):
            raise _stop("finalised-invalid", f"input {index}")


def _fee(spent: Sequence[TxOutput], transaction: Transaction) -> int:
    paid = sum(output.amount for output in transaction.outputs)
    fee = sum(output.amount for output in spent) - paid
    if fee < 0:
        raise _stop("amount-out-of-range", "transaction", fee=fee)
    return fee


def _stop(code: str, where: str, **facts: Fact) -> NotFinished:
    return NotFinished([block(code, where, **facts)])


def _place(facts: Mapping[str, Fact]) -> str:
    return f"input {facts['input']}" if "input" in facts else "transaction"
